//! Which unit is the title, and where it is repeated.

use super::label::Label;
use super::looks::{looks_like_byline, looks_like_caption};
use super::page::Page;
use crate::clean::unit::{End, Unit};
use crate::lexicon::PageClass;

/// The place of the title on a page.
#[derive(Clone, Copy, Default)]
pub struct Title {
    /// The unit that is the title.
    pub at: Option<usize>,
    /// Units before this one are above the title; with navigation between it and its last repeat, above that repeat.
    pub top: usize,
}

impl Title {
    /// The title above the unit `first`.
    pub fn find(page: &Page<'_>, first: usize) -> Self {
        let title = Self { at: find(page, first), top: first };
        let Some(at) = title.at else { return title };
        Self { top: title.last_repeat(page, at, first).unwrap_or(at), ..title }
    }

    /// Whether the words of a unit below the title are the title's, with or without a site's name, once or twice.
    pub fn repeats(self, page: &Page<'_>, at: usize) -> bool {
        let above = self.at.filter(|&title| title < at).and_then(|title| page.unit(title));
        above.zip(page.unit(at)).is_some_and(|(title, unit)| same_words(title, unit))
    }

    /// The last repeat above the text, if a page's navigation lies between the two.
    fn last_repeat(self, page: &Page<'_>, title: usize, first: usize) -> Option<usize> {
        const FAR: usize = 6;
        let repeat = (title + 1..first).rev().find(|&at| self.repeats(page, at))?;
        (page.is_page && repeat - title > FAR).then_some(repeat)
    }
}

/// Units with a lower score are no title.
const TITLE_SCORE: i32 = 5;

fn find(page: &Page<'_>, first: usize) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    let mut below = Below { text: 0, dated: false };
    for at in (0..first).rev() {
        let Some(unit) = page.unit(at) else { continue };
        // With equal scores the lower unit wins on a page, the upper one elsewhere.
        let least = best.map_or(TITLE_SCORE, |(most, _)| most + i32::from(page.is_page));
        if let Some(score) = score(page, at, unit, &below).filter(|&score| score >= least) {
            best = Some((score, at));
        }
        below.pass(page.label(at), unit);
    }
    // If the same words occur further up, those are the title and these the repeat.
    let (_, chosen) = best?;
    let unit = page.unit(chosen)?;
    (0..chosen).find(|&at| page.unit(at).is_some_and(|other| same_words(unit, other))).or(Some(chosen))
}

/// What lies between a unit and the text below it.
struct Below {
    /// Units of text.
    text: i32,
    /// Whether a date, byline or the like follows, directly or after a short line.
    dated: bool,
}

impl Below {
    /// Adds a unit.
    fn pass(&mut self, label: Label, unit: &Unit) {
        self.text += i32::from(label.is_text() && unit.words > 3);
        let named = label == Label::Plain && unit.words > 1 && looks_like_byline(unit);
        self.dated = named || is_beside_title(label) || (self.dated && unit.words <= 2);
    }
}

/// Whether the label is one of those directly below a title.
fn is_beside_title(label: Label) -> bool {
    match label {
        Label::Said(class) => {
            matches!(class, PageClass::Byline | PageClass::Share | PageClass::Source | PageClass::Caption)
        }
        label => label == Label::Stamp,
    }
}

fn can_be_title(label: Label, unit: &Unit) -> bool {
    matches!(label, Label::Plain | Label::Semi | Label::Prose) && unit.words >= 2
}

/// How likely a unit is the title; none if it cannot be.
fn score(page: &Page<'_>, at: usize, unit: &Unit, below: &Below) -> Option<i32> {
    if !can_be_title(page.label(at), unit) {
        return None;
    }
    let parts = [(unit.hash, unit.words), unit.lead, unit.trail];
    let facts = [
        (12, parts.into_iter().any(|run| page.runs.repeat(run))),
        (5, below.dated),
        (if page.is_page { 2 } else { 6 }, at == 0),
        (-14, looks_like_caption(unit)),
        (-8, looks_like_byline(unit)),
        (-8, is_long(unit)),
        (-6, unit.stops > 0),
        (-4, matches!(unit.end, End::Stop | End::Comma)),
        (-3, matches!(unit.end, End::Colon | End::Dash)),
    ];
    let weighed: i32 = facts.into_iter().map(|(weight, holds)| if holds { weight } else { 0 }).sum();
    let score = weighed + unit.words.min(10) as i32 - below.text.min(10) * 2;
    (unit.words > 2 || score > TITLE_SCORE + 1).then_some(score)
}

/// Too long for a headline.
fn is_long(unit: &Unit) -> bool {
    unit.words > 24 || (unit.words > 15 && unit.end == End::Ellipsis)
}

/// Whether two units have the same words, with or without a site's name, once or twice.
fn same_words(a: &Unit, b: &Unit) -> bool {
    let parts = |u: &Unit| [(u.hash, u.words), u.lead, u.trail];
    if parts(a).iter().any(|&x| x.1 > 2 && parts(b).contains(&x)) {
        return true;
    }
    // A word or a sign may differ; a line of twice the title has every word of it.
    let shared = (a.sketch & b.sketch).count_ones();
    let all = a.sketch.count_ones().max(b.sketch.count_ones());
    let long = a.words >= 5 && b.words + 1 >= a.words && b.words.div_ceil(2) <= a.words + 1;
    long && shared >= 4 && shared * 4 >= all * 3
}
