//! Finds the subject of a cue: in its clause, inherited from another cue, or before it.

use super::antecedent::antecedent;
use super::before::subject_before;
use super::{Found, Sayer, is_dependent, is_headed_by_source};
use crate::lexicon::{CueClass, Flags, frame};
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::Cue;
use crate::quotes::phrase;
use crate::quotes::words::{Scene, Sentence};
use crate::text::letter::proclitic::LAM;
use crate::tokens::TokenRange;

/// The possible speaker of a cue's content, and the addressee.
#[derive(Clone, Copy, Debug, Default)]
pub struct Who {
    /// The noun phrase in the cue's clause.
    pub mention: Option<Sayer>,
    /// The noun phrase of another clause; it is the speaker if there is no mention.
    pub antecedent: Option<Sayer>,
    /// The addressee.
    pub addressee: Option<TokenRange>,
}

impl Who {
    /// Returns the noun phrase of the speaker, as far as it is known.
    pub fn speaks(&self) -> Option<TokenRange> {
        self.mention.or(self.antecedent).map(|sayer| sayer.tokens)
    }
}

/// Returns the speaker of a cue's content: the subject after the verb, the inherited subject, or the subject before the
/// verb.
pub fn resolve(sentence: &Sentence, reading: &Reading, content: &[TokenRange]) -> Who {
    let apart = |subject: &TokenRange| content.iter().all(|piece| subject.is_apart_from(*piece));
    match reading.clause.subject.filter(apart) {
        Some(subject) => explicit(sentence, reading, subject),
        None => Who { addressee: reading.clause.addressee, ..implicit(sentence, reading) },
    }
}

/// The subject after the verb, or the subject before it if the phrase after it is the addressee.
fn explicit(sentence: &Sentence, reading: &Reading, after: TokenRange) -> Who {
    match subject_before_addressee(sentence, reading, after) {
        Some(before) => Who { mention: Some(before), addressee: Some(after), ..Who::default() },
        None => Who {
            mention: Some(Found::Subject.sayer(after)),
            addressee: reading.clause.addressee,
            ..Who::default()
        },
    }
}

/// The subject before a verb if the phrase after the verb may be the addressee.
fn subject_before_addressee(sentence: &Sentence, reading: &Reading, after: TokenRange) -> Option<Sayer> {
    if is_to(sentence.scene, after) {
        return subject_before(sentence, &reading.cue);
    }
    if takes_person(reading) {
        return subject_before(sentence, &reading.cue)
            .filter(|subject| is_headed_by_source(sentence.scene, subject.tokens));
    }
    None
}

/// "الوزير قال لرويترز إن": ل marks the addressee if the subject is before the verb.
fn is_to(scene: &Scene, phrase: TokenRange) -> bool {
    phrase.len() == 1 && scene.word(phrase.start()).may_begin_with(&[LAM])
}

/// "إن الرئيس أبلغ الوزير أن": if the subject is before a verb that takes a person as its object, the phrase after the
/// verb is the addressee.
fn takes_person(reading: &Reading) -> bool {
    reading.cue.takes(frame::OBJECT) && reading.inherited.is_none()
}

/// The speaker if no subject follows the cue.
fn implicit(sentence: &Sentence, reading: &Reading) -> Who {
    let cue = &reading.cue;
    if let Some(subject) = reading.inherited {
        return inherited(sentence, cue, subject);
    }
    if is_dependent(cue) {
        return Who::default();
    }
    let antecedent = asked(sentence, cue).or_else(|| antecedent(sentence, cue));
    let mention = if antecedent.is_none() { subject_before(sentence, cue) } else { None };
    Who { mention, antecedent, addressee: None }
}

/// An inherited subject right before the cue belongs to the cue's own clause; one further away is somebody who
/// continues to speak.
fn inherited(sentence: &Sentence, cue: &Cue, subject: TokenRange) -> Who {
    if sentence.is_close(subject.end(), cue.tokens.start()) {
        Who { mention: Some(Found::Inherited.sayer(subject)), ..Who::default() }
    } else {
        Who { antecedent: Some(Found::GoesOn.sayer(subject)), ..Who::default() }
    }
}

/// "سئل فلان عن كذا فأجاب": the person who was asked.
fn asked(sentence: &Sentence, cue: &Cue) -> Option<Sayer> {
    const REACH: usize = 60;
    let scene = sentence.scene;
    if !cue.verb().is_some_and(|verb| matches!(verb.class, CueClass::Answer | CueClass::Statement)) {
        return None;
    }
    let end = cue.tokens.start();
    let start = sentence.range.start().max(end.saturating_sub(REACH));
    let verb = (start..end).rev().find(|&at| scene.is(at, Flags::ASKED))?;
    let phrase = phrase::read(scene, verb + 1, end, true)?;
    phrase::can_speak(scene, phrase).then(|| Found::Asked.sayer(phrase))
}

/// Returns the subject that a cue hands over to the cue that takes its content.
pub fn handed_over(sentence: &Sentence, reading: &Reading) -> Option<TokenRange> {
    let cue = &reading.cue;
    let before = || subject_before(sentence, cue).or_else(|| antecedent(sentence, cue));
    reading.clause.subject.or(reading.inherited).or_else(|| Some(before()?.tokens))
}
