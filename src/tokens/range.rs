//! A run of tokens.

use std::ops::Range;

/// The tokens from `start` up to but not including `end`, by their indexes. Unlike [`Range`] it is `Copy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TokenRange {
    /// The first token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
}

impl TokenRange {
    /// The tokens from `start` up to but not including `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// How many tokens it has.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it has no token.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the token is in it.
    #[must_use]
    pub const fn contains(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether no token is in both.
    #[must_use]
    pub const fn is_apart_from(self, other: Self) -> bool {
        self.end <= other.start || other.end <= self.start
    }

    /// The indexes of its tokens.
    #[must_use]
    pub const fn iter(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for TokenRange {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl IntoIterator for TokenRange {
    type Item = usize;
    type IntoIter = Range<usize>;

    fn into_iter(self) -> Range<usize> {
        self.iter()
    }
}
