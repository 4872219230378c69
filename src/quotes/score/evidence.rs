//! How sure the extractor is: what speaks for and against a quote, weighed as the gold taught.
//!
//! The weights are in `lexicon/confidence.tsv`, made by `scripts/train-confidence`; a confidence
//! is the logistic function of the sum of the weights of what is there.

use super::bits::bits;

/// Makes the set and its names.
macro_rules! evidence {
    ($($bit:literal $constant:ident $name:literal $doc:literal;)*) => {
        impl Evidence {
            $(#[doc = $doc] pub const $constant: Self = Self(1 << $bit);)*
            /// The names as in `lexicon/confidence.tsv`.
            pub const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$constant)),*];
        }
    };
}

/// What a confidence is computed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence(u64);

bits!(Evidence);

impl Evidence {
    /// The names of what is here.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().filter(move |(_, bit)| self.any(*bit)).map(|(name, _)| *name)
    }

    /// How sure the quote is, content, type and speaker together: 0 to 1.
    #[must_use]
    pub fn of_quote(self) -> f32 {
        self.weigh(|weights| weights.0)
    }

    /// How sure its speaker is, where the quote is one: 0 to 1.
    #[must_use]
    pub fn of_speaker(self) -> f32 {
        self.weigh(|weights| weights.1)
    }

    fn weigh(self, column: impl Fn(&(f32, f32)) -> f32) -> f32 {
        let bias = crate::lexicon::CONFIDENCE.len() - 1;
        let weights = self.places().chain([bias]).filter_map(|bit| crate::lexicon::CONFIDENCE.get(bit));
        let sum: f32 = weights.map(column).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

evidence! {
    0 VERB_CLAUSE "verb-clause" "The rule.";
    1 VERB_COLON "verb-colon" "The rule.";
    2 VERB_MARK "verb-mark" "The rule.";
    3 VERB_NOUN "verb-noun" "The rule.";
    4 VERB_QUESTION "verb-question" "The rule.";
    5 PARTICIPLE "participle" "The rule.";
    6 NOMINAL "nominal" "The rule.";
    7 CONTENT_FIRST "content-first" "The rule.";
    8 SOURCE_BEFORE "source-before" "The rule.";
    9 SOURCE_AFTER "source-after" "The rule.";
    10 HEADLINE "headline" "The rule.";
    11 CONTINUED "continued" "The rule.";
    12 DIRECT "direct" "The type.";
    13 MIXED "mixed" "The type.";
    14 NESTED "nested" "Inside another quotation.";
    15 RECOVERED "recovered" "A mark was supplied or reread.";
    16 EVERYDAY "everyday" "The cue is an everyday word that needs its complement at hand.";
    17 SHORT "short" "Fewer than four words of content.";
    18 LONG "long" "More than sixty words of content.";
    19 PIECES "pieces" "Content of several pieces.";
    20 RELAYED "relayed" "Somebody passed it on.";
    21 SUBJECT "subject" "The subject stands in the cue's clause.";
    22 ANTECEDENT "antecedent" "The speaker stands before a relative cue.";
    23 MAIN_VERB "main-verb" "The speaker is the subject of the sentence's main verb.";
    24 TURN "turn" "The speaker is who spoke before, in the same paragraph.";
    25 OLD_TURN "old-turn" "The speaker is who spoke before, in an earlier paragraph.";
    26 NOBODY "nobody" "No speaker was found.";
    27 FULL_NAME "full-name" "The speaker has a proper name of two to five words.";
    28 SINGLE_NAME "single-name" "The speaker has a proper name of one word.";
    29 DESCRIBED "described" "The speaker is only described.";
    30 BODY "body" "The speaker is a body or medium.";
    31 DOCUMENT "document" "The speaker is a text.";
    32 UNNAMED "unnamed" "The speaker wants no name.";
    33 UNKNOWN_KIND "unknown-kind" "What the speaker is does not show.";
    34 SWOLLEN "swollen" "The speaker's name has more than six words.";
    35 TITLED "titled" "The text gives the speaker a title.";
    36 RECURS "recurs" "The speaker is mentioned more than once.";
    37 DISAGREES "disagrees" "Verb and speaker differ in gender.";
    38 WEIGHED "weighed" "The weights take another than the rules.";
    39 SHARE_50 "share-50" "The speaker has half of the odds of all candidates, or more.";
    40 SHARE_70 "share-70" "The speaker has seven tenths of the odds, or more.";
    41 SHARE_85 "share-85" "The speaker has 85 hundredths of the odds, or more.";
    42 SHARE_95 "share-95" "The speaker has 95 hundredths of the odds, or more.";
    43 SHARE_99 "share-99" "The speaker has 99 hundredths of the odds, or more.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_those_of_the_evidence() {
        let names: Vec<_> = Evidence::NAMES.iter().map(|(name, _)| *name).chain(["bias"]).collect();
        assert_eq!(crate::lexicon::CONFIDENCE_NAMES, names);
    }

    #[test]
    fn a_confidence_is_a_share() {
        let all = Evidence::NAMES.iter().fold(Evidence::default(), |all, (_, bit)| all.with(*bit));
        for evidence in [Evidence::default(), all, Evidence::VERB_CLAUSE.with(Evidence::SUBJECT)] {
            assert!(
                (0.0..=1.0).contains(&evidence.of_quote()) && (0.0..=1.0).contains(&evidence.of_speaker())
            );
        }
    }
}
