//! The one call: text and options in, analysis out.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::analysis::{Analysis, Block, BlockKind, Cleaned, Extraction, Options, Sentence};
use crate::quotes::{self, Marks};
use crate::segment::{paragraphs, sentences};
use crate::text::{Span, tokenize};

/// A flag that stops work early. The stages look at it every few thousand tokens.
#[derive(Debug, Default)]
pub struct Cancel(AtomicBool);

impl Cancel {
    /// A flag that is not set.
    #[must_use]
    pub const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    /// Sets the flag: work under it returns `None` soon after.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the flag is set.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Everything there is in a scraped page: blocks, clean text, sentences, quotes, entities.
/// `None` when `cancel` was set before the work was done.
#[must_use]
pub fn analyze(text: &str, options: &Options, cancel: &Cancel) -> Option<Analysis> {
    let tokens = tokenize(text);
    let blocks = whole(text);
    let paragraphs = paragraphs(&tokens, &blocks, options.segment.line_breaks);
    let marks = Marks::pair(text, &tokens, &paragraphs);
    let sentences = sentences(&tokens, &paragraphs, &marks, &options.segment);
    let extraction = quotes::extract(text, &tokens, &paragraphs, &marks, &options.quotes, cancel)?;
    Some(Analysis { cleaned: Cleaned { blocks, ..Cleaned::default() }, sentences, extraction })
}

/// Cleaning alone: the article out of a scraped page.
#[must_use]
pub fn clean(_text: &str, _options: &Options, _cancel: &Cancel) -> Option<Cleaned> {
    Some(Cleaned::default())
}

/// Sentences alone, of any Arabic text: every line counts as text, nothing is dropped.
#[must_use]
pub fn segment(text: &str, options: &Options, cancel: &Cancel) -> Option<Vec<Sentence>> {
    let tokens = tokenize(text);
    let paragraphs = paragraphs(&tokens, &whole(text), options.segment.line_breaks);
    let marks = Marks::pair(text, &tokens, &paragraphs);
    (!cancel.is_cancelled()).then(|| sentences(&tokens, &paragraphs, &marks, &options.segment))
}

/// Quotes alone, of a text that is already clean: every line counts as the article's.
#[must_use]
pub fn extract_quotes(text: &str, options: &Options, cancel: &Cancel) -> Option<Extraction> {
    let tokens = tokenize(text);
    let paragraphs = paragraphs(&tokens, &whole(text), options.segment.line_breaks);
    let marks = Marks::pair(text, &tokens, &paragraphs);
    quotes::extract(text, &tokens, &paragraphs, &marks, &options.quotes, cancel)
}

/// The whole text as one block of the article.
fn whole(text: &str) -> Vec<Block> {
    let span = Span::new(0, text.len() as u32);
    vec![Block { span, kind: BlockKind::Body, kept: true, rule: "whole" }]
}
