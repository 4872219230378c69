//! The noun phrases of a text that may name a speaker: each phrase headed by a title, body, medium or document, and the
//! fullest form of every name.

mod names;
mod phrase;
mod reader;
mod same;

use crate::quotes::resolution::Identity;
use std::cell::OnceCell;
use std::ops::Deref;

use crate::quotes::name::{self, Mention};
use crate::quotes::result::EntityKind;
use crate::quotes::words::Scene;
use crate::segment::Paragraph;
use crate::text::Key;
use crate::tokens::{TokenKind, TokenRange};

pub use phrase::{Phrase, Words, maker};
use same::holds;
pub use same::{alike, has, has_all, holds_all, same_person};

/// The most words in a personal name.
const NAME_WORDS: usize = 5;
/// The most phrases to look at for one mention. If more phrases lie between two mentions, the text has changed its
/// subject.
const LOOK_AROUND: usize = 400;

/// The people of a text, read on first use: a fifth of all news items quote nobody.
pub struct PeopleOf<'s, 't> {
    scene: &'s Scene<'t>,
    paragraphs: &'s [Paragraph],
    read: OnceCell<People>,
}

impl<'s, 't> PeopleOf<'s, 't> {
    /// The people of the kept paragraphs.
    pub const fn new(scene: &'s Scene<'t>, paragraphs: &'s [Paragraph]) -> Self {
        Self { scene, paragraphs, read: OnceCell::new() }
    }
}

impl Deref for PeopleOf<'_, '_> {
    type Target = People;

    fn deref(&self) -> &People {
        self.read.get_or_init(|| reader::read(self.scene, self.paragraphs))
    }
}

/// The people and bodies that a text names.
#[derive(Debug)]
pub struct People {
    /// The phrases, in text order.
    phrases: Vec<Phrase>,
    /// A bit set of each phrase's words, to exclude phrases cheaply.
    bits: Vec<u64>,
    /// The folded words of all phrases in one list, because a text has hundreds of phrases.
    words: Vec<Key>,
    /// The last word of each personal name, with the number of words and the range of the fullest name that ends in it;
    /// sorted.
    fullest: Vec<(Key, usize, TokenRange)>,
}

impl People {
    /// Returns the folded words of a run.
    pub fn words(&self, run: Words) -> &[Key] {
        self.words.get(run.start as usize..run.end as usize).unwrap_or_default()
    }

