//! The quotes of one sentence (quotations kept whole): each cue with its clause and content.

use crate::quotes::content;
use crate::quotes::drafts::opened;
use crate::quotes::drafts::source;
use crate::quotes::mention::Found;
use crate::quotes::mention::relay;
use crate::quotes::mention::subject;
use crate::quotes::words::Sentence;

use crate::lexicon::{Flags, Form, PhraseClass, Prefix, frame};
pub use crate::quotes::clause::reading::Reading;
use crate::quotes::clause::{self, Clause, Opening};
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::cue::{self, Kind};
use crate::quotes::drafts::draft::{Draft, RelayDraft};
use crate::tokens::TokenKind;

/// Cues of one sentence looked at for the end of a quote's content; more are no sentence.
const CUES_AHEAD: usize = 32;

/// Whether the last quotes all hold the cue: speech in speech in speech is noise, and each of them
/// would be read to the end.
fn nested_too_deep(drafts: &[Draft], cue: usize) -> bool {
    const DEPTH: usize = 6;
    let holds = |d: &Draft| d.content.iter().any(|c| c.start <= cue && cue < c.end);
    drafts.len() >= DEPTH && drafts.iter().rev().take(DEPTH).all(holds)
}

/// "وبحسب X، قال Y إن": X passed on what Y said; where nobody else said it X did.
fn passed_on(draft: &mut Draft, source: Option<RelayDraft>) {
    let Some(source) = source else { return };
    if draft.mention.is_none() && draft.antecedent.is_none() {
        draft.mention = Some(Found::PassedOn.sayer(source.tokens));
    } else {
        draft.relays.push(source);
    }
}

/// The quotes, in the order of their cues.
pub fn quotes(sentence: &Sentence) -> Vec<Draft> {
    judge(sentence, &mut |_, _| {})
}

/// The quotes, with a witness who is told what became of each cue.
pub fn judge(sentence: &Sentence, witness: &mut impl FnMut(&Reading, Result<&Draft, Refusal>)) -> Vec<Draft> {
    let readings = readings(sentence);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut passing: Option<RelayDraft> = None;
    for (index, reading) in readings.iter().enumerate() {
        let mut verdict = verdict(sentence, &readings, index, &mut drafts);
        match &mut verdict {
            Ok(draft) => {
                passed_on(draft, passing.take());
                draft.relays.extend(told_by(sentence, reading, &drafts));
                let seen = relay::seen_by(sentence, draft);
                draft.relays.extend(seen);
            }
            Err(Refusal::PassesOn) => passing = source::relay(sentence, reading),
            Err(_) => {}
        }
        witness(reading, verdict.as_ref().map_err(|&refusal| refusal));
        drafts.extend(verdict);
    }
    drafts
}

/// "ذكرت صحيفة A أن B قال": the medium whose report holds the cue.
pub fn told_by(sentence: &Sentence, reading: &Reading, drafts: &[Draft]) -> Option<RelayDraft> {
    let cue = reading.cue.tokens.start;
    let holds = |d: &&Draft| d.content.iter().any(|c| c.start <= cue && cue < c.end);
    let outer = drafts.iter().rev().take(CUES_AHEAD).find(holds)?;
    let medium = outer.mention.map(|m| m.tokens).filter(|m| sentence.scene.is(m.start, Flags::MEDIUM))?;
    (reading.cue.is_finite() && medium.end <= cue)
        .then(|| RelayDraft { tokens: medium, cue: outer.cue.clone() })
}

pub fn verdict(
    sentence: &Sentence,
    readings: &[Reading],
    index: usize,
    drafts: &mut [Draft],
) -> Result<Draft, Refusal> {
    let reading = readings.get(index).filter(|r| !r.carried).ok_or(Refusal::Carried)?;
    let end = boundary(sentence, readings, index);
    if nested_too_deep(drafts, reading.cue.tokens.start) {
        return Err(Refusal::TooDeep);
    }
    if is_joined_clause(sentence, readings, index) {
        return Err(Refusal::JoinedClause);
    }
    let draft = quote(sentence, reading, end, drafts)?;
    // Two cues before one complementizer: the first is the main clause's, the other stands in
    // a relative clause between.
    let twin = drafts.iter().rev().take(CUES_AHEAD).any(|d| d.content == draft.content);
    if twin { Err(Refusal::Twin) } else { Ok(draft) }
}

/// "تابع القضية وأنه …" inside another cue's clause: a complementizer with و goes on with that
/// clause, and an everyday verb that stands between does not take it.
pub fn is_joined_clause(sentence: &Sentence, readings: &[Reading], index: usize) -> bool {
    let Some(reading) = readings.get(index) else { return false };
    let Some(Opening::Clause(start)) = reading.clause.opening else { return false };
    let complementizer = |at: usize| sentence.scene.is(at, Flags::COMPLEMENTIZER);
    let at = if complementizer(start) { start } else { start.saturating_sub(1) };
    let joined = complementizer(at) && sentence.scene.prefix(at).has(Prefix::CONJUNCTION);
    let cue = reading.cue.tokens.start;
    let around = |r: &Reading| matches!(r.clause.opening, Some(Opening::Clause(at)) if at <= cue);
    joined && readings.iter().take(index).rev().take(CUES_AHEAD).any(around)
}

