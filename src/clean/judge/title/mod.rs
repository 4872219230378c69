//! Which unit is the title, and where it is repeated.

mod candidates;
mod facts;
mod told;

pub use candidates::{Candidate, Choice};

use super::page::Page;
use crate::clean::unit::Unit;

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

fn find(page: &Page<'_>, first: usize) -> Option<usize> {
    let choice = Choice::of(page, first);
    let chosen = choice.candidates.get(choice.taken())?.at?;
    let unit = page.unit(chosen)?;
    // If the same words occur further up, those are the title and these the repeat.
    (0..chosen).find(|&at| page.unit(at).is_some_and(|other| same_words(unit, other))).or(Some(chosen))
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
