//! Where the verb's complement ends a phrase: an object, a time expression, or a proclitic preposition.

use super::barrier::{Barrier, Barriers, first};
use super::builder::Next;
use super::preposition::is_served;
use crate::lexicon::{Flags, Form, Prefix, is_common};
use crate::quotes::words::Word;
use crate::quotes::words::sets::{GOVERNING, SOURCE};
use crate::quotes::words::shape::{
    is_abstract_key, is_name_word, is_nisba, is_oblique, is_possessed, is_surname_like, is_with_act,
    joins_article,
};
use crate::text::letter::proclitic::{BA, KAF, LAM, NUN, TA, YA};
use crate::tokens::TokenKind;

/// Applies to a known word after a name.
const AFTER_NAME: &Barriers = &[(Barrier::UndottedVerb, is_undotted_verb), (Barrier::Text, is_given)];

/// Applies to any word.
const OBJECTS: &Barriers =
    &[(Barrier::Oblique, is_oblique_object), (Barrier::PossessedAfterText, is_said_by_text)];

/// Applies to a word whose first letter may be a preposition.
const JOINED: &Barriers = &[
    (Barrier::WithAct, |next| next.word.fits(is_with_act)),
    (Barrier::Addressee, is_addressee),
    (Barrier::JoinedPreposition, is_with_preposition),
    (Barrier::Manner, is_manner),
];

/// Applies to such a word if it is not in the lexicon.
const UNKNOWN: &Barriers = &[
    (Barrier::JoinedArticle, is_with_article),
    (Barrier::Purpose, is_purpose),
    (Barrier::JoinedAct, is_joined_act),
    (Barrier::UnknownAddressee, is_unknown_addressee),
];

/// Returns why the verb's complement begins here.
pub fn barrier(next: &Next) -> Option<Barrier> {
    let known = if next.word.is_known() { known(next) } else { None };
    known.or_else(|| first(OBJECTS, next)).or_else(|| joined(next))
}

/// A time expression, an adjunct, or a verb; after a name, also a text or occasion.
fn known(next: &Next) -> Option<Barrier> {
    let barrier = match next.flags {
        flags if flags.any(SOURCE) => None,
        flags if flags.any(Flags::TIME) => is_time(next).then_some(Barrier::Time),
        flags if flags.any(Flags::ADJUNCT) => is_adjunct(next).then_some(Barrier::Adjunct),
        flags if flags.any(Flags::PERSONAL_NAME) => None,
        _ => is_verb(next).then_some(Barrier::Verb),
    };
    let after_name = || if next.phrase.names > 0 { first(AFTER_NAME, next) } else { None };
    barrier.or_else(after_name)
}

/// A proclitic preposition.
fn joined(next: &Next) -> Option<Barrier> {
    // Most words begin with another letter.
    if !matches!(next.word.first(), BA | LAM | KAF) && !next.word.has_proclitic_preposition() {
        return None;
    }
    let barrier = first(JOINED, next);
    if next.word.is_known() { barrier } else { barrier.or_else(|| first(UNKNOWN, next)) }
}

/// A time expression, unless it follows a medium or body ("the newspaper of today") or is a surname.
fn is_time(next: &Next) -> bool {
    !next.prev().is(Flags::MEDIUM.with(Flags::ORGANISATION)) && !is_month_name(next)
}

/// The name of a month as a surname: after a given name, without a number or year next to it.
fn is_month_name(next: &Next) -> bool {
    let (before, after) = (next.prev(), next.word.next());
    if !next.phrase.named || !next.flags.any(Flags::MONTH) {
        return false;
    }
    match (before.kind(), after.kind()) {
        (TokenKind::Number, _) | (_, TokenKind::Number) => false,
        _ if after.is(Flags::TIME) => false,
        _ => before.is(Flags::PERSONAL_NAME) || !before.is_known(),
    }
}

/// A preposition or adverb of place and time that no noun of the phrase governs.
fn is_adjunct(next: &Next) -> bool {
    if !next.phrase.governs || !next.word.next().is(SOURCE) {
        return true;
    }
    if next.prev().is(Flags::PREPOSITION) {
        return false;
    }
    next.phrase.named || !next.flags.any(Flags::PREPOSITION)
}

fn is_verb(next: &Next) -> bool {
    let Some(verb) = next.word.verb().filter(|_| !next.word.is_definite()) else { return false };
    // "الأوروبي سيرجو بيكولو": a foreign name that begins like a future tense.
    if next.word.prefix().has(Prefix::SIN) && next.word.next().fits(is_name_word) {
        return false;
    }
    match verb.form {
        Form::Perfect | Form::PerfectObject | Form::Imperfect | Form::MasdarSuffixed => true,
        Form::Participle => next.phrase.named || next.word.stem().is_longer_than(4),
        Form::Masdar => next.phrase.named && !next.prev().is(SOURCE),
    }
}

