//! Question marks that a wrong charset put in place of letters and signs.

use crate::lexicon::Flags;
use crate::tokens::{Token, TokenKind};

/// The character that was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// A percent sign: before a number (`?66`), or after a number if the sentence continues (`80 ? من`).
    Percent,
    /// The decimal sign inside a number (`21?75`).
    Decimal,
    /// One or more letters or marks. A real question mark never has a space before it and a word directly after it.
    Letters,
}

impl Lost {
    /// The lost character, if it is known.
    pub(crate) const fn repair(self) -> Option<&'static str> {
        match self {
            Self::Percent => Some("%"),
            Self::Decimal => Some("."),
            Self::Letters => None,
        }
    }
}

/// The character that the question mark at `at` replaced, or `None` if it is a question mark. The tokens may be skimmed.
pub(crate) fn lost(text: &str, tokens: &[Token], at: usize) -> Option<Lost> {
    let mark = tokens.get(at).filter(|mark| mark.kind == TokenKind::Query)?;
    if !mark.span.slice(text).bytes().all(|byte| byte == b'?') {
        return None;
    }
    let next = tokens.get(at + 1).filter(|next| next.kind != TokenKind::Newline)?.read(text);
    let number = at.checked_sub(1).and_then(|before| tokens.get(before))?.kind == TokenKind::Number;
    if mark.length == 1 { one(mark, &next, number) } else { letters(mark, &next) }
}

/// The character that a single question mark replaced. `number` says whether a number precedes it.
fn one(mark: &Token, next: &Token, number: bool) -> Option<Lost> {
    match next.kind {
        TokenKind::Number if next.spaced => None,
        TokenKind::Number if number && !mark.spaced => Some(Lost::Decimal),
        TokenKind::Number => Some(Lost::Percent),
        _ if number => follows_percent(mark, next).then_some(Lost::Percent),
        _ => letters(mark, next),
    }
}

/// Letters, if a space precedes the mark and a word follows directly; after several marks the word may be separate.
fn letters(mark: &Token, next: &Token) -> Option<Lost> {
    let several = mark.length > 1;
    let found = next.kind == TokenKind::Word && mark.spaced && (several || !next.spaced);
    found.then_some(Lost::Letters)
}

/// Returns whether the sentence continues after a mark that follows a number: spaces on both sides, a comma, or
/// a preposition ("80? من").
fn follows_percent(mark: &Token, next: &Token) -> bool {
    let apart = mark.spaced && next.spaced && next.is_wordlike();
    apart || next.kind == TokenKind::Comma || next.word.flags().any(Flags::PREPOSITION)
}
