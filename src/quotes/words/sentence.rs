//! The sentence that a step looks at.

use super::Scene;
use crate::tokens::TokenRange;

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
