//! The one call: text and options in, analysis out.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::analysis::{
    Analysis, Block, BlockKind, Cleaned, Extraction, Finding, FindingKind, Options, Sentence,
};
use crate::clean::{blocks, cleaned};
use crate::quotes::{self, Candidate, Marks};
use crate::segment::{Paragraph, paragraphs, sentences};
use crate::text::{Span, Token, skim_until, tokenize_until};

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
    let tokens = tokenize_until(text, cancel)?;
    let blocks = blocks(text, &tokens);
    let article = Article::read(text, &tokens, &blocks, options);
    let sentences = sentences(text, &tokens, &article.paragraphs, &article.marks, &options.segment);
    let extraction =
        quotes::extract(text, &tokens, &article.paragraphs, &article.marks, &options.quotes, cancel)?;
    let unbalanced = article.unbalanced();
    Some(Analysis {
        cleaned: cleaned(text, &tokens, blocks, &options.clean, unbalanced),
        sentences,
        extraction,
    })
}

/// Cleaning alone: the article out of a scraped page.
#[must_use]
pub fn clean(text: &str, options: &Options, cancel: &Cancel) -> Option<Cleaned> {
    let tokens = tokenize_until(text, cancel)?;
    let blocks = blocks(text, &tokens);
    let unbalanced = Article::read(text, &tokens, &blocks, options).unbalanced();
    (!cancel.is_cancelled()).then(|| cleaned(text, &tokens, blocks, &options.clean, unbalanced))
}

/// Sentences alone, of any Arabic text: every line counts as text, nothing is dropped.
#[must_use]
pub fn segment(text: &str, options: &Options, cancel: &Cancel) -> Option<Vec<Sentence>> {
    let tokens = skim_until(text, cancel)?;
    let article = Article::read(text, &tokens, &whole(text), options);
    (!cancel.is_cancelled())
        .then(|| sentences(text, &tokens, &article.paragraphs, &article.marks, &options.segment))
}

/// Quotes alone, of a text that is already clean: every line counts as the article's.
#[must_use]
pub fn extract_quotes(text: &str, options: &Options, cancel: &Cancel) -> Option<Extraction> {
    let tokens = tokenize_until(text, cancel)?;
    let article = Article::read(text, &tokens, &whole(text), options);
    quotes::extract(text, &tokens, &article.paragraphs, &article.marks, &options.quotes, cancel)
}

/// What each stage made of a text, for finding out why an answer is as it is. Made anew from the
/// stages themselves, so it cannot tell another story than the answer; slower than [`analyze`].
#[derive(Debug)]
pub struct Explanation {
    /// The words and signs.
    pub tokens: Vec<Token>,
    /// The lines, each with its kind and rule.
    pub blocks: Vec<Block>,
    /// How quotation marks were paired.
    pub marks: Marks,
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// Every word or phrase that might attribute, and what became of it.
    pub candidates: Vec<Candidate>,
    /// The quotes and those who speak in them.
    pub extraction: Extraction,
}

/// The stages of [`analyze`] one by one. `None` when `cancel` was set before the work was done.
#[must_use]
pub fn explain(text: &str, options: &Options, cancel: &Cancel) -> Option<Explanation> {
    let tokens = tokenize_until(text, cancel)?;
    let blocks = blocks(text, &tokens);
    let Article { paragraphs, marks } = Article::read(text, &tokens, &blocks, options);
    let sentences = sentences(text, &tokens, &paragraphs, &marks, &options.segment);
    let candidates = quotes::explain(text, &tokens, &paragraphs, &marks);
    let extraction = quotes::extract(text, &tokens, &paragraphs, &marks, &options.quotes, cancel)?;
    Some(Explanation { tokens, blocks, marks, sentences, candidates, extraction })
}

/// The kept text as paragraphs with its quotation marks paired.
struct Article {
    paragraphs: Vec<Paragraph>,
    marks: Marks,
}

impl Article {
    fn read(text: &str, tokens: &[Token], blocks: &[Block], options: &Options) -> Self {
        let paragraphs = paragraphs(tokens, blocks, options.segment.line_breaks);
        let marks = Marks::pair(text, tokens, &paragraphs);
        Self { paragraphs, marks }
    }

    /// A finding for each quotation mark without a partner.
    fn unbalanced(&self) -> Vec<Finding> {
        let finding = |&span: &Span| Finding { kind: FindingKind::UnbalancedMark, span, repair: None };
        self.marks.strays.iter().map(finding).collect()
    }
}

/// The whole text as one block of the article.
fn whole(text: &str) -> Vec<Block> {
    let span = Span::new(0, text.len() as u32);
    vec![Block { span, kind: BlockKind::Body, kept: true, rule: "whole" }]
}
