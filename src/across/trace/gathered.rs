//! The quotes of a cluster, with their documents and words.

use super::candidates::Item;
use super::clusters::Found;
use super::document::{TraceDocument, TraceQuote};
use super::result::FirstSeen;
use super::seen;
use crate::across::compare::{Comparison, PairKind, Reading};

/// The quotes of a cluster with the data to compare them.
pub struct Gathered<'c, 'd> {
    documents: &'d [TraceDocument],
    found: &'c Found<'d>,
    items: Vec<&'c Item<'d>>,
}

impl<'c, 'd> Gathered<'c, 'd> {
    /// Collects the data of a cluster.
    pub fn of(documents: &'d [TraceDocument], items: &'c [Item<'d>], found: &'c Found<'d>) -> Self {
        let items = found.quotes.iter().filter_map(|at| items.get(*at as usize)).collect();
        Self { documents, found, items }
    }

    /// Compares the fullest report with each member.
    pub fn compared(&self) -> Vec<Comparison> {
        let Some(base) = self.found.readings.get(self.found.base) else { return Vec::new() };
        self.found.readings.iter().map(|reading| base.compare(reading)).collect()
    }

    /// The kind of text that most pairs of the cluster have.
    pub const fn kind(&self) -> PairKind {
        self.found.kind
    }

    /// The members that have the utterance first.
    pub fn first_seen(&self) -> Option<FirstSeen> {
        seen::first(self.documents, &self.items)
    }

    /// The index of the fullest report.
    pub const fn base(&self) -> usize {
        self.found.base
    }

    /// The items of the members, in order.
    pub fn items(&self) -> &[&'c Item<'d>] {
        &self.items
    }

    /// The quote of a member.
    pub fn quote(&self, member: usize) -> Option<&'d TraceQuote> {
        self.items.get(member).map(|item| item.quote)
    }

    /// The document of a member.
    pub fn document(&self, member: usize) -> Option<&'d TraceDocument> {
        self.documents.get(self.items.get(member)?.document)
    }

    /// The words of the members, in comparable form.
    pub fn readings(&self) -> &[Reading<'d>] {
        &self.found.readings
    }
}
