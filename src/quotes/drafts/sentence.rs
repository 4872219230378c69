//! The quotes of a sentence (quotations are never split): each cue with its clause and content.

use super::boundary::boundary;
use super::content_first::content_first;
use super::draft::Draft;
use super::opened::{is_bare, opened, unmarked};
use super::readings::readings;
use super::source::{relay, source, source_clause, source_self};
use super::source_phrase::is_own_words;
use crate::lexicon::Flags;
use crate::quotes::clause::Opening;
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::Kind;
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::mention::{self, Found, RelayDraft};
use crate::quotes::words::Sentence;
use crate::text::snug;

/// The most earlier quotes and cues to look at; no sentence has more.
const LOOK_BACK: usize = 32;

/// Returns the quotes, in the order of their cues.
pub fn quotes(sentence: &Sentence) -> Vec<Draft> {
    judge(sentence, &mut |_, _| {})
}

/// Returns the quotes, and reports the outcome of each cue to the witness.
pub fn judge(sentence: &Sentence, witness: &mut impl FnMut(&Reading, Result<&Draft, Refusal>)) -> Vec<Draft> {
    let readings = readings(sentence);
    let mut drafts: Vec<Draft> = Vec::new();
    // The source of a phrase, if that source passes on the next quote.
    let mut passing: Option<RelayDraft> = None;
    for (index, reading) in readings.iter().enumerate() {
        let draft = verdict(sentence, &readings, index, &drafts);
        let verdict = draft.map(|draft| relayed(sentence, reading, draft, passing.take(), &drafts));
        witness(reading, verdict.as_ref().map_err(|&refusal| refusal));
        match verdict {
            Ok(draft) => snug::push(&mut drafts, draft, index, readings.len()),
            // A source without words of its own also passes on the next quote.
            Err(Refusal::PassesOn | Refusal::NothingFollows) => passing = relay(sentence, reading),
            Err(Refusal::OnTop) => end_last(sentence, reading, &mut drafts, relay(sentence, reading)),
            Err(Refusal::EndsContent) => end_last(sentence, reading, &mut drafts, None),
            Err(_) => {}
        }
    }
    drafts
}

/// The outcome for a cue.
fn verdict(
    sentence: &Sentence,
    readings: &[Reading],
    index: usize,
    drafts: &[Draft],
) -> Result<Draft, Refusal> {
    let reading = readings.get(index).filter(|reading| !reading.carried).ok_or(Refusal::Carried)?;
    if nested_too_deep(drafts, reading.cue.tokens.start()) {
        return Err(Refusal::TooDeep);
    }
    let (before, _) = readings.split_at(index);
    if is_joined_clause(sentence, reading, before) {
        return Err(Refusal::JoinedClause);
    }
    let draft = quote(sentence, reading, boundary(sentence, readings, index), drafts)?;
    // Two cues before one complementizer: the first belongs to the main clause, the second to a relative clause in
    // between.
    let twin = drafts.iter().rev().take(LOOK_BACK).any(|earlier| earlier.content == draft.content);
    if twin { Err(Refusal::Twin) } else { Ok(draft) }
}

/// Whether all of the last few quotes contain the cue. Speech nested this deep is noise, and each level would be read
/// to the end.
fn nested_too_deep(drafts: &[Draft], cue: usize) -> bool {
    const DEPTH: usize = 6;
    drafts.len() >= DEPTH && drafts.iter().rev().take(DEPTH).all(|draft| draft.holds(cue))
}

