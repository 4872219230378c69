//! Whether two quotes report the same utterance.

use super::changes::{Edit, Sides, edits};
use super::facts::{Column, Fact, Facts, thousandths};
use super::measure;
use super::pair::Pair;
use super::words::{Marks, Word, words};
use crate::text::kinds;

/// A quote as [`compare`] takes it: its words, and what is known of speaker and date.
///
/// ```
/// use isnad::Quotation;
///
/// let quote = Quotation::new("سد الوادي الأخضر آمن").with_speaker("هالة المرزوقي").with_published("2024-03-05");
/// assert_eq!(quote.speaker, Some("هالة المرزوقي"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quotation<'t> {
    /// What was said.
    pub text: &'t str,
    /// Who said it.
    pub speaker: Option<&'t str>,
    /// The day on which it was published, as ISO 8601 has it: "2024-03-05". What is no date counts as none.
    pub published: Option<&'t str>,
}

impl<'t> Quotation<'t> {
    /// Of which only the words are known.
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self { text, speaker: None, published: None }
    }

    /// With its speaker.
    #[must_use]
    pub const fn with_speaker(self, speaker: &'t str) -> Self {
        Self { speaker: Some(speaker), ..self }
    }

    /// With its day.
    #[must_use]
    pub const fn with_published(self, day: &'t str) -> Self {
        Self { published: Some(day), ..self }
    }

    /// The number of its day.
    fn day(&self) -> Option<i64> {
        let date = self.published?;
        let mut parts = date.get(..10)?.splitn(3, '-').map(|part| part.parse::<u16>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
        valid.then(|| day_number(year.into(), month.into(), day.into()))
    }
}

/// Days since the first of March of the year 0.
const fn day_number(year: i64, month: i64, day: i64) -> i64 {
    // A year that begins in March has its leap day at the end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 1
}

kinds! {
    /// How two quotes belong together.
    pub enum Relation {
        /// They report one utterance, however cut or reworded.
        Same "same",
        /// One of them reports a part of what the other reports, and nothing else.
        Part "part",
        /// They report two utterances.
        Different "different",
    }
}

kinds! {
    /// What kind of text two quotes are.
    pub enum PairKind {
        /// Something that somebody said.
        Utterance "utterance",
        /// Words that are said again and again: a prayer, the opening of a session, a line about markets.
        Formula "formula",
        /// Quran or hadith.
        Scripture "scripture",
    }
}

kinds! {
    /// One of two quotes.
    pub enum QuoteSide {
        /// The first.
        A "a",
        /// The second.
        B "b",
    }
}

/// What [`compare`] found.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Comparison {
    /// How they belong together.
    pub relation: Relation,
    /// The one that reports a part, where the relation is [`Relation::Part`].
    pub part: Option<QuoteSide>,
    /// What kind of text they are.
    pub kind: PairKind,
    /// How far their words agree, from 0 to 1; rare words count more.
    pub similarity: f32,
    /// How likely they report one utterance or a part of it, from 0 to 1.
    pub confidence: f32,
    /// Their differences: the most harmful first, those of one kind in the order of the text.
    pub edits: Vec<Edit>,
}

/// Whether two quotes report the same utterance, and in what they differ.
///
/// A changed number or a negation does not make another utterance of it, but is always among the edits. Time and memory are linear
/// in the texts: of each the first 4096 words are compared, and each costs at most 64 cells of a table.
///
/// ```
/// use isnad::{EditKind, Quotation, Relation};
///
/// let a = Quotation::new("سد الوادي الأخضر آمن ولن يغلق الطريق قبل 25 نيسان المقبل").with_published("2024-03-05");
/// let b = Quotation::new("سد الوادي الاخضر آمن وسيغلق الطريق قبل 20 نيسان المقبل").with_published("2024-03-05");
///
/// let found = isnad::compare(&a, &b);
/// assert_eq!(found.relation, Relation::Same);
/// let kinds: Vec<_> = found.edits.iter().map(|edit| edit.kind).collect();
/// assert_eq!(kinds, [EditKind::Polarity, EditKind::Number, EditKind::Changed, EditKind::Spelling]);
/// let number = found.edits[1];
/// assert_eq!((&a.text[number.a], &b.text[number.b]), ("25", "20"));
/// ```
#[must_use]
pub fn compare(a: &Quotation<'_>, b: &Quotation<'_>) -> Comparison {
    let (first, second) = (words(a.text), words(b.text));
    let pair = Pair::of(&first, &second);
    let (facts, column) = measured(a, b, &pair);
    let confidence = facts.chance(column);
    let same = confidence >= 0.5 || first == second;
    let shorter = if pair.first_is_longer { QuoteSide::B } else { QuoteSide::A };
    let part = (same && facts.chance(Column::Part) >= 0.5).then_some(shorter);
    let relation = match part {
        Some(_) => Relation::Part,
        None if same => Relation::Same,
        None => Relation::Different,
    };
    let similarity = f32::from(facts.value(Fact::Shared)) / 1000.0;
    let sides = Sides { texts: [a.text, b.text], words: [&first, &second] };
    let edits = edits(&sides, &pair.steps);
    Comparison { relation, part, kind: kind(&pair, same, similarity), similarity, confidence, edits }
}

/// The facts of a pair, each with its name and value from 0 to 1, and the column of the weights that counts.
#[must_use]
pub fn pair_facts(a: &Quotation<'_>, b: &Quotation<'_>) -> (Vec<(Fact, f32)>, Column) {
    let (first, second) = (words(a.text), words(b.text));
    let (facts, column) = measured(a, b, &Pair::of(&first, &second));
    let value = |fact: &Fact| (*fact, f32::from(facts.value(*fact)) / 1000.0);
    (Fact::ALL.iter().map(value).collect(), column)
}

fn measured(a: &Quotation<'_>, b: &Quotation<'_>, pair: &Pair<'_>) -> (Facts, Column) {
    let days = a.day().zip(b.day()).map(|(a, b)| a.abs_diff(b).min(u64::from(u32::MAX)) as u32);
    let speakers = a.speaker.zip(b.speaker).map(|(a, b)| (words(a), words(b)));
    let facts = measure::dated(measure::facts(pair), days);
    let facts = measure::spoken(facts, speakers.as_ref().map(|(a, b)| (a.as_slice(), b.as_slice())));
    let column = match days {
        None => Column::Undated,
        Some(0..=1) => Column::Close,
        Some(_) => Column::Apart,
    };
    (facts, column)
}

/// What kind of text two quotes are: by the words that both have, or because the same words are two utterances.
fn kind(pair: &Pair<'_>, same: bool, similarity: f32) -> PairKind {
    /// Words of scripture that a text has, and their share of those that carry meaning, in thousandths.
    const SCRIPTURE: (u32, u16) = (2, 150);
    const FORMULA: (u32, u16) = (3, 300);
    /// So similar are only words that were said twice.
    const SAID_AGAIN: f32 = 0.6;
    let carries = |word: &&Word| !word.marks.any(Marks::FUNCTION);
    let meaning = pair.few.words.iter().filter(carries).count() as u32;
    let is_full = |mark: Marks, (least, share): (u32, u16)| {
        let found = pair.few.words.iter().filter(|word| word.marks.any(mark)).count() as u32;
        found >= least && thousandths(found, meaning) >= share
    };
    if is_full(Marks::SCRIPTURE, SCRIPTURE) {
        PairKind::Scripture
    } else if is_full(Marks::FORMULA, FORMULA) || (!same && similarity >= SAID_AGAIN) {
        PairKind::Formula
    } else {
        PairKind::Utterance
    }
}
