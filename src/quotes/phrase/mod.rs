//! Finds where a noun phrase ends: the title, name and apposition that name a source.
//!
//! ```text
//! start ─▶ builder ─▶ step ─▶ grammar, complement, preposition, after_name (after_body, object) ─▶ barrier
//! ```
//! A phrase grows word by word until one of the named tests is a [`Barrier`].

mod after_body;
mod after_name;
mod barrier;
mod builder;
mod complement;
mod grammar;
mod object;
mod preposition;
mod speaks;
mod start;
mod step;

#[cfg(test)]
mod tests;

use crate::lexicon::Flags;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::is_ali;
use crate::quotes::words::{Scene, Word};
use crate::tokens::{TokenKind, TokenRange};

pub use speaks::{can_speak, is_thing};
pub use start::can_start;

pub use barrier::Barrier;
use builder::{Next, PhraseBuilder};
use step::{Step, step};

/// The most tokens in a noun phrase; a longer one is not a name.
const MAX_TOKENS: usize = 28;

/// Returns the noun phrase that starts at `start`; `None` if none can start there. With `single` it is one name: the
/// subject of a verb that takes an object.
pub fn read(scene: &Scene, start: usize, limit: usize, single: bool) -> Option<TokenRange> {
    if !can_start(scene, start) {
        return None;
    }
    let (phrase, _) = grow(scene, start, limit, single);
    completed(scene, TokenRange::new(start, phrase.end))
}

/// The phrase that starts at `start`, and why it ends before `limit`.
fn grow(scene: &Scene, start: usize, limit: usize, single: bool) -> (PhraseBuilder, Option<Barrier>) {
    let mut phrase = PhraseBuilder::new(scene, start, single);
    let limit = limit.min(start + MAX_TOKENS);
    while phrase.end < limit {
        match step(&Next::after(&phrase, scene), limit) {
            Step::Takes(part, end) => phrase.take(scene, part, end),
            Step::Ends(barrier) => return (phrase, Some(barrier)),
        }
    }
    (phrase, None)
}

/// Returns why a noun phrase that was read ends where it does; `None` if no barrier ends it: the clause around it ends
/// there, or words that belong to somebody else were cut off. A barrier of any phrase takes precedence over a barrier
/// of a subject.
pub fn why_ends(scene: &Scene, phrase: TokenRange) -> Option<Barrier> {
    [false, true].into_iter().find_map(|single| barrier_after(scene, phrase, single))
}

/// The barrier after the phrase, found by growing it again from its start and from each comma in it.
fn barrier_after(scene: &Scene, phrase: TokenRange, single: bool) -> Option<Barrier> {
    let mut start = phrase.start();
    while start < phrase.end() {
        let (grown, barrier) = grow(scene, start, scene.tokens.len(), single);
        if completed(scene, TokenRange::new(start, grown.end)).is_some_and(|it| it.end() == phrase.end()) {
            return barrier;
        }
        // An apposition follows a comma.
        start = if barrier == Some(Barrier::Comma) { grown.end + 1 } else { phrase.end() };
    }
    None
}

/// Returns the noun phrase of a source noun, which may have a proclitic ("ووزير", "لوزير").
pub fn headed(scene: &Scene, start: usize, limit: usize) -> Option<TokenRange> {
    let (phrase, barrier) = grow(scene, start, limit, false);
    let name = match barrier {
        Some(Barrier::Comma) if !phrase.named => {
            short_name(scene, phrase.end + 1, limit.min(start + MAX_TOKENS))
        }
        _ => None,
    };
    completed(scene, TokenRange::new(start, name.map_or(phrase.end, |name| name.end())))
}

/// "المبعوث …، فلان،": a short name in apposition.
fn short_name(scene: &Scene, start: usize, limit: usize) -> Option<TokenRange> {
    const WORDS: usize = 4;
    let name = read(scene, start, limit, false)?;
    let short = scene.words(name) <= WORDS && !scene.is(name.start(), SOURCE);
    (short && is_closed(scene.word(name.end()))).then_some(name)
}

/// Whether a name certainly ends before the token.
fn is_closed(after: Word) -> bool {
    !after.is_wordlike() || after.is(grammar::PARTICLES.with(Flags::PREPOSITION))
}

/// Returns the noun phrase that starts at `start`, with appositions between commas, up to `end`.
pub fn with_appositions(scene: &Scene, start: usize, end: usize) -> Option<TokenRange> {
    let mut range = read(scene, start, end, false)?;
    while let Some(next) = apposition(scene, range.end(), end) {
        range.end_at(next.end());
    }
    Some(range)
}

/// The noun phrase from a comma to the next comma or `end`.
fn apposition(scene: &Scene, comma: usize, end: usize) -> Option<TokenRange> {
    if scene.kind(comma) != TokenKind::Comma || comma + 1 >= end {
        return None;
    }
    let next = read(scene, comma + 1, end, false).filter(|&next| can_speak(scene, next))?;
    (next.end() == end || scene.kind(next.end()) == TokenKind::Comma).then_some(next)
}

/// Strips signs around the range and a preposition at its end that has no noun; `None` if no word is left.
fn completed(scene: &Scene, range: TokenRange) -> Option<TokenRange> {
    let ends = [range.start(), range.end().saturating_sub(1)].map(|at| scene.word(at));
    if !range.is_empty() && ends.iter().all(|word| is_plain(*word)) {
        return Some(range);
    }
    let mut range = scene.trim(range);
    while range.len() > 1 && is_dangling(scene.word(range.end() - 1)) {
        range.end_at(range.end() - 1);
    }
    range.iter().any(|at| scene.is_wordlike(at)).then_some(range)
}

fn is_plain(word: Word) -> bool {
    word.is_wordlike() && !word.is(Flags::PREPOSITION)
}

/// Whether the word is a preposition without its noun.
fn is_dangling(word: Word) -> bool {
    word.is_preposition() && !word.fits(is_ali)
}