/// "ابن عذاري رأى": a verb that is spelt like "رأي" (opinion) in texts that leave the dots off final yaa.
fn is_undotted_verb(next: &Next) -> bool {
    const UNDOTTED: &str = "\u{649}";
    if !next.is_source() {
        return false;
    }
    next.word.finite().is_some() && next.word.ends_with(UNDOTTED)
}

/// "سامر الراوي | كلمة", "| تغريدة".
fn is_given(next: &Next) -> bool {
    const GIVEN: Flags = Flags::OCCASION.with(Flags::DOCUMENT);
    const SPEAKS: Flags = SOURCE.without(Flags::DOCUMENT).with(Flags::PERSONAL_NAME);
    next.word.is_indefinite(GIVEN) && !next.flags.any(SPEAKS)
}

/// "الاحتلال الإسرائيلي | الفلسطينيين".
#[inline(always)]
fn is_oblique_object(next: &Next) -> bool {
    let subject = next.prev();
    if !next.word.fits(is_oblique) || subject.fits(is_oblique) {
        return false;
    }
    if !next.word.is_definite() || !subject.is_definite() {
        return false;
    }
    subject.fits(is_nisba)
}

/// "بيان صحفي | عزمه".
#[inline(always)]
fn is_said_by_text(next: &Next) -> bool {
    const TEXT: Flags = Flags::DOCUMENT.with(Flags::MEDIUM);
    next.phrase.is_headed(TEXT, Flags::TITLE) && next.word.fits(is_possessed)
}

/// The addressee of the verb.
fn is_addressee(next: &Next) -> bool {
    let Word { scene, at } = next.word;
    if !scene.is_lam_phrase(at) || is_served(next) {
        return false;
    }
    !next.phrase.takes_preposition() || !next.word.whole().is_longer_than(1)
}

fn is_with_preposition(next: &Next) -> bool {
    if next.phrase.names == 0 && next.prev().is(GOVERNING) {
        return false;
    }
    next.word.scene.joins_preposition(next.word.at)
}

/// "المدرب | بثقة": after a definite word or a name, and without a complement.
fn is_manner(next: &Next) -> bool {
    const LETTERS: u32 = 3;
    let word = next.word;
    let unknown = word.first() == BA && word.whole().is_longer_than(LETTERS) && !word.is_known();
    let complete = next.prev().is_definite() || next.phrase.named;
    // "بلهجة حازمة": an adjective belongs to its noun, and a third name does not begin with ب.
    let alone = next.phrase.names > 1 || !governs(word.next());
    unknown && complete && is_common(word.whole().rest()) && alone
}

/// Whether the next word, a definite word or a name, completes an indefinite noun.
fn governs(after: Word) -> bool {
    after.is_definite() || after.fits(is_name_word) && !after.is_common()
}

/// "الدكتور المزروع | بالأمر الملكي".
fn is_with_article(next: &Next) -> bool {
    if !next.word.fits(joins_article) || !next.word.is_common() {
        return false;
    }
    next.prev().fits(is_surname_like)
}

/// "شركة ميتا | ليشغل المنصب": a purpose.
fn is_purpose(next: &Next) -> bool {
    matches!(next.word.letters(), (LAM, YA | TA)) && is_common(next.word.whole().rest())
}

/// "باراك أوباما | بتنكيس الأعلام": an unknown word with ب and a verbal noun is the verb's complement.
fn is_joined_act(next: &Next) -> bool {
    match next.phrase.names {
        _ if !next.phrase.named => false,
        0 | 1 => joins_act(next.word),
        _ => joins_act(next.word) || next.word.fits(joins_article),
    }
}

/// Whether ب or ل is a proclitic of a verbal noun, or of a word that also occurs without it.
fn joins_act(word: Word) -> bool {
    let key = word.whole();
    match word.letters() {
        // "بلحوجة", "بنكيران": "son of" in the Maghreb.
        (BA, LAM | NUN) => false,
        (BA | LAM, _) if key.is_longer_than(4) => {
            is_abstract_key(key.rest(), word.written()) || word.scene.seen.has(key.rest())
        }
        _ => false,
    }
}

/// "the witness to X": an unknown word with ل that is not part of a name, with no given name before it and no
/// complement after it.
fn is_unknown_addressee(next: &Next) -> bool {
    if next.phrase.names > 0 || next.prev().fits(is_name_word) {
        return false;
    }
    is_noun_with_lam(next.word) && !has_complement(next.word)
}

fn is_noun_with_lam(word: Word) -> bool {
    if !word.is_unknown_with(LAM, 3) || word.is_definite() {
        return false;
    }
    // "لبناني" is one word.
    !word.is_common() || is_common(word.whole().rest())
}

/// Whether a definite noun follows, or an unknown word and a definite noun.
fn has_complement(word: Word) -> bool {
    let next = word.next();
    if next.is_definite() {
        return word.scene.is_lam_complement(word.at);
    }
    next.next().is_definite() && !next.is_known()
}