pub fn readings(sentence: &Sentence) -> Vec<Reading> {
    let scene = sentence.scene;
    let cues = cue::find(scene, sentence.range, true);
    let mut readings: Vec<Reading> = Vec::with_capacity(cues.len());
    for cue in cues {
        let clause = if cue.form().is_some() {
            clause::read(scene, &cue, sentence.range.end)
        } else {
            Clause::default()
        };
        let head = head(sentence, cue.tokens.start);
        readings.push(Reading::new(cue, clause, head));
    }
    for index in 0..readings.len() {
        hand_over(sentence, &mut readings, index);
    }
    // Once for each: the cues before it ask, too.
    for reading in &mut readings {
        reading.names_source = source::attributes(sentence, reading);
    }
    readings
}

/// Gives a cue's subject to the cue that takes its content.
pub fn hand_over(sentence: &Sentence, readings: &mut [Reading], index: usize) {
    let Some(reading) = readings.get(index) else { return };
    if reading.clause.opening.is_some() {
        return;
    }
    let Some(to) = reading.clause.hand_over else { return };
    // "كان عليها أن توضح المشروع، لافتا": a verb inside what is said carries nothing of its speaker.
    let first = reading.cue.tokens.start;
    if first > sentence.range.start
        && sentence.scene.is(first - 1, Flags::COMPLEMENTIZER)
        && first == reading.head
    {
        return;
    }
    if reading.cue.takes(frame::STRICT)
        && !reading.cue.takes(frame::LIGHT)
        && !subject::is_close(sentence, reading.cue.tokens.end, to)
    {
        return;
    }
    let subject = reading
        .clause
        .subject
        .or(reading.inherited)
        .or_else(|| subject::subject_before(sentence, reading).map(|s| s.tokens))
        .or_else(|| subject::antecedent(sentence, &reading.cue).map(|s| s.tokens));
    // A cue that only carries the next one gives it its head, too; one inside some clause does not.
    let head = subject::is_close(sentence, reading.cue.tokens.end, to).then_some(reading.head);
    let Ok(next) = readings.binary_search_by_key(&to, |r| r.cue.tokens.start) else { return };
    let takes =
        readings.get(next).is_some_and(|r| r.clause.opening.is_some() || r.clause.hand_over.is_some());
    if !takes {
        return;
    }
    if let Some(next) = readings.get_mut(next) {
        // "رفضت البلاد اتهامات المنظمة بأن": the verbal noun has a subject of its own.
        let form = next.cue.form().filter(|f| f.form == Form::Masdar && f.verb().takes(frame::OBJECT));
        if next.clause.subject.is_none() {
            next.clause.subject =
                form.and_then(|f| cue::subject_of_masdar(sentence.scene, next.cue.tokens.start, f));
        }
        if next.inherited.is_none() && next.clause.subject.is_none() {
            next.inherited = subject;
        }
        next.head = head.unwrap_or(next.head);
    }
    if let Some(reading) = readings.get_mut(index) {
        reading.carried = true;
    }
}

/// Where the clause of a cue begins: before its conjunction or turn phrase.
pub fn head(sentence: &Sentence, cue: usize) -> usize {
    const REACH: usize = 8;
    let mut head = cue;
    while head > sentence.range.start.max(cue.saturating_sub(REACH)) {
        let before = head - 1;
        let particle = sentence
            .scene
            .is(before, Flags::QAD.with(Flags::AUXILIARY).with(Flags::BUT).with(Flags::CONJUNCTION));
        // "قبل أن يضيف"
        let purpose = before > sentence.range.start
            && sentence.scene.is(before, Flags::COMPLEMENTIZER)
            && sentence.scene.is(before - 1, Flags::ADJUNCT);
        if !particle && !purpose {
            break;
        }
        head = before - usize::from(purpose);
    }
    head
}

/// Where the content of the reading at `index` must end: before the next cue that stands beside
/// it, and not inside its content.
pub fn boundary(sentence: &Sentence, readings: &[Reading], index: usize) -> usize {
    let Some(reading) = readings.get(index) else { return sentence.range.end };
    let start = reading.clause.opening.map_or(reading.cue.tokens.end, Opening::start);
    let limit = relative_end(sentence, reading, start);
    readings
        .iter()
        .skip(index + 1)
        .take(CUES_AHEAD)
        .filter(|next| next.head >= start)
        .find(|next| is_sibling(sentence, reading, next))
        .map_or(limit, |next| next.head.min(limit))
}

