//! Content before the verb, as marks or a clause: `"…"، قال X`.

use super::before::{content_before, direct_before};
use super::draft::Draft;
use super::rest::with_rest;
use crate::lexicon::{Form, frame};
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::Cue;
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::mention::Found;
use crate::quotes::rule::Rule;
use crate::quotes::words::Sentence;
use crate::tokens::{TokenKind, TokenRange};

/// Returns the quotation before a verb that has no content after it, or the clause around an aside.
pub fn content_first(sentence: &Sentence, reading: &Reading, drafts: &[Draft]) -> Result<Draft, Refusal> {
    if !may_follow(sentence, reading) {
        return Err(Refusal::NoContent);
    }
    let subject = reading.clause.subject;
    let aside = subject.filter(|subject| is_aside(sentence, &reading.cue, *subject));
    let content = match aside {
        Some(subject) => {
            let content = content_before(sentence, reading, drafts)?;
            with_rest(sentence, content, subject.end(), sentence.range.end())
        }
        None => {
            direct_before(sentence, reading.head, drafts, words(&reading.cue)).ok_or(Refusal::NoContent)?
        }
    };
    let mention = subject.map(|subject| Found::Subject.sayer(subject));
    Ok(Draft { mention, ..Draft::of(sentence, reading, content, Rule::ContentFirst) })
}

/// The fewest words that a quotation before the verb has: two before "قال", which always reports speech.
const fn words(cue: &Cue) -> usize {
    if cue.takes(frame::BARE) { 2 } else { 3 }
}

/// Whether the verb may follow its content. An everyday verb may if its subject follows it directly and a sign sets it off
/// from the quotation.
fn may_follow(sentence: &Sentence, reading: &Reading) -> bool {
    let (scene, cue) = (sentence.scene, &reading.cue);
    let verb = cue.tokens.start();
    let apart = || {
        reading.adjacent_subject().is_some()
            && matches!(
                scene.kind(reading.head.wrapping_sub(1)),
                TokenKind::Comma | TokenKind::Dash | TokenKind::Stop
            )
    };
    let says = cue.is_finite() && cue.takes(frame::COLON | frame::MARK) && !scene.word(verb).is_conjoined();
    says && (!cue.takes(frame::STRICT) || apart())
}

/// "…، يحذر التقرير، …": only a verb and its subject between commas.
fn is_aside(sentence: &Sentence, cue: &Cue, subject: TokenRange) -> bool {
    let verb = cue.tokens.start();
    if cue.form().is_none_or(|form| form.form != Form::Imperfect) || subject.start() != cue.tokens.end() {
        return false;
    }
    let inner = sentence.before(verb).is_some_and(|comma| comma.at > sentence.range.start());
    inner && sentence.follows_comma(verb) && ends_aside(sentence.scene.kind(subject.end()))
}

/// Whether the sign ends an aside.
const fn ends_aside(sign: TokenKind) -> bool {
    matches!(sign, TokenKind::Comma | TokenKind::Stop | TokenKind::Newline | TokenKind::Dash)
}
