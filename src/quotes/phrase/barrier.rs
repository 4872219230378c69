//! Why a noun phrase ends where it does.

use super::builder::Next;
use crate::text::named;

named! {
    /// Why a noun phrase does not include the next token. The bar in an example marks the end.
    pub enum Barrier {
        Comma "comma" "A comma.";
        Sign "sign" "Another sign that does not belong to a name.";

        // Ended by grammar.
        Particle "particle" "A particle, a verb's particle, or an adverb.";
        /// "كابلان | ذلك".
        Demonstrative "demonstrative" "A demonstrative that refers to something else.";
        /// "كل" and the like.
        Quantifier "quantifier" "A quantifier with the article, before a preposition.";
        Aside "aside" "A fixed phrase that interrupts the sentence.";
        /// "أمير القصيم | مهرجانَ".
        Accusative "accusative" "A sign of the accusative.";
        /// "عودته", "قرارها".
        Possessed "possessed" "A word with a pronoun, which does not end a name.";
        NamesNobody "names-nobody" "A word that announces a name, without a name after it.";

        // Ended by the complement of the verb.
        Time "time" "A time expression.";
        Adjunct "adjunct" "A preposition or adverb of place and time.";
        Verb "verb" "A verb.";
        /// "ابن عذاري | رأى": spelt like "رأي", opinion.
        UndottedVerb "undotted-verb" "A verb that is spelt like a noun if final yaa has no dots.";
        /// "سامر الراوي | كلمة", "| تغريدة".
        Text "text" "A text or occasion after a name.";
        /// "الاحتلال الإسرائيلي | الفلسطينيين".
        Oblique "oblique" "The object, as its case shows.";
        /// "بيان صحفي | عزمه".
        PossessedAfterText "possessed-after-text" "A word with a pronoun after a text: what the text says.";
        /// "باراك أوباما | بتنكيس الأعلام", "بتوقيع".
        WithAct "with-act" "ب and a verbal noun.";
        Addressee "addressee" "ل and a noun: the addressee of the verb.";
        /// "الدكتور المزروع | بالأمر الملكي".
        JoinedArticle "joined-article" "ب and a noun with the article, after a surname.";
        JoinedPreposition "joined-preposition" "ب or ك on a noun that nothing in the phrase governs.";
        JoinedAct "joined-act" "ب or ل on a verbal noun of another shape, or on a word that also occurs without it.";
        /// "المدرب | بثقة", "سامر الراوي | بلهجة حازمة".
        Manner "manner" "ب and an indefinite noun after a definite word or a name: how it was said.";
        /// "شركة ميتا | ليشغل المنصب".
        Purpose "purpose" "ل and a verb: a purpose.";
        /// "the witness | to X".
        UnknownAddressee "unknown-addressee" "ل and an unknown word.";

        // Ended by a preposition outside the phrase.
        /// "تقدم رئيس الشركة | بالشكر" would be one.
        PrepositionWithAct "preposition-with-act" "ب on an act that nothing in the phrase governs.";
        ToMedium "to-medium" "A medium with ل: the addressee.";
        /// "أشار التقرير | إلى وقائع".
        AfterText "after-text" "A preposition right after a text: what the text refers to.";
        SecondPreposition "second-preposition" "A second free preposition.";
        /// "الفريق القبيل | عن تهنئة".
        OfVerb "of-verb" "عن or على, which belong to the verb unless the noun before takes them.";
        Circumstance "circumstance" "When, where or on which occasion it was said.";
        Ungoverned "ungoverned" "A preposition after a name, or after a noun that governs no preposition.";

        // Ended after what may be a complete name.
        /// "سامر الراوي | الحكومة".
        CommonNoun "common-noun" "A common noun after a name.";
        /// "جريدة «النهار» | التعليق".
        AfterMarks "after-marks" "A common noun after marks.";
        IndefiniteTitle "indefinite-title" "An indefinite title after a subject that is a single name.";
        ThirdName "third-name" "A further noun with the article after a name of two words.";
        /// "مدير الأمن | رسالة إلى".
        GivenText "given-text" "An indefinite text after a complete title: what was given.";
        /// "الرئيس المصري | احترام بلاده".
        GivenAct "given-act" "An act after a complete title.";

        // Ended by the object, after a subject that is a single name.
        AfterState "after-state" "An indefinite noun after a state.";
        ObliqueObject "oblique-object" "A sound plural in the oblique case.";
        PluralObject "plural-object" "A sound plural with the article after another definite word.";
        AfterServed "after-served" "A definite noun after \"for the …\".";
        AfterConstruct "after-construct" "A definite noun after a body and its complement.";
        AfterDefinite "after-definite" "A definite noun after a definite head that is not a title.";
        /// "الوزير | القرار".
        AfterTitle "after-title" "A document or body with the article after a definite title.";
        AfterAdjective "after-adjective" "A definite noun after a title and its adjective.";

        // Ended by a different phrase, after the name of a body or text.
        /// "the committee | criticism".
        IndefiniteAfterBody "indefinite-after-body" "An indefinite noun after a definite word of a body's name.";
        /// "الشرطة في أستراليا | إحباط الهجوم".
        ActAfterPlace "act-after-place" "An act after a place.";
        /// "محكمة كولونيا | الحكم".
        NounAfterPlace "noun-after-place" "A definite noun after a place.";
        DefiniteAct "definite-act" "A verbal noun with the article.";
        /// "المحكمة | الموافقات".
        PluralOfThings "plural-of-things" "A plural of things after another definite word.";
        OtherScript "other-script" "An Arabic given name after Latin letters.";
    }
}

/// A test on the next word.
pub type Fact = fn(&Next<'_, '_>) -> bool;

/// Tests that end a phrase, in the order of testing.
pub type Barriers = [(Barrier, Fact)];

/// Returns the first barrier whose test holds.
#[inline(always)]
pub fn first(barriers: &Barriers, next: &Next) -> Option<Barrier> {
    barriers.iter().find(|(_, holds)| holds(next)).map(|&(barrier, _)| barrier)
}
