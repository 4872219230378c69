//! Why a noun phrase ends.

use super::builder::Next;

/// Why a noun phrase does not take in the next token. The bar in an example is where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// A comma.
    Comma,
    /// Another sign that does not belong to a name.
    Sign,

    // By grammar.
    /// A particle, a verb's particle, an adverb.
    Particle,
    /// "كابلان | ذلك": points at something else.
    Demonstrative,
    /// "كل" and the like with the article before a preposition.
    Quantifier,
    /// A fixed phrase that interrupts the sentence.
    Aside,
    /// "أمير القصيم | مهرجانَ": a sign of the accusative.
    Accusative,
    /// "عودته", "قرارها": a pronoun in which no name ends.
    Possessed,
    /// A word that announces a name, without a name after it.
    NamesNobody,

    // The complement of the verb.
    /// A time.
    Time,
    /// A preposition or adverb of place and time.
    Adjunct,
    /// A verb.
    Verb,
    /// "ابن عذاري | رأى": spelt like "رأي", opinion, where final yaa has no dots.
    UndottedVerb,
    /// "سامر الراوي | كلمة", "| تغريدة": a text or occasion after a name.
    Text,
    /// "الاحتلال الإسرائيلي | الفلسطينيين": the object, as its case shows.
    Oblique,
    /// "بيان صحفي | عزمه": what a text says.
    PossessedAfterText,
    /// "باراك أوباما | بتنكيس الأعلام", "بتوقيع": ب and a verbal noun.
    WithAct,
    /// Whom the verb addresses: ل and a noun.
    Addressee,
    /// "الدكتور المزروع | بالأمر الملكي".
    JoinedArticle,
    /// ب or ك on a noun that nothing in the phrase governs.
    JoinedPreposition,
    /// ب or ل on a verbal noun of another shape, or on a word that occurs without it.
    JoinedAct,
    /// "شركة ميتا | ليشغل المنصب": what for.
    Purpose,
    /// An unknown word with ل: "the witness | to X".
    UnknownAddressee,

    // A preposition outside the phrase.
    /// ب on an act that nothing in the phrase governs ("تقدم رئيس الشركة | بالشكر" would be one).
    PrepositionWithAct,
    /// A medium with ل: the medium is addressed.
    ToMedium,
    /// "أشار التقرير | إلى وقائع": what a text refers to.
    AfterText,
    /// A second free preposition.
    SecondPreposition,
    /// "الفريق القبيل | عن تهنئة": عن and على belong to the verb, unless the noun before takes them.
    OfVerb,
    /// When, where and on which occasion it was said.
    Circumstance,
    /// A preposition after a name, or after a noun that governs none.
    Ungoverned,

    // After what may be a complete name.
    /// "سامر الراوي | الحكومة": a common noun after a name.
    CommonNoun,
    /// "جريدة «النهار» | التعليق": a common noun after marks.
    AfterMarks,
    /// An indefinite title after the one name of a subject.
    IndefiniteTitle,
    /// A further noun with the article after a name of two words.
    ThirdName,
    /// "مدير الأمن | رسالة إلى": an indefinite text after a complete title is what was given.
    GivenText,
    /// "الرئيس المصري | احترام بلاده": an act after a complete title.
    GivenAct,

    // The object, after the one name of a subject.
    /// An indefinite noun after a state.
    AfterState,
    /// A sound plural in the oblique case.
    ObliqueObject,
    /// A sound plural with the article after another definite word.
    PluralObject,
    /// A definite noun after "for the …".
    AfterServed,
    /// A definite noun after a body and its complement.
    AfterConstruct,
    /// A definite noun after a definite head that is not a title.
    AfterDefinite,
    /// A definite noun after a title and its adjective.
    AfterAdjective,

    // Something else after the name of a body or text.
    /// "the committee | criticism": an indefinite noun after a definite word.
    IndefiniteAfterBody,
    /// "الشرطة في أستراليا | إحباط الهجوم": an act after a place.
    ActAfterPlace,
    /// "محكمة كولونيا | الحكم": a definite noun after a place.
    NounAfterPlace,
    /// A verbal noun with the article.
    DefiniteAct,
    /// "المحكمة | الموافقات": a plural of things after another definite word.
    PluralOfThings,
    /// An Arabic given name after Latin letters.
    OtherScript,
}

/// Something that may be true of the next word.
pub type Fact = fn(&Next<'_, '_>) -> bool;

/// Facts that end a phrase, in the order of asking.
pub type Barriers = [(Barrier, Fact)];

/// The first barrier whose fact holds.
#[inline(always)]
pub fn first(barriers: &Barriers, next: &Next) -> Option<Barrier> {
    barriers.iter().find(|(_, holds)| holds(next)).map(|&(barrier, _)| barrier)
}
