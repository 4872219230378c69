//! Where the complement of the verb ends a phrase: its object, a time, a preposition written onto a word.

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

/// What the word itself shows.
const OBJECTS: &Barriers = &[
    (Barrier::UndottedVerb, is_undotted_verb),
    (Barrier::Text, is_given),
    (Barrier::Oblique, is_oblique_object),
    (Barrier::PossessedAfterText, is_said_by_text),
];

/// What a first letter that may be a preposition shows.
const JOINED: &Barriers = &[
    (Barrier::WithAct, |next| next.word.fits(is_with_act)),
    (Barrier::Addressee, is_addressee),
    (Barrier::JoinedArticle, is_with_article),
    (Barrier::JoinedPreposition, is_with_preposition),
    (Barrier::JoinedAct, is_joined_act),
    (Barrier::Purpose, is_purpose),
    (Barrier::UnknownAddressee, is_unknown_addressee),
];

/// Why the verb's complement begins here.
pub fn barrier(next: &Next) -> Option<Barrier> {
    let object = of_known(next).or_else(|| first(OBJECTS, next));
    object.or_else(|| if may_join_preposition(next.word) { first(JOINED, next) } else { None })
}

/// Most words begin with another letter.
fn may_join_preposition(word: Word) -> bool {
    matches!(word.first(), BA | LAM | KAF) || word.has_proclitic_preposition()
}

/// Whether a time, an adjunct or a verb ends the phrase here.
fn of_known(next: &Next) -> Option<Barrier> {
    // The lexicon has nothing to say of most words.
    if next.flags == Flags::default() && !next.word.is_known() {
        return None;
    }
    match next.flags {
        flags if flags.any(SOURCE) => None,
        flags if flags.any(Flags::TIME) => is_time(next).then_some(Barrier::Time),
        flags if flags.any(Flags::ADJUNCT) => is_adjunct(next).then_some(Barrier::Adjunct),
        flags if flags.any(Flags::PERSONAL_NAME) => None,
        _ => is_verb(next).then_some(Barrier::Verb),
    }
}

fn is_time(next: &Next) -> bool {
    !next.prev().is(Flags::MEDIUM.with(Flags::ORGANISATION)) && !is_month_name(next)
}

/// A month's name that is a surname: after a given name, with no number or year by it.
fn is_month_name(next: &Next) -> bool {
    let (before, after) = (next.prev(), next.word.next());
    if !next.phrase.named || !next.flags.any(Flags::MONTH) || after.is(Flags::TIME) {
        return false;
    }
    let dated = [before, after].iter().any(|beside| beside.kind() == TokenKind::Number);
    !dated && (before.is(Flags::PERSONAL_NAME) || !before.is_known())
}

/// A preposition or adverb of place and time that no noun of the phrase governs.
fn is_adjunct(next: &Next) -> bool {
    if !next.phrase.governs || !next.word.next().is(SOURCE) {
        return true;
    }
    let after_preposition = next.prev().is(Flags::PREPOSITION);
    !after_preposition && (next.phrase.named || !next.flags.any(Flags::PREPOSITION))
}

fn is_verb(next: &Next) -> bool {
    let Some(verb) = next.word.verb().filter(|_| !next.word.is_definite()) else { return false };
    // "الأوروبي سيرجو بيكولو": a foreign name that begins like a future.
    if next.word.prefix().has(Prefix::SIN) && next.word.next().fits(is_name_word) {
        return false;
    }
    match verb.form {
        Form::Perfect | Form::PerfectObject | Form::Imperfect | Form::MasdarSuffixed => true,
        Form::Participle => next.phrase.named || next.word.stem().is_longer_than(4),
        Form::Masdar => next.phrase.named && !next.prev().is(SOURCE),
    }
}

/// "ابن عذاري رأى": spelt like "رأي", opinion, where final yaa has no dots.
fn is_undotted_verb(next: &Next) -> bool {
    const UNDOTTED: &str = "\u{649}";
    let opinion = next.phrase.names > 0 && next.is_source();
    opinion && next.word.finite().is_some() && next.word.scene.ends_with(next.word.at, UNDOTTED)
}

