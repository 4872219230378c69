//! Letter n-grams of two quotes.

use std::cmp::Ordering;

use super::words::{Marks, Word};
use crate::text::Key;

/// Distinct letter n-grams in order. The n-grams that two lists share are found in one pass over both.
pub type Grams = Vec<u64>;

/// The length of an n-gram across word borders.
const ACROSS: usize = 5;
/// The length of an n-gram inside a word.
const INSIDE: u32 = 4;
/// The separator between two words.
const BORDER: u64 = 31;

/// The five-letter n-grams of a text, with one separator between two words. There is at most one for each letter of a key, so at most
/// thirteen for a word.
pub fn across(words: &[Word]) -> Grams {
    let mut found = Grams::with_capacity(8 * words.len());
    let mut last = 0_u64;
    let mut count = 0;
    for letter in words.iter().flat_map(|word| letters(word).chain([BORDER])) {
        last = (last << 8 | letter) & ((1 << (8 * ACROSS)) - 1);
        count += 1;
        if count >= ACROSS {
            found.push(last);
        }
    }
    each_once(found)
}

/// The four-letter n-grams inside content words.
pub fn inside(words: &[Word]) -> Grams {
    let long = |word: &&Word| !word.marks.any(Marks::FUNCTION.with(Marks::FOREIGN).with(Marks::NUMBER));
    let runs = |word: &Word| {
        let key = Key(word.key);
        (0..(key.len() + 1).saturating_sub(INSIDE))
            .map(move |at| key.behind(at).0 & ((1 << (5 * INSIDE)) - 1))
    };
    let mut found = Grams::with_capacity(4 * words.len());
    found.extend(words.iter().filter(long).flat_map(runs));
    each_once(found)
}

/// The items in order, without duplicates.
pub fn each_once<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort_unstable();
    items.dedup();
    items
}

/// The number of items that two sorted lists share.
pub fn shared<T: Ord>(a: &[T], b: &[T]) -> u32 {
    let (mut a, mut b) = (a, b);
    let mut count = 0;
    while let ([first, rest_a @ ..], [second, rest_b @ ..]) = (a, b) {
        count += u32::from(first == second);
        (a, b) = match first.cmp(second) {
            Ordering::Less => (rest_a, b),
            Ordering::Equal => (rest_a, rest_b),
            Ordering::Greater => (a, rest_b),
        };
    }
    count
}

/// The letters of a word's key. For a key without letters, pieces of its hash.
fn letters(word: &Word) -> impl Iterator<Item = u64> {
    let other = word.marks.any(Marks::FOREIGN.with(Marks::NUMBER));
    let key = Key(word.key);
    let length = if other { 3 } else { key.len() };
    let hash = word.key;
    (0..length).map(move |at| if other { 32 + (hash >> (8 * at) & 127) } else { u64::from(key.letter(at)) })
}
