//! The noun phrase that names a source: title, name, apposition.

use std::ops::Range;

use super::scene::Scene;
use crate::lexicon::{Flags, Form, Prefix};
use crate::text::TokenKind;

/// Nouns that head the name of a source.
pub const SOURCE: Flags =
    Flags::TITLE.with(Flags::ORGANISATION).with(Flags::MEDIUM).with(Flags::DOCUMENT).with(Flags::UNNAMED).with(Flags::PLACE);
/// Nouns behind which a preposition still belongs to the phrase: "the spokesman for …".
const GOVERNING: Flags = Flags::TITLE.with(Flags::UNNAMED).with(Flags::ORGANISATION).with(Flags::DOCUMENT);
/// Words at which every noun phrase ends.
const BARRIER: Flags = Flags::COMPLEMENTIZER
    .with(Flags::BECAUSE)
    .with(Flags::RELATIVE)
    .with(Flags::NEGATION)
    .with(Flags::CONDITION)
    .with(Flags::CONJUNCTION)
    .with(Flags::AUXILIARY)
    .with(Flags::QAD)
    .with(Flags::FUTURE)
    .with(Flags::MODAL)
    .with(Flags::WHETHER);

/// Tokens that a noun phrase may have; longer ones are not names.
const MAX_TOKENS: usize = 28;

/// A noun phrase in the making.
#[derive(Default)]
struct Growth {
    /// A word that may be a personal name has come: prepositions now lie outside.
    named: bool,
    /// A noun that governs prepositions has come.
    governs: bool,
}

/// The noun phrase that starts at `start`, or none where none can.
pub fn phrase(scene: &Scene, start: usize, limit: usize, single: bool) -> Option<Range<usize>> {
    if !can_start(scene, start) {
        return None;
    }
    let limit = limit.min(start + MAX_TOKENS);
    let mut growth = Growth::default();
    let mut at = start;
    while at < limit {
        match step(scene, start, at, limit, single, &mut growth) {
            Some(next) => at = next,
            None => break,
        }
    }
    let range = scene.trim(start..at);
    (!range.is_empty() && scene.words(range.clone()) > 0).then_some(range)
}

/// The noun phrase of a title that may carry a proclitic ("ووزير", "لوزير").
pub fn titled(scene: &Scene, start: usize, limit: usize) -> Option<Range<usize>> {
    let limit = limit.min(start + MAX_TOKENS);
    let mut growth = Growth::default();
    let mut at = start;
    while at < limit {
        match step(scene, start, at, limit, false, &mut growth) {
            Some(next) => at = next,
            None => break,
        }
    }
    // "المبعوث …، فلان،": a short name in apposition.
    if scene.kind(at) == TokenKind::Comma && !growth.named {
        if let Some(name) = phrase(scene, at + 1, limit, false) {
            let closed = !scene.is_wordlike(name.end) || scene.is(name.end, BARRIER);
            if closed && scene.words(name.clone()) <= 4 && !scene.is(name.start, SOURCE) {
                at = name.end;
            }
        }
    }
    let range = scene.trim(start..at);
    (!range.is_empty()).then_some(range)
}

/// Whether a noun phrase can start at the token.
pub fn can_start(scene: &Scene, at: usize) -> bool {
    let flags = scene.flags(at);
    match scene.kind(at) {
        TokenKind::Word => {
            let source = flags.any(SOURCE);
            let adverbial = flags.any(
                Flags::PREPOSITION
                    .with(Flags::ADJUNCT)
                    .with(Flags::TIME)
                    .with(Flags::ADVERB)
                    .with(Flags::PRONOUN_SUFFIX)
                    .with(Flags::GLOSS)
                    .with(Flags::EMPHASIS),
            );
            let verbal = scene.verb(at).is_some() && !source && !scene.is_definite(at);
            !flags.any(BARRIER) && (source || !(adverbial || verbal)) && !scene.prefix(at).has(Prefix::PREPOSITIONS) && !scene.prefix(at).has(Prefix::CONJUNCTION)
        }
        TokenKind::Foreign | TokenKind::Mixed => true,
        TokenKind::Quote => scene.marks.opened_at(at).is_some_and(|q| scene.words(q.inside()) <= 4),
        _ => false,
    }
}

