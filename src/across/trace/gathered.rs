//! The quotes of a cluster, with their documents and words.

use super::candidates::Item;
use super::clusters::Found;
use super::document::{TraceDocument, TraceQuote};
use super::result::FirstSeen;
use super::seen;
use crate::across::compare::{Comparison, PairKind, Reading};

/// The quotes of a cluster with what is compared of them.
pub struct Gathered<'c, 'd> {
    documents: &'d [TraceDocument],
    found: &'c Found<'d>,
    items: Vec<&'c Item<'d>>,
}

impl<'c, 'd> Gathered<'c, 'd> {
    /// Of a cluster.
    pub fn of(documents: &'d [TraceDocument], items: &'c [Item<'d>], found: &'c Found<'d>) -> Self {
        let items = found.quotes.iter().filter_map(|at| items.get(*at as usize)).collect();
        Self { documents, found, items }
    }

    /// The fullest report against each.
    pub fn compared(&self) -> Vec<Comparison> {
        let Some(base) = self.found.readings.get(self.found.base) else { return Vec::new() };
        self.found.readings.iter().map(|reading| base.compare(reading)).collect()
    }

    /// What most pairs of it are.
    pub const fn kind(&self) -> PairKind {
        self.found.kind
    }

    /// When its members have it first.
    pub fn first_seen(&self) -> Option<FirstSeen> {
        seen::first(self.documents, &self.items)
    }

    /// The place of the fullest report.
    pub const fn base(&self) -> usize {
        self.found.base
    }

    /// The members in order, each with its quote.
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

    /// The words of the members, as they are compared.
    pub fn readings(&self) -> &[Reading<'d>] {
        &self.found.readings
    }
}
