//! Labels a unit by itself, before its place on the page is considered.

use crate::clean::end::End;
use crate::clean::unit::Unit;
use crate::lexicon::PageClass;

/// The appearance of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Whole sentences.
    Prose,
    /// Long, in the words of running text, without a final mark: prose, or a long headline.
    Semi,
    /// A headline, name, item, or anything else that is short.
    Plain,
    /// Signs without words.
    Rule,
    /// A number without words.
    Counter,
    /// A date, a time, or the label of one.
    Stamp,
    /// The class of its phrase in the lexicon.
    Said(PageClass),
}

impl Label {
    /// Returns whether the label occurs only on pages, never in an article by itself.
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

    /// Returns whether the unit opens a list of other stories.
    pub fn opens_list(self) -> bool {
        matches!(self, Self::Said(PageClass::Related | PageClass::Also))
    }

    /// Returns whether the unit can be part of the article and is not claimed by a phrase.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Prose | Self::Semi | Self::Plain | Self::Said(PageClass::Section))
    }
}

/// The label of the unit.
pub fn label(unit: &Unit) -> Label {
    if unit.words == 0 {
        return Label::Rule;
    }
    if unit.words == unit.numbers && unit.joined == 0 {
        return if unit.words <= 2 { Label::Counter } else { Label::Plain };
    }
    if is_stamp(unit) {
        return if unit.signed { Label::Said(PageClass::Agency) } else { Label::Stamp };
    }
    match shown(unit).or_else(|| said(unit)) {
        Some(PageClass::Stamp) => Label::Stamp,
        Some(class) => Label::Said(class),
        None => by_length(unit),
    }
}

/// Returns whether the unit is a date or a time: mostly words and numbers of dates.
fn is_stamp(unit: &Unit) -> bool {
    let date = u32::from(unit.dates) + u32::from(unit.numbers);
    let dated =
        unit.joined > 0 || (unit.numbers > 0 && unit.dates > 0) || (unit.words == 1 && unit.dates == 1);
    dated && date * 10 >= u32::from(unit.words) * 6 && unit.stops == 0
}

/// The class that an address or a sign indicates.
fn shown(unit: &Unit) -> Option<PageClass> {
    if unit.address && unit.is_foreign() && unit.words <= 3 {
        return Some(PageClass::Byline);
    }
    if is_weather(unit) {
        return Some(PageClass::Ui);
    }
    if is_row(unit) {
        return Some(PageClass::Site);
    }
    (unit.copyright && unit.words <= 30).then_some(PageClass::Copyright)
}

/// Returns whether the unit is a temperature and a place.
const fn is_weather(unit: &Unit) -> bool {
    unit.degrees && unit.numbers > 0 && unit.words <= 5
}

/// Returns whether the unit is a row of links: separated by bars, or not even by spaces.
const fn is_row(unit: &Unit) -> bool {
    let (words, bars) = (unit.words as u32, unit.bars as u32);
    let barred = bars >= 3 && words <= 3 * (bars + 1);
    barred || (unit.glued > 0 && unit.glued as u32 * 16 >= words && unit.trails_off())
}

/// Labels text by its length and by words that only text has.
fn by_length(unit: &Unit) -> Label {
    if is_prose(unit) {
        Label::Prose
    } else if is_running(unit) {
        Label::Semi
    } else {
        Label::Plain
    }
}

fn is_prose(unit: &Unit) -> bool {
    is_sentence(unit) || (unit.stops > 0 && unit.words >= 12) || (unit.words >= 24 && unit.function >= 2)
}

/// Returns whether the unit is one complete sentence. A short one must have a word that names do not have.
fn is_sentence(unit: &Unit) -> bool {
    let least = if unit.function + unit.verbs > 0 { 6 } else { 8 };
    match unit.end {
        End::Stop => unit.words >= least,
        End::Query => unit.words >= 12,
        _ => false,
    }
}

fn is_running(unit: &Unit) -> bool {
    (unit.words >= 9 && unit.commas > 0 && unit.function >= 2) || (unit.words >= 14 && unit.function >= 3)
}

/// The class of the unit's phrase, unless the unit is too long for it.
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
