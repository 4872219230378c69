//! What a unit may be, by what it is made of; whether it is depends on its place.

use crate::clean::end::End;
use crate::clean::unit::Unit;

/// A name, or a place and a name: no word that a sentence needs.
pub fn looks_like_byline(unit: &Unit) -> bool {
    if unit.bracketed {
        return unit.words <= 3 && unit.numbers == 0;
    }
    if unit.bullet || (unit.is_foreign() && unit.words > 3) {
        return false;
    }
    is_nominal(unit) && is_unfinished(unit) && (unit.words <= 4 || is_place_and_name(unit))
}

/// Whether a unit has nothing that only sentences have. With a dash, names may have commas and be spelt like verbs.
fn is_nominal(unit: &Unit) -> bool {
    let (commas, verbal) = if unit.dashes > 0 { (2, 5) } else { (0, 0) };
    let verbless = unit.verbs == 0 || unit.words <= verbal;
    unit.function == 0 && unit.numbers == 0 && unit.commas <= commas && verbless
}

fn is_unfinished(unit: &Unit) -> bool {
    unit.stops <= 1 && !matches!(unit.end, End::Stop | End::Ellipsis | End::Comma)
}

fn is_place_and_name(unit: &Unit) -> bool {
    unit.dashes > 0 && unit.words <= 7 && unit.lead_words <= 4 + unit.commas
}

/// What a picture shows: somebody's place in it, or its maker in brackets at the end.
pub fn looks_like_caption(unit: &Unit) -> bool {
    unit.position || (unit.credit && !unit.bracketed && unit.words >= 4)
}

/// A few words that only name an agency, or the maker of a text or picture.
pub fn looks_like_credit(unit: &Unit) -> bool {
    unit.credit && unit.function == 0 && unit.words <= 8
}

/// A date, and words that a sentence cannot be made of.
pub fn looks_like_dateline(unit: &Unit) -> bool {
    unit.dated && unit.words <= 16 && unit.function + unit.verbs == 0
}

/// Some words without an end, without a comma, without anything foreign.
pub fn looks_like_headline(unit: &Unit) -> bool {
    let open = matches!(unit.end, End::Open | End::Query);
    let alone = !unit.bullet && !unit.inline;
    let plain = unit.foreign == 0 && unit.commas == 0 && unit.stops == 0;
    open && alone && plain && (4..=16).contains(&unit.words)
}
