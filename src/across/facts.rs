//! The facts that are measured about two quotes, and the weights that turn them into the probability that both report one utterance.

use crate::lexicon::PAIRS;
use crate::text::{kinds, named};

named! {
    /// A fact about two quotes, from 0 to 1. "The shorter" is the quote whose words weigh less in total; a rare word weighs more.
    pub enum Fact {
        Always "always" "Holds for every pair.";
        Covered "covered" "The share by weight of the shorter's words that the longer also has.";
        Covers "covers" "The share by weight of the longer's words that the shorter also has.";
        Shared "shared" "The shared words as a share of all words of both.";
        Mass "mass" "The weight of the shared words.";
        Rare "rare" "The weight of the shared rare words.";
        InOrder "in-order" "The share of the shorter's words that are in the longer in the same order.";
        Order "order" "The share of the shared words that are in the same order.";
        Run "run" "The length of the longest shared run of words.";
        RunShare "run-share" "The longest shared run as a share of the shorter's words.";
        Triples "triples" "The share of the shorter's word trigrams that the longer has.";
        Letters "letters" "The share of the shorter's five-letter n-grams that the longer has.";
        LettersShared "letters-shared" "The shared five-letter n-grams as a share of those of both.";
        Pieces "pieces" "The share of the four-letter n-grams inside longer words that both have.";
        Left "left" "Content words of the shorter that are not in the longer.";
        LeftRare "left-rare" "The weight of rare words of the shorter that are not in the longer.";
        LeftLonger "left-longer" "Content words of the longer that are not in the shorter.";
        Begin "begin" "The share of the first words that both have.";
        NumbersLeft "numbers-left" "Numbers of the shorter that are not in the longer.";
        NumbersLeftLonger "numbers-left-longer" "Numbers of the longer that are not in the shorter.";
        Formula "formula" "The share of formula words among the shared words.";
        Length "length" "The number of the shorter's words.";
        Ratio "ratio" "The length of the shorter as a share of the longer's.";
        OrderNumbersLeft "order-numbers-left" "Same order, with unmatched numbers.";
        InOrderRare "in-order-rare" "Words in the same order, and shared rare words.";
        OrderFormula "order-formula" "Order, and a formula.";
        RareFormula "rare-formula" "Rare words, and a formula.";
        CoveredFormula "covered-formula" "Covered, and a formula.";
        RunRatio "run-ratio" "A long shared run, and similar lengths.";
        RunTwice "run-twice" "A long run, squared.";
        LeftRareBegin "left-rare-begin" "Unmatched rare words, and the same first words.";
        OrderBegin "order-begin" "Same order, and the same first words.";
        InOrderLength "in-order-length" "In order, and long.";
        LettersRare "letters-rare" "Shared letter n-grams, and shared rare words.";
        Later "later" "Published more than a week apart.";
        SpeakersAgree "speakers-agree" "Both quotes have a speaker, and the two names share a word.";
        SpeakersDiffer "speakers-differ" "Both quotes have a speaker, and the two names share no word.";
    }
}

const FACTS: usize = Fact::ALL.len();

/// The value of a fact that holds fully.
pub const WHOLE: u16 = 1000;

/// The facts of a pair, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts([u16; FACTS]);

impl Default for Facts {
    fn default() -> Self {
        Self([0; FACTS]).with(Fact::Always, WHOLE)
    }
}

kinds! {
    /// A column of the weights.
    pub enum Column {
        /// Whether the quotes report one utterance, if they were published at most a day apart.
        Close "close",
        /// The same question, if they were published further apart.
        Apart "apart",
        /// The same question, if one of the dates is unknown.
        Undated "undated",
        /// Whether the shorter quote reports only a part, if both report one utterance.
        Part "part",
    }
}

impl Facts {
    /// Sets the value of a fact, at most [`WHOLE`].
    pub fn with(mut self, fact: Fact, value: u16) -> Self {
        if let Some(place) = self.0.get_mut(fact as usize) {
            *place = value.min(WHOLE);
        }
        self
    }

    /// Sets a fact to the share `part` of `all`.
    pub fn share(self, fact: Fact, part: u32, all: u32) -> Self {
        self.with(fact, thousandths(part, all))
    }

    /// Sets a fact to [`WHOLE`] or zero.
    pub fn when(self, fact: Fact, there: bool) -> Self {
        self.with(fact, if there { WHOLE } else { 0 })
    }

    /// Sets a fact to the conjunction of two others.
    pub fn both(self, fact: Fact, one: Fact, other: Fact) -> Self {
        let product = u32::from(self.value(one)) * u32::from(self.value(other)) / u32::from(WHOLE);
        self.with(fact, product as u16)
    }

    /// The value of a fact.
    pub fn value(&self, fact: Fact) -> u16 {
        self.0.get(fact as usize).copied().unwrap_or(0)
    }

    /// The probability that the column's question is answered with yes.
    pub fn chance(&self, column: Column) -> f32 {
        let weight = |row: &[i16; 4]| row.get(column as usize).map_or(0, |weight| i64::from(*weight));
        let sum: i64 = self.0.iter().zip(PAIRS).map(|(value, row)| i64::from(*value) * weight(row)).sum();
        // Weights are in hundredths, values in thousandths.
        1.0 / (1.0 + (-(sum as f32) / 100_000.0).exp())
    }
}

/// `part` as thousandths of `all`, at most [`WHOLE`]; zero if `all` is zero.
pub fn thousandths(part: u32, all: u32) -> u16 {
    let share = u64::from(part) * u64::from(WHOLE) / u64::from(all.max(1));
    share.min(u64::from(WHOLE)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::PAIR_NAMES;

    #[test]
    fn the_weights_are_those_of_the_facts() {
        let names: Vec<_> = Fact::ALL.iter().map(|fact| fact.as_str()).collect();
        assert_eq!(names, PAIR_NAMES, "src/across/facts.rs and lexicon/pairs.tsv");
        assert_eq!(PAIRS.len(), FACTS);
    }

    #[test]
    fn a_value_stays_between_nothing_and_the_whole() {
        let facts =
            Facts::default().share(Fact::Covered, 3, 2).share(Fact::Covers, 1, 0).share(Fact::Mass, 0, 0);
        assert_eq!(facts.value(Fact::Covered), WHOLE);
        assert_eq!(facts.value(Fact::Covers), WHOLE);
        assert_eq!(facts.value(Fact::Mass), 0);
        assert_eq!(
            facts
                .with(Fact::Rare, 500)
                .both(Fact::InOrderRare, Fact::Rare, Fact::Covered)
                .value(Fact::InOrderRare),
            500
        );
    }
}
