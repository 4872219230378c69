//! The one call: text and options in, analysis out.

use crate::analysis::{Analysis, Options};
use crate::clean::{Block, BlockKind, BlockRule, Cleaned, Finding, FindingKind, blocks, cleaned};
use crate::quotes::{self, Extraction};
use crate::segment::{Cuts, Marks, Paragraph, Sentence, paragraphs, sentences};
use crate::text::{Cancel, Span};
use crate::tokens::{Tokens, skim_until, tokenize_until};

/// The stages that a call goes through, in their order; not each call has all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Words, numbers and signs.
    Tokens,
    /// What each line is, and whether it belongs to the article.
    Blocks,
    /// Where sentences end.
    Sentences,
    /// Who said what.
    Quotes,
    /// The clean text and its alignment.
    Clean,
}

/// One call under options, which can be stopped and watched. The core has no clock: who watches may
/// have one.
pub struct Run<'a> {
    options: &'a Options,
    cancel: &'a Cancel,
    done: &'a mut dyn FnMut(Stage),
}

impl std::fmt::Debug for Run<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run")
            .field("options", self.options)
            .field("cancel", self.cancel)
            .finish_non_exhaustive()
    }
}

impl<'a> Run<'a> {
    /// A call that tells `done` of each stage when it has ended.
    pub fn new(options: &'a Options, cancel: &'a Cancel, done: &'a mut dyn FnMut(Stage)) -> Self {
        Self { options, cancel, done }
    }

    /// Whether it shall stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// As [`analyze`].
    #[must_use]
    pub fn analyze(self, text: &str) -> Option<Analysis> {
        let Self { options, cancel, done } = self;
        let tokens = tokenize_until(text, cancel)?;
        done(Stage::Tokens);
        let blocks = blocks(&tokens);
        let article = Article::read(&tokens, &blocks, options);
        done(Stage::Blocks);
        let cuts = article.cuts(&tokens);
        let sentences = sentences(&tokens, &article.paragraphs, &cuts, &options.segment);
        done(Stage::Sentences);
        let extraction = article.quotes(&tokens, &cuts, options, cancel)?;
        done(Stage::Quotes);
        let unbalanced = article.unbalanced(&tokens);
        let cleaned = cleaned(&tokens, blocks, &options.clean, unbalanced);
        done(Stage::Clean);
        Some(Analysis { cleaned, sentences, extraction })
    }

    /// As [`clean`].
    #[must_use]
    pub fn clean(self, text: &str) -> Option<Cleaned> {
        let Self { options, cancel, done } = self;
        let tokens = tokenize_until(text, cancel)?;
        done(Stage::Tokens);
        let blocks = blocks(&tokens);
        let unbalanced = Article::read(&tokens, &blocks, options).unbalanced(&tokens);
        done(Stage::Blocks);
        if cancel.is_cancelled() {
            return None;
        }
        let cleaned = cleaned(&tokens, blocks, &options.clean, unbalanced);
        done(Stage::Clean);
        Some(cleaned)
    }

    /// As [`segment`].
    #[must_use]
    pub fn segment(self, text: &str) -> Option<Vec<Sentence>> {
        let Self { options, cancel, done } = self;
        let tokens = skim_until(text, cancel)?;
        done(Stage::Tokens);
        let article = Article::read(&tokens, &whole(text), options);
        if cancel.is_cancelled() {
            return None;
        }
        let cuts = article.cuts(&tokens);
        let sentences = sentences(&tokens, &article.paragraphs, &cuts, &options.segment);
        done(Stage::Sentences);
        Some(sentences)
    }

    /// As [`extract_quotes`].
    #[must_use]
    pub fn extract_quotes(self, text: &str) -> Option<Extraction> {
        let Self { options, cancel, done } = self;
        let tokens = tokenize_until(text, cancel)?;
        done(Stage::Tokens);
        let article = Article::read(&tokens, &whole(text), options);
        let cuts = article.cuts(&tokens);
        let extraction = article.quotes(&tokens, &cuts, options, cancel)?;
        done(Stage::Quotes);
        Some(extraction)
    }
}

/// Everything there is in a scraped page: blocks, clean text, sentences, quotes, entities.
/// `None` when `cancel` was set before the work was done.
#[must_use]
pub fn analyze(text: &str, options: &Options, cancel: &Cancel) -> Option<Analysis> {
    Run::new(options, cancel, &mut |_| ()).analyze(text)
}

/// Cleaning alone: the article out of a scraped page.
#[must_use]
pub fn clean(text: &str, options: &Options, cancel: &Cancel) -> Option<Cleaned> {
    Run::new(options, cancel, &mut |_| ()).clean(text)
}

/// Sentences alone, of any Arabic text: every line counts as text, nothing is dropped.
#[must_use]
pub fn segment(text: &str, options: &Options, cancel: &Cancel) -> Option<Vec<Sentence>> {
    Run::new(options, cancel, &mut |_| ()).segment(text)
}

/// Quotes alone, of a text that is already clean: every line counts as the article's.
#[must_use]
pub fn extract_quotes(text: &str, options: &Options, cancel: &Cancel) -> Option<Extraction> {
    Run::new(options, cancel, &mut |_| ()).extract_quotes(text)
}

/// The kept text as paragraphs with its quotation marks paired.
pub(crate) struct Article {
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) marks: Marks,
}

impl Article {
    pub(crate) fn read(tokens: &Tokens<'_>, blocks: &[Block], options: &Options) -> Self {
        let paragraphs = paragraphs(tokens, blocks, options.segment.line_breaks);
        let marks = Marks::pair(tokens, &paragraphs);
        Self { paragraphs, marks }
    }

    /// Where its sentences end.
    pub(crate) fn cuts(&self, tokens: &Tokens<'_>) -> Cuts {
        Cuts::of(tokens, &self.paragraphs, &self.marks)
    }

    /// Who said what in it.
    pub(crate) fn quotes(
        &self,
        tokens: &Tokens<'_>,
        cuts: &Cuts,
        options: &Options,
        cancel: &Cancel,
    ) -> Option<Extraction> {
        quotes::extract(tokens, &self.paragraphs, &self.marks, cuts, &options.quotes, cancel)
    }

    /// A finding for each quotation mark without a partner.
    fn unbalanced(&self, tokens: &Tokens<'_>) -> Vec<Finding> {
        let finding = |span: Span| Finding { kind: FindingKind::UnbalancedMark, span, repair: None };
        self.marks.strays(tokens).map(finding).collect()
    }
}

/// The whole text as one block of the article.
fn whole(text: &str) -> Vec<Block> {
    let span = Span::new(0, text.len() as u32);
    vec![Block { span, kind: BlockKind::Body, kept: true, rule: BlockRule::Whole }]
}
