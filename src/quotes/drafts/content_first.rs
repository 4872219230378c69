//! Marks or a clause first, then the verb: `"…"، قال X`.

use super::before::{content_before, direct_before};
use super::draft::Draft;
use super::rest::with_rest;
use crate::lexicon::{Form, frame};
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::Cue;
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::mention::Found;
use crate::quotes::rule::Rule;
use crate::quotes::words::{Scene, Sentence};
use crate::tokens::{TokenKind, TokenRange};

/// The quotation before a verb without content after it, or the clause around an aside.
pub fn content_first(sentence: &Sentence, reading: &Reading, drafts: &[Draft]) -> Result<Draft, Refusal> {
    if !may_follow(sentence.scene, &reading.cue) {
        return Err(Refusal::NoContent);
    }
    let subject = reading.clause.subject;
    let aside = subject.filter(|subject| is_aside(sentence, &reading.cue, *subject));
    let content = match aside {
        Some(subject) => {
            let content = content_before(sentence, reading, drafts)?;
            with_rest(sentence, content, subject.end, sentence.range.end)
        }
        None => direct_before(sentence, reading.head, drafts).ok_or(Refusal::NoContent)?,
    };
    let mention = subject.map(|subject| Found::Subject.sayer(subject));
    Ok(Draft { mention, ..Draft::of(sentence, reading, content, Rule::ContentFirst) })
}

/// Whether the verb may follow its content.
fn may_follow(scene: &Scene, cue: &Cue) -> bool {
    if !cue.is_finite() || cue.takes(frame::STRICT) {
        return false;
    }
    cue.takes(frame::COLON | frame::MARK) && !scene.word(cue.tokens.start).is_conjoined()
}

/// "…، يحذر التقرير، …": verb and subject alone between commas.
fn is_aside(sentence: &Sentence, cue: &Cue, subject: TokenRange) -> bool {
    let verb = cue.tokens.start;
    if cue.form().is_none_or(|form| form.form != Form::Imperfect) || subject.start != cue.tokens.end {
        return false;
    }
    let inner = sentence.before(verb).is_some_and(|comma| comma.at > sentence.range.start);
    inner && sentence.follows_comma(verb) && ends_aside(sentence.scene.kind(subject.end))
}

/// Whether the sign ends an aside.
const fn ends_aside(sign: TokenKind) -> bool {
    matches!(sign, TokenKind::Comma | TokenKind::Stop | TokenKind::Newline | TokenKind::Dash)
}
