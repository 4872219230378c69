//! What segmentation produces, and how it is asked for.

use crate::text::Span;

/// Where sentences may end.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[non_exhaustive]
pub struct SegmentOptions {
    /// Whether a line end is the end of a paragraph, and so of a sentence. When false, only a
    /// blank line is. A line end that only wraps a paragraph at a column is only where `keep_lines` says so. Default: true.
    pub line_breaks: bool,
    /// Whether sentence ends inside one quotation are left out. Default: no.
    pub keep_quotations_whole: bool,
    /// Whether the text is known not to be wrapped: no line end is taken for one that only wraps a paragraph at a column, or
    /// breaks it at a link. Default: no.
    pub keep_lines: bool,
}

impl Default for SegmentOptions {
    fn default() -> Self {
        Self { line_breaks: true, keep_quotations_whole: false, keep_lines: false }
    }
}

impl SegmentOptions {
    /// The defaults: a line end is the end of a sentence, and so is a sentence end inside a quotation.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`line_breaks`](Self::line_breaks).
    #[must_use]
    pub const fn with_line_breaks(mut self, line_breaks: bool) -> Self {
        self.line_breaks = line_breaks;
        self
    }

    /// Sets [`keep_quotations_whole`](Self::keep_quotations_whole).
    #[must_use]
    pub const fn with_quotations_whole(mut self, keep: bool) -> Self {
        self.keep_quotations_whole = keep;
        self
    }

    /// Sets [`keep_lines`](Self::keep_lines).
    #[must_use]
    pub const fn with_lines_kept(mut self, keep: bool) -> Self {
        self.keep_lines = keep;
        self
    }
}

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Sentence {
    /// From its first to its last visible character, closing marks included.
    pub span: Span,
    /// Whether it continues the quotation in which the sentence before it ends, so that a caller who wants quotations whole can join
    /// the two. The first sentence of a quotation does not; with [`SegmentOptions::keep_quotations_whole`] none does.
    pub inside_quote: bool,
    /// Index of its block (0 when the text was not cut into blocks).
    pub block: u32,
    /// Index of its paragraph among the kept paragraphs.
    pub paragraph: u32,
}
