//! The lines that may be the title, each with its facts.

use std::cell::OnceCell;

use super::facts::{Facts, Situation};
use super::told::Told;
use crate::clean::end::End;
use crate::clean::judge::label::Label;
use crate::clean::judge::looks::{looks_like_byline, looks_like_caption};
use crate::clean::judge::page::Page;
use crate::clean::unit::Unit;
use crate::lexicon::PageClass;

/// A candidate for the title, or "no title", with the facts that hold for it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// The unit; `None` for "no title".
    pub at: Option<usize>,
    /// The facts that hold.
    pub facts: Facts,
}

/// The choice among the candidates.
#[derive(Debug)]
pub struct Choice {
    /// The situation, which selects the weights.
    pub situation: Situation,
    /// "No title", then the lines from the top.
    pub candidates: Vec<Candidate>,
}

impl Choice {
    /// Collects the candidates among the units above `first`.
    pub fn of(page: &Page<'_>, first: usize) -> Self {
        let told = OnceCell::new();
        let below = Below::all(page, first);
        let mut above = Above::default();
        let mut candidates = vec![Candidate { at: None, facts: Facts::NO_TITLE }];
        for (at, unit) in page.units.iter().enumerate().take(first) {
            let label = page.label(at);
            if can_be_title(label, unit) {
                let place = Place { page, at, unit, label, above, below: below.get(at).copied() };
                let facts =
                    place.facts(first).with(told.get_or_init(|| Told::below(page, first)).facts(unit));
                candidates.push(Candidate { at: Some(at), facts });
            }
            above.pass(label, unit);
        }
        let situation = if page.is_page { Situation::Page } else { Situation::Article };
        Self { situation, candidates }
    }

    /// The index of the first candidate with the highest sum of weights.
    pub fn taken(&self) -> usize {
        let mut best = (i32::MIN, 0);
        for (index, candidate) in self.candidates.iter().enumerate() {
            let sum = candidate.facts.weigh(self.situation);
            if sum > best.0 {
                best = (sum, index);
            }
        }
        best.1
    }
}

/// Returns whether a unit can be a headline: at least two words that are not boilerplate, and not a place and a name.
fn can_be_title(label: Label, unit: &Unit) -> bool {
    let dateline = unit.dashes > 0 && looks_like_byline(unit);
    matches!(label, Label::Plain | Label::Semi | Label::Prose) && unit.words >= 2 && !dateline
}

/// Returns whether a unit is text with more than three words.
fn is_long(label: Label, unit: &Unit) -> bool {
    label.is_text() && unit.words > 3
}

/// The units above a unit.
#[derive(Clone, Copy, Default)]
struct Above {
    /// Whether a long line is among them.
    long: bool,
    /// Whether the heading of other stories is among them, with only text after it.
    list: bool,
}

impl Above {
    fn pass(&mut self, label: Label, unit: &Unit) {
        self.long |= is_long(label, unit);
        self.list = label.opens_list() || (self.list && label.is_text());
    }
}

/// The units between a unit and the text.
#[derive(Clone, Copy, Default)]
struct Below {
    /// The number of long lines.
    long: u32,
    /// Whether a date, byline or the like follows, directly or after a short line.
    dated: bool,
}

impl Below {
    /// The units below each unit above `first`.
    fn all(page: &Page<'_>, first: usize) -> Vec<Self> {
        let mut all = vec![Self::default(); first];
        let mut below = Self::default();
        for (at, here) in all.iter_mut().enumerate().rev() {
            *here = below;
            if let Some(unit) = page.unit(at) {
                below.pass(page.label(at), unit);
            }
        }
        all
    }

    fn pass(&mut self, label: Label, unit: &Unit) {
        self.long += u32::from(is_long(label, unit));
        let named = label == Label::Plain && unit.words > 1 && looks_like_byline(unit);
        self.dated = named || is_beside_title(label) || (self.dated && unit.words <= 2);
    }
}

/// Returns whether units with this label occur directly below a title.
const fn is_beside_title(label: Label) -> bool {
    matches!(
        label,
        Label::Stamp
            | Label::Said(PageClass::Byline | PageClass::Share | PageClass::Source | PageClass::Caption)
    )
}

/// A unit that may be the title, with its position.
struct Place<'p> {
    page: &'p Page<'p>,
    at: usize,
    unit: &'p Unit,
    label: Label,
    above: Above,
    below: Option<Below>,
}

