//! One run through the stages: text and options in, a result out.

use std::fmt;

#[cfg(any(test, feature = "service"))]
use crate::analysis::Parts;
use crate::analysis::{Analysis, Options, Part};
use crate::clean::{Block, BlockKind, BlockRule, Cleaned, Finding, FindingKind, blocks, cleaned};
use crate::markup::Readable;
use crate::quotes::{self, Extraction};
use crate::respan;
use crate::segment::{Cuts, Marks, Paragraph, Sentence, paragraphs, sentences};
use crate::text::{Cancel, Cancelled, LONGEST, Span, kinds};
use crate::tokens::{Tokens, read, skim};

kinds! {
    /// The stages of a call, in order. Not every call has all of them.
    pub enum Stage {
        /// Splitting the text into words, numbers and signs.
        Tokens "tokens",
        /// Deciding what each line is, and whether it belongs to the article.
        Blocks "blocks",
        /// Finding where sentences end.
        Sentences "sentences",
        /// Finding who said what.
        Quotes "quotes",
        /// Writing the clean text and its alignment.
        Clean "clean",
    }
}

/// One call of an [`Analyzer`](crate::Analyzer) that can be cancelled and that reports its stages.
/// Created by [`Analyzer::cancel`](crate::Analyzer::cancel) and [`Analyzer::on_stage`](crate::Analyzer::on_stage).
pub struct Run<'a> {
    options: &'a Options,
    cancel: &'a Cancel,
    done: Option<&'a mut dyn FnMut(Stage)>,
    /// The number of bytes of a text that are read.
    longest: usize,
    /// Whether lines are never joined.
    keep_lines: bool,
}

impl fmt::Debug for Run<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("options", self.options)
            .field("cancel", self.cancel)
            .finish_non_exhaustive()
    }
}

impl<'a> Run<'a> {
    /// A call with these options that is neither cancelled nor observed.
    pub(crate) const fn new(options: &'a Options) -> Self {
        let keep_lines = options.segment.keep_lines;
        Self { options, cancel: Cancel::NEVER, done: None, longest: LONGEST, keep_lines }
    }

    /// Stops the call soon after the flag is set.
    #[must_use]
    pub const fn cancel(mut self, flag: &'a Cancel) -> Self {
        self.cancel = flag;
        self
    }

    /// Calls `done` with each stage when the stage ends.
    #[must_use]
    pub fn on_stage(mut self, done: &'a mut dyn FnMut(Stage)) -> Self {
        self.done = Some(done);
        self
    }

    fn done(&mut self, stage: Stage) {
        if let Some(done) = &mut self.done {
            done(stage);
        }
    }

    /// The parts of the result that are requested.
    #[cfg(feature = "service")]
    pub(crate) const fn parts(&self) -> Parts {
        self.options.parts
    }

