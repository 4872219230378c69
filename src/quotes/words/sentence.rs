//! The sentence that a step looks at.

use super::{Scene, Word};
use crate::lexicon::Flags;
use crate::tokens::{TokenKind, TokenRange};

/// One sentence (quotations kept whole), or the inside of one quotation.
#[derive(Clone, Copy)]
pub struct Sentence<'s, 't> {
    /// The text around it.
    pub scene: &'s Scene<'t>,
    /// Its tokens.
    pub range: TokenRange,
    /// The paragraph in which it is.
    pub paragraph: usize,
    /// Whether it is the inside of a quotation of another quote.
    pub nested: bool,
}

impl<'s, 't> Sentence<'s, 't> {
    /// The word before the token, if it is in the sentence.
    #[inline]
    pub const fn before(&self, at: usize) -> Option<Word<'s, 't>> {
        if at > self.range.start() { Some(Word { scene: self.scene, at: at - 1 }) } else { None }
    }

    /// Whether the word before the token is in the sentence and has one of the properties.
    #[inline]
    pub fn follows(&self, at: usize, flags: Flags) -> bool {
        self.before(at).is_some_and(|word| word.is(flags))
    }

    /// Whether a comma of the sentence is right before the token.
    pub fn follows_comma(&self, at: usize) -> bool {
        self.before(at).is_some_and(|word| word.kind() == TokenKind::Comma)
    }

    /// Whether only a few words and no comma are between the tokens.
    pub fn is_close(&self, from: usize, to: usize) -> bool {
        const REACH: usize = 8;
        to.saturating_sub(from) <= REACH && (from..to).all(|at| self.scene.kind(at) != TokenKind::Comma)
    }
}
