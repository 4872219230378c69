//! Runs of letters of two quotes.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::words::{Marks, Word};
use crate::text::Key;

/// Runs of letters, each once.
pub type Grams = HashSet<u64, FixedState>;

/// Letters of a run over word borders.
const ACROSS: usize = 5;
/// Letters of a run inside a word.
const INSIDE: u32 = 4;
/// What parts two words.
const BORDER: u64 = 31;

/// The runs of five letters of a text, with one sign between two words. At most one for each letter of a key, so for a word at
/// most thirteen.
pub fn across(words: &[Word]) -> Grams {
    let mut found = Grams::default();
    let mut last = 0_u64;
    let mut count = 0;
    for letter in words.iter().flat_map(|word| letters(word).chain([BORDER])) {
        last = (last << 8 | letter) & ((1 << (8 * ACROSS)) - 1);
        count += 1;
        if count >= ACROSS {
            found.insert(last);
        }
    }
    found
}

/// The runs of four letters inside the words that carry meaning.
pub fn inside(words: &[Word]) -> Grams {
    let long = |word: &&Word| !word.marks.any(Marks::FUNCTION.with(Marks::FOREIGN).with(Marks::NUMBER));
    let runs = |word: &Word| {
        let key = Key(word.key);
        (0..(key.len() + 1).saturating_sub(INSIDE))
            .map(move |at| key.behind(at).0 & ((1 << (5 * INSIDE)) - 1))
    };
    words.iter().filter(long).flat_map(runs).collect()
}

/// How many both have.
pub fn shared(a: &Grams, b: &Grams) -> u32 {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|gram| many.contains(gram)).count() as u32
}

/// The letters of a word's key; of what has no letters, pieces of its hash.
fn letters(word: &Word) -> impl Iterator<Item = u64> {
    let other = word.marks.any(Marks::FOREIGN.with(Marks::NUMBER));
    let key = Key(word.key);
    let length = if other { 3 } else { key.len() };
    let hash = word.key;
    (0..length).map(move |at| if other { 32 + (hash >> (8 * at) & 127) } else { u64::from(key.letter(at)) })
}