/// "المهمة التي قال X إنه أنجزها، …": in a relative clause with its own subject the content ends with
/// that clause.
pub fn relative_end(sentence: &Sentence, reading: &Reading, start: usize) -> usize {
    let scene = sentence.scene;
    let cue = reading.cue.tokens.start;
    let relative = cue > sentence.range.start && scene.is(cue - 1, Flags::RELATIVE);
    if !relative || reading.clause.subject.is_none() || scene.marks.inside(start) {
        return sentence.range.end;
    }
    let ends = |&at: &usize| {
        let mark = matches!(scene.kind(at), TokenKind::Comma | TokenKind::Dash);
        mark && !scene.marks.inside(at) && !scene.prefix(at + 1).has(Prefix::CONJUNCTION)
    };
    (start..sentence.range.end).take(content::MAX_TOKENS).find(ends).unwrap_or(sentence.range.end)
}

/// Whether `next` starts a quote of its own beside `reading`'s, and does not belong to its content.
pub fn is_sibling(sentence: &Sentence, reading: &Reading, next: &Reading) -> bool {
    let scene = sentence.scene;
    let at = next.cue.tokens.start;
    let comma = at > sentence.range.start
        && matches!(
            scene.kind(next.head.saturating_sub(1)),
            TokenKind::Comma | TokenKind::Quote | TokenKind::Semicolon | TokenKind::Dash
        );
    let has_content = next.clause.opening.is_some() || next.carried;
    match next.cue.kind {
        // ", كما طالب": a comparison that starts a new clause.
        Kind::SourceClause(phrase, form)
            if comma && phrase.class == PhraseClass::Comparison && form.form == Form::Perfect =>
        {
            true
        }
        Kind::Source(_) | Kind::SourceClause(..) => next.names_source,
        Kind::SourceSelf(_) => true,
        Kind::Verb(form) => match form.form {
            Form::Participle => comma || has_content || scene.prefix(at).has(Prefix::CONJUNCTION),
            Form::Perfect | Form::Imperfect => {
                let joined = scene.prefix(at).has(Prefix::CONJUNCTION)
                    || next.head < at
                        && scene.is(next.head, Flags::CONJUNCTION.with(Flags::BUT).with(Flags::ADJUNCT));
                let same_tense =
                    reading.cue.form().is_none_or(|f| f.form == form.form || f.form != Form::Perfect)
                        || scene.is(next.head, Flags::ADJUNCT);
                let strict = next.cue.takes(frame::STRICT);
                // ", أكد أن": without a conjunction, but set off and with its own clause right behind.
                let asyndetic = comma
                    && form.form == Form::Perfect
                    && next.clause.opening.is_some_and(|o| {
                        o.start() <= next.cue.tokens.end + 3 || next.clause.subject.is_some()
                    });
                (joined && same_tense && (has_content || form.form == Form::Perfect)
                    || asyndetic && same_tense)
                    && !strict
            }
            // "…، ووصفه بأنه": another judgement of the same subject.
            Form::PerfectObject | Form::MasdarSuffixed => {
                let opens = |o: Opening| o.start() <= next.cue.tokens.end + 2;
                scene.prefix(at).has(Prefix::CONJUNCTION) && next.clause.opening.is_some_and(opens)
            }
            Form::Masdar => false,
        },
    }
}

pub fn quote(
    sentence: &Sentence,
    reading: &Reading,
    end: usize,
    drafts: &mut [Draft],
) -> Result<Draft, Refusal> {
    match reading.cue.kind {
        Kind::Source(_) if is_own_words(sentence, reading) => source::source_self(sentence, reading, drafts),
        Kind::Source(_) | Kind::SourceClause(..) if !reading.names_source => Err(Refusal::NamesNoSource),
        Kind::Source(_) => source::source(sentence, reading, end, drafts),
        Kind::SourceClause(..) => source::source_clause(sentence, reading, end, drafts),
        Kind::SourceSelf(_) => source::source_self(sentence, reading, drafts),
        Kind::Verb(_) => match reading.clause.opening {
            Some(opening) => opened::opened(sentence, reading, opening, end, drafts),
            None if opened::is_bare(sentence, reading) => {
                opened::opened(sentence, reading, Opening::Colon(reading.cue.tokens.end), end, drafts)
            }
            None => opened::content_first(sentence, reading, drafts),
        },
    }
}

/// "حسب زعمه", "وفق تقديره": a verbal noun with a pronoun behind a preposition of source.
pub fn is_own_words(sentence: &Sentence, reading: &Reading) -> bool {
    let form = sentence.scene.verb(reading.cue.tokens.end).map(|v| v.form);
    form == Some(Form::MasdarSuffixed)
}

/// Whether the cue is joined to what stands before it by و or ف.
pub fn is_joined(sentence: &Sentence, reading: &Reading) -> bool {
    sentence.scene.prefix(reading.cue.tokens.start).has(Prefix::CONJUNCTION)
}
