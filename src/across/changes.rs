//! The differences between two quotes, one row for each.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::edits::Step;
use super::words::{Marks, Word};
use crate::text::{Span, kinds};

kinds! {
    /// The kind of a difference between two quotes, most harmful first.
    pub enum EditKind {
        /// A negation or denial that only one quote has, or opposites such as up and down.
        Polarity "polarity",
        /// A number, date or time.
        Number "number",
        /// A name.
        Name "name",
        /// A word of doubt: perhaps, about.
        Hedge "hedge",
        /// All, some, only.
        Quantifier "quantifier",
        /// One word replaced by another.
        Changed "changed",
        /// Words that only the first quote has.
        Dropped "dropped",
        /// Words that only the second quote has.
        Added "added",
        /// The same word at another place.
        Moved "moved",
        /// Another form of the word: article, ending, preposition.
        Form "form",
        /// Another spelling of the word, or a number in digits in one quote and in words in the other.
        Spelling "spelling",
    }
}

/// One difference between two quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Edit {
    /// The kind of difference.
    pub kind: EditKind,
    /// The words in the first quote. If it has none, the empty span at the place where they are missing.
    pub a: Span,
    /// The words in the second quote, in the same form.
    pub b: Span,
}

/// Two texts with their words.
pub struct Sides<'t> {
    /// The texts.
    pub texts: [&'t str; 2],
    /// Their words.
    pub words: [&'t [Word]; 2],
}

/// The differences that follow from the alignment steps: most harmful first, then in the order of the text.
pub fn edits(sides: &Sides<'_>, steps: &[Step]) -> Vec<Edit> {
    let moved = moved(sides, steps);
    let mut rows: Vec<Edit> = Vec::new();
    for step in steps {
        let Some(edit) = sides.edit(*step, &moved) else { continue };
        match rows.last_mut() {
            Some(last) if goes_on(last, &edit) => {
                (last.a, last.b) = (last.a.cover(edit.a), last.b.cover(edit.b))
            }
            _ => rows.push(edit),
        }
    }
    rows.sort_by_key(|edit| edit.kind as u8);
    rows
}

/// Returns whether `edit` only extends the run of unmatched words in `last`.
fn goes_on(last: &Edit, edit: &Edit) -> bool {
    let run = matches!(edit.kind, EditKind::Dropped | EditKind::Added);
    run && last.kind == edit.kind && (last.a == edit.a || last.b == edit.b)
}

/// For each word that occurs in both quotes at different places, how often it was dropped and added.
pub type Moves = HashMap<u64, (u32, u32), FixedState>;

fn moved(sides: &Sides<'_>, steps: &[Step]) -> Moves {
    count_moves(steps, |at| sides.key(0, at), |at| sides.key(1, at))
}

/// The words that occur in both quotes at different places. `first` and `second` give the keys of the words.
pub fn count_moves(steps: &[Step], first: impl Fn(usize) -> u64, second: impl Fn(usize) -> u64) -> Moves {
    let mut found = Moves::default();
    for step in steps {
        match *step {
            Step::Dropped(i, _) => found.entry(first(i)).or_default().0 += 1,
            Step::Added(_, j) => found.entry(second(j)).or_default().1 += 1,
            Step::Changed(i, j) => {
                found.entry(first(i)).or_default().0 += 1;
                found.entry(second(j)).or_default().1 += 1;
            }
            Step::Equal(..) => {}
        }
    }
    found.retain(|_, (dropped, added)| dropped == added);
    found
}

impl Sides<'_> {
    fn word(&self, side: usize, at: usize) -> Option<&Word> {
        self.words.get(side).and_then(|words| words.get(at))
    }

    fn key(&self, side: usize, at: usize) -> u64 {
        self.word(side, at).map_or(0, |word| word.key)
    }

    /// The empty span before a word.
    fn before(&self, side: usize, at: usize) -> Span {
        let text = self.texts.get(side).map_or(0, |text| text.len() as u32);
        let start = self.word(side, at).map_or(text, |word| word.span.start);
        Span::new(start, start)
    }

    fn edit(&self, step: Step, moved: &Moves) -> Option<Edit> {
        match step {
            Step::Equal(i, j) => self.spelling(self.word(0, i)?, self.word(1, j)?),
            Step::Changed(i, j) => {
                let (a, b) = (self.word(0, i)?, self.word(1, j)?);
                Some(Edit { kind: changed(a, b), a: a.span, b: b.span })
            }
            Step::Dropped(i, j) => {
                let word = self.word(0, i)?;
                Some(Edit { kind: alone(word, EditKind::Dropped, moved), a: word.span, b: self.before(1, j) })
            }
            Step::Added(i, j) => {
                let word = self.word(1, j)?;
                Some(Edit { kind: alone(word, EditKind::Added, moved), a: self.before(0, i), b: word.span })
            }
        }
    }

    /// The edit for a word that is only spelled differently.
    fn spelling(&self, a: &Word, b: &Word) -> Option<Edit> {
        let [first, second] = self.texts;
        let same = a.span.slice(first) == b.span.slice(second);
        (!same).then_some(Edit { kind: EditKind::Spelling, a: a.span, b: b.span })
    }
}

/// The marks that decide the kind of a difference, most harmful first.
const TELLING: [(Marks, EditKind); 5] = [
    (Marks::NEGATION.with(Marks::DENIAL), EditKind::Polarity),
    (Marks::NUMBER, EditKind::Number),
    (Marks::HEDGE, EditKind::Hedge),
    (Marks::QUANTIFIER, EditKind::Quantifier),
    (Marks::NAME, EditKind::Name),
];

/// The kind of an edit that replaces `a` by `b`.
pub fn changed(a: &Word, b: &Word) -> EditKind {
    if is_opposite(a, b) || is_opposite(b, a) {
        return EditKind::Polarity;
    }
    if a.stem == b.stem {
        return EditKind::Form;
    }
    let told = TELLING.iter().find(|(marks, _)| a.marks.any(*marks) || b.marks.any(*marks));
    match told {
        Some(&(_, kind)) => kind,
        None if is_name(a) && is_name(b) => EditKind::Name,
        None => EditKind::Changed,
    }
}

const fn is_opposite(a: &Word, b: &Word) -> bool {
    a.marks.any(Marks::RISE) && b.marks.any(Marks::FALL)
}

/// The kind of an edit for a word that is unmatched at its place.
pub fn alone(word: &Word, otherwise: EditKind, moved: &Moves) -> EditKind {
    // A negation or a number at another place changes the meaning.
    let harmless = !word.marks.any(Marks::NEGATION.with(Marks::DENIAL).with(Marks::NUMBER));
    if harmless && moved.contains_key(&word.key) {
        return EditKind::Moved;
    }
    let told = TELLING.iter().find(|(marks, _)| word.marks.any(*marks));
    told.map_or(otherwise, |&(_, kind)| kind)
}

/// Returns whether nothing indicates that the word is something other than a name.
const fn is_name(word: &Word) -> bool {
    const OTHER: Marks =
        Marks::COMMON.with(Marks::FUNCTION).with(Marks::TIME).with(Marks::VERB).with(Marks::NUMBER);
    !word.marks.any(OTHER)
}
