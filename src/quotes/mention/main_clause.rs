//! The subject of the main clause, which a participle or verbal noun after it shares.

use super::antecedent::antecedent;
use super::before::subject_before;
use super::first_verb::subject_after;
use super::{Found, Sayer, is_headed_by_source};
use crate::lexicon::{Flags, frame};
use crate::quotes::clause::{self, Opening};
use crate::quotes::cue::{self, Cue, Cues};
use crate::quotes::phrase;
use crate::quotes::words::{Scene, Sentence, sets};
use crate::tokens::{TokenKind, TokenRange};

/// Returns the subject of the clause on which a participle or verbal noun depends: the subject of the nearest finite
/// cue before it in the sentence, or else the first noun phrase that can be a speaker.
pub fn main_subject(sentence: &Sentence, cue: &Cue) -> Option<Sayer> {
    let end = cue.tokens.start();
    let cues = outer_cues(sentence, end);
    let mut finite = cues.iter().rev().filter(|cue| cue.is_finite()).peekable();
    if finite.peek().is_some() {
        return finite.find_map(|cue| subject(sentence, cue, end)).map(|s| Found::MainVerb.sayer(s));
    }
    // The sentence's verb reports nothing: try its subject, then the first source in the sentence.
    const REACH: usize = 20;
    let start = sentence.range.start();
    let head = TokenRange::new(start, end.min(start + REACH));
    subject_of_act(sentence, head).or_else(|| first_source(sentence, head, end))
}

/// The subject of a finite cue: in its clause, before it, or before its relative clause.
fn subject(sentence: &Sentence, cue: &Cue, end: usize) -> Option<TokenRange> {
    let before = || subject_before(sentence, cue).or_else(|| antecedent(sentence, cue));
    clause::read(sentence.scene, cue, end).subject.or_else(|| Some(before()?.tokens))
}

/// The last cues before `end` that are not in another cue's clause: in "أكد X أن Y طلب كذا، مشيرا إلى" the participle
/// belongs to X.
fn outer_cues(sentence: &Sentence, end: usize) -> Cues {
    /// The most tokens between a main clause and its participle.
    const REACH: usize = 160;
    /// The most cues of a sentence before one participle.
    const CUES: usize = 10;
    let start = sentence.range.start().max(end.saturating_sub(REACH));
    let mut cues = cue::find(sentence.scene, TokenRange::new(start, end), true);
    cues.drain(..cues.len().saturating_sub(CUES));
    let mut reported = None;
    cues.retain(|cue| {
        if !cue.is_finite() {
            return true;
        }
        let at = cue.tokens.start();
        if reported.is_some_and(|start| at >= start) && !is_set_off(sentence, at) {
            return false;
        }
        reported = reported_clause(sentence.scene, cue, end).or(reported);
        true
    });
    cues
}

/// Whether a conjunction or comma comes before the word.
fn is_set_off(sentence: &Sentence, at: usize) -> bool {
    sentence.scene.word(at).is_conjoined() || sentence.follows_comma(at)
}

/// The first token of the clause that a reporting verb introduces.
fn reported_clause(scene: &Scene, cue: &Cue, end: usize) -> Option<usize> {
    if !cue.takes(frame::CLAUSE) || cue.takes(frame::STRICT) {
        return None;
    }
    match clause::read(scene, cue, end).opening {
        Some(Opening::Clause(start)) => Some(start),
        _ => None,
    }
}

/// The subject of the first verb, which reports nothing: "زار X المدينة، مؤكدا أن".
fn subject_of_act(sentence: &Sentence, head: TokenRange) -> Option<Sayer> {
    let scene = sentence.scene;
    let mut acts = head.iter().filter(|&at| scene.is(at, Flags::ACT));
    let verb = acts.find(|&at| !scene.marks.inside(at))?;
    let subject = subject_after(sentence, verb)?;
    let person = is_headed_by_source(scene, subject) || scene.kind(subject.start()) == TokenKind::Quote;
    person.then(|| Found::Actor.sayer(subject))
}

/// The first noun phrase headed by a source noun.
fn first_source(sentence: &Sentence, head: TokenRange, end: usize) -> Option<Sayer> {
    let scene = sentence.scene;
    let nouns = head.iter().filter(|&at| scene.word(at).is_unless(sets::SOURCE, Flags::PLACE));
    let mut free = nouns.filter(|&at| !is_governed(sentence, at));
    free.find_map(|at| phrase::read(scene, at, end, false)).map(|source| Found::FirstSource.sayer(source))
}

/// Whether a preposition governs the noun.
fn is_governed(sentence: &Sentence, at: usize) -> bool {
    const GOVERNING: Flags = Flags::PREPOSITION.with(Flags::ADJUNCT);
    sentence.scene.word(at).has_proclitic_preposition() || sentence.follows(at, GOVERNING)
}
