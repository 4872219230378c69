//! Finds words that also occur in the text with a proclitic preposition.

use std::cell::OnceCell;

use crate::text::Key;
use crate::text::letter::proclitic;
use crate::tokens::Token;

/// The words of the text that also occur with a proclitic preposition: "لسامر" in a text that also has "سامر". Computed
/// on first use.
pub struct Seen<'t> {
    tokens: &'t [Token],
    /// The words, sorted.
    words: OnceCell<Vec<Key>>,
}

impl<'t> Seen<'t> {
    pub const fn of(tokens: &'t [Token]) -> Self {
        Self { tokens, words: OnceCell::new() }
    }

    fn words(tokens: &[Token]) -> Vec<Key> {
        let mut asked = Asked([0; 64]);
        for token in tokens.iter().filter(|token| may_join_preposition(token)) {
            asked.add(token.whole.rest());
        }
        let mut seen: Vec<Key> = tokens.iter().map(|t| t.key()).filter(|&key| asked.may_hold(key)).collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    }

    /// Returns whether the word occurs in the text, if it is the rest of a word that may begin with a preposition.
    pub fn has(&self, key: Key) -> bool {
        self.words.get_or_init(|| Self::words(self.tokens)).binary_search(&key).is_ok()
    }
}

/// Whether the word may have a proclitic ل or ب, judging by its first letter.
fn may_join_preposition(token: &Token) -> bool {
    matches!(token.whole.first(), proclitic::LAM | proclitic::BA) && !token.word.is_known()
}

/// A set of keys that may have false positives.
struct Asked([u64; 64]);

impl Asked {
    fn place(key: Key) -> (usize, u64) {
        let hash = key.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52;
        ((hash >> 6) as usize, 1 << (hash & 63))
    }

    fn add(&mut self, key: Key) {
        let (slot, bit) = Self::place(key);
        self.0[slot] |= bit;
    }

    fn may_hold(&self, key: Key) -> bool {
        let (slot, bit) = Self::place(key);
        self.0[slot] & bit != 0
    }
}
