//! One analysis: what the caller may choose, and what comes back.

use crate::clean::{CleanOptions, Cleaned};
use crate::quotes::{EntityView, Extraction, QuoteOptions, QuoteView};
use crate::segment::{SegmentOptions, Sentence};
use crate::text::kinds;

kinds! {
    /// A part of a result that can be asked for by its name, which is that of its field in the answers of the service.
    pub enum Part {
        /// The clean text.
        CleanText "clean_text",
        /// What each line is.
        Blocks "blocks",
        /// Where sentences end.
        Sentences "sentences",
        /// Who said what.
        Quotes "quotes",
        /// Who speaks.
        Entities "entities",
        /// How the clean text maps to the text.
        Alignment "alignment",
        /// What is doubtful.
        Findings "findings",
        /// Title, byline and the like.
        Metadata "metadata",
    }
}

impl Part {
    /// Those of cleaning alone.
    pub const CLEANING: &'static [Self] =
        &[Self::CleanText, Self::Blocks, Self::Alignment, Self::Findings, Self::Metadata];

    /// Those of sentences alone.
    pub const SEGMENTATION: &'static [Self] = &[Self::Sentences];

    /// Those of quotes alone.
    pub const EXTRACTION: &'static [Self] = &[Self::Quotes, Self::Entities];

    /// Those for which the clean text is written.
    pub(crate) const WRITTEN: &'static [Self] =
        &[Self::CleanText, Self::Alignment, Self::Findings, Self::Metadata];
}

/// A set of parts. All are wanted unless the caller says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts(u8);

impl Parts {
    /// No part.
    pub const NONE: Self = Self(0);

    /// Every part.
    pub const ALL: Self = Self(u8::MAX);

    /// The set with one more.
    #[must_use]
    pub const fn with(self, part: Part) -> Self {
        Self(self.0 | (1 << part as u8))
    }

    /// Whether a part is in the set.
    #[must_use]
    pub const fn has(self, part: Part) -> bool {
        (self.0 >> part as u8) & 1 == 1
    }

    /// Whether one of these parts is.
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

/// As the list of its parts.
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

/// All that an [`Analyzer`](crate::Analyzer) can be told. The default is right for a scraped news page.
///
/// With the feature `serde` it can be read from a settings file. Fields may be missing; a field that it does not know is an error. Profiles, steps and
/// parts have the names of their `as_str`:
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
    /// How the article is taken out of the page and written as clean text.
    pub clean: CleanOptions,
    /// Where sentences may end.
    pub segment: SegmentOptions,
    /// Which quotes are given.
    pub quotes: QuoteOptions,
    /// Which parts of the result are wanted. A stage of which no part is wanted is not run, and what it makes is empty. Quotes and
    /// entities are made together, and so are clean text, alignment, findings and metadata. Default: all.
    pub parts: Parts,
}

/// Everything that [`analyze`](crate::analyze()) finds in one text: the article without the page around it, its sentences, its quotes
/// and those who speak in them.
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
    /// Blocks, clean text, alignment, findings, metadata.
    pub cleaned: Cleaned,
    /// Sentences of the kept blocks, in order, disjoint.
    pub sentences: Vec<Sentence>,
    /// Quotes in the order of their content, and who speaks in them.
    pub extraction: Extraction,
}

impl Analysis {
    /// The quotes with their words and speakers, in the order of their content. `text` is the text that was analysed; over
    /// another one, words are missing or wrong.
    pub fn quotes<'a>(&'a self, text: &'a str) -> impl Iterator<Item = QuoteView<'a>> {
        self.extraction.quotes(text)
    }

    /// The sentence in which a byte of the text is. `None` between sentences and outside the article.
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

    /// The entities with their names and quotes, in the order of their first mention. `text` is the text that was analysed;
    /// over another one, words are missing or wrong.
    pub fn entities<'a>(&'a self, text: &'a str) -> impl Iterator<Item = EntityView<'a>> {
        self.extraction.entities(text)
    }
}
