//! The key by which spellings of a word are one.

pub use crate::text::letter::{HAMZAS, spelling, stem, without_article};
use crate::text::letter::{Key, is_article, proclitic};
use crate::tokens::{Token, TokenKind};

/// Keys of what is no Arabic word have this bit, which no key of letters has.
const NO_LETTERS: u64 = 1 << 62;
/// Keys of numbers have this one, too.
const NUMBER: u64 = 1 << 63;

/// A stem has at least so many letters.
const STEM: u32 = 3;

/// The word without the conjunction written onto it. Whether a و belongs to the word is a guess, the same one in each text.
pub fn without_conjunction(token: &Token) -> (Key, bool) {
    use crate::lexicon::Prefix;
    let key = token.whole;
    let known = token.word.prefix.has(Prefix::CONJUNCTION);
    let guessed = !token.word.is_known() && key.first() == proclitic::WAW && key.is_longer_than(STEM);
    let article = key.first() == proclitic::FA && is_article(key.rest());
    if known || guessed || article { (key.rest(), true) } else { (key, false) }
}

/// The key of a token that is no Arabic word: one for all digits and cases.
pub fn other(token: &Token, text: &str) -> u64 {
    let kind = if token.kind == TokenKind::Number { NUMBER } else { 0 };
    let said = token.span.slice(text).chars().flat_map(char::to_lowercase);
    let hash = said.fold(kind, |hash, c| hashed(hash, super::numbers::digit(c).map_or(c as u64, u64::from)));
    hash & !(NUMBER | NO_LETTERS) | NO_LETTERS | kind
}

/// The key of a number with a value.
pub fn number(value: u64) -> u64 {
    hashed(NUMBER, value) | NUMBER | NO_LETTERS
}

/// A hash with one more part.
pub const fn hashed(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
