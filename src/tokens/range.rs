//! A run of tokens.

use std::ops::Range;

/// The tokens from `start` up to but not including `end`, as indexes. Unlike [`Range`] it is `Copy`, and half
/// the size: a text has no more tokens than bytes, and byte offsets have 32 bits.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct TokenRange {
    start: u32,
    end: u32,
}

impl std::fmt::Debug for TokenRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.iter().fmt(f)
    }
}

impl TokenRange {
    /// The tokens from `start` up to but not including `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The first token.
    #[inline]
    #[must_use]
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last token.
    #[inline]
    #[must_use]
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Moves the start.
    pub const fn start_at(&mut self, start: usize) {
        self.start = start as u32;
    }

    /// Moves the end.
    pub const fn end_at(&mut self, end: usize) {
        self.end = end as u32;
    }

    /// The number of tokens.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Returns whether the range is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Returns whether the token is in the range.
    #[must_use]
    pub const fn contains(self, at: usize) -> bool {
        self.start() <= at && at < self.end()
    }

    /// Returns whether the ranges have no token in common.
    #[must_use]
    pub const fn is_apart_from(self, other: Self) -> bool {
        self.end <= other.start || other.end <= self.start
    }

    /// The indexes of the tokens.
    #[must_use]
    pub const fn iter(self) -> Range<usize> {
        self.start()..self.end()
    }
}

impl From<Range<usize>> for TokenRange {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl IntoIterator for TokenRange {
    type Item = usize;
    type IntoIter = Range<usize>;

    fn into_iter(self) -> Range<usize> {
        self.iter()
    }
}
