//! A text that is read once and checked against any number of claims.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use super::super::changes::EditKind;
use super::claim::Claim;
use super::exact::{self, Exact};
use super::found::{Found, Searched};
use super::list::List;
use super::pieces::pieces;
use super::polarity::Around;
use super::reading::{self, Seen, read};
use super::speaker::{Claimed, Contents};
use super::told::{self, MOST_EDITS};
use super::verdict::{Attribution, Place, Polarity, Presence, Verdict};
use crate::analysis::{Analysis, Options, Part};
use crate::analyze::Run;
use crate::lexicon::CueClass;
use crate::markup::Readable;
use crate::quotes::Extraction;
use crate::text::Span;

/// A claim with fewer words is searched only word for word.
const LEAST_WORDS: usize = 3;
/// The maximum number of places of one claim that are examined, and the maximum that a verdict lists.
const MOST_EXACT: usize = 32;
const MOST_PLACES: usize = 8;
/// The share of the claim's words, in hundredths, above which a claim found in the article is not searched in the surrounding page.
const ENOUGH: usize = 90;

/// A text in which claims are looked up.
///
/// Time and memory are linear in the text and in the claims. Each claim costs at most four comparisons for each word of the text, and at most
/// 300 cells of a table for each of its own words, no matter how often words repeat.
///
/// ```
/// use isnad::{Attribution, Claim, EditKind, Polarity, Presence, Verifier};
///
/// let text = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن ولن يغلق قبل 25 نيسان.";
/// let verifier = Verifier::new(text);
///
/// let verdict = verifier.verify(&Claim::new("«سد الوادي الاخضر آمن»").with_speaker("المرزوقي"));
/// assert_eq!(verdict.presence, Presence::Verbatim);
/// assert_eq!(&text[verdict.places[0].spans[0]], "سد الوادي الأخضر آمن");
/// assert_eq!(verdict.attribution, Some(Attribution::Variant));
///
/// let claim = Claim::new("سد الوادي الأخضر آمن وسيغلق قبل 20 نيسان");
/// let verdict = verifier.verify(&claim);
/// assert_eq!((verdict.presence, verdict.polarity), (Presence::Near, Some(Polarity::Reversed)));
/// let number = verdict.edits.iter().find(|edit| edit.kind == EditKind::Number).expect("an edit");
/// assert_eq!((&claim.words[number.claim], &text[number.text]), ("20", "25"));
/// ```
pub struct Verifier<'t> {
    text: &'t str,
    extraction: Extraction,
    sentences: Vec<Span>,
    contents: Contents,
    /// The parts of the text that are the article, merged where they are adjacent.
    kept: Vec<Span>,
    /// The words of the article.
    article: List,
    /// The words of the whole page, built when a claim is first not found in the article.
    page: OnceLock<List>,
}

impl fmt::Debug for Verifier<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("extraction", &self.extraction).finish_non_exhaustive()
    }
}

impl<'t> Verifier<'t> {
    /// The parts of an analysis that a verifier needs.
    pub const PARTS: &'static [Part] = &[Part::Blocks, Part::Sentences, Part::Quotes, Part::Entities];

