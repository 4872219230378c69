//! Typed access to the static tables that `build.rs` generates from `lexicon/*.tsv`.

#[allow(dead_code, reason = "the name lists are for build.rs, which includes this file")]
mod flags;
mod grammar;
mod keys;
#[allow(dead_code, reason = "the name lists are for build.rs, which includes this file")]
mod page;

pub use grammar::{CueClass, Gender, Number};

pub use flags::{Flags, Form, PhraseClass, Sense, frame};
pub use page::{PageClass, PhraseHash, Place, word_id};

use keys::KeyTable;
use page::{PAGE_BITS, PageRow, page_bit};

use crate::text::Key;
use crate::text::letter::proclitic;

/// A reporting verb: a row of `lexicon/verbs.tsv`.
#[derive(Debug)]
pub struct Verb {
    /// The dictionary form.
    pub lemma: &'static str,
    /// The kind of saying that it expresses.
    pub class: CueClass,
    /// The possible complements: bits of [`frame`].
    pub frames: u32,
    /// The line in the file.
    pub line: u16,
}

impl Verb {
    /// Whether any of the frames is among the verb's.
    #[must_use]
    pub const fn takes(&self, frames: u32) -> bool {
        self.frames & frames != 0
    }
}

/// A form of a reporting verb.
#[derive(Clone, Copy, Debug)]
pub struct VerbForm {
    /// Index into the verbs.
    verb: u16,
    /// The form.
    pub form: Form,
    /// The gender of the subject or suffix.
    pub gender: Gender,
    /// The number of the subject or suffix.
    pub number: Number,
}

impl VerbForm {
    /// The verb's row.
    #[must_use]
    pub fn verb(self) -> &'static Verb {
        VERBS.get(usize::from(self.verb)).unwrap_or(&NO_VERB)
    }

    /// Returns whether the form has a person, like "قال", "يقول" and, with an object pronoun, "قالته".
    #[must_use]
    pub fn is_inflected(self) -> bool {
        matches!(self.form, Form::Perfect | Form::Imperfect | Form::PerfectObject)
    }
}

/// The lexicon's entry for a folded form. It has sixteen bytes, because it is read for every word.
#[derive(Debug)]
pub struct Entry {
    /// The properties.
    pub flags: Flags,
    /// The reporting verb, if it is a form of one.
    pub verb: Option<VerbForm>,
    /// The index of the phrases that start with the form; 0 if there are none.
    opener: u16,
}

const _: () = assert!(size_of::<Entry>() == 16);

/// The phrases that start with one form.
#[derive(Debug)]
struct Opener {
    /// The index of the first phrase, and one past the index of the last.
    phrases: (u16, u16),
    /// The bits of the possible second words.
    seconds: u64,
}

/// A phrase: a row of `lexicon/phrases.tsv`.
#[derive(Debug)]
pub struct Phrase {
    /// The phrase as written in the file.
    pub text: &'static str,
    /// The function of the phrase.
    pub class: PhraseClass,
    /// The folded words after the first.
    pub rest: &'static [Key],
    /// Whether the last part is a proclitic of the next word.
    pub open: bool,
    /// The line in the file.
    pub line: u16,
}

/// A word with its entry in the lexicon and the proclitics before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    entry: u16,
    /// The proclitics that were removed to find the entry.
    pub prefix: Prefix,
    /// The number of their letters.
    pub proclitics: u8,
}

/// Proclitics of a word, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prefix(u8);

impl Prefix {
    /// و or ف.
    pub const CONJUNCTION: Self = Self(1);
    /// ب.
    pub const BA: Self = Self(1 << 1);
    /// ل.
    pub const LAM: Self = Self(1 << 2);
    /// ك.
    pub const KAF: Self = Self(1 << 3);
    /// س.
    pub const SIN: Self = Self(1 << 4);
    /// The article.
    pub const ARTICLE: Self = Self(1 << 5);

    /// Returns whether the sets have a proclitic in common.
    #[inline]
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The prepositions.
    pub const PREPOSITIONS: Self = Self(Self::BA.0 | Self::LAM.0 | Self::KAF.0);
}

impl Word {
    /// The entry; an empty one if the word is not in the lexicon.
    #[inline]
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        ENTRIES.get(usize::from(self.entry)).unwrap_or(&NO_ENTRY)
    }

    /// The word's properties.
    #[inline]
    #[must_use]
    pub fn flags(self) -> Flags {
        self.entry().flags
    }

    /// Returns whether the word is in the lexicon.
    #[inline]
    #[must_use]
    pub const fn is_known(self) -> bool {
        self.entry != 0
    }
}

