//! Whether folded words mean the same.

use crate::quotes::name;
use crate::text::Key;

/// Whether two spellings may be one word: equal, or equal except for long vowels.
#[inline]
pub fn alike(a: Key, b: Key) -> bool {
    a == b || begin_alike(a, b) && are_spellings(a, b)
}

/// Whether two words that begin alike are one but for long vowels.
// Apart, because few words begin alike, and what it computes with would be made ready for all.
#[inline(never)]
fn are_spellings(a: Key, b: Key) -> bool {
    [a, b].into_iter().all(is_spelling) && name::skeleton(a) == name::skeleton(b)
}

/// Whether the word is long enough to vary in spelling, and not a number.
fn is_spelling(key: Key) -> bool {
    key.is_longer_than(3) && !name::is_number(key)
}

/// Whether the first letters leave it open that two words are alike or akin.
#[inline]
fn begin_alike(a: Key, b: Key) -> bool {
    name::consonant(a.first()) == name::consonant(b.first())
}

/// Whether two words of titles mean the same: alike, or a state and its adjective ("رئيس اليمن", "الرئيس
/// اليمني").
fn akin(a: Key, b: Key) -> bool {
    begin_alike(a, b) && (alike(a, b) || share_root(a, b))
}

#[inline(never)]
fn share_root(a: Key, b: Key) -> bool {
    let long = a.is_longer_than(3) && b.is_longer_than(2);
    long && name::root(a) == name::root(b)
}

/// Whether the words contain one like `word`.
pub fn holds(words: &[Key], word: Key) -> bool {
    words.iter().any(|w| akin(*w, word))
}

/// Whether the words contain all of `wanted`.
pub fn holds_all(words: &[Key], wanted: &[Key]) -> bool {
    wanted.iter().all(|w| holds(words, *w))
}

/// Whether one of the words is spelt like `word`.
pub fn has(words: &[Key], word: Key) -> bool {
    words.iter().any(|own| alike(*own, word))
}

/// Whether each of `others` is spelt like one of the words.
pub fn has_all(words: &[Key], others: &[Key]) -> bool {
    others.iter().all(|word| has(words, *word))
}

/// Whether two names mean one person: the same last word (or a single word that begins the longer
/// name), and the words of the shorter one in the longer one.
pub fn same_person(a: &[Key], b: &[Key]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some(&last), Some(&surname)) = (short.last(), long.last()) else { return false };
    if !alike(last, surname) && !is_given_name_of(short, long) {
        return false;
    }
    has_all(long, short)
}

/// Whether the one word of `short` begins the longer name.
fn is_given_name_of(short: &[Key], long: &[Key]) -> bool {
    match (short, long) {
        (&[given], &[first, _, ..]) => given.is_longer_than(3) && alike(given, first),
        _ => false,
    }
}
