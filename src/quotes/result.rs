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
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[non_exhaustive]
pub struct QuoteOptions {
    /// Quotes below this confidence are left out; 0 (the default) to 1. The confidence is that of content, type and speaker together, so that a
    /// speaker known by title alone lowers it.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "share"))]
    pub min_confidence: f32,
    /// Speakers below this confidence are not named; 0 (the default: all are) to 1. The quote stays, and its speaker keeps
    /// mention, confidence and rule. Above 0 only entities that a speaker or relay refers to are listed.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "share"))]
    pub min_speaker_confidence: f32,
}

impl QuoteOptions {
    /// The defaults: every quote, every speaker by name.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`min_confidence`](Self::min_confidence).
    #[must_use]
    pub const fn with_min_confidence(mut self, share: f32) -> Self {
        self.min_confidence = share;
        self
    }

    /// Sets [`min_speaker_confidence`](Self::min_speaker_confidence).
    #[must_use]
    pub const fn with_min_speaker_confidence(mut self, share: f32) -> Self {
        self.min_speaker_confidence = share;
        self
    }
}

/// What the text attributes to a source, as spans of the text. [`Analysis::quotes`](crate::Analysis::quotes) gives each one with its
/// text and its speaker, as a [`QuoteView`](crate::QuoteView).
///
/// ```
/// let text = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن.";
/// let article = isnad::analyze(text);
/// let quote = &article.extraction.quotes[0];
///
/// assert_eq!(quote.kind, isnad::QuoteType::Indirect);
/// assert_eq!(&text[quote.content[0]], "سد الوادي الأخضر آمن");
/// assert_eq!(quote.cue.map(|cue| cue.lemma), Some("قال"));
/// ```
///
/// Quotes may overlap: what somebody says that another said is a quote of its own. With the feature `serde` a quote is serialised
/// as its fields, so that spans have no words and speakers no names; a program that wants them takes them from the view:
///
/// ```
/// # #[cfg(feature = "serde")] {
/// # let text = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن.";
/// # let article = isnad::analyze(text);
/// # let quote = article.quotes(text).next().unwrap();
/// let name = quote.speaker().map(|speaker| speaker.name());
/// let json = serde_json::json!({"text": quote.text(), "name": name, "quote": &*quote});
/// assert_eq!(json["quote"]["kind"], "indirect");
/// assert_eq!(json["quote"]["speaker"]["rule"], "subject/new");
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Quote {
    /// Direct, indirect or mixed.
    pub kind: QuoteType,
    /// What was said, without the marks around it; more than one span when the text breaks it. Of a denial
    /// ([`CueClass::Denial`]) it is what was denied.
    pub content: Vec<Span>,
    /// The parts of the content in quotation marks.
    pub quoted: Vec<Span>,
    /// The words that attribute it; none for a headline's `NAME:`.
    pub cue: Option<Cue>,
    /// Who said it.
    pub speaker: Speaker,
    /// Who passed it on: first the one whom the cue's clause names first, which is mostly the one whose words the reader has.
    pub relays: Vec<Relay>,
    /// To whom it was said, when the cue's clause names them.
    pub addressee: Option<Span>,
    /// The addressee as its name stands alone: "الصحفيين" of "للصحفيين".
    pub addressee_name: Option<String>,
    /// How sure the extractor is of content, type and speaker together, 0 to 1.
    pub confidence: f32,
    /// What the confidences were computed from.
    #[doc(hidden)]
    #[cfg_attr(feature = "serde", serde(skip))]
    pub evidence: Evidence,
    /// The rule that made it.
    pub rule: Rule,
    /// Whether a quotation mark had to be supplied or reread.
    pub recovered: bool,
    /// A hash of the content's Arabic words, for finding the same words elsewhere. Punctuation, diacritics, tatweel and presentation
    /// forms do not count; forms of alef, final yaa and alef maqsura, taa marbuta and haa, Persian letters and their Arabic neighbours are
    /// one letter. Hamza on waw and on yaa counts. Numbers and words in other letters do not count, so that it is no proof that two quotes
    /// say the same. It may change with [`LEXICON_VERSION`](crate::LEXICON_VERSION). Serialised as 16 hexadecimal digits.
    #[cfg_attr(feature = "serde", serde(serialize_with = "hexadecimal"))]
    pub fingerprint: u64,
    /// Numbers by which a store finds quotes that may have the same words: the [`signature`](crate::signature()) of the content.
    pub signature: Vec<u32>,
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

/// A number from 0 to 1.
#[cfg(feature = "serde")]
fn share<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    let share = <f32 as serde::Deserialize>::deserialize(deserializer)?;
    let outside = || serde::de::Error::custom(format_args!("{share} is not a number from 0 to 1"));
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err(outside()) }
}

