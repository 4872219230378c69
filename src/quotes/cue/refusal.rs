//! Why a word or clause that might attribute does not attribute.
//!
//! Search for a variant to find the code that refuses.

use crate::text::named;

named! {
    /// Why a candidate is not a quote.
    pub enum Refusal {
        AfterPreposition "after-preposition" "A noun spelt like the verb: a preposition is before it.";
        FirstPerson "first-person" "First person: the speaker's own words.";
        AfterVerb "after-verb" "The complement of the verb before it.";
        Negated "negated" "It was not said.";
        Term "term" "Part of a term.";
        Speculation "speculation" "What somebody may say: nobody has said it.";
        WithArticle "with-article" "A noun: it has the article.";
        OnlyCarries "only-carries" "A participle that carries another cue and reports nothing itself.";
        Noun "noun" "A noun spelt like the participle.";
        WithObject "with-object" "With an object's pronoun: only a conjunction of source takes it.";
        BareMasdar "bare-masdar" "A verbal noun without article or pronoun.";
        NoVerb "no-verb" "A conjunction of source without a reporting verb after it.";
        Carried "carried" "A later cue takes its content and subject.";
        TooDeep "too-deep" "Speech in speech in speech.";
        Twin "twin" "Another cue has the same content.";
        JoinedClause "joined-clause" "A complementizer with و after it continues the clause before.";
        NamesNoSource "names-no-source" "The phrase of source names nobody.";
        NoSourcePhrase "no-source-phrase" "No noun phrase follows the phrase of source.";
        Impersonal "impersonal" "The writer's own reminder.";
        NotItsFrame "not-its-frame" "The verb does not take what follows it: see its frames.";
        NoVenue "no-venue" "A verb whose source follows a preposition, as in \"جاء في\", and none does.";
        OthersComplement "others-complement" "The preposition of another word is before the complementizer.";
        NewSentence "new-sentence" "After the comma a new sentence begins.";
        TooFar "too-far" "An everyday word, and its complement is not at hand.";
        MarkApart "mark-apart" "A verbal noun, and the quotation follows neither it nor a colon.";
        MasdarApart "masdar-apart" "A verbal noun, and its clause is not right after it.";
        CutOff "cut-off" "A verbal noun, and a comma ends its phrase before the clause.";
        ShortMarks "short-marks" "A short marked string: a name, title or term.";
        BareComplement "bare-complement" "A noun complement without quoted words.";
        Empty "empty" "No word of content is left.";
        NoComma "no-comma" "No comma or colon between the source and its content.";
        Hearsay "hearsay" "A passive of common expectation without anybody who expects.";
        DescribesNoun "describes-noun" "Says what the noun before it shows: nobody speaks.";
        Prayer "prayer" "A prayer: God is asked.";
        Evidence "evidence" "A verb of showing, and its subject is no source.";
        NoSpeaker "no-speaker" "Inside a quotation, and no subject of its own.";
        NoContent "no-content" "Nothing introduces content, and no quotation before it is its own.";
        PassesOn "passes-on" "A cue of its own follows: this source passed it on.";
        NothingFollows "nothing-follows" "No word of content follows the source and its \"فإن\".";
        OnTop "on-top" "The quote before it has a speaker: this one passed it on.";
        EndsContent "ends-content" "Only ends the content of the quote before it.";
        NotSetOff "not-set-off" "A phrase such as \"على حد قوله\" without a comma, and no quote is before it.";
    }
}
