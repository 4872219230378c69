//! Decides whether a preposition, free or proclitic, belongs to the phrase: it must follow a noun that governs it, come
//! before any name, and not introduce an occasion, a time or the press.

use super::barrier::{Barrier, Barriers, first};
use super::builder::Next;
use crate::lexicon::{Flags, Form, Prefix, frame, preposition_frame};
use crate::quotes::words::Word;
use crate::quotes::words::sets::GOVERNING;
use crate::quotes::words::shape::{is_name_word, is_oblique, is_passive};
use crate::text::letter::proclitic::LAM;
use crate::tokens::TokenKind;

/// Heads of the names of bodies.
const BODY: Flags = Flags::ORGANISATION.with(Flags::MEDIUM);

/// Words after a preposition that says when, where or on which occasion something was said.
const CIRCUMSTANCES: Flags = Flags::OCCASION
    .with(Flags::TIME)
    .with(Flags::PRESS)
    .with(Flags::COMPLEMENTIZER)
    .with(Flags::DEMONSTRATIVE);

/// Applies to a noun with a proclitic preposition.
const JOINED: &Barriers = &[
    (Barrier::PrepositionWithAct, is_with_act),
    (Barrier::Circumstance, |next| next.flags.any(CIRCUMSTANCES)),
    (Barrier::ToMedium, is_to_medium),
    (Barrier::Ungoverned, is_ungoverned),
];

/// Applies to a free preposition.
const FREE: &Barriers =
    &[(Barrier::SecondPreposition, |next| next.phrase.has_preposition), (Barrier::AfterText, is_after_text)];

/// Applies to a free preposition that does not belong to a title before it.
const LOOSE: &Barriers = &[(Barrier::OfVerb, is_of_verb)];

/// Applies to a free preposition that does not introduce a place between title and name.
const PLAIN: &Barriers = &[(Barrier::Ungoverned, is_ungoverned), (Barrier::Circumstance, is_circumstance)];

/// Returns why the preposition is outside the phrase.
pub fn barrier(next: &Next) -> Option<Barrier> {
    if is_of_participle(next) {
        return None;
    }
    if next.word.has_proclitic_preposition() {
        return if is_served(next) { None } else { first(JOINED, next) };
    }
    first(FREE, next).or_else(|| free(next))
}

/// Why a free preposition, which may be governed, is outside the phrase.
fn free(next: &Next) -> Option<Barrier> {
    if is_taken_by_title(next) {
        return (!next.phrase.takes_preposition()).then_some(Barrier::Ungoverned);
    }
    first(LOOSE, next).or_else(|| match is_before_name(next) {
        true => (!next.phrase.governs).then_some(Barrier::Ungoverned),
        false => first(PLAIN, next),
    })
}

/// "المفرج عنهم", "مقربون منه": a participle and its preposition.
fn is_of_participle(next: &Next) -> bool {
    const PRONOUN: Flags = Flags::PREPOSITION.with(Flags::PRONOUN_SUFFIX);
    if !next.word.is_all(PRONOUN) {
        return false;
    }
    next.prev().fits(is_passive) || is_near(next)
}

/// "مقربون منه أن": the head is an unnamed source right before the preposition, and a clause follows.
fn is_near(next: &Next) -> bool {
    let unnamed = next.place() == 1 && next.phrase.head.any(Flags::UNNAMED);
    unnamed && next.word.next().is(Flags::COMPLEMENTIZER)
}

/// "the agency for news", "the centre for studies": ل and the article after a body, but not before people.
pub fn is_served(next: &Next) -> bool {
    if !next.phrase.is_headed(BODY, Flags::TITLE) || next.word.fits(is_oblique) {
        return false;
    }
    joins_lam_and_article(next) && !is_people(next)
}

fn joins_lam_and_article(next: &Next) -> bool {
    if next.word.is_known() {
        let prefix = next.word.prefix();
        return prefix.has(Prefix::LAM) && prefix.has(Prefix::ARTICLE);
    }
    let spelt = matches!(next.word.letters(), (LAM, LAM)) && next.word.whole().is_longer_than(4);
    spelt && next.prev().is_definite()
}

/// Whether the noun refers to people; a medium may serve other media.
fn is_people(next: &Next) -> bool {
    if next.phrase.head.any(Flags::MEDIUM) && next.flags.any(Flags::MEDIUM) {
        return next.flags.any(Flags::TITLE);
    }
    next.flags.any(Flags::PLURAL.with(Flags::TITLE))
}

/// "تقدم رئيس الشركة | بالشكر", but "المكلف بالتحقيق": an act is the verb's complement.
fn is_with_act(next: &Next) -> bool {
    if !next.word.prefix().has(Prefix::BA) || next.prev().is(GOVERNING) {
        return false;
    }
    next.word.verb().is_some_and(|verb| verb.form == Form::Masdar)
}

fn is_to_medium(next: &Next) -> bool {
    if !next.flags.any(Flags::MEDIUM) || is_text(next) {
        return false;
    }
    next.word.prefix().has(Prefix::LAM)
}

/// Whether the head of the phrase is a text.
const fn is_text(next: &Next) -> bool {
    next.phrase.is_headed(Flags::DOCUMENT, Flags::TITLE)
}

fn is_ungoverned(next: &Next) -> bool {
    !next.phrase.takes_preposition() || next.flags.any(Flags::PRONOUN_SUFFIX)
}

/// "أشار التقرير | إلى وقائع".
fn is_after_text(next: &Next) -> bool {
    let second = next.place() == 1 && next.prev().is_definite();
    second && is_text(next)
}

/// The object of a free preposition.
fn object<'s, 't>(next: &Next<'s, 't>) -> Word<'s, 't> {
    let after = next.word.next();
    if after.is(Flags::ADJUNCT) { after.next() } else { after }
}

/// عن and على.
fn is_about_or_on(next: &Next) -> bool {
    matches!(preposition_frame(next.word.whole()), frame::AN | frame::ALA)
}

/// "المسؤول عن", "المشرف على".
fn is_taken_by_title(next: &Next) -> bool {
    if !is_about_or_on(next) {
        return false;
    }
    next.prev().is(Flags::TITLE) && object(next).is_definite()
}

/// "الفريق القبيل | عن تهنئة": عن and على belong to the phrase only right after a noun that takes them.
fn is_of_verb(next: &Next) -> bool {
    if next.prev().is(GOVERNING) || next.phrase.head.any(Flags::DOCUMENT) {
        return false;
    }
    is_about_or_on(next)
}

/// "the BBC's correspondent in Khartoum James …": a place between title and name.
fn is_before_name(next: &Next) -> bool {
    if !next.phrase.named {
        return false;
    }
    let place = object(next);
    place.is(Flags::PLACE) && place.next().fits(is_name_word)
}

fn is_circumstance(next: &Next) -> bool {
    let object = object(next);
    if object.is(CIRCUMSTANCES.with(Flags::DOCUMENT)) || !is_noun(object) {
        return true;
    }
    // A body may be in a place or at another body; anything else says where it spoke.
    if object.is(Flags::PLACE.with(Flags::ORGANISATION)) || object.is_definite() {
        return false;
    }
    next.phrase.is_headed(BODY, Flags::TITLE.with(Flags::UNNAMED))
}

/// Whether the token can be a noun: a word, or a name in marks.
fn is_noun(word: Word) -> bool {
    match word.kind() {
        TokenKind::Quote | TokenKind::Apostrophe => true,
        _ => word.is_wordlike(),
    }
}