#[cfg(feature = "serde")]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn hexadecimal<S: serde::Serializer>(hash: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{hash:016x}"))
}

/// The words that attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Cue {
    /// Verb, participle or noun with its proclitics, or the phrase.
    pub span: Span,
    /// The dictionary form, as `lexicon/` lists it.
    pub lemma: &'static str,
    /// What kind of saying it is.
    pub class: CueClass,
}

/// Who said it: the words that name them, and which entity they are. [`QuoteView::speaker`](crate::QuoteView::speaker) gives the
/// name.
///
/// ```
/// let text = "قالت وزيرة المياه هالة المرزوقي إن السد آمن. وأضافت أن الوزارة فحصت جدرانه ثلاث مرات.";
/// let article = isnad::analyze(text);
/// let [first, second] = &article.extraction.quotes[..] else { panic!("two quotes") };
///
/// assert_eq!(first.speaker.mention.map(|mention| &text[mention]), Some("وزيرة المياه هالة المرزوقي"));
/// assert_eq!(second.speaker.mention, None, "the verb implies her");
/// assert_eq!(second.speaker.entity, first.speaker.entity);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Speaker {
    /// The noun phrase in the cue's clause; none when the subject is implicit.
    pub mention: Option<Span>,
    /// Index into [`Extraction::entities`](crate::Extraction::entities); none when the text does not tell, and below
    /// [`QuoteOptions::min_speaker_confidence`].
    pub entity: Option<u32>,
    /// How sure the extractor is of the entity, 0 to 1: a lower bound. From 0.8 on, 97 of 100 names are right; at lower values fewer.
    pub confidence: f32,
    /// How they were found; `isnad explain` and the documentation list the names.
    pub rule: SpeakerRule,
}

impl Quote {
    /// Whether the evidence says that something is quoted here. Others are in no answer; `explain` lists them.
    #[doc(hidden)]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Relay {
    /// The noun phrase.
    pub span: Span,
    /// The word that says that it passed them on, where there is one.
    pub cue: Option<Cue>,
    /// Index into [`Extraction::entities`](crate::Extraction::entities).
    pub entity: Option<u32>,
}

/// A person, organisation, document or unnamed source that speaks or passes words on, joined over all mentions.
/// [`Analysis::entities`](crate::Analysis::entities) gives each one with its name and quotes, as an
/// [`EntityView`](crate::EntityView).
///
/// ```
/// let text = "قالت وزيرة المياه هالة المرزوقي إن السد آمن. وأضافت المرزوقي أن الوزارة فحصت جدرانه.";
/// let article = isnad::analyze(text);
/// let entity = &article.extraction.entities[0];
///
/// assert_eq!(&text[entity.name], "هالة المرزوقي");
/// assert_eq!((entity.kind, entity.gender), (isnad::EntityKind::Person, isnad::Gender::Feminine));
/// assert_eq!(entity.quotes, [0, 1]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
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
    /// All mentions, in order; a verb that implies it is none.
    pub mentions: Vec<Span>,
    /// Indexes of the quotes of which it is the speaker, also where the words imply it; without those of which the speaker is not named for want of
    /// confidence.
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
        /// A person, or several who speak together ([`Entity::members`]); named, or known by an office alone: "وزير النقل".
        Person "person",
        /// A body, state, company, medium.
        Organisation "organisation",
        /// A statement, report, study, law.
        Document "document",
        /// An unnamed source: "مصدر مطلع".
        Unnamed "unnamed",
    }
}
