//! The folded words by which names are compared.

use smallvec::SmallVec;

use crate::lexicon::Flags;
use crate::quotes::words::scene::Scene;
use crate::text::Key;
use crate::text::letter::{Class, proclitic};
use crate::tokens::{TokenKind, TokenRange};

/// The folded words of a name or phrase: few, most often.
pub type Keys = SmallVec<[Key; 6]>;

/// The folded words of a range, without the article and without signs.
pub fn words(scene: &Scene, range: TokenRange) -> impl Iterator<Item = Key> {
    let said = |&at: &usize| {
        scene.is_wordlike(at)
            && !scene.is(at, Flags::EMPHASIS.with(Flags::DEMONSTRATIVE).with(Flags::HONORIFIC))
    };
    range.iter().filter(said).map(|at| bare(scene, at))
}

/// The same, as a list.
pub fn keys(scene: &Scene, range: TokenRange) -> Keys {
    words(scene, range).collect()
}

/// The folded word without the article and known proclitics.
pub fn bare(scene: &Scene, at: usize) -> Key {
    let Some(token) = scene.tokens.get(at) else { return Key::default() };
    let key = token.key();
    if !token.word.is_known() {
        let article =
            key.first() == proclitic::ALEF && key.letter(1) == proclitic::LAM && key.is_longer_than(4);
        return match token.kind {
            TokenKind::Number => number_key(scene, at),
            _ if article => key.rest().rest(),
            _ => key,
        };
    }
    // "مراسلنا" is "مراسل".
    const PRONOUN: u32 = 2;
    let flags = scene.flags(at);
    let person = Flags::TITLE.with(Flags::UNNAMED);
    let owned = person.with(Flags::PRONOUN_SUFFIX).with(Flags::PLURAL);
    let one = flags.any(Flags::PRONOUN_SUFFIX) && flags.any(person) && flags.without(owned).0 == 0;
    if one && key.len() > 2 * PRONOUN { key.without_last().without_last() } else { key }
}

/// Marks the key of a number.
const NUMBER: u64 = 1 << 63;

/// Whether the key is that of a number.
pub const fn is_number(key: Key) -> bool {
    key.0 & NUMBER != 0
}

/// A key of its own for each number: "article 27" is not "article 28".
fn number_key(scene: &Scene, at: usize) -> Key {
    let text = scene.written(at);
    Key(text.bytes().fold(NUMBER, |key, byte| (key.rotate_left(5) ^ u64::from(byte)) | NUMBER))
}

/// A folded word without the endings of a state's name and of its adjective: فرنسا، فرنسي، فرنسية.
pub fn root(key: Key) -> Key {
    let stripped = |key: Key, ending: &[u8]| {
        let last = key.letter(key.len().saturating_sub(1));
        if key.len() > 3 && ending.contains(&last) { key.without_last() } else { key }
    };
    stripped(stripped(key, &[proclitic::ALEF, proclitic::HA]), &[proclitic::YA])
}

/// The letter that stands for it in a skeleton: foreign g is spelt this way or that.
#[inline]
pub const fn consonant(letter: Class) -> Class {
    if letter == proclitic::GHAIN { proclitic::JEEM } else { letter }
}

/// The consonants of a folded word: what stays when long vowels are spelt this way or that.
pub fn skeleton(key: Key) -> Key {
    let mut out = Key::default();
    let mut length = 0;
    for i in 0..key.len() {
        let letter = consonant(key.letter(i));
        let weak = matches!(letter, proclitic::ALEF | proclitic::WAW | proclitic::YA);
        if !weak || i == 0 {
            out = out.push(letter, length);
            length += 1;
        }
    }
    out
}
