//! Maps a readable text to the caller's text.

use crate::text::Span;

/// A run of the readable text, and the run of the caller's text that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Span in the readable text, in bytes.
    pub readable: Span,
    /// Span in the caller's text, in bytes.
    pub raw: Span,
}

impl Run {
    /// Returns whether the run is a copy, byte by byte. Otherwise it is one character.
    #[must_use]
    pub const fn is_copied(&self) -> bool {
        self.readable.len() == self.raw.len()
    }
}

/// Runs that cover the readable text, in order in both texts.
#[derive(Clone, Debug, Default)]
pub struct Map {
    runs: Vec<Run>,
    /// The length of the caller's text in bytes.
    end: u32,
}

impl Map {
    pub(super) const fn new(runs: Vec<Run>, end: u32) -> Self {
        Self { runs, end }
    }

    /// The runs, in order.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The length of the caller's text.
    #[must_use]
    pub const fn end(&self) -> u32 {
        self.end
    }

    /// The run that contains the byte at `at`.
    fn run(&self, at: u32) -> Option<&Run> {
        self.runs.get(self.runs.partition_point(|run| run.readable.end <= at))
    }

    /// The start in the caller's text of the character at `at`; after the last character, its end.
    #[must_use]
    pub fn start(&self, at: u32) -> u32 {
        self.run(at).map_or(self.end, |run| match run.is_copied() {
            true => run.raw.start + at.saturating_sub(run.readable.start),
            false => run.raw.start,
        })
    }

    /// The span of the caller's text from the first to the last character of `span` in the readable text.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        let start = self.start(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        let end = self.run(span.end - 1).map_or(self.end, |run| match run.is_copied() {
            true => run.raw.start + (span.end - run.readable.start),
            false => run.raw.end,
        });
        Span::new(start, end)
    }

    /// The runs inside a span of the readable text. The runs at its ends are cut.
    pub fn within(&self, span: Span) -> impl Iterator<Item = Run> {
        let first = self.runs.partition_point(|run| run.readable.end <= span.start);
        let runs = self.runs.get(first..).unwrap_or_default().iter();
        runs.take_while(move |run| run.readable.start < span.end).map(move |run| {
            let readable = Span::new(run.readable.start.max(span.start), run.readable.end.min(span.end));
            Run { readable, raw: self.span(readable) }
        })
    }
}
