//! The folded words that are used to compare names.

use smallvec::SmallVec;

use crate::lexicon::Flags;
use crate::quotes::words::scene::Scene;
use crate::text::Key;
use crate::text::letter::{Class, proclitic};
use crate::tokens::{TokenKind, TokenRange};

/// The folded words of a name or phrase; usually few.
pub type Keys = SmallVec<[Key; 6]>;

/// Returns the folded words of a range, without articles and signs.
pub fn words(scene: &Scene, range: TokenRange) -> impl Iterator<Item = Key> {
    let said = |&at: &usize| {
        scene.is_wordlike(at)
            && !scene.is(at, Flags::EMPHASIS.with(Flags::DEMONSTRATIVE).with(Flags::HONORIFIC))
    };
    range.iter().filter(said).map(|at| bare(scene, at))
}

/// Like [`words`], as a list.
pub fn keys(scene: &Scene, range: TokenRange) -> Keys {
    words(scene, range).collect()
}

/// Returns the folded word without the article and known proclitics.
pub fn bare(scene: &Scene, at: usize) -> Key {
    let Some(token) = scene.tokens.get(at) else { return Key::default() };
    let key = token.key();
    match token.kind {
        _ if token.word.is_known() => without_pronoun(key, scene.flags(at)),
        TokenKind::Number => number_key(scene, at),
        _ if has_article(key) => key.behind(2),
        _ => key,
    }
}

const fn has_article(key: Key) -> bool {
    key.first() == proclitic::ALEF && key.letter(1) == proclitic::LAM && key.is_longer_than(4)
}

/// "مراسلنا" is "مراسل".
fn without_pronoun(key: Key, flags: Flags) -> Key {
    const PERSON: Flags = Flags::TITLE.with(Flags::UNNAMED);
    const POSSESSED: Flags = PERSON.with(Flags::PRONOUN_SUFFIX).with(Flags::PLURAL);
    // Two letters for the pronoun, and at least three others.
    const LETTERS: u32 = 4;
    let possessed = flags.any(Flags::PRONOUN_SUFFIX) && key.is_longer_than(LETTERS);
    if !possessed || !flags.any(PERSON) || flags.without(POSSESSED) != Flags::default() {
        return key;
    }
    key.without_last().without_last()
}

/// The bit that marks the key of a number.
const NUMBER: u64 = 1 << 63;

/// Returns whether the key is that of a number.
pub const fn is_number(key: Key) -> bool {
    key.0 & NUMBER != 0
}

/// A distinct key for each number: "article 27" is not "article 28".
fn number_key(scene: &Scene, at: usize) -> Key {
    let text = scene.written(at);
    Key(text.bytes().fold(NUMBER, |key, byte| (key.rotate_left(5) ^ u64::from(byte)) | NUMBER))
}

/// Returns a folded word without the endings of a state's name and its adjective: فرنسا، فرنسي، فرنسية.
pub fn root(key: Key) -> Key {
    let noun = without_ending(key, &[proclitic::ALEF, proclitic::HA]);
    without_ending(noun, &[proclitic::YA])
}

/// Strips the last letter, if it is one of these.
fn without_ending(key: Key, letters: &[Class]) -> Key {
    let last = key.letter(key.len().saturating_sub(1));
    if key.is_longer_than(3) && letters.contains(&last) { key.without_last() } else { key }
}

/// Returns the letter for this one in a skeleton: foreign g has two spellings.
#[inline]
pub const fn consonant(letter: Class) -> Class {
    if letter == proclitic::GHAIN { proclitic::JEEM } else { letter }
}

/// Returns the skeleton of a folded word: its first letter and its consonants, which stay the same if long vowels vary.
pub const fn skeleton(key: Key) -> Key {
    let foreign = key.places_of(proclitic::GHAIN) >> 4;
    let spelt = Key(key.letters() ^ (foreign * (proclitic::GHAIN ^ proclitic::JEEM) as u64));
    let weak = key.places_of(proclitic::ALEF) | key.places_of(proclitic::WAW) | key.places_of(proclitic::YA);
    // The first letter is always kept.
    spelt.without(weak & !31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skeleton_has_the_first_letter_and_the_consonants_behind_it() {
        let of = |word: &str| skeleton(Key::of(word));
        assert_eq!(of("غورباتشوف"), of("جورباتشيف"));
        assert_eq!(of("واي"), of("و"));
        assert_eq!(of("يوسف"), of("يسف"));
        assert_ne!(of("اسعد"), of("سعد"));
        assert_eq!(of("ثيوذوروبولوس"), of("ثذربلس"));
    }
}
