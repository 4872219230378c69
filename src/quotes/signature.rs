//! The signature of a quote, with which a store finds quotes that may have the same words.

use smallvec::SmallVec;

use crate::text::letter::{Key, digit, proclitic, spelling, stem};
use crate::tokens::{Token, TokenKind, tokenize};

/// The version of the scheme that makes signatures. Signatures of two versions are not comparable.
pub const SIGNATURE_VERSION: u32 = 1;

/// The most numbers in a signature; the smallest are kept.
const MOST: usize = 32;

/// The fewest letters in the stem of a word that counts; most particles have two.
const LEAST: u32 = 3;

/// Returns the signature of the words of a quote: at most 32 distinct numbers, in ascending order.
/// [`Quote::signature`](crate::Quote::signature) is the signature of the words of the quote.
///
/// Two quotes that share a number may report the same utterance, which [`compare`](crate::compare) decides; quotes that share none hardly
/// ever do. Each number represents two neighbouring words. The signature of a short quote is complete; for a long quote the 32 smallest
/// numbers are a sample (a bottom-k sketch), in which the share of numbers in common estimates the share of words in common.
///
/// Words are folded only by their letters, so signatures do not change with the lexicon; see [`SIGNATURE_VERSION`] and
/// `docs/across.md`.
///
/// ```
/// let a = isnad::signature("سد الوادي الأخضر آمن ولن يغلق الطريق");
/// let b = isnad::signature("سدّ الوادي الاخضر آمن");
/// let shared = b.iter().filter(|number| a.contains(number)).count();
/// assert_eq!((a.len(), b.len(), shared), (5, 2, 2));
/// ```
#[must_use]
pub fn signature(words: &str) -> Vec<u32> {
    let tokens = tokenize(words);
    let all = tokens.get(0..tokens.len()).unwrap_or_default();
    of(all, tokens.text())
}

/// Returns the signature of the tokens of a text.
pub(super) fn of<'t>(tokens: impl IntoIterator<Item = &'t Token>, text: &str) -> Vec<u32> {
    let mut words = tokens.into_iter().filter_map(|token| word(token, text));
    let Some(mut before) = words.next() else { return Vec::new() };
    let mut numbers: SmallVec<[u32; 64]> = words
        .map(|word| {
            let pair = (hashed(before, word) >> 32) as u32;
            before = word;
            pair
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.truncate(MOST);
    numbers.to_vec()
}

/// The stem of a word, or a hash of a word that is not Arabic.
fn word(token: &Token, text: &str) -> Option<u64> {
    match token.kind {
        TokenKind::Word => {
            let stem = stem(spelling(without_and(token.whole)));
            Key(stem).is_longer_than(LEAST - 1).then_some(stem)
        }
        TokenKind::Number | TokenKind::Mixed | TokenKind::Foreign => {
            let said = token.span.slice(text).chars().flat_map(char::to_lowercase);
            Some(said.fold(1, |hash, c| hashed(hash, u64::from(digit(c).unwrap_or(c as u32)))))
        }
        _ => None,
    }
}

/// The word without a و before three letters or more. If the و is part of the word, it is still left out everywhere.
const fn without_and(key: Key) -> Key {
    if key.first() == proclitic::WAW && key.is_longer_than(LEAST) { key.rest() } else { key }
}

const fn hashed(hash: u64, part: u64) -> u64 {
    let mixed = (hash.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(a: &str, b: &str) -> (usize, usize) {
        let (a, b) = (signature(a), signature(b));
        (a.iter().filter(|number| b.contains(number)).count(), a.len())
    }

    #[test]
    fn spellings_have_one_signature() {
        for (a, b) in [
            ("قال المسؤول إن المدرسةَ مغلقة", "قال المسئول ان المدرسه مغلـــقة"),
            ("وصل ٢٥ طالبا", "وصل 25 طالبا"),
            ("أغلقت شركة Alpha الجسر", "أغلقت شركة ALPHA الجسر"),
            ("«الجسر، والطريق».", "الجسر والطريق"),
        ] {
            assert_eq!(signature(a), signature(b), "{a} and {b}");
            assert!(!signature(a).is_empty());
        }
    }

    #[test]
    fn numbers_and_words_of_other_letters_count() {
        assert_eq!(shared("وصل 25 طالبا", "وصل 26 طالبا"), (0, 2));
        assert_eq!(shared("شركة Alpha", "شركة Beta"), (0, 1));
    }

    #[test]
    fn a_part_shares_all_and_a_long_quote_has_a_sample() {
        let part = "سد الوادي الأخضر آمن رغم الأمطار";
        assert_eq!(shared(part, &format!("أكد الوزير أن {part} ولن يغلق الطريق")), (4, 4));
        let long: String = (0..500).map(|number| format!("جسر {number} ")).collect();
        assert_eq!(signature(&long).len(), MOST);
        assert!(signature(&long).is_sorted());
    }

    #[test]
    fn a_word_alone_has_none() {
        assert!(signature("نعم").is_empty());
        assert!(signature("").is_empty());
        assert!(signature("من على في إلى").len() <= 2);
    }
}
