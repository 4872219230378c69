//! What the page says about the article: title, bylines, dates and the like, as spans of the text.

use super::dates;
use super::phrase::{class_of, is_credit};
use super::writer::trimmed;
use super::{Block, BlockKind, Metadata, Timestamp};
use crate::lexicon::{Flags, PageClass};
use crate::text::Span;
use crate::tokens::{Token, TokenKind, Tokens};

/// The metadata in the blocks.
pub(super) fn read(tokens: &Tokens<'_>, blocks: &[Block]) -> Metadata {
    let text = tokens.text();
    let mut metadata = Metadata::default();
    let mut cursor = 0;
    let mut text_seen = false;
    for block in blocks {
        let start = tokens.before(block.span.start, cursor);
        let end = tokens.before(block.span.end, start);
        cursor = end;
        let own = tokens.get(start..end).unwrap_or_default();
        let own = without_line_ends(own);
        let Some(span) = trimmed(text, block.span) else { continue };
        match block.kind {
            BlockKind::Title if block.kept => _ = metadata.title.get_or_insert(span),
            BlockKind::Deck => _ = metadata.deck.get_or_insert(span),
            BlockKind::Byline => byline(text, own, span, &mut metadata),
            BlockKind::Source => metadata.sources.extend(unlabelled(own)),
            BlockKind::Timestamp => metadata.timestamps.push(Timestamp { span, iso: dates::iso(text, own) }),
            BlockKind::Body if !text_seen => {
                text_seen = true;
                metadata.place = metadata.place.or_else(|| dateline(own, &mut metadata.sources));
            }
            _ => {}
        }
    }
    metadata
}

/// The tokens without trailing line ends.
fn without_line_ends(tokens: &[Token]) -> &[Token] {
    let end = tokens.iter().rposition(|token| token.kind != TokenKind::Newline).map_or(0, |at| at + 1);
    tokens.get(..end).unwrap_or_default()
}

fn cover(tokens: &[Token]) -> Option<Span> {
    Some(tokens.first()?.span.cover(tokens.last()?.span))
}

/// Reads a byline: a place, an agency, a name, a date, in any of the usual orders.
fn byline(text: &str, own: &[Token], span: Span, metadata: &mut Metadata) {
    let own = without_label(text, own);
    let place = place(own);
    metadata.place = metadata.place.or(place);
    if let Some(iso) = date(text, own) {
        metadata.timestamps.push(Timestamp { span, iso: Some(iso) });
        return;
    }
    let sign = |token: &Token| {
        matches!(token.kind, TokenKind::Dash | TokenKind::Symbol | TokenKind::Open | TokenKind::Close)
    };
    for part in own.split(sign).filter(|part| part.iter().any(Token::is_wordlike)) {
        let Some(span) = cover(part) else { continue };
        if is_source(text, part) {
            metadata.sources.push(span);
        } else if part.len() > 2 || place.is_none_or(|place| place.start != span.start) {
            metadata.bylines.push(span);
        }
    }
}

/// The place at the start of a line.
fn place(own: &[Token]) -> Option<Span> {
    own.first().filter(|first| first.word.flags().any(Flags::PLACE)).map(|first| first.span)
}

/// The date in a line that names a month.
fn date(text: &str, own: &[Token]) -> Option<String> {
    let month = own.iter().any(|token| token.word.flags().any(Flags::MONTH));
    month.then(|| dates::iso(text, own)).flatten()
}

/// Returns whether the words name an agency, a medium, or the creator of a picture or text.
fn is_source(text: &str, part: &[Token]) -> bool {
    is_credit(text, part) || part.iter().any(|token| token.word.flags().any(Flags::MEDIUM))
}

/// The byline without "written by".
fn without_label<'t>(text: &str, own: &'t [Token]) -> &'t [Token] {
    let colon = own.iter().take(4).position(|token| token.kind == TokenKind::Colon);
    if let Some(at) = colon {
        return own.get(at + 1..).unwrap_or_default();
    }
    let label = |token: &&Token| class_of(text, token) == Some(PageClass::Byline);
    let skipped = own.iter().take_while(label).count();
    // In a line of only such words, the words name the source.
    if skipped < own.len() { own.get(skipped..).unwrap_or_default() } else { own }
}

/// The text after a label and its colon; `None` for a label alone.
fn unlabelled(own: &[Token]) -> Option<Span> {
    let colon = own.iter().position(|token| token.kind == TokenKind::Colon);
    let named = own.get(colon.map_or(0, |at| at + 1)..)?;
    let named: &[Token] = match named.split_first() {
        Some((first, rest)) if first.kind == TokenKind::Colon => rest,
        _ => named,
    };
    // A single word without a preceding colon is the label itself.
    if colon.is_none()
        && named.len() == 1
        && named.first().is_some_and(|t| t.word.flags().any(Flags::UNNAMED))
    {
        return None;
    }
    cover(named)
}

/// The place in the dateline of the first paragraph: "city (agency) -", "city - agency:".
fn dateline(own: &[Token], sources: &mut Vec<Span>) -> Option<Span> {
    /// The maximum length of a dateline.
    const TOKENS: usize = 14;
    let head = own.get(..own.len().min(TOKENS))?;
    if let Some((place, source)) = bracketed_source(head) {
        sources.extend(cover(source));
        return cover(place);
    }
    let place = head.get(..head.iter().position(is_dateline_sign)?)?;
    let known = place.first().is_some_and(|first| first.word.flags().any(Flags::PLACE));
    (known && place.len() <= 3 && place.iter().all(Token::is_wordlike)).then(|| cover(place)).flatten()
}

/// Returns whether the token ends a dateline.
const fn is_dateline_sign(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Dash | TokenKind::Colon)
}

/// The words before brackets, and the words in them, if a dateline sign follows.
fn bracketed_source(head: &[Token]) -> Option<(&[Token], &[Token])> {
    let open = head.iter().position(|token| token.kind == TokenKind::Open)?;
    let close = head.iter().position(|token| token.kind == TokenKind::Close)?;
    let ends = (1..=6).contains(&open) && head.get(close + 1).is_some_and(is_dateline_sign);
    ends.then(|| (head.get(..open).unwrap_or_default(), head.get(open + 1..close).unwrap_or_default()))
}
