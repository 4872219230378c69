//! The library's main entry points: functions for one call, and [`Analyzer`], which keeps its options between calls.

use crate::analysis::{Analysis, Options, Part};
use crate::analyze::{Run, Stage, whole};
use crate::clean::{CleanOptions, Cleaned, cleaned};
use crate::quotes::{Extraction, QuoteOptions};
use crate::segment::{SegmentOptions, Sentence};
use crate::text::{Cancel, Cancelled};
use crate::tokens::tokenize;

/// Analyses a scraped page with the default options: blocks, clean text, sentences, quotes and entities. [`Analyzer`] takes options.
///
/// Time and memory are linear in the length of the text. Adversarial text takes at most about 70 bytes of memory per byte. If a text has
/// 4 GiB or more, only the first 4 GiB are read, and a [finding](crate::FindingKind::Truncated) gives the number of unread bytes.
///
/// ```
/// let page = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن.";
/// let article = isnad::analyze(page);
/// for quote in article.quotes(page) {
///     println!("{}: {}", quote.speaker().map_or("?".into(), |speaker| speaker.name()), quote.text());
/// }
/// # assert_eq!(article.quotes(page).count(), 1);
/// ```
#[must_use]
pub fn analyze(text: &str) -> Analysis {
    Analyzer::new().analyze(text)
}

/// Extracts the article from a scraped page. If a text has 4 GiB or more, only the first 4 GiB are read, and a
/// [finding](crate::FindingKind::Truncated) gives the number of unread bytes.
///
/// ```
/// use isnad::{CleanOptions, CleanProfile};
///
/// let page = "قَالَ الوزيرُ إنّ الطريقَ مغلق.";
/// let options = CleanOptions::new().with_profile(CleanProfile::Search);
/// assert_eq!(isnad::clean(page, &options).clean_text, "قال الوزير ان الطريق مغلق.");
/// ```
#[must_use]
pub fn clean(text: &str, options: &CleanOptions) -> Cleaned {
    Analyzer::new().clean_options(options.clone()).clean(text)
}

/// Normalises a word or phrase in the same way as clean text, so that you can search for it there. Do not use [`clean`] for a search
/// term: it may classify a single word as part of the surrounding page and drop it.
///
/// ```
/// use isnad::{CleanOptions, CleanProfile};
///
/// let options = CleanOptions::new().with_profile(CleanProfile::Search);
/// let page = "قالت المديرة إن المكتبَة مغلقة.";
/// let cleaned = isnad::clean(page, &options);
/// let word = isnad::fold("المكتبة", &options);
/// let at = cleaned.clean_text.find(&word).expect("the word") as u32;
/// let raw = cleaned.raw(page, isnad::Span::new(at, at + word.len() as u32)).expect("in the page");
/// assert_eq!(&page[raw], "المكتبَة");
/// ```
#[must_use]
pub fn fold(text: &str, options: &CleanOptions) -> String {
    let tokens = tokenize(text);
    cleaned(&tokens, whole(&tokens), options, Vec::new()).clean_text
}

/// Splits Arabic text into sentences. Every line counts as text. Nothing is dropped except HTML that a reader does not see. If a text
/// has 4 GiB or more, only the first 4 GiB are read, and nothing in the result reports it.
///
/// ```
/// use isnad::SegmentOptions;
///
/// let text = "وصل د. سامر إلى المدينة. وقال: «الطريق مغلق. والجسر أيضا».";
/// let count = |options| isnad::segment(text, &options).len();
/// assert_eq!(count(SegmentOptions::new()), 3);
/// assert_eq!(count(SegmentOptions::new().with_quotations_whole(true)), 2);
/// ```
#[must_use]
pub fn segment(text: &str, options: &SegmentOptions) -> Vec<Sentence> {
    Analyzer::new().segment_options(options.clone()).segment(text)
}

/// Extracts quotes from text that is already clean: every line counts as part of the article. If a text has 4 GiB or more, only the first
/// 4 GiB are read, and nothing in the result reports it.
///
/// ```
/// use isnad::QuoteOptions;
///
/// let text = "أكد رئيس البلدية سليم الطرابيشي أن السكان لم يعرفوا شيئا.";
/// let found = isnad::extract_quotes(text, &QuoteOptions::new().with_min_confidence(0.5));
/// let quote = found.quotes(text).next().expect("a quote");
/// assert_eq!(quote.speaker().expect("a speaker").titles(), ["رئيس البلدية"]);
/// ```
#[must_use]
pub fn extract_quotes(text: &str, options: &QuoteOptions) -> Extraction {
    Analyzer::new().quote_options(options.clone()).extract_quotes(text)
}

