//! One analysis: what the caller may choose, and what comes back.

use crate::clean::{CleanOptions, Cleaned};
use crate::quotes::{Extraction, QuoteOptions};
use crate::segment::{SegmentOptions, Sentence};

/// A part of an answer that can be asked for by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The clean text.
    CleanText,
    /// What each line is.
    Blocks,
    /// Where sentences end.
    Sentences,
    /// Who said what.
    Quotes,
    /// Who speaks.
    Entities,
    /// How the clean text maps to the text.
    Alignment,
    /// What is doubtful.
    Findings,
    /// Title, byline and the like.
    Metadata,
}

impl Part {
    /// Those of an analysis.
    pub const ALL: [Self; 8] = [
        Self::CleanText,
        Self::Blocks,
        Self::Sentences,
        Self::Quotes,
        Self::Entities,
        Self::Alignment,
        Self::Findings,
        Self::Metadata,
    ];

    /// Those of cleaning alone.
    pub const CLEANING: [Self; 5] =
        [Self::CleanText, Self::Blocks, Self::Alignment, Self::Findings, Self::Metadata];

    /// Those of sentences alone.
    pub const SEGMENTATION: [Self; 1] = [Self::Sentences];

    /// Those of quotes alone.
    pub const EXTRACTION: [Self; 2] = [Self::Quotes, Self::Entities];

    /// Those for which the clean text is written.
    pub(crate) const WRITTEN: [Self; 4] = [Self::CleanText, Self::Alignment, Self::Findings, Self::Metadata];

    /// Its field in the answers of the service.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CleanText => "clean_text",
            Self::Blocks => "blocks",
            Self::Sentences => "sentences",
            Self::Quotes => "quotes",
            Self::Entities => "entities",
            Self::Alignment => "alignment",
            Self::Findings => "findings",
            Self::Metadata => "metadata",
        }
    }
}

/// A set of parts. All are wanted unless the caller says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts(u8);

impl Parts {
    /// No part.
    pub const NONE: Self = Self(0);

    /// Every part.
    pub const ALL: Self = Self(u8::MAX);

    /// These parts.
    #[must_use]
    pub fn of(parts: impl IntoIterator<Item = Part>) -> Self {
        parts.into_iter().fold(Self::NONE, Self::with)
    }

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

/// What the caller may choose. The default is right for a scraped news page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// How the article is taken out of the page and written as clean text.
    pub clean: CleanOptions,
    /// Where sentences may end.
    pub segment: SegmentOptions,
    /// Which quotes are given.
    pub quotes: QuoteOptions,
    /// Which parts of the answer are wanted. What is not is empty, and a stage of which no part is wanted is not run; who
    /// speaks is found with the quotes, and is there with them.
    pub parts: Parts,
}

/// Everything [`crate::analyze`] finds in one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Blocks, clean text, alignment, findings.
    pub cleaned: Cleaned,
    /// Sentences of the kept blocks, in order, disjoint.
    pub sentences: Vec<Sentence>,
    /// Quotes in the order of their content, and who speaks in them.
    pub extraction: Extraction,
}
