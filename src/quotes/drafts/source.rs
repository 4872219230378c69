//! Phrases of source: "according to X", before, behind or on top of a quote.

use crate::quotes::clause;
use crate::quotes::drafts::opened;
use crate::quotes::mention::Found;
use crate::quotes::phrase;
use crate::quotes::words::Sentence;
use crate::quotes::words::sets;
use crate::quotes::words::shape;

use crate::lexicon::{Flags, PhraseClass, Prefix, frame};
use crate::quotes::content::{self, Content};
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::cue::{self, Kind};
use crate::quotes::drafts::draft::{Draft, RelayDraft, Rule};
use crate::quotes::drafts::opened::DRAFTS_BACK;
use crate::quotes::drafts::unit::Reading;
use crate::quotes::result::QuoteType;
use crate::text::letter::proclitic::{FA, LAM};
use crate::tokens::{TokenKind, TokenRange};

/// Whether a phrase of source names one: a source noun, a name, or something set off by a comma.
/// "حسب الظروف" does not, nor "كما نص" in the middle of a sentence.
pub fn attributes(sentence: &Sentence, reading: &Reading) -> bool {
    let scene = sentence.scene;
    let head = reading.head;
    let set_off = head <= sentence.range.start + 1 || !scene.is_wordlike(head - 1);
    match reading.cue.kind {
        Kind::Source(phrase) if phrase.class == PhraseClass::SourceApart && !set_off => false,
        Kind::Source(_) => {
            let at = reading.cue.tokens.end;
            if shape::is_possessed(scene, at) || is_manner(sentence, at) {
                return false;
            }
            // A law or plan in the middle of a sentence is part of what is said.
            let last = !sentence.nested
                && source_phrase(sentence, at)
                    .is_some_and(|p| scene.trim(p.end..sentence.range.end.max(p.end)).is_empty());
            let speaks = if last { sets::SOURCE } else { sets::SOURCE.without(Flags::DOCUMENT) };
            let source = scene.is(at, speaks) && !scene.is(at, Flags::OCCASION)
                || is_named(sentence, at)
                || scene.marks.opens(at);
            let abstraction = scene.kind(at) == TokenKind::Word
                && !scene.is(at, sets::SOURCE.with(Flags::PERSONAL_NAME))
                && (!scene.is_definite(at) || shape::is_plural_abstract(scene, at));
            let noun = phrase::can_start(scene, at) || scene.is_lam_phrase(at);
            let closing = set_off
                && last
                && scene.is_definite(at + 1)
                && !shape::is_possessed(scene, at)
                && !shape::is_plural_abstract(scene, at);
            source
                || set_off && (!abstraction || closing) && noun
                || brings_clause(sentence, reading).is_some() && noun
        }
        Kind::SourceClause(phrase, form) => {
            let end = reading.clause.subject.as_ref().map_or(reading.cue.tokens.end, |s| s.end);
            let closes =
                scene.trim(end..sentence.range.end.max(end)).is_empty() || head <= sentence.range.start + 1;
            let comparison = phrase.class == PhraseClass::Comparison;
            // "وفقا لما نص عليه القانون": the conjunction is the verb's object.
            let object = scene.is(reading.cue.tokens.end, Flags::PREPOSITION)
                && scene.is(reading.cue.tokens.end, Flags::PRONOUN_SUFFIX);
            (set_off || !(object && form.verb().takes(frame::STRICT)))
                && (!comparison
                    || closes
                    || is_parenthetical(sentence, reading, end)
                    || reading.clause.opening.is_some())
        }
        _ => true,
    }
}

/// "…، كما لاحظ الكاتب، …", "وكما يقول المركز فإن".
pub fn is_parenthetical(sentence: &Sentence, reading: &Reading, end: usize) -> bool {
    let scene = sentence.scene;
    let before = reading.head > sentence.range.start && scene.kind(reading.head - 1) == TokenKind::Comma;
    reading.clause.subject.is_some() && before && scene.kind(end) == TokenKind::Comma
        || scene.is(end, Flags::THEN)
}

/// "وفق المعايير", "وفقا لنظام البطاقة": what something accords with.
pub fn is_manner(sentence: &Sentence, at: usize) -> bool {
    sentence.scene.is(at, Flags::MANNER) && !sentence.scene.is(at + 1, sets::SOURCE)
}

