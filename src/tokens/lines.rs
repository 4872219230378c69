//! The lines of a text, for deciding which line ends separate paragraphs.

use super::{Token, TokenKind, Tokens};

/// A line that is followed by another.
pub(super) struct Line<'t> {
    pub tokens: &'t [Token],
    /// The line end after it.
    pub end: &'t Token,
    /// The index of that line end.
    pub at: usize,
    /// The text from the previous line end to the line's last token.
    pub text: &'t str,
    /// The whole text.
    pub whole: &'t str,
    /// The text from the first token of the next line on, and the tokens from that one on.
    pub next: (&'t str, &'t [Token]),
}

/// The lines of a text except the last.
pub(super) fn lines<'t>(tokens: &'t Tokens<'_>) -> impl Iterator<Item = Line<'t>> {
    let whole = tokens.text();
    let (mut first, mut start) = (0, 0);
    let ends = tokens.places(0..tokens.len(), |kind| kind == TokenKind::Newline);
    ends.filter_map(move |at| {
        let end = tokens.get(at)?;
        let own = tokens.get(first..at)?;
        let from = std::mem::replace(&mut start, end.span.end as usize);
        first = at + 1;
        let next = tokens.get(at + 1..).filter(|next| !next.is_empty())?;
        let behind = whole.get(next.first()?.span.start as usize..)?;
        let text = whole.get(from..own.last()?.span.end as usize)?;
        Some(Line { tokens: own, end, at, text, whole, next: (behind, next) })
    })
}
