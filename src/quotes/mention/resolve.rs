//! The subject of a cue: in its own clause, handed over to it, or before it.

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

/// Who may have said what a cue introduces, and to whom.
#[derive(Clone, Copy, Debug, Default)]
pub struct Who {
    /// The noun phrase in the cue's clause.
    pub mention: Option<Sayer>,
    /// The noun phrase of another clause, which speaks if there is no mention.
    pub antecedent: Option<Sayer>,
    /// To whom it was said.
    pub addressee: Option<TokenRange>,
}

impl Who {
    /// The noun phrase that speaks, as far as it is found.
    pub fn speaks(&self) -> Option<TokenRange> {
        self.mention.or(self.antecedent).map(|sayer| sayer.tokens)
    }
}

/// Who said the content of a cue: the subject after the verb, handed over, or before the verb.
pub fn resolve(sentence: &Sentence, reading: &Reading, content: &[TokenRange]) -> Who {
    let apart = |subject: &TokenRange| content.iter().all(|piece| subject.is_apart_from(*piece));
    match reading.clause.subject.filter(apart) {
        Some(subject) => explicit(sentence, reading, subject),
        None => Who { addressee: reading.clause.addressee, ..implicit(sentence, reading) },
    }
}

/// The subject after the verb, or the one before it if the phrase after it is the addressee.
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

/// The subject before a verb whose next phrase may be the addressee.
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

/// "الوزير قال لرويترز إن": ل introduces the addressee if the subject is before the verb.
fn is_to(scene: &Scene, phrase: TokenRange) -> bool {
    phrase.len() == 1 && scene.word(phrase.start()).may_begin_with(&[LAM])
}

/// "إن الرئيس أبلغ الوزير أن": with the subject before a verb that takes a person as object, the
/// phrase after it is the addressee.
fn takes_person(reading: &Reading) -> bool {
    reading.cue.takes(frame::OBJECT) && reading.inherited.is_none()
}

/// Who speaks if no subject follows the cue.
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

/// Right before the cue the subject that was handed over is that of the cue's own clause; further
/// off, whoever continues to speak.
fn inherited(sentence: &Sentence, cue: &Cue, subject: TokenRange) -> Who {
    if sentence.is_close(subject.end(), cue.tokens.start()) {
        Who { mention: Some(Found::Inherited.sayer(subject)), ..Who::default() }
    } else {
        Who { antecedent: Some(Found::GoesOn.sayer(subject)), ..Who::default() }
    }
}

/// "سئل فلان عن كذا فأجاب": whoever was asked.
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

/// The subject that a cue gives to the one that takes its content.
pub fn handed_over(sentence: &Sentence, reading: &Reading) -> Option<TokenRange> {
    let cue = &reading.cue;
    let before = || subject_before(sentence, cue).or_else(|| antecedent(sentence, cue));
    reading.clause.subject.or(reading.inherited).or_else(|| Some(before()?.tokens))
}
