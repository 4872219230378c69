//! The input of a trace: what a document says, without its text.

use crate::analysis::Analysis;
use crate::lexicon::CueClass;
use crate::quotes::{EntityKind, QuoteType, QuoteView};
use crate::text::Span;

/// A document with the quotes found in it. It does not hold the text, so many documents fit into memory. With the feature `serde` it can be
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
    /// The caller's identifier.
    pub id: String,
    /// The publisher. A report is never attributed to another report from the same outlet.
    pub outlet: Option<String>,
    /// The time of publication or first sighting: a day or a time in ISO 8601. An invalid value counts as unknown.
    pub published: Option<String>,
    /// The quotes of the document.
    pub quotes: Vec<TraceQuote>,
}

/// A quote with its words.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
#[non_exhaustive]
pub struct TraceQuote {
    /// What was said, in readable form: [`QuoteView::text`]. A quote without words is in no cluster.
    pub words: String,
    /// The spans of the words in the document.
    pub content: Vec<Span>,
    /// The sentence in which the quote starts.
    pub sentence: Option<Span>,
    /// How the words are quoted.
    pub kind: Option<QuoteType>,
    /// The word or phrase that attributes the quote.
    pub cue: Option<TraceCue>,
    /// The speaker, if the text identifies one.
    pub speaker: Option<TraceSpeaker>,
    /// The names of the relays: those who passed the quote on.
    pub relays: Vec<String>,
    /// The extractor's confidence in the quote, from 0 to 1.
    pub confidence: f32,
}

/// The word or phrase that attributes a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TraceCue {
    /// Its dictionary form.
    pub lemma: String,
    /// The kind of saying that it expresses.
    pub class: CueClass,
}

/// A speaker as one document names them.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
#[non_exhaustive]
pub struct TraceSpeaker {
    /// The fullest name, without titles.
    pub name: String,
    /// The distinct titles.
    pub titles: Vec<String>,
    /// The kind of entity.
    pub kind: EntityKind,
    /// The extractor's confidence in the speaker, from 0 to 1.
    pub confidence: f32,
}

impl TraceCue {
    /// Creates a cue.
    #[must_use]
    pub fn new(lemma: impl Into<String>, class: CueClass) -> Self {
        Self { lemma: lemma.into(), class }
    }
}

impl TraceDocument {
    /// Takes the quotes of a text from its analysis.
    #[must_use]
    pub fn new(id: impl Into<String>, text: &str, analysis: &Analysis) -> Self {
        let mut document = Self { id: id.into(), ..Self::default() };
        let mut room = Self::room(text.len());
        for quote in analysis.quotes(text) {
            let words = quote.text();
            // A quote without words keeps its place, so that the indexes are those of the analysis.
            let words = if words.len() <= room { words.into_owned() } else { String::new() };
            room -= words.len();
            document.quotes.push(TraceQuote::of(quote, words, analysis));
        }
        document
    }

    /// Sets the outlet.
    #[must_use]
    pub fn with_outlet(self, outlet: impl Into<String>) -> Self {
        Self { outlet: Some(outlet.into()), ..self }
    }

    /// Sets the publication time.
    #[must_use]
    pub fn with_published(self, published: impl Into<String>) -> Self {
        Self { published: Some(published.into()), ..self }
    }

    /// The maximum total length of the words of all quotes of a text, in bytes. Nested quotes repeat words, but in news far less often.
    pub(crate) const fn room(length: usize) -> usize {
        /// Multiple of the text's length.
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
