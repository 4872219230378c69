//! Cuts a text into units. In a page that arrives as one single line, wide spaces still separate the original lines.

use super::unit::{Unit, unit};
use crate::text::{Span, snug};
use crate::tokens::{TokenKind, Tokens, is_wrapped};

/// The width of white space that separates two runs of one line.
const WIDE: u32 = 3;
/// The units of a text, in order. Every token except line ends is in one.
pub(super) fn cut(tokens: &Tokens<'_>) -> Vec<Unit> {
    let text = tokens.text();
    let mut units: Vec<Unit> = Vec::new();
    let mut push = |unit: Option<Unit>| {
        if let Some(unit) = unit {
            let behind = unit.tokens.1 as usize;
            snug::push(&mut units, unit, behind, tokens.len());
        }
    };
    let mut start = 0;
    let mut inline = false;
    for at in tokens.landmarks(0..tokens.len()) {
        let Some(token) = tokens.get(at) else { break };
        let line_end = token.kind == TokenKind::Newline;
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let before = before.filter(|before| before.kind != TokenKind::Newline);
        if line_end || before.is_some_and(|before| is_wide(text, before.span.end, token.span.start)) {
            push(unit(tokens, (start, at), inline));
            start = if line_end { at + 1 } else { at };
            inline = !line_end;
        }
    }
    push(unit(tokens, (start, tokens.len()), inline));
    units
}

/// Returns whether the white space between two tokens is wide enough to separate them.
fn is_wide(text: &str, end: u32, start: u32) -> bool {
    let white = || Span::new(end, start).slice(text).chars().filter(|c| c.is_whitespace()).count();
    start.saturating_sub(end) >= WIDE && !is_wrapped(text, end, start) && white() >= WIDE as usize
}