/// Whether a word that the lexicon does not know is a name: "بحسب فلان", and not a noun with its
/// complement ("وفق معايير الجهة", "وفق أسلوب يجمع").
pub fn is_named(sentence: &Sentence, at: usize) -> bool {
    let scene = sentence.scene;
    if !shape::is_name_word(scene, at) {
        return false;
    }
    let next = at + 1;
    let complement = scene.is_definite(next) && !shape::is_nisba(scene, next)
        || scene.is(next, Flags::QUANTIFIER.with(Flags::RELATIVE).with(Flags::ACT))
        || clause::is_imperfect(scene, next);
    scene.is(at, Flags::PERSONAL_NAME) || !complement && !shape::is_possessed(scene, at)
}

/// "وبحسب X فإن", "وفقا لـX فقد": a source right before its content, wherever they stand in the
/// sentence. The first token of the content.
pub fn brings_clause(sentence: &Sentence, reading: &Reading) -> Option<usize> {
    let scene = sentence.scene;
    let start = reading.cue.tokens.end;
    let behind = source_phrase(sentence, start)?.end;
    let at = behind + usize::from(scene.kind(behind) == TokenKind::Comma);
    if scene.kind(at) != TokenKind::Word || scene.whole(at).first() != FA {
        return None;
    }
    if scene.is(at, Flags::QAD) {
        return Some(at);
    }
    if scene.is(at, Flags::THEN) {
        return Some(at + 1);
    }
    let suffixed = scene.is(at, Flags::PRONOUN_SUFFIX);
    scene.is(at, Flags::COMPLEMENTIZER).then_some(at + usize::from(!suffixed))
}

/// The noun phrase behind a preposition of source.
pub fn source_phrase(sentence: &Sentence, start: usize) -> Option<TokenRange> {
    phrase::read(sentence.scene, start, sentence.range.end, false).or_else(|| open_phrase(sentence, start))
}

/// "بحسب X".
pub fn source(
    sentence: &Sentence,
    reading: &Reading,
    end: usize,
    drafts: &mut [Draft],
) -> Result<Draft, Refusal> {
    let scene = sentence.scene;
    let start = reading.cue.tokens.end;
    let phrase = source_phrase(sentence, start).ok_or(Refusal::NoSourcePhrase)?;
    if let Some(first) = brings_clause(sentence, reading) {
        // "وحسب X، فقد قال Y": X passes on what Y said.
        let content = content::clause(scene, first, end.max(first), false)
            .filter(|_| end > first + 1 || end == sentence.range.end)
            .ok_or(Refusal::PassesOn)?;
        let mut draft = opened::draft(sentence, reading, content, Rule::SourceBefore);
        draft.mention = Some(Found::Source.sayer(phrase));
        return Ok(draft);
    }
    attributed(sentence, reading, Some(phrase), phrase.end, end, drafts)
}

/// The noun behind a proclitic preposition: وفقا لـX.
pub fn open_phrase(sentence: &Sentence, start: usize) -> Option<TokenRange> {
    let scene = sentence.scene;
    let lam = scene.whole(start).first() == LAM;
    if !lam {
        return None;
    }
    let occasion =
        scene.is(start, Flags::OCCASION.with(Flags::DEMONSTRATIVE)) && !scene.is(start, sets::SOURCE);
    if occasion {
        return None;
    }
    phrase::headed(scene, start, sentence.range.end)
}

/// "حسبما أفاد X".
pub fn source_clause(
    sentence: &Sentence,
    reading: &Reading,
    end: usize,
    drafts: &mut [Draft],
) -> Result<Draft, Refusal> {
    let subject = reading.clause.subject;
    let behind = subject.as_ref().map_or(reading.cue.tokens.end, |s| s.end);
    if matches!(reading.cue.kind, Kind::SourceClause(p, _) if p.rest.is_empty())
        && let Some(opening) = reading.clause.opening
    {
        // "كما قال X إن": a conjunction and an ordinary verb.
        let verb = as_verb(reading);
        return opened::opened(sentence, &verb, opening, end, drafts);
    }
    if sentence.scene.is(behind, Flags::THEN) {
        let content =
            content::clause(sentence.scene, behind + 1, end.max(behind + 1), false).ok_or(Refusal::Empty)?;
        let mut draft = opened::draft(sentence, reading, content, Rule::SourceBefore);
        draft.mention = subject.map(|s| Found::Subject.sayer(s));
        return Ok(draft);
    }
    attributed(sentence, reading, subject, behind, end, drafts)
}

