//! Data about the tokens of a text that the steps look up, computed once.

use super::Scene;
use super::seen::Seen;
use super::sense::{Sense, senses};
use crate::segment::Marks;
use crate::tokens::Tokens;

/// The tokens with their senses, and which of their words also occur with a proclitic preposition.
pub struct Lookups<'t> {
    tokens: &'t Tokens<'t>,
    senses: Vec<Sense>,
    seen: Seen<'t>,
}

impl<'t> Lookups<'t> {
    /// Computes the data for the tokens.
    pub fn of(tokens: &'t Tokens<'t>) -> Self {
        Self { tokens, senses: senses(tokens.text(), tokens), seen: Seen::of(tokens) }
    }

    /// Returns the text as the steps see it, with its quotation marks.
    pub fn scene<'s>(&'s self, marks: &'s Marks) -> Scene<'s> {
        let tokens = self.tokens;
        Scene { text: tokens.text(), tokens, signs: tokens, senses: &self.senses, marks, seen: &self.seen }
    }
}