    /// The flag that cancels the call.
    #[cfg(feature = "service")]
    pub(crate) const fn flag(&self) -> &'a Cancel {
        self.cancel
    }

    /// Returns whether the call has been cancelled.
    #[cfg(all(test, feature = "service"))]
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    fn check(&self) -> Result<(), Cancelled> {
        if self.cancel.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// Runs `call` on the text that a reader sees, and maps its spans back to `text`. If `text` is too long to be read to its end,
    /// `call` runs on `text` itself.
    fn readable<T>(
        self,
        text: &str,
        call: fn(Self, &str) -> Result<T, Cancelled>,
        respan: fn(&mut T, &Readable),
    ) -> Result<T, Cancelled> {
        let readable = if text.len() > self.longest { None } else { Readable::of(text) };
        let Some(readable) = readable else { return call(self, text) };
        // Where tags end lines, no program has wrapped the text.
        let keep_lines = self.keep_lines || readable.tags().is_some();
        let mut found = call(Self { keep_lines, ..self }, readable.text())?;
        respan(&mut found, &readable);
        Ok(found)
    }

    fn read<'t>(&mut self, text: &'t str) -> Result<Tokens<'t>, Cancelled> {
        let tokens = read(text, self.longest, self.keep_lines, self.cancel).ok_or(Cancelled)?;
        self.done(Stage::Tokens);
        Ok(tokens)
    }

    /// Does the same as [`analyze`](crate::analyze()).
    ///
    /// # Errors
    ///
    /// [`Cancelled`] if the flag was set before the call finished.
    pub fn try_analyze(self, text: &str) -> Result<Analysis, Cancelled> {
        self.readable(text, Self::analyze_readable, respan::analysis)
    }

    fn analyze_readable(mut self, text: &str) -> Result<Analysis, Cancelled> {
        let options = self.options;
        let tokens = self.read(text)?;
        let blocks = blocks(&tokens);
        let article = Article::read(&tokens, &blocks, options);
        self.done(Stage::Blocks);
        let (mut sentences, mut extraction) = (Vec::new(), Extraction::default());
        let (has_sentences, has_quotes) =
            (options.parts.has(Part::Sentences), options.parts.has_any(Part::EXTRACTION));
        if has_sentences || has_quotes {
            let cuts = article.cuts(&tokens);
            if has_sentences {
                self.done(Stage::Sentences);
            }
            if has_quotes {
                extraction = article.quotes(&tokens, &cuts, options, self.cancel).ok_or(Cancelled)?;
                self.done(Stage::Quotes);
            }
            // Sentences come after the quotes, because the quotes need the most memory.
            if has_sentences {
                sentences = self::sentences(&tokens, &article.paragraphs, &cuts, &options.segment);
            }
        }
        let cleaned = self.cleaned(article, &tokens, blocks);
        Ok(Analysis { cleaned, sentences, extraction })
    }

    /// Does the same as [`clean`](crate::clean()).
    ///
    /// # Errors
    ///
    /// [`Cancelled`] if the flag was set before the call finished.
    pub fn try_clean(self, text: &str) -> Result<Cleaned, Cancelled> {
        self.readable(text, Self::clean_readable, respan::cleaned)
    }

    fn clean_readable(mut self, text: &str) -> Result<Cleaned, Cancelled> {
        let tokens = self.read(text)?;
        let blocks = blocks(&tokens);
        let article = Article::read(&tokens, &blocks, self.options);
        self.done(Stage::Blocks);
        self.check()?;
        Ok(self.cleaned(article, &tokens, blocks))
    }

    /// Does the same as [`segment`](crate::segment()).
    ///
    /// # Errors
    ///
    /// [`Cancelled`] if the flag was set before the call finished.
    pub fn try_segment(self, text: &str) -> Result<Vec<Sentence>, Cancelled> {
        self.readable(text, Self::segment_readable, respan::sentences)
    }

    fn segment_readable(mut self, text: &str) -> Result<Vec<Sentence>, Cancelled> {
        let tokens = skim(text, self.longest, self.keep_lines, self.cancel).ok_or(Cancelled)?;
        self.done(Stage::Tokens);
        let article = Article::read(&tokens, &whole(&tokens), self.options);
        self.check()?;
        let cuts = article.cuts(&tokens);
        let sentences = sentences(&tokens, &article.paragraphs, &cuts, &self.options.segment);
        self.done(Stage::Sentences);
        Ok(sentences)
    }

    /// Does the same as [`extract_quotes`](crate::extract_quotes()).
    ///
    /// # Errors
    ///
    /// [`Cancelled`] if the flag was set before the call finished.
    pub fn try_extract_quotes(self, text: &str) -> Result<Extraction, Cancelled> {
        self.readable(text, Self::extract_quotes_readable, respan::extraction)
    }

    fn extract_quotes_readable(mut self, text: &str) -> Result<Extraction, Cancelled> {
        let tokens = self.read(text)?;
        let article = Article::read(&tokens, &whole(&tokens), self.options);
        let cuts = article.cuts(&tokens);
        let extraction = article.quotes(&tokens, &cuts, self.options, self.cancel).ok_or(Cancelled)?;
        self.done(Stage::Quotes);
        Ok(extraction)
    }

    /// Writes the requested parts of cleaning. All that this needs of the article is its unpaired marks.
    fn cleaned(mut self, article: Article, tokens: &Tokens<'_>, blocks: Vec<Block>) -> Cleaned {
        let options = self.options;
        let mut all = Cleaned { blocks, ..Cleaned::default() };
        if options.parts.has_any(Part::WRITTEN) {
            let unbalanced = article.unbalanced(tokens);
            drop(article);
            all = cleaned(tokens, all.blocks, &options.clean, unbalanced);
            self.done(Stage::Clean);
        }
        if !options.parts.has(Part::Blocks) {
            all.blocks.clear();
        }
        all
    }
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

    /// Finds where the sentences of the article end.
    pub(crate) fn cuts(&self, tokens: &Tokens<'_>) -> Cuts {
        Cuts::of(tokens, &self.paragraphs, &self.marks)
    }

    /// Extracts the quotes of the article.
    pub(crate) fn quotes(
        &self,
        tokens: &Tokens<'_>,
        cuts: &Cuts,
        options: &Options,
        cancel: &Cancel,
    ) -> Option<Extraction> {
        quotes::extract(tokens, &self.paragraphs, &self.marks, cuts, &options.quotes, cancel)
    }

    /// One finding for each quotation mark without a partner.
    fn unbalanced(&self, tokens: &Tokens<'_>) -> Vec<Finding> {
        let finding = |span: Span| Finding { kind: FindingKind::UnbalancedMark, span, repair: None };
        self.marks.strays(tokens).map(finding).collect()
    }
}

