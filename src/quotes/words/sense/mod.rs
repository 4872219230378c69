//! The sense of each word in its position: disambiguates words with the same spelling.
//!
//! Most words have the same sense everywhere. The sense of the others depends on the senses of the words after them, and on
//! the lexicon's flags for the words before them. So runs of words are read from last to first, and in each run the words that
//! depend on others are read after the rest.

mod place;

use std::ops::Range;

use crate::lexicon::{Entry, Flags, Prefix, VerbForm};
use crate::text::Key;
use crate::text::letter::proclitic;
use crate::tokens::Token;
use place::Place;

/// The sense of a word in its position. It has 16 bytes, because every step of the extraction looks at it.
#[derive(Clone, Copy, Default)]
pub struct Sense {
    /// The properties.
    pub flags: Flags,
    /// The form of a reporting verb, if the word is one.
    pub verb: Option<VerbForm>,
    /// The proclitics, if the word is in the lexicon.
    pub prefix: Prefix,
    /// Further bits, listed below.
    traits: u8,
}

const _: () = assert!(size_of::<Sense>() == 16);

/// Bits of `traits`.
const DEFINITE: u8 = 1;
const OPENS_PHRASE: u8 = 1 << 1;
const MAY_ATTRIBUTE: u8 = 1 << 2;

impl Sense {
    /// Returns whether nothing is known about the word except whether it is definite.
    #[inline]
    pub fn says_nothing(&self) -> bool {
        self.flags.0 == 0 && self.traits & !DEFINITE == 0 && self.prefix == Prefix::default()
    }

    /// Returns whether it begins with the article, perhaps after و ف ب ل ك.
    #[inline]
    pub const fn is_definite(&self) -> bool {
        self.traits & DEFINITE != 0
    }

    /// Returns whether a phrase of the lexicon begins with the word and may continue with the next.
    #[inline]
    pub const fn opens_phrase(&self) -> bool {
        self.traits & OPENS_PHRASE != 0
    }

    /// Returns whether it can be, or begin, a cue.
    #[inline]
    pub const fn may_attribute(&self) -> bool {
        self.traits & MAY_ATTRIBUTE != 0
    }
}

/// Properties that a word with the article does not have.
const PARTICLES: Flags = Flags::CONJUNCTION
    .with(Flags::PREPOSITION)
    .with(Flags::ADJUNCT)
    .with(Flags::NEGATION)
    .with(Flags::COMPLEMENTIZER)
    .with(Flags::FATHERHOOD)
    .with(Flags::ACT);

/// Whether a word with these properties may have the spelling of another.
const fn is_ambiguous(flags: Flags) -> bool {
    // Branch-free, because it runs for every known word.
    flags.any(Flags::LETTER.with(Flags::COMPLEMENTIZER))
        | flags.any(Flags::ADJUNCT) & flags.any(Flags::TITLE)
        | flags.any(Flags::PREPOSITION) & flags.any(Flags::PERSONAL_NAME)
}

const MADDA: &str = "\u{622}";
const HAMZA: &str = "\u{623}";
const HAMZA_BELOW: &str = "\u{625}";

/// Returns the senses of the tokens, one per token.
pub fn senses(text: &str, tokens: &[Token]) -> Vec<Sense> {
    let mut senses = vec![Sense::default(); tokens.len()];
    let mut end = tokens.len();
    while end > 0 {
        let start = (end - 1) / RUN * RUN;
        let mut unread = read_plain(text, tokens, &mut senses, start..end);
        while unread != 0 {
            let at = start + unread.ilog2() as usize;
            unread ^= 1 << (at - start);
            if let (Some([sense, following @ ..]), Some(token)) = (senses.get_mut(at..), tokens.get(at)) {
                *sense = Place { text, tokens, following, at }.known(token, whole(tokens, at + 1));
            }
        }
        end = start;
    }
    senses
}

/// The length of a run. The plain words of a run are read before those that depend on others.
const RUN: usize = 64;

