//! Quotations in a quote's content that may contain quotes of their own.

use super::draft::Draft;
use crate::quotes::words::{Scene, Sentence};
use crate::segment::Quotation;
use crate::tokens::TokenRange;

/// Returns the insides of the quotations in a quote's content that may contain quotes of their own.
pub fn nested<'s, 't>(scene: &'s Scene<'t>, draft: &Draft) -> Vec<Sentence<'s, 't>> {
    // Speech inside speech is short; anything shorter than this has no clause of its own.
    const WORDS: usize = 6;
    let insides = draft.content.iter().flat_map(|piece| insides(scene, *piece));
    let clauses = insides.filter(|inside| scene.words(*inside) >= WORDS);
    clauses.map(|range| Sentence { scene, range, paragraph: draft.paragraph, nested: true }).collect()
}

/// The insides of the quotations in a piece of content, which may itself be the inside of a quotation.
fn insides(scene: &Scene, piece: TokenRange) -> Vec<TokenRange> {
    if piece.start() > 0 && scene.marks.opens(piece.start() - 1) {
        return vec![piece];
    }
    scene.marks.outermost(piece).map(Quotation::inside).collect()
}
