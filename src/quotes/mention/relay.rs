//! Relays: "A quoted B as saying", chains of any length.

use super::{Found, Sayer};
use crate::lexicon::{CueClass, Flags, Form, PhraseClass, frame, preposition_frame};
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::{Cue, Kind};
use crate::quotes::words::{Scene, Sentence};
use crate::quotes::{clause, name, people, phrase};
use crate::tokens::TokenRange;

/// A source that passed words on.
#[derive(Clone, Debug)]
pub struct RelayDraft {
    /// The noun phrase.
    pub tokens: TokenRange,
    /// The cue of the relay.
    pub cue: Option<Cue>,
}

/// A quoted speaker, and the sources that passed the words on, nearest to the words first.
#[derive(Clone, Debug, Default)]
pub struct Relayed {
    /// The quoted speaker; `None` if the subject itself speaks.
    pub speaker: Option<Sayer>,
    /// The sources that passed the words on.
    pub relays: Vec<RelayDraft>,
}

/// "نقلت وكالة A عن B قوله إن": the speaker follows "عن", and the subject is a relay. The content begins at `end`.
pub fn relayed(sentence: &Sentence, reading: &Reading, subject: Option<TokenRange>, end: usize) -> Relayed {
    let (scene, cue) = (sentence.scene, &reading.cue);
    if cue.is_nominal() {
        return relayed_before(sentence, reading).unwrap_or_default();
    }
    if !cue.is_finite() {
        return Relayed::default();
    }
    let clause = TokenRange::new(cue.tokens.end(), end);
    let chain = if cue.verb().is_some_and(|verb| verb.class == CueClass::Relay) {
        chain(scene, clause)
    } else {
        quoting(scene, clause).into_iter().collect()
    };
    let mut relayed = link(chain, subject, cue);
    if relayed.relays.is_empty() && !cue.takes(frame::VENUE) {
        relayed.relays.extend(in_writing(scene, clause));
    }
    relayed
}

/// Makes the last of a chain the speaker. The others and the verb's subject become relays, nearest to the words first.
fn link(mut chain: Vec<TokenRange>, subject: Option<TokenRange>, cue: &Cue) -> Relayed {
    let Some(speaker) = chain.pop() else { return Relayed::default() };
    let relays = chain.into_iter().rev().chain(subject);
    Relayed {
        speaker: Some(Found::Quoted.sayer(speaker)),
        relays: relays.map(|tokens| RelayDraft { tokens, cue: Some(cue.clone()) }).collect(),
    }
}

/// "A said, quoting B, that": B follows a phrase of quoting.
fn quoting(scene: &Scene, clause: TokenRange) -> Option<TokenRange> {
    let relay = |at| scene.phrase(at).filter(|(phrase, _)| phrase.class == PhraseClass::SourceRelay);
    let (_, after) = clause.iter().find_map(relay)?;
    phrase::read(scene, after, clause.end(), false)
}

/// A verbal noun after a verb of relaying.
fn relayed_before(sentence: &Sentence, reading: &Reading) -> Option<Relayed> {
    const REACH: usize = 40;
    let scene = sentence.scene;
    let end = reading.cue.tokens.start();
    let start = end.saturating_sub(REACH).max(sentence.range.start());
    if let Some(relayed) = quoted_by_inherited(scene, reading, start) {
        return Some(relayed);
    }
    let relay = |at: usize| Some((at, scene.verb(at).filter(|form| form.verb().class == CueClass::Relay)?));
    let (verb, form) = (start..end).rev().find_map(relay)?;
    let cue = Cue::new(TokenRange::new(verb, verb + 1), Kind::Verb(form));
    let chain = chain(scene, TokenRange::new(verb + 1, end));
    let subject = chain.first().and_then(|first| clause::read(scene, &cue, first.start()).subject);
    Some(link(chain, subject, &cue))
}

/// "أفادت وسائل إعلام نقلا عن مصدر قوله": the inherited subject quotes somebody.
fn quoted_by_inherited(scene: &Scene, reading: &Reading, start: usize) -> Option<Relayed> {
    let subject = reading.inherited?;
    let between = TokenRange::new(start.max(subject.end()), reading.cue.tokens.start());
    let speaker = quoting(scene, between).filter(|speaker| subject.end() <= speaker.start())?;
    Some(link(vec![speaker], Some(subject), &reading.cue))
}

/// The noun phrases after each "عن" of the clause: "from A from B".
fn chain(scene: &Scene, clause: TokenRange) -> Vec<TokenRange> {
    // "عن X قوله حين سئل عن": the chain ends where the words begin.
    let said = |&at: &usize| scene.verb(at).is_some_and(|form| form.form == Form::MasdarSuffixed);
    let end = clause.iter().find(said).unwrap_or(clause.end());
    let links = (clause.start()..end).filter(|&at| is_from(scene, at, clause.start()));
    links.filter_map(|link| phrase::with_appositions(scene, link + 1, end)).collect()
}

/// "عن X", "على لسان X".
fn is_from(scene: &Scene, at: usize, start: usize) -> bool {
    let word = scene.word(at);
    match preposition_frame(word.whole()) {
        frame::AN => true,
        _ if at == start => false,
        _ => word.is(Flags::TONGUE) && preposition_frame(word.prev().whole()) == frame::ALA,
    }
}

/// "قالت الوزارة في بيان إن", "قالت في مقال نشرته صحيفة X": the text that contains the words.
fn in_writing(scene: &Scene, clause: TokenRange) -> Option<RelayDraft> {
    const REACH: usize = 24;
    let (start, end) = (clause.start(), clause.end());
    let in_text = |&at: &usize| is_in_text(scene, at);
    let text = (start..end.min(start + REACH)).find(in_text)? + 1;
    let mut tokens = phrase::headed(scene, text, end)?;
    if let Some(maker) = people::maker(scene, &name::read(scene, tokens)) {
        tokens.end_at(maker.end().min(end));
    }
    Some(RelayDraft { tokens, cue: None })
}

/// "في بيان".
fn is_in_text(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    word.next().is(Flags::WRITING) && preposition_frame(word.whole()) == frame::FI
}

/// "بحسب وثائق اطلعت عليها صحيفة X": returns the medium that saw the text and passed it on.
pub fn seen_by(scene: &Scene, text: TokenRange) -> Option<RelayDraft> {
    const REACH: usize = 12;
    const SEEN_BY: [Flags; 3] = [Flags::SEES, Flags::PRONOUN_SUFFIX, Flags::ORGANISATION.with(Flags::MEDIUM)];
    if !scene.is(text.start(), Flags::DOCUMENT) {
        return None;
    }
    let verb = text.end() + usize::from(scene.is(text.end(), Flags::RELATIVE));
    if !scene.word(verb).begins(&SEEN_BY) {
        return None;
    }
    let body = verb + SEEN_BY.len() - 1;
    Some(RelayDraft { tokens: phrase::headed(scene, body, body + REACH)?, cue: None })
}
