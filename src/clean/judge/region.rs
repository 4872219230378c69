//! Finds the article's text: the stretch of units with the most prose and the least of anything else.

use super::label::Label;
use crate::clean::end::End;
use crate::clean::unit::Unit;
use crate::lexicon::PageClass;

/// The first and the last unit of the stretch with the highest total weight; `None` if no weight is positive.
pub fn find(units: &[Unit], labels: &[Label]) -> Option<(usize, usize)> {
    let mut best: Option<(i64, usize, usize)> = None;
    let (mut sum, mut start) = (0, 0);
    let mut listed = false;
    for (at, (unit, &label)) in units.iter().zip(labels).enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        let closed = label == Label::Prose && unit.end == End::Stop;
        listed = label.opens_list() || (listed && !closed);
        sum += if listed && !label.opens_list() { LISTED } else { weight(unit, label) };
        if sum > best.map_or(0, |(most, ..)| most) {
            best = Some((sum, start, at));
        }
    }
    best.map(|(_, start, last)| (start, last))
}

/// The weight of a line in a list of other stories.
const LISTED: i64 = -3;

/// The weight of a unit in a stretch of the article, in words.
fn weight(unit: &Unit, label: Label) -> i64 {
    let words = i64::from(unit.words);
    match label {
        Label::Prose if unit.end == End::Stop || unit.stops > 0 => words.min(80),
        Label::Prose | Label::Semi => words / 2,
        Label::Plain if unit.bullet || unit.end == End::Stop => -1,
        Label::Plain => -4,
        Label::Rule => -1,
        Label::Counter | Label::Stamp => -5,
        Label::Said(PageClass::Comments) => -300,
        Label::Said(PageClass::Form | PageClass::Copyright) => -80,
        Label::Said(PageClass::Site) => -20,
        Label::Said(PageClass::Related) => -30,
        Label::Said(PageClass::Also) => -5,
        Label::Said(
            PageClass::Byline | PageClass::Agency | PageClass::Caption | PageClass::Source | PageClass::End,
        ) => -4,
        Label::Said(_) => -8,
    }
}
