//! Quotes of phrases of source ("according to X"): before the content, after it, or in addition to another cue.

use super::before::content_before;
use super::draft::{Draft, recent};
use super::opened::opened;
use super::rest::with_rest;
use super::source_phrase::{begins, content_start, source_phrase};
use crate::lexicon::{Flags, PhraseClass};
use crate::quotes::clause::{self, reading::Reading};
use crate::quotes::content;
use crate::quotes::cue::Kind;
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::mention::{Found, RelayDraft, Sayer};
use crate::quotes::rule::Rule;
use crate::quotes::words::{Scene, Sentence};
use crate::tokens::{TokenKind, TokenRange};

/// Builds the quote of "بحسب X".
pub fn source(
    sentence: &Sentence,
    reading: &Reading,
    end: usize,
    drafts: &[Draft],
) -> Result<Draft, Refusal> {
    let phrase = source_phrase(sentence, reading.cue.tokens.end()).ok_or(Refusal::NoSourcePhrase)?;
    let source = Some(Found::Source.sayer(phrase));
    let Some(first) = content_start(sentence, reading) else {
        return attributed(sentence, reading, source, phrase.end(), end, drafts);
    };
    // "وحسب X، فقد قال Y": X passes on what Y said.
    if end <= first + 1 && end != sentence.range.end() {
        return Err(Refusal::PassesOn);
    }
    let content = content::clause(sentence.scene, first, end.max(first), false);
    let content = content.ok_or(Refusal::NothingFollows)?;
    Ok(Draft { mention: source, ..Draft::of(sentence, reading, content, Rule::SourceBefore) })
}

/// Builds the quote of "حسبما أفاد X".
pub fn source_clause(
    sentence: &Sentence,
    reading: &Reading,
    end: usize,
    drafts: &[Draft],
) -> Result<Draft, Refusal> {
    if let Some(opening) = reading.clause.opening
        && let Some(verb) = as_verb(reading)
    {
        return opened(sentence, &verb, opening, end, drafts);
    }
    let subject = reading.clause.subject;
    let after = subject.map_or(reading.cue.tokens.end(), |subject| subject.end());
    let source = subject.map(|subject| Found::Subject.sayer(subject));
    if !sentence.scene.is(after, Flags::THEN) {
        return attributed(sentence, reading, source, after, end, drafts);
    }
    let first = after + 1;
    let content = content::clause(sentence.scene, first, end.max(first), false).ok_or(Refusal::Empty)?;
    Ok(Draft { mention: source, ..Draft::of(sentence, reading, content, Rule::SourceBefore) })
}

/// "كما قال X إن", "كما أكد أن" ("also confirmed"): a one-word conjunction of source and its verb, read as an ordinary
/// verb.
fn as_verb(reading: &Reading) -> Option<Reading> {
    let Kind::SourceClause(phrase, form) = reading.cue.kind else { return None };
    if !phrase.rest.is_empty() {
        return None;
    }
    let mut verb = reading.clone();
    verb.cue.kind = Kind::Verb(form);
    verb.cue.tokens.start_at(reading.cue.tokens.end() - 1);
    Some(verb)
}

/// "على حد قوله" ends the content of the quote before it. If there is no such quote, it attributes the clause before it
/// to the last speaker.
pub fn source_self(sentence: &Sentence, reading: &Reading, drafts: &[Draft]) -> Result<Draft, Refusal> {
    if recent(drafts).any(|draft| reaches(draft, reading.head)) {
        return Err(Refusal::EndsContent);
    }
    if sentence.nested {
        return Err(Refusal::NoSpeaker);
    }
    if !sentence.follows_comma(reading.head) {
        return Err(Refusal::NotSetOff);
    }
    let content = content_before(sentence, reading, drafts)?;
    Ok(Draft::of(sentence, reading, content, Rule::SourceAfter))
}

/// A source before or after its content. `after` is one past the source.
fn attributed(
    sentence: &Sentence,
    reading: &Reading,
    source: Option<Sayer>,
    after: usize,
    end: usize,
    drafts: &[Draft],
) -> Result<Draft, Refusal> {
    if begins(sentence, reading) && after < sentence.range.end() {
        return source_before(sentence, reading, source, TokenRange::new(after, end));
    }
    // If a quote that already has a speaker comes before it, the source only passed that quote on.
    if drafts.last().is_some_and(|draft| reaches(draft, reading.head)) {
        return Err(Refusal::OnTop);
    }
    let content = content_before(sentence, reading, drafts)?;
    let content = with_rest(sentence, content, after, end);
    Ok(Draft { mention: source, ..Draft::of(sentence, reading, content, Rule::SourceAfter) })
}

