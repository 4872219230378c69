//! The options and the result of segmentation.

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
    /// Whether a line end ends the paragraph, and so the sentence. If false, only a blank line does. A line end that only wraps a
    /// paragraph at a column counts as a line end only if `keep_lines` is set. Default: true.
    pub line_breaks: bool,
    /// Whether sentence ends inside a quotation are ignored. Default: false.
    pub keep_quotations_whole: bool,
    /// Whether the text is known not to be wrapped. If true, no line end is treated as one that only wraps a paragraph at a column, or
    /// breaks it at a link. Default: false.
    pub keep_lines: bool,
}

impl Default for SegmentOptions {
    fn default() -> Self {
        Self { line_breaks: true, keep_quotations_whole: false, keep_lines: false }
    }
}

impl SegmentOptions {
    /// The default options: a line end ends a sentence, and so does a sentence end inside a quotation.
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
    /// The span from the first to the last visible character, including closing marks.
    pub span: Span,
    /// Whether the sentence continues the quotation in which the previous sentence ends. A caller can use it to join the two and keep
    /// quotations whole. Always false for the first sentence of a quotation, and with [`SegmentOptions::keep_quotations_whole`].
    pub inside_quote: bool,
    /// The index of its block; 0 if the text was not cut into blocks.
    pub block: u32,
    /// The index of its paragraph among the kept paragraphs.
    pub paragraph: u32,
}
