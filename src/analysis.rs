//! One analysis: what the caller may choose, and what comes back.

use crate::clean::{CleanOptions, Cleaned};
use crate::quotes::{Extraction, QuoteOptions};
use crate::segment::{SegmentOptions, Sentence};

/// What the caller may choose. The default is right for a scraped news page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// How the article is taken out of the page and written as clean text.
    pub clean: CleanOptions,
    /// Where sentences may end.
    pub segment: SegmentOptions,
    /// Which quotes are given.
    pub quotes: QuoteOptions,
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
