//! Reads a word between the cue and its content.

use super::Opening;
use super::addressee::addressee;
use super::bare::{bare_subject, plain_name};
use super::complement;
use super::complementizer::complementizer;
use super::other_cue::other_cue;
use super::subject::{self, Noun};
use super::walk::{Step, Walk, is_after_pause};
use crate::lexicon::{Flags, PhraseClass, frame};
use crate::quotes::words::{Word, shape};
use crate::tokens::TokenKind;

/// Reads a word.
pub fn word(walk: &mut Walk, word: Word) -> Step {
    if is_passed_over(walk, word) {
        walk.adjunct = true;
        return Step::past(word);
    }
    particle(walk, word)
        .or_else(|| if walk.relative { in_relative(walk, word) } else { in_clause(walk, word) })
        .unwrap_or_else(|| other(walk, word))
}

/// The words that can end a relative clause.
fn in_relative(walk: &mut Walk, word: Word) -> Option<Step> {
    fixed_phrase(walk, word).or_else(|| other_cue(walk, word)).or_else(|| other_clause(walk, word))
}

/// Tries each reading in order.
fn in_clause(walk: &mut Walk, word: Word) -> Option<Step> {
    first_name(walk, word)
        .or_else(|| question(walk, word))
        .or_else(|| fixed_phrase(walk, word))
        .or_else(|| own_speech(walk, word))
        .or_else(|| other_cue(walk, word))
        .or_else(|| other_clause(walk, word))
}

/// Any other word: in the cue's own clause it may be a noun with a role. Otherwise its role in the complement is recorded.
fn other(walk: &mut Walk, word: Word) -> Step {
    if !walk.relative
        && let Some(step) = noun(walk, word)
    {
        return step;
    }
    complement::note(walk, word);
    Step::past(word)
}

/// The subject or the addressee. A name can be the subject by its position alone. The first word of a complement is recorded, and may still be an addressee.
fn noun(walk: &mut Walk, word: Word) -> Option<Step> {
    match subject::noun(walk, word) {
        Some(Noun::Subject(range)) => return Some(walk.name_subject(range)),
        Some(Noun::Object(range)) => return Some(walk.address(range)),
        Some(Noun::Complement) => walk.begin_complement(word),
        None => {}
    }
    let name = if walk.is_first(word) { bare_subject(walk, word) } else { None };
    name.map(|name| walk.name_subject(name)).or_else(|| addressee(walk, word))
}

/// A plain name right after the cue is its subject.
#[inline]
fn first_name(walk: &mut Walk, word: Word) -> Option<Step> {
    let name = if walk.is_first(word) { plain_name(walk, word)? } else { return None };
    Some(walk.name_subject(name))
}

/// Whether the word needs no reading: it is plain, and between the subject and the content or in a relative clause.
#[inline]
fn is_passed_over(walk: &Walk, word: Word) -> bool {
    if walk.is_first(word) || !walk.scene.says_nothing(word.at) || !word.whole().is_longer_than(1) {
        return false;
    }
    walk.relative || walk.has_passed_subject(word) && !is_after_pause(word)
}

/// A function word: it introduces the content or a relative clause, or ends the clause.
fn particle(walk: &mut Walk, word: Word) -> Option<Step> {
    let flags = word.flags();
    if word.kind() == TokenKind::Word && flags.any(Flags::COMPLEMENTIZER) {
        return Some(complementizer(walk, word));
    }
    if flags.any(Flags::RELATIVE) {
        walk.relative = true;
        return Some(Step::past(word));
    }
    // "… لكن المعضلة أن": a new clause.
    let strict = walk.cue.takes(frame::STRICT) && !walk.is_first(word);
    (strict && flags.any(Flags::BUT)).then_some(Step::Done)
}

/// A question word introduces the content of a verb that takes one.
fn question(walk: &mut Walk, word: Word) -> Option<Step> {
    (walk.cue.takes(frame::WHETHER) && is_question(word)).then(|| walk.open(Opening::Question(word.at)))
}

fn is_question(word: Word) -> bool {
    word.is(Flags::WHETHER) || is_question_phrase(word)
}

fn is_question_phrase(word: Word) -> bool {
    word.scene.phrase(word.at).is_some_and(|(phrase, _)| phrase.class == PhraseClass::Whether)
}

/// A phrase of the lexicon that is skipped or that ends the clause.
#[inline]
fn fixed_phrase(walk: &mut Walk, word: Word) -> Option<Step> {
    let (phrase, end) = word.scene.phrase(word.at)?;
    match phrase.class {
        PhraseClass::Turn | PhraseClass::Aside => Some(Step::On(end)),
        // "وأضافت الوكالة نقلا عن بيان أن": the source quoted comes in between.
        PhraseClass::SourceRelay => {
            walk.adjunct = true;
            Some(Step::On(end))
        }
        // "فيما دخلت": a separate, parallel clause.
        PhraseClass::While => Some(Step::Done),
        PhraseClass::GlossVerb if is_verb(walk.scene.word(end)) => Some(Step::Done),
        _ => None,
    }
}

fn is_verb(word: Word) -> bool {
    word.is(Flags::ACT) || word.finite().is_some()
}

/// "قال الملك، شهدنا …": a first-person verb right after a verb of saying, its subject or a pause begins the content.
fn own_speech(walk: &mut Walk, word: Word) -> Option<Step> {
    let own = takes_own_speech(walk) && may_open_speech(walk, word) && is_spoken(word);
    own.then(|| walk.open(Opening::Colon(word.at)))
}

/// Whether direct speech may follow the cue without a colon or marks.
fn takes_own_speech(walk: &Walk) -> bool {
    walk.cue.takes_freely(frame::COLON) && walk.cue.is_finite()
}

fn may_open_speech(walk: &Walk, word: Word) -> bool {
    walk.is_first(word) || walk.is_after_subject(word) || is_after_pause(word)
}

/// Whether the word belongs to direct speech: a vocative, or a first-person verb.
fn is_spoken(word: Word) -> bool {
    word.is(Flags::VOCATIVE) || shape::is_first_person(word.scene, word.at)
}

/// A conjunction or condition after a comma starts another clause.
fn other_clause(walk: &Walk, word: Word) -> Option<Step> {
    const JOINING: Flags = Flags::CONJUNCTION.with(Flags::CONDITION);
    (walk.commas > 0 && word.is_unless(JOINING, Flags::PREPOSITION)).then_some(Step::Done)
}
