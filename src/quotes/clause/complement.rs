//! What the verb takes besides its subject: a preposition with its noun, a noun, a venue.

use super::walk::Walk;
use crate::lexicon::{Flags, Prefix, frame, preposition_frame};
use crate::quotes::phrase;
use crate::quotes::words::{Word, sets, shape};
use crate::text::letter::proclitic::{BA, LAM};
use crate::tokens::TokenKind;

/// Words that leave the subject's place open: "به", "فيه", "أمس" and "أيضا"; any other word takes it.
const LIGHT: Flags =
    Flags::PRONOUN_SUFFIX.with(Flags::TIME).with(Flags::ADVERB).with(Flags::QAD).with(Flags::AUXILIARY);

/// Notes what a word means for the complement, if it is not the subject or addressee.
pub fn note(walk: &mut Walk, word: Word) {
    if is_possessed_complement(walk, word) {
        walk.preposition = Some(word.at);
    }
    let own = own_preposition(word);
    if own == frame::FI && takes_venue(walk) {
        walk.clause.subject = phrase::read(walk.scene, word.at + 1, walk.limit, false);
    }
    if !walk.relative {
        note_complement(walk, word, own);
    }
    walk.adjunct |= !word.is(LIGHT);
}

/// Notes where the complement begins, if it begins with the word.
fn note_complement(walk: &mut Walk, word: Word, own: u32) {
    if walk.cue.takes(own) && takes_preposition(walk) {
        let proclitic = word.prefix().has(Prefix::PREPOSITIONS);
        walk.preposition = Some(if proclitic { word.at } else { word.at + 1 });
    }
    if takes_object(walk, word) && is_noun(word) {
        walk.object = Some(word.at);
    }
}

/// "أكد الوزير عزمه": the complement.
fn is_possessed_complement(walk: &Walk, word: Word) -> bool {
    if !walk.is_after_subject(word) || !walk.cue.takes(frame::NOUN) {
        return false;
    }
    shape::is_possessed(word.scene, word.at) && !is_reason(walk, word)
}

/// "سوغ النائب موقفه بأن": what is said follows.
fn is_reason(walk: &Walk, word: Word) -> bool {
    walk.cue.takes(frame::BI) && word.next().is(Flags::COMPLEMENTIZER)
}

/// Whether the noun after "في" is the source: "جاء في بيان".
fn takes_venue(walk: &Walk) -> bool {
    walk.cue.takes(frame::VENUE) && walk.clause.subject.is_none()
}

/// Whether the verb's own preposition is still to come. An everyday verb has it at hand.
fn takes_preposition(walk: &Walk) -> bool {
    let reaches_far = !walk.cue.takes(frame::STRICT) || walk.cue.takes(frame::OBJECT);
    walk.preposition.is_none() && (reaches_far || !walk.adjunct)
}

/// Whether a noun complement can start at the word: right after the subject or the cue.
fn takes_object(walk: &Walk, word: Word) -> bool {
    let due = walk.cue.takes(frame::NOUN) && walk.object.is_none();
    due && word.at == walk.clause.subject.map_or(walk.cue.tokens.end, |subject| subject.end)
}

fn is_noun(word: Word) -> bool {
    const OTHER: Flags = sets::ADVERBIAL.with(Flags::RELATIVE).with(Flags::ACT);
    word.kind() == TokenKind::Word && !word.is(OTHER)
}

/// The frame of the preposition at the token: a word of its own, or a proclitic of a known word
/// or of a mark (`بـ"…"`).
#[inline(always)]
pub fn own_preposition(word: Word) -> u32 {
    const LETTERS: u32 = 3;
    let longer = word.whole().is_longer_than(LETTERS);
    if longer && word.prefix() == Prefix::default() { 0 } else { short_preposition(word) }
}

fn short_preposition(word: Word) -> u32 {
    let key = word.whole();
    match (key.len(), key.first()) {
        _ if word.prefix().has(Prefix::BA) => frame::BI,
        (1, BA) => frame::BI,
        _ if word.prefix().has(Prefix::LAM) => frame::LI,
        (1, LAM) => frame::LI,
        _ if word.is(Flags::PREPOSITION) => preposition_frame(key),
        _ => 0,
    }
}
