//! Finds the noun phrase of the speaker, and who passed the words on.
//!
//! Each function handles one cue and has no side effects; its result says how the phrase was found.

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

pub use crate::quotes::resolution::{Found, Sayer};

use crate::lexicon::Flags;
use crate::quotes::cue::Cue;
use crate::quotes::words::{Scene, sets, shape};
use crate::tokens::TokenRange;

/// Returns whether the cue shares the subject of its main clause: participles and verbal nouns.
pub fn is_dependent(cue: &Cue) -> bool {
    cue.is_participle() || cue.is_nominal()
}

/// Whether a source noun or a given name heads the phrase.
fn is_headed_by_source(scene: &Scene, phrase: TokenRange) -> bool {
    const HEADS: Flags =
        sets::SOURCE.without(Flags::PLACE).with(Flags::PERSONAL_NAME).with(Flags::FATHERHOOD);
    scene.is(phrase.start(), HEADS) || begins_with_names(scene, phrase)
}

/// "إن ساولي نينيستو أبلغ": two words that can only be names.
fn begins_with_names(scene: &Scene, phrase: TokenRange) -> bool {
    const NAMES: usize = 2;
    phrase.len() >= NAMES && phrase.iter().take(NAMES).all(|at| shape::is_name_word(scene, at))
}
