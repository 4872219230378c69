//! The parts of a unit between dashes and bars, and words as hashes.

use crate::lexicon::PhraseHash;
use crate::tokens::{Token, TokenKind};

/// The hash and the number of some words.
pub(super) type Run = (u64, u32);

/// Returns whether the token separates parts of a unit: a dash between spaces, or a bar.
pub(super) fn is_part_sign(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Dash => token.spaced,
        TokenKind::Symbol => token.span.slice(text) == "|",
        _ => false,
    }
}

/// The run of words before the first separator, and the run after the last. Both are empty if no word precedes
/// a separator.
pub(super) fn parts(text: &str, own: &[Token]) -> (Run, Run) {
    let mut lead = None;
    let mut part = (0, 0);
    for token in own {
        if token.is_wordlike() {
            part = (PhraseHash(part.0).then(identity(text, token)).0, part.1 + 1);
        } else if part.1 > 0 && is_part_sign(text, token) {
            lead.get_or_insert(part);
            part = (0, 0);
        }
    }
    lead.map_or_else(Default::default, |lead| (lead, part))
}

/// A hash of a word with Arabic letters. The length distinguishes a word with a proclitic from the word without it.
#[inline]
pub(super) const fn of_letters(token: &Token) -> u64 {
    token.key().0 ^ (token.length as u64) << 60
}

/// A hash of a word, equal for equal words.
pub(super) fn identity(text: &str, token: &Token) -> u64 {
    if !token.key().is_empty() {
        return of_letters(token);
    }
    let bytes = token.span.slice(text).bytes();
    bytes.fold(1, |hash: u64, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}
