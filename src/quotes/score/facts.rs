//! The facts about a candidate for the speaker of a quote, and the weight of each.
//!
//! The weights are in `lexicon/choices.tsv`, made by `scripts/train-choices`: a row per fact, a column per
//! [`Situation`], in hundredths of the natural logarithm of the odds.

use crate::lexicon::CHOICES;
use crate::text::{bits, facts};

/// The number of situations.
pub const SITUATIONS: usize = 10;

/// The weights of a fact: one per situation.
pub type Row = [i16; SITUATIONS];

/// The weights of all facts: one row per fact.
pub type Weights = [Row];

/// What the quote's clause says about its speaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Situation {
    /// Nothing: a verb without a subject.
    #[default]
    Implicit,
    /// Nothing: a participle or verbal noun, which shares the subject of the main verb.
    Dependent,
    /// Nothing: there is no cue.
    Uncued,
    /// A proper name, or words of an unknown kind.
    Name,
    /// A definite title or description of a person or of an unnamed source.
    Title,
    /// An indefinite title or description.
    Description,
    /// A body, medium or state in three words or more, or without the article.
    Body,
    /// A definite noun for a body, in one or two words.
    ShortBody,
    /// A definite noun for a statement, report or study.
    Text,
    /// An indefinite noun for a statement, report or study.
    NewText,
}

impl Situation {
    /// The names, as at the head of `lexicon/choices.tsv`.
    pub const NAMES: [&'static str; SITUATIONS] = [
        "implicit",
        "dependent",
        "uncued",
        "name",
        "title",
        "description",
        "body",
        "short-body",
        "text",
        "new-text",
    ];

    /// Returns the name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// A set of facts about a candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts(u128);

bits!(Facts);

impl Facts {
    /// Returns the facts in the set, each with its name, its meaning and its weight.
    pub fn explained(
        self,
        situation: Situation,
        weights: &Weights,
    ) -> impl Iterator<Item = (&'static str, &'static str, i16)> {
        self.explained_in(situation as usize, weights)
    }