/// The whole text as one block of the article.
pub(crate) fn whole(tokens: &Tokens<'_>) -> Vec<Block> {
    let span = Span::new(0, tokens.text().len() as u32);
    vec![Block { span, kind: BlockKind::Body, kept: true, rule: BlockRule::Whole }]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "قال الوزير سامر القلعاوي إن الطريق مغلق.\nوأضاف: «العمل مستمر منذ شهر». وقال إن الجسر سيفتح قريبا.";

    /// The result of a call that reads `longest` bytes of the text.
    fn found<T>(longest: usize, call: impl FnOnce(Run<'_>) -> Result<T, Cancelled>) -> T {
        let options = Options::default();
        let run = Run { longest, ..Run::new(&options) };
        call(run).expect("nobody cancels")
    }

    #[test]
    fn of_a_text_that_is_too_long_the_start_is_read_and_the_rest_is_told() {
        for longest in 0..TEXT.len() {
            let start = (0..=longest).rev().find_map(|end| TEXT.get(..end)).unwrap_or_default();
            let unread = FindingKind::Truncated { unread: TEXT.len() - start.len() };
            let end = Span::new(start.len() as u32, start.len() as u32);

            let mut analysis = found(longest, |run| run.try_analyze(TEXT));
            let told = analysis.cleaned.findings.pop();
            assert_eq!(told, Some(Finding { kind: unread, span: end, repair: None }), "{longest}");
            assert_eq!(analysis, found(LONGEST, |run| run.try_analyze(start)), "{longest}");

            let mut cleaned = found(longest, |run| run.try_clean(TEXT));
            assert_eq!(cleaned.findings.pop().map(|finding| finding.kind), Some(unread), "{longest}");
            assert_eq!(cleaned, found(LONGEST, |run| run.try_clean(start)), "{longest}");
        }
    }

    #[test]
    fn a_stage_of_which_nobody_wants_a_part_is_not_run() {
        let stages = |parts| {
            let options = Options { parts, ..Options::default() };
            let mut stages = Vec::new();
            let mut done = |stage| stages.push(stage);
            let found = Run::new(&options).on_stage(&mut done).try_analyze(TEXT).expect("nobody cancels");
            (stages, found)
        };
        let begun = [Stage::Tokens, Stage::Blocks];
        let (all, whole) = stages(Parts::ALL);
        assert_eq!(all, [begun[0], begun[1], Stage::Sentences, Stage::Quotes, Stage::Clean]);
        let cases = [
            (Part::Blocks, None),
            (Part::Sentences, Some(Stage::Sentences)),
            (Part::Quotes, Some(Stage::Quotes)),
            (Part::Entities, Some(Stage::Quotes)),
            (Part::CleanText, Some(Stage::Clean)),
            (Part::Metadata, Some(Stage::Clean)),
        ];
        for (part, stage) in cases {
            let (run, found) = stages(Parts::NONE.with(part));
            assert_eq!(run, begun.into_iter().chain(stage).collect::<Vec<_>>(), "{part:?}");
            assert_eq!(found.sentences.is_empty(), part != Part::Sentences);
            assert_eq!(found.extraction == whole.extraction, stage == Some(Stage::Quotes));
            assert_eq!(found.cleaned.blocks == whole.cleaned.blocks, part == Part::Blocks);
        }
    }

    #[test]
    fn sentences_and_quotes_alone_are_those_of_the_start() {
        for longest in 0..TEXT.len() {
            let start = (0..=longest).rev().find_map(|end| TEXT.get(..end)).unwrap_or_default();
            let sentences = found(longest, |run| run.try_segment(TEXT));
            assert_eq!(sentences, found(LONGEST, |run| run.try_segment(start)), "{longest}");
            let quotes = found(longest, |run| run.try_extract_quotes(TEXT));
            assert_eq!(quotes, found(LONGEST, |run| run.try_extract_quotes(start)), "{longest}");
        }
    }

    #[test]
    fn a_text_that_fits_is_read_to_its_end() {
        let analysis = found(TEXT.len(), |run| run.try_analyze(TEXT));
        assert!(analysis.cleaned.findings.is_empty());
        assert_eq!(analysis.sentences.len(), 3);
    }
}
