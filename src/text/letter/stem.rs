//! The key by which spellings of a word are one, and its stem: by letters alone, without a look into the lexicon.

use super::{Class, Key, class, proclitic};

/// The letters that stand for hamza alone or carry it; the first of them stands for all.
pub const HAMZAS: [char; 3] = ['ء', 'ؤ', 'ئ'];

/// A stem has at least so many letters.
const STEM: u32 = 3;

/// The key with one letter for all that carry hamza, and none for a hamza at the end.
#[must_use]
pub fn spelling(key: Key) -> u64 {
    let [hamza, _, yaa] = HAMZAS.map(class);
    let last = key.len().saturating_sub(1);
    let mut folded = Key::default();
    let mut length = 0;
    for index in 0..key.len() {
        let letter = match key.letter(index) {
            letter if letter == yaa && index == last => proclitic::YA,
            letter if HAMZAS.map(class).contains(&letter) && index == last => continue,
            letter if HAMZAS.map(class).contains(&letter) => hamza,
            letter => letter,
        };
        folded = folded.push(letter, length);
        length += 1;
    }
    folded.letters()
}

/// The key without article, prepositions and endings: forms of a word mostly share it.
#[must_use]
pub fn stem(key: u64) -> u64 {
    without_ending(without_article(Key(key))).0
}

/// The key without the article, and without a preposition before it.
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

/// Whether the word begins with the article.
#[must_use]
pub const fn is_article(key: Key) -> bool {
    key.first() == proclitic::ALEF && key.letter(1) == proclitic::LAM
}

/// "لل": to, with the article, whose alef is not written.
const fn is_to_the(key: Key) -> bool {
    key.first() == proclitic::LAM && key.letter(1) == proclitic::LAM
}

/// The endings of plurals, duals, the feminine, pronouns and the accusative, the longest first.
const ENDINGS: [&[Class]; 9] = [
    &[proclitic::HA, proclitic::ALEF],
    &[proclitic::HA, proclitic::MEEM],
    &[proclitic::ALEF, proclitic::TA],
    &[proclitic::ALEF, proclitic::NUN],
    &[proclitic::WAW, proclitic::NUN],
    &[proclitic::YA, proclitic::NUN],
    &[proclitic::YA, proclitic::HA],
    &[proclitic::HA],
    &[proclitic::ALEF],
];

fn without_ending(key: Key) -> Key {
    let length = key.len();
    let ends = |ending: &&&[Class]| {
        let start = length.saturating_sub(ending.len() as u32);
        start >= STEM && (start..).zip(ending.iter()).all(|(index, letter)| key.letter(index) == *letter)
    };
    let letters = ENDINGS.iter().find(ends).map_or(0, |ending| ending.len());
    (0..letters).fold(key, |key, _| key.without_last())
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
    fn forms_of_a_word_share_a_stem() {
        for (a, b) in [("الجسور", "جسور"), ("بالمدينة", "مدينة"), ("للسكان", "السكان"), ("معلمون", "معلمين")]
        {
            assert_eq!(stem(Key::of(a).0), stem(Key::of(b).0), "{a} and {b}");
        }
        assert_ne!(stem(Key::of("الجسر").0), stem(Key::of("البحر").0));
    }
}
