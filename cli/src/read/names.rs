//! Readable names for values of the core that do not have their own.

use isnad::{FindingKind, Gender, Number};

/// The name of a kind of finding.
pub fn finding(kind: FindingKind) -> String {
    kind.as_str().replace('-', " ")
}

/// A grammatical gender, if it is known.
pub fn gender(gender: Gender) -> Option<&'static str> {
    (gender != Gender::Unknown).then(|| gender.as_str())
}

/// A grammatical number, if it is known.
pub fn number(number: Number) -> Option<&'static str> {
    (number != Number::Unknown).then(|| number.as_str())
}