/// "تابع القضية وأنه …" inside the clause of an earlier cue: a complementizer with و continues that clause, and an
/// everyday verb in between does not take it.
fn is_joined_clause(sentence: &Sentence, reading: &Reading, before: &[Reading]) -> bool {
    let Some(Opening::Clause(start)) = reading.clause.opening else { return false };
    let scene = sentence.scene;
    let complementizer = |at: usize| scene.is(at, Flags::COMPLEMENTIZER);
    let at = if complementizer(start) { start } else { start.saturating_sub(1) };
    if !complementizer(at) || !scene.word(at).is_conjoined() {
        return false;
    }
    let cue = reading.cue.tokens.start();
    let around = |r: &Reading| matches!(r.clause.opening, Some(Opening::Clause(start)) if start <= cue);
    before.iter().rev().take(LOOK_BACK).any(around)
}

/// The quote of a cue, by its kind and by what introduces its content.
fn quote(sentence: &Sentence, reading: &Reading, end: usize, drafts: &[Draft]) -> Result<Draft, Refusal> {
    match reading.cue.kind {
        Kind::Source(_) if is_own_words(sentence.scene, &reading.cue) => {
            source_self(sentence, reading, drafts)
        }
        Kind::Source(_) | Kind::SourceClause(..) if !reading.names_source => Err(Refusal::NamesNoSource),
        Kind::Source(_) => source(sentence, reading, end, drafts),
        Kind::SourceClause(..) => source_clause(sentence, reading, end, drafts),
        Kind::SourceSelf(_) => source_self(sentence, reading, drafts),
        Kind::Verb(_) => match reading.clause.opening {
            Some(opening) => opened(sentence, reading, opening, end, drafts),
            None if is_bare(sentence, reading) => {
                opened(sentence, reading, Opening::Colon(reading.cue.tokens.end()), end, drafts)
            }
            None => content_first(sentence, reading, drafts).or_else(|refusal| {
                let start = unmarked(sentence, reading).filter(|_| refusal == Refusal::NoContent);
                opened(sentence, reading, Opening::Colon(start.ok_or(refusal)?), end, drafts)
            }),
        },
    }
}

/// Adds to the draft the sources that passed it on.
fn relayed(
    sentence: &Sentence,
    reading: &Reading,
    draft: Draft,
    passing: Option<RelayDraft>,
    drafts: &[Draft],
) -> Draft {
    let mut draft = passed_on(draft, passing);
    let seen = draft.mention.and_then(|mention| mention::seen_by(sentence.scene, mention.tokens));
    draft.relays.extend(reported_by(sentence, reading, drafts));
    draft.relays.extend(seen);
    draft
}

/// "وبحسب X، قال Y إن": X passed on what Y said. If there is no Y, X said it.
fn passed_on(mut draft: Draft, source: Option<RelayDraft>) -> Draft {
    let Some(source) = source else { return draft };
    if draft.mention.or(draft.antecedent).is_some() {
        draft.relays.push(source);
        return draft;
    }
    Draft { mention: Some(Found::PassedOn.sayer(source.tokens)), ..draft }
}

/// "ذكرت صحيفة A أن B قال": the medium whose report contains the cue.
fn reported_by(sentence: &Sentence, reading: &Reading, drafts: &[Draft]) -> Option<RelayDraft> {
    let cue = reading.cue.tokens.start();
    let outer = drafts.iter().rev().take(LOOK_BACK).find(|draft| draft.holds(cue))?;
    let medium = outer.mention?.tokens;
    if !sentence.scene.is(medium.start(), Flags::MEDIUM) || medium.end() > cue {
        return None;
    }
    reading.cue.is_finite().then(|| RelayDraft { tokens: medium, cue: outer.cue.clone() })
}

/// Ends the content of the last quote where the words that belong to the cue begin. The cue's source passed the quote
/// on, or the cue says who used these words.
fn end_last(sentence: &Sentence, reading: &Reading, drafts: &mut [Draft], relay: Option<RelayDraft>) {
    let Some(last) = drafts.last_mut() else { return };
    last.relays.extend(relay);
    let Some(piece) = last.content.last_mut() else { return };
    if piece.start() < reading.head && reading.head < piece.end() {
        *piece = sentence.scene.trim(piece.start()..reading.head);
    }
}