/// The reading of a conjunction and its verb as that verb's: "كما أكد أن" is "also confirmed".
pub fn as_verb(reading: &Reading) -> Reading {
    let mut verb = reading.clone();
    if let Kind::SourceClause(_, form) = reading.cue.kind {
        verb.cue.kind = Kind::Verb(form);
        verb.cue.tokens = TokenRange::new(reading.cue.tokens.end - 1, reading.cue.tokens.end);
    }
    verb
}

/// "على حد قوله" ends the content of the quote before it; where there is none it attributes the
/// clause before it to whoever is speaking.
pub fn source_self(sentence: &Sentence, reading: &Reading, drafts: &mut [Draft]) -> Result<Draft, Refusal> {
    let covered = drafts.iter().rev().take(DRAFTS_BACK).any(|d| reaches(d, reading.head));
    let scene = sentence.scene;
    let comma = reading.head > sentence.range.start && scene.kind(reading.head - 1) == TokenKind::Comma;
    if covered || !comma || sentence.nested {
        cut_last(sentence, reading.head, drafts);
        return Err(Refusal::EndsContent);
    }
    let content = clause_before(sentence, reading, drafts)?;
    Ok(opened::draft(sentence, reading, content, Rule::SourceAfter))
}

/// A source before or behind its content.
pub fn attributed(
    sentence: &Sentence,
    reading: &Reading,
    source: Option<TokenRange>,
    behind: usize,
    end: usize,
    drafts: &mut [Draft],
) -> Result<Draft, Refusal> {
    if reading.head <= sentence.range.start + 1 && behind < sentence.range.end {
        return source_before(sentence, reading, source, behind, end);
    }
    // On top of a quote with its own speaker the source only passed it on.
    if let Some(last) = drafts.last_mut().filter(|d| reaches(d, reading.head)) {
        if let Some(tokens) = source {
            last.relays.push(RelayDraft { tokens, cue: Some(reading.cue.clone()) });
        }
        cut_last(sentence, reading.head, drafts);
        return Err(Refusal::OnTop);
    }
    let content = clause_before(sentence, reading, drafts)?;
    let direct = content.kind == QuoteType::Direct;
    let mut draft = opened::draft(sentence, reading, content, Rule::SourceAfter);
    draft.mention = source.map(|s| way(reading).sayer(s));
    if !direct {
        goes_on(sentence, behind, end, &mut draft);
    }
    Ok(draft)
}

/// The quotation or clause before a cue that attributes it.
pub fn clause_before(sentence: &Sentence, reading: &Reading, drafts: &[Draft]) -> Result<Content, Refusal> {
    if let Some(inside) = opened::marks_before(sentence, reading.head, drafts) {
        return Ok(Content { pieces: vec![inside], kind: QuoteType::Direct, recovered: false });
    }
    let drafted = drafts.iter().rev().take(DRAFTS_BACK).flat_map(|d| d.content.last()).map(|c| c.end).max();
    let from = drafted.unwrap_or(sentence.range.start).max(sentence.range.start);
    let start = behind_dateline(sentence, from, reading.head);
    // "وقال فلان، وفقا لما نقل الموقع: …": a cue and its subject are no content.
    const WORDS: usize = 5;
    let cue = matches!(cue::judge(sentence.scene, start), Some(Ok(cue)) if cue.is_finite() && cue.takes(frame::COLON) && !cue.takes(frame::STRICT));
    if cue && sentence.scene.words(start..reading.head) <= WORDS {
        return Err(Refusal::Empty);
    }
    content::clause(sentence.scene, start, reading.head, false).ok_or(Refusal::Empty)
}

/// `هذه الخطة، وفق X، ترمي إلى …`: the clause goes on behind its source.
pub fn goes_on(sentence: &Sentence, behind: usize, end: usize, draft: &mut Draft) {
    const WORDS: usize = 3;
    let scene = sentence.scene;
    let set_off = matches!(scene.kind(behind), TokenKind::Comma | TokenKind::Dash);
    let start = behind + usize::from(set_off);
    let flags = scene.flags(start);
    let new_clause = scene.prefix(start).has(Prefix::CONJUNCTION)
        || flags.any(Flags::RELATIVE.with(Flags::CONJUNCTION).with(Flags::BUT))
        || !set_off && (flags.any(Flags::PREPOSITION) || scene.prefix(start).has(Prefix::PREPOSITIONS))
        || scene.phrase(start).is_some();
    if new_clause || !scene.is_wordlike(start) {
        return;
    }
    if let Some(rest) = content::clause(scene, start, end.max(start), false)
        && rest.pieces.iter().map(|p| scene.words(*p)).sum::<usize>() >= WORDS
    {
        if rest.kind == QuoteType::Mixed {
            draft.kind = QuoteType::Mixed;
        }
        draft.content.extend(rest.pieces);
    }
}

