//! Spans in the caller's unit, and the words under them.

use std::ops::Range;

use crate::markup::words;
use crate::server::pb;
use crate::text::{OffsetEncoding, OffsetIndex, Span};

/// Converts the spans of one text.
pub(super) struct Spans<'t> {
    text: &'t str,
    index: OffsetIndex<'t>,
}

impl<'t> Spans<'t> {
    /// A converter for `text` and `unit`.
    pub(super) fn new(text: &'t str, unit: OffsetEncoding) -> Self {
        Self { text, index: OffsetIndex::new(text, unit) }
    }

    /// A span in the unit.
    pub(super) fn within(&self, span: Span) -> Span {
        let Range { start, end } = self.index.range(span);
        Span::new(start, end)
    }

    /// A required span as a message field.
    pub(super) fn one(&self, span: Span) -> Option<pb::Span> {
        let Range { start, end } = self.index.range(span);
        Some(pb::Span { start, end })
    }

    /// An optional span.
    pub(super) fn maybe(&self, span: Option<Span>) -> Option<pb::Span> {
        span.and_then(|span| self.one(span))
    }

    /// Spans in their order.
    pub(super) fn all(&self, spans: &[Span]) -> Vec<pb::Span> {
        spans.iter().filter_map(|span| self.one(*span)).collect()
    }

    /// The text under a span, without markup, each run of white space as one space.
    pub(super) fn words(&self, span: Span) -> String {
        words(self.text, span).into_owned()
    }
}
