//! The span type.

use std::fmt;
use std::ops::{Index, Range};

use unicode_segmentation::GraphemeCursor;

/// A half-open range `[start, end)` of **bytes** in the text that the caller passed in.
///
/// Both ends are grapheme cluster boundaries of that text. Spans never refer to a rewritten copy of the text.
/// [`OffsetIndex`](super::OffsetIndex) converts them to UTF-16 or code points.
///
/// ```
/// use isnad::Span;
///
/// let text = "قال الوزير";
/// let span = Span::new(7, 19);
/// assert_eq!(&text[span], "الوزير");
/// assert_eq!(span.slice("قال"), "", "slice does not panic on another text");
/// assert_eq!(std::ops::Range::<usize>::from(span), 7..19);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte; never less than `start`.
    pub end: u32,
}

impl Span {
    /// Creates the span from `start` to `end`. If `end` is less than `start`, the span is empty and at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Returns whether the span is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Returns whether `other` lies entirely inside the span.
    #[must_use]
    pub const fn contains_span(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the byte at `offset` lies inside the span.
    #[must_use]
    pub const fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the text under the span, or the empty string if the span does not fit the text.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(Range::from(self)).unwrap_or_default()
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start as usize..span.end as usize
    }
}

impl From<Span> for Range<u32> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// Returns the text under the span, as `&text[span]`.
///
/// # Panics
///
/// Panics if the span does not fit the text, as indexing with a range does. [`Span::slice`] returns the empty string instead.
impl Index<Span> for str {
    type Output = Self;

    fn index(&self, span: Span) -> &Self {
        &self[Range::from(span)]
    }
}

/// Indexes a `String` as the implementation for `str` does. A `String` is not dereferenced automatically here.
impl Index<Span> for String {
    type Output = str;

    fn index(&self, span: Span) -> &str {
        &self.as_str()[span]
    }
}

/// Formats the span like a range: `12..30`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// The length in bytes of the longest text that spans can cover: 4 GiB less one byte.
pub const LONGEST: usize = u32::MAX as usize;

/// The end of the grapheme cluster that contains `at`, or `at` if it lies between two clusters.
pub(crate) fn cluster_end(text: &str, at: u32) -> u32 {
    let behind = text.get(at as usize..).unwrap_or_default();
    let inside = |&(offset, _): &(usize, char)| {
        let mut cursor = GraphemeCursor::new(at as usize + offset, text.len(), true);
        cursor.is_boundary(text, 0) == Ok(false)
    };
    let passed: usize = behind.char_indices().take_while(inside).map(|(_, c)| c.len_utf8()).sum();
    at + passed as u32
}

/// The longest prefix of the text of at most `longest` bytes that ends at a character boundary.
pub(crate) fn start(text: &str, longest: usize) -> &str {
    let end = (0..=longest.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}