/// One past the token at `at` where the phrase goes on with it.
fn step(scene: &Scene, start: usize, at: usize, limit: usize, single: bool, growth: &mut Growth) -> Option<usize> {
    match scene.kind(at) {
        TokenKind::Word => word(scene, start, at, single, growth),
        TokenKind::Foreign | TokenKind::Mixed => {
            growth.named = true;
            Some(at + 1)
        }
        TokenKind::Number => (at > start && scene.is(at - 1, SOURCE)).then_some(at + 1),
        TokenKind::Quote | TokenKind::Apostrophe => nickname(scene, at, growth),
        TokenKind::Open => {
            let behind = scene.behind_bracket(at, limit)?;
            let short = scene.words(at..behind) <= 6;
            let goes_on = scene.kind(behind) == TokenKind::Word && scene.is_definite(behind);
            (short && goes_on && at > start).then_some(behind)
        }
        _ => None,
    }
}

fn word(scene: &Scene, start: usize, at: usize, single: bool, growth: &mut Growth) -> Option<usize> {
    let flags = scene.flags(at);
    let source = flags.any(SOURCE);
    if at == start {
        growth.governs = flags.any(GOVERNING);
        growth.named = !flags.any(SOURCE) && !scene.is_definite(at);
        return Some(at + 1);
    }
    if flags.any(BARRIER) || flags.any(Flags::GLOSS) {
        return None;
    }
    if ends_by_kind(scene, at, source, growth) {
        return None;
    }
    let prefix = scene.prefix(at);
    if flags.any(Flags::PREPOSITION) || prefix.has(Prefix::PREPOSITIONS) {
        return governed(scene, at, growth).then_some(at + 1);
    }
    if single && growth.named && flags.any(SOURCE) && !scene.is_definite(at) {
        return None;
    }
    growth.governs |= flags.any(GOVERNING);
    growth.named |= !source && !scene.is_definite(at) && scene.verb(at).is_none();
    Some(at + 1)
}

/// Whether a time, an adjunct or a verb ends the phrase here.
fn ends_by_kind(scene: &Scene, at: usize, source: bool, growth: &Growth) -> bool {
    let flags = scene.flags(at);
    let behind_medium = scene.is(at - 1, Flags::MEDIUM.with(Flags::ORGANISATION));
    if flags.any(Flags::TIME) && !source {
        return !behind_medium;
    }
    if flags.any(Flags::ADJUNCT) && !source {
        return !(growth.governs && !growth.named && scene.is(at, Flags::PREPOSITION) && scene.is(at + 1, SOURCE));
    }
    if source || scene.is_definite(at) {
        return false;
    }
    match scene.verb(at).map(|v| v.form) {
        Some(Form::Perfect | Form::Imperfect | Form::MasdarSuffixed) => true,
        Some(Form::Participle) => growth.named || scene.stem(at).len() > 4,
        Some(Form::Masdar) => !scene.is(at - 1, SOURCE) && growth.named,
        None => false,
    }
}

/// Whether a preposition still belongs to the phrase: behind a noun that governs it, before a name
/// has come, and not before an occasion, a time or the press.
fn governed(scene: &Scene, at: usize, growth: &Growth) -> bool {
    let proclitic = scene.prefix(at).has(Prefix::PREPOSITIONS);
    let object = if proclitic { at } else { at + 1 };
    let outside = scene.is(object, Flags::OCCASION.with(Flags::TIME).with(Flags::PRESS).with(Flags::COMPLEMENTIZER).with(Flags::DEMONSTRATIVE));
    let addressee = scene.prefix(at).has(Prefix::LAM) && scene.is(at, Flags::MEDIUM);
    let pronoun = scene.is(at, Flags::PRONOUN_SUFFIX);
    let noun = scene.is_wordlike(object) || scene.kind(object) == TokenKind::Quote;
    growth.governs && !growth.named && !outside && !addressee && !pronoun && noun
}

/// A name in marks: "the envoy «…»".
fn nickname(scene: &Scene, at: usize, growth: &mut Growth) -> Option<usize> {
    let quotation = scene.marks.opened_at(at)?;
    let words = scene.words(quotation.inside());
    let most = if at > 0 && scene.is(at - 1, SOURCE) { 6 } else { 4 };
    if words == 0 || words > most || quotation.recovered {
        return None;
    }
    growth.named = true;
    Some(quotation.close + 1)
}
