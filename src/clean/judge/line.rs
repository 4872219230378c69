//! A unit at its place on the page.

use std::ops::Range;

use super::label::Label;
use super::page::Page;
use super::title::Title;
use crate::clean::unit::Unit;

/// A unit at its place on the page.
#[derive(Clone, Copy)]
pub struct Line<'p> {
    pub page: &'p Page<'p>,
    pub title: &'p Title,
    /// The index of the unit.
    pub at: usize,
    pub unit: &'p Unit,
    pub label: Label,
}

impl<'p> Line<'p> {
    /// The lines of a range.
    pub fn all(page: &'p Page<'p>, title: &'p Title, range: Range<usize>) -> impl Iterator<Item = Self> {
        let line = move |at| Some(Self { page, title, at, unit: page.unit(at)?, label: page.label(at) });
        range.filter_map(line)
    }

    /// The unit of the next line.
    pub fn next(&self) -> Option<&'p Unit> {
        self.page.unit(self.at + 1)
    }

    /// The label of the next line.
    pub fn next_label(&self) -> Label {
        self.page.label(self.at + 1)
    }

    /// Returns whether the line repeats the words of the title above it.
    pub fn repeats_title(&self) -> bool {
        self.title.repeats(self.page, self.at)
    }

    /// Returns whether the line is a time or day on a page, without a whole date in it or next to it.
    pub fn is_clock(&self) -> bool {
        self.page.is_page && self.label == Label::Stamp && !is_whole_date(self.page, self.at)
    }

    /// Returns whether the line is the heading of other stories, which are on the lines below it rather than on its own.
    pub fn heads_list(&self) -> bool {
        self.label.opens_list() && self.unit.phrase.is_none_or(|phrase| phrase.rest <= 3)
    }
}

/// Returns whether the unit at `at` contains a whole date or is next to one.
pub fn is_whole_date(page: &Page<'_>, at: usize) -> bool {
    let whole = |at: usize| page.label(at) == Label::Stamp && page.unit(at).is_some_and(|unit| unit.dated);
    whole(at) || whole(at + 1) || at.checked_sub(1).is_some_and(whole)
}
