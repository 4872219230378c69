//! Why a word or clause that might attribute does not attribute.
//!
//! Search for a variant to find the code that refuses.

use crate::text::named;

named! {
    /// Why a candidate is not a quote.
    pub enum Refusal {
        AfterPreposition "after-preposition" "A noun with the verb's spelling, after a preposition.";
        FirstPerson "first-person" "First person: the speaker's own words.";
        AfterVerb "after-verb" "The complement of the verb before it.";
        Negated "negated" "A negated verb: nobody said it.";
        Term "term" "Part of a term.";
        Speculation "speculation" "Something that somebody may say; nobody has said it.";
        WithArticle "with-article" "A noun: it has the article.";
        OnlyCarries "only-carries" "A participle that carries another cue and reports nothing itself.";
        Noun "noun" "A noun with the participle's spelling.";
        WithObject "with-object" "A verb with an object pronoun, which attributes only after a conjunction of source.";
        BareMasdar "bare-masdar" "A verbal noun without article or pronoun.";
        NoVerb "no-verb" "A conjunction of source without a reporting verb after it.";
        Carried "carried" "A later cue takes its content and subject.";
        TooDeep "too-deep" "Nested too deeply: speech inside speech inside speech.";
        Twin "twin" "Another cue has the same content.";
        JoinedClause "joined-clause" "A complementizer with و follows, which continues the clause of an earlier cue.";
        NamesNoSource "names-no-source" "The phrase of source does not name a source.";
        NoSourcePhrase "no-source-phrase" "No noun phrase follows the phrase of source.";
        Impersonal "impersonal" "A reminder in the writer's own voice.";
        NotItsFrame "not-its-frame" "The verb's frames do not allow what follows it.";
        NoVenue "no-venue" "A verb that needs a preposition and a source, as in \"جاء في\", without one.";
        OthersComplement "others-complement" "The preposition before the complementizer belongs to another word.";
        NewSentence "new-sentence" "A new sentence begins after the comma.";
        TooFar "too-far" "An everyday verb, and its complement is too far away.";
        MarkApart "mark-apart" "A verbal noun, and the quotation follows neither the noun nor a colon.";
        MasdarApart "masdar-apart" "A verbal noun, and its clause does not follow directly.";
        CutOff "cut-off" "A verbal noun, and a comma ends its phrase before the clause.";
        ShortMarks "short-marks" "A short quotation: a name, title or term.";
        BareComplement "bare-complement" "A noun complement without quoted words.";
        Empty "empty" "No words of content are left.";
        NoComma "no-comma" "No comma or colon between the source and its content.";
        Hearsay "hearsay" "A passive of common expectation that names nobody who expects it.";
        DescribesNoun "describes-noun" "Describes what the noun before it shows; nobody speaks.";
        Prayer "prayer" "A prayer: it addresses God.";
        Evidence "evidence" "A verb of showing, and its subject is not a source.";
        NoSpeaker "no-speaker" "Inside a quotation, without a subject of its own.";
        NoContent "no-content" "Nothing introduces content, and no quotation before it belongs to it.";
        PassesOn "passes-on" "Another cue follows: this source passed its quote on.";
        NothingFollows "nothing-follows" "No word of content follows the source and its \"فإن\".";
        OnTop "on-top" "The quote before it already has a speaker; this source passed it on.";
        EndsContent "ends-content" "It only ends the content of the quote before it.";
        NotSetOff "not-set-off" "A phrase such as \"على حد قوله\" that no comma sets off, without a quote before it.";
    }
}
