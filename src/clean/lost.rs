//! Question marks that a wrong charset left of letters and signs.

use crate::lexicon::Flags;
use crate::tokens::{Token, TokenKind};

/// A character that was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// A percent sign: before a number (`?66`), or after one with more of its sentence behind it (`80 ? من`).
    Percent,
    /// The sign inside a number (`21?75`).
    Decimal,
    /// A letter or a mark, or several: no question mark has a space before it and a word right behind it.
    Letters,
}

impl Lost {
    /// What stood there.
    pub(crate) const fn repair(self) -> Option<&'static str> {
        match self {
            Self::Percent => Some("%"),
            Self::Decimal => Some("."),
            Self::Letters => None,
        }
    }
}

/// What the question mark at `at` was; nothing if it is one. The tokens may be skimmed.
pub(crate) fn lost(text: &str, tokens: &[Token], at: usize) -> Option<Lost> {
    let mark = tokens.get(at).filter(|mark| mark.kind == TokenKind::Query)?;
    if !mark.span.slice(text).bytes().all(|byte| byte == b'?') {
        return None;
    }
    let next = tokens.get(at + 1).filter(|next| next.kind != TokenKind::Newline)?.read(text);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let number = before.is_some_and(|before| before.kind == TokenKind::Number);
    match next.kind {
        TokenKind::Number if !next.spaced && mark.length == 1 => {
            Some(if number && !mark.spaced { Lost::Decimal } else { Lost::Percent })
        }
        _ if number && mark.length == 1 && follows_percent(mark, &next) => Some(Lost::Percent),
        TokenKind::Word if mark.spaced && !next.spaced => Some(Lost::Letters),
        TokenKind::Word if mark.spaced && mark.length > 1 => Some(Lost::Letters),
        _ => None,
    }
}

/// Whether the sentence continues after a mark that follows a number: with a space on both sides, a comma, or what the
/// number counts ("80? من").
fn follows_percent(mark: &Token, next: &Token) -> bool {
    let apart = mark.spaced && next.spaced && next.is_wordlike();
    apart || next.kind == TokenKind::Comma || next.word.flags().any(Flags::PREPOSITION)
}
