//! Blocks → paragraphs → sentences.
//!
//! A sentence ends at a mark that ends sentences (with the closing marks after it) and at the end
//! of its paragraph. No rule looks for a mark's partner, so one unbalanced mark costs at most its
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

use crate::text::Span;
use crate::tokens::{Token, TokenKind, Tokens};

/// Where the sentences of each paragraph end.
#[derive(Debug)]
pub struct Cuts {
    /// By paragraph.
    sentences: Vec<Vec<Cut>>,
    /// The tokens outside quotations that begin a clause on a line of a broken paragraph.
    clauses: Vec<usize>,
}

/// The tokens of a sentence, and whether the end after it is inside a quotation.
type Cut = (Range<usize>, bool);

impl Cuts {
    /// The cuts of the paragraphs. The tokens may be skimmed.
    #[must_use]
    pub fn of(tokens: &Tokens<'_>, paragraphs: &[Paragraph], marks: &Marks) -> Self {
        Self {
            sentences: paragraphs.iter().map(|paragraph| ends::ranges(tokens, paragraph, marks)).collect(),
            clauses: tokens.clauses().iter().copied().filter(|&at| !marks.inside(at)).collect(),
        }
    }

    /// How many paragraphs there are.
    #[must_use]
    pub const fn paragraphs(&self) -> usize {
        self.sentences.len()
    }

    /// The token ranges of a paragraph's sentences, quotations kept whole, and lines that begin a clause apart.
    pub fn units(&self, paragraph: usize) -> impl Iterator<Item = Range<usize>> {
        self.whole(paragraph).flat_map(|unit| {
            let from = self.clauses.partition_point(|&at| at <= unit.start);
            let after = self.clauses.get(from..).unwrap_or_default().iter().copied();
            let inner = after.take_while(move |&at| at < unit.end);
            let starts = std::iter::once(unit.start).chain(inner.clone());
            starts.zip(inner.chain([unit.end])).map(|(start, end)| start..end)
        })
    }

    /// The token ranges of a paragraph's sentences, quotations kept whole.
    fn whole(&self, paragraph: usize) -> impl Iterator<Item = Range<usize>> {
        let mut cuts = self.sentences.get(paragraph).map(Vec::as_slice).unwrap_or_default().iter();
        std::iter::from_fn(move || {
            let (mut unit, mut goes_on) = cuts.next()?.clone();
            while goes_on && let Some((next, inside)) = cuts.next() {
                unit.end = next.end;
                goes_on = *inside;
            }
            Some(unit)
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
    for ((paragraph, cuts), index) in paragraphs.iter().zip(&cuts.sentences).zip(0..) {
        let mut inside_quote = false;
        for &(ref range, inside_after) in cuts {
            let Some(span) = cover(tokens, range.start, range.end) else { continue };
            let next = Sentence { span, inside_quote, block: paragraph.block, paragraph: index };
            match sentences.last_mut() {
                Some(Sentence { span: last, .. }) if inside_quote && options.keep_quotations_whole => {
                    *last = last.cover(span);
                }
                _ => sentences.push(next),
            }
            inside_quote = inside_after;
        }
    }
    sentences
}

/// From the first to the last visible character of the tokens `start..end`.
fn cover(tokens: &[Token], start: usize, end: usize) -> Option<Span> {
    let tokens = tokens.get(start..end)?;
    let visible = |t: &&Token| t.kind != TokenKind::Newline;
    let first = tokens.iter().find(visible)?;
    let last = tokens.iter().rev().find(visible)?;
    Some(first.span.cover(last.span))
}
