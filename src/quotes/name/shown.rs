//! A name as it is shown to the reader.

use crate::lexicon::{Prefix, is_common};
use crate::quotes::words::Scene;
use crate::text::Span;
use crate::text::letter::{Class, EXTEND, FORMAT, TATWEEL, class, proclitic};
use crate::tokens::TokenRange;

/// The first letter of the article.
const ALEF: char = 'ا';

/// Returns the span of a name, without the proclitics of its first word. ل is kept before an article, because it elides
/// the article's alef.
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

/// Returns the name of an addressee as it would be written alone: without the preposition, and with the article's alef,
/// which ل elides.
pub fn addressed(scene: &Scene, range: TokenRange) -> Option<String> {
    let is_name = |&at: &usize| scene.is_wordlike(at) && !is_lam(scene, at);
    let first = (range.start()..range.end()).find(is_name)?;
    let last = (first..range.end()).rev().find(is_name)?;
    let span = span(scene, TokenRange::new(first, last + 1))?;
    let name = span.slice(scene.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let hidden = scene.prefix(first).has(Prefix::LAM) && scene.is_definite(first);
    Some(if hidden { format!("{ALEF}{}", without(&name, &[proclitic::LAM])) } else { name })
}

/// Whether ل is a separate token, before a mark: "لـ «الجريدة»".
fn is_lam(scene: &Scene, at: usize) -> bool {
    let key = scene.whole(at);
    (key.len(), key.first()) == (1, proclitic::LAM)
}

/// The proclitics of the word. "وفقا لمواصفات": in an unknown word ل is a proclitic if the remainder is a common word
/// of the press.
fn proclitics(scene: &Scene, at: usize) -> Prefix {
    let key = scene.whole(at);
    let lam = key.first() == proclitic::LAM && key.letter(1) != proclitic::LAM;
    let joined = lam && !scene.is_known(at) && is_common(key.rest());
    if joined { Prefix::LAM } else { scene.prefix(at) }
}

/// Strips the first letter, if it is one of these, together with its vowel sign: "لِوزير".
fn without<'a>(word: &'a str, letters: &[Class]) -> &'a str {
    let rest = word.strip_prefix(|c| letters.contains(&class(c)));
    rest.map_or(word, |rest| rest.trim_start_matches(|c| matches!(class(c), EXTEND | FORMAT | TATWEEL)))
}
