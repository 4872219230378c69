//! The result of extraction, and its options. Every span is in bytes of the caller's text.
//!
//! The terms are the usual ones: a quote has *content*, a *cue* and a *speaker*; a *relay* is a source that passed the
//! words on.

use super::resolution::{Resolution, SpeakerRule};
use super::rule::Rule;
use super::score::Evidence;
use crate::lexicon::{CueClass, Gender, Number};
use crate::text::{Span, kinds};

/// Which quotes are returned, and which speakers are named.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[non_exhaustive]
pub struct QuoteOptions {
    /// Quotes below this confidence are left out; 0 (the default) to 1. The confidence covers content, type and speaker together, so a speaker
    /// known only by a title lowers it.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "share"))]
    pub min_confidence: f32,
    /// Speakers below this confidence are not named; 0 (the default, which names all) to 1. The quote is kept, and its
    /// speaker keeps mention, confidence and rule. Above 0, only entities that a speaker or relay refers to are listed.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "share"))]
    pub min_speaker_confidence: f32,
}

impl QuoteOptions {
    /// The defaults: every quote is returned and every speaker is named.
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

/// Something that the text attributes to a source, as spans of the text. [`Analysis::quotes`](crate::Analysis::quotes) returns each
/// quote with its text and its speaker, as a [`QuoteView`](crate::QuoteView).
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
/// Quotes may overlap: if somebody says that another person said something, the inner quote is a separate one. With the feature
/// `serde` a quote is serialised as its fields, so spans have no text and speakers no names. A program that needs them takes them
/// from the view:
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
    /// What was said, without the marks around it; more than one span if other text interrupts it. For a denial
    /// ([`CueClass::Denial`]) this is what was denied.
    pub content: Vec<Span>,
    /// The parts of the content in quotation marks.
    pub quoted: Vec<Span>,
    /// The words that attribute it; `None` for a headline's `NAME:`.
    pub cue: Option<Cue>,
    /// The speaker.
    pub speaker: Speaker,
    /// The sources that passed it on, in the order in which the cue's clause names them. The first is usually the one whose
    /// text the reader has.
    pub relays: Vec<Relay>,
    /// The addressee, if the cue's clause names one.
    pub addressee: Option<Span>,
    /// The addressee's name as it would be written alone: "الصحفيين" for "للصحفيين".
    pub addressee_name: Option<String>,
    /// The confidence in content, type and speaker together, 0 to 1.
    pub confidence: f32,
    /// The evidence for the confidences.
    #[doc(hidden)]
    #[cfg_attr(feature = "serde", serde(skip))]
    pub evidence: Evidence,
    /// The rule that made it.
    pub rule: Rule,
    /// Whether a quotation mark was inferred.
    pub recovered: bool,
    /// A hash of the content's Arabic words, for finding the same words elsewhere. It ignores punctuation, diacritics, tatweel and
    /// presentation forms. Each of these groups counts as one letter: forms of alef; final yaa and alef maqsura; taa marbuta and haa;
    /// Persian letters and their Arabic neighbours. Hamza on waw and on yaa is distinguished. Numbers and words in other scripts are
    /// ignored, so equal hashes do not prove that two quotes say the same. The hash may change with
    /// [`LEXICON_VERSION`](crate::LEXICON_VERSION). Serialised as 16 hexadecimal digits.
    #[cfg_attr(feature = "serde", serde(serialize_with = "hexadecimal"))]
    pub fingerprint: u64,
    /// Numbers with which a store finds quotes that may have the same words: the [`signature`](crate::signature()) of the
    /// content.
    pub signature: Vec<u32>,
}

kinds! {
    /// How the words are reported.
    pub enum QuoteType {
        /// Verbatim: in marks, or after a colon.
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

/// The words that attribute a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Cue {
    /// The verb, participle or noun with its proclitics, or the phrase.
    pub span: Span,
    /// The dictionary form, as `lexicon/` lists it.
    pub lemma: &'static str,
    /// The kind of speech act.
    pub class: CueClass,
}

/// The speaker of a quote: the words that name the speaker, and the entity. [`QuoteView::speaker`](crate::QuoteView::speaker)
/// returns the name.
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
    /// The noun phrase in the cue's clause; `None` if the subject is implicit.
    pub mention: Option<Span>,
    /// Index into [`Extraction::entities`](crate::Extraction::entities); `None` if the text does not say who speaks, or
    /// if the confidence is below [`QuoteOptions::min_speaker_confidence`].
    pub entity: Option<u32>,
    /// The confidence in the entity, 0 to 1: a lower bound. From 0.8 on, 97 of 100 names are right; at lower values fewer.
    pub confidence: f32,
    /// How the speaker was found; `isnad explain` and the documentation list the names.
    pub rule: SpeakerRule,
}

impl Quote {
    /// Returns whether the evidence suggests that something is quoted here. Other proposals are left out of answers;
    /// `explain` lists them.
    #[doc(hidden)]
    #[must_use]
    pub fn is_believed(&self) -> bool {
        const LEAST: f32 = 0.3;
        self.evidence.of_being() >= LEAST
    }
}

impl Speaker {
    /// Returns whether a speaker was found but is not named: for lack of confidence or, in text that is hardly an article,
    /// because no word of the name is left.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        self.entity.is_none() && self.rule.resolution != Resolution::Nobody
    }
}

/// A source that passed the words on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Relay {
    /// The noun phrase.
    pub span: Span,
    /// The word that says that the source passed them on, if there is one.
    pub cue: Option<Cue>,
    /// Index into [`Extraction::entities`](crate::Extraction::entities).
    pub entity: Option<u32>,
}

/// A person, organisation, document or unnamed source that speaks or passes words on, merged over all mentions.
/// [`Analysis::entities`](crate::Analysis::entities) returns each entity with its name and quotes, as an
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
    /// The fullest name in the text, without title; a client shows the words of this span.
    pub name: Span,
    /// Titles that occur with it.
    pub titles: Vec<Span>,
    /// The kind of source.
    pub kind: EntityKind,
    /// Grammatical gender, if the text shows it.
    pub gender: Gender,
    /// Grammatical number, if the text shows it.
    pub number: Number,
    /// All mentions, in order; a verb that only implies the entity is not a mention.
    pub mentions: Vec<Span>,
    /// Indexes of the quotes whose speaker it is, including those where the words only imply it, but not quotes whose speaker is withheld for lack
    /// of confidence.
    pub quotes: Vec<u32>,
    /// The names within its name, in order, if several speak together; empty if the entity is a single one.
    pub members: Vec<Span>,
}

kinds! {
    /// The kind of source that an entity is.
    #[derive(Default)]
    pub enum EntityKind {
        /// Unknown.
        #[default]
        Unknown "unknown",
        /// A person, or several who speak together ([`Entity::members`]); named, or known only by an office: "وزير النقل".
        Person "person",
        /// A body, state, company or medium.
        Organisation "organisation",
        /// A statement, report, study or law.
        Document "document",
        /// An unnamed source: "مصدر مطلع".
        Unnamed "unnamed",
    }
}
