//! Which noun phrase said it: the subject of a clause, and who passed its words on.

pub mod relay;
pub mod subject;

use crate::tokens::TokenRange;

/// A noun phrase that may have said it, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sayer {
    /// The noun phrase.
    pub tokens: TokenRange,
    /// How it was found.
    pub found: Found,
}

/// How a noun phrase that may have said it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Found {
    /// The subject in the cue's own clause: "قال X إن", "كما أفاد X".
    Subject,
    /// The subject before its verb: "الكرملين أعلن أن", "إن الرئيس أبلغ الوزير أن".
    SubjectBefore,
    /// The topic with which the sentence begins: "أما X فقال".
    Topic,
    /// The subject that an earlier cue handed over: "وتابع X قائلا".
    Inherited,
    /// Whoever was asked: "سئل X عن كذا فأجاب".
    Asked,
    /// The noun before a relative pronoun: "X الذي قال".
    Antecedent,
    /// Whose speech it was: "كلمة X قال فيها".
    Venue,
    /// Whoever is quoted by the verb's subject: "نقلت الوكالة عن X قوله", "قال A نقلا عن X إن".
    Quoted,
    /// A phrase of source: "بحسب X".
    Source,
    /// The source of a phrase before the cue, if the cue has no subject: "وبحسب X، قال إن".
    PassedOn,
    /// The noun phrase before a headline's colon: "X: …".
    Headline,
    /// The subject of the main clause's reporting verb: "قال X إن … مضيفا أن".
    MainVerb,
    /// The subject of the main clause's verb, which reports nothing: "زار X المدينة، مؤكدا أن".
    Actor,
    /// The first source noun of a sentence without such a verb: "الوزير في المدينة، مؤكدا أن".
    FirstSource,
    /// The subject of the sentence's first verb, before a cue without a subject: "وصل X وقال إن".
    FirstVerb,
    /// The subject of the sentence before, which reports nothing: "وصل X أمس. وقال إن".
    SentenceBefore,
}

impl Found {
    /// The noun phrase, found in this way.
    pub const fn sayer(self, tokens: TokenRange) -> Sayer {
        Sayer { tokens, found: self }
    }
}
