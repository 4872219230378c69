//! The subject of a sentence's first verb.

use super::before::subject_ending;
use crate::lexicon::Flags;
use crate::quotes::words::{Sentence, sets};
use crate::quotes::{clause, phrase};
use crate::text::letter::proclitic::WAW;
use crate::tokens::TokenRange;

/// Returns the subject of the sentence's first verb: the phrase after the verb or before it.
pub fn subject_of_first_verb(sentence: &Sentence) -> Option<TokenRange> {
    const REACH: usize = 12;
    let (start, end) = (sentence.range.start(), sentence.range.end());
    let verb = (start..end.min(start + REACH)).find(|&at| is_verb(sentence, at))?;
    let can_speak = |phrase: &TokenRange| phrase::can_speak(sentence.scene, *phrase);
    subject_after(sentence, verb).or_else(|| subject_ending(sentence, verb).filter(can_speak))
}

/// Whether the word is a finite verb outside quotations.
fn is_verb(sentence: &Sentence, at: usize) -> bool {
    let scene = sentence.scene;
    if scene.marks.inside(at) {
        return false;
    }
    if scene.is(at, Flags::ACT) || scene.finite(at).is_some() {
        return true;
    }
    at == sentence.range.start() && is_verb_like(sentence)
}

/// Whether the sentence's first word looks like a verb before its subject.
fn is_verb_like(sentence: &Sentence) -> bool {
    let scene = sentence.scene;
    let first = scene.word(sentence.range.start());
    let subject = first.next();
    if !subject.is(sets::SOURCE) || !subject.is_definite() {
        return false;
    }
    clause::is_imperfect(scene, first.at) || first.may_begin_with(&[WAW])
}

/// Returns the noun phrase right after a verb, or after one word in between, if it can be the subject.
pub fn subject_after(sentence: &Sentence, verb: usize) -> Option<TokenRange> {
    const REACH: usize = 3;
    let end = sentence.range.end();
    let starts = verb + 1..end.min(verb + REACH);
    let subject = starts.into_iter().find_map(|at| phrase::read(sentence.scene, at, end, true))?;
    let subject = before_preposition(sentence, subject);
    phrase::can_speak(sentence.scene, subject).then_some(subject)
}

/// "وصلت الطبيبتان | إلى القرية": the destination belongs to the verb.
fn before_preposition(sentence: &Sentence, subject: TokenRange) -> TokenRange {
    let scene = sentence.scene;
    let own = |&at: &usize| scene.is(at, Flags::PREPOSITION) && !scene.is_in_the_name_of(at);
    let end = (subject.start() + 1..subject.end()).find(own).filter(|_| scene.is_definite(subject.start()));
    TokenRange::new(subject.start(), end.unwrap_or(subject.end()))
}
