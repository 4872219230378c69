//! What extraction produces, and how it is asked for. Every span is in bytes of the caller's text.
//!
//! The terms are those of the field: a quote has *content*, a *cue* and a *speaker*; a *relay* is
//! whoever passed the words on.

use super::resolution::{Resolution, SpeakerRule};
use super::rule::Rule;
use super::score::Evidence;
use crate::lexicon::{CueClass, Gender, Number};
use crate::text::{Span, kinds};

/// Which quotes are given, and which of their speakers by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuoteOptions {
    /// Quotes below this confidence are left out; 0 (the default) to 1.
    pub min_confidence: f32,
    /// Speakers below this confidence are not named; 0 (the default: all are) to 1. The quote stays, and its speaker keeps
    /// mention, confidence and rule. Above 0 only entities that a speaker or relay refers to are listed.
    pub min_speaker_confidence: f32,
}

/// Quotes and those who speak in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// In the order of their content.
    pub quotes: Vec<Quote>,
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
}

/// What the text attributes to a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Direct, indirect or mixed.
    pub kind: QuoteType,
    /// What was said, without the marks around it; more than one span when the text breaks it.
    pub content: Vec<Span>,
    /// The parts of the content in quotation marks.
    pub quoted: Vec<Span>,
    /// The words that attribute it; none for a headline's `NAME:`.
    pub cue: Option<Cue>,
    /// Who said it.
    pub speaker: Speaker,
    /// Who passed it on, nearest first.
    pub relays: Vec<Relay>,
    /// To whom it was said, when the cue's clause names them.
    pub addressee: Option<Span>,
    /// The addressee as its name stands alone: "الصحفيين" of "للصحفيين".
    pub addressee_name: Option<String>,
    /// How sure the extractor is of content, type and speaker together, 0 to 1.
    pub confidence: f32,
    /// What the confidences were computed from.
    pub evidence: Evidence,
    /// The rule that made it.
    pub rule: Rule,
    /// Whether a quotation mark had to be supplied or reread.
    pub recovered: bool,
    /// A hash of the content's folded words: equal for the same words however they are spelt
    /// with hamza, diacritics or punctuation.
    pub fingerprint: u64,
}

kinds! {
    /// How the words are given.
    pub enum QuoteType {
        /// Word for word: in marks, or after a colon.
        Direct "direct",
        /// Reported: "قال إن …".
        Indirect "indirect",
        /// Reported, with quoted fragments.
        Mixed "mixed",
    }
}

/// The words that attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Verb, participle or noun with its proclitics, or the phrase.
    pub span: Span,
    /// The dictionary form, as `lexicon/` lists it.
    pub lemma: &'static str,
    /// What kind of saying it is.
    pub class: CueClass,
}

/// Who said it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Speaker {
    /// The noun phrase in the cue's clause; none when the subject is implicit.
    pub mention: Option<Span>,
    /// Index into [`Extraction::entities`]; none when the text does not tell, and below
    /// [`QuoteOptions::min_speaker_confidence`].
    pub entity: Option<u32>,
    /// How sure the extractor is of the entity, 0 to 1: a lower bound, as `docs/confidence.md` measures it.
    pub confidence: f32,
    /// How they were found; `isnad explain` and the documentation list the names.
    pub rule: SpeakerRule,
}

impl Quote {
    /// Whether the evidence says that something is quoted here. Others are in no answer; `explain` lists them.
    #[must_use]
    pub fn is_believed(&self) -> bool {
        const LEAST: f32 = 0.3;
        self.evidence.of_being() >= LEAST
    }
}

impl Speaker {
    /// Whether somebody was found who is not named: for want of confidence, or, in text that is hardly one, because no word
    /// of the name is left.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        self.entity.is_none() && self.rule.resolution != Resolution::Nobody
    }
}

/// Who passed the words on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relay {
    /// The noun phrase.
    pub span: Span,
    /// The word that says that it passed them on, where there is one.
    pub cue: Option<Cue>,
    /// Index into [`Extraction::entities`].
    pub entity: Option<u32>,
}

/// One source, joined over all its mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The fullest naming in the text, without title; a client shows the words under it.
    pub name: Span,
    /// Titles seen with it.
    pub titles: Vec<Span>,
    /// What it is.
    pub kind: EntityKind,
    /// Grammatical gender, where the text shows it.
    pub gender: Gender,
    /// Grammatical number, where the text shows it.
    pub number: Number,
    /// All mentions, in order.
    pub mentions: Vec<Span>,
    /// Indexes of the quotes in which it speaks, by name.
    pub quotes: Vec<u32>,
    /// The names inside its name, in order, where several speak together; none where it is one.
    pub members: Vec<Span>,
}

kinds! {
    /// What kind of source an entity is.
    #[derive(Default)]
    pub enum EntityKind {
        /// Not known.
        #[default]
        Unknown "unknown",
        /// A named person.
        Person "person",
        /// A body, state, company, medium.
        Organisation "organisation",
        /// A statement, report, study, law.
        Document "document",
        /// An unnamed source: "مصدر مطلع".
        Unnamed "unnamed",
    }
}
