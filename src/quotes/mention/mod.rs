//! Which noun phrase said it, and who passed the words on.
//!
//! Each function answers for one cue and changes nothing; its answer names how the phrase was found.

mod antecedent;
mod before;
mod first_verb;
mod main_clause;
mod relay;
mod resolve;

pub use first_verb::subject_of_first_verb;
pub use main_clause::main_subject;
pub use relay::{RelayDraft, relayed, seen_by};
pub use resolve::{Who, handed_over, resolve};

use crate::lexicon::Flags;
use crate::quotes::cue::Cue;
use crate::quotes::words::{Scene, sets, shape};
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
    /// The subject that an earlier cue handed over, at hand: "وتابع X قائلا".
    Inherited,
    /// The subject that an earlier cue handed over, further off: "وتابع X …، قائلا".
    GoesOn,
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

/// Whether the cue's subject is that of its main clause: participles and verbal nouns.
pub fn is_dependent(cue: &Cue) -> bool {
    cue.is_participle() || cue.is_nominal()
}

/// Whether a phrase is headed by a source noun or a given name.
fn is_headed_by_source(scene: &Scene, phrase: TokenRange) -> bool {
    const HEADS: Flags =
        sets::SOURCE.without(Flags::PLACE).with(Flags::PERSONAL_NAME).with(Flags::FATHERHOOD);
    scene.is(phrase.start, HEADS) || begins_with_names(scene, phrase)
}

/// "إن ساولي نينيستو أبلغ": two words that are names and nothing else.
fn begins_with_names(scene: &Scene, phrase: TokenRange) -> bool {
    const NAMES: usize = 2;
    phrase.len() >= NAMES && phrase.iter().take(NAMES).all(|at| shape::is_name_word(scene, at))
}
