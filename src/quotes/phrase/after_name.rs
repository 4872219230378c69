//! Where a noun begins a different phrase after what may be a complete name.

use super::after_body;
use super::barrier::{Barrier, Barriers, first};
use super::builder::Next;
use super::object::{self, is_adjective};
use crate::lexicon::Flags;
use crate::quotes::words::Word;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_abstract, is_nisba, is_possessed};
use crate::text::letter::proclitic::{LAM, WAW};
use crate::tokens::TokenKind;

/// Applies to a word with the article.
const DEFINITE: &Barriers = &[
    (Barrier::CommonNoun, is_common_noun_after_surname),
    (Barrier::AfterMarks, is_after_marks),
    (Barrier::ThirdName, is_third_name),
];

/// Applies to a word without the article.
const INDEFINITE: &Barriers = &[(Barrier::CommonNoun, is_common_noun)];

/// Applies to a word without the article, after a subject that is a single name.
const SINGLE: &Barriers = &[(Barrier::IndefiniteTitle, is_title_after_name)];

/// Applies to a word without the article, after a complete title: something given.
const GIVEN: &Barriers = &[(Barrier::GivenText, is_given_text), (Barrier::GivenAct, is_given_act)];

/// Returns why the word after a complete name begins a different phrase.
pub fn barrier(next: &Next) -> Option<Barrier> {
    let definite = next.word.is_definite();
    let any = first(if definite { DEFINITE } else { INDEFINITE }, next);
    let any = any.or_else(|| if next.phrase.single { after_subject(next, definite) } else { None });
    let any = any.or_else(|| after_body::barrier(next));
    any.or_else(|| if definite { None } else { after_title(next) })
}

/// The object of a verb that takes one.
fn after_subject(next: &Next, definite: bool) -> Option<Barrier> {
    let title = if definite { None } else { first(SINGLE, next) };
    title.or_else(|| object::barrier(next))
}

/// After a complete title an indefinite noun is the object.
fn after_title(next: &Next) -> Option<Barrier> {
    let complete = next.phrase.head.any(Flags::TITLE) && next.prev().is_definite();
    if complete { first(GIVEN, next) } else { None }
}

fn is_title_after_name(next: &Next) -> bool {
    next.phrase.named && next.is_source()
}

/// A common word without the article after a name.
fn is_common_noun(next: &Next) -> bool {
    if next.phrase.names == 0 || !next.word.is_common() {
        return false;
    }
    !is_surname(next)
}

/// A common word with the article after a surname: "سامر الراوي | الحكومة", but "عبد الفتاح البرهان".
fn is_common_noun_after_surname(next: &Next) -> bool {
    is_after_surname(next) && is_common_noun(next)
}

/// Whether the word before this one is a surname.
fn is_after_surname(next: &Next) -> bool {
    if next.phrase.names < 2 || is_second_after_father(next) {
        return false;
    }
    !next.word.fits(is_nisba)
}

/// Whether "son of" or "servant of" comes two words before this word.
fn is_second_after_father(next: &Next) -> bool {
    next.prev().prev().is(Flags::FATHERHOOD)
}

/// "عبد الحميد قياس إن": the surname is still missing.
fn is_surname(next: &Next) -> bool {
    const ALEF: &str = "\u{627}";
    if next.phrase.names != 1 && !is_second_after_father(next) {
        return false;
    }
    let after = next.word.next();
    let closed = after.is(Flags::COMPLEMENTIZER) || after.kind() == TokenKind::Comma;
    closed && !next.word.ends_with(ALEF)
}

/// "جريدة «النهار» | التعليق".
fn is_after_marks(next: &Next) -> bool {
    match next.prev().kind() {
        TokenKind::Quote | TokenKind::Apostrophe => next.word.is_common() && !is_adjective(next.word),
        _ => false,
    }
}

/// A third word of a name.
fn is_third_name(next: &Next) -> bool {
    if next.phrase.names < 2 || next.is_source() {
        return false;
    }
    next.phrase.single || is_after_complete_name(next)
}

fn is_after_complete_name(next: &Next) -> bool {
    if !next.prev().is_definite() || next.word.fits(is_nisba) {
        return false;
    }
    !ends_name(next)
}

/// Whether the word is the last part of a surname: after "عبد X", or right before a sign or preposition ("سلمى اللومي
/// الرقيق، في").
fn ends_name(next: &Next) -> bool {
    match next.place() {
        0 | 1 => false,
        _ if is_second_after_father(next) => true,
        2 => !next.phrase.head.any(SOURCE) && is_last(next.word),
        _ => false,
    }
}

/// Whether a sign, preposition or complementizer follows.
fn is_last(word: Word) -> bool {
    let next = word.next();
    !next.is_wordlike() || next.is(Flags::PREPOSITION.with(Flags::COMPLEMENTIZER))
}

/// "مدير الأمن | رسالة إلى": an indefinite text after a complete title is something given.
fn is_given_text(next: &Next) -> bool {
    next.word.is_unless(Flags::DOCUMENT, SOURCE.without(Flags::DOCUMENT))
}

/// "الرئيس المصري | احترام بلاده".
fn is_given_act(next: &Next) -> bool {
    if matches!(next.word.first(), WAW | LAM) || !next.word.is_common() {
        return false;
    }
    next.word.fits(is_abstract) || next.word.next().fits(is_possessed)
}
