//! Where the object of the verb begins, if the subject is a single name.

use super::barrier::{Barrier, Barriers, first};
use super::builder::Next;
use crate::lexicon::Flags;
use crate::quotes::words::Word;
use crate::quotes::words::shape::{is_feminine, is_nisba, is_oblique};
use crate::text::letter::proclitic::LAM;

/// Applies after any word.
const ANY: &Barriers = &[(Barrier::AfterState, is_after_state), (Barrier::ObliqueObject, is_oblique_object)];

/// Applies to a definite word after another definite word.
const DEFINITE: &Barriers = &[
    (Barrier::PluralObject, is_plural_object),
    (Barrier::AfterServed, is_after_served),
    (Barrier::AfterConstruct, is_after_construct),
    (Barrier::AfterDefinite, is_after_definite),
    (Barrier::AfterTitle, is_after_title),
    (Barrier::AfterAdjective, is_after_adjective),
];

/// Returns why the object of the verb begins here.
pub fn barrier(next: &Next) -> Option<Barrier> {
    let definite = next.word.is_definite() && next.prev().is_definite();
    let object = if definite { first(DEFINITE, next) } else { None };
    object.or_else(|| first(ANY, next))
}

fn is_after_state(next: &Next) -> bool {
    if next.place() != 1 || next.word.is_definite() {
        return false;
    }
    next.phrase.head.any(Flags::PLACE)
}

fn is_oblique_object(next: &Next) -> bool {
    next.word.fits(is_oblique) && !next.prev().is(Flags::TITLE.with(Flags::UNNAMED))
}

fn is_plural_object(next: &Next) -> bool {
    const OBLIQUE: &str = "\u{64A}\u{646}";
    next.word.ends_with(OBLIQUE)
}

/// A definite noun after "for the …".
fn is_after_served(next: &Next) -> bool {
    next.prev().first() == LAM && !next.word.fits(is_nisba)
}

/// A definite noun after a body and its complement.
fn is_after_construct(next: &Next) -> bool {
    let construct = next.place() == 2 && next.head().is_indefinite(Flags::ORGANISATION);
    if !construct || next.is_source() {
        return false;
    }
    !is_adjective(next.word)
}

/// Returns whether the word ends like an adjective: in ي or ة.
pub fn is_adjective(word: Word) -> bool {
    word.fits(is_nisba) || word.fits(is_feminine)
}

/// A definite noun right after a definite head that is not a title.
fn is_after_definite(next: &Next) -> bool {
    if next.place() != 1 || next.phrase.head.any(Flags::TITLE) {
        return false;
    }
    !next.word.fits(is_nisba)
}

/// "الوزير القرار": a document or body right after a title.
fn is_after_title(next: &Next) -> bool {
    const THING: Flags = Flags::DOCUMENT.with(Flags::ORGANISATION);
    next.place() == 1
        && next.phrase.head.any(Flags::TITLE)
        && next.word.is_unless(THING, Flags::TITLE)
        && !next.word.fits(is_nisba)
}

/// A definite noun after a title and its adjective.
fn is_after_adjective(next: &Next) -> bool {
    if next.place() < 2 || !next.phrase.head.any(Flags::TITLE) {
        return false;
    }
    if next.flags.any(Flags::TITLE) || next.word.first() == LAM {
        return false;
    }
    next.prev().fits(is_nisba) && !next.word.fits(is_nisba)
}
