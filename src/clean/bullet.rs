//! Recognises list items by the sign or number at their start.

use crate::tokens::{Token, TokenKind};

/// Returns whether a unit of these tokens is a list item.
pub(super) fn is_bullet(text: &str, own: &[Token]) -> bool {
    let mut tokens = own.iter();
    match tokens.next() {
        Some(sign) if sign.kind == TokenKind::Dash => true,
        Some(sign) if sign.kind == TokenKind::Symbol || sign.kind == TokenKind::Foreign => {
            matches!(
                sign.span.slice(text),
                "*" | "+" | "•" | "·" | "●" | "▪" | "■" | "◄" | "»" | ">" | "✔" | "○"
            )
        }
        Some(number) if number.kind == TokenKind::Number && number.length <= 2 => tokens
            .next()
            .is_some_and(|t| matches!(t.kind, TokenKind::Dash | TokenKind::Stop | TokenKind::Close)),
        _ => false,
    }
}
