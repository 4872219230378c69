//! The noun phrase in the cue's clause: decides whether it can be a speaker.

use super::Speakers;
use crate::lexicon::Flags;
use crate::quotes::drafts::Draft;
use crate::quotes::name;
use crate::quotes::phrase;
use crate::quotes::resolution::Doubt;
use crate::quotes::words::{Scene, sets, shape};
use crate::tokens::{TokenKind, TokenRange};

/// Words that can begin the name of a speaker.
const SOMEBODY: Flags = sets::SOURCE.with(Flags::PERSONAL_NAME).with(Flags::FATHERHOOD);
/// Function words with which a noun phrase does not start.
const GRAMMAR: Flags = Flags::PREPOSITION.with(Flags::NEGATION).with(Flags::COMPLEMENTIZER).with(Flags::BUT);

/// Returns why the mention is not the speaker.
pub fn doubt(speakers: &Speakers, draft: &Draft, mention: TokenRange) -> Option<Doubt> {
    let (scene, at) = (speakers.scene, mention.start());
    if scene.is(at, Flags::DEMONSTRATIVE) {
        if !scene.is(at + 1, SOMEBODY) {
            return Some(Doubt::Pointed);
        }
    } else if is_definite_noun(speakers, mention) && !is_alone_after_verb(draft, mention) {
        return Some(Doubt::DefiniteNoun);
    }
    if is_function_word(scene, at) {
        Some(Doubt::FunctionWord)
    } else if phrase::is_thing(scene, at) {
        Some(Doubt::Thing)
    } else if !is_subject_of_inna(scene, at) && is_accusative(speakers, mention) {
        Some(Doubt::Accusative)
    } else {
        None
    }
}

/// A definite common word that is neither a source noun nor a noun for people, in a phrase without a surname.
fn is_definite_noun(speakers: &Speakers, mention: TokenRange) -> bool {
    const PEOPLE: [&str; 2] = ["\u{648}\u{646}", "\u{629}"];
    let (scene, at) = (speakers.scene, mention.start());
    if scene.is(at, SOMEBODY.with(Flags::QUANTIFIER)) || !scene.is_definite(at) {
        return false;
    }
    // "اليستير", "المنجي": a word that the press does not use otherwise is a name.
    if !scene.is_known(at) && !scene.is_common(at) {
        return false;
    }
    let name = |at: usize| speakers.is_surname(at) || scene.is(at, Flags::PERSONAL_NAME);
    !scene.ends_with_any(at, &PEOPLE) && !mention.iter().any(name)
}

/// Whether the mention is short and follows the cue's verb directly.
fn is_alone_after_verb(draft: &Draft, mention: TokenRange) -> bool {
    let verb = draft.cue.as_ref().filter(|cue| cue.is_finite());
    mention.len() <= 2 && verb.is_some_and(|verb| verb.tokens.end() == mention.start())
}

/// A single letter, or a function word with which a noun phrase does not start.
fn is_function_word(scene: &Scene, at: usize) -> bool {
    if scene.kind(at) != TokenKind::Word {
        return false;
    }
    let letter = scene.whole(at).len() <= 1 && !name::is_title_letter(scene, at);
    letter || scene.is(at, Flags::EMPHASIS) || is_grammar(scene, at)
}

/// A function word that is not also a name or noun.
fn is_grammar(scene: &Scene, at: usize) -> bool {
    let noun = sets::SOURCE.with(Flags::PERSONAL_NAME);
    scene.is(at, GRAMMAR) && !scene.is(at, noun) && !shape::is_ali(scene, at)
}

/// "أن مسؤولا إيرانيا قال": after إن and its sisters the subject is in the accusative.
fn is_subject_of_inna(scene: &Scene, at: usize) -> bool {
    scene.word(at).prev().is(Flags::COMPLEMENTIZER.with(Flags::BUT))
}

/// "ناجحا ومهما": one or more accusatives, which are adverbs or objects in the position of a subject.
fn is_accusative(speakers: &Speakers, mention: TokenRange) -> bool {
    const ALEF: &str = "\u{627}";
    const WORDS: usize = 3;
    let scene = speakers.scene;
    let accusative = |at: usize| !scene.is_known(at) && scene.ends_with(at, ALEF);
    mention.len() <= WORDS && mention.iter().all(accusative) && !speakers.is_surname(mention.start())
}
