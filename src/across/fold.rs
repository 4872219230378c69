//! Keys that are equal for all spellings of a word.

pub use crate::text::letter::{HAMZAS, spelling, stem, without_article};
use crate::text::letter::{Key, is_article, proclitic};
use crate::tokens::{Token, TokenKind};

/// The bit set in keys of tokens that are not Arabic words. No key of letters has it.
const NO_LETTERS: u64 = 1 << 62;
/// The second bit set in keys of numbers.
const NUMBER: u64 = 1 << 63;

/// The minimum number of letters of a stem.
const STEM: u32 = 3;

/// The word without an attached conjunction. Whether a leading و belongs to the word is a guess, but the same guess in every text.
pub fn without_conjunction(token: &Token) -> (Key, bool) {
    use crate::lexicon::Prefix;
    let key = token.whole;
    let known = token.word.prefix.has(Prefix::CONJUNCTION);
    let guessed = !token.word.is_known() && key.first() == proclitic::WAW && key.is_longer_than(STEM);
    let article = key.first() == proclitic::FA && is_article(key.rest());
    if known || guessed || article { (key.rest(), true) } else { (key, false) }
}

/// The key of a token that is not an Arabic word: equal for all digit scripts and letter cases.
pub fn other(token: &Token, text: &str) -> u64 {
    let kind = if token.kind == TokenKind::Number { NUMBER } else { 0 };
    let said = token.span.slice(text).chars().flat_map(char::to_lowercase);
    let hash = said.fold(kind, |hash, c| hashed(hash, super::numbers::digit(c).map_or(c as u64, u64::from)));
    hash & !(NUMBER | NO_LETTERS) | NO_LETTERS | kind
}

/// The key of a number with this value.
pub fn number(value: u64) -> u64 {
    hashed(NUMBER, value) | NUMBER | NO_LETTERS
}

/// Adds a part to a hash.
pub const fn hashed(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
