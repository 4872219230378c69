//! A subject before its verb: the topic of the sentence, or the noun phrase at the head of the clause.

use super::{Found, Sayer};
use crate::lexicon::{Flags, PhraseClass};
use crate::quotes::cue::Cue;
use crate::quotes::words::sets::{GIVEN, SOURCE};
use crate::quotes::words::{Scene, Sentence};
use crate::quotes::{name, people, phrase};
use crate::text::letter::proclitic::{BA, FA, LAM};
use crate::tokens::{TokenKind, TokenRange};

/// "الكرملين أعلن أن": returns the subject before the verb, at the head of the clause.
pub fn subject_before(sentence: &Sentence, cue: &Cue) -> Option<Sayer> {
    let verb = cue.tokens.start();
    if resumes_topic(sentence, verb)
        && let Some(topic) = topic(sentence)
    {
        return Some(Found::Topic.sayer(topic));
    }
    if !cue.is_finite() || sentence.scene.word(verb).is_conjoined() {
        return None;
    }
    subject_ending(sentence, before_particles(sentence, verb)).map(|s| Found::SubjectBefore.sayer(s))
}

/// Whether the verb, or the word before it, has a proclitic ف: فقال، فقد قال.
fn resumes_topic(sentence: &Sentence, verb: usize) -> bool {
    let word = sentence.scene.word(verb);
    let joined = word.whole().first() == FA && word.is_conjoined();
    joined || sentence.before(verb).is_some_and(|before| before.whole().first() == FA)
}

/// "أما فلان فقال", "أما فلان … مشيرا إلى": the topic of the sentence.
fn topic(sentence: &Sentence) -> Option<TokenRange> {
    let (start, end) = (sentence.range.start(), sentence.range.end());
    if !sentence.scene.is(start, Flags::TOPIC) {
        return None;
    }
    let topic = phrase::read(sentence.scene, start + 1, end, false)?;
    phrase::can_speak(sentence.scene, topic).then_some(topic)
}

/// The first of the particles and time expressions right before the verb.
fn before_particles(sentence: &Sentence, verb: usize) -> usize {
    const PARTICLES: Flags = Flags::QAD.with(Flags::AUXILIARY).with(Flags::TIME);
    let mut end = verb;
    while sentence.follows(end, PARTICLES) {
        end -= 1;
    }
    end
}

/// Returns the noun phrase at the head of a clause whose verb is at `end`.
pub fn subject_ending(sentence: &Sentence, end: usize) -> Option<TokenRange> {
    const REACH: usize = 30;
    let scene = sentence.scene;
    let first = end.saturating_sub(REACH).max(sentence.range.start());
    let stops = |&at: &usize| matches!(scene.kind(at), TokenKind::Stop | TokenKind::Query);
    let first = (first..end).rev().find(stops).map_or(first, |stop| stop + 1);
    // The longest chain first: "X، the minister of …، said".
    let heads = (first..end).filter(|&at| at == first || ends_clause(scene, at - 1));
    heads.into_iter().find_map(|head| chain(scene, head, end))
}

/// Whether a clause can start after the token.
fn ends_clause(scene: &Scene, at: usize) -> bool {
    match scene.kind(at) {
        TokenKind::Comma
        | TokenKind::Stop
        | TokenKind::Colon
        | TokenKind::Semicolon
        | TokenKind::Newline
        | TokenKind::Dash => true,
        _ => scene.is(at, Flags::COMPLEMENTIZER.with(Flags::BUT).with(Flags::AUXILIARY)),
    }
}

/// A noun phrase from `start` with its appositions and adjuncts, up to the verb at `end`.
fn chain(scene: &Scene, start: usize, end: usize) -> Option<TokenRange> {
    let start = after_verb(scene, after_particles(scene, start, end), end);
    let subject = with_appositions(scene, subject_at(scene, start, end)?, end);
    Some(subject).filter(|s| reaches(scene, *s, end)).filter(|s| phrase::can_speak(scene, *s))
}

/// The noun phrase at the head of a clause; a definite noun may have a proclitic و: "والأهالي يؤكدون".
fn subject_at(scene: &Scene, start: usize, end: usize) -> Option<TokenRange> {
    let word = scene.word(start);
    if word.is_conjoined() && word.is_definite() && word.is(SOURCE) {
        return phrase::headed(scene, start, end);
    }
    phrase::read(scene, start, end, false)
}

/// Skips conjunctions, particles and signs at the head of a clause.
fn after_particles(scene: &Scene, start: usize, end: usize) -> usize {
    const PARTICLES: Flags = Flags::BUT.with(Flags::CONJUNCTION).with(Flags::AUXILIARY).with(Flags::QAD);
    let begins = |at: usize| scene.is_wordlike(at) || scene.kind(at) == TokenKind::Quote;
    let heads = (start..end).filter(|&at| !scene.is(at, PARTICLES));
    heads.into_iter().find(|&at| begins(at)).unwrap_or(end.max(start))
}

/// "استظهر عبد الحميد": an unknown word before a given name is the verb.
fn after_verb(scene: &Scene, start: usize, end: usize) -> usize {
    let word = scene.word(start);
    if start >= end || !word.next().is(GIVEN) {
        return start;
    }
    let verb = !word.is_known() && !word.is_definite();
    start + usize::from(verb)
}

/// Extends the phrase by noun phrases that follow it after commas.
fn with_appositions(scene: &Scene, mut subject: TokenRange, end: usize) -> TokenRange {
    while scene.kind(subject.end()) == TokenKind::Comma
        && subject.end() + 1 < end
        && let Some(next) = phrase::read(scene, subject.end() + 1, end, false)
    {
        subject.end_at(next.end());
    }
    subject
}

/// Whether only a comma or adjuncts are between the subject and its verb.
fn reaches(scene: &Scene, subject: TokenRange, end: usize) -> bool {
    if scene.kind(subject.end()) == TokenKind::Comma && subject.end() + 1 == end {
        return true;
    }
    // "أحدث استبيان أنجزته الهيئة قد أظهر": the maker of a text is between the text and its verb.
    let maker = people::maker(scene, &name::read(scene, subject));
    let after = maker.map_or(subject.end(), |maker| maker.end().min(end));
    if after == end {
        return true;
    }
    starts_adjunct(scene, after) && !has_verb(scene, after..end)
}

/// Whether an adjunct of the clause begins at the word.
fn starts_adjunct(scene: &Scene, at: usize) -> bool {
    const ADJUNCTS: Flags =
        Flags::PREPOSITION.with(Flags::ADJUNCT).with(Flags::TIME).with(Flags::ADVERB).with(Flags::QAD);
    if scene.is(at, ADJUNCTS) || !scene.is_wordlike(at) || may_join_preposition(scene, at) {
        return true;
    }
    scene.phrase(at).is_some_and(|(phrase, _)| phrase.class == PhraseClass::Turn)
}

/// Whether the word may have a proclitic preposition: a known one, or ب or ل on an unknown word with a complement.
fn may_join_preposition(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    word.has_proclitic_preposition() || word.next().is_definite() && word.may_begin_with(&[BA, LAM])
}

/// Whether the words contain a separate clause.
fn has_verb(scene: &Scene, mut words: std::ops::Range<usize>) -> bool {
    const CLAUSES: Flags = Flags::ACT.with(Flags::COMPLEMENTIZER).with(Flags::RELATIVE);
    words.any(|at| scene.finite(at).is_some() || scene.is(at, CLAUSES))
}
