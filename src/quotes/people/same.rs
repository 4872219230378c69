//! Compares folded words by meaning.

use crate::quotes::name;
use crate::text::Key;

/// Returns whether two spellings may be one word: they are equal, or equal except for long vowels.
#[inline]
pub fn alike(a: Key, b: Key) -> bool {
    a == b || begin_alike(a, b) && are_spellings(a, b)
}

/// Whether two words that begin alike differ only in long vowels.
// Not inlined: few words begin alike, and inlining would make every comparison more expensive.
#[inline(never)]
fn are_spellings(a: Key, b: Key) -> bool {
    [a, b].into_iter().all(is_spelling) && name::skeleton(a) == name::skeleton(b)
}

/// Whether the word is long enough to vary in spelling, and not a number.
fn is_spelling(key: Key) -> bool {
    key.is_longer_than(3) && !name::is_number(key)
}

/// Whether the first letters allow two words to be alike or akin.
#[inline]
fn begin_alike(a: Key, b: Key) -> bool {
    name::consonant(a.first()) == name::consonant(b.first())
}

/// Whether two words of titles mean the same: they are alike, or are a state and its adjective ("رئيس اليمن", "الرئيس
/// اليمني").
fn akin(a: Key, b: Key) -> bool {
    begin_alike(a, b) && (alike(a, b) || share_root(a, b))
}

#[inline(never)]
fn share_root(a: Key, b: Key) -> bool {
    let long = a.is_longer_than(3) && b.is_longer_than(2);
    long && name::root(a) == name::root(b)
}

/// Returns whether the words contain a word akin to `word`.
pub fn holds(words: &[Key], word: Key) -> bool {
    words.iter().any(|w| akin(*w, word))
}

/// Returns whether the words contain all of `wanted`.
pub fn holds_all(words: &[Key], wanted: &[Key]) -> bool {
    wanted.iter().all(|w| holds(words, *w))
}

/// Returns whether one of the words is alike to `word`.
pub fn has(words: &[Key], word: Key) -> bool {
    words.iter().any(|own| alike(*own, word))
}

/// Returns whether each of `others` is alike to one of the words.
pub fn has_all(words: &[Key], others: &[Key]) -> bool {
    others.iter().all(|word| has(words, *word))
}

/// Returns whether two names refer to one person. They must have the same last word (or the shorter name is a single
/// word that begins the longer name), and the longer name must contain all words of the shorter one.
pub fn same_person(a: &[Key], b: &[Key]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some(&last), Some(&surname)) = (short.last(), long.last()) else { return false };
    if !alike(last, surname) && !is_given_name_of(short, long) {
        return false;
    }
    has_all(long, short)
}

/// Whether the single word of `short` begins the longer name.
fn is_given_name_of(short: &[Key], long: &[Key]) -> bool {
    match (short, long) {
        (&[given], &[first, _, ..]) => given.is_longer_than(3) && alike(given, first),
        _ => false,
    }
}
