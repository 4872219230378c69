//! Text set off by commas or brackets: an apposition of the subject, or the subject itself.

use super::walk::{Step, Walk, is_after_pause};
use crate::lexicon::{Flags, Form, Prefix};
use crate::quotes::cue::Kind;
use crate::quotes::phrase;
use crate::quotes::words::Word;
use crate::tokens::{TokenKind, TokenRange};

/// Reads a comma. An apposition, a relative clause or an aside may follow it; a conjunction starts something new.
pub fn comma(walk: &mut Walk, comma: Word) -> Step {
    const COMMAS: u8 = 6;
    walk.commas += 1;
    if walk.commas > COMMAS {
        return Step::Done;
    }
    let subject = walk.clause.subject.filter(|subject| subject.end() == comma.at);
    if let Some(subject) = subject.filter(|_| !walk.relative)
        && let Some(apposition) = apposition(walk, comma.next())
    {
        return walk.name_subject(TokenRange::new(subject.start(), apposition.end()));
    }
    Step::past(comma)
}

/// A noun phrase between commas, or before the words that introduce the content.
fn apposition(walk: &Walk, first: Word) -> Option<TokenRange> {
    const PERSON: Flags = Flags::TITLE.with(Flags::PERSONAL_NAME);
    let range = phrase::read(walk.scene, first.at, walk.limit, false)?;
    let speaks = phrase::can_speak(walk.scene, range) && (first.is(PERSON) || !is_aside(walk));
    (speaks && closes_apposition(walk.scene.word(range.end()))).then_some(range)
}

/// "…، تضيف المصادر، مجموعة من …", "…، كما لاحظ الكاتب، النواة": whether the clause itself is an aside that the comma ends.
fn is_aside(walk: &Walk) -> bool {
    let first = walk.scene.word(walk.cue.tokens.start());
    let imperfect = walk.cue.form().is_some_and(|form| form.form == Form::Imperfect);
    let comments = imperfect || matches!(walk.cue.kind, Kind::SourceClause(..));
    comments && !first.is_conjoined() && is_after_pause(first)
}

/// Whether the token may follow an apposition.
fn closes_apposition(after: Word) -> bool {
    const CLOSING: Flags = Flags::COMPLEMENTIZER
        .with(Flags::PREPOSITION)
        .with(Flags::TIME)
        .with(Flags::ADJUNCT)
        .with(Flags::RELATIVE);
    match after.kind() {
        TokenKind::Comma | TokenKind::Colon | TokenKind::Quote | TokenKind::Dash => true,
        _ => after.is(CLOSING) || after.prefix().has(Prefix::PREPOSITIONS),
    }
}

/// Reads a bracket. A name in brackets in the subject's position is the subject; any other bracket is skipped.
pub fn bracket(walk: &mut Walk, open: Word) -> Step {
    let Some(end) = walk.scene.behind_bracket(open.at, walk.limit) else { return Step::past(open) };
    if is_subject_due(walk, open) && is_name(open.next(), end - 1) {
        return walk.name_subject(TokenRange::new(open.at + 1, end));
    }
    Step::On(end)
}

/// Whether the token is in the position of a finite verb's subject.
fn is_subject_due(walk: &Walk, token: Word) -> bool {
    walk.clause.subject.is_none() && walk.is_first(token) && walk.cue.is_finite()
}

/// Whether the words from the first up to `close` may be a name.
fn is_name(first: Word, close: usize) -> bool {
    const WORDS: usize = 4;
    first.scene.words(first.at..close) <= WORDS && phrase::can_start(first.scene, first.at)
}
