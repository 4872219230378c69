//! Decides whether a noun phrase can start at a token.

use super::grammar::PARTICLES;
use crate::lexicon::Flags;
use crate::quotes::words::sets::{ADVERBIAL, SOURCE};
use crate::quotes::words::shape::{is_ali, joins_article};
use crate::quotes::words::{Scene, Word};
use crate::text::letter::proclitic::LAM;
use crate::tokens::TokenKind;

/// Returns whether a noun phrase can start at the token.
pub fn can_start(scene: &Scene, at: usize) -> bool {
    const NAME_WORDS: usize = 4;
    let token = scene.word(at);
    match token.kind() {
        TokenKind::Word => may_be_noun(token) && !is_part_of_other(token),
        // "لـCNN" is an addressee.
        TokenKind::Mixed => token.first() != LAM,
        TokenKind::Foreign => true,
        TokenKind::Quote => {
            scene.marks.opened_at(at).is_some_and(|quotation| scene.words(quotation.inside()) <= NAME_WORDS)
        }
        _ => false,
    }
}

/// Whether the word can be a noun: it is a source noun or name, or neither an adverb nor a verb.
fn may_be_noun(word: Word) -> bool {
    const ADVERBS: Flags = ADVERBIAL.with(Flags::GLOSS).with(Flags::EMPHASIS);
    if word.is(PARTICLES) || word.has_proclitic() {
        return false;
    }
    if word.is(SOURCE.with(Flags::PERSONAL_NAME)) || word.fits(is_ali) {
        return true;
    }
    !word.is(ADVERBS) && !is_verbal(word)
}

fn is_verbal(word: Word) -> bool {
    word.verb().is_some() && !word.is_definite()
}

/// Whether the word belongs to another word: it emphasizes it, is a verb after its pronoun, or has a proclitic or an
/// accusative ending.
fn is_part_of_other(word: Word) -> bool {
    const REASONS: [fn(&Scene<'_>, usize) -> bool; 6] = [
        is_emphasis,
        is_verb_of_pronoun,
        |scene, at| scene.has_tanween(at),
        |scene, at| scene.is_lam_phrase(at),
        joins_article,
        |scene, at| scene.joins_preposition(at),
    ];
    REASONS.iter().any(|reason| word.fits(reason))
}

/// "نفس", or a demonstrative that no matching noun follows.
fn is_emphasis(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    if !word.is(Flags::DEMONSTRATIVE) {
        return word.is(Flags::EMPHASIS);
    }
    let next = word.next();
    word.is(Flags::EMPHASIS) || !next.is_definite() || next.is(Flags::TIME)
}

/// "إنه رأى": a verb that is spelt like "رأي" (opinion).
fn is_verb_of_pronoun(scene: &Scene, at: usize) -> bool {
    const THAT_HE: Flags = Flags::COMPLEMENTIZER.with(Flags::PRONOUN_SUFFIX);
    let word = scene.word(at);
    word.finite().is_some() && word.prev().is_all(THAT_HE)
}