/// Behind a dateline ("القاهرة (رويترز) -"), a turn phrase or "كما" at the head of the sentence.
pub fn behind_dateline(sentence: &Sentence, start: usize, end: usize) -> usize {
    const REACH: usize = 12;
    let scene = sentence.scene;
    let dash = (start..sentence.range.end.min(start + REACH)).find(|&at| {
        let behind = at > start && matches!(scene.kind(at - 1), TokenKind::Close | TokenKind::Colon);
        scene.kind(at) == TokenKind::Dash && (behind || scene.tokens.get(at).is_some_and(|t| t.spaced))
    });
    let mut at = dash.filter(|&d| scene.words(start..d) <= 6).map_or(start, |d| d + 1);
    at = behind_aside_clauses(sentence, at, end);
    if let Some((phrase, end)) = scene.phrase(at) {
        if phrase.class == PhraseClass::Turn {
            at = end;
        } else if phrase.class == PhraseClass::Comparison {
            at += 1;
        }
    }
    at
}

/// `…، في حين قُتل …`: a source behind several clauses stands for the last of them.
pub fn behind_aside_clauses(sentence: &Sentence, start: usize, end: usize) -> usize {
    let scene = sentence.scene;
    let clause = |at: usize| {
        let (phrase, behind) = scene.phrase(at + 1)?;
        let marked = scene.kind(at) == TokenKind::Comma && !scene.marks.inside(at);
        (marked && matches!(phrase.class, PhraseClass::While | PhraseClass::GlossVerb)).then_some(behind)
    };
    (start..end).rev().take(content::MAX_TOKENS).find_map(clause).unwrap_or(start)
}

/// "بحسب X، …": the content follows.
pub fn source_before(
    sentence: &Sentence,
    reading: &Reading,
    source: Option<TokenRange>,
    behind: usize,
    end: usize,
) -> Result<Draft, Refusal> {
    let scene = sentence.scene;
    let comma = (behind..end)
        .take(30)
        .take_while(|&i| i == behind || !is_additive(reading) || !scene.is_wordlike(i))
        .find(|&i| {
            matches!(scene.kind(i), TokenKind::Comma | TokenKind::Colon)
                && scene.marks.inside(i) == scene.marks.inside(behind)
        })
        .ok_or(Refusal::NoComma)?;
    let mut start = comma + 1;
    if scene.is(start, Flags::COMPLEMENTIZER.with(Flags::CONJUNCTION))
        && !scene.is(start, Flags::PRONOUN_SUFFIX)
    {
        start += 1;
    }
    if end <= start + 1 && end < sentence.range.end {
        return Err(Refusal::PassesOn);
    }
    let content = content::clause(scene, start, end.max(start), false).ok_or(Refusal::Empty)?;
    let mut draft = opened::draft(sentence, reading, content, Rule::SourceBefore);
    draft.mention = source.map(|s| way(reading).sayer(s));
    Ok(draft)
}

/// "كما دعا إلى …": "also", unless its subject is all that stands before the comma.
pub fn is_additive(reading: &Reading) -> bool {
    matches!(reading.cue.kind, Kind::SourceClause(p, _) if p.class == PhraseClass::Comparison)
}

/// The source of a phrase that passes on the quote behind it.
pub fn relay(sentence: &Sentence, reading: &Reading) -> Option<RelayDraft> {
    let tokens = match reading.cue.kind {
        Kind::Source(_) => source_phrase(sentence, reading.cue.tokens.end),
        _ => reading.clause.subject,
    };
    Some(RelayDraft { tokens: tokens?, cue: Some(reading.cue.clone()) })
}

/// How the source of a phrase is found: as its noun phrase, or as the subject of its verb.
const fn way(reading: &Reading) -> Found {
    if matches!(reading.cue.kind, Kind::Source(_)) { Found::Source } else { Found::Subject }
}

/// Whether the quote's content runs up to `head`.
pub fn reaches(draft: &Draft, head: usize) -> bool {
    let Some(last) = draft.content.last() else { return false };
    last.end + 3 >= head || last.end >= head
}

pub fn cut_last(sentence: &Sentence, head: usize, drafts: &mut [Draft]) {
    let Some(last) = drafts.last_mut().and_then(|d| d.content.last_mut()) else { return };
    if last.start < head && head < last.end {
        *last = sentence.scene.trim(last.start..head);
    }
}
