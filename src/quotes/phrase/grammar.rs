//! Where grammar ends a phrase: a particle, a case ending, an aside, or a demonstrative that refers to something else.

use super::barrier::{Barrier, Barriers, first};
use super::builder::Next;
use crate::lexicon::{Flags, PhraseClass};
use crate::quotes::words::Word;
use crate::quotes::words::shape::{begins_with_ba, is_possessed};

/// Words at which every noun phrase ends.
pub const PARTICLES: Flags = Flags::COMPLEMENTIZER
    .with(Flags::BECAUSE)
    .with(Flags::RELATIVE)
    .with(Flags::NEGATION)
    .with(Flags::CONDITION)
    .with(Flags::CONJUNCTION)
    .with(Flags::AUXILIARY)
    .with(Flags::QAD)
    .with(Flags::FUTURE)
    .with(Flags::MODAL)
    .with(Flags::ACT)
    .with(Flags::WHETHER);

/// Tests on the lexicon's flags.
const KNOWN: &Barriers = &[
    (Barrier::Particle, is_particle),
    (Barrier::Demonstrative, points_elsewhere),
    (Barrier::Quantifier, is_counted),
];

/// Tests on position and spelling.
const WRITTEN: &Barriers = &[
    (Barrier::Aside, begins_aside),
    (Barrier::Accusative, is_accusative),
    (Barrier::Possessed, has_possessive_suffix),
];

/// Returns why grammar ends the phrase here.
pub fn barrier(next: &Next) -> Option<Barrier> {
    let known = if next.flags == Flags::default() { None } else { first(KNOWN, next) };
    known.or_else(|| first(WRITTEN, next))
}

fn is_particle(next: &Next) -> bool {
    if next.flags.any(Flags::GLOSS.with(Flags::ADVERB)) {
        return true;
    }
    next.flags.any(PARTICLES) && !is_name_of_medium(next)
}

/// Whether the word is the name of a medium that is spelt like a particle.
fn is_name_of_medium(next: &Next) -> bool {
    next.flags.any(Flags::CONDITION.with(Flags::WHETHER)) && next.prev().is(Flags::MEDIUM)
}

/// "كابلان ذلك": the demonstrative is the object and not part of the name.
fn points_elsewhere(next: &Next) -> bool {
    if !next.flags.any(Flags::DEMONSTRATIVE) {
        return false;
    }
    next.phrase.names > 0 || !is_pointed_at(next.word.next())
}

/// Whether a demonstrative before the noun refers to that noun.
fn is_pointed_at(noun: Word) -> bool {
    if noun.fits(begins_with_ba) || noun.is(Flags::TIME) {
        return false;
    }
    noun.is_definite()
}

fn is_counted(next: &Next) -> bool {
    if !next.flags.any(Flags::QUANTIFIER) {
        return false;
    }
    next.word.is_definite() && next.word.next().is(Flags::PREPOSITION)
}

fn begins_aside(next: &Next) -> bool {
    let class = next.word.scene.phrase(next.word.at).map(|(phrase, _)| phrase.class);
    matches!(class, Some(PhraseClass::Turn | PhraseClass::Whether | PhraseClass::Aside | PhraseClass::Source))
}

/// "أمير القصيم | مهرجانَ".
#[inline(always)]
fn is_accusative(next: &Next) -> bool {
    next.word.scene.is_accusative(next.word.at)
}

/// A word with a possessive pronoun and an ending that names do not have (عودته، قرارها): it follows a name and is not
/// part of it.
#[inline(always)]
fn has_possessive_suffix(next: &Next) -> bool {
    const ENDINGS: [&str; 3] = ["\u{62A}\u{647}", "\u{647}\u{627}", "\u{647}\u{645}"];
    let Word { scene, at } = next.word;
    if !is_possessed(scene, at) || scene.is_definite(at) || next.flags.any(Flags::EMPHASIS) {
        return false;
    }
    scene.ends_with_any(at, &ENDINGS) || scene.marks.opens(at + 1)
}