    /// Returns the mentions of all phrases, in order.
    pub fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.phrases.iter().map(|phrase| &phrase.mention)
    }

    /// Returns the phrase of the issuer if the phrase is a text with a known issuer, or else the phrase itself.
    pub fn sayer<'p>(&'p self, phrase: &'p Phrase) -> &'p Phrase {
        let at = |start: u32| {
            self.phrases.binary_search_by_key(&(start as usize), |p| p.mention.tokens.start()).ok()
        };
        phrase.issuer.and_then(at).and_then(|index| self.phrases.get(index)).unwrap_or(phrase)
    }

    /// Returns the fullest personal name in the text that ends in the same word as `name`, if it is longer than `name`.
    pub fn fullest(&self, scene: &Scene, name: TokenRange) -> Option<TokenRange> {
        let keys = name::keys(scene, name);
        let range = self.with_last(*keys.last()?)?;
        let full = name::keys(scene, range);
        (full.len() > keys.len() && keys.iter().all(|key| full.contains(key))).then_some(range)
    }

    /// Returns the fullest personal name that ends in the single word of `name`, from a search of the surrounding text.
    pub fn searched(scene: &Scene, name: TokenRange) -> Option<TokenRange> {
        names::full_name(scene, name)
    }

    /// Returns a longer personal name that begins with all words of a shorter one: "King X" and "King X the Second".
    pub fn extended(&self, keys: &[Key]) -> Option<&Phrase> {
        let longer = |phrase: &Phrase| {
            phrase.names.len() > keys.len()
                && phrase.mention.is_named_person()
                && self.words(phrase.names).starts_with(keys)
        };
        let found = self.phrases.iter().take(LOOK_AROUND).find(|phrase| longer(phrase))?;
        // A given name alone refers to somebody only if no one else has it.
        if keys.len() > 1 { Some(found) } else { self.alone(found, longer) }
    }

    /// Returns whether the word is the last word of a personal name in the text.
    pub fn is_surname(&self, key: Key) -> bool {
        self.with_last(key).is_some()
    }

    /// Returns the person to whom a title without a name refers: the nearest person introduced with all of its words,
    /// or else a counterpart of the same nationality, or else the only person with a related title.
    pub fn by_title(&self, at: usize, wanted: &[Key]) -> Option<(&Phrase, Identity)> {
        let (&head, others) = wanted.split_first()?;
        let titles = |phrase: &Phrase| self.words(phrase.titles);
        let exact = |p: &Phrase| p.mention.is_named_person() && holds_all(titles(p), wanted);
        // "the foreign minister" is the minister whose country is not named.
        let home = |p: &Phrase| !p.facts.foreign && exact(p);
        let same = |p: &Phrase| p.mention.is_named_person() && begins_alike(titles(p), head);
        // "رئيس الدولة الفنلندية" for "رئيس فنلندا X".
        let related = |p: &Phrase| same(p) && others.iter().any(|word| holds(titles(p), *word));
        let first = if others.is_empty() { None } else { self.nearest(at, home) };
        let by = |identity: Identity| move |phrase| (phrase, identity);
        first
            .or_else(|| self.nearest(at, exact))
            .map(by(Identity::TitleInText))
            .or_else(|| self.counterpart(at, *others.last()?).map(by(Identity::Counterpart)))
            .or_else(|| self.only(at, related).map(by(Identity::RelatedTitle)))
            .or_else(|| {
                if wanted.len() <= 2 { self.only(at, same) } else { None }.map(by(Identity::OnlyTitle))
            })
    }

    /// Returns the body, medium or text to which a short definite mention refers: the nearest phrase that has the same
    /// head and more words.
    pub fn by_head(&self, at: usize, wanted: &[Key]) -> Option<&Phrase> {
        let head = wanted.first()?;
        let heads = |run: Words| self.words(run).first() == Some(head);
        self.nearest_with(at, &[*head], |phrase| {
            let own = heads(phrase.keys) || heads(phrase.names);
            own && phrase.is_longer_body(wanted.len()) && holds_all(self.words(phrase.keys), wanted)
        })
    }

    /// Returns the unnamed source to which a definite mention refers: "the sources" → "medical sources in …".
    pub fn by_unnamed(&self, at: usize, wanted: &[Key]) -> Option<&Phrase> {
        let head = *wanted.first()?;
        let before = self.phrases.get(..self.first_from(at))?;
        before.iter().rev().take(LOOK_AROUND).find(|phrase| {
            phrase.mention.is_introduced_unnamed() && begins_alike(self.words(phrase.keys), head)
        })
    }

    /// Returns the longer form of a body's name: the nearest phrase that begins with all of its words.
    pub fn longer(&self, at: usize, keys: &[Key]) -> Option<&Phrase> {
        const WORDS: usize = 9;
        self.nearest_with(at, keys, |phrase| {
            let body = phrase.mention.kind == EntityKind::Organisation;
            let names = self.words(if body { phrase.keys } else { phrase.names });
            (keys.len() + 1..=WORDS).contains(&names.len())
                && phrase.is_longer_body(0)
                && !phrase.facts.placed
                && names.starts_with(keys)
        })
    }

    /// Returns the phrase of a medium or body that contains a proper name: "the newspaper X", "the organisation X" for
    /// "X".
    pub fn holding(&self, scene: &Scene, at: usize, keys: &[Key]) -> Option<&Phrase> {
        const WORDS: usize = 6;
        if keys.is_empty() {
            return None;
        }
        self.nearest_with(at, keys, |phrase| {
            let within = (keys.len() + 1..=WORDS).contains(&phrase.keys.len());
            within && (self.is_medium_named(scene, phrase, keys) || self.is_body_named(scene, phrase, keys))
        })
    }

    /// Returns the person or medium that a headline describes and the text names later: "الدبلوماسي الإسرائيلي، X" for
    /// "دبلوماسي إسرائيلي كبير", "صحيفة X البريطانية" for "صحيفة بريطانية".
    pub fn introduced(&self, described: &Mention, keys: &[Key]) -> Option<&Phrase> {
        let after = self.phrases.get(self.first_from(described.tokens.end())..)?;
        after.iter().take(LOOK_AROUND).find(|phrase| match phrase.mention.kind {
            EntityKind::Person if phrase.mention.is_known() => describes(keys, self.words(phrase.titles)),
            EntityKind::Organisation if phrase.facts.medium && phrase.keys.len() > keys.len() => {
                describes(keys, self.words(phrase.keys))
            }
            _ => false,
        })
    }

    /// The fullest personal name that ends in the word.
    fn with_last(&self, key: Key) -> Option<TokenRange> {
        let at = self.fullest.binary_search_by_key(&key, |(last, ..)| *last).ok()?;
        self.fullest.get(at).map(|(.., range)| *range)
    }

    /// The index of the first phrase that begins at or after the token.
    fn first_from(&self, at: usize) -> usize {
        self.phrases.partition_point(|phrase| phrase.mention.tokens.start() < at)
    }

    /// The nearest matching phrase, looking before `at` first and then after it.
    fn nearest(&self, at: usize, fits: impl Fn(&Phrase) -> bool) -> Option<&Phrase> {
        self.nearest_with(at, &[], fits)
    }

    /// The nearest matching phrase that has all of these words, looking before `at` first and then after it.
    fn nearest_with(&self, at: usize, words: &[Key], fits: impl Fn(&Phrase) -> bool) -> Option<&Phrase> {
        let wanted = bits(words);
        let middle = self.first_from(at);
        let found = |index: &usize| {
            self.bits.get(*index).is_some_and(|held| held & wanted == wanted)
                && self.phrases.get(*index).is_some_and(&fits)
        };
        let before = (middle.saturating_sub(LOOK_AROUND)..middle).rev().find(found);
        let end = self.phrases.len().min(middle + LOOK_AROUND);
        before.or_else(|| (middle..end).find(found)).and_then(|index| self.phrases.get(index))
    }

    /// The nearest matching phrase, if all matching phrases name the same person.
    fn only(&self, at: usize, fits: impl Fn(&Phrase) -> bool) -> Option<&Phrase> {
        self.alone(self.nearest(at, &fits)?, fits)
    }

    /// The phrase, if all matching phrases name the same person.
    fn alone<'p>(&'p self, found: &'p Phrase, fits: impl Fn(&Phrase) -> bool) -> Option<&'p Phrase> {
        let mut all = self.phrases.iter().take(LOOK_AROUND).filter(|phrase| fits(phrase));
        all.all(|p| same_person(self.words(p.names), self.words(found.names))).then_some(found)
    }

    /// "his Russian counterpart X" for "the Russian minister".
    fn counterpart(&self, at: usize, last: Key) -> Option<&Phrase> {
        self.nearest(at, |phrase| {
            let mention = &phrase.mention;
            mention.counterpart && mention.named && holds(self.words(phrase.titles), last)
        })
    }

    /// Whether the phrase is a medium with this name.
    fn is_medium_named(&self, scene: &Scene, phrase: &Phrase, name: &[Key]) -> bool {
        if !phrase.facts.medium {
            return false;
        }
        let after = self.after_head(phrase);
        after.starts_with(name) || after.ends_with(name) && has_marks(scene, phrase)
    }

    /// Whether the phrase is a body with this name and no other words, except after marks.
    fn is_body_named(&self, scene: &Scene, phrase: &Phrase, name: &[Key]) -> bool {
        if phrase.mention.kind != EntityKind::Organisation || phrase.facts.joined {
            return false;
        }
        let after = self.after_head(phrase);
        after == name || after.starts_with(name) && has_marks(scene, phrase)
    }

    /// The folded words after the head of the phrase.
    fn after_head(&self, phrase: &Phrase) -> &[Key] {
        self.words(phrase.keys).get(1..).unwrap_or_default()
    }
}

/// Whether the phrase has quotation marks.
fn has_marks(scene: &Scene, phrase: &Phrase) -> bool {
    phrase.mention.tokens.iter().any(|at| scene.kind(at) == TokenKind::Quote)
}

/// Whether the first of the words is like `head`.
fn begins_alike(words: &[Key], head: Key) -> bool {
    words.first().is_some_and(|first| alike(*first, head))
}

/// Whether a description has the same head as the words, and at most one word that they do not have.
fn describes(description: &[Key], words: &[Key]) -> bool {
    const LEAST: usize = 2;
    if !description.first().is_some_and(|head| begins_alike(words, *head)) {
        return false;
    }
    let same = description.iter().filter(|key| holds(words, **key)).count();
    same >= LEAST && same + 1 >= description.len()
}

/// A bit set for some words, which cheaply shows that a word is absent.
fn bits(words: &[Key]) -> u64 {
    words.iter().fold(0, |bits, key| bits | key.bit())
}