    /// Returns the sum of the weights of the facts in the set.
    #[must_use]
    pub fn weigh(self, situation: Situation, weights: &Weights) -> i32 {
        self.weigh_in(situation as usize, weights)
    }
}

/// The learned weights.
pub const LEARNED: &Weights = CHOICES;

facts! {
    // The kind and the name.
    PERSON "person" "It is a person.";
    BODY "body" "It is a body.";
    DOCUMENT "document" "It is a document.";
    UNNAMED "unnamed" "It is an unnamed source.";
    UNKNOWN_KIND "unknown-kind" "Its kind is unknown.";
    NAMED "named" "It has a proper name.";
    TITLED "titled" "The text gives it a title.";
    ONE_WORD "one-word" "Its name has one word.";
    FULL "full" "Its name has two to four words.";
    LONG "long" "Its name has five or six words.";
    SWOLLEN "swollen" "Its name has more than six words.";
    COMMON "common" "Its name has a word that the press also uses as a common word.";
    INDEFINITE "indefinite" "Its name is a description without the article.";
    UNSURE "unsure" "The tagger is not sure of its name.";
    UNTAGGED "untagged" "The tagger found no name there.";
    // Agreement with the verb.
    AGREES "agrees" "The verb shows the same gender.";
    OTHER_GENDER "other-gender" "The verb shows a different gender.";
    OTHER_NUMBER "other-number" "The verb shows a different number.";
    // Where it was mentioned before the quote.
    NOT_YET "not-yet" "The text has not mentioned it yet.";
    IN_PARAGRAPH "in-paragraph" "It was last mentioned in the paragraph of the cue.";
    PARAGRAPH_BEFORE "paragraph-before" "It was last mentioned in the previous paragraph.";
    EARLIER "earlier" "It was last mentioned in an earlier paragraph.";
    WITHIN_8 "within-8" "It was mentioned within eight tokens before the cue.";
    WITHIN_24 "within-24" "It was mentioned nine to 24 tokens before the cue.";
    WITHIN_64 "within-64" "It was mentioned 25 to 64 tokens before the cue.";
    FARTHER "farther" "It was mentioned more than 64 tokens before the cue.";
    NEWEST "newest" "No other candidate was mentioned between it and the cue.";
    SECOND "second" "One other candidate was mentioned between it and the cue.";
    THIRD "third" "Two other candidates were mentioned between it and the cue.";
    OLDER "older" "Three or more other candidates were mentioned between it and the cue.";
    NEWEST_OF_KIND "newest-of-kind" "No other candidate of its kind was mentioned between it and the cue.";
    OPENS_PARAGRAPH "opens-paragraph" "It is mentioned at the start of the cue's paragraph.";
    BEFORE_CUE "before-cue" "It is right before the cue.";
    AFTER_CUE "after-cue" "It is soon after the cue, before the content.";
    RIGHT_AFTER_CUE "right-after-cue" "It is right after the cue.";
    FIRST_AFTER_CUE "first-after-cue" "It is the first mention after the cue.";
    ONCE "once" "The text mentions it once.";
    TWICE "twice" "The text mentions it twice.";
    OFTEN "often" "The text mentions it three to five times.";
    VERY_OFTEN "very-often" "The text mentions it more than five times.";
    FIRST_OF_TEXT "first-of-text" "It is the first entity that the text mentions.";
    // Whether it spoke before.
    SPOKE "spoke" "It spoke before.";
    LATEST "latest" "It spoke last.";
    TURN_BEFORE "turn-before" "It had the turn before the last speaker.";
    OLDER_TURN "older-turn" "It spoke earlier than that.";
    LATEST_GOES_ON "latest-goes-on" "It spoke last, and the verb says that somebody continues.";
    LATEST_HERE "latest-here" "It spoke last, in the paragraph of the cue.";
    LATEST_BEFORE "latest-before" "It spoke last, in the previous paragraph.";
    LATEST_FAR "latest-far" "It spoke last, in an earlier paragraph.";
    LATEST_WITHOUT_CUE "latest-without-cue" "It spoke last, and the quote has no cue.";
    LATEST_INTERRUPTED "latest-interrupted" "It spoke last, and another candidate of its kind was mentioned since.";
    NO_TURN "no-turn" "Nobody has spoken yet.";
    // What the rules pick.
    RULES "rules" "The rules pick it, under this name.";
    ROW_OF_RULES "row-of-rules" "The rules pick it, under another name.";
    AS_RULES "as-rules" "Its name has the same words as the rules' pick.";
    LONGER "longer" "The rules pick it, under a shorter name.";
    SHORTER "shorter" "The rules pick it, under a longer name.";
    RULES_SUBJECT "rules-subject" "The rules found it as a subject in the cue's clause.";
    RULES_ANTECEDENT "rules-antecedent" "The rules found it outside the cue's clause, for example as an antecedent.";
    RULES_MAIN_VERB "rules-main-verb" "The rules found it as the subject of another clause.";
    RULES_TURN "rules-turn" "The rules pick the newest turn of the paragraph.";
    RULES_OLD_TURN "rules-old-turn" "The rules pick the newest turn of an earlier paragraph.";
    BY_NAME "by-name" "The rules joined the mention to it by its name.";
    BY_TITLE "by-title" "The rules joined the mention to it by its title.";
    BY_WORDS "by-words" "The rules joined the mention to it by the words of a body or document.";
    BY_TURN "by-turn" "The rules joined the mention, or the verb, to it because of its turn.";
    BY_MAKER "by-maker" "The rules found it as the maker or issuer of a document.";
    BY_NOTHING "by-nothing" "The rules pick it as a new source.";
    STANDS "stands" "It is the mention in its own words.";
    DOUBTED "doubted" "It is the mention in its own words, and the rules reject it as the speaker.";
    NOBODY "nobody" "No speaker is named.";
    RULES_NOBODY "rules-nobody" "No speaker is named, and the rules name nobody.";
    // How it compares with the mention.
    IN_MENTION "in-mention" "The mention contains it.";
    WHOLE_MENTION "whole-mention" "It is the whole mention.";
    ENDS_MENTION "ends-mention" "The mention ends with it.";
    BEGINS_MENTION "begins-mention" "The mention begins with it.";
    AFTER_MENTION "after-mention" "It is right after the mention.";
    SHARES_ALL "shares-all" "Each word of the mention is in its name or titles.";
    SHARES_SOME "shares-some" "A word of the mention is in its name.";
    SHARES_NOTHING "shares-nothing" "No word of the mention is in its name or titles.";
    LAST_SHARED "last-shared" "Mention and name end in the same word.";
    FIRST_SHARED "first-shared" "Mention and name begin with the same word.";
    SAME_WORDS "same-words" "Mention and name have the same words.";
    WITHIN_NAME "within-name" "Each word of the mention is in its name, which has more words.";
    NAME_WITHIN "name-within" "Each word of its name is in the mention, which has more words.";
    IN_TITLES "in-titles" "Each word of the mention is in its titles.";
    HEAD_IN_TITLES "head-in-titles" "The first word of the mention is in its titles.";
    NO_TITLE_SHARED "no-title-shared" "It has titles, and they share no word with the mention.";
    AFTER_HEAD "after-head" "Elsewhere it is soon after the first word of the mention.";
    BEFORE_HEAD "before-head" "Elsewhere it is right before the first word of the mention.";
    RIGHT_AFTER_HEAD "right-after-head" "Elsewhere it is right after the first word of the mention.";
    LATEST_DESCRIBED "latest-described" "It spoke last, and the mention shares no word with it.";
    LATEST_SAYS_MORE "latest-says-more" "It spoke last, and the mention has at least three words and shares none with it.";
    LATEST_DEFINITE "latest-definite" "It spoke last, and the mention is definite.";
    LATEST_SAME "latest-same" "It spoke last, and the mention says \"the same\".";
    UNLIKE_PLURAL "unlike-plural" "The mention is plural, and it is one named person.";
    UNLIKE_GENDER "unlike-gender" "The mention has a different gender.";
    NO_OFFICE "no-office" "The mention is an office, and it is an unnamed source.";
    UNLIKE_KIND "unlike-kind" "The mention is of a different kind.";
    MENTION_INDEFINITE "mention-indefinite" "It was mentioned before, and the mention is indefinite.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_those_of_the_facts() {
        let names: Vec<_> = Facts::ALL.iter().map(|(name, ..)| *name).collect();
        assert_eq!(crate::lexicon::CHOICE_NAMES, names);
    }
}