/// [`analyze`], [`clean`], [`segment`] and [`extract_quotes`] with one set of options. Build an analyzer once and share it between threads: it holds only its options.
///
/// ```
/// use isnad::{Analyzer, CleanOptions, CleanProfile, Part};
///
/// let analyzer = Analyzer::new()
///     .min_speaker_confidence(0.8)
///     .clean_options(CleanOptions::new().with_profile(CleanProfile::Search))
///     .parts([Part::CleanText, Part::Quotes]);
///
/// let page = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن.";
/// let article = analyzer.analyze(page);
/// assert!(article.cleaned.clean_text.contains("الاخضر"));
/// assert!(article.sentences.is_empty(), "not asked for");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analyzer {
    options: Options,
}

impl Analyzer {
    /// An analyzer with the default options, which suit a scraped news page.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An analyzer with these options.
    #[must_use]
    pub const fn with_options(options: Options) -> Self {
        Self { options }
    }

    /// Drops quotes below this confidence, 0 (the default) to 1. See [`QuoteOptions::min_confidence`].
    #[must_use]
    pub const fn min_confidence(mut self, share: f32) -> Self {
        self.options.quotes.min_confidence = share;
        self
    }

    /// Withholds the names of speakers below this confidence, 0 (the default) to 1; their quotes stay. At 0.8, 97 of 100 names are right.
    /// Entities that are no longer referenced are not listed. See [`QuoteOptions::min_speaker_confidence`].
    #[must_use]
    pub const fn min_speaker_confidence(mut self, share: f32) -> Self {
        self.options.quotes.min_speaker_confidence = share;
        self
    }

    /// Sets how the clean text is written.
    #[must_use]
    pub fn clean_options(mut self, options: CleanOptions) -> Self {
        self.options.clean = options;
        self
    }

    /// Sets where sentences may end.
    #[must_use]
    pub fn segment_options(mut self, options: SegmentOptions) -> Self {
        self.options.segment = options;
        self
    }

    /// Sets which quotes are returned, and which speakers are named.
    #[must_use]
    pub fn quote_options(mut self, options: QuoteOptions) -> Self {
        self.options.quotes = options;
        self
    }

    /// Returns only these parts of a result. A stage is skipped if none of its parts is requested. See [`Options::parts`].
    #[must_use]
    pub fn parts(mut self, parts: impl IntoIterator<Item = Part>) -> Self {
        self.options.parts = parts.into_iter().collect();
        self
    }

    /// The options of this analyzer.
    #[must_use]
    pub const fn options(&self) -> &Options {
        &self.options
    }

    /// Analyses a scraped page, as [`analyze`] does.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Analysis {
        finished(self.run().try_analyze(text))
    }

    /// Extracts the article, as [`clean`] does.
    #[must_use]
    pub fn clean(&self, text: &str) -> Cleaned {
        finished(self.run().try_clean(text))
    }

    /// Splits text into sentences, as [`segment`] does.
    #[must_use]
    pub fn segment(&self, text: &str) -> Vec<Sentence> {
        finished(self.run().try_segment(text))
    }

    /// Extracts quotes, as [`extract_quotes`] does.
    #[must_use]
    pub fn extract_quotes(&self, text: &str) -> Extraction {
        finished(self.run().try_extract_quotes(text))
    }

    /// Starts a call that stops soon after the flag is set.
    ///
    /// ```
    /// use isnad::{Analyzer, Cancel};
    ///
    /// let (analyzer, cancel) = (Analyzer::new(), Cancel::new());
    /// std::thread::scope(|scope| {
    ///     let call = scope.spawn(|| analyzer.cancel(&cancel).try_analyze("قال الوزير إن الطريق مغلق."));
    ///     // If the result is no longer needed: cancel.cancel();
    ///     assert!(call.join().expect("no panic").is_ok());
    /// });
    /// ```
    #[must_use]
    pub fn cancel<'a>(&'a self, flag: &'a Cancel) -> Run<'a> {
        self.run().cancel(flag)
    }

    /// Starts a call that reports each stage when the stage ends. isnad never reads a clock; measure time in the callback. A cancelled call
    /// was in the stage after the last one reported, in the order of [`Stage::ALL`].
    ///
    /// ```
    /// use std::time::Instant;
    ///
    /// use isnad::{Analyzer, Cancel, Stage};
    ///
    /// let (analyzer, cancel, start) = (Analyzer::new(), Cancel::new(), Instant::now());
    /// let mut stages = Vec::new();
    /// let mut done = |stage| stages.push((stage, start.elapsed()));
    /// let result = analyzer.cancel(&cancel).on_stage(&mut done).try_analyze("قال الوزير إن الطريق مغلق.");
    /// assert!(result.is_ok());
    /// assert_eq!(stages[0].0, Stage::Tokens);
    /// ```
    #[must_use]
    pub fn on_stage<'a>(&'a self, done: &'a mut dyn FnMut(Stage)) -> Run<'a> {
        self.run().on_stage(done)
    }

    fn run(&self) -> Run<'_> {
        Run::new(&self.options)
    }
}

/// The result of a call that cannot be cancelled.
fn finished<T: Default>(result: Result<T, Cancelled>) -> T {
    result.unwrap_or_default()
}
