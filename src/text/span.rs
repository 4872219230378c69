//! The one span type.

use unicode_segmentation::GraphemeCursor;

/// A half-open range `[start, end)` of **bytes** of the text that the caller handed in.
///
/// Both ends lie on grapheme cluster boundaries of that text. Spans never refer to a rewritten
/// copy of the text; other units are made at the edge by [`super::OffsetIndex`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte; never below `start`.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; an `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Whether no byte lies in the span.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies inside.
    #[must_use]
    pub const fn holds(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text under the span; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// The length in bytes of the longest text that spans can cover: 4 GiB less one byte.
pub const LONGEST: usize = u32::MAX as usize;

/// The end of the grapheme cluster that `at` lies inside; `at` where it lies between two.
pub(crate) fn cluster_end(text: &str, at: u32) -> u32 {
    let behind = text.get(at as usize..).unwrap_or_default();
    let inside = |&(offset, _): &(usize, char)| {
        let mut cursor = GraphemeCursor::new(at as usize + offset, text.len(), true);
        cursor.is_boundary(text, 0) == Ok(false)
    };
    let passed: usize = behind.char_indices().take_while(inside).map(|(_, c)| c.len_utf8()).sum();
    at + passed as u32
}
