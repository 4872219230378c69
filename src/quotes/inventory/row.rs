//! One person, body, document or unnamed source.

use smallvec::SmallVec;

use super::spans::Span;
use crate::lexicon::{Gender, Number};
use crate::quotes::name::{self, Keys, Mention};
use crate::quotes::result::EntityKind;
use crate::quotes::words::Scene;
use crate::text::Key;
use crate::tokens::TokenRange;

/// One person, body, document or unnamed source, in its fullest form.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its fullest name in the text.
    pub name: TokenRange,
    /// The folded words of the name.
    pub keys: Keys,
    /// Whether the name is a proper name.
    pub named: bool,
    /// What it is.
    pub kind: EntityKind,
    /// Grammatical gender, where the text shows it.
    pub gender: Gender,
    /// Grammatical number, where the text shows it.
    pub number: Number,
    /// Titles beside its name.
    pub titles: Vec<TokenRange>,
    /// The folded words of the titles.
    pub title_keys: Vec<Key>,
    /// [`bits`] of name and titles.
    pub bits: u64,
    /// All mentions, in order: mostly one or two.
    pub mentions: SmallVec<[TokenRange; 2]>,
    /// How sure the tagger is of the name; 0 where only the rules found it.
    pub trust: u8,
}

impl Row {
    /// The row of one mention.
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

    /// Under another name of it.
    pub fn rename(&mut self, scene: &Scene, name: TokenRange) {
        self.name = name;
        self.keys = name::keys(scene, name);
        self.bits |= bits(&self.keys);
    }

    /// Where its first mention begins.
    pub fn start(&self) -> usize {
        self.mentions.first().map_or(usize::MAX, |mention| mention.start())
    }

    /// Another mention of it.
    pub fn add(&mut self, scene: &Scene, mention: &Mention) {
        self.mentioned(mention.tokens);
        mention.titles.iter().for_each(|title| self.titled(scene, *title));
        if self.gender == Gender::Unknown {
            self.gender = mention.gender;
        }
    }

    /// A mention at these words, kept in order.
    pub fn mentioned(&mut self, words: TokenRange) {
        let at = self.mentions.partition_point(|mention| mention.start() < words.start());
        self.mentions.insert(at, words);
    }

    /// A title beside its name. The same words again add nothing, and what has very many titles is not a person.
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

/// One number for some words: words that are alike share a bit, so that sets without a common one share no word.
pub fn bits(words: &[Key]) -> u64 {
    words.iter().fold(0, |bits, key| bits | name::skeleton(*key).bit())
}
