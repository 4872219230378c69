//! Decides what each unit of the page is: the head above the text, the text, and the tail below it.
//!
//! A unit is kept unless there is a reason to drop it, so that an article without boilerplate is kept whole.

mod body;
mod head;
mod label;
mod line;
mod looks;
mod page;
mod region;
mod runs;
mod said;
mod tail;
mod title;

use std::collections::HashSet;
use std::ops::Range;

pub use page::Page;
pub use runs::REPEATED_WORDS;
pub use title::{Candidate, Choice};

use super::unit::Unit;
use super::{BlockKind, BlockRule};
use label::Label;
use page::HEAD_UNITS;
use title::Title;

/// The kind of a unit, and the rule that decided it.
pub type Verdict = (BlockKind, BlockRule);

/// The verdicts on all units of the page.
pub fn judge(page: &Page<'_>) -> Vec<Verdict> {
    let all = page.units.len();
    let mut verdicts = if page.prose.is_none() && !page.is_page {
        // No sentence anywhere: a list, a poem, a few words. All of it is the text.
        body::verdicts(page, &Title::default(), 0..all)
    } else {
        let text = text(page);
        let title = Title::find(page, text.start);
        let mut verdicts = head::verdicts(page, &title, text.start);
        verdicts.truncate(text.end);
        verdicts.extend(body::verdicts(page, &title, text.clone()));
        verdicts.extend(tail::verdicts(page, &title, text.end..all));
        verdicts
    };
    for again in repeated_lines(page, &verdicts) {
        if let Some(verdict) = verdicts.get_mut(again) {
            *verdict = (BlockKind::Repeat, BlockRule::RepeatedLine);
        }
    }
    verdicts
}

/// How the title is chosen among the lines above the text; `None` if all of the text is the article.
pub fn title(page: &Page<'_>) -> Option<Choice> {
    (page.prose.is_some() || page.is_page).then(|| Choice::of(page, text(page).start))
}

/// The units of the text. The end may precede the start if a long headline was mistaken for the text.
fn text(page: &Page<'_>) -> Range<usize> {
    match page.prose {
        Some((first, last)) => text_start(page, first)..text_end(page, last),
        None => page.units.len()..page.units.len(),
    }
}

/// The first unit of the text, after a headline as long as a sentence.
fn text_start(page: &Page<'_>, first: usize) -> usize {
    let (Some(unit), Some(next)) = (page.unit(first), page.unit(first + 1)) else { return first };
    let lead = page.is_page && page.label(first) != Label::Prose;
    let repeated = unit.trails_off() && page.runs.repeat((unit.hash, u32::from(unit.words)));
    let in_head = lead || repeated || (first == 0 && is_long_headline(unit, next));
    if !in_head {
        return first;
    }
    // Everything between the headline and the first paragraph belongs to the head.
    let mut near = page.labels_from(first + 1).iter().take(HEAD_UNITS);
    near.position(|label| *label == Label::Prose).map_or(first, |behind| first + 1 + behind)
}

/// Returns whether the unit may be a headline as long as a sentence: the next unit is shorter, or much longer.
fn is_long_headline(unit: &Unit, next: &Unit) -> bool {
    let other = next.words > unit.words + 4 || next.words < unit.words;
    other && unit.trails_off() && unit.words <= 32 && !unit.bullet
}

/// One past the last unit of the text. If there is no boilerplate in between, that is the last sentence of all.
fn text_end(page: &Page<'_>, last: usize) -> usize {
    let behind = page.labels_from(last + 1);
    let clear = behind.iter().position(|label| label.is_furniture()).unwrap_or(behind.len());
    let clear = behind.get(..clear).filter(|_| !page.is_page).unwrap_or_default();
    last + 1 + clear.iter().rposition(|label| *label == Label::Prose).map_or(0, |at| at + 1)
}

/// Repeats of long lines; only the first occurrence belongs to the article. Without other signs of a page, only repeats directly
/// below their first occurrence count, because laws and refrains also repeat lines.
fn repeated_lines(page: &Page<'_>, verdicts: &[Verdict]) -> Vec<usize> {
    const LONG: u16 = 8;
    let mut first = HashSet::new();
    let mut before = 0;
    let mut repeated = Vec::new();
    for (at, (unit, (kind, _))) in page.units.iter().zip(verdicts).enumerate() {
        let below_itself = std::mem::replace(&mut before, unit.hash) == unit.hash;
        let long = kind.is_article() && unit.words >= LONG && page.runs.has_again(unit.hash);
        if long && !first.insert(unit.hash) && (page.is_page || below_itself) {
            repeated.push(at);
        }
    }
    repeated
}
