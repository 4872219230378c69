//! A page being judged: its units, their labels, and whether there is boilerplate around the text.

use super::label::{Label, label};
use super::region;
use super::runs::Runs;
use crate::clean::end::End;
use crate::clean::unit::Unit;
use crate::tokens::{Token, Tokens};

/// An article by itself has at most this many units above the text.
pub const HEAD_UNITS: usize = 10;

/// The units of a text with their labels.
pub struct Page<'u> {
    pub tokens: &'u Tokens<'u>,
    pub units: &'u [Unit],
    labels: Vec<Label>,
    /// The runs of words on the page.
    pub runs: Runs,
    /// The first and the last unit of the stretch with the most prose.
    pub prose: Option<(usize, usize)>,
    /// Whether there is enough boilerplate to call the text a page.
    pub is_page: bool,
}

impl<'u> Page<'u> {
    /// Labels these units of the tokens.
    pub fn of(tokens: &'u Tokens<'u>, units: &'u [Unit]) -> Self {
        let labels: Vec<Label> = units.iter().map(label).collect();
        let prose = region::find(units, &labels);
        let first = prose.map_or(units.len(), |(first, _)| first);
        let is_page = is_page(units, &labels, first);
        Self { tokens, units, labels, runs: Runs::of(tokens, units), prose, is_page }
    }

    pub fn unit(&self, at: usize) -> Option<&'u Unit> {
        self.units.get(at)
    }

    /// The tokens of a unit.
    pub fn words(&self, unit: &Unit) -> &'u [Token] {
        unit.own(self.tokens)
    }

    /// The label of a unit; outside the page, that of a line of signs.
    pub fn label(&self, at: usize) -> Label {
        self.labels.get(at).copied().unwrap_or(Label::Rule)
    }

    /// The labels of the units from `at` on.
    pub fn labels_from(&self, at: usize) -> &[Label] {
        self.labels.get(at..).unwrap_or_default()
    }

    /// The label of the unit before `at`.
    pub fn label_before(&self, at: usize) -> Option<Label> {
        at.checked_sub(1).map(|before| self.label(before))
    }
}

fn is_page(units: &[Unit], labels: &[Label], first: usize) -> bool {
    let furniture = furniture(units, labels);
    furniture >= 3 || (furniture > 0 && first > HEAD_UNITS) || has_links_above(units, labels, first)
}

/// The number of boilerplate units. If there are any, two units of signs, numbers or foreign words count as one more.
fn furniture(units: &[Unit], labels: &[Label]) -> usize {
    let furniture = labels.iter().filter(|label| label.is_furniture()).count();
    if furniture == 0 {
        return 0;
    }
    let odd = units.iter().zip(labels).filter(|(unit, label)| is_odd(unit, **label)).count();
    furniture + odd / 2
}

/// Returns whether the unit is common on pages and rare in articles: signs, a number, one or two foreign words.
fn is_odd(unit: &Unit, label: Label) -> bool {
    let odd = match label {
        Label::Plain => unit.is_foreign() && unit.words <= 2,
        Label::Rule => unit.end != End::Ellipsis,
        label => label == Label::Counter,
    };
    odd && !unit.bullet
}

/// Returns whether there are links above the text. Lines without a full stop count as links only if the text below has full stops.
fn has_links_above(units: &[Unit], labels: &[Label], first: usize) -> bool {
    let head = units.get(..first).unwrap_or_default();
    let mut below = units.iter().zip(labels).skip(first).take(3);
    below.any(|(unit, label)| *label == Label::Prose && unit.end == End::Stop)
        && (is_menu(head) || is_row(head) || is_list(head))
}

/// Returns whether the units above the text are so many and so short that they can only be a menu.
fn is_menu(head: &[Unit]) -> bool {
    const ITEMS: usize = 24;
    let short = |unit: &&Unit| unit.words <= 3 && unit.commas == 0 && unit.end == End::Open;
    head.len() >= ITEMS && head.iter().filter(short).count() * 10 >= head.len() * 9
}

/// Returns whether one line of the head is a row of links: many runs with wide gaps between them.
fn is_row(head: &[Unit]) -> bool {
    const LINKS: usize = 5;
    let link = |unit: &&Unit| unit.inline && unit.words > 3 && unit.stops == 0 && unit.end != End::Stop;
    head.iter().filter(link).count() >= LINKS
}

/// Returns whether the head is a list of headlines: more of them than an article has, and longer than verses.
fn is_list(head: &[Unit]) -> bool {
    const HEADLINES: usize = 7;
    let headline = |unit: &&Unit| (6..=15).contains(&unit.words) && unit.trails_off() && !unit.bullet;
    head.iter().filter(headline).count() >= HEADLINES
}
