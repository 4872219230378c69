//! Finds the title and its repeats.

mod candidates;
mod facts;
mod told;

pub use candidates::{Candidate, Choice};

use super::page::Page;
use crate::clean::part::Run;
use crate::clean::unit::Unit;

/// The place of the title on a page.
#[derive(Default)]
pub struct Title {
    /// The unit that is the title.
    pub at: Option<usize>,
    /// Units before this one are above the title. If navigation lies between the title and its last repeat, units before that repeat are.
    pub top: usize,
    /// Its words.
    words: Words,
}

impl Title {
    /// The title above the unit `first`.
    pub fn find(page: &Page<'_>, first: usize) -> Self {
        let Some(at) = find(page, first) else { return Self { top: first, ..Self::default() } };
        let words = page.unit(at).map(|unit| Words::of(page, unit)).unwrap_or_default();
        let title = Self { at: Some(at), top: first, words };
        Self { top: title.last_repeat(page, at, first).unwrap_or(at), ..title }
    }

    /// Returns whether a unit below the title repeats the title's words, with or without a site's name, once or twice.
    pub fn repeats(&self, page: &Page<'_>, at: usize) -> bool {
        let below = self.at.is_some_and(|title| title < at);
        below && page.unit(at).is_some_and(|unit| self.words.are_those_of(page, unit))
    }

    /// The last repeat above the text, if a page's navigation lies between it and the title.
    fn last_repeat(&self, page: &Page<'_>, title: usize, first: usize) -> Option<usize> {
        const FAR: usize = 6;
        let repeat = (title + 1..first).rev().find(|&at| self.repeats(page, at))?;
        (page.is_page && repeat - title > FAR).then_some(repeat)
    }
}

fn find(page: &Page<'_>, first: usize) -> Option<usize> {
    let choice = Choice::of(page, first);
    let chosen = choice.candidates.get(choice.taken())?.at?;
    let words = Words::of(page, page.unit(chosen)?);
    // If the same words occur further up, that line is the title, and this one is the repeat.
    let same = |&at: &usize| page.unit(at).is_some_and(|other| words.are_those_of(page, other));
    (0..chosen).find(same).or(Some(chosen))
}

/// The words of a unit, prepared for comparison.
#[derive(Default)]
struct Words {
    /// All words, the words before the first separator, and the words after the last.
    parts: [Run; 3],
    count: u16,
    sketch: u64,
}

impl Words {
    fn of(page: &Page<'_>, unit: &Unit) -> Self {
        Self { parts: parts(page, unit), count: unit.words, sketch: unit.sketch(page.tokens) }
    }

    /// Returns whether a unit has the same words, with or without a site's name, once or twice.
    fn are_those_of(&self, page: &Page<'_>, unit: &Unit) -> bool {
        let others = parts(page, unit);
        if self.parts.iter().any(|&part| part.1 > 2 && others.contains(&part)) {
            return true;
        }
        // A word or a sign may differ. A line that repeats the title twice has every word of it.
        let (own, other) = (self.count, unit.words);
        let long = own >= 5 && other + 1 >= own && other.div_ceil(2) <= own + 1;
        long && are_nearly_alike(self.sketch, unit.sketch(page.tokens))
    }
}

fn parts(page: &Page<'_>, unit: &Unit) -> [Run; 3] {
    let (lead, trail) = unit.parts(page.tokens);
    [(unit.hash, u32::from(unit.words)), lead, trail]
}

/// Returns whether at least four words, and at least three in four, are in both sketches.
const fn are_nearly_alike(own: u64, other: u64) -> bool {
    let shared = (own & other).count_ones();
    let (own, other) = (own.count_ones(), other.count_ones());
    let all = if own > other { own } else { other };
    shared >= 4 && shared * 4 >= all * 3
}
