//! The kind of source that the head of a mention names, with its gender and number.

use crate::lexicon::{Flags, Gender, Number};
use crate::quotes::result::EntityKind;
use crate::quotes::words::Word;
use crate::quotes::words::sets::SOURCE;

/// Returns whether the first reading of the word is a body, medium or document, not a person.
pub fn is_body(flags: Flags) -> bool {
    const BODY: Flags = Flags::ORGANISATION.with(Flags::MEDIUM).with(Flags::DOCUMENT);
    flags.any(BODY) && !flags.any(Flags::TITLE)
}

/// Returns the kind of source that the head names.
pub fn kind(head: Flags) -> EntityKind {
    const BODY: Flags = Flags::ORGANISATION.with(Flags::MEDIUM).with(Flags::PLACE);
    match head {
        head if head.any(Flags::TITLE) => EntityKind::Person,
        head if head.any(Flags::UNNAMED) => EntityKind::Unnamed,
        head if head.any(Flags::ORGANISATION) => EntityKind::Organisation,
        head if head.any(Flags::DOCUMENT) => EntityKind::Document,
        head if head.any(BODY) => EntityKind::Organisation,
        _ => EntityKind::Unknown,
    }
}

/// Returns the gender of the head.
pub fn gender(head: Word) -> Gender {
    // Taa marbuta folds to haa: "his counterpart" is not "a (female) counterpart".
    const HA: &str = "\u{647}";
    match head.flags() {
        _ if head.ends_with(HA) => Gender::Unknown,
        flags if flags.any(Flags::FEMININE.with(Flags::PLACE)) => Gender::Feminine,
        flags if flags.any(SOURCE) => Gender::Masculine,
        _ => Gender::Unknown,
    }
}

/// Returns the number of the head.
pub fn number(head: Word) -> Number {
    match head.flags() {
        flags if flags.any(Flags::PLURAL) => Number::Plural,
        flags if flags.any(SOURCE) => Number::Singular,
        _ => Number::Unknown,
    }
}
