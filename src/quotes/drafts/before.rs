//! Content before its cue: a quotation or a clause.

use smallvec::smallvec;

use super::draft::{Draft, recent};
use crate::lexicon::{Flags, PhraseClass, frame};
use crate::quotes::clause::reading::Reading;
use crate::quotes::content::{self, Content};
use crate::quotes::cue;
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::result::QuoteType;
use crate::quotes::words::{Scene, Sentence};
use crate::tokens::{TokenKind, TokenRange};

/// The fewest words that a quotation has if a name in marks could be in its place.
pub const WORDS: usize = 3;

/// Returns, as content, the quotation of at least `words` words that ends right before `head` and belongs to no other
/// quote.
pub fn direct_before(sentence: &Sentence, head: usize, drafts: &[Draft], words: usize) -> Option<Content> {
    let inside = quotation_before(sentence, head, drafts, words)?;
    Some(Content { pieces: smallvec![inside], kind: QuoteType::Direct, recovered: false })
}

/// Returns the inside of the quotation of at least `words` words that ends right before `head` and belongs to no other
/// quote.
pub fn quotation_before(
    sentence: &Sentence,
    head: usize,
    drafts: &[Draft],
    words: usize,
) -> Option<TokenRange> {
    let (scene, start) = (sentence.scene, sentence.range.start());
    let sign = |at: usize| matches!(scene.kind(at), TokenKind::Comma | TokenKind::Dash | TokenKind::Stop);
    let mut close = head.checked_sub(1)?;
    while close > start && sign(close) {
        close -= 1;
    }
    let quotation = scene.marks.around(close).filter(|q| q.close == close && q.open >= start)?;
    let inside = scene.trim(quotation.inside());
    let taken = recent(drafts).any(|draft| draft.holds(inside.start()));
    (!taken && scene.words(inside) >= words).then_some(inside)
}

/// Returns the content before a cue: a quotation or a clause.
pub fn content_before(sentence: &Sentence, reading: &Reading, drafts: &[Draft]) -> Result<Content, Refusal> {
    let head = reading.head;
    let drafted = recent(drafts).filter_map(|draft| draft.content.last()).map(|piece| piece.end()).max();
    let from = drafted.unwrap_or_default().max(sentence.range.start());
    let start = clause_start(sentence, from, head);
    let alone = |direct: &Content| direct.pieces.iter().all(|inside| !has_topic(sentence, start, *inside));
    if let Some(direct) = direct_before(sentence, head, drafts, WORDS).filter(alone) {
        return Ok(direct);
    }
    if is_cue(sentence.scene, start, head) {
        return Err(Refusal::Empty);
    }
    content::clause(sentence.scene, start, head, false).ok_or(Refusal::Empty)
}

/// "أغلب الناس «لا يقرؤون إلا قليلا»": whether the quotation continues the clause, which begins with a topic and has no
/// verb before the quotation.
fn has_topic(sentence: &Sentence, start: usize, inside: TokenRange) -> bool {
    const WORDS: usize = 4;
    let scene = sentence.scene;
    let topic = scene.trim(start..inside.start());
    let nominal = |at: usize| {
        scene.kind(at) == TokenKind::Word && scene.finite(at).is_none() && !scene.is(at, Flags::ACT)
    };
    let begins = scene.is(topic.start(), Flags::QUANTIFIER) || scene.is_definite(topic.start());
    (1..=WORDS).contains(&topic.len()) && begins && topic.iter().all(nominal)
}

/// "وقال فلان، وفقا لما نقل الموقع: …": a cue and its subject are not content.
fn is_cue(scene: &Scene, start: usize, head: usize) -> bool {
    const SUBJECT: usize = 5;
    let Some(Ok(cue)) = cue::judge(scene, start) else { return false };
    let speech = cue.is_finite() && cue.takes(frame::COLON) && !cue.takes(frame::STRICT);
    speech && scene.words(start..head) <= SUBJECT
}

/// The start of the clause before `head`: after a dateline ("القاهرة (رويترز) -"), after parallel clauses, and after a
/// turn phrase or "كما" at the head of the clause.
fn clause_start(sentence: &Sentence, from: usize, head: usize) -> usize {
    let scene = sentence.scene;
    let at = after_other_clauses(scene, after_dateline(sentence, from), head);
    match scene.phrase(at) {
        Some((phrase, end)) if phrase.class == PhraseClass::Turn => end,
        Some((phrase, _)) if phrase.class == PhraseClass::Comparison => at + 1,
        _ => at,
    }
}

/// Skips a dateline and its dash.
fn after_dateline(sentence: &Sentence, from: usize) -> usize {
    const REACH: usize = 12;
    const WORDS: usize = 6;
    let scene = sentence.scene;
    let end = sentence.range.end().min(from + REACH);
    let dash = (from..end).find(|&at| scene.kind(at) == TokenKind::Dash && is_dateline_dash(scene, from, at));
    dash.filter(|&dash| scene.words(from..dash) <= WORDS).map_or(from, |dash| dash + 1)
}

/// Whether white space, a bracket or a colon comes before the dash.
fn is_dateline_dash(scene: &Scene, from: usize, dash: usize) -> bool {
    let spaced = scene.tokens.get(dash).is_some_and(|token| token.spaced);
    spaced || dash > from && matches!(scene.kind(dash - 1), TokenKind::Close | TokenKind::Colon)
}

/// `…، في حين قُتل …`: after several clauses, a source attributes only the last of them.
fn after_other_clauses(scene: &Scene, start: usize, end: usize) -> usize {
    let reach = (start..end).rev().take(content::MAX_TOKENS);
    reach.into_iter().find_map(|comma| after_while(scene, comma)).unwrap_or(start)
}

/// Skips the comma and the phrase that begin a parallel clause.
fn after_while(scene: &Scene, comma: usize) -> Option<usize> {
    if scene.kind(comma) != TokenKind::Comma || scene.marks.inside(comma) {
        return None;
    }
    let (phrase, after) = scene.phrase(comma + 1)?;
    matches!(phrase.class, PhraseClass::While | PhraseClass::GlossVerb).then_some(after)
}
