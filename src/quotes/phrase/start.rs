//! Whether a noun phrase can start at a token.

use super::grammar::PARTICLES;
use crate::lexicon::Flags;
use crate::quotes::words::sets::{ADVERBIAL, SOURCE};
use crate::quotes::words::shape::{is_ali, joins_article};
use crate::quotes::words::{Scene, Word};
use crate::text::letter::proclitic::LAM;
use crate::tokens::TokenKind;

/// Whether a noun phrase can start at the token.
pub fn can_start(scene: &Scene, at: usize) -> bool {
    const NAME_WORDS: usize = 4;
    let token = scene.word(at);
    match token.kind() {
        TokenKind::Word => !is_outside(token) && may_be_noun(token) && !carries_particle(token),
        // "لـCNN" is an addressee.
        TokenKind::Mixed => token.first() != LAM,
        TokenKind::Foreign => true,
        TokenKind::Quote => {
            scene.marks.opened_at(at).is_some_and(|quotation| scene.words(quotation.inside()) <= NAME_WORDS)
        }
        _ => false,
    }
}

/// A particle, a word with a conjunction or preposition, a word that stresses another, or a verb.
fn is_outside(word: Word) -> bool {
    let particle = word.is(PARTICLES) || word.is_conjoined() || word.has_proclitic_preposition();
    particle || is_emphasis(word) || is_verb_of_pronoun(word)
}

/// "نفس", and a demonstrative without a noun that it points at.
fn is_emphasis(word: Word) -> bool {
    if !word.is(Flags::DEMONSTRATIVE) {
        return word.is(Flags::EMPHASIS);
    }
    let next = word.next();
    word.is(Flags::EMPHASIS) || !next.is_definite() || next.is(Flags::TIME)
}

/// "إنه رأى": spelt like "رأي", opinion.
fn is_verb_of_pronoun(word: Word) -> bool {
    const THAT_HE: Flags = Flags::COMPLEMENTIZER.with(Flags::PRONOUN_SUFFIX);
    word.finite().is_some() && word.prev().is_all(THAT_HE)
}

/// Whether the word can be a noun: a source or name, or neither an adverb nor a verb.
fn may_be_noun(word: Word) -> bool {
    const ADVERBS: Flags = ADVERBIAL.with(Flags::GLOSS).with(Flags::EMPHASIS);
    if word.is(SOURCE.with(Flags::PERSONAL_NAME)) {
        return true;
    }
    let verb = word.verb().is_some() && !word.is_definite();
    !verb && !word.is(ADVERBS) || word.fits(is_ali)
}

/// Whether it is in the accusative, or has a preposition written onto it.
fn carries_particle(word: Word) -> bool {
    let Word { scene, at } = word;
    let joined = scene.is_lam_phrase(at) || joins_article(scene, at) || scene.joins_preposition(at);
    joined || scene.has_tanween(at)
}
