//! Furniture inside a kept line: a site's name on a title, "read also" in the middle of a paragraph, an agency
//! in brackets behind the last sentence.

use super::assemble::Piece;
use super::judge::Page;
use super::unit::Unit;
use crate::analysis::BlockKind;
use crate::text::{Token, TokenKind};

/// The pieces of all units.
pub(super) fn pieces(text: &str, tokens: &[Token], page: &Page<'_>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(page.units.len());
    for (unit, &(kind, rule)) in page.units.iter().zip(&page.verdicts) {
        let own = tokens.get(unit.tokens.0 as usize..unit.tokens.1 as usize).unwrap_or_default();
        let whole = Piece { start: unit.span.start, kind, kept: kind.is_article(), rule, inline: unit.inline };
        match kind {
            BlockKind::Title => title(text, own, page, unit, whole, &mut pieces),
            _ => pieces.push(whole),
        }
    }
    pieces
}

/// A title, with the site's name before or behind it apart.
fn title(text: &str, own: &[Token], page: &Page<'_>, unit: &Unit, whole: Piece, pieces: &mut Vec<Piece>) {
    let part = |token: &Token| {
        (token.kind == TokenKind::Dash && token.spaced) || (token.kind == TokenKind::Symbol && token.span.slice(text) == "|")
    };
    let name = Piece { kept: false, rule: "site-name", ..whole };
    let first = own.iter().position(part);
    let last = own.iter().rposition(part);
    let (Some(first), Some(last)) = (first, last) else { return pieces.push(whole) };
    let words = |tokens: &[Token]| tokens.iter().filter(|t| t.is_wordlike()).count();
    let foreign = |tokens: &[Token]| tokens.iter().all(|t| !matches!(t.kind, TokenKind::Word | TokenKind::Mixed));
    let head = own.get(..first).unwrap_or_default();
    let tail = own.get(last + 1..).unwrap_or_default();
    let known = |(hash, _): (u64, u32)| page.seen.get(&hash).copied().unwrap_or(0) > 0;
    let cut = |at: usize| own.get(at).map_or(unit.span.end, |t| t.span.start);
    if page.count(unit.lead) > 1 {
        pieces.extend([whole, Piece { start: cut(first), inline: true, ..name }]);
    } else if page.count(unit.trail) > 1 || (words(head) > 0 && words(head) <= 3 && foreign(head) && words(tail) > 3) {
        let behind = if page.count(unit.trail) > 1 { last + 1 } else { first + 1 };
        pieces.extend([name, Piece { start: cut(behind), inline: true, ..whole }]);
    } else if words(tail) > 0 && words(tail) <= 4 && (foreign(tail) || known(unit.trail)) && words(head) > 2 {
        pieces.extend([whole, Piece { start: cut(last), inline: true, ..name }]);
    } else {
        pieces.push(whole);
    }
}
