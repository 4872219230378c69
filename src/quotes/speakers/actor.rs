//! The subject of a clause other than the cue's, which may continue to speak.

use super::Speakers;
use crate::lexicon::Flags;
use crate::quotes::resolution::Doubt;
use crate::quotes::words::sets;
use crate::tokens::{TokenKind, TokenRange};

/// Returns why the noun phrase cannot continue to speak: it is neither a source noun, nor a given name, nor a name in the
/// text.
pub fn doubt(speakers: &Speakers, phrase: TokenRange) -> Option<Doubt> {
    if is_agent(speakers, phrase) { None } else { Some(Doubt::NoAgent) }
}

fn is_agent(speakers: &Speakers, phrase: TokenRange) -> bool {
    let (scene, at) = (speakers.scene, phrase.start());
    if scene.is(at, Flags::QUANTIFIER) && scene.is_definite(at) {
        return false;
    }
    let said = at.checked_sub(1).is_some_and(|before| scene.finite(before).is_some());
    // A text counts only if a verb of saying comes right before it.
    let silent = if said { Flags::PLACE } else { Flags::PLACE.with(Flags::DOCUMENT) };
    if said && scene.kind(at) == TokenKind::Quote {
        return true;
    }
    let agent = sets::SOURCE.without(silent).with(Flags::PERSONAL_NAME);
    scene.is(at, agent) || ends_in_surname(speakers, phrase)
}

/// Whether the last word is a surname in the text and nothing else.
fn ends_in_surname(speakers: &Speakers, phrase: TokenRange) -> bool {
    let last = phrase.end().saturating_sub(1);
    speakers.is_surname(last) && !speakers.scene.is_common(last)
}
