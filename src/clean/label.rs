//! What a unit is by itself, before its place on the page is known.

use super::unit::{End, Unit};
use crate::lexicon::PageClass;

/// What a unit looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// Whole sentences.
    Prose,
    /// Long, with the words of running text, without an end: prose, or a long headline.
    Semi,
    /// A headline, name, item, or anything else that is short.
    Plain,
    /// Signs alone.
    Rule,
    /// A number alone.
    Counter,
    /// A date, a time, or the label of one.
    Stamp,
    /// What a phrase of the lexicon says.
    Said(PageClass),
}

impl Label {
    /// Whether only a page has it: an article by itself does not.
    pub fn is_furniture(self) -> bool {
        use PageClass::{
            Ago, Also, Comments, Copyright, Follow, Form, More, Poll, Related, Share, Site, Tags, Ui,
        };
        matches!(
            self,
            Self::Said(
                Ago | Also
                    | Comments
                    | Copyright
                    | Follow
                    | Form
                    | More
                    | Poll
                    | Related
                    | Share
                    | Site
                    | Tags
                    | Ui
            )
        )
    }

    /// Whether it opens a list of other stories.
    pub fn opens_list(self) -> bool {
        matches!(self, Self::Said(PageClass::Related | PageClass::Also))
    }

    /// Whether it can be a part of the article that no phrase has claimed.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Prose | Self::Semi | Self::Plain | Self::Said(PageClass::Section))
    }
}

/// What the unit looks like.
pub(super) fn label(unit: &Unit) -> Label {
    if unit.words == 0 {
        return Label::Rule;
    }
    if unit.words == unit.numbers && unit.joined == 0 {
        return if unit.words <= 2 { Label::Counter } else { Label::Plain };
    }
    if is_stamp(unit) {
        return if unit.signed { Label::Said(PageClass::Agency) } else { Label::Stamp };
    }
    if unit.address && unit.words == unit.foreign && unit.words <= 3 {
        return Label::Said(PageClass::Byline);
    }
    if unit.copyright && unit.words <= 30 {
        return Label::Said(PageClass::Copyright);
    }
    if let Some(class) = said(unit) {
        return if class == PageClass::Stamp { Label::Stamp } else { Label::Said(class) };
    }
    if is_prose(unit) {
        Label::Prose
    } else if (unit.words >= 9 && unit.commas > 0 && unit.function >= 2)
        || (unit.words >= 14 && unit.function >= 3)
    {
        Label::Semi
    } else {
        Label::Plain
    }
}

/// A date, a time: mostly words and numbers of dates.
fn is_stamp(unit: &Unit) -> bool {
    let date = unit.dates + unit.numbers;
    let dated =
        unit.joined > 0 || (unit.numbers > 0 && unit.dates > 0) || (unit.words == 1 && unit.dates == 1);
    dated && date * 10 >= unit.words * 6 && unit.stops == 0
}

fn is_prose(unit: &Unit) -> bool {
    let closed = unit.end == End::Stop || (unit.end == End::Query && unit.words >= 12);
    (closed && unit.words >= 6 && (unit.words >= 8 || unit.function + unit.verbs > 0))
        || (unit.stops > 0 && unit.words >= 12)
        || (unit.words >= 24 && unit.function >= 2)
}

/// What the unit's phrase says of it, where the unit is not too long for it.
fn said(unit: &Unit) -> Option<PageClass> {
    let phrase = unit.phrase?;
    let limit = match phrase.class {
        PageClass::Related | PageClass::Also | PageClass::Source => 40,
        PageClass::Form | PageClass::Copyright | PageClass::Tags => 60,
        PageClass::Caption => 30,
        PageClass::Follow => 24,
        PageClass::Stamp => {
            let clock = unit.numbers > 0 || phrase.rest == 0 || (unit.foreign > 0 && phrase.rest <= 3);
            return (unit.words <= 14 && clock).then_some(PageClass::Stamp);
        }
        PageClass::Byline => {
            let name = phrase.rest <= 7 && unit.function == 0 && unit.numbers == 0 && unit.stops == 0;
            return (name || phrase.rest == 0).then_some(PageClass::Byline);
        }
        PageClass::Site => 12,
        PageClass::More => 8,
        PageClass::Followed
        | PageClass::Position
        | PageClass::Resume
        | PageClass::Time
        | PageClass::Morning
        | PageClass::Evening => return None,
        PageClass::Ago => 4,
        _ => 10,
    };
    (phrase.rest <= limit).then_some(phrase.class)
}
