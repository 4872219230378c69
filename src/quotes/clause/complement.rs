//! The verb's arguments other than its subject: a preposition with its noun, a noun, a venue.

use super::walk::Walk;
use crate::lexicon::{Flags, Prefix, frame, preposition_frame};
use crate::quotes::phrase;
use crate::quotes::words::{Word, sets, shape};
use crate::text::letter::proclitic::{BA, LAM};
use crate::tokens::{TokenKind, TokenRange};

/// Words such as "به", "فيه", "أمس" and "أيضا", after which the subject may still follow; any other word is an adjunct.
const LIGHT: Flags =
    Flags::PRONOUN_SUFFIX.with(Flags::TIME).with(Flags::ADVERB).with(Flags::QAD).with(Flags::AUXILIARY);

/// Records a word's role in the complement, if the word is not the subject or addressee.
pub fn note(walk: &mut Walk, word: Word) {
    if is_possessed_complement(walk, word) {
        walk.preposition = Some(word.at);
    }
    let own = own_preposition(word);
    if walk.cue.takes(frame::VENUE) {
        walk.clause.subject = walk.clause.subject.or_else(|| venue(walk, word, own));
    }
    if !walk.relative {
        walk.preposition = walk.preposition.or_else(|| after_preposition(walk, word, own));
        walk.object = walk.object.or_else(|| object(walk, word));
    }
    walk.adjunct |= !word.is(LIGHT);
}

/// "أكد الوزير عزمه": the possessed noun is the complement.
fn is_possessed_complement(walk: &Walk, word: Word) -> bool {
    if !walk.is_after_subject(word) || !walk.cue.takes(frame::NOUN) {
        return false;
    }
    shape::is_possessed(word.scene, word.at) && !is_reason(walk, word)
}

/// "سوغ النائب موقفه بأن": the noun is not the complement; the content follows it.
fn is_reason(walk: &Walk, word: Word) -> bool {
    walk.cue.takes(frame::BI) && word.next().is(Flags::COMPLEMENTIZER)
}

/// "جاء في بيان": the noun after في is the source.
fn venue(walk: &Walk, word: Word, own: u32) -> Option<TokenRange> {
    match own {
        frame::FI => phrase::read(walk.scene, word.at + 1, walk.limit, false),
        _ => None,
    }
}

/// Where the complement begins if the word is its preposition or carries it as a proclitic.
fn after_preposition(walk: &Walk, word: Word, own: u32) -> Option<usize> {
    if !walk.cue.takes(own) || is_too_late(walk) {
        return None;
    }
    let proclitic = word.prefix().has(Prefix::PREPOSITIONS);
    Some(if proclitic { word.at } else { word.at + 1 })
}

/// A cue that is an everyday verb without an object must have its preposition close by.
fn is_too_late(walk: &Walk) -> bool {
    walk.adjunct && walk.cue.takes(frame::STRICT) && !walk.cue.takes(frame::OBJECT)
}

/// Where a noun complement begins: right after the subject or the cue.
fn object(walk: &Walk, word: Word) -> Option<usize> {
    let due = walk.clause.subject.map_or(walk.cue.tokens.end(), |subject| subject.end());
    let is_object = walk.cue.takes(frame::NOUN) && word.at == due && is_noun(word);
    is_object.then_some(word.at)
}

fn is_noun(word: Word) -> bool {
    const OTHER: Flags = sets::ADVERBIAL.with(Flags::RELATIVE).with(Flags::ACT);
    word.kind() == TokenKind::Word && !word.is(OTHER)
}

/// The frame of the preposition at the token: a separate word, or a proclitic of a known word or of a mark (`بـ"…"`).
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