impl Entry {
    /// The phrases that start with this form, longest first.
    #[must_use]
    pub fn phrases(&self) -> &'static [Phrase] {
        let (first, end) = OPENERS.get(usize::from(self.opener)).map_or((0, 0), |opener| opener.phrases);
        PHRASES.get(usize::from(first)..usize::from(end)).unwrap_or_default()
    }

    /// Returns whether a phrase that starts with this form may continue with the word `second`.
    #[inline]
    #[must_use]
    pub fn may_go_on(&self, second: Key) -> bool {
        OPENERS.get(usize::from(self.opener)).is_some_and(|opener| opener.seconds & second.bit() != 0)
    }

    /// Returns whether the form can carry the proclitics.
    fn fits(&self, prefix: Prefix) -> bool {
        const NOMINAL: Flags = Flags::TITLE
            .with(Flags::ORGANISATION)
            .with(Flags::MEDIUM)
            .with(Flags::DOCUMENT)
            .with(Flags::UNNAMED)
            .with(Flags::PRESS)
            .with(Flags::OCCASION)
            .with(Flags::TIME)
            .with(Flags::PLACE)
            .with(Flags::NATIONALITY)
            .with(Flags::INTERFACE)
            .with(Flags::QUANTIFIER);
        let form = self.verb.map(|verb| verb.form);
        let nominal = form == Some(Form::Masdar) || self.flags.any(NOMINAL);
        if prefix.has(Prefix::ARTICLE) {
            nominal || form == Some(Form::Participle)
        } else if prefix.has(Prefix::SIN) {
            form == Some(Form::Imperfect) || form.is_none() && self.flags.any(Flags::ACT)
        } else if prefix.has(Prefix::PREPOSITIONS) {
            nominal || self.follows_preposition(form, prefix)
        } else {
            true
        }
    }

    /// Returns whether a form that is not a noun can carry the preposition.
    fn follows_preposition(&self, form: Option<Form>, preposition: Prefix) -> bool {
        match form {
            Some(Form::MasdarSuffixed) => true,
            // The lam of purpose: "to say".
            Some(Form::Imperfect) if preposition.has(Prefix::LAM) => true,
            _ if preposition.has(Prefix::BA) => {
                self.flags.any(Flags::COMPLEMENTIZER.with(Flags::DEMONSTRATIVE))
            }
            _ => self.flags.any(Flags::DEMONSTRATIVE),
        }
    }
}

/// Looks up a word with the folded `key` of `count` letters.
#[inline(always)]
#[must_use]
pub fn look_up(key: Key, count: u32) -> Word {
    if let Some(entry) = find(key) {
        return Word { entry, ..Word::default() };
    }
    let mut stem = Stem { key, prefix: Prefix::default(), taken: 0 };
    if count > 2 && matches!(key.first(), proclitic::WAW | proclitic::FA) {
        stem = stem.without(1, Prefix::CONJUNCTION);
        if let Some(entry) = find(stem.key) {
            return stem.word(entry);
        }
    }
    if may_follow(stem.key) { without_preposition(stem).unwrap_or_default() } else { Word::default() }
}

/// Returns whether a preposition, the letter of the future or the article may be attached to the word.
#[inline]
const fn may_follow(key: Key) -> bool {
    const LETTERS: u32 = 1 << proclitic::BA | 1 << proclitic::LAM | 1 << proclitic::KAF | 1 << proclitic::SIN;
    LETTERS >> key.first() & 1 != 0 || begins_with_article(key)
}

#[inline]
const fn begins_with_article(key: Key) -> bool {
    key.first_letters(2).0 == proclitic::ALEF as u64 | (proclitic::LAM as u64) << 5
}

/// The rest of a word after proclitics have been removed.
#[derive(Clone, Copy)]
struct Stem {
    key: Key,
    prefix: Prefix,
    /// The number of removed letters.
    taken: u8,
}

impl Stem {
    const fn without(self, letters: u8, prefix: Prefix) -> Self {
        let key = self.key.behind(letters as u32);
        Self { key, prefix: self.prefix.with(prefix), taken: self.taken + letters }
    }

    const fn word(self, entry: u16) -> Word {
        Word { entry, prefix: self.prefix, proclitics: self.taken }
    }
}

/// Removes ب، ل، ك، س and the article.
fn without_preposition(stem: Stem) -> Option<Word> {
    let taken = match stem.key.first() {
        proclitic::BA => Prefix::BA,
        proclitic::LAM => Prefix::LAM,
        proclitic::KAF => Prefix::KAF,
        proclitic::SIN => Prefix::SIN,
        _ => return without_article(stem),
    };
    let rest = stem.without(1, taken);
    if let Some(hit) = fitting(rest) {
        return Some(hit);
    }
    // لل is li- with the article, whose alef is not written.
    if taken == Prefix::LAM && rest.key.first() == proclitic::LAM {
        return fitting(rest.without(1, Prefix::ARTICLE));
    }
    without_article(rest)
}