    /// Analyses the text with the default options.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let options = Options { parts: Self::PARTS.iter().copied().collect(), ..Options::default() };
        Self::with_analysis(text, Run::new(&options).try_analyze(text).unwrap_or_default())
    }

    /// Uses an existing analysis of the text. The analysis must contain the [`PARTS`](Self::PARTS).
    #[must_use]
    pub fn with_analysis(text: &'t str, analysis: Analysis) -> Self {
        let Analysis { cleaned, sentences, extraction } = analysis;
        let mut kept: Vec<Span> = Vec::new();
        for block in cleaned.blocks.iter().filter(|block| block.kept) {
            match kept.last_mut() {
                Some(last) if last.end == block.span.start => *last = last.cover(block.span),
                _ => kept.push(block.span),
            }
        }
        let mut words = page_words(text);
        words.retain(|word| is_kept(&kept, word.span.start));
        let sentences = sentences.iter().map(|sentence| sentence.span).collect();
        let contents = Contents::of(&extraction);
        Self { text, extraction, sentences, contents, kept, article: List::of(words), page: OnceLock::new() }
    }

    /// The quotes and the entities of the text, which the indexes in a [`Place`] refer to.
    #[must_use]
    pub const fn extraction(&self) -> &Extraction {
        &self.extraction
    }

    /// Checks a claim. A claim without a word is never found, and a claim of one or two words is searched only word for word.
    #[must_use]
    pub fn verify(&self, claim: &Claim<'_>) -> Verdict {
        let words = page_words(claim.words);
        if words.is_empty() {
            return Verdict::default();
        }
        let speaker = claim.speaker.and_then(Claimed::read);
        for list in self.lists() {
            let exact = exact::places(&list.words, &words, MOST_EXACT);
            if exact.count > 0 {
                return self.verbatim(list, &words, &exact, speaker.as_ref());
            }
        }
        for list in self.lists() {
            let exact = exact::places_behind(self.text, &list.words, &words, MOST_EXACT);
            if exact.count > 0 {
                return self.verbatim(list, &words, &exact, speaker.as_ref());
            }
        }
        if words.len() < LEAST_WORDS {
            return Verdict::default();
        }
        self.near(claim.words, &words, speaker.as_ref())
    }

    /// The article, and the whole page if it contains more.
    fn lists(&self) -> impl Iterator<Item = &List> {
        std::iter::once(&self.article).chain(std::iter::once_with(|| self.page()).flatten())
    }

    fn page(&self) -> Option<&List> {
        let page = self.page.get_or_init(|| {
            let words = page_words(self.text);
            if words.len() == self.article.words.len() { List::default() } else { List::of(words) }
        });
        (!page.words.is_empty()).then_some(page)
    }

    fn verbatim(&self, list: &List, words: &[Seen], exact: &Exact, speaker: Option<&Claimed>) -> Verdict {
        let place = |start: &usize| self.placed(list, *start..*start + words.len(), words.first());
        let mut places: Vec<_> = exact.starts.iter().map(place).collect();
        let mut known = Vec::new();
        // The sort is stable: the first of several places that fit equally well stays first.
        places.sort_by_cached_key(|(_, place)| {
            let fit = self.fit(place, speaker, &mut known).map_or(0, |attribution| attribution as u8);
            (fit, place.quote.is_none())
        });
        places.truncate(MOST_PLACES);
        let first = places.first();
        let denied = first.is_some_and(|(range, place)| self.is_denied(list, range, place));
        Verdict {
            presence: Presence::Verbatim,
            attribution: first.and_then(|(_, place)| self.fit(place, speaker, &mut known)),
            polarity: Some(if denied { Polarity::Denied } else { Polarity::Affirmed }),
            exact: exact.count,
            coverage: 1.0,
            places: places.into_iter().map(|(_, place)| place).collect(),
            ..Verdict::default()
        }
    }

    fn near(&self, words: &str, seen: &[Seen], speaker: Option<&Claimed>) -> Verdict {
        let claim: Vec<_> = seen.iter().map(|word| reading::word(words, *word)).collect();
        let mut best: Option<(Searched<'_>, Found)> = None;
        for list in self.lists() {
            let searched = Searched { text: self.text, list, claim: &claim };
            let found = searched.found(pieces(self.text, list, &claim), |at| self.unit(list, at));
            let enough = 100 * found.equal >= ENOUGH * claim.len();
            if best.as_ref().is_none_or(|(_, best)| found.is_better_than(best)) {
                best = Some((searched, found));
            }
            if enough {
                break;
            }
        }
        let Some((searched, found)) = best else { return Verdict::default() };
        self.told(&searched, words, &found, speaker)
    }

    fn told(
        &self,
        searched: &Searched<'_>,
        words: &str,
        found: &Found,
        speaker: Option<&Claimed>,
    ) -> Verdict {
        let list = searched.list;
        let mut edits =
            if found.places.is_empty() { Vec::new() } else { told::edits(searched, words, found) };
        let more_edits = edits.len().saturating_sub(MOST_EDITS) as u32;
        edits.truncate(MOST_EDITS);
        let places: Vec<_> =
            found.places.iter().map(|range| self.placed(list, range.clone(), None)).collect();
        let mut known = Vec::new();
        // Words of two speakers are attributed to neither.
        let attribution = places.iter().filter_map(|(_, place)| self.fit(place, speaker, &mut known));
        let attribution = attribution.max_by_key(|attribution| *attribution as u8);
        let polarity = if edits.first().is_some_and(|edit| edit.kind == EditKind::Polarity) {
            Polarity::Reversed
        } else if places.iter().any(|(range, place)| self.is_denied(list, range, place)) {
            Polarity::Denied
        } else {
            Polarity::Affirmed
        };
        Verdict {
            presence: found.presence,
            attribution,
            polarity: (!places.is_empty()).then_some(polarity),
            exact: 0,
            coverage: if places.is_empty() { 0.0 } else { found.equal as f32 / searched.claim.len() as f32 },
            places: places.into_iter().map(|(_, place)| place).collect(),
            edits,
            more_edits,
        }
    }

    /// A place with its quote and speaker. If its first word is known, an attached conjunction or preposition is excluded.
    fn placed(&self, list: &List, range: Range<usize>, first: Option<&Seen>) -> (Range<usize>, Place) {
        let whole = list.span(range.start, range.end);
        let begins = list.words.get(range.start).zip(first);
        let behind = begins.and_then(|(word, first)| reading::behind_proclitic(self.text, *word, first.key));
        let whole = behind.map_or(whole, |word| Span::new(word.span.start, whole.end));
        let parts = self.parts(whole);
        let in_article = !parts.is_empty();
        let is_article = std::ptr::eq(list, &raw const self.article);
        let spans = if is_article && in_article { parts } else { vec![whole] };
        let (setting, quote) = self.contents.quote(&self.extraction, &spans);
        let speaker = quote.and_then(|index| self.extraction.quotes.get(index as usize)?.speaker.entity);
        let name = speaker.and_then(|index| Some(self.extraction.entities.get(index as usize)?.name));
        (range, Place { spans, setting, quote, speaker, name, in_article })
    }

    /// The parts of a span that belong to the article.
    fn parts(&self, whole: Span) -> Vec<Span> {
        let first = self.kept.partition_point(|part| part.end <= whole.start);
        let kept =
            self.kept.get(first..).unwrap_or_default().iter().take_while(|part| part.start < whole.end);
        kept.map(|part| Span::new(part.start.max(whole.start), part.end.min(whole.end))).collect()
    }

    /// How the speaker of a place relates to the claimed speaker. Each entity is compared once.
    fn fit(
        &self,
        place: &Place,
        speaker: Option<&Claimed>,
        known: &mut Vec<(u32, Attribution)>,
    ) -> Option<Attribution> {
        let claimed = speaker?;
        let Some(index) = place.speaker else { return Some(Attribution::Nobody) };
        if let Some((_, attribution)) = known.iter().find(|(entity, _)| *entity == index) {
            return Some(*attribution);
        }
        let entity = self.extraction.entities.get(index as usize)?;
        let attribution = claimed.attribution(self.text, entity);
        known.push((index, attribution));
        Some(attribution)
    }

    /// Returns whether the text denies the words in a place, by words outside the place.
    fn is_denied(&self, list: &List, range: &Range<usize>, place: &Place) -> bool {
        let Some(first) = list.words.get(range.start) else { return false };
        let whole = list.span(range.start, range.end);
        let quote = place.quote.and_then(|index| self.extraction.quotes.get(index as usize));
        let cue = quote.and_then(|quote| quote.cue).filter(|cue| !whole.contains_span(cue.span));
        let around = Around { text: self.text, list, sentence: self.sentence(first.span.start) };
        cue.is_some_and(|cue| cue.class == CueClass::Denial) || around.denies(range)
    }

    /// The sentence that contains a byte. Outside all sentences, the part of the page up to the next one.
    fn sentence(&self, at: u32) -> Span {
        let after = self.sentences.partition_point(|sentence| sentence.start <= at);
        let before = after.checked_sub(1).and_then(|before| self.sentences.get(before)).copied();
        match before {
            Some(sentence) if sentence.contains(at) => sentence,
            before => {
                let end = self.sentences.get(after).map_or(self.text.len() as u32, |next| next.start);
                Span::new(before.map_or(0, |before| before.end), end)
            }
        }
    }

    /// The words of the quote, or otherwise the sentence, that contains a word.
    fn unit(&self, list: &List, at: usize) -> Range<usize> {
        let Some(word) = list.words.get(at) else { return at..at };
        let unit = self.contents.around(word.span.start).unwrap_or_else(|| self.sentence(word.span.start));
        let start = list.words.partition_point(|word| word.span.start < unit.start);
        start..list.words.partition_point(|word| word.span.end <= unit.end)
    }
}

