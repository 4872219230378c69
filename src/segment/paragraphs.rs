//! Paragraphs. A sentence never crosses the end of a paragraph.

use crate::clean::{Block, BlockKind};
use crate::text::snug;
use crate::tokens::{TokenKind, TokenRange, Tokens};

/// A run of tokens that forms one paragraph of the kept text.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph {
    /// Its tokens.
    pub tokens: TokenRange,
    /// The index of its block.
    pub block: u32,
    /// The kind of its block.
    pub kind: BlockKind,
}

impl Paragraph {
    /// Its first token.
    #[inline]
    #[must_use]
    pub const fn start(&self) -> usize {
        self.tokens.start()
    }

    /// One past its last token.
    #[inline]
    #[must_use]
    pub const fn end(&self) -> usize {
        self.tokens.end()
    }
}

/// The paragraphs of the kept blocks: their lines. A line end that only wraps is not a token. If `line_breaks` is
/// false, only a blank line separates paragraphs.
#[must_use]
pub fn paragraphs(tokens: &Tokens<'_>, blocks: &[Block], line_breaks: bool) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut at = 0;
    for (index, block) in blocks.iter().enumerate() {
        let start = at;
        at = tokens.before(block.span.end, at);
        if block.kept {
            let frame =
                Paragraph { tokens: TokenRange::new(start, at), block: index as u32, kind: block.kind };
            split(tokens, frame, line_breaks, &mut paragraphs);
        }
    }
    paragraphs
}

/// Splits one block at its line ends.
fn split(tokens: &Tokens<'_>, block: Paragraph, line_breaks: bool, out: &mut Vec<Paragraph>) {
    let mut start = block.start();
    let mut push = |start, end| {
        let own = TokenRange::new(start, end);
        if !own.is_empty() {
            snug::push(out, Paragraph { tokens: own, ..block }, start, tokens.len());
        }
    };
    for at in tokens.places(block.tokens.iter(), |kind| kind == TokenKind::Newline) {
        if line_breaks || tokens.get(at).is_some_and(|newline| newline.length > 1) {
            push(start, at);
            start = at + 1;
        }
    }
    push(start, block.end());
}
