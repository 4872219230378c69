//! Who a clause's subject is.

use super::complement::own_preposition;
use super::counted;
use super::walk::{Walk, is_after_pause};
use crate::lexicon::{CueClass, Flags, Form, Gender, frame};
use crate::quotes::cue::Cue;
use crate::quotes::phrase;
use crate::quotes::words::{Scene, Word, sets, shape};
use crate::text::letter::proclitic::LAM;
use crate::tokens::{TokenKind, TokenRange};

/// What the noun at a word is, where the subject is looked for.
pub enum Noun {
    /// The subject.
    Subject(TokenRange),
    /// Whom the verb speaks to: its subject is before it.
    Object(TokenRange),
    /// The complement.
    Complement,
}

/// What the noun phrase that begins at the word is; nothing if it is no noun phrase, or none of these.
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

/// The noun phrase as the subject, or as whom the verb speaks to.
fn person(walk: &Walk, word: Word) -> Option<Noun> {
    let range = noun_phrase(walk, word)?;
    if OTHER.iter().any(|shows_other| shows_other(walk, word, range)) {
        return None;
    }
    let range = before_complement(walk, range);
    Some(if has_pronoun_subject(walk) { Noun::Object(range) } else { Noun::Subject(range) })
}

/// Whether the cue can have a subject after it, and has none yet.
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

/// "وصف الرئيس بأنه": after the noun of a judgement comes whom it is about.
fn is_judgement(cue: &Cue) -> bool {
    cue.takes(frame::OBJECT) && cue.verb().is_some_and(|verb| verb.class == CueClass::Judgement)
}

/// "أكدت عام 2013 أن": a date.
fn is_dated(word: Word) -> bool {
    const NAMES: Flags = sets::SOURCE.with(Flags::PERSONAL_NAME);
    word.next().kind() == TokenKind::Number && !word.is_definite() && !word.is(NAMES)
}

/// The subject follows the cue at once; after an adjunct only where a source noun starts
/// a phrase of its own.
fn is_due(walk: &Walk, word: Word) -> bool {
    let after_addressee = walk.clause.addressee.map(|addressee| addressee.end() == word.at);
    if !walk.adjunct && after_addressee.unwrap_or(true) {
        return true;
    }
    word.is_unless(sets::SOURCE, Flags::DOCUMENT) && (after_addressee == Some(true) || is_fresh(word))
}

/// Whether a pause or a time is before the word.
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

/// A surname that is a month's name, right after the cue.
fn is_month_name(walk: &Walk, word: Word) -> bool {
    let next = word.next();
    let dated = next.kind() == TokenKind::Number || next.is(Flags::TIME);
    walk.is_first(word) && word.is(Flags::MONTH) && !dated
}

/// A fact of a noun phrase that begins at the word.
type Fact = fn(&Walk<'_, '_>, Word<'_, '_>, TokenRange) -> bool;

/// What shows that a noun phrase is something other than the subject.
const OTHER: &[Fact] = &[is_asked_for, disagrees, cannot_speak, is_oblique];

/// "دعت لعقد الجلسة": ل introduces what is asked for.
fn is_asked_for(walk: &Walk, word: Word, _: TokenRange) -> bool {
    walk.cue.takes(frame::LI | frame::ILA) && word.whole().first() == LAM && !word.is_known()
}

/// A feminine verb does not have a masculine person as its subject, unless the person follows it at once and is no object: "وطالبت
/// الوزير"; nor a masculine one, which takes an object, a body or plural of things: "ودعا الحكومة إلى".
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

/// Whether the word is a body of feminine gender with the article.
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

/// Without the verb's own preposition and what follows it: "لفت المتحدثون | إلى تفاقم المشكلة".
fn before_complement(walk: &Walk, range: TokenRange) -> TokenRange {
    let frames = walk.cue.frames() & !(frame::FI | frame::LI | frame::BI);
    let own = |&at: &usize| own_preposition(walk.scene.word(at)) & frames != 0;
    let end = (range.start() + 1..range.end()).find(own).unwrap_or(range.end());
    walk.scene.trim(range.start()..end)
}

/// "أنه يناشد الجميع": with its subject in the complementizer the verb has its object after it.
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
