//! The sentence that a step reads.

use super::{Scene, Word};
use crate::lexicon::Flags;
use crate::tokens::{TokenKind, TokenRange};

/// A sentence, in which quotations are never split, or the inside of a quotation.
#[derive(Clone, Copy)]
pub struct Sentence<'s, 't> {
    /// The surrounding text.
    pub scene: &'s Scene<'t>,
    /// The tokens.
    pub range: TokenRange,
    /// The index of the paragraph.
    pub paragraph: usize,
    /// Whether it is inside a quotation of another quote.
    pub nested: bool,
}

impl<'s, 't> Sentence<'s, 't> {
    /// Returns the word before the token, if it is in the sentence.
    #[inline]
    pub const fn before(&self, at: usize) -> Option<Word<'s, 't>> {
        if at > self.range.start() { Some(Word { scene: self.scene, at: at - 1 }) } else { None }
    }

    /// Returns whether the word before the token is in the sentence and has one of the properties.
    #[inline]
    pub fn follows(&self, at: usize, flags: Flags) -> bool {
        self.before(at).is_some_and(|word| word.is(flags))
    }

    /// Returns whether a comma of the sentence comes right before the token.
    pub fn follows_comma(&self, at: usize) -> bool {
        self.before(at).is_some_and(|word| word.kind() == TokenKind::Comma)
    }

    /// Returns whether only a few words, and no comma, are between the tokens.
    pub fn is_close(&self, from: usize, to: usize) -> bool {
        const REACH: usize = 8;
        to.saturating_sub(from) <= REACH && (from..to).all(|at| self.scene.kind(at) != TokenKind::Comma)
    }
}
