//! The folded key of a word.

use super::{ALPHABET, Class, LAM_ALEF, NONE, class, low};

/// The number of letters that a [`Key`] can hold.
pub const KEY_LETTERS: u32 = 12;

/// The bits of all places of a key, and the lowest, the highest, and all but the highest bit of each place.
const PLACES: u64 = (1 << (5 * KEY_LETTERS)) - 1;
const FIRST_BITS: u64 = PLACES / 31;
const HIGH_BITS: u64 = FIRST_BITS << 4;
const LOW_BITS: u64 = PLACES ^ HIGH_BITS;

/// A word folded to letters, five bits each, with the first letter lowest. Equal for all spellings of a
/// word that differ in diacritics, tatweel, hamza on alef, final yaa or taa marbuta. Exact for up
/// to twelve letters; a longer word is represented by its first twelve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u64);

impl Key {
    /// The key with `letter` added after its `length` letters.
    #[inline]
    #[must_use]
    pub const fn push(self, letter: Class, length: u32) -> Self {
        if length < KEY_LETTERS { Self(self.0 | (letter as u64) << (5 * length)) } else { self }
    }

    /// The key of a word's Arabic letters.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let mut key = Self(0);
        let mut length = 0;
        for c in word.chars() {
            match class(c) {
                letter @ 1..=31 => {
                    key = key.push(letter, length);
                    length += 1;
                }
                LAM_ALEF => {
                    key = key.push(low('ل' as usize), length).push(low('ا' as usize), length + 1);
                    length += 2;
                }
                _ => {}
            }
        }
        key
    }

    /// One of 64 bits, for a quick test of what a small set of keys does not contain.
    #[inline]
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << (self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58)
    }

    /// The key without its first letter.
    #[inline]
    #[must_use]
    pub const fn rest(self) -> Self {
        self.behind(1)
    }

    /// The key without its first `letters` letters.
    #[inline]
    #[must_use]
    pub const fn behind(self, letters: u32) -> Self {
        Self(self.0 >> (5 * letters))
    }

    /// The key without its last letter.
    #[must_use]
    pub const fn without_last(self) -> Self {
        Self(self.0 & !(31 << (5 * self.len().saturating_sub(1))))
    }

    /// The key of the first `letters` letters.
    #[inline]
    #[must_use]
    pub const fn first_letters(self, letters: u32) -> Self {
        Self(self.0 & ((1 << (5 * letters)) - 1))
    }

    /// The first letter; [`NONE`] if the key is empty.
    #[inline]
    #[must_use]
    pub const fn first(self) -> Class {
        (self.0 & 31) as Class
    }

    /// The letter at `index`; [`NONE`] past the end.
    #[inline]
    #[must_use]
    pub const fn letter(self, index: u32) -> Class {
        if index < KEY_LETTERS { ((self.0 >> (5 * index)) & 31) as Class } else { NONE }
    }

    /// The number of letters, at most twelve.
    #[inline]
    #[must_use]
    pub const fn len(self) -> u32 {
        (64 - self.0.leading_zeros()).div_ceil(5)
    }

    /// Returns whether there are more than `letters` letters.
    #[inline]
    #[must_use]
    pub const fn is_longer_than(self, letters: u32) -> bool {
        self.0 >> (5 * letters) != 0
    }

    /// The letters in their folded spelling.
    #[must_use]
    pub fn spelt(self) -> String {
        let letter = |index| ALPHABET.get(usize::from(self.letter(index)).checked_sub(1)?);
        (0..self.len()).filter_map(letter).collect()
    }

    /// The bits of the letters. The key of a number has other bits.
    #[inline]
    #[must_use]
    pub const fn letters(self) -> u64 {
        self.0 & PLACES
    }

    /// The places of the letter, as the highest bit of each.
    #[inline]
    #[must_use]
    pub const fn places_of(self, letter: Class) -> u64 {
        // All places at once: a place that differs in its low bits overflows into its highest bit, and into no other place.
        let other = self.letters() ^ (FIRST_BITS * letter as u64);
        !(((other & LOW_BITS) + LOW_BITS) | other) & HIGH_BITS
    }

    /// The key without the letters at these places, which are given as their highest bits.
    #[inline]
    #[must_use]
    pub const fn without(self, mut places: u64) -> Self {
        let mut letters = self.0;
        while places != 0 {
            // From the last place on, so that earlier ones do not move.
            let end = 64 - places.leading_zeros();
            let before = letters & ((1 << (end - 5)) - 1);
            letters = before | ((letters >> end) << (end - 5));
            places &= !(1 << (end - 1));
        }
        Self(letters)
    }

    /// The mask of the bits that its letters take.
    #[inline]
    #[must_use]
    pub const fn letters_mask(self) -> u64 {
        (1 << (5 * self.len())) - 1
    }

    /// Returns whether there are no letters.
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_share_a_key() {
        for (a, b) in [
            ("أكَّد", "اكد"),
            ("إلى", "الي"),
            ("قـــال", "قال"),
            ("مضيفاً", "مضيفا"),
            ("ﻻ", "لا"),
            ("ﻗﺎل", "قال"),
        ] {
            assert_eq!(Key::of(a), Key::of(b), "{a} and {b}");
        }
    }

    #[test]
    fn letters_are_found_and_left_out_wherever_they_stand() {
        let key = Key::of("بابونج");
        let letter = |word: &str| Key::of(word).first();
        assert_eq!(key.without(key.places_of(letter("ب"))), Key::of("اونج"));
        assert_eq!(key.without(key.places_of(letter("ا")) | key.places_of(letter("و"))), Key::of("ببنج"));
        assert_eq!(key.places_of(letter("ق")), 0);
        let full = Key::of("وايوايوايوايواي");
        assert_eq!(full.without(full.places_of(letter("ا"))), Key::of("ويويويوي"));
    }

    #[test]
    fn a_key_without_its_first_letter_is_the_key_of_the_rest() {
        assert_eq!(Key::of("وقال").rest(), Key::of("قال"));
        assert_eq!(Key::of("وقال").len(), 4);
    }
}