/// Reads the words of the range that have the same sense everywhere; returns a bit for each other word.
#[inline]
fn read_plain(text: &str, tokens: &[Token], senses: &mut [Sense], range: Range<usize>) -> u64 {
    let mut next = whole(tokens, range.end);
    let mut unread = 0;
    let (tokens, senses) = (tokens.get(range.clone()), senses.get_mut(range));
    for (token, sense) in tokens.unwrap_or_default().iter().zip(senses.unwrap_or_default()).rev() {
        let second = std::mem::replace(&mut next, token.whole);
        unread <<= 1;
        if !token.word.is_known() {
            let definite = begins_definite(token.whole) && has_article(text, token);
            sense.traits = if definite { DEFINITE } else { 0 };
        } else if let Some(plain) = plain(token, second) {
            *sense = plain;
        } else {
            unread |= 1;
        }
    }
    unread
}

/// The folded letters of the token.
fn whole(tokens: &[Token], at: usize) -> Key {
    tokens.get(at).map_or(Key::default(), |token| token.whole)
}

/// The sense of a known word that is not a verb and not spelt like another word.
#[inline(always)]
fn plain(token: &Token, next: Key) -> Option<Sense> {
    let entry = token.word.entry();
    let prefix = token.word.prefix;
    let article = prefix.has(Prefix::ARTICLE);
    let simple = entry.verb.is_none() & !is_ambiguous(entry.flags);
    if !simple || !article && begins_definite(token.whole) {
        return None;
    }
    let flags = as_noun(entry.flags, prefix);
    Some(Sense { flags, verb: None, prefix, traits: traits(article, opens_phrase(entry, next), flags) })
}

/// Whether the apparent article is really one: the article's alef never has a hamza ("أليكسي").
fn has_article(text: &str, token: &Token) -> bool {
    let written = text.as_bytes().get(token.span.start as usize..).and_then(<[u8]>::first_chunk);
    ![MADDA, HAMZA, HAMZA_BELOW].iter().any(|alef| written.map(<[u8; 2]>::as_slice) == Some(alef.as_bytes()))
}

/// A word with the article is a noun, even if it is spelt like a particle (الأم).
#[inline]
const fn as_noun(flags: Flags, prefix: Prefix) -> Flags {
    if prefix.has(Prefix::ARTICLE) { flags.without(PARTICLES) } else { flags }
}

/// Whether a phrase of the lexicon begins with this entry, and one of these phrases may continue with the next word.
#[inline]
fn opens_phrase(entry: &Entry, next: Key) -> bool {
    entry.flags.any(Flags::PHRASE) && entry.may_go_on(next)
}

/// The traits of a known word, from its properties in this position.
#[inline]
const fn traits(definite: bool, phrase: bool, flags: Flags) -> u8 {
    let definite = if definite { DEFINITE } else { 0 };
    let phrase = if phrase { OPENS_PHRASE | MAY_ATTRIBUTE } else { 0 };
    let verb = if flags.any(Flags::VERB) { MAY_ATTRIBUTE } else { 0 };
    definite | phrase | verb
}

/// Returns whether the lexicon lists the word as "باسم", which is a name and "in the name of".
pub fn is_in_the_name_of(token: &Token) -> bool {
    let raw = token.word.flags();
    raw.any(Flags::PREPOSITION) && raw.any(Flags::PERSONAL_NAME) && token.length > 3
}

/// Whether the letters are those of the article, perhaps after و ف ب ل ك.
const fn begins_definite(key: Key) -> bool {
    const fn article(key: Key) -> bool {
        const ARTICLE: u64 = proclitic::ALEF as u64 | (proclitic::LAM as u64) << 5;
        key.first_letters(2).0 == ARTICLE && key.is_longer_than(3)
    }
    const PROCLITICS: u32 =
        1 << proclitic::WAW | 1 << proclitic::FA | 1 << proclitic::BA | 1 << proclitic::KAF;
    let stem = if PROCLITICS >> key.first() & 1 != 0 { key.rest() } else { key };
    article(stem) || key.first() == proclitic::LAM && key.letter(1) == proclitic::LAM
}
