//! Where a sentence ends.

use std::ops::Range;

use super::Paragraph;
use crate::analysis::BlockKind;
use crate::lexicon::{Flags, Form, Prefix};
use crate::quotes::Marks;
use crate::text::letter::proclitic::{LAM, WAW};
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
                ranges.push((start..end, marks.encloses(end - 1) && marks.encloses(end)));
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
fn end_behind(
    tokens: &[Token],
    paragraph: &Paragraph,
    marks: &Marks,
    start: usize,
    at: usize,
) -> Option<usize> {
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
    let heading = matches!(paragraph.kind, BlockKind::Title | BlockKind::Deck | BlockKind::Heading);
    let begins = match mark.kind {
        _ if soft => begins_after_dots(tokens, end, paragraph.end, heading),
        TokenKind::Query => {
            let bracket = tokens.get(end - 1).is_some_and(|t| t.kind == TokenKind::Close);
            !bracket && begins_after_question(next, end > at + 1)
        }
        _ => begins_sentence(next),
    };
    begins.then_some(end)
}

/// Whether a full stop is one, and not part of a number, an initial or an abbreviation.
fn stop_ends(tokens: &[Token], paragraph: &Paragraph, start: usize, at: usize) -> bool {
    let (Some(mark), Some(before)) = (tokens.get(at), at.checked_sub(1).and_then(|i| tokens.get(i))) else {
        return false;
    };
    if at == start {
        return false;
    }
    let behind = tokens.get(at + 1);
    let joined = before.length == 2 && before.key.first() == WAW;
    let letter = before.kind == TokenKind::Word && (before.length == 1 || joined && !before.word.is_known());
    if mark.length == 1 && (letter || before.word.flags().any(Flags::ABBREVIATION)) && !mark.spaced {
        return false;
    }
    // A list number at the head of the line.
    if mark.length == 1
        && before.kind == TokenKind::Number
        && before.length <= 3
        && at == start + 1
        && start == paragraph.start
    {
        return false;
    }
    // No space behind: an end where an Arabic word of some length follows, and no part of an
    // address or a spelt-out abbreviation (دي.إيه.إن).
    match behind {
        Some(next) if !next.spaced && mark.length == 1 => match next.kind {
            TokenKind::Word => {
                mark.spaced
                    || !before.is_wordlike()
                    || (before.length > 2 && (next.length > 2 || next.word.is_known()))
            }
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
            TokenKind::Quote | TokenKind::Apostrophe => {
                marks.closes(end) || (!token.spaced && !marks.opens(end))
            }
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

/// Whether a sentence can begin with `next`.
fn begins_sentence(next: &Token) -> bool {
    !matches!(
        next.kind,
        TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Close | TokenKind::Newline
    )
}

/// Behind a question inside a sentence a conjunction goes on with it ("؟ أو ذلك"), and behind its
/// closing mark what hangs on the speaker's verb: a participle, a preposition.
fn begins_after_question(next: &Token, closed: bool) -> bool {
    let flags = next.word.flags();
    let joins = flags.any(Flags::CONJUNCTION) && !flags.any(Flags::BUT) && next.key.len() <= 2;
    let glued = !next.spaced && next.kind == TokenKind::Foreign;
    let verb = flags.any(Flags::VERB) && !next.word.prefix.has(Prefix::CONJUNCTION);
    let hangs = closed && (verb || is_participle(next) || flags.any(Flags::PREPOSITION));
    begins_sentence(next) && !joins && !glued && !hangs
}

/// Behind dots that may only trail off a sentence begins where nothing goes on with the old one: no
/// preposition, adjunct, conjunction or participle. In a headline it needs a verb, too.
fn begins_after_dots(tokens: &[Token], at: usize, end: usize, heading: bool) -> bool {
    const OPENING: usize = 4;
    let Some(next) = tokens.get(at) else { return false };
    let flags = next.word.flags();
    let goes_on = Flags::PREPOSITION
        .with(Flags::ADJUNCT)
        .with(Flags::ADVERB)
        .with(Flags::CONJUNCTION)
        .with(Flags::RELATIVE);
    let quoted = matches!(next.kind, TokenKind::Dash | TokenKind::Quote | TokenKind::Query);
    let lam = next.kind == TokenKind::Word && next.key.first() == LAM && next.word.prefix.has(Prefix::LAM);
    let verb = || {
        let opening = tokens.get(at..end.min(at + OPENING)).unwrap_or_default();
        opening.iter().any(|t| t.word.flags().any(Flags::VERB.with(Flags::ACT)))
    };
    let joins = flags.any(goes_on) && !flags.any(Flags::BUT);
    let hangs = joins || quoted || lam || is_participle(next);
    begins_sentence(next) && !hangs && (!heading || verb())
}

/// A participle in the accusative, which hangs on the verb before it.
fn is_participle(token: &Token) -> bool {
    token.word.entry().verb.is_some_and(|verb| verb.form == Form::Participle)
}
