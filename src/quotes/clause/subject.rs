//! Finds the subject of a clause.

use super::complement::own_preposition;
use super::counted;
use super::walk::{Walk, is_after_pause};
use crate::lexicon::{CueClass, Flags, Form, Gender, frame};
use crate::quotes::cue::Cue;
use crate::quotes::phrase;
use crate::quotes::words::{Scene, Word, sets, shape};
use crate::text::letter::proclitic::LAM;
use crate::tokens::{TokenKind, TokenRange};

/// The role of a noun phrase where the subject is expected.
pub enum Noun {
    /// The subject.
    Subject(TokenRange),
    /// The person addressed; the verb's subject comes before it.
    Object(TokenRange),
    /// The complement.
    Complement,
}

/// Returns the role of the noun phrase that begins at the word; `None` if there is no noun phrase or it has none of
/// these roles.
pub fn noun(walk: &Walk, word: Word) -> Option<Noun> {
    if !is_looked_for(walk) || is_dated(word) || !is_due(walk, word) {
        return None;
    }
    let possessed = walk.is_first(word) && is_possessed(word);
    match possessed {
        // "أظهرت نتائجها أن".
        true if is_before_complementizer(word) => Some(Noun::Subject(TokenRange::new(word.at, word.at + 1))),
        // "أكدت التزامها".
        true if walk.cue.takes(frame::NOUN) => Some(Noun::Complement),
        _ => person(walk, word),
    }
}

/// The noun phrase as the subject, or as the person addressed.
fn person(walk: &Walk, word: Word) -> Option<Noun> {
    let range = noun_phrase(walk, word)?;
    if OTHER.iter().any(|shows_other| shows_other(walk, word, range)) {
        return None;
    }
    let range = before_complement(walk, range);
    Some(if has_pronoun_subject(walk) { Noun::Object(range) } else { Noun::Subject(range) })
}

/// Whether the cue can be followed by a subject and does not have one yet.
fn is_looked_for(walk: &Walk) -> bool {
    walk.clause.subject.is_none() && takes_subject(walk.scene, walk.cue)
}

/// Whether the noun phrase after the cue can be its subject.
fn takes_subject(scene: &Scene, cue: &Cue) -> bool {
    let Some(form) = cue.form() else { return true };
    match form.form {
        Form::Participle | Form::MasdarSuffixed => false,
        Form::Masdar => !scene.is_definite(cue.tokens.start()) && !is_judgement(cue),
        Form::Perfect | Form::Imperfect | Form::PerfectObject => true,
    }
}

/// "وصف الرئيس بأنه": after a noun of judgement comes the person judged.
fn is_judgement(cue: &Cue) -> bool {
    cue.takes(frame::OBJECT) && cue.verb().is_some_and(|verb| verb.class == CueClass::Judgement)
}

/// "أكدت عام 2013 أن": a date.
fn is_dated(word: Word) -> bool {
    const NAMES: Flags = sets::SOURCE.with(Flags::PERSONAL_NAME);
    word.next().kind() == TokenKind::Number && !word.is_definite() && !word.is(NAMES)
}

/// Whether the subject is expected at the word: right after the cue, or, after an adjunct, only if a source noun starts
/// a new phrase.
fn is_due(walk: &Walk, word: Word) -> bool {
    let after_addressee = walk.clause.addressee.map(|addressee| addressee.end() == word.at);
    if !walk.adjunct && after_addressee.unwrap_or(true) {
        return true;
    }
    word.is_unless(sets::SOURCE, Flags::DOCUMENT) && (after_addressee == Some(true) || is_fresh(word))
}

/// Whether a pause or a time expression comes before the word.
fn is_fresh(word: Word) -> bool {
    is_after_pause(word) || word.prev().is(Flags::TIME)
}

/// Whether the word is a noun with a possessive pronoun.
fn is_possessed(word: Word) -> bool {
    shape::is_possessed(word.scene, word.at) && !word.is(Flags::PREPOSITION)
}

/// Whether a complementizer follows, perhaps after a comma.
fn is_before_complementizer(word: Word) -> bool {
    let next = word.next();
    let after = if next.kind() == TokenKind::Comma { next.next() } else { next };
    after.is(Flags::COMPLEMENTIZER)
}

