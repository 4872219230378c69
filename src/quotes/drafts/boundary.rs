//! Finds where the content of a cue must end: before the next cue that has a quote of its own.

use crate::lexicon::{Flags, Form, Phrase, PhraseClass, VerbForm, frame};
use crate::quotes::clause::Opening;
use crate::quotes::clause::reading::Reading;
use crate::quotes::content;
use crate::quotes::cue::Kind;
use crate::quotes::words::{Scene, Sentence};
use crate::tokens::TokenKind;

/// Returns where the content of the reading at `index` must end: before the next cue that is parallel to it and not
/// inside its content.
pub fn boundary(sentence: &Sentence, readings: &[Reading], index: usize) -> usize {
    /// The most cues to look at; no sentence has more.
    const CUES_AHEAD: usize = 32;
    let Some(reading) = readings.get(index) else { return sentence.range.end() };
    let start = reading.clause.opening.map_or(reading.cue.tokens.end(), Opening::start);
    let limit = end_of_relative(sentence, reading, start);
    let next = readings.iter().skip(index + 1).take(CUES_AHEAD);
    let next = next.filter(|next| next.head >= start && !is_predicate(sentence, start, next));
    let sibling = next.into_iter().find(|next| is_sibling(sentence, reading, next));
    sibling.map_or(limit, |sibling| sibling.head.min(limit))
}

/// "إن الفريق كتب تقريرا", "إن خاشقجي رفض وأبلغ": whether the cue is the first verb of the clause, with only its subject before
/// it.
fn is_predicate(sentence: &Sentence, start: usize, next: &Reading) -> bool {
    const SUBJECT: usize = 2;
    let scene = sentence.scene;
    let verb = next.cue.tokens.start();
    let few = verb.saturating_sub(start) <= SUBJECT && next.head == verb;
    let nominal = |at: usize| scene.kind(at) == TokenKind::Word && scene.verb(at).is_none();
    few && next.cue.form().is_some() && !scene.word(verb).is_conjoined() && (start..verb).all(nominal)
}

/// "المهمة التي قال X إنه أنجزها، …": in a relative clause with its own subject, the content ends where that clause
/// ends.
fn end_of_relative(sentence: &Sentence, reading: &Reading, start: usize) -> usize {
    let (scene, end) = (sentence.scene, sentence.range.end());
    if !sentence.follows(reading.cue.tokens.start(), Flags::RELATIVE)
        || reading.clause.subject.is_none()
        || scene.marks.inside(start)
    {
        return end;
    }
    let mut reach = (start..end).take(content::MAX_TOKENS);
    reach.find(|&at| ends_relative(scene, at)).unwrap_or(end)
}

/// Whether a comma or dash outside quotations ends a relative clause, which a conjunction would continue.
fn ends_relative(scene: &Scene, at: usize) -> bool {
    matches!(scene.kind(at), TokenKind::Comma | TokenKind::Dash)
        && !scene.marks.inside(at)
        && !scene.word(at + 1).is_conjoined()
}

/// Whether `next` starts a separate quote, parallel to that of `reading`, and is not part of its content.
fn is_sibling(sentence: &Sentence, reading: &Reading, next: &Reading) -> bool {
    match next.cue.kind {
        Kind::SourceClause(phrase, form) if is_addition(sentence, next, phrase, form) => true,
        Kind::Source(_) | Kind::SourceClause(..) => next.names_source,
        Kind::SourceSelf(_) => true,
        Kind::Verb(form) => match form.form {
            Form::Participle => is_participle_beside(sentence, next),
            Form::Perfect | Form::Imperfect => is_verb_beside(sentence, reading, next, form),
            Form::PerfectObject | Form::MasdarSuffixed => is_judgement_beside(sentence, next),
            Form::Masdar => false,
        },
    }
}

/// ", كما طالب": a comparison that starts a new clause.
fn is_addition(sentence: &Sentence, next: &Reading, phrase: &Phrase, form: VerbForm) -> bool {
    phrase.class == PhraseClass::Comparison && form.form == Form::Perfect && is_set_off(sentence, next)
}

