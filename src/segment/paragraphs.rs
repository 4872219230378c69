//! Paragraphs: what a sentence never crosses.

use crate::analysis::{Block, BlockKind};
use crate::text::{Token, TokenKind};

/// A run of tokens that is one paragraph of the kept text.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Index of its block.
    pub block: u32,
    /// What its block is.
    pub kind: BlockKind,
}

/// The paragraphs of the kept blocks. Where `line_breaks` is false, only a blank line parts them.
#[must_use]
pub fn paragraphs(tokens: &[Token], blocks: &[Block], line_breaks: bool) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut at = 0;
    for (index, block) in blocks.iter().enumerate() {
        let start = at;
        while tokens.get(at).is_some_and(|t| t.span.start < block.span.end) {
            at += 1;
        }
        if block.kept {
            let frame = Paragraph { start, end: at, block: index as u32, kind: block.kind };
            split(tokens, frame, line_breaks, &mut paragraphs);
        }
    }
    paragraphs
}

/// Splits one block at its line ends.
fn split(tokens: &[Token], block: Paragraph, line_breaks: bool, out: &mut Vec<Paragraph>) {
    let mut start = block.start;
    for at in block.start..block.end {
        let Some(token) = tokens.get(at) else { break };
        if token.kind != TokenKind::Newline {
            continue;
        }
        let parts = token.length > 1 || (line_breaks && !is_hard_wrap(tokens, block, start, at));
        if parts {
            push(Paragraph { start, end: at, ..block }, out);
            start = at + 1;
        }
    }
    push(Paragraph { start, ..block }, out);
}

fn push(paragraph: Paragraph, out: &mut Vec<Paragraph>) {
    if paragraph.start < paragraph.end {
        out.push(paragraph);
    }
}

/// Whether the line end at token `at` only wraps a sentence: the line is as long as a wrapped line
/// is, ends in a word or comma, and the next line goes on with a word.
fn is_hard_wrap(tokens: &[Token], block: Paragraph, line: usize, at: usize) -> bool {
    // Editors and mail wrap at 60 to 100 columns; an Arabic letter takes two bytes.
    const WRAPPED: std::ops::RangeInclusive<u32> = 90..=220;
    let (Some(first), Some(last), Some(next)) = (tokens.get(line), at.checked_sub(1).and_then(|i| tokens.get(i)), tokens.get(at + 1))
    else {
        return false;
    };
    let goes_on = last.is_wordlike() || last.kind == TokenKind::Comma;
    let width = last.span.end.saturating_sub(first.span.start);
    let more = at + 1 < block.end && next.is_wordlike();
    goes_on && more && WRAPPED.contains(&width) && ends_in_mark(tokens, block, at)
}

/// Whether a later line of the block ends a sentence, as the last line of wrapped text does.
fn ends_in_mark(tokens: &[Token], block: Paragraph, at: usize) -> bool {
    // A wrapped paragraph has few lines; looking further would cost more than it tells.
    const REACH: usize = 64;
    let window = tokens.get(at + 1..block.end.min(at + 1 + REACH)).unwrap_or_default();
    let end = window.iter().position(|t| t.kind == TokenKind::Newline).unwrap_or(window.len());
    let closing = window.get(..end).and_then(|line| line.last());
    closing.is_some_and(|t| t.is_wordlike() || matches!(t.kind, TokenKind::Stop | TokenKind::Query | TokenKind::Comma | TokenKind::Quote))
}