fn noun_phrase(walk: &Walk, word: Word) -> Option<TokenRange> {
    if let Some(share) = counted::share(walk, word) {
        return Some(share);
    }
    let read = phrase::read(walk.scene, word.at, walk.limit, walk.cue.takes(frame::OBJECT));
    read.or_else(|| is_month_name(walk, word).then_some(TokenRange::new(word.at, word.at + 1)))
}

/// Whether the word is a surname that is also the name of a month, right after the cue.
fn is_month_name(walk: &Walk, word: Word) -> bool {
    let next = word.next();
    let dated = next.kind() == TokenKind::Number || next.is(Flags::TIME);
    walk.is_first(word) && word.is(Flags::MONTH) && !dated
}

/// A test on the noun phrase that begins at the word.
type Fact = fn(&Walk<'_, '_>, Word<'_, '_>, TokenRange) -> bool;

/// Tests that show that a noun phrase is not the subject.
const OTHER: &[Fact] = &[is_asked_for, disagrees, cannot_speak, is_oblique];

/// "دعت لعقد الجلسة": ل introduces what is asked for.
fn is_asked_for(walk: &Walk, word: Word, _: TokenRange) -> bool {
    walk.cue.takes(frame::LI | frame::ILA) && word.whole().first() == LAM && !word.is_known()
}

/// Whether the verb and the noun phrase disagree. A feminine verb does not have a masculine person as its subject, unless the
/// person follows directly and is not the object ("وطالبت الوزير"). A masculine verb that takes an object does not have a feminine
/// body or a plural of things as its subject ("ودعا الحكومة إلى").
fn disagrees(walk: &Walk, word: Word, range: TokenRange) -> bool {
    match walk.cue.form() {
        Some(form) if form.gender == Gender::Masculine && form.form == Form::Perfect => {
            walk.cue.takes(frame::OBJECT) && is_feminine_thing(walk.scene.word(range.start()))
        }
        Some(form) if form.gender == Gender::Feminine => {
            let object = walk.cue.takes(frame::OBJECT) && word.is_definite();
            (object || !walk.is_first(word)) && is_masculine_person(walk.scene.word(range.start()))
        }
        _ => false,
    }
}

/// Whether the word is a definite noun for a body, of feminine gender.
fn is_feminine_thing(head: Word) -> bool {
    const PERSON: Flags = Flags::TITLE.with(Flags::UNNAMED).with(Flags::PERSONAL_NAME);
    head.is_definite() && head.is_unless(Flags::ORGANISATION, PERSON) && head.is(Flags::FEMININE)
}

fn is_masculine_person(head: Word) -> bool {
    const NOT_ONE_MAN: Flags =
        Flags::FEMININE.with(Flags::PLURAL).with(Flags::ORGANISATION).with(Flags::MEDIUM);
    const TAA_MARBUTA: char = '\u{629}';
    head.is_unless(Flags::TITLE, NOT_ONE_MAN) && !head.written().ends_with(TAA_MARBUTA)
}

fn cannot_speak(walk: &Walk, _: Word, range: TokenRange) -> bool {
    !phrase::can_speak(walk.scene, range)
}

fn is_oblique(walk: &Walk, _: Word, range: TokenRange) -> bool {
    shape::is_oblique(walk.scene, range.start())
}

/// Cuts the phrase before the verb's own preposition: "لفت المتحدثون | إلى تفاقم المشكلة".
fn before_complement(walk: &Walk, range: TokenRange) -> TokenRange {
    let frames = walk.cue.frames() & !(frame::FI | frame::LI | frame::BI);
    let own = |&at: &usize| own_preposition(walk.scene.word(at)) & frames != 0;
    let end = (range.start() + 1..range.end()).find(own).unwrap_or(range.end());
    walk.scene.trim(range.start()..end)
}

/// "أنه يناشد الجميع": the subject is the pronoun on the complementizer, so the object follows the verb.
fn has_pronoun_subject(walk: &Walk) -> bool {
    if !walk.cue.takes(frame::OBJECT) {
        return false;
    }
    let mut before = walk.scene.word(walk.cue.tokens.start()).prev();
    while before.is(Flags::QAD.with(Flags::AUXILIARY)) {
        before = before.prev();
    }
    before.is_all(Flags::COMPLEMENTIZER.with(Flags::PRONOUN_SUFFIX))
}
