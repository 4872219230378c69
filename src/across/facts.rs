//! What is measured of two quotes, and the weights that tell from it whether they report one utterance.

use crate::lexicon::PAIRS;
use crate::text::{kinds, named};

named! {
    /// A fact about two quotes, from 0 to 1. The shorter is the one whose words weigh less in all; a rare word weighs more.
    pub enum Fact {
        Always "always" "Holds for each pair.";
        Covered "covered" "The share of the shorter's words that the longer has, too, by weight.";
        Covers "covers" "The share of the longer's words that the shorter has, too, by weight.";
        Shared "shared" "The share of the words of both that both have.";
        Mass "mass" "The weight of the words that both have.";
        Rare "rare" "The weight of the rare words that both have.";
        InOrder "in-order" "The share of the shorter's words that stand in the longer in the same order.";
        Order "order" "Of the words that both have, the share that stand in the same order.";
        Run "run" "The length of the longest run of words that both have.";
        RunShare "run-share" "The same, as a share of the shorter's words.";
        Triples "triples" "The share of the shorter's runs of three words that the longer has.";
        Letters "letters" "The share of the shorter's runs of five letters that the longer has.";
        LettersShared "letters-shared" "The share of the runs of five letters of both that both have.";
        Pieces "pieces" "The share of the runs of four letters inside longer words that both have.";
        Left "left" "Words of the shorter that carry meaning and are not in the longer.";
        LeftRare "left-rare" "The weight of rare words of the shorter that are not in the longer.";
        LeftLonger "left-longer" "Words of the longer that carry meaning and are not in the shorter.";
        Begin "begin" "The share of the first words that both have.";
        NumbersLeft "numbers-left" "Numbers of the shorter that the longer has not.";
        NumbersLeftLonger "numbers-left-longer" "Numbers of the longer that the shorter has not.";
        Formula "formula" "The share of words of formulas among those that both have.";
        Length "length" "The number of the shorter's words.";
        Ratio "ratio" "The length of the shorter as a share of the longer's.";
        OrderNumbersLeft "order-numbers-left" "Order, and numbers that are left.";
        InOrderRare "in-order-rare" "In order, and rare words.";
        OrderFormula "order-formula" "Order, and a formula.";
        RareFormula "rare-formula" "Rare words, and a formula.";
        CoveredFormula "covered-formula" "Covered, and a formula.";
        RunRatio "run-ratio" "A long run, and alike in length.";
        RunTwice "run-twice" "A long run, squared.";
        LeftRareBegin "left-rare-begin" "Rare words are left, and the first words are those of the other.";
        OrderBegin "order-begin" "Order, and the first words.";
        InOrderLength "in-order-length" "In order, and long.";
        LettersRare "letters-rare" "Runs of letters, and rare words.";
        Later "later" "Published more than a week apart.";
        SpeakersAgree "speakers-agree" "Both have a speaker, and the two share a word.";
        SpeakersDiffer "speakers-differ" "Both have a speaker, and the two share no word.";
    }
}

const FACTS: usize = Fact::ALL.len();

/// The value of a fact that holds wholly.
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
        /// Whether they report one utterance: published at most a day apart.
        Close "close",
        /// The same: published further apart.
        Apart "apart",
        /// The same: when is not known of both.
        Undated "undated",
        /// Whether the shorter reports a part only, if they report one utterance.
        Part "part",
    }
}

impl Facts {
    /// The facts with the value of one, at most [`WHOLE`].
    pub fn with(mut self, fact: Fact, value: u16) -> Self {
        if let Some(place) = self.0.get_mut(fact as usize) {
            *place = value.min(WHOLE);
        }
        self
    }

    /// The facts with one that is `part` of `all`.
    pub fn share(self, fact: Fact, part: u32, all: u32) -> Self {
        self.with(fact, thousandths(part, all))
    }

    /// The facts with one that is there wholly or not.
    pub fn when(self, fact: Fact, there: bool) -> Self {
        self.with(fact, if there { WHOLE } else { 0 })
    }

    /// The facts with one that is two others at once.
    pub fn both(self, fact: Fact, one: Fact, other: Fact) -> Self {
        let product = u32::from(self.value(one)) * u32::from(self.value(other)) / u32::from(WHOLE);
        self.with(fact, product as u16)
    }

    /// The value of one.
    pub fn value(&self, fact: Fact) -> u16 {
        self.0.get(fact as usize).copied().unwrap_or(0)
    }

    /// How likely the column's question is to be answered with yes.
    pub fn chance(&self, column: Column) -> f32 {
        let weight = |row: &[i16; 4]| row.get(column as usize).map_or(0, |weight| i64::from(*weight));
        let sum: i64 = self.0.iter().zip(PAIRS).map(|(value, row)| i64::from(*value) * weight(row)).sum();
        // Weights are hundredths, values thousandths.
        1.0 / (1.0 + (-(sum as f32) / 100_000.0).exp())
    }
}

/// `part` of `all` in thousandths, at most the whole; nothing of nothing.
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
