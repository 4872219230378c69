//! Turns the verdicts on units into blocks that partition the text.

use super::{Block, BlockKind, BlockRule};
use crate::text::Span;
use crate::text::letter::{self, class};
use unicode_segmentation::GraphemeCursor;

/// The start of a block, which extends to the next piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub start: u32,
    pub kind: BlockKind,
    pub kept: bool,
    pub rule: BlockRule,
    /// Whether it continues the line of the previous piece.
    pub inline: bool,
}

impl Piece {
    /// Returns whether the piece belongs to the previous block.
    fn goes_on(&self, before: &Block) -> bool {
        self.inline && before.kind == self.kind && before.kept == self.kept
    }

    const fn block(&self, start: u32, end: u32) -> Block {
        Block { span: Span::new(start, end), kind: self.kind, kept: self.kept, rule: self.rule }
    }
}

/// Builds the blocks. Concatenated they are the text. Pieces of one kind in one line form one block.
pub(super) fn blocks(text: &str, pieces: &[Piece]) -> Vec<Block> {
    let end = text.len() as u32;
    let mut blocks: Vec<Block> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let start = on_boundary(text, piece.start);
        if blocks.last().is_some_and(|before| before.span.start >= start) {
            blocks.pop();
        }
        match blocks.last_mut() {
            Some(before) if piece.goes_on(before) => before.span.end = end,
            Some(before) => {
                before.span.end = start;
                blocks.push(piece.block(start, end));
            }
            None => blocks.push(piece.block(0, end)),
        }
    }
    if blocks.is_empty() && end > 0 {
        let (kind, rule) = (BlockKind::Ui, BlockRule::Blank);
        blocks.push(Block { span: Span::new(0, end), kind, kept: false, rule });
    }
    blocks
}

/// The start of the grapheme cluster that contains `at`. A mark of another script can combine with the space before a token.
fn on_boundary(text: &str, at: u32) -> u32 {
    let at = with_marks(text, at as usize);
    let plain = |c: Option<char>| c.is_none_or(|c| c.is_ascii() || ('\u{620}'..='\u{64A}').contains(&c));
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let behind = text.get(at..).and_then(|behind| behind.chars().next());
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if (plain(before) && plain(behind)) || cursor.is_boundary(text, 0) == Ok(true) {
        return at as u32;
    }
    let start = cursor.prev_boundary(text, 0).ok().flatten();
    start.unwrap_or(0) as u32
}

/// Moves the start to the left. Bidirectional marks between white space and a token belong to the token's line, and so does
/// the start of a line that has marks but no token.
fn with_marks(text: &str, at: usize) -> usize {
    let mark =
        |c: char| !c.is_whitespace() && matches!(class(c), letter::EXTEND | letter::FORMAT | letter::CONTROL);
    let newline = |c: char| class(c) == letter::NEWLINE;
    let before = text.get(..at).unwrap_or_default();
    let above = before.trim_end_matches(|c: char| mark(c) || (c.is_whitespace() && !newline(c)));
    let skipped = before.get(above.len()..).unwrap_or_default();
    if above.ends_with(newline) && skipped.contains(mark) {
        return above.len();
    }
    let rest = before.trim_end_matches(mark);
    if rest.is_empty() || rest.ends_with(char::is_whitespace) { rest.len() } else { at }
}
