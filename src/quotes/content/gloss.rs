//! Finds where the content ends and the writer's own words resume.

use crate::lexicon::{Flags, PhraseClass, VerbForm, spelling};
use crate::quotes::words::sense::Sense;
use crate::quotes::words::{Scene, Word};
use crate::tokens::{TokenKind, TokenRange};

/// Returns the end of the content, which is before the writer's gloss if there is one.
pub fn gloss(scene: &Scene, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let quotation = scene.marks.opening_from(at).filter(|q| q.open < end);
        let stretch = TokenRange::new(at, quotation.map_or(end, |q| q.open));
        if let Some(gloss) = first_gloss(scene, start, stretch) {
            return gloss;
        }
        if let Some(comma) = circumstance(scene, stretch) {
            return comma;
        }
        at = quotation.map_or(end, |q| q.close + 1);
    }
    end
}

/// Where the first gloss begins in a stretch without quotations. The content begins at `start`.
fn first_gloss(scene: &Scene, start: usize, stretch: TokenRange) -> Option<usize> {
    // A gloss may begin right after the stretch, if that token is a comma.
    let last = (stretch.end() + 1).min(scene.tokens.len());
    let phrase_from = |at: usize| Some(scene.first(at..last, Sense::opens_phrase)).filter(|&at| at < last);
    let mut phrases = std::iter::successors(phrase_from(stretch.start()), |at| phrase_from(at + 1));
    phrases.find_map(|at| gloss_at(scene, start, stretch, at))
}

/// Where the gloss begins, if its phrase begins at the token.
fn gloss_at(scene: &Scene, start: usize, stretch: TokenRange, at: usize) -> Option<usize> {
    let (phrase, end) = scene.phrase(at)?;
    // At least two tokens of content must come before it.
    let inside = || start + 1 < at && at < stretch.end();
    match phrase.class {
        PhraseClass::Gloss if is_after_comma(scene, stretch, at) => Some(at - 1),
        // A gloss that needs no comma: a concession, a clause with "while", or what was not said.
        PhraseClass::GlossAnywhere if inside() => Some(at),
        PhraseClass::GlossVerb | PhraseClass::GlossReport if inside() && reports(scene, end) => Some(at),
        _ => None,
    }
}

/// Whether a finite reporting verb is at the token, perhaps with an object pronoun: "فيما قال", "وهو ما نفته".
fn reports(scene: &Scene, at: usize) -> bool {
    scene.verb(at).is_some_and(VerbForm::is_inflected)
}

/// ", وذلك خلال جولة", ", في تصريح صحفي": the comma before the circumstances in which the words were said.
fn circumstance(scene: &Scene, stretch: TokenRange) -> Option<usize> {
    let comma = |at: &usize| scene.kind(*at) == TokenKind::Comma;
    stretch.iter().filter(comma).find(|comma| is_circumstance(scene.word(comma + 1)))
}

/// Whether a preposition and a noun for an occasion of speech begin at the word, perhaps after "وذلك".
fn is_circumstance(word: Word) -> bool {
    const REACH: usize = 3;
    let that = word.is_all(Flags::DEMONSTRATIVE.with(Flags::GLOSS));
    let preposition = if that { word.next() } else { word };
    if !preposition.is(Flags::PREPOSITION.with(Flags::ADJUNCT)) || preposition.is(Flags::PRONOUN_SUFFIX) {
        return false;
    }
    let mut nouns = (1..=REACH).map(|ahead| word.scene.word(preposition.at + ahead));
    nouns.any(|noun| spelling::SPEECH_OCCASION.contains(&noun.written()) || that && noun.is(Flags::OCCASION))
}

fn is_after_comma(scene: &Scene, stretch: TokenRange, at: usize) -> bool {
    at > stretch.start() && scene.kind(at - 1) == TokenKind::Comma
}
