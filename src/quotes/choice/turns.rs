//! Facts about a candidate from the earlier turns.

use super::one::{One, Past, Turn};
use super::question::Question;
use crate::quotes::inventory::Inventory;
use crate::quotes::score::Facts;

/// How many turns to look at.
const LOOK_BACK: usize = 12;

/// Returns the facts that earlier turns show about the candidate.
pub fn facts(question: &Question, inventory: &Inventory, past: Past, one: &One) -> Facts {
    let Some(latest) = past.last() else { return Facts::NO_TURN };
    let back = past.iter().rev().take(LOOK_BACK).position(|turn| one.is_in(turn));
    match back {
        None => Facts::default(),
        Some(0) => of_latest(question, inventory, latest, one).with(Facts::SPOKE).with(Facts::LATEST),
        Some(turns) if past.len() > turns && is_before_latest(past, turns) => {
            Facts::SPOKE.with(Facts::TURN_BEFORE)
        }
        Some(_) => Facts::SPOKE.with(Facts::OLDER_TURN),
    }
}

/// Returns whether all later turns belong to one other source.
fn is_before_latest(past: Past, turns: usize) -> bool {
    let mut since = past.iter().rev().take(turns).map(|turn| turn.source);
    since.next().is_some_and(|first| since.all(|source| source == first))
}

/// The most words that a mere description has: "المصدر الأمني".
const SHORT: usize = 2;

fn of_latest(question: &Question, inventory: &Inventory, latest: &Turn, one: &One) -> Facts {
    let place = match latest.at {
        at if at >= question.paragraph.start() => Facts::LATEST_HERE,
        at if at >= question.before => Facts::LATEST_BEFORE,
        _ => Facts::LATEST_FAR,
    };
    let mention = question.mention.filter(|mention| !mention.named);
    let apart = mention.is_some() && !one.shares;
    place
        .and(Facts::LATEST_GOES_ON, question.goes_on)
        .and(Facts::LATEST_WITHOUT_CUE, question.draft.cue.is_none())
        .and(Facts::LATEST_INTERRUPTED, is_interrupted(question, inventory, latest, one))
        .and(Facts::LATEST_DESCRIBED, apart)
        .and(Facts::LATEST_SAYS_MORE, apart && question.keys.len() > SHORT)
        .and(Facts::LATEST_DEFINITE, mention.is_some_and(|mention| mention.definite))
        .and(Facts::LATEST_SAME, mention.is_some() && question.same)
}

/// Whether another candidate of the same kind was mentioned between the latest turn and the quote.
fn is_interrupted(question: &Question, inventory: &Inventory, latest: &Turn, one: &One) -> bool {
    const LOOKED_AT: usize = 48;
    let since = inventory.before(question.at).take(LOOKED_AT).take_while(|p| p.words.start() > latest.at);
    let mut others =
        since.filter(|place| Some(place.row) != one.row && !question.draft.holds(place.words.start()));
    others.any(|place| inventory.row(place.row).is_some_and(|row| row.kind == one.kind))
}
