//! The core's values in words for a reader, where they have no name of their own.

use isnad::{FindingKind, Gender, Number};

/// What is doubtful.
pub const fn finding(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::MixedScript => "mixed script",
        FindingKind::Mojibake => "mojibake",
        FindingKind::PresentationForms => "presentation forms",
        FindingKind::UnbalancedMark => "unbalanced mark",
        FindingKind::ControlCharacter => "control character",
        FindingKind::NotArabic => "not arabic",
        FindingKind::Markup => "markup",
        FindingKind::CharacterReference => "character reference",
        FindingKind::LostCharacter => "lost character",
        FindingKind::Truncated { .. } => "truncated",
    }
}

/// A grammatical gender, if it is known.
pub fn gender(gender: Gender) -> Option<&'static str> {
    (gender != Gender::Unknown).then(|| gender.name())
}

/// A grammatical number, if it is known.
pub fn number(number: Number) -> Option<&'static str> {
    (number != Number::Unknown).then(|| number.name())
}
