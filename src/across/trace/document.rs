//! What a document says, as trace takes it: an analysis without its text.

use crate::analysis::Analysis;
use crate::lexicon::CueClass;
use crate::quotes::{EntityKind, QuoteType, QuoteView};
use crate::text::Span;

/// A document with the quotes that were found in it. It holds no text, so many of them fit into memory; with the feature `serde` it can be
/// written and read, so that several machines can analyse and one can trace.
///
/// ```
/// use isnad::trace::TraceDocument;
///
/// let text = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن.";
/// let document = TraceDocument::new("a", text, &isnad::analyze(text)).with_published("2024-03-05T16:00+03:00");
/// assert_eq!(document.quotes[0].words, "سد الوادي الأخضر آمن");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
#[non_exhaustive]
pub struct TraceDocument {
    /// The caller's name for it.
    pub id: String,
    /// Who published it. Documents of one outlet are not taken from each other.
    pub outlet: Option<String>,
    /// When it was published, or first seen: ISO 8601, a day or a time. What is neither counts as not known.
    pub published: Option<String>,
    /// Its quotes.
    pub quotes: Vec<TraceQuote>,
}

/// A quote with its words.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
#[non_exhaustive]
pub struct TraceQuote {
    /// What was said, for reading: [`QuoteView::text`]. Without words a quote is in no cluster.
    pub words: String,
    /// Where it stands in the document.
    pub content: Vec<Span>,
    /// The sentence in which it begins.
    pub sentence: Option<Span>,
    /// How the words are given.
    pub kind: Option<QuoteType>,
    /// The word that attributes it.
    pub cue: Option<TraceCue>,
    /// Who said it, if the text tells.
    pub speaker: Option<TraceSpeaker>,
    /// The names of those who passed it on.
    pub relays: Vec<String>,
    /// How sure the extractor is of the quote, 0 to 1.
    pub confidence: f32,
}

/// The word that attributes a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TraceCue {
    /// Its dictionary form.
    pub lemma: String,
    /// What kind of saying it is.
    pub class: CueClass,
}

/// Who said it, as one document names them.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
#[non_exhaustive]
pub struct TraceSpeaker {
    /// The fullest name, without titles.
    pub name: String,
    /// Titles, each once.
    pub titles: Vec<String>,
    /// What they are.
    pub kind: EntityKind,
    /// How sure the extractor is that it is they, 0 to 1.
    pub confidence: f32,
}

impl TraceCue {
    /// Of a word and its class.
    #[must_use]
    pub fn new(lemma: impl Into<String>, class: CueClass) -> Self {
        Self { lemma: lemma.into(), class }
    }
}

impl TraceDocument {
    /// Of a text and its analysis.
    #[must_use]
    pub fn new(id: impl Into<String>, text: &str, analysis: &Analysis) -> Self {
        let mut document = Self { id: id.into(), ..Self::default() };
        let mut room = Self::room(text.len());
        for quote in analysis.quotes(text) {
            let words = quote.text();
            // A quote without words keeps its place, so that its index is that of the analysis.
            let words = if words.len() <= room { words.into_owned() } else { String::new() };
            room -= words.len();
            document.quotes.push(TraceQuote::of(quote, words, analysis));
        }
        document
    }

    /// With its outlet.
    #[must_use]
    pub fn with_outlet(self, outlet: impl Into<String>) -> Self {
        Self { outlet: Some(outlet.into()), ..self }
    }

    /// With the time of its publication.
    #[must_use]
    pub fn with_published(self, published: impl Into<String>) -> Self {
        Self { published: Some(published.into()), ..self }
    }

    /// How many bytes of words all quotes of a text may have together. Quotes inside quotes repeat words, in news far less often.
    pub(crate) const fn room(length: usize) -> usize {
        /// Times the length of the text.
        const FACTOR: usize = 4;
        length.saturating_mul(FACTOR)
    }
}

impl TraceQuote {
    fn of(quote: QuoteView<'_>, words: String, analysis: &Analysis) -> Self {
        let speaker = quote.speaker().map(|speaker| TraceSpeaker {
            name: speaker.name().into_owned(),
            titles: speaker.titles().into_iter().map(Into::into).collect(),
            kind: speaker.entity().kind,
            confidence: speaker.confidence,
        });
        let sentence = quote.content.first().and_then(|span| analysis.sentence_at(span.start));
        Self {
            words,
            content: quote.content.clone(),
            sentence: sentence.map(|sentence| sentence.span),
            kind: Some(quote.kind),
            cue: quote.cue().map(|cue| TraceCue::new(cue.lemma, cue.class)),
            speaker,
            relays: quote.relays().map(|relay| relay.name().into_owned()).collect(),
            confidence: quote.confidence,
        }
    }
}