/// Whether the quote's content extends to `head`.
fn reaches(draft: &Draft, head: usize) -> bool {
    const NEAR: usize = 3;
    draft.content.last().is_some_and(|last| last.end() + NEAR >= head)
}

/// "بحسب X، …": the content follows the source.
fn source_before(
    sentence: &Sentence,
    reading: &Reading,
    source: Option<Sayer>,
    following: TokenRange,
) -> Result<Draft, Refusal> {
    let end = following.end();
    let start = match comma_after(sentence, reading, following) {
        Some(comma) if !is_second_clause(sentence, reading, following.start(), comma) => {
            after_conjunction(sentence, comma + 1)
        }
        _ if is_first_clause(sentence, reading, following.start()) => following.start(),
        _ => then_after(sentence, following).ok_or(Refusal::NoComma)?,
    };
    if end <= start + 1 && end < sentence.range.end() {
        return Err(Refusal::PassesOn);
    }
    let content = content::clause(sentence.scene, start, end.max(start), false).ok_or(Refusal::Empty)?;
    Ok(Draft { mention: source, ..Draft::of(sentence, reading, content, Rule::SourceBefore) })
}

/// "ووفق تقرير أصدره المركز تحت عنوان «…» فإن": the content that "then" introduces, after a description of the source.
fn then_after(sentence: &Sentence, following: TokenRange) -> Option<usize> {
    const REACH: usize = 30;
    let reach = following.start()..following.end().min(following.start() + REACH);
    let scene = sentence.scene;
    let then = reach.into_iter().find(|&at| scene.is(at, Flags::THEN) && !scene.marks.inside(at))?;
    Some(then + usize::from(!scene.is(then, Flags::PRONOUN_SUFFIX)))
}

/// "بحسب ناشطين أعطت القوات مهلة، وترافق ذلك": whether the comma separates two clauses after the source, which ends at
/// `start`.
fn is_second_clause(sentence: &Sentence, reading: &Reading, start: usize, comma: usize) -> bool {
    is_first_clause(sentence, reading, start) && sentence.scene.word(comma + 1).is_conjoined()
}

/// Whether a finite verb follows the source of a preposition.
fn is_first_clause(sentence: &Sentence, reading: &Reading, at: usize) -> bool {
    let word = sentence.scene.word(at);
    let verb = word.is(Flags::ACT) || word.finite().is_some() || clause::is_imperfect(sentence.scene, at);
    matches!(reading.cue.kind, Kind::Source(_)) && !word.is_conjoined() && verb
}

/// The comma or colon between a source and its content.
fn comma_after(sentence: &Sentence, reading: &Reading, following: TokenRange) -> Option<usize> {
    const REACH: usize = 30;
    let scene = sentence.scene;
    let (start, end) = (following.start(), following.end());
    // "كما دعا إلى …": "also", unless only the subject comes before the comma.
    let additive = is_additive(reading);
    let reach = (start..end).take(REACH).take_while(|&at| !additive || at == start || !scene.is_wordlike(at));
    let mut commas = reach
        .filter(|&at| matches!(scene.kind(at), TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon));
    commas.find(|&at| scene.marks.inside(at) == scene.marks.inside(start) && !is_date(scene, at + 1, end))
}

/// "، اليوم الاثنين، أفاد ناشطون": whether only a time expression comes before the next comma.
fn is_date(scene: &Scene, start: usize, end: usize) -> bool {
    let words = (start..end).take_while(|&at| scene.kind(at) == TokenKind::Word);
    let times = words.clone().take_while(|&at| scene.is(at, Flags::TIME)).count();
    times > 0 && times == words.count() && scene.kind(start + times) == TokenKind::Comma
}

/// Whether the conjunction may mean "also".
fn is_additive(reading: &Reading) -> bool {
    matches!(reading.cue.kind, Kind::SourceClause(phrase, _) if phrase.class == PhraseClass::Comparison)
}

/// Skips a complementizer or conjunction without a pronoun.
fn after_conjunction(sentence: &Sentence, at: usize) -> usize {
    const CONJUNCTIONS: Flags = Flags::COMPLEMENTIZER.with(Flags::CONJUNCTION);
    at + usize::from(sentence.scene.word(at).is_unless(CONJUNCTIONS, Flags::PRONOUN_SUFFIX))
}

/// Returns the source of a phrase that passes on a quote.
pub fn relay(sentence: &Sentence, reading: &Reading) -> Option<RelayDraft> {
    let tokens = match reading.cue.kind {
        Kind::Source(_) => source_phrase(sentence, reading.cue.tokens.end()),
        _ => reading.clause.subject,
    };
    Some(RelayDraft { tokens: tokens?, cue: Some(reading.cue.clone()) })
}
