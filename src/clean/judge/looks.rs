//! What a unit may be, judged by its words. The decision also depends on its place.

use crate::clean::end::End;
use crate::clean::unit::Unit;

/// A name, or a place and a name: no words that a sentence needs.
pub fn looks_like_byline(unit: &Unit) -> bool {
    if unit.bracketed {
        return unit.words <= 3 && unit.numbers == 0;
    }
    if unit.bullet || (unit.is_foreign() && unit.words > 3) {
        return false;
    }
    is_nominal(unit) && is_unfinished(unit) && (unit.words <= 4 || is_place_and_name(unit))
}

/// Returns whether the unit has nothing that only sentences have. With a dash, names may have commas and may look like verbs.
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

/// A caption: someone's position in a picture, or its creator in brackets at the end.
pub fn looks_like_caption(unit: &Unit) -> bool {
    unit.position || (unit.credit && !unit.bracketed && unit.words >= 4)
}

/// A credit: a few words that only name an agency, or the creator of a text or picture.
pub fn looks_like_credit(unit: &Unit) -> bool {
    unit.credit && unit.function == 0 && unit.words <= 8
}

/// A dateline: a date, and words that cannot form a sentence.
pub fn looks_like_dateline(unit: &Unit) -> bool {
    unit.dated && unit.words <= 16 && unit.function + unit.verbs == 0
}

/// A headline: several words without a final mark, without commas, without foreign words.
pub fn looks_like_headline(unit: &Unit) -> bool {
    let open = matches!(unit.end, End::Open | End::Query);
    let alone = !unit.bullet && !unit.inline;
    let plain = unit.foreign == 0 && unit.commas == 0 && unit.stops == 0;
    open && alone && plain && (4..=16).contains(&unit.words)
}
