//! Where a noun begins something else after what may be a complete name.

use super::barrier::{Barrier, Barriers, first};
use super::builder::Next;
use super::{after_body, object};
use crate::lexicon::Flags;
use crate::quotes::words::Word;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_abstract, is_feminine, is_nisba, is_possessed};
use crate::text::letter::proclitic::{LAM, WAW};
use crate::tokens::TokenKind;

/// After any name.
const NAME: &Barriers = &[(Barrier::CommonNoun, is_common_noun), (Barrier::AfterMarks, is_after_marks)];

/// After the one name of a subject.
const SINGLE: &Barriers = &[(Barrier::IndefiniteTitle, is_indefinite_title)];

/// After a name of two words.
const SURNAME: &Barriers = &[(Barrier::ThirdName, is_third_name)];

/// After a complete title.
const GIVEN: &Barriers = &[(Barrier::GivenText, is_given_text), (Barrier::GivenAct, is_given_act)];

/// Why what follows a complete name begins something else.
pub fn barrier(next: &Next) -> Option<Barrier> {
    first(NAME, next)
        .or_else(|| single(next))
        .or_else(|| first(SURNAME, next))
        .or_else(|| after_body::barrier(next))
        .or_else(|| given(next))
}

fn single(next: &Next) -> Option<Barrier> {
    if !next.phrase.single {
        return None;
    }
    first(SINGLE, next).or_else(|| object::barrier(next))
}

fn is_indefinite_title(next: &Next) -> bool {
    next.phrase.named && next.is_source() && !next.word.is_definite()
}

/// A common word after a name: any that is indefinite, and one with the article after a surname
/// ("سامر الراوي | الحكومة", but "عبد الفتاح البرهان").
fn is_common_noun(next: &Next) -> bool {
    if next.phrase.names == 0 || !next.word.is_common() || is_surname(next) {
        return false;
    }
    !next.word.is_definite() || is_after_surname(next)
}

/// Whether the word before it is a surname.
fn is_after_surname(next: &Next) -> bool {
    next.phrase.names > 1 && !is_second_after_father(next) && !next.word.fits(is_nisba)
}

/// Whether "son of" or "servant of" precedes the word before it.
fn is_second_after_father(next: &Next) -> bool {
    next.prev().prev().is(Flags::FATHERHOOD)
}

/// "عبد الحميد قياس إن": the surname is still to come.
fn is_surname(next: &Next) -> bool {
    const ALEF: &str = "\u{627}";
    let after = next.word.next();
    let closed = after.is(Flags::COMPLEMENTIZER) || after.kind() == TokenKind::Comma;
    let due = closed && (next.phrase.names == 1 || is_second_after_father(next));
    due && !next.word.scene.ends_with(next.word.at, ALEF)
}

/// "جريدة «النهار» | التعليق".
fn is_after_marks(next: &Next) -> bool {
    let marks = matches!(next.prev().kind(), TokenKind::Quote | TokenKind::Apostrophe);
    marks && next.word.is_definite() && next.word.is_common() && !is_adjective(next.word)
}

/// Whether the word ends like an adjective: in ي or ة.
fn is_adjective(word: Word) -> bool {
    word.fits(is_nisba) || word.fits(is_feminine)
}

/// A third word of a name, with the article.
fn is_third_name(next: &Next) -> bool {
    if next.phrase.names < 2 || !next.word.is_definite() || next.is_source() {
        return false;
    }
    next.phrase.single || next.prev().is_definite() && !next.word.fits(is_nisba) && !ends_name(next)
}

/// A further part of a surname: after "عبد X", or right before a sign or preposition
/// ("سلمى اللومي الرقيق، في").
fn ends_name(next: &Next) -> bool {
    let servant = next.place() > 1 && is_second_after_father(next);
    servant || next.place() == 2 && !next.phrase.head.any(SOURCE) && is_last(next.word)
}

/// Whether a sign, preposition or complementizer follows.
fn is_last(word: Word) -> bool {
    let next = word.next();
    !next.is_wordlike() || next.is(Flags::PREPOSITION.with(Flags::COMPLEMENTIZER))
}

/// After a complete title an indefinite noun is the object.
fn given(next: &Next) -> Option<Barrier> {
    if !next.phrase.head.any(Flags::TITLE) || next.word.is_definite() || !next.prev().is_definite() {
        return None;
    }
    first(GIVEN, next)
}

/// "مدير الأمن | رسالة إلى": an indefinite text after a complete title is what was given.
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
