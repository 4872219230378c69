//! Subjects that begin with a number: "قال 36 في المئة من المستطلعين إن", "أكد 20 نائبا أن".

use super::walk::{Step, Walk};
use crate::lexicon::{Flags, frame, preposition_frame, spelling};
use crate::quotes::phrase;
use crate::quotes::words::Word;
use crate::tokens::{TokenKind, TokenRange};

/// Reads a number. Right after the cue it begins the subject, together with the noun counted; any other number is
/// skipped.
pub fn counted(walk: &mut Walk, number: Word) -> Step {
    let due = walk.clause.subject.is_none() && walk.is_first(number) && walk.cue.is_finite();
    match if due { counted_end(walk, number) } else { None } {
        Some(end) => walk.name_subject(TokenRange::new(number.at, end)),
        None => Step::past(number),
    }
}

/// "أكثر من 100 عالم": a quantifier and a number of people.
pub fn share(walk: &Walk, word: Word) -> Option<TokenRange> {
    let number = word.next().next();
    let of = preposition_frame(word.next().whole()) == frame::MIN;
    if !word.is(Flags::QUANTIFIER) || !of || number.kind() != TokenKind::Number {
        return None;
    }
    Some(TokenRange::new(word.at, counted_end(walk, number)?))
}

/// One past the noun that a number counts, or past a share of it.
fn counted_end(walk: &Walk, number: Word) -> Option<usize> {
    let noun = after_share(number.next());
    let of = preposition_frame(noun.whole()) == frame::MIN && noun.is(Flags::PREPOSITION);
    let noun = if of { noun.next() } else { noun };
    Some(phrase::read(walk.scene, noun.at, walk.limit, false)?.end())
}

/// Skips "%", "في المئة" or "بالمئة".
fn after_share<'s, 't>(word: Word<'s, 't>) -> Word<'s, 't> {
    let hundred =
        |word: Word, from: usize| spelling::HUNDRED.iter().any(|it| word.written().get(from..) == Some(*it));
    let ba = 'ب'.len_utf8();
    match word.kind() {
        TokenKind::Symbol => word.next(),
        _ if hundred(word, ba) => word.next(),
        _ if hundred(word.next(), 0) => word.next().next(),
        _ => word,
    }
}
