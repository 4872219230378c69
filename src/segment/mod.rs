//! Blocks → paragraphs → sentences.
//!
//! A sentence ends at a mark that ends sentences (with the closing marks after it) and at the end
//! of its paragraph. No rule searches for the partner of a mark, so one unbalanced mark affects at most its
//! own neighbourhood.

mod ends;
mod marks;
mod paragraphs;
mod result;
mod words;

use std::ops::Range;

pub use marks::{Marks, Quotation};
pub use paragraphs::{Paragraph, paragraphs};
pub use result::{SegmentOptions, Sentence};

use crate::text::{Span, snug};
use crate::tokens::{Token, TokenKind, Tokens};

/// The sentence ends of each paragraph. A text of short lines has one for every other byte, so all of them are in one list of
/// small numbers.
#[derive(Debug)]
pub struct Cuts {
    /// One past the last token of each sentence, in order.
    ends: Vec<u32>,
    /// The ends that are inside a quotation.
    inside: Vec<u32>,
    /// The tokens outside quotations that begin a clause on a line of a broken paragraph.
    clauses: Vec<usize>,
}

impl Cuts {
    /// Cuts the paragraphs. The tokens may be skimmed.
    #[must_use]
    pub fn of(tokens: &Tokens<'_>, paragraphs: &[Paragraph], marks: &Marks) -> Self {
        let clauses = tokens.clauses().iter().copied().filter(|&at| !marks.inside(at)).collect();
        let mut cuts = Self { ends: Vec::new(), inside: Vec::new(), clauses };
        let mut cut = |end: usize, inside| {
            snug::push(&mut cuts.ends, end as u32, end, tokens.len());
            if inside {
                snug::push(&mut cuts.inside, end as u32, end, tokens.len());
            }
        };
        paragraphs.iter().for_each(|paragraph| ends::find(tokens, paragraph, marks, &mut cut));
        cuts
    }

    /// The token ranges of a paragraph's sentences. Quotations are kept whole. A line that begins a clause is a range of its own.
    pub fn units(&self, paragraph: &Paragraph) -> impl Iterator<Item = Range<usize>> {
        self.whole(paragraph).flat_map(|unit| {
            let from = self.clauses.partition_point(|&at| at <= unit.start);
            let after = self.clauses.get(from..).unwrap_or_default().iter().copied();
            let inner = after.take_while(move |&at| at < unit.end);
            let starts = std::iter::once(unit.start).chain(inner.clone());
            starts.zip(inner.chain([unit.end])).map(|(start, end)| start..end)
        })
    }

    /// The token ranges of a paragraph's sentences. Quotations are kept whole.
    fn whole(&self, paragraph: &Paragraph) -> impl Iterator<Item = Range<usize>> {
        let mut cuts = self.sentences(paragraph);
        std::iter::from_fn(move || {
            let (mut unit, mut goes_on) = cuts.next()?;
            while goes_on && let Some((next, inside)) = cuts.next() {
                unit.end = next.end;
                goes_on = inside;
            }
            Some(unit)
        })
    }

    /// The token ranges of a paragraph's sentences, each with whether its end is inside a quotation.
    fn sentences(&self, paragraph: &Paragraph) -> impl Iterator<Item = (Range<usize>, bool)> {
        let (mut start, last) = (paragraph.start(), paragraph.end());
        let from = self.ends.partition_point(|&end| end as usize <= start);
        let ends = self.ends.get(from..).unwrap_or_default().iter();
        ends.take_while(move |&&end| end as usize <= last).map(move |end| {
            let start = std::mem::replace(&mut start, *end as usize);
            (start..*end as usize, self.inside.binary_search(end).is_ok())
        })
    }
}

/// The sentences of the paragraphs, in order.
#[must_use]
pub fn sentences(
    tokens: &[Token],
    paragraphs: &[Paragraph],
    cuts: &Cuts,
    options: &SegmentOptions,
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (paragraph, index) in paragraphs.iter().zip(0..) {
        let mut inside_quote = false;
        for (range, inside_after) in cuts.sentences(paragraph) {
            let Some(span) = cover(tokens, range.start, range.end) else { continue };
            let next = Sentence { span, inside_quote, block: paragraph.block, paragraph: index };
            match sentences.last_mut() {
                Some(Sentence { span: last, .. }) if inside_quote && options.keep_quotations_whole => {
                    *last = last.cover(span);
                }
                _ => snug::push(&mut sentences, next, range.end, tokens.len()),
            }
            inside_quote = inside_after;
        }
    }
    sentences
}

/// The span from the first to the last visible character of the tokens `start..end`.
fn cover(tokens: &[Token], start: usize, end: usize) -> Option<Span> {
    let tokens = tokens.get(start..end)?;
    let visible = |t: &&Token| t.kind != TokenKind::Newline;
    let first = tokens.iter().find(visible)?;
    let last = tokens.iter().rev().find(visible)?;
    Some(first.span.cover(last.span))
}