impl Place<'_> {
    /// The facts that hold for the unit. The text starts at `first`.
    fn facts(&self, first: usize) -> Facts {
        length(self.unit.words)
            .with(self.repeats())
            .with(above(self.at))
            .with(between(first - self.at - 1))
            .with(self.surroundings())
            .with(self.neighbours())
            .with(self.words())
            .with(ends(self.unit.end))
            .with(self.form())
    }

    fn repeats(&self) -> Facts {
        let (runs, unit) = (&self.page.runs, self.unit);
        let (lead, trail) = unit.parts(self.page.tokens);
        Facts::default()
            .and(Facts::AGAIN, runs.repeat((unit.hash, u32::from(unit.words))))
            .and(Facts::PART_AGAIN, runs.repeat(lead) || runs.repeat(trail))
    }

    fn surroundings(&self) -> Facts {
        let below = self.below.unwrap_or_default();
        let long = match below.long {
            0 => Facts::NO_WORDS_BETWEEN,
            1 => Facts::WORDS_BETWEEN,
            2..=3 => Facts::MORE_WORDS_BETWEEN,
            _ => Facts::MOST_WORDS_BETWEEN,
        };
        long.and(Facts::DATED, below.dated)
            .and(Facts::FIRST_LONG, !self.above.long && is_long(self.label, self.unit))
            .and(Facts::IN_LIST, self.above.list)
    }

    fn neighbours(&self) -> Facts {
        let (before, next) = (self.page.label_before(self.at), self.page.label(self.at + 1));
        let above = match before {
            Some(Label::Stamp) => Facts::BELOW_DATE,
            Some(Label::Said(PageClass::Section)) => Facts::BELOW_SECTION,
            Some(label) if label.is_furniture() => Facts::BELOW_FURNITURE,
            _ => Facts::default(),
        };
        let row = self.at.checked_sub(1).is_some_and(|before| self.is_long(before));
        above
            .and(Facts::ABOVE_DATE, next == Label::Stamp)
            .and(Facts::IN_ROW, row && self.is_long(self.at + 1))
    }

    /// Returns whether the unit at `at` is text with more than three words.
    fn is_long(&self, at: usize) -> bool {
        self.page.unit(at).is_some_and(|unit| is_long(self.page.label(at), unit))
    }

    fn words(&self) -> Facts {
        let unit = self.unit;
        let running = match self.label {
            Label::Prose => Facts::SENTENCES,
            Label::Semi => Facts::RUNNING,
            _ => Facts::default(),
        };
        running
            .and(Facts::STOPS, unit.stops > 0)
            .and(Facts::DAY, unit.dated)
            .and(Facts::FOREIGN, unit.foreign * 2 >= unit.words)
            .and(Facts::NO_GRAMMAR, unit.function + unit.verbs == 0)
            .and(Facts::VERB, unit.verbs > 0)
    }

    fn form(&self) -> Facts {
        self.rank()
            .and(Facts::CAPTION, looks_like_caption(self.unit))
            .and(Facts::BYLINE, looks_like_byline(self.unit))
            .and(Facts::BULLET, self.unit.bullet)
            .and(Facts::INLINE, self.unit.inline)
    }

    /// The rank of a heading that is marked as in Markdown.
    fn rank(&self) -> Facts {
        let line = self.unit.span(self.page.tokens).slice(self.page.tokens.text());
        let words = line.trim_start_matches('#');
        match line.len() - words.len() {
            1..=6 if !words.starts_with(' ') => Facts::default(),
            1 => Facts::HEADING_1,
            2 => Facts::HEADING_2,
            3..=6 => Facts::HEADING_3,
            _ => Facts::default(),
        }
    }
}

const fn length(words: u16) -> Facts {
    match words {
        ..=2 => Facts::WORDS_2,
        3..=4 => Facts::WORDS_4,
        5..=7 => Facts::WORDS_7,
        8..=12 => Facts::WORDS_12,
        13..=16 => Facts::WORDS_16,
        17..=24 => Facts::WORDS_24,
        _ => Facts::WORDS_MORE,
    }
}

const fn above(lines: usize) -> Facts {
    match lines {
        0 => Facts::TOP,
        1..=3 => Facts::NEAR_TOP,
        4..=10 => Facts::UPPER,
        _ => Facts::LOWER,
    }
}

const fn between(lines: usize) -> Facts {
    match lines {
        0 => Facts::ABOVE_TEXT,
        1 => Facts::LINE_BETWEEN,
        2..=3 => Facts::FEW_BETWEEN,
        4..=6 => Facts::SOME_BETWEEN,
        7..=12 => Facts::MANY_BETWEEN,
        _ => Facts::FAR,
    }
}

fn ends(end: End) -> Facts {
    match end {
        End::Open => Facts::default(),
        End::Stop | End::Comma => Facts::ENDS_STOP,
        End::Colon | End::Dash => Facts::ENDS_COLON,
        End::Query => Facts::ENDS_QUERY,
        End::Ellipsis => Facts::ENDS_DOTS,
    }
}
