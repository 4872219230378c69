//! Where a sentence ends.

use std::ops::Range;

use super::Paragraph;
use crate::lexicon::Flags;
use crate::quotes::Marks;
use crate::text::{Token, TokenKind};

/// The sentences of a paragraph as token ranges, each with whether the end behind it lies inside
/// a quotation.
pub fn ranges(tokens: &[Token], paragraph: &Paragraph, marks: &Marks) -> Vec<(Range<usize>, bool)> {
    let mut ranges = Vec::new();
    let mut start = paragraph.start;
    let mut at = paragraph.start;
    while at < paragraph.end {
        let end = end_behind(tokens, paragraph, marks, start, at);
        match end {
            Some(end) if end < paragraph.end => {
                ranges.push((start..end, marks.inside(end - 1) && marks.inside(end)));
                start = end;
                at = end;
            }
            _ => at += 1,
        }
    }
    if start < paragraph.end {
        ranges.push((start..paragraph.end, marks.crosses(paragraph.end - 1)));
    }
    ranges
}

/// One past the last token of the sentence that the mark at `at` ends; none where it ends none.
fn end_behind(tokens: &[Token], paragraph: &Paragraph, marks: &Marks, start: usize, at: usize) -> Option<usize> {
    let mark = tokens.get(at)?;
    let ends = match mark.kind {
        TokenKind::Stop => stop_ends(tokens, paragraph, start, at),
        TokenKind::Query | TokenKind::Ellipsis => true,
        _ => false,
    };
    if !ends {
        return None;
    }
    let end = behind_closers(tokens, paragraph, marks, at);
    let next = tokens.get(end).filter(|_| end < paragraph.end)?;
    let soft = mark.kind == TokenKind::Ellipsis || (mark.kind == TokenKind::Stop && mark.length > 1);
    begins_sentence(next, soft, mark.kind == TokenKind::Query && end == at + 1).then_some(end)
}

/// Whether a full stop is one, and not part of a number, an initial or an abbreviation.
fn stop_ends(tokens: &[Token], paragraph: &Paragraph, start: usize, at: usize) -> bool {
    let (Some(mark), Some(before)) = (tokens.get(at), at.checked_sub(1).and_then(|i| tokens.get(i))) else { return false };
    if at == start {
        return false;
    }
    let behind = tokens.get(at + 1);
    let letter = before.kind == TokenKind::Word && before.length == 1;
    if mark.length == 1 && (letter || before.word.flags().any(Flags::ABBREVIATION)) && !mark.spaced {
        return false;
    }
    // A list number at the head of the line.
    if mark.length == 1 && before.kind == TokenKind::Number && before.length <= 3 && at == start + 1 && start == paragraph.start {
        return false;
    }
    // No space behind: an end where an Arabic word of some length follows.
    match behind {
        Some(next) if !next.spaced && mark.length == 1 => match next.kind {
            TokenKind::Word => next.length > 1 || before.length > 2,
            TokenKind::Foreign | TokenKind::Number => before.kind == TokenKind::Word && before.length > 2,
            _ => true,
        },
        _ => true,
    }
}

/// One past the closing marks and brackets that stand behind the mark at `at`.
fn behind_closers(tokens: &[Token], paragraph: &Paragraph, marks: &Marks, at: usize) -> usize {
    let mut end = at + 1;
    while end < paragraph.end {
        let Some(token) = tokens.get(end) else { break };
        let closes = match token.kind {
            TokenKind::Close => true,
            TokenKind::Quote | TokenKind::Apostrophe => marks.closes(end) || (!token.spaced && !marks.opens(end)),
            TokenKind::Query | TokenKind::Stop | TokenKind::Ellipsis => true,
            _ => false,
        };
        if !closes {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a sentence can begin with `next`. After dots that may only trail off (`soft`), and
/// after a question inside a sentence, a conjunction or preposition goes on with the old one.
fn begins_sentence(next: &Token, soft: bool, question: bool) -> bool {
    let flags = next.word.flags();
    match next.kind {
        TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Close | TokenKind::Newline => false,
        TokenKind::Dash => !soft,
        _ if question => !(flags.any(Flags::CONJUNCTION) && !flags.any(Flags::BUT) && next.key.len() <= 2),
        _ => true,
    }
}
