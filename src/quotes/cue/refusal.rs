//! Why a word or clause that might attribute does not.

/// Makes the reasons, each with its name, the function that says so and what it means.
macro_rules! refusals {
    ($($variant:ident $name:literal $function:literal $meaning:literal;)*) => {
        /// Why a candidate is no quote.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Refusal { $(#[doc = $meaning] $variant),* }

        impl Refusal {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// A short name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The function of `src/quotes` that refuses.
            #[must_use]
            pub const fn function(self) -> &'static str {
                match self { $(Self::$variant => $function),* }
            }

            /// What it means.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),* }
            }
        }
    };
}

refusals! {
    BehindPreposition "behind-preposition" "cue::fits" "A noun spelt like the verb: a preposition stands before it.";
    FirstPerson "first-person" "cue::fits" "First person: the speaker's own words.";
    BehindVerb "behind-verb" "cue::fits" "The complement of the verb before it.";
    Negated "negated" "cue::fits" "Was not said.";
    Term "term" "cue::phrase_cue" "Part of a term.";
    Speculation "speculation" "cue::fits" "What may be said: nobody has said it.";
    WithArticle "with-article" "cue::fits" "A noun: it has the article.";
    OnlyCarries "only-carries" "cue::fits" "A participle that carries another cue and reports nothing itself.";
    Noun "noun" "cue::fits" "A noun spelt like the participle.";
    WithObject "with-object" "cue::fits" "With an object's pronoun only a conjunction of source takes it.";
    BareMasdar "bare-masdar" "cue::fits" "A verbal noun without article or pronoun.";
    NoVerb "no-verb" "cue::phrase_cue" "A conjunction of source without a reporting verb behind it.";
    Carried "carried" "Unit::hand_over" "Another cue behind it takes its content and subject.";
    TooDeep "too-deep" "Unit::judge" "Speech in speech in speech.";
    Twin "twin" "Unit::judge" "Another cue has the same content.";
    JoinedClause "joined-clause" "Unit::is_joined_clause" "A complementizer with و behind it goes on with the clause before.";
    NamesNoSource "names-no-source" "Unit::attributes" "The phrase of source names nobody.";
    NoSourcePhrase "no-source-phrase" "Unit::source" "No noun phrase stands behind the phrase of source.";
    Impersonal "impersonal" "cue::phrase_cue, Unit::licensed" "The writer's own reminder.";
    NotItsFrame "not-its-frame" "Unit::licensed" "The verb does not take what stands behind it: see its frames.";
    TooFar "too-far" "Unit::licensed" "An everyday word, and its complement is not at hand.";
    ShortMarks "short-marks" "Unit::licensed" "A short marked string: a name, title or term.";
    BareComplement "bare-complement" "Unit::content" "A noun complement without quoted words.";
    Empty "empty" "content::clause" "No word of content is left.";
    NoComma "no-comma" "Unit::source_before" "No comma or colon between the source and its content.";
    Hearsay "hearsay" "Unit::is_hearsay" "A passive of common expectation without anybody who expects.";
    DescribesNoun "describes-noun" "Unit::describes_noun" "Says what the noun before it shows: nobody speaks.";
    Prayer "prayer" "Unit::opened" "A prayer: God is asked.";
    Evidence "evidence" "Unit::is_source" "A verb of showing, and its subject is no source.";
    NoSpeaker "no-speaker" "Unit::opened" "Inside a quotation, and no subject of its own.";
    NoContent "no-content" "Unit::content_first" "Nothing that brings content in, and no quotation before it.";
    PassesOn "passes-on" "Unit::source_before" "A cue of its own follows: this source passed it on.";
    OnTop "on-top" "Unit::attributed" "The quote before it has a speaker: this one passed it on.";
    EndsContent "ends-content" "Unit::source_self" "Only ends the content of the quote before it.";
}