/// The visible words of a text, with spans in the text itself.
fn page_words(text: &str) -> Vec<Seen> {
    match Readable::of(text) {
        None => read(text),
        Some(readable) => {
            let mut words = read(readable.text());
            for word in &mut words {
                word.span = readable.map().span(word.span);
            }
            words
        }
    }
}

fn is_kept(kept: &[Span], at: u32) -> bool {
    let part = kept.partition_point(|part| part.end <= at);
    kept.get(part).is_some_and(|part| part.contains(at))
}

/// Checks each claim against a text and returns the verdicts in the order of the claims. For claims that arrive one at a time, use [`Verifier`].
///
/// ```
/// use isnad::{Claim, Polarity, Presence};
///
/// let text = "نفى رئيس البلدية سليم الطرابيشي أن الجسر القديم مغلق.";
/// let verdicts = isnad::verify(text, &[Claim::new("الجسر القديم مغلق"), Claim::new("سيفتح الجسر غدا")]);
/// assert_eq!((verdicts[0].presence, verdicts[0].polarity), (Presence::Verbatim, Some(Polarity::Denied)));
/// assert_eq!(verdicts[1].presence, Presence::NotFound);
/// ```
#[must_use]
pub fn verify(text: &str, claims: &[Claim<'_>]) -> Vec<Verdict> {
    let verifier = Verifier::new(text);
    claims.iter().map(|claim| verifier.verify(claim)).collect()
}
