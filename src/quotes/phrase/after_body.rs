//! Where a different phrase begins after the name of a body or text.

use super::barrier::{Barrier, Barriers, first};
use super::builder::Next;
use crate::lexicon::{Flags, Form, Prefix};
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_feminine, is_nisba, is_plural_abstract};
use crate::tokens::TokenKind;

/// Words without the article that continue the name of a body.
const NAMES: Flags = Flags::PERSONAL_NAME.with(Flags::FATHERHOOD).with(Flags::PREPOSITION).with(Flags::PLACE);

/// Applies to any word.
const ANY: &Barriers = &[(Barrier::OtherScript, is_in_other_script)];

/// Applies to an indefinite word.
const INDEFINITE: &Barriers = &[
    (Barrier::IndefiniteAfterBody, is_indefinite_after_definite),
    (Barrier::ActAfterPlace, is_act_after_place),
];

/// Applies to a word with the article.
const DEFINITE: &Barriers = &[
    (Barrier::NounAfterPlace, is_noun_after_place),
    (Barrier::DefiniteAct, is_definite_act),
    (Barrier::PluralOfThings, is_plural_of_things),
];

/// Returns why the name of a body ends here. A phrase with a title in it names a person, and is not cut.
pub fn barrier(next: &Next) -> Option<Barrier> {
    if !is_after_body(next) {
        return None;
    }
    let barrier = match next.word.is_definite() {
        false => first(INDEFINITE, next),
        true if is_thing(next) => first(DEFINITE, next),
        true => None,
    };
    let barrier = barrier.or_else(|| first(ANY, next));
    barrier.filter(|_| !has_title(next) && !next.word.scene.is_lam_complement(next.word.at))
}

fn is_after_body(next: &Next) -> bool {
    let body = next.phrase.is_headed(SOURCE, Flags::TITLE.with(Flags::QUANTIFIER));
    if !body || next.flags.any(Flags::EMPHASIS) {
        return false;
    }
    // "وكالة الأنباء رويترز": the second medium is the agency's own name.
    !next.phrase.head.any(Flags::MEDIUM) || !next.flags.any(Flags::MEDIUM)
}

fn has_title(next: &Next) -> bool {
    (next.phrase.start..next.word.at).any(|at| next.word.scene.is(at, Flags::TITLE))
}

/// "the committee | criticism".
fn is_indefinite_after_definite(next: &Next) -> bool {
    if next.flags.any(NAMES) || next.word.prefix() != Prefix::default() {
        return false;
    }
    next.prev().is_definite()
}

fn is_in_other_script(next: &Next) -> bool {
    next.flags.any(Flags::PERSONAL_NAME) && next.prev().kind() == TokenKind::Foreign
}

/// "الشرطة في أستراليا | إحباط الهجوم".
fn is_act_after_place(next: &Next) -> bool {
    is_after_place(next) && next.word.is_common()
}

/// Whether the name of a place comes before the word and is not the whole phrase.
fn is_after_place(next: &Next) -> bool {
    next.place() > 1 && next.prev().is(Flags::PLACE)
}

/// Whether the word may be a thing: it is not an adjective, and not a source, unless it is a plural of things.
fn is_thing(next: &Next) -> bool {
    if next.word.fits(is_nisba) {
        return false;
    }
    !next.is_source() || next.word.fits(is_plural_abstract)
}

/// "محكمة كولونيا | الحكم".
fn is_noun_after_place(next: &Next) -> bool {
    is_after_place(next) && !next.word.fits(is_feminine)
}

/// "المحكمة | الموافقة".
fn is_definite_act(next: &Next) -> bool {
    if !next.head().is_definite() {
        return false;
    }
    next.word.verb().is_some_and(|verb| verb.form == Form::Masdar)
}

fn is_plural_of_things(next: &Next) -> bool {
    let before = next.prev();
    if !before.is_definite() || before.fits(is_plural_abstract) {
        return false;
    }
    next.word.fits(is_plural_abstract)
}
