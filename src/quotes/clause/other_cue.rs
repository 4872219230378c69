//! Another cue between the cue and its content.

use super::walk::{Step, Walk};
use crate::lexicon::{Flags, Form, Prefix, VerbForm, frame};
use crate::quotes::cue;
use crate::quotes::words::{Word, sets};
use crate::tokens::TokenKind;

/// Reads another cue. After a conjunction it starts a new clause; otherwise it takes over this clause's content ("وتابع
/// قائلا").
#[inline]
pub fn other_cue(walk: &mut Walk, word: Word) -> Option<Step> {
    let form = word.verb()?;
    if walk.relative && !leaves_relative(walk, word, form) {
        return None;
    }
    by_form(walk, word, form)
}

fn by_form(walk: &mut Walk, word: Word, form: VerbForm) -> Option<Step> {
    match form.form {
        Form::Masdar => masdar(walk, word, form),
        _ if word.is_definite() => None,
        Form::MasdarSuffixed => masdar(walk, word, form),
        _ if word.is(sets::SOURCE) => None,
        Form::Perfect | Form::Imperfect => Some(finite(walk, word)),
        Form::Participle => participle(walk, word, form),
        Form::PerfectObject => None,
    }
}

/// Whether the cue ends a relative clause: ", مؤكدا أن", ", وقال:", "مكتفيا بالتأكيد على أن".
fn leaves_relative(walk: &Walk, word: Word, form: VerbForm) -> bool {
    let after_comma = || word.prev().kind() == TokenKind::Comma;
    match form.form {
        Form::Masdar => true,
        Form::Participle => after_comma(),
        Form::Perfect => !form.verb().takes(frame::STRICT) && after_comma() && is_set_off(walk, word),
        _ => false,
    }
}

fn finite(walk: &mut Walk, word: Word) -> Step {
    if is_set_off(walk, word) {
        let carried = word.prefix().has(Prefix::LAM) || walk.cue.takes(frame::LIGHT);
        return if carried { walk.hand_over(word) } else { Step::Done };
    }
    // An indefinite subject may have a relative clause without a relative pronoun: "a source who refused".
    if walk.clause.subject.is_some() && !often_carries(walk) {
        walk.relative = true;
        return Step::past(word);
    }
    walk.hand_over(word)
}

/// Whether the cue often only carries another one ("وتابع يقول").
fn often_carries(walk: &Walk) -> bool {
    walk.cue.takes(frame::LIGHT | frame::PRODROP)
}

fn participle(walk: &mut Walk, word: Word, form: VerbForm) -> Option<Step> {
    const LETTERS: u32 = 3;
    let reports = word.stem().is_longer_than(LETTERS) && !form.verb().takes(frame::LIGHT);
    (reports && !cue::is_noun_like(word.scene, word.at)).then(|| walk.hand_over(word))
}

fn masdar(walk: &mut Walk, word: Word, form: VerbForm) -> Option<Step> {
    let takes_content = form.verb().takes(frame::CLAUSE) && introduces_content(word, form);
    takes_content.then(|| walk.hand_over(word))
}

/// Whether a verbal noun is followed by whatever introduces content ("بالقول إن"), directly or after its subject.
fn introduces_content(word: Word, form: VerbForm) -> bool {
    let masdar = form.form == Form::Masdar;
    let bare = masdar && !word.prefix().has(Prefix::ARTICLE);
    let at_once = !bare && is_before_opening(word);
    at_once || masdar && cue::subject_of_masdar(word.scene, word.at, form).is_some()
}

fn is_before_opening(word: Word) -> bool {
    let next = word.next();
    match next.kind() {
        TokenKind::Colon | TokenKind::Quote => true,
        _ => next.is(Flags::COMPLEMENTIZER) || cue::brings_clause(word.scene, word.at),
    }
}

/// Whether a conjunction or comma sets the word off from the cue's clause.
fn is_set_off(walk: &Walk, word: Word) -> bool {
    word.is_conjoined() || walk.commas > 0 && !is_about_source(walk, word)
}

/// "a source, who asked not to be named": a relative clause, although a comma sets it off.
fn is_about_source(walk: &Walk, word: Word) -> bool {
    let Some(subject) = walk.clause.subject.filter(|subject| subject.end() + 1 == word.at) else {
        return false;
    };
    let head = walk.scene.word(subject.start());
    head.is(Flags::UNNAMED) && !head.is_definite()
}
