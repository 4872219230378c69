//! The facts about a line that may be the title, and their weights.
//!
//! The weights are in `lexicon/titles.tsv`, written by `scripts/train-titles`: one row for each fact, one column for each
//! [`Situation`], in hundredths of the natural logarithm of the odds.

use crate::lexicon::TITLES;
use crate::text::{bits, facts};

/// What surrounds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Situation {
    /// An article without boilerplate.
    Article,
    /// A page.
    Page,
}

impl Situation {
    /// The names, in the order of the columns of `lexicon/titles.tsv`.
    pub const NAMES: [&'static str; 2] = ["article", "page"];

    /// The name of the situation.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// A set of facts about a line that may be the title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts(u64);

bits!(Facts);

impl Facts {
    /// The facts of the set, each with its name, its meaning and its weight.
    pub fn explained(self, situation: Situation) -> impl Iterator<Item = (&'static str, &'static str, i16)> {
        self.explained_in(situation as usize, TITLES)
    }

    /// The sum of the weights of the facts.
    #[must_use]
    pub fn weigh(self, situation: Situation) -> i32 {
        self.weigh_in(situation as usize, TITLES)
    }
}

facts! {
    NO_TITLE "no-title" "There is no title above the text.";
    // Its length.
    WORDS_2 "words-2" "It has two words.";
    WORDS_4 "words-4" "It has three or four words.";
    WORDS_7 "words-7" "It has five to seven words.";
    WORDS_12 "words-12" "It has eight to twelve words.";
    WORDS_16 "words-16" "It has 13 to 16 words.";
    WORDS_24 "words-24" "It has 17 to 24 words.";
    WORDS_MORE "words-more" "It has more than 24 words.";
    // What occurs elsewhere on the page.
    AGAIN "again" "It has four words or more, and the page repeats them as a line or a part of one.";
    PART_AGAIN "part-again" "Its words before the first dash, or after the last, occur again.";
    TOLD_NONE "told-none" "The first paragraphs have none of its words.";
    TOLD_SOME "told-some" "The first paragraphs have less than a third of its words.";
    TOLD_THIRD "told-third" "The first paragraphs have at least a third of its words.";
    TOLD_HALF "told-half" "The first paragraphs have at least half of its words.";
    TOLD_MOST "told-most" "The first paragraphs have at least three quarters of its words.";
    // Its position.
    TOP "top" "It is the first line.";
    NEAR_TOP "near-top" "One to three lines are above it.";
    UPPER "upper" "Four to ten lines are above it.";
    LOWER "lower" "More than ten lines are above it.";
    ABOVE_TEXT "above-text" "The text is right below it.";
    LINE_BETWEEN "line-between" "One line is between it and the text.";
    FEW_BETWEEN "few-between" "Two or three lines are between it and the text.";
    SOME_BETWEEN "some-between" "Four to six lines are between it and the text.";
    MANY_BETWEEN "many-between" "Seven to twelve lines are between it and the text.";
    FAR "far" "More than twelve lines are between it and the text.";
    NO_WORDS_BETWEEN "no-words-between" "No text line of more than three words is between it and the text.";
    WORDS_BETWEEN "words-between" "One text line of more than three words is between it and the text.";
    MORE_WORDS_BETWEEN "more-words-between" "Two or three text lines of more than three words are between it and the text.";
    MOST_WORDS_BETWEEN "most-words-between" "More than three text lines of more than three words are between it and the text.";
    FIRST_LONG "first-long" "It is the first text line of more than three words.";
    // Its neighbours.
    DATED "dated" "A date, byline, source, caption or share button follows, directly or after a short line.";
    ABOVE_DATE "above-date" "A date is right below it.";
    BELOW_DATE "below-date" "A date is right above it.";
    BELOW_SECTION "below-section" "The name of a section is right above it.";
    BELOW_FURNITURE "below-furniture" "Other boilerplate is right above it.";
    IN_LIST "in-list" "The heading of other stories is above it, with only text in between.";
    IN_ROW "in-row" "Text lines of more than three words are right above and below it.";
    // Its words and marks.
    RUNNING "running" "It has the words of running text.";
    SENTENCES "sentences" "It consists of whole sentences.";
    STOPS "stops" "A sentence ends inside it.";
    ENDS_STOP "ends-stop" "It ends with a full stop or a comma.";
    ENDS_COLON "ends-colon" "It ends with a colon or a dash.";
    ENDS_QUERY "ends-query" "It ends with a question mark or an exclamation mark.";
    ENDS_DOTS "ends-dots" "It ends with dots.";
    CAPTION "caption" "It looks like the caption of a picture.";
    BYLINE "byline" "It looks like a name.";
    DAY "day" "It holds a date.";
    FOREIGN "foreign" "At least half of its words have no Arabic letter.";
    BULLET "bullet" "It starts with a list sign.";
    INLINE "inline" "It is in one line with the previous unit.";
    NO_GRAMMAR "no-grammar" "It has no function word and no verb of saying.";
    VERB "verb" "It has a verb of saying.";
    HEADING_1 "heading-1" "It is marked as a heading of the first rank (#).";
    HEADING_2 "heading-2" "It is marked as a heading of the second rank (##).";
    HEADING_3 "heading-3" "It is marked as a heading of a lower rank.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_those_of_the_facts() {
        let names: Vec<_> = Facts::ALL.iter().map(|(name, ..)| *name).collect();
        assert_eq!(crate::lexicon::TITLE_NAMES, names);
    }
}
