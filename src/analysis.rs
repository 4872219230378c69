//! The options and the result of one analysis.

use crate::clean::{CleanOptions, Cleaned};
use crate::quotes::{EntityView, Extraction, QuoteOptions, QuoteView};
use crate::segment::{SegmentOptions, Sentence};
use crate::text::kinds;

kinds! {
    /// A part of a result that a caller can request by name. The name is that of the field in the service's answers.
    pub enum Part {
        /// The clean text.
        CleanText "clean_text",
        /// The kind of each line.
        Blocks "blocks",
        /// The span of each sentence.
        Sentences "sentences",
        /// Who said what.
        Quotes "quotes",
        /// The people and bodies that speak.
        Entities "entities",
        /// The mapping from the clean text to the original text.
        Alignment "alignment",
        /// Doubtful places in the text.
        Findings "findings",
        /// Title, byline, dates and the like.
        Metadata "metadata",
    }
}

impl Part {
    /// The parts that cleaning alone produces.
    pub const CLEANING: &'static [Self] =
        &[Self::CleanText, Self::Blocks, Self::Alignment, Self::Findings, Self::Metadata];

    /// The parts that sentence segmentation alone produces.
    pub const SEGMENTATION: &'static [Self] = &[Self::Sentences];

    /// The parts that quote extraction alone produces.
    pub const EXTRACTION: &'static [Self] = &[Self::Quotes, Self::Entities];

    /// The parts that require the clean text to be written.
    pub(crate) const WRITTEN: &'static [Self] =
        &[Self::CleanText, Self::Alignment, Self::Findings, Self::Metadata];
}

/// A set of parts. The default is every part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts(u8);

impl Parts {
    /// The empty set.
    pub const NONE: Self = Self(0);

    /// Every part.
    pub const ALL: Self = Self(u8::MAX);

    /// Returns the set with `part` added.
    #[must_use]
    pub const fn with(self, part: Part) -> Self {
        Self(self.0 | (1 << part as u8))
    }

    /// Returns whether the set contains `part`.
    #[must_use]
    pub const fn has(self, part: Part) -> bool {
        (self.0 >> part as u8) & 1 == 1
    }

    /// Returns whether the set contains any of `parts`.
    #[must_use]
    pub fn has_any(self, parts: &[Part]) -> bool {
        parts.iter().any(|part| self.has(*part))
    }
}

impl Default for Parts {
    fn default() -> Self {
        Self::ALL
    }
}

impl FromIterator<Part> for Parts {
    fn from_iter<I: IntoIterator<Item = Part>>(parts: I) -> Self {
        parts.into_iter().fold(Self::NONE, Self::with)
    }
}

/// Serialised as the list of its parts.
#[cfg(feature = "serde")]
impl serde::Serialize for Parts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(Part::ALL.iter().filter(|part| self.has(**part)))
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Parts {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Part>::deserialize(deserializer).map(Self::from_iter)
    }
}

/// All options of an [`Analyzer`](crate::Analyzer). The defaults suit a scraped news page.
///
/// With the feature `serde`, options can be read from a settings file. Fields may be missing; an unknown field is an error. Profiles, steps
/// and parts are written as their `as_str` names:
///
/// ```
/// # #[cfg(feature = "serde")] {
/// let settings = r#"{
///     "clean": {"profile": "search", "without": ["taa-marbuta"]},
///     "segment": {"keep_quotations_whole": true},
///     "quotes": {"min_confidence": 0.4},
///     "parts": ["clean_text", "quotes"]
/// }"#;
/// let options: isnad::Options = serde_json::from_str(settings).unwrap();
/// let analyzer = isnad::Analyzer::with_options(options);
/// # assert_eq!(analyzer.options().quotes.min_confidence, 0.4);
/// # assert!(serde_json::from_str::<isnad::Options>(r#"{"quotes": {"min_confidence": 40}}"#).is_err());
/// # assert!(serde_json::from_str::<isnad::Options>(r#"{"quote": {}}"#).is_err());
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[non_exhaustive]
pub struct Options {
    /// How the article is extracted from the page and written as clean text.
    pub clean: CleanOptions,
    /// Where sentences may end.
    pub segment: SegmentOptions,
    /// Which quotes are returned.
    pub quotes: QuoteOptions,
    /// Which parts of the result are returned. A stage is skipped if none of its parts is requested, and its parts of the result are empty.
    /// Quotes and entities are computed together, and so are clean text, alignment, findings and metadata. Default: all.
    pub parts: Parts,
}

/// Everything that [`analyze`](crate::analyze()) finds in one text: the article without the surrounding page, its sentences, its quotes
/// and the entities that speak.
///
/// ```
/// let page = "الرئيسية | محليات | رياضة\n\
///     وزيرة المياه: سد الوادي الأخضر آمن\n\
///     قالت وزيرة المياه هالة المرزوقي إن السد آمن رغم أمطار الأسبوع الماضي. وأضافت أن الوزارة فحصت جدرانه.\n\
///     شارك الخبر";
/// let article = isnad::analyze(page);
///
/// assert_eq!(article.cleaned.metadata.title.map(|title| &page[title]), Some("وزيرة المياه: سد الوادي الأخضر آمن"));
/// assert!(!article.cleaned.clean_text.contains("شارك الخبر"));
/// assert_eq!(article.sentences.len(), 3);
/// for quote in article.quotes(page) {
///     assert_eq!(quote.speaker().expect("a speaker").name(), "هالة المرزوقي");
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Analysis {
    /// Blocks, clean text, alignment, findings and metadata.
    pub cleaned: Cleaned,
    /// Sentences of the kept blocks, in order. They do not overlap.
    pub sentences: Vec<Sentence>,
    /// Quotes in the order of their content, and the entities that speak.
    pub extraction: Extraction,
}

impl Analysis {
    /// Returns the quotes with their words and speakers, in the order of their content. `text` must be the text that was analysed; with any
    /// other text, words are missing or wrong.
    pub fn quotes<'a>(&'a self, text: &'a str) -> impl Iterator<Item = QuoteView<'a>> {
        self.extraction.quotes(text)
    }

    /// Returns the sentence that contains the byte at `offset`, or `None` between sentences and outside the article.
    ///
    /// ```
    /// let text = "قال الوزير إن الطريق مغلق. وأضافت الوزارة أن الجسر سيفتح قريبا.";
    /// let article = isnad::analyze(text);
    /// let quote = &article.extraction.quotes[1];
    /// let sentence = article.sentence_at(quote.content[0].start).expect("a sentence");
    /// assert_eq!(&text[sentence.span], "وأضافت الوزارة أن الجسر سيفتح قريبا.");
    /// ```
    #[must_use]
    pub fn sentence_at(&self, offset: u32) -> Option<&Sentence> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= offset);
        self.sentences.get(after.checked_sub(1)?).filter(|sentence| sentence.span.contains(offset))
    }

    /// Returns the entities with their names and quotes, in the order of their first mention. `text` must be the text that was analysed;
    /// with any other text, words are missing or wrong.
    pub fn entities<'a>(&'a self, text: &'a str) -> impl Iterator<Item = EntityView<'a>> {
        self.extraction.entities(text)
    }
}
