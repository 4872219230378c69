//! A source of the text, and what each mention adds to it.

use crate::lexicon::{Gender, Number};
use crate::quotes::name::{self, Keys, Mention};
use crate::quotes::result::EntityKind;
use crate::quotes::words::Scene;
use crate::text::Key;
use crate::tokens::TokenRange;

/// A source of the text, in token positions.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: TokenRange,
    pub keys: Keys,
    pub named: bool,
    pub titles: Vec<TokenRange>,
    pub title_keys: Vec<Key>,
    pub kind: EntityKind,
    pub gender: Gender,
    pub number: Number,
    pub mentions: Vec<TokenRange>,
}

impl Source {
    /// Creates the source of a mention, under this name.
    pub fn of(mention: &Mention, name: TokenRange, keys: Keys) -> Self {
        Self {
            name,
            keys,
            named: mention.named,
            titles: Vec::new(),
            title_keys: Vec::new(),
            kind: mention.kind,
            gender: mention.gender,
            number: mention.number,
            mentions: Vec::new(),
        }
    }

    /// Returns the gender and number with which a verb agrees.
    pub const fn agreement(&self) -> (Gender, Number) {
        (self.gender, self.number)
    }

    /// Returns whether it is a person, named or not.
    pub const fn is_somebody(&self) -> bool {
        matches!(self.kind, EntityKind::Person | EntityKind::Unnamed)
    }

    /// Returns whether the words of a headline's source name it: its last word is among them, or all of them are its
    /// own words.
    pub fn is_called(&self, words: &[Key]) -> bool {
        let last = self.keys.last().filter(|last| last.len() > 2);
        let named = self.kind != EntityKind::Document && last.is_some_and(|last| words.contains(last));
        let own = |word: &Key| self.title_keys.iter().chain(&self.keys).any(|key| key == word);
        named || !words.is_empty() && words.iter().all(own)
    }

    /// Records the gender of a verb whose subject it is. A single person takes the verb's gender; any other source
    /// takes it only if its own gender is unknown.
    pub fn agree_with_verb(&mut self, gender: Gender) {
        let one = self.kind == EntityKind::Person && self.number != Number::Plural;
        if gender != Gender::Unknown && (one || self.gender == Gender::Unknown) {
            self.gender = gender;
        }
    }

    /// Adds what a mention says about it.
    pub fn add(&mut self, scene: &Scene, mention: &Mention) {
        let keys = name::keys(scene, mention.name);
        self.mentions.push(mention.tokens);
        if self.is_renamed_by(mention, &keys) {
            self.name = mention.name;
            self.keys = keys;
        }
        self.add_titles(scene, mention);
        if self.gender == Gender::Unknown {
            self.gender = mention.gender;
        }
        if self.kind == EntityKind::Unknown {
            self.kind = mention.kind;
        }
    }

    /// Whether the mention gives it a longer name: a name replaces a name, and a description replaces a description of
    /// the same kind.
    fn is_renamed_by(&self, mention: &Mention, keys: &Keys) -> bool {
        const LONGEST: usize = 12;
        let longer = (self.keys.len() + 1..=LONGEST).contains(&keys.len());
        let alike = mention.named || [mention.kind, EntityKind::Unknown].contains(&self.kind);
        longer && alike && mention.named == self.named
    }

    /// Adds titles, unless their words are known. The number is limited: a source with very many titles is not a
    /// person.
    fn add_titles(&mut self, scene: &Scene, mention: &Mention) {
        const TITLES: usize = 16;
        let words: Keys = mention.titles.iter().flat_map(|title| name::words(scene, *title)).collect();
        let known = words.iter().all(|word| self.title_keys.contains(word));
        if self.titles.len() < TITLES && !known {
            self.titles.extend(mention.titles.iter().copied());
            self.title_keys.extend(words);
        }
    }
}
