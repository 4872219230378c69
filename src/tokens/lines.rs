//! The lines of a text, for those who ask which line ends part paragraphs.

use super::{Token, TokenKind, Tokens};

/// A line that another follows.
pub(super) struct Line<'t> {
    pub tokens: &'t [Token],
    /// The line end after it.
    pub end: &'t Token,
    /// Its index.
    pub at: usize,
    /// From the line end before it to its last token.
    pub text: &'t str,
    /// The text that it is part of.
    pub whole: &'t str,
    /// The text from the next line's first token on, and that token with those after it.
    pub next: (&'t str, &'t [Token]),
}

/// The lines of a text but its last.
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
