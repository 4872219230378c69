//! The key that is equal for all spellings of a word, and the stem of a word. Both depend on letters only, without a look-up in the lexicon.

use super::{ALPHABET, Class, Key, proclitic};

/// Hamza alone, and the letters that carry it. The first one represents all of them.
pub const HAMZAS: [char; 3] = ['ء', 'ؤ', 'ئ'];

/// The minimum number of letters of a stem.
const STEM: u32 = 3;

/// The same letters as classes.
const CARRIERS: [Class; 3] = [letter_of(HAMZAS[0]), letter_of(HAMZAS[1]), letter_of(HAMZAS[2])];

/// The class of a character.
const fn letter_of(c: char) -> Class {
    let mut at = 0;
    while ALPHABET[at] != c {
        at += 1;
    }
    at as Class + 1
}

/// The key with one letter for all that carry hamza, and without a hamza at the end.
#[inline]
#[must_use]
pub fn spelling(key: Key) -> u64 {
    let [hamza, _, yaa] = CARRIERS;
    if CARRIERS.iter().all(|carrier| key.places_of(*carrier) == 0) {
        return key.letters();
    }
    let last = key.len().saturating_sub(1);
    let mut folded = Key::default();
    let mut length = 0;
    for index in 0..key.len() {
        let letter = match key.letter(index) {
            letter if letter == yaa && index == last => proclitic::YA,
            letter if CARRIERS.contains(&letter) && index == last => continue,
            letter if CARRIERS.contains(&letter) => hamza,
            letter => letter,
        };
        folded = folded.push(letter, length);
        length += 1;
    }
    folded.letters()
}

/// The key without article, prepositions and endings: mostly equal for all forms of a word.
#[inline]
#[must_use]
pub fn stem(key: u64) -> u64 {
    without_ending(without_article(Key(key))).0
}

/// The key without the article, and without a preposition before it.
#[inline]
#[must_use]
pub fn without_article(key: Key) -> Key {
    let preposition = matches!(key.first(), proclitic::BA | proclitic::KAF | proclitic::FA);
    if is_article(key) && key.is_longer_than(STEM) {
        key.behind(2)
    } else if preposition && is_article(key.rest()) && key.is_longer_than(STEM + 1) {
        key.behind(3)
    } else if is_to_the(key) && key.is_longer_than(STEM + 1) {
        key.behind(2)
    } else {
        key
    }
}

/// Returns whether the word starts with the article.
#[must_use]
pub const fn is_article(key: Key) -> bool {
    key.first() == proclitic::ALEF && key.letter(1) == proclitic::LAM
}

/// Returns whether the word starts with "لل": "to" with the article, whose alef is not written.
const fn is_to_the(key: Key) -> bool {
    key.first() == proclitic::LAM && key.letter(1) == proclitic::LAM
}

/// Endings of two letters: of plurals, duals, pronouns and relational adjectives.
const ENDINGS: [(Class, Class); 7] = [
    (proclitic::HA, proclitic::ALEF),
    (proclitic::HA, proclitic::MEEM),
    (proclitic::ALEF, proclitic::TA),
    (proclitic::ALEF, proclitic::NUN),
    (proclitic::WAW, proclitic::NUN),
    (proclitic::YA, proclitic::NUN),
    (proclitic::YA, proclitic::HA),
];

/// For each letter, the last letters of the endings that start with it.
const LAST_OF: [u32; 32] = {
    let mut last = [0; 32];
    let mut at = 0;
    while at < ENDINGS.len() {
        last[ENDINGS[at].0 as usize] |= 1 << ENDINGS[at].1;
        at += 1;
    }
    last
};

/// Removes such an ending, or otherwise the letter of the feminine, of a pronoun or of the accusative.
fn without_ending(key: Key) -> Key {
    let length = key.len();
    let Some(index) = length.checked_sub(1).filter(|index| *index >= STEM) else { return key };
    let (before, last) = (key.letter(index - 1), key.letter(index));
    if index > STEM && LAST_OF[before as usize] >> last & 1 != 0 {
        key.first_letters(index - 1)
    } else if matches!(last, proclitic::HA | proclitic::ALEF) {
        key.first_letters(index)
    } else {
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriers_of_hamza_are_one() {
        for (a, b) in [("مسؤول", "مسئول"), ("شؤون", "شئون"), ("بناء", "بنا"), ("قارئ", "قاري")]
        {
            assert_eq!(spelling(Key::of(a)), spelling(Key::of(b)), "{a} and {b}");
        }
        assert_ne!(spelling(Key::of("سال")), spelling(Key::of("سأئل")));
    }

    #[test]
    fn an_ending_is_left_out_where_three_letters_are_left() {
        for (word, expected) in [
            ("كتابها", "كتاب"),
            ("كتبهم", "كتب"),
            ("كتبة", "كتب"),
            ("يدها", "يده"),
            ("يده", "يده"),
            ("عربية", "عرب"),
            ("يد", "يد"),
        ] {
            assert_eq!(stem(Key::of(word).0), Key::of(expected).0, "{word}");
        }
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (a, b) in [("الجسور", "جسور"), ("بالمدينة", "مدينة"), ("للسكان", "السكان"), ("معلمون", "معلمين")]
        {
            assert_eq!(stem(Key::of(a).0), stem(Key::of(b).0), "{a} and {b}");
        }
        assert_ne!(stem(Key::of("الجسر").0), stem(Key::of("البحر").0));
    }
}
