//! Cleaning: raw text to blocks, and blocks to clean text.
//!
//! ```text
//! tokens ── unit ──▶ units ── label, region, head, body, tail ──▶ verdicts ── inline, assemble ──▶ blocks
//! blocks ── characters ──▶ clean text and alignment;  findings;  metadata
//! ```
//!
//! A unit is a line, or a run between wide gaps of one. It is labelled by what it is made of; the text is the
//! stretch that holds the most prose; head and tail are judged by their place and their neighbours. What the
//! furniture says is data: `lexicon/page.tsv`.

mod assemble;
mod body;
mod head;
mod inline;
mod judge;
mod label;
mod region;
mod tail;
mod unit;

use crate::analysis::{Block, BlockKind};
use crate::text::{Token, TokenKind};
use assemble::Piece;

/// The blocks of a page: put end to end they are the text; the kept ones are the article.
#[must_use]
pub fn blocks(text: &str, tokens: &[Token]) -> Vec<Block> {
    let units = unit::cut(text, tokens);
    let page = judge::judge(&units);
    assemble::blocks(text, &inline::pieces(text, tokens, &page))
}

/// The blocks of a text that is all article: its lines.
#[must_use]
pub fn whole(text: &str, tokens: &[Token]) -> Vec<Block> {
    let mut pieces = Vec::new();
    let mut fresh = true;
    for token in tokens {
        if token.kind == TokenKind::Newline {
            fresh = true;
        } else if std::mem::take(&mut fresh) {
            pieces.push(Piece { start: token.span.start, kind: BlockKind::Body, kept: true, rule: "whole", inline: false });
        }
    }
    assemble::blocks(text, &pieces)
}
