//! Blocks → paragraphs → sentences.
//!
//! A sentence ends at a mark that ends sentences (with the closing marks behind it) and at the end
//! of its paragraph. No rule looks for a mark's partner, so one unbalanced mark costs at most its
//! own neighbourhood.

mod ends;
mod paragraphs;

pub use paragraphs::{Paragraph, paragraphs};

use crate::analysis::{SegmentOptions, Sentence};
use crate::quotes::Marks;
use crate::text::{Span, Token, TokenKind};

/// The sentences of the paragraphs, in order. The tokens may be skimmed.
#[must_use]
pub fn sentences(
    text: &str,
    tokens: &[Token],
    paragraphs: &[Paragraph],
    marks: &Marks,
    options: &SegmentOptions,
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let mut inside_quote = false;
        for (range, inside_after) in ends::ranges(text, tokens, paragraph, marks) {
            let Some(span) = cover(tokens, range.start, range.end) else { continue };
            let next = Sentence { span, inside_quote, block: paragraph.block, paragraph: index as u32 };
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

/// The token ranges of a paragraph's sentences, quotations kept whole.
#[must_use]
pub fn units(
    text: &str,
    tokens: &[Token],
    paragraph: &Paragraph,
    marks: &Marks,
) -> Vec<std::ops::Range<usize>> {
    let mut units: Vec<std::ops::Range<usize>> = Vec::new();
    let mut inside = false;
    for (range, inside_after) in ends::ranges(text, tokens, paragraph, marks) {
        match units.last_mut() {
            Some(last) if inside => last.end = range.end,
            _ => units.push(range),
        }
        inside = inside_after;
    }
    units
}

/// From the first to the last visible character of the tokens `start..end`.
fn cover(tokens: &[Token], start: usize, end: usize) -> Option<Span> {
    let tokens = tokens.get(start..end)?;
    let visible = |t: &&Token| t.kind != TokenKind::Newline;
    let first = tokens.iter().find(visible)?;
    let last = tokens.iter().rev().find(visible)?;
    Some(first.span.cover(last.span))
}
