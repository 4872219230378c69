//! Decides whether a noun phrase can be a speaker.

use crate::lexicon::{Flags, frame, preposition_frame};
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_abstract, is_name_word, is_possessed};
use crate::quotes::words::{Scene, Word};
use crate::tokens::{TokenKind, TokenRange};

/// Heads that can always speak.
const SPEAKS: Flags = SOURCE
    .with(Flags::PERSONAL_NAME)
    .with(Flags::FATHERHOOD)
    .with(Flags::QUANTIFIER)
    .with(Flags::DEMONSTRATIVE);

/// Tests that show that a head cannot speak.
const SILENT: [fn(Word<'_, '_>) -> bool; 3] =
    [|head| head.fits(is_possessed), |head| head.fits(is_thing), |head| head.verb().is_some()];

/// Returns whether the noun phrase can be a speaker: its head is a source noun, a given name, or an unknown word that
/// looks like a name and not like an abstract noun.
pub fn can_speak(scene: &Scene, range: TokenRange) -> bool {
    let head = scene.word(range.start());
    if head.is(SPEAKS) || head.kind() != TokenKind::Word {
        return true;
    }
    if SILENT.iter().any(|fact| fact(head)) {
        return false;
    }
    if range.len() > 1 && begins_name(head) {
        return true;
    }
    head.is_definite() || !head.fits(is_abstract)
}

/// "سامية عبو": a word before another name is itself a name.
fn begins_name(head: Word) -> bool {
    head.fits(is_name_word) && head.next().fits(is_name_word)
}

/// Returns whether the word is a common indefinite noun with a complement, or in the accusative: "خيوط القضية", "عددا
/// من". Without a complement it may be a name with the same spelling (أيدي، آبل), and a plural of people (معارضون) can
/// speak.
pub fn is_thing(scene: &Scene, at: usize) -> bool {
    const ALEF: &str = "\u{627}";
    let noun = scene.word(at);
    if noun.is_definite() || !noun.is_common() || is_plural_of_people(noun) {
        return false;
    }
    noun.ends_with(ALEF) || has_complement(noun)
}

fn is_plural_of_people(noun: Word) -> bool {
    const ENDING: &str = "\u{648}\u{646}";
    noun.stem().is_longer_than(4) && noun.ends_with(ENDING)
}

/// Whether a common noun, a time expression or "of" follows.
fn has_complement(noun: Word) -> bool {
    let next = noun.next();
    match preposition_frame(next.whole()) {
        frame::MIN => true,
        _ => next.is(Flags::TIME) || next.is_common(),
    }
}