/// "سامر الراوي | كلمة", "| تغريدة".
fn is_given(next: &Next) -> bool {
    const GIVEN: Flags = Flags::OCCASION.with(Flags::DOCUMENT);
    const SPEAKS: Flags = SOURCE.without(Flags::DOCUMENT).with(Flags::PERSONAL_NAME);
    next.phrase.names > 0 && next.word.is_unless(GIVEN, SPEAKS) && !next.word.is_definite()
}

/// "الاحتلال الإسرائيلي | الفلسطينيين".
fn is_oblique_object(next: &Next) -> bool {
    let before = next.prev();
    let subject = before.is_definite() && next.word.is_definite() && next.word.fits(is_oblique);
    subject && before.fits(is_nisba) && !before.fits(is_oblique)
}

/// "بيان صحفي | عزمه".
fn is_said_by_text(next: &Next) -> bool {
    let text = next.phrase.is_headed(Flags::DOCUMENT.with(Flags::MEDIUM), Flags::TITLE);
    text && next.word.fits(is_possessed)
}

/// Whom the verb addresses.
fn is_addressee(next: &Next) -> bool {
    let Word { scene, at } = next.word;
    scene.is_lam_phrase(at) && is_outside(next) && !is_served(next)
}

/// Whether ل lies outside the phrase: after a name, without a noun that governs it, or alone.
fn is_outside(next: &Next) -> bool {
    next.phrase.named || !next.phrase.governs || !next.word.whole().is_longer_than(1)
}

/// "الدكتور المزروع | بالأمر الملكي".
fn is_with_article(next: &Next) -> bool {
    next.word.fits(joins_article) && next.word.is_common() && next.prev().fits(is_surname_like)
}

fn is_with_preposition(next: &Next) -> bool {
    let free = next.phrase.names > 0 || !next.prev().is(GOVERNING);
    free && next.word.scene.joins_preposition(next.word.at)
}

/// "باراك أوباما | بتنكيس الأعلام": an unknown word with ب before a verbal noun is the verb's complement.
fn is_joined_act(next: &Next) -> bool {
    if !next.phrase.named {
        return false;
    }
    is_unknown_act(next.word) || next.phrase.names > 1 && next.word.fits(joins_article)
}

/// Whether ب or ل is written onto a verbal noun, or onto a word that also occurs without it.
fn is_unknown_act(word: Word) -> bool {
    let key = word.whole();
    let preposition = match (key.first(), key.letter(1)) {
        // "بلحوجة", "بنكيران": "son of" in the Maghreb.
        (BA, LAM | NUN) => false,
        (first, _) => matches!(first, BA | LAM),
    };
    if !preposition || word.is_known() || !key.is_longer_than(4) {
        return false;
    }
    is_abstract_key(key.rest(), word.written()) || word.scene.seen.has(key.rest())
}

/// "شركة ميتا | ليشغل المنصب": what for.
fn is_purpose(next: &Next) -> bool {
    let key = next.word.whole();
    let imperfect = key.first() == LAM && matches!(key.letter(1), YA | TA);
    imperfect && !next.word.is_known() && is_common(key.rest())
}

/// An unknown word with ل that is not part of a name: "the witness to X": no given name before it
/// and no complement of its own after it.
fn is_unknown_addressee(next: &Next) -> bool {
    if next.phrase.names > 0 || !is_unknown_with_lam(next.word) {
        return false;
    }
    !has_complement(next.word) && !next.prev().fits(is_name_word)
}

fn is_unknown_with_lam(word: Word) -> bool {
    let key = word.whole();
    let unknown = key.first() == LAM && key.is_longer_than(3) && !word.is_known() && !word.is_definite();
    // "لبناني" is a word of its own.
    unknown && (!word.is_common() || is_common(key.rest()))
}

/// Whether a definite noun follows, or an unknown word and a definite noun.
fn has_complement(word: Word) -> bool {
    let next = word.next();
    if word.scene.is_lam_complement(word.at) {
        return true;
    }
    !next.is_known() && !next.is_definite() && next.next().is_definite()
}
