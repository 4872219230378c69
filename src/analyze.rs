//! The one call: text and options in, analysis out.

use crate::analysis::{Analysis, Options, Part, Parts};
use crate::clean::{Block, BlockKind, BlockRule, Cleaned, Finding, FindingKind, blocks, cleaned};
use crate::markup::Readable;
use crate::quotes::{self, Extraction};
use crate::respan::Respan;
use crate::segment::{Cuts, Marks, Paragraph, Sentence, paragraphs, sentences};
use crate::text::{Cancel, LONGEST, Span};
use crate::tokens::{Tokens, read, skim};

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
    /// Bytes of a text that are read.
    longest: usize,
    /// Whether no lines are joined.
    keep_lines: bool,
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
        Self { options, cancel, done, longest: LONGEST, keep_lines: options.segment.keep_lines }
    }

    /// What the caller chose.
    #[must_use]
    pub const fn options(&self) -> &Options {
        self.options
    }

    /// Whether it shall stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Which parts of its answer are wanted.
    #[must_use]
    pub const fn parts(&self) -> Parts {
        self.options.parts
    }

    /// What the call gives for what a reader sees of the text, over the text itself. A text of which the end is not read
    /// is read as it is.
    fn readable<T: Respan>(self, text: &str, call: impl FnOnce(Self, &str) -> Option<T>) -> Option<T> {
        let readable = if text.len() > self.longest { None } else { Readable::of(text) };
        let Some(readable) = readable else { return call(self, text) };
        // Where tags end lines, no program has wrapped them.
        let keep_lines = self.keep_lines || readable.tags().is_some();
        let mut found = call(Self { keep_lines, ..self }, readable.text())?;
        found.respan(&readable);
        Some(found)
    }

    /// As [`analyze`].
    #[must_use]
    pub fn analyze(self, text: &str) -> Option<Analysis> {
        self.readable(text, Self::analyze_readable)
    }

    fn analyze_readable(self, text: &str) -> Option<Analysis> {
        let Self { options, cancel, done, longest, keep_lines } = self;
        let tokens = read(text, longest, keep_lines, cancel)?;
        done(Stage::Tokens);
        let blocks = blocks(&tokens);
        let article = Article::read(&tokens, &blocks, options);
        done(Stage::Blocks);
        let (mut sentences, mut extraction) = (Vec::new(), Extraction::default());
        let (has_sentences, has_quotes) =
            (options.parts.has(Part::Sentences), options.parts.has_any(&Part::EXTRACTION));
        if has_sentences || has_quotes {
            let cuts = article.cuts(&tokens);
            if has_sentences {
                done(Stage::Sentences);
            }
            if has_quotes {
                extraction = article.quotes(&tokens, &cuts, options, cancel)?;
                done(Stage::Quotes);
            }
            // Not before, because the quotes take most memory.
            if has_sentences {
                sentences = self::sentences(&tokens, &article.paragraphs, &cuts, &options.segment);
            }
        }
        let cleaned = article.cleaned(&tokens, blocks, options, done);
        Some(Analysis { cleaned, sentences, extraction })
    }

    /// As [`clean`].
    #[must_use]
    pub fn clean(self, text: &str) -> Option<Cleaned> {
        self.readable(text, Self::clean_readable)
    }

    fn clean_readable(self, text: &str) -> Option<Cleaned> {
        let Self { options, cancel, done, longest, keep_lines } = self;
        let tokens = read(text, longest, keep_lines, cancel)?;
        done(Stage::Tokens);
        let blocks = blocks(&tokens);
        let article = Article::read(&tokens, &blocks, options);
        done(Stage::Blocks);
        if cancel.is_cancelled() {
            return None;
        }
        Some(article.cleaned(&tokens, blocks, options, done))
    }

    /// As [`segment`].
    #[must_use]
    pub fn segment(self, text: &str) -> Option<Vec<Sentence>> {
        self.readable(text, Self::segment_readable)
    }

    fn segment_readable(self, text: &str) -> Option<Vec<Sentence>> {
        let Self { options, cancel, done, longest, keep_lines } = self;
        let tokens = skim(text, longest, keep_lines, cancel)?;
        done(Stage::Tokens);
        let article = Article::read(&tokens, &whole(&tokens), options);
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
        self.readable(text, Self::extract_quotes_readable)
    }

    fn extract_quotes_readable(self, text: &str) -> Option<Extraction> {
        let Self { options, cancel, done, longest, keep_lines } = self;
        let tokens = read(text, longest, keep_lines, cancel)?;
        done(Stage::Tokens);
        let article = Article::read(&tokens, &whole(&tokens), options);
        let cuts = article.cuts(&tokens);
        let extraction = article.quotes(&tokens, &cuts, options, cancel)?;
        done(Stage::Quotes);
        Some(extraction)
    }
}

