//! The end of a unit.

use crate::tokens::{Token, TokenKind};

/// What a unit ends with, not counting closing marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// A word.
    #[default]
    Open,
    /// One full stop.
    Stop,
    /// Question or exclamation marks.
    Query,
    /// An ellipsis or a run of stops.
    Ellipsis,
    /// A colon.
    Colon,
    /// A comma or semicolon.
    Comma,
    /// A dash, bar or slash.
    Dash,
}

impl End {
    /// The end of the tokens, not counting closing marks.
    pub fn of(text: &str, own: &[Token]) -> Self {
        let closing = |token: &&Token| {
            matches!(token.kind, TokenKind::Quote | TokenKind::Close | TokenKind::Apostrophe)
        };
        let Some(last) = own.iter().rev().take(4).find(|token| !closing(token)) else { return Self::Open };
        match last.kind {
            TokenKind::Stop if last.length == 1 => Self::Stop,
            TokenKind::Query => Self::Query,
            TokenKind::Stop | TokenKind::Ellipsis => Self::Ellipsis,
            TokenKind::Colon => Self::Colon,
            TokenKind::Comma | TokenKind::Semicolon => Self::Comma,
            TokenKind::Dash => Self::Dash,
            TokenKind::Symbol if matches!(last.span.slice(text), "|" | "/") => Self::Dash,
            _ => Self::Open,
        }
    }
}
