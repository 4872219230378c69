//! The cues of a sentence, each with its clause and what it receives from other cues.

use super::source_phrase::names_source;
use crate::lexicon::{Flags, Form, frame};
use crate::quotes::clause::reading::Reading;
use crate::quotes::clause::{self, Clause};
use crate::quotes::cue::{self, Cue};
use crate::quotes::mention;
use crate::quotes::words::{Scene, Sentence};
use crate::tokens::TokenRange;

/// Returns the cues of the sentence with their clauses, in order.
pub fn readings(sentence: &Sentence) -> Vec<Reading> {
    let cues = cue::find(sentence.scene, sentence.range, true);
    let mut readings: Vec<Reading> = cues.into_iter().map(|cue| reading(sentence, cue)).collect();
    for index in 0..readings.len() {
        if let Some(given) = hand_over(sentence, &readings, index) {
            give(sentence.scene, &mut readings, index, given);
        }
    }
    // Computed once per reading, because earlier cues need it as well.
    for reading in &mut readings {
        reading.names_source = names_source(sentence, reading);
    }
    readings
}

/// A cue with its own clause.
fn reading(sentence: &Sentence, cue: Cue) -> Reading {
    let clause = match cue.form() {
        Some(_) => clause::read(sentence.scene, &cue, sentence.range.end()),
        None => Clause::default(),
    };
    let head = head(sentence, cue.tokens.start());
    Reading::new(cue, clause, head)
}

/// The start of the words that belong to a cue: its conjunctions and particles.
fn head(sentence: &Sentence, cue: usize) -> usize {
    const REACH: usize = 8;
    const PARTICLES: Flags = Flags::QAD.with(Flags::AUXILIARY).with(Flags::BUT).with(Flags::CONJUNCTION);
    let first = cue.saturating_sub(REACH);
    let mut head = cue;
    while head > first {
        if follows_purpose(sentence, head) {
            head -= 2;
        } else if sentence.follows(head, PARTICLES) {
            head -= 1;
        } else {
            break;
        }
    }
    head
}

/// "قبل أن يضيف": whether an adjunct and its complementizer come before the verb.
fn follows_purpose(sentence: &Sentence, verb: usize) -> bool {
    sentence.follows(verb, Flags::COMPLEMENTIZER) && sentence.follows(verb - 1, Flags::ADJUNCT)
}

/// What a cue hands over to the cue that takes its content.
struct HandOver {
    /// The index of the receiving reading.
    to: usize,
    /// The subject.
    subject: Option<TokenRange>,
    /// The cue's head, if the cue only carries the next one. A cue that is further from the next one does not hand over
    /// its head.
    head: Option<usize>,
}

/// What a cue without content hands over to the cue that takes its content.
fn hand_over(sentence: &Sentence, readings: &[Reading], index: usize) -> Option<HandOver> {
    let reading = readings.get(index).filter(|reading| reading.clause.opening.is_none())?;
    let next = reading.clause.hand_over?;
    let close = sentence.is_close(reading.cue.tokens.end(), next);
    let everyday = reading.cue.takes(frame::STRICT) && !reading.cue.takes(frame::LIGHT);
    if is_inside_speech(sentence, reading) || speaks_at_once(sentence, reading) || everyday && !close {
        return None;
    }
    let to = readings.binary_search_by_key(&next, |reading| reading.cue.tokens.start()).ok()?;
    let clause = &readings.get(to)?.clause;
    if clause.opening.is_none() && clause.hand_over.is_none() {
        return None;
    }
    let subject = mention::handed_over(sentence, reading);
    Some(HandOver { to, subject, head: close.then_some(reading.head) })
}

/// "قال سامر نعمل على الخطة، لافتا إلى": speech begins with a verb, right after the verb of saying and its subject.
fn speaks_at_once(sentence: &Sentence, reading: &Reading) -> bool {
    let cue = &reading.cue;
    let says = cue.takes(frame::BARE) && cue.form().is_some_and(|form| form.form == Form::Perfect);
    let subject = reading.adjacent_subject().filter(|_| says);
    subject.is_some_and(|subject| {
        let first = sentence.scene.word(subject.end());
        let verb = first.is(Flags::ACT) || clause::is_imperfect(sentence.scene, first.at);
        verb && !first.is_conjoined()
    })
}

/// "كان عليها أن توضح المشروع، لافتا": a verb inside the speech does not hand over the speaker.
fn is_inside_speech(sentence: &Sentence, reading: &Reading) -> bool {
    let verb = reading.cue.tokens.start();
    verb == reading.head && sentence.follows(verb, Flags::COMPLEMENTIZER)
}

/// Hands a cue's subject and head over to the cue that takes its content.
fn give(scene: &Scene, readings: &mut [Reading], from: usize, given: HandOver) {
    if let Some(next) = readings.get_mut(given.to) {
        if next.clause.subject.is_none() {
            next.clause.subject = subject_of_object_masdar(scene, &next.cue);
        }
        if next.clause.subject.is_none() {
            next.inherited = next.inherited.or(given.subject);
        }
        next.head = given.head.unwrap_or(next.head);
    }
    if let Some(reading) = readings.get_mut(from) {
        reading.carried = true;
    }
}

/// "رفضت البلاد اتهامات المنظمة بأن": the verbal noun has its own subject.
fn subject_of_object_masdar(scene: &Scene, cue: &Cue) -> Option<TokenRange> {
    let form = cue.form().filter(|form| form.form == Form::Masdar && form.verb().takes(frame::OBJECT))?;
    cue::subject_of_masdar(scene, cue.tokens.start(), form)
}
