//! Measures the facts of two quotes. Each fact takes one pass over the words or the letters.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::facts::{Fact, Facts, WHOLE, thousandths};
use super::grams;
use super::pair::{Pair, Side};
use super::words::{Marks, Word};

/// The minimum weights of a content word, of a rare word, and of a word that is rare even among names.
const MEANING: u32 = 20;
const RARE: u32 = 45;

/// The facts of two texts. The caller adds those of date and speakers.
pub fn facts(pair: &Pair<'_>) -> Facts {
    let facts = shares(pair, Facts::default());
    let facts = order(pair, facts);
    let facts = letters(pair, facts);
    let facts = left(pair, facts);
    let facts = numbers(pair, facts);
    together(facts)
}

/// Measures the share of words that both have.
fn shares(pair: &Pair<'_>, facts: Facts) -> Facts {
    let (few, many) = (&pair.few, &pair.many);
    let common = few.common_mass();
    let rare: HashSet<(u64, u32), FixedState> =
        few.common().map(|word| (word.stem, word.weight().saturating_sub(RARE))).collect();
    let formula = few.common().filter(|word| word.marks.any(Marks::FORMULA)).count();
    let meaning = few.words.iter().filter(|word| !word.marks.any(Marks::FUNCTION)).count();
    facts
        .share(Fact::Covered, common, few.mass)
        .share(Fact::Covers, many.common_mass(), many.mass)
        .share(Fact::Shared, common, (few.mass + many.mass).saturating_sub(common))
        .share(Fact::Mass, common, 1500)
        .share(Fact::Rare, rare.iter().map(|(_, weight)| weight).sum(), 250)
        .share(Fact::Formula, formula as u32, meaning as u32)
        .share(Fact::Length, few.words.len() as u32, 40)
        .share(Fact::Ratio, few.words.len() as u32, many.words.len() as u32)
}

/// Measures how well the word order agrees.
fn order(pair: &Pair<'_>, facts: Facts) -> Facts {
    let (weight, run) = pair.in_order();
    let few = &pair.few;
    let [ours, theirs] = [few, &pair.many].map(|side| triples(side.words));
    let shared = grams::shared(&ours, &theirs);
    facts
        .share(Fact::InOrder, weight, few.mass)
        .share(Fact::Order, weight, few.common_mass())
        .share(Fact::Run, run, 12)
        .share(Fact::RunShare, run, few.words.len() as u32)
        .share(Fact::Triples, shared, ours.len() as u32)
        .with(Fact::Begin, begin(few, &pair.many))
}

fn triples(words: &[Word]) -> Vec<[u64; 3]> {
    let stems = |run: &[Word]| match run {
        [a, b, c] => Some([a.stem, b.stem, c.stem]),
        _ => None,
    };
    grams::each_once(words.windows(3).filter_map(stems).collect())
}

/// The share of the first three content words that both have.
fn begin(a: &Side<'_>, b: &Side<'_>) -> u16 {
    const FIRST: usize = 3;
    let first = |side: &Side<'_>| -> Vec<u64> {
        let meaning = side.words.iter().filter(|word| !word.marks.any(Marks::FUNCTION));
        meaning.map(|word| word.stem).take(FIRST).collect()
    };
    let theirs = first(b);
    let shared = first(a).iter().filter(|stem| theirs.contains(stem)).count();
    thousandths(shared as u32, FIRST as u32)
}

/// Measures the share of letter n-grams that both have.
fn letters(pair: &Pair<'_>, facts: Facts) -> Facts {
    let [few, many] = [pair.few.words, pair.many.words].map(grams::across);
    let [inside_few, inside_many] = [pair.few.words, pair.many.words].map(grams::inside);
    let shared = grams::shared(&few, &many);
    let smaller = |a: &grams::Grams, b: &grams::Grams| a.len().min(b.len()) as u32;
    facts
        .share(Fact::Letters, shared, smaller(&few, &many))
        .share(Fact::LettersShared, shared, (few.len() + many.len()) as u32 - shared)
        .share(Fact::Pieces, grams::shared(&inside_few, &inside_many), smaller(&inside_few, &inside_many))
}

/// Measures the unmatched words.
fn left(pair: &Pair<'_>, facts: Facts) -> Facts {
    let meaning = |word: &&Word| !word.marks.any(Marks::FUNCTION) && word.weight() > MEANING;
    let rare: u32 = pair.few.alone().map(|word| word.weight().saturating_sub(2 * MEANING)).sum();
    facts
        .share(Fact::Left, pair.few.alone().filter(meaning).count() as u32, 10)
        .share(Fact::LeftRare, rare, 300)
        .share(Fact::LeftLonger, pair.many.alone().filter(meaning).count() as u32, 20)
}

/// Measures the unmatched numbers.
fn numbers(pair: &Pair<'_>, facts: Facts) -> Facts {
    let numbers = |side: &Side<'_>| side.alone().filter(|word| word.marks.any(Marks::NUMBER)).count() as u32;
    facts.share(Fact::NumbersLeft, numbers(&pair.few), 3).share(
        Fact::NumbersLeftLonger,
        numbers(&pair.many),
        3,
    )
}

/// Sets the facts that combine two others.
fn together(facts: Facts) -> Facts {
    facts
        .both(Fact::OrderNumbersLeft, Fact::Order, Fact::NumbersLeft)
        .both(Fact::InOrderRare, Fact::InOrder, Fact::Rare)
        .both(Fact::OrderFormula, Fact::Order, Fact::Formula)
        .both(Fact::RareFormula, Fact::Rare, Fact::Formula)
        .both(Fact::CoveredFormula, Fact::Covered, Fact::Formula)
        .both(Fact::LettersRare, Fact::Letters, Fact::Rare)
        .both(Fact::RunRatio, Fact::Run, Fact::Ratio)
        .both(Fact::RunTwice, Fact::Run, Fact::Run)
        .both(Fact::LeftRareBegin, Fact::LeftRare, Fact::Begin)
        .both(Fact::OrderBegin, Fact::Order, Fact::Begin)
        .both(Fact::InOrderLength, Fact::InOrder, Fact::Length)
}

/// Adds the fact about the days between the publications.
pub fn dated(facts: Facts, days: Option<u32>) -> Facts {
    const WEEK: u32 = 7;
    facts.when(Fact::Later, days.is_some_and(|days| days > WEEK))
}

/// Adds the facts about the speakers: whether their names share a word.
pub fn spoken(facts: Facts, speakers: Option<(&[Word], &[Word])>) -> Facts {
    let Some((a, b)) = speakers.filter(|(a, b)| !a.is_empty() && !b.is_empty()) else { return facts };
    let names = |word: &&Word| !word.marks.any(Marks::FUNCTION);
    let stems: HashSet<u64, FixedState> = a.iter().filter(names).map(|word| word.stem).collect();
    let agree = b.iter().filter(names).any(|word| stems.contains(&word.stem));
    facts.with(if agree { Fact::SpeakersAgree } else { Fact::SpeakersDiffer }, WHOLE)
}