/// Everything there is in a scraped page: blocks, clean text, sentences, quotes, entities. Of a text of 4 GiB and more
/// the first 4 GiB are read, and a finding states how many bytes were not.
/// `None` when `cancel` was set before the work was done.
#[must_use]
pub fn analyze(text: &str, options: &Options, cancel: &Cancel) -> Option<Analysis> {
    Run::new(options, cancel, &mut |_| ()).analyze(text)
}

/// Cleaning alone: the article out of a scraped page. Of a text of 4 GiB and more the first 4 GiB are read, and a
/// finding states how many bytes were not.
#[must_use]
pub fn clean(text: &str, options: &Options, cancel: &Cancel) -> Option<Cleaned> {
    Run::new(options, cancel, &mut |_| ()).clean(text)
}

/// Sentences alone, of any Arabic text: every line counts as text, nothing is dropped. Of a text of 4 GiB
/// and more the first 4 GiB are read; no finding states that, since the answer has no findings.
#[must_use]
pub fn segment(text: &str, options: &Options, cancel: &Cancel) -> Option<Vec<Sentence>> {
    Run::new(options, cancel, &mut |_| ()).segment(text)
}

/// Quotes alone, of a text that is already clean: every line counts as the article's. Of a text of 4 GiB and
/// more the first 4 GiB are read; no finding states that, since the answer has no findings.
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

    /// What of cleaning is wanted. It needs no more of the article than its stray marks.
    fn cleaned(
        self,
        tokens: &Tokens<'_>,
        blocks: Vec<Block>,
        options: &Options,
        done: &mut dyn FnMut(Stage),
    ) -> Cleaned {
        let mut all = Cleaned { blocks, ..Cleaned::default() };
        if options.parts.has_any(&Part::WRITTEN) {
            let unbalanced = self.unbalanced(tokens);
            drop(self);
            all = cleaned(tokens, all.blocks, &options.clean, unbalanced);
            done(Stage::Clean);
        }
        if !options.parts.has(Part::Blocks) {
            all.blocks.clear();
        }
        all
    }

    /// A finding for each quotation mark without a partner.
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

    /// What is found where so many bytes of the text are read.
    fn found<T>(longest: usize, call: impl FnOnce(Run<'_>) -> Option<T>) -> T {
        let (options, cancel) = (Options::default(), Cancel::new());
        let mut done = |_| ();
        let run = Run { longest, ..Run::new(&options, &cancel, &mut done) };
        call(run).expect("nobody cancels")
    }

    #[test]
    fn of_a_text_that_is_too_long_the_start_is_read_and_the_rest_is_told() {
        for longest in 0..TEXT.len() {
            let start = (0..=longest).rev().find_map(|end| TEXT.get(..end)).unwrap_or_default();
            let unread = FindingKind::Truncated { unread: TEXT.len() - start.len() };
            let end = Span::new(start.len() as u32, start.len() as u32);

            let mut analysis = found(longest, |run| run.analyze(TEXT));
            let told = analysis.cleaned.findings.pop();
            assert_eq!(told, Some(Finding { kind: unread, span: end, repair: None }), "{longest}");
            assert_eq!(analysis, found(LONGEST, |run| run.analyze(start)), "{longest}");

            let mut cleaned = found(longest, |run| run.clean(TEXT));
            assert_eq!(cleaned.findings.pop().map(|finding| finding.kind), Some(unread), "{longest}");
            assert_eq!(cleaned, found(LONGEST, |run| run.clean(start)), "{longest}");
        }
    }

    #[test]
    fn a_stage_of_which_nobody_wants_a_part_is_not_run() {
        let stages = |parts| {
            let (options, cancel) = (Options { parts, ..Options::default() }, Cancel::new());
            let mut stages = Vec::new();
            let mut done = |stage| stages.push(stage);
            let found = Run::new(&options, &cancel, &mut done).analyze(TEXT).expect("nobody cancels");
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
            let (run, found) = stages(Parts::of([part]));
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
            let sentences = found(longest, |run| run.segment(TEXT));
            assert_eq!(sentences, found(LONGEST, |run| run.segment(start)), "{longest}");
            let quotes = found(longest, |run| run.extract_quotes(TEXT));
            assert_eq!(quotes, found(LONGEST, |run| run.extract_quotes(start)), "{longest}");
        }
    }

    #[test]
    fn a_text_that_fits_is_read_to_its_end() {
        let analysis = found(TEXT.len(), |run| run.analyze(TEXT));
        assert!(analysis.cleaned.findings.is_empty());
        assert_eq!(analysis.sentences.len(), 3);
    }
}
