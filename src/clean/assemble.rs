//! Verdicts on units become blocks that partition the text.

use crate::analysis::{Block, BlockKind};
use crate::text::Span;

/// The beginning of a block: everything from here to the next piece is it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub start: u32,
    pub kind: BlockKind,
    pub kept: bool,
    pub rule: &'static str,
    /// Whether it goes on in the line of the piece before.
    pub inline: bool,
}

/// Blocks that, put end to end, are the text. Pieces of one kind in one line are one block.
pub(super) fn blocks(text: &str, pieces: &[Piece]) -> Vec<Block> {
    let end = text.len() as u32;
    let mut blocks: Vec<Block> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let Some(before) = blocks.last_mut() {
            if piece.inline && before.kind == piece.kind && before.kept == piece.kept {
                continue;
            }
            before.span.end = piece.start;
        }
        let start = if blocks.is_empty() { 0 } else { piece.start };
        blocks.push(Block { span: Span::new(start, end), kind: piece.kind, kept: piece.kept, rule: piece.rule });
    }
    if blocks.is_empty() && end > 0 {
        blocks.push(Block { span: Span::new(0, end), kind: BlockKind::Ui, kept: false, rule: "blank" });
    }
    blocks
}