/// A participle that is set off, is joined by a conjunction, or has content: "…، مضيفا أن".
fn is_participle_beside(sentence: &Sentence, next: &Reading) -> bool {
    is_set_off(sentence, next) || has_content(next) || is_conjoined(sentence.scene, next)
}

/// "…، ووصفه بأنه": another judgement by the same subject.
fn is_judgement_beside(sentence: &Sentence, next: &Reading) -> bool {
    const NEAR: usize = 2;
    let opens = |opening: Opening| opening.start() <= next.cue.tokens.end() + NEAR;
    is_conjoined(sentence.scene, next) && next.clause.opening.is_some_and(opens)
}

/// A finite verb that a conjunction joins to the reading's verb, or that is set off and has its own clause.
fn is_verb_beside(sentence: &Sentence, reading: &Reading, next: &Reading, form: VerbForm) -> bool {
    let scene = sentence.scene;
    if next.cue.takes(frame::STRICT) && !opens_soon(next) || !continues_tense(scene, reading, next, form) {
        return false;
    }
    if is_joined(scene, next) && (form.form == Form::Perfect || has_content(next)) {
        return true;
    }
    form.form == Form::Perfect && is_set_off(sentence, next) && has_own_clause(next)
}

/// Whether the tense does not change from the perfect to the imperfect; after an adjunct it may.
fn continues_tense(scene: &Scene, reading: &Reading, next: &Reading, form: VerbForm) -> bool {
    let same = |first: VerbForm| first.form == form.form || first.form != Form::Perfect;
    reading.cue.form().is_none_or(same) || scene.is(next.head, Flags::ADJUNCT)
}

/// Whether a conjunction joins the verb, as a proclitic or as a word before it.
fn is_joined(scene: &Scene, next: &Reading) -> bool {
    const JOINING: Flags = Flags::CONJUNCTION.with(Flags::BUT).with(Flags::ADJUNCT);
    if is_conjoined(scene, next) {
        return true;
    }
    next.head < next.cue.tokens.start() && scene.is(next.head, JOINING) && !is_of_nobody(scene, next)
}

/// "، ولكن يحسب للعمل أنه": "but" without a pronoun, and a verb without a subject.
fn is_of_nobody(scene: &Scene, next: &Reading) -> bool {
    let but = scene.word(next.head).is_unless(Flags::BUT, Flags::PRONOUN_SUFFIX);
    let imperfect = next.cue.form().is_some_and(|form| form.form == Form::Imperfect);
    but && imperfect && next.clause.subject.is_none()
}

/// ", أكد أن": no conjunction, but its own clause follows.
fn has_own_clause(next: &Reading) -> bool {
    opens_soon(next) || next.clause.opening.is_some() && next.clause.subject.is_some()
}

/// "، وتابع: «": whether the content starts right after the cue.
fn opens_soon(next: &Reading) -> bool {
    const NEAR: usize = 3;
    next.clause.opening.is_some_and(|opening| opening.start() <= next.cue.tokens.end() + NEAR)
}

/// Whether the cue has content, or handed it over to another cue.
const fn has_content(reading: &Reading) -> bool {
    reading.clause.opening.is_some() || reading.carried
}

/// Whether the cue has a proclitic و or ف.
fn is_conjoined(scene: &Scene, reading: &Reading) -> bool {
    scene.word(reading.cue.tokens.start()).is_conjoined()
}

/// Whether a comma or mark comes before the words that belong to the cue.
fn is_set_off(sentence: &Sentence, reading: &Reading) -> bool {
    let before = reading.head.saturating_sub(1);
    let sign = matches!(
        sentence.scene.kind(before),
        TokenKind::Comma | TokenKind::Quote | TokenKind::Semicolon | TokenKind::Dash
    );
    sign && reading.cue.tokens.start() > sentence.range.start()
}
