//! The words of a text in order, with an index.

use super::super::words::Word;
use super::index::Index;
use super::reading::{self, Seen};
use crate::text::Span;

/// The words of a text that are searched.
#[derive(Debug, Default)]
pub struct List {
    /// The words, in order.
    pub words: Vec<Seen>,
    /// The index of the words.
    pub index: Index,
}

impl List {
    /// Creates a list of these words.
    pub fn of(words: Vec<Seen>) -> Self {
        let index = Index::of(&words);
        Self { words, index }
    }

    /// The first few places of a word.
    pub fn places(&self, key: u64) -> impl Iterator<Item = usize> + '_ {
        self.index.places(&self.words, key)
    }

    /// The words at these places with their properties, each described by itself.
    pub fn described(&self, text: &str, from: usize, to: usize) -> Vec<Word> {
        let words = self.words.get(from..to.min(self.words.len())).unwrap_or_default();
        words.iter().map(|seen| reading::word(text, *seen)).collect()
    }

    /// The span from the first to the last of the words at these places; empty if there are none.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let words = self.words.get(from..to).unwrap_or_default();
        match words {
            [only] => only.span,
            [first, .., last] => first.span.cover(last.span),
            [] => self.before(from),
        }
    }

    /// The empty span before a word, or after the last word at the end.
    pub fn before(&self, at: usize) -> Span {
        let last = self.words.last().map_or(0, |word| word.span.end);
        let start = self.words.get(at).map_or(last, |word| word.span.start);
        Span::new(start, start)
    }
}