fn without_article(stem: Stem) -> Option<Word> {
    if begins_with_article(stem.key) { fitting(stem.without(2, Prefix::ARTICLE)) } else { None }
}

fn fitting(rest: Stem) -> Option<Word> {
    let Stem { key: stem, prefix, .. } = rest;
    let word = rest.word(find(stem)?);
    // "باخ" is a name, and hardly ever "with a brother".
    const SHORT: u32 = 2;
    let name = stem.len() <= SHORT && word.flags().any(Flags::TITLE) && prefix.has(Prefix::BA);
    // "سيأتي", but not "سمر": only the present tense takes the letter of the future.
    let present = matches!(stem.first(), proclitic::YA | proclitic::TA | proclitic::NUN);
    let future = !prefix.has(Prefix::SIN) || present;
    (word.entry().fits(prefix) && !name && future).then_some(word)
}

/// The index of the entry with exactly this key.
#[inline]
fn find(key: Key) -> Option<u16> {
    FORM_ENTRIES.get(FORMS.slot(key.0)?).copied()
}

/// Returns whether the press uses the folded word for anything other than a name: `lexicon/common.tsv`.
#[must_use]
pub fn is_common(key: Key) -> bool {
    COMMON.slot(key.0).is_some()
}

/// The sense of the folded word when two quotes are compared, and its value if it is a number.
#[must_use]
pub fn sense(key: Key) -> Option<(Sense, u64)> {
    let at = SENSES.binary_search_by_key(&key.0, |row| row.0).ok()?;
    SENSES.get(at).map(|row| (row.1, row.2))
}

/// The rarity of the folded word in the press: the binary logarithm of the number of words among which it occurs once. A word that is
/// not in `lexicon/often.tsv` has the rarity [`RARE`].
#[must_use]
pub fn rarity(key: Key) -> u8 {
    OFTEN.slot(key.0).and_then(|slot| OFTEN_LEVELS.get(slot).copied()).unwrap_or(RARE)
}

/// The rarity of a word that is not in the table.
pub const RARE: u8 = 17;

/// The frame that the preposition with the folded `key` introduces; 0 for any other word.
#[inline]
#[must_use]
pub fn preposition_frame(key: Key) -> u32 {
    if PREPOSITION_BITS & key.bit() == 0 {
        return 0;
    }
    PREPOSITION_FRAMES.iter().find(|(known, _)| *known == key).map_or(0, |&(_, frame)| frame)
}

/// The class of a phrase of `lexicon/page.tsv`, and the places where it counts (bits of [`Place::bit`]).
#[must_use]
#[inline]
pub fn page_phrase(hash: PhraseHash) -> Option<(PageClass, u8)> {
    let bit = page_bit(hash.0);
    if PAGE_SEEN[bit / 64] >> (bit % 64) & 1 == 0 { None } else { page_row(hash) }
}

fn page_row(hash: PhraseHash) -> Option<(PageClass, u8)> {
    let home = (hash.0 >> PAGE_SHIFT) as usize;
    let probed = PAGE_SLOTS.get(home..=home + PAGE_PROBE).unwrap_or_default();
    probed.iter().find(|row| row.0 == hash.0).and_then(|&(_, class, places)| Some((class?, places)))
}

/// The number of the Gregorian month with this name.
#[must_use]
pub fn month(name: PhraseHash) -> Option<u8> {
    let at = MONTHS.binary_search_by_key(&name.0, |row| row.0).ok()?;
    MONTHS.get(at).map(|row| row.1)
}

/// The longest prefix of `text` in Latin letters that represents Arabic letters, and those letters.
#[must_use]
pub fn latin(text: &str) -> Option<(&'static str, &'static str)> {
    LATIN.iter().find(|(from, _)| text.starts_with(from)).copied()
}

/// Whether a Latin abbreviation precedes the word that it belongs to, rather than following it; `None` if `word` is not an abbreviation.
#[must_use]
pub fn abbreviation(word: &str) -> Option<bool> {
    ABBREVIATIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|&(_, before)| before)
}

static NO_ENTRY: Entry = Entry { flags: Flags(0), verb: None, opener: 0 };
static NO_VERB: Verb = Verb { lemma: "", class: CueClass::Statement, frames: 0, line: 0 };

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));
