//! One person, body, document or unnamed source.

use smallvec::SmallVec;

use super::spans::Span;
use crate::lexicon::{Gender, Number};
use crate::quotes::name::{self, Keys, Mention};
use crate::quotes::result::EntityKind;
use crate::quotes::words::Scene;
use crate::text::Key;
use crate::tokens::TokenRange;

/// A person, body, document or unnamed source, under its fullest name.
#[derive(Clone, Debug)]
pub struct Row {
    /// The fullest name in the text.
    pub name: TokenRange,
    /// The folded words of the name.
    pub keys: Keys,
    /// Whether the name is a proper name.
    pub named: bool,
    /// The kind.
    pub kind: EntityKind,
    /// Grammatical gender, if the text shows it.
    pub gender: Gender,
    /// Grammatical number, if the text shows it.
    pub number: Number,
    /// Titles next to the name.
    pub titles: Vec<TokenRange>,
    /// The folded words of the titles.
    pub title_keys: Vec<Key>,
    /// The [`bits`] of name and titles.
    pub bits: u64,
    /// All mentions, in order; usually one or two.
    pub mentions: SmallVec<[TokenRange; 2]>,
    /// How certain the tagger is of the name; 0 if only the rules found it.
    pub trust: u8,
}

impl Row {
    /// Creates the row of a first mention.
    pub fn of(scene: &Scene, span: &Span) -> Self {
        let mention = &span.mention;
        let mut row = Self {
            name: mention.name,
            keys: span.keys.clone(),
            named: mention.named,
            kind: span.kind,
            gender: mention.gender,
            number: mention.number,
            titles: Vec::new(),
            title_keys: Vec::new(),
            bits: span.skeletons.iter().fold(0, |bits, skeleton| bits | skeleton.bit()),
            mentions: SmallVec::new(),
            trust: span.trust,
        };
        row.add(scene, mention);
        row
    }

    /// Replaces the name with another name of the same entity.
    pub fn rename(&mut self, scene: &Scene, name: TokenRange) {
        self.name = name;
        self.keys = name::keys(scene, name);
        self.bits |= bits(&self.keys);
    }

    /// Returns where the first mention begins.
    pub fn start(&self) -> usize {
        self.mentions.first().map_or(usize::MAX, |mention| mention.start())
    }

    /// Adds another mention.
    pub fn add(&mut self, scene: &Scene, mention: &Mention) {
        self.mentioned(mention.tokens);
        mention.titles.iter().for_each(|title| self.titled(scene, *title));
        if self.gender == Gender::Unknown {
            self.gender = mention.gender;
        }
    }

    /// Adds the place of a mention, in order.
    pub fn mentioned(&mut self, words: TokenRange) {
        let at = self.mentions.partition_point(|mention| mention.start() < words.start());
        self.mentions.insert(at, words);
    }

    /// Adds a title that is next to the name, unless its words are known. The number is limited: an entity with very
    /// many titles is not a person.
    pub fn titled(&mut self, scene: &Scene, title: TokenRange) {
        const TITLES: usize = 16;
        let words: Keys = name::words(scene, title).collect();
        let known = words.iter().all(|word| self.title_keys.contains(word));
        if self.titles.len() < TITLES && !known {
            self.titles.push(title);
            self.bits |= bits(&words);
            self.title_keys.extend(words);
        }
    }
}

/// Returns a bit set for some words. Words that are alike share a bit, so sets without a common bit share no word.
pub fn bits(words: &[Key]) -> u64 {
    words.iter().fold(0, |bits, key| bits | name::skeleton(*key).bit())
}
