//! The subject of another clause than the cue's, which may go on to speak.

use super::Speakers;
use crate::lexicon::Flags;
use crate::quotes::resolution::Doubt;
use crate::quotes::words::sets;
use crate::tokens::{TokenKind, TokenRange};

/// Why the noun phrase is not somebody who goes on to speak: no source noun, given name or name that the text knows.
pub fn doubt(speakers: &Speakers, phrase: TokenRange) -> Option<Doubt> {
    if is_agent(speakers, phrase) { None } else { Some(Doubt::NoAgent) }
}

fn is_agent(speakers: &Speakers, phrase: TokenRange) -> bool {
    let (scene, at) = (speakers.scene, phrase.start());
    if scene.is(at, Flags::QUANTIFIER) && scene.is_definite(at) {
        return false;
    }
    let said = at.checked_sub(1).is_some_and(|before| scene.finite(before).is_some());
    // A text is somebody only if it is said to say something.
    let silent = if said { Flags::PLACE } else { Flags::PLACE.with(Flags::DOCUMENT) };
    if said && scene.kind(at) == TokenKind::Quote {
        return true;
    }
    let agent = sets::SOURCE.without(silent).with(Flags::PERSONAL_NAME);
    scene.is(at, agent) || ends_in_surname(speakers, phrase)
}

/// Whether the last word is a surname of the text and nothing else.
fn ends_in_surname(speakers: &Speakers, phrase: TokenRange) -> bool {
    let last = phrase.end().saturating_sub(1);
    speakers.is_surname(last) && !speakers.scene.is_common(last)
}
