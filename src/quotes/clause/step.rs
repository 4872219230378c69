//! One step of the walk, chosen by the kind of the token.

use super::apposition::{bracket, comma};
use super::counted::counted;
use super::mark::{colon, mark};
use super::walk::{Step, Walk};
use super::word::word;
use crate::lexicon::{Flags, frame};
use crate::quotes::words::Word;
use crate::tokens::TokenKind;

/// Reads the token.
pub fn step(walk: &mut Walk, token: Word) -> Step {
    let next = Step::past(token);
    match token.kind() {
        TokenKind::Word | TokenKind::Mixed | TokenKind::Foreign => word(walk, token),
        TokenKind::Colon => colon(walk, token),
        TokenKind::Quote | TokenKind::Apostrophe => mark(walk, token),
        TokenKind::Comma => comma(walk, token),
        TokenKind::Open => bracket(walk, token),
        TokenKind::Number => counted(walk, token),
        TokenKind::Dash => walk.scene.behind_aside(token.at, walk.limit).map_or(next, Step::On),
        TokenKind::Stop if is_initial(token.prev()) => next,
        TokenKind::Semicolon if is_colon(walk, token) => colon(walk, token),
        TokenKind::Stop | TokenKind::Query | TokenKind::Newline | TokenKind::Semicolon => Step::Done,
        _ => next,
    }
}

/// "وتقول غادة، مديرة القسم؛ لقد أطلقنا": a semicolon in place of a colon, after a verb of saying and its subject.
fn is_colon(walk: &Walk, semicolon: Word) -> bool {
    let says = walk.cue.is_finite() && walk.cue.takes(frame::BARE);
    says && walk.clause.subject.is_some_and(|subject| subject.end() < semicolon.at)
}

/// An initial or abbreviation in a name.
fn is_initial(word: Word) -> bool {
    let letter = |token: &crate::tokens::Token| token.kind == TokenKind::Word && token.length <= 1;
    word.is(Flags::ABBREVIATION) || word.scene.tokens.get(word.at).is_some_and(letter)
}
