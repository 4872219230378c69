//! Relays: "A quoted B as saying", chains of any length.

use crate::quotes::clause;
use crate::quotes::name;
use crate::quotes::people;
use crate::quotes::phrase;
use crate::quotes::words::Sentence;
use crate::tokens::TokenRange;

use crate::lexicon::CueClass;
use crate::lexicon::{Flags, Form, PhraseClass, frame, preposition_frame};
use crate::quotes::cue::{Cue, Kind};
use crate::quotes::drafts::draft::{Draft, RelayDraft};
use crate::quotes::drafts::unit::Reading;
use crate::quotes::mention::Found;

/// "نقلت وكالة A عن B قوله إن": the speaker stands behind "عن", the subject is the relay.
pub fn relay_chain(sentence: &Sentence, reading: &Reading, draft: &mut Draft) {
    if reading.cue.is_nominal() {
        relay_before(sentence, reading, draft);
    } else if reading.cue.is_finite() {
        let end = draft.content.first().map_or(sentence.range.end, |c| c.start);
        let relays = reading.cue.verb().is_some_and(|v| v.class == CueClass::Relay);
        let chain = if relays {
            chain_of(sentence, reading.cue.tokens.end, end)
        } else {
            quoting(sentence, reading.cue.tokens.end, end)
        };
        link(chain, draft.mention.map(|m| m.tokens), &reading.cue, draft);
        if draft.relays.is_empty() && !reading.cue.takes(frame::VENUE) {
            draft.relays.extend(in_writing(sentence, reading.cue.tokens.end, end));
        }
    }
}

/// "بحسب وثائق اطلعت عليها صحيفة X": who saw the text that speaks, and passed it on.
pub fn seen_by(sentence: &Sentence, draft: &Draft) -> Option<RelayDraft> {
    const REACH: usize = 12;
    let scene = sentence.scene;
    let text = draft.mention.map(|m| m.tokens).filter(|m| scene.is(m.start, Flags::DOCUMENT))?;
    let verb = text.end + usize::from(scene.is(text.end, Flags::RELATIVE));
    let seen = scene.is(verb, Flags::SEES) && scene.is(verb + 1, Flags::PRONOUN_SUFFIX);
    let who = verb + 2;
    let body = seen && scene.is(who, Flags::ORGANISATION.with(Flags::MEDIUM));
    let tokens = body.then(|| phrase::headed(scene, who, who + REACH))??;
    Some(RelayDraft { tokens, cue: None })
}

/// "قالت الوزارة في بيان إن", "قالت في مقال نشرته صحيفة X": the text that carries the words.
pub fn in_writing(sentence: &Sentence, start: usize, end: usize) -> Option<RelayDraft> {
    const REACH: usize = 24;
    let scene = sentence.scene;
    let writing =
        |at: &usize| preposition_frame(scene.whole(*at)) == frame::FI && scene.is(*at + 1, Flags::WRITING);
    let text = (start..end.min(start + REACH)).find(writing)? + 1;
    let mut tokens = phrase::headed(scene, text, end)?;
    if let Some(maker) = people::maker(scene, &name::read(scene, tokens)) {
        tokens.end = maker.end.min(end);
    }
    Some(RelayDraft { tokens, cue: None })
}

/// Makes the last of a chain the speaker, and the rest and the verb's subject relays, nearest
/// to the words first.
pub fn link(mut chain: Vec<TokenRange>, subject: Option<TokenRange>, cue: &Cue, draft: &mut Draft) {
    let Some(speaker) = chain.pop() else { return };
    let relays = chain.into_iter().rev().chain(subject);
    draft.relays.extend(relays.map(|tokens| RelayDraft { tokens, cue: Some(cue.clone()) }));
    draft.mention = Some(Found::Quoted.sayer(speaker));
}

/// "A said, quoting B, that": B behind a phrase of quoting.
pub fn quoting(sentence: &Sentence, start: usize, end: usize) -> Vec<TokenRange> {
    let found = (start..end)
        .find_map(|at| sentence.scene.phrase(at).filter(|(p, _)| p.class == PhraseClass::SourceRelay));
    found.and_then(|(_, behind)| phrase::read(sentence.scene, behind, end, false)).into_iter().collect()
}

/// A verbal noun behind a verb of passing on.
pub fn relay_before(sentence: &Sentence, reading: &Reading, draft: &mut Draft) {
    const REACH: usize = 40;
    let scene = sentence.scene;
    let end = reading.cue.tokens.start;
    let first = end.saturating_sub(REACH).max(sentence.range.start);
    // "أفادت وسائل إعلام نقلا عن مصدر قوله": whoever quotes is the subject that was handed over.
    if let Some(subject) = reading.inherited
        && let Some(speaker) = quoting(sentence, first.max(subject.end), end).pop()
        && subject.end <= speaker.start
    {
        link(vec![speaker], Some(subject), &reading.cue, draft);
        return;
    }
    let Some(verb) =
        (first..end).rev().find(|&i| scene.verb(i).is_some_and(|v| v.verb().class == CueClass::Relay))
    else {
        return;
    };
    let Some(form) = scene.verb(verb) else { return };
    let cue = Cue::new(TokenRange::new(verb, verb + 1), Kind::Verb(form));
    let chain = chain_of(sentence, verb + 1, end);
    let subject = chain.first().and_then(|first| clause::read(scene, &cue, first.start).subject);
    link(chain, subject, &cue, draft);
}

/// The noun phrases behind each "عن" before `end`: "from A from B".
pub fn chain_of(sentence: &Sentence, start: usize, end: usize) -> Vec<TokenRange> {
    let scene = sentence.scene;
    // "عن X قوله حين سئل عن": the chain ends at what was said.
    let said = |i: &usize| scene.verb(*i).is_some_and(|f| f.form == Form::MasdarSuffixed);
    let end = (start..end).find(said).unwrap_or(end);
    // "على لسان X".
    let tongue = |i: usize| {
        i > start && preposition_frame(scene.whole(i - 1)) == frame::ALA && scene.is(i, Flags::TONGUE)
    };
    let links = (start..end).filter(|&i| preposition_frame(scene.whole(i)) == frame::AN || tongue(i));
    links.filter_map(|an| phrase::with_appositions(scene, an + 1, end)).collect()
}
