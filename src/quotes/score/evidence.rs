//! The confidences: the evidence for and against a quote, with weights learned from the gold. One of the weights decides
//! whether there is a quote at all.
//!
//! The weights are in `lexicon/confidence.tsv`, made by `scripts/train-confidence`; a confidence is the logistic
//! function of the sum of the weights of the evidence.

use crate::text::bits;

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

/// The evidence from which a confidence is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence(u128);

bits!(Evidence);

impl Evidence {
    /// No evidence.
    pub const NONE: Self = Self(0);

    /// Returns the names of the evidence in the set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().filter(move |(_, bit)| self.any(*bit)).map(|(name, _)| *name)
    }

    /// Returns the confidence in content, type and speaker of the quote together: 0 to 1.
    #[must_use]
    pub fn of_quote(self) -> f32 {
        self.weigh(0)
    }

    /// Returns the confidence in the speaker, given that the quote is one: 0 to 1.
    #[must_use]
    pub fn of_speaker(self) -> f32 {
        self.weigh(1)
    }

    /// Returns the confidence that something is quoted here at all, whatever its borders and its speaker: 0 to 1.
    #[must_use]
    pub fn of_being(self) -> f32 {
        self.weigh(2)
    }

    fn weigh(self, column: usize) -> f32 {
        let bias = crate::lexicon::CONFIDENCE.len() - 1;
        let weights = self.places().chain([bias]).filter_map(|bit| crate::lexicon::CONFIDENCE.get(bit));
        let sum: f32 = weights.filter_map(|weights| weights.get(column)).sum();
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
    15 RECOVERED "recovered" "A mark was inferred.";
    16 EVERYDAY "everyday" "The cue is an everyday word that needs its complement close by.";
    17 SHORT "short" "Fewer than four words of content.";
    18 LONG "long" "More than sixty words of content.";
    19 PIECES "pieces" "Content of several pieces.";
    20 RELAYED "relayed" "Somebody passed it on.";
    21 SUBJECT "subject" "The subject is in the cue's clause.";
    22 ANTECEDENT "antecedent" "The speaker is before a relative cue.";
    23 MAIN_VERB "main-verb" "The speaker is the subject of the sentence's main verb.";
    24 TURN "turn" "The speaker spoke earlier, in the same paragraph.";
    25 OLD_TURN "old-turn" "The speaker spoke earlier, in an earlier paragraph.";
    26 NOBODY "nobody" "No speaker was found.";
    27 FULL_NAME "full-name" "The speaker has a proper name of two to five words.";
    28 SINGLE_NAME "single-name" "The speaker has a proper name of one word.";
    29 DESCRIBED "described" "The speaker is only described.";
    30 BODY "body" "The speaker is a body or medium.";
    31 DOCUMENT "document" "The speaker is a text.";
    32 UNNAMED "unnamed" "The speaker is an unnamed source.";
    33 UNKNOWN_KIND "unknown-kind" "The kind of speaker is unknown.";
    34 SWOLLEN "swollen" "The speaker's name has more than six words.";
    35 TITLED "titled" "The text gives the speaker a title.";
    36 RECURS "recurs" "The speaker is mentioned more than once.";
    37 DISAGREES "disagrees" "Verb and speaker differ in gender.";
    38 WEIGHED "weighed" "The weights chose a speaker other than the rules' pick.";
    39 SHARE_50 "share-50" "The speaker has at least 50% of the odds of all candidates.";
    40 SHARE_70 "share-70" "The speaker has at least 70% of the odds.";
    41 SHARE_85 "share-85" "The speaker has at least 85% of the odds.";
    42 SHARE_95 "share-95" "The speaker has at least 95% of the odds.";
    43 SHARE_99 "share-99" "The speaker has at least 99% of the odds.";
    44 IMPERFECT_FIRST "imperfect-first" "The content begins with an imperfect after the complementizer.";
    45 OF_STATEMENT "of-statement" "The class of the cue: statement.";
    46 OF_CONTINUATION "of-continuation" "The class of the cue: continuation.";
    47 OF_EXPLANATION "of-explanation" "The class of the cue: explanation.";
    48 OF_REMARK "of-remark" "The class of the cue: remark.";
    49 OF_ASSERTION "of-assertion" "The class of the cue: assertion.";
    50 OF_OPINION "of-opinion" "The class of the cue: opinion.";
    51 OF_FORECAST "of-forecast" "The class of the cue: forecast.";
    52 OF_CLAIM "of-claim" "The class of the cue: claim.";
    53 OF_DENIAL "of-denial" "The class of the cue: denial.";
    54 OF_ADMISSION "of-admission" "The class of the cue: admission.";
    55 OF_PROMISE "of-promise" "The class of the cue: promise.";
    56 OF_WARNING "of-warning" "The class of the cue: warning.";
    57 OF_DEMAND "of-demand" "The class of the cue: demand.";
    58 OF_QUESTION "of-question" "The class of the cue: question.";
    59 OF_ANSWER "of-answer" "The class of the cue: answer.";
    60 OF_JUDGEMENT "of-judgement" "The class of the cue: judgement.";
    61 OF_MANNER "of-manner" "The class of the cue: manner.";
    62 OF_RELAY "of-relay" "The class of the cue: relay.";
    63 OF_SOURCE "of-source" "The class of the cue: source.";
    64 PERFECT "perfect" "The cue is a perfect.";
    65 IMPERFECT "imperfect" "The cue is an imperfect.";
    66 AT_HAND "at-hand" "The content follows the cue directly.";
    67 APART "apart" "More than fifteen tokens are between the cue and the content.";
    68 FEW_WORDS "few-words" "Four to eight words of content.";
    69 MANY_WORDS "many-words" "Twenty-one to sixty words of content.";
    70 OPENS "opens" "The cue begins a sentence.";
    71 AFTER_COMMA "after-comma" "A comma comes before the cue.";
    72 AFTER_RELATIVE "after-relative" "A relative word comes before the cue.";
    73 CONJOINED "conjoined" "The cue has a proclitic conjunction.";
    74 TO_THE_END "to-the-end" "The content extends to the end of the sentence.";
    75 TO_A_COMMA "to-a-comma" "The content ends at a comma.";
    76 SPARSE "sparse" "The text has more than 200 tokens for each quote.";
    77 DENSE "dense" "The text has fewer than 60 tokens for each quote.";
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
            for share in [evidence.of_quote(), evidence.of_speaker(), evidence.of_being()] {
                assert!((0.0..=1.0).contains(&share));
            }
        }
    }
}
