//! The words of a name as they are shown.

use crate::lexicon::{Prefix, is_common};
use crate::quotes::words::Scene;
use crate::text::Span;
use crate::text::letter::{Class, EXTEND, FORMAT, TATWEEL, class, proclitic};
use crate::tokens::TokenRange;

/// The letter that the article begins with.
const ALEF: char = 'ا';

/// The span of a name, without the proclitics that are written onto its first word. ل hides the alef of the
/// article that follows it, so that it stays.
pub fn span(scene: &Scene, range: TokenRange) -> Option<Span> {
    let mut span = scene.span(range)?;
    let written = scene.tokens.get(range.start())?.span.slice(scene.text);
    let prefix = proclitics(scene, range.start());
    let mut rest = written;
    if prefix.has(Prefix::CONJUNCTION) {
        rest = without(rest, &[proclitic::WAW, proclitic::FA]);
    }
    let hidden = prefix.has(Prefix::LAM) && scene.is_definite(range.start());
    if prefix.has(Prefix::PREPOSITIONS) && !hidden {
        rest = without(rest, &[proclitic::BA, proclitic::LAM, proclitic::KAF]);
    }
    span.start += (written.len() - rest.len()) as u32;
    Some(span)
}

/// Whom a verb addresses, as the name stands alone: without the preposition, and with the alef of the article that ل hides.
pub fn addressed(scene: &Scene, range: TokenRange) -> Option<String> {
    let is_name = |&at: &usize| scene.is_wordlike(at) && !is_lam(scene, at);
    let first = (range.start()..range.end()).find(is_name)?;
    let last = (first..range.end()).rev().find(is_name)?;
    let span = span(scene, TokenRange::new(first, last + 1))?;
    let name = span.slice(scene.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let hidden = scene.prefix(first).has(Prefix::LAM) && scene.is_definite(first);
    Some(if hidden { format!("{ALEF}{}", without(&name, &[proclitic::LAM])) } else { name })
}

/// Whether ل stands alone, before a mark: "لـ «الجريدة»".
fn is_lam(scene: &Scene, at: usize) -> bool {
    let key = scene.whole(at);
    (key.len(), key.first()) == (1, proclitic::LAM)
}

/// The proclitics of the word. "وفقا لمواصفات": if it is unknown and the rest of it is a word of the press, ل is one.
fn proclitics(scene: &Scene, at: usize) -> Prefix {
    let key = scene.whole(at);
    let lam = key.first() == proclitic::LAM && key.letter(1) != proclitic::LAM;
    let joined = lam && !scene.is_known(at) && is_common(key.rest());
    if joined { Prefix::LAM } else { scene.prefix(at) }
}

/// Without its first letter, if that is one of these. The vowel sign goes with its letter: "لِوزير".
fn without<'a>(word: &'a str, letters: &[Class]) -> &'a str {
    let rest = word.strip_prefix(|c| letters.contains(&class(c)));
    rest.map_or(word, |rest| rest.trim_start_matches(|c| matches!(class(c), EXTEND | FORMAT | TATWEEL)))
}
