//! A candidate as the facts see it, and a turn.

use super::question::Question;
use crate::lexicon::{Gender, Number};
use crate::quotes::inventory::Row;
use crate::quotes::result::EntityKind;
use crate::quotes::score::Facts;
use crate::text::Key;
use crate::tokens::TokenRange;

/// Who spoke in a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The index of the source.
    pub source: u32,
    /// The inventory row of the source, if it has one.
    pub row: Option<u32>,
    /// The first token of the quote's cue or content.
    pub at: usize,
    /// One past the last token of its content.
    pub end: usize,
}

/// Earlier turns, newest last.
pub type Past<'p> = &'p [Turn];

/// A row or source, as far as the facts need it.
#[derive(Clone, Debug)]
pub struct One<'o> {
    /// The index of the inventory row, if it is one.
    pub row: Option<u32>,
    /// The index of the source, if it spoke before.
    pub source: Option<u32>,
    pub name: TokenRange,
    pub keys: &'o [Key],
    pub named: bool,
    pub kind: EntityKind,
    pub agreement: (Gender, Number),
    pub title_keys: &'o [Key],
    /// Whether a word of the mention is in the name or titles.
    pub shares: bool,
    /// The mentions, in order.
    pub mentions: &'o [TokenRange],
    /// How the question's mention overlaps these mentions.
    pub within: Facts,
    pub trust: u8,
}

impl<'o> One<'o> {
    /// Wraps an inventory row.
    pub fn of(index: u32, row: &'o Row, source: Option<u32>, question: &Question) -> Self {
        Self {
            shares: row.bits & question.bits != 0 && question.shares(&row.keys, &row.title_keys),
            row: Some(index),
            source,
            name: row.name,
            keys: &row.keys,
            named: row.named,
            kind: row.kind,
            agreement: (row.gender, row.number),
            title_keys: &row.title_keys,
            mentions: &row.mentions,
            within: question.within(&row.mentions),
            trust: row.trust,
        }
    }

    /// Returns whether it spoke in the turn.
    pub fn is_in(&self, turn: &Turn) -> bool {
        self.source == Some(turn.source) || self.row.is_some() && self.row == turn.row
    }
}
