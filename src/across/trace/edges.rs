//! Finds which report was taken from which, as far as there is evidence.

use std::collections::BTreeMap;

use super::document::TraceDocument;
use super::gathered::Gathered;
use super::result::{Drift, DriftKind, Edge, EdgeEvidence, Strength};
use crate::across::names::Name;

/// The maximum number of relays of a member, and of outlets and agencies of a cluster, that are compared with each other.
const MOST: usize = 32;

/// The edges of a cluster, in the order of their members. Each member has at most one edge for each relay that it names, one for each
/// change that it shares, and one for its wording.
pub fn edges(gathered: &Gathered<'_, '_>, drift: &[Drift]) -> Vec<Edge> {
    let mut edges = named(gathered);
    edges.extend(drift.iter().flat_map(|row| changed(gathered, row)));
    edges.extend(worded(gathered));
    edges.sort_by_key(|edge| (edge.taker, edge.source, edge.evidence as u8));
    edges.dedup_by_key(|edge| (edge.taker, edge.source, edge.evidence as u8));
    edges
}

/// A name, and the first member that has it.
struct Known<'d> {
    name: &'d str,
    read: Name,
    member: usize,
}

impl<'d> Known<'d> {
    fn new(name: &'d str, member: usize) -> Self {
        Self { name, read: Name::read(name), member }
    }

    fn is(&self, other: &Name, name: &str) -> bool {
        self.name == name || self.read.compare(other).can_be_one()
    }
}

/// Edges between members that name an outlet of the cluster, or that name the same agency.
fn named(gathered: &Gathered<'_, '_>) -> Vec<Edge> {
    let outlets = outlets(gathered);
    let mut agencies: Vec<Known<'_>> = Vec::new();
    let mut edges = Vec::new();
    for (taker, item) in gathered.items().iter().enumerate() {
        for relay in item.quote.relays.iter().take(MOST) {
            let read = Name::read(relay);
            let edge = |source, evidence| Edge {
                taker,
                source,
                evidence,
                strength: Strength::Strong,
                name: Some(relay.clone()),
            };
            if let Some(outlet) = outlets.iter().find(|outlet| outlet.is(&read, relay)) {
                if is_elsewhere(gathered, taker, outlet.member) {
                    edges.push(edge(outlet.member, EdgeEvidence::NamesOutlet));
                }
            } else if let Some(agency) = agencies.iter().find(|agency| agency.is(&read, relay)) {
                if is_elsewhere(gathered, taker, agency.member) {
                    edges.push(edge(agency.member, EdgeEvidence::SharedAgency));
                }
            } else if agencies.len() < MOST {
                agencies.push(Known::new(relay, taker));
            }
        }
    }
    edges
}

/// The outlets of a cluster, each with its first member.
fn outlets<'d>(gathered: &Gathered<'_, 'd>) -> Vec<Known<'d>> {
    let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
    for at in 0..gathered.items().len() {
        if let Some(outlet) = gathered.document(at).and_then(|document| document.outlet.as_deref()) {
            firsts.entry(outlet).or_insert(at);
        }
    }
    let mut outlets: Vec<_> = firsts.into_iter().collect();
    outlets.sort_by_key(|(_, member)| *member);
    outlets.into_iter().take(MOST).map(|(outlet, member)| Known::new(outlet, member)).collect()
}

/// Returns whether two members are from different documents, and from different outlets if these are known.
fn is_elsewhere(gathered: &Gathered<'_, '_>, one: usize, other: usize) -> bool {
    let outlet = |document: &TraceDocument| document.outlet.clone();
    let documents = [one, other].map(|at| gathered.items().get(at).map(|item| item.document));
    let outlets = [one, other].map(|at| gathered.document(at).and_then(outlet));
    documents[0] != documents[1] && (outlets[0] != outlets[1] || outlets[0].is_none())
}

/// Edges between members that share a change which few others have.
fn changed(gathered: &Gathered<'_, '_>, row: &Drift) -> Vec<Edge> {
    /// A wording that many members have is not evidence that one took it from another.
    const SHARE: usize = 2;
    const TELLING: [DriftKind; 4] =
        [DriftKind::Number, DriftKind::Name, DriftKind::Added, DriftKind::Wording];
    let [first, others @ ..] = &row.places[..] else { return Vec::new() };
    let rare = SHARE * row.places.len() < gathered.items().len();
    if !rare || row.text.is_empty() || !TELLING.contains(&row.kind) {
        return Vec::new();
    }
    let later = others.iter().filter(|place| is_elsewhere(gathered, place.member, first.member));
    later
        .map(|place| Edge {
            taker: place.member,
            source: first.member,
            evidence: EdgeEvidence::SharedChange,
            strength: Strength::Good,
            name: Some(row.text.clone()),
        })
        .collect()
}

/// Edges from a member to an earlier one with exactly the same words.
fn worded(gathered: &Gathered<'_, '_>) -> Vec<Edge> {
    /// Fewer words may be the same by chance.
    const LEAST: usize = 8;
    let mut firsts: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
    let mut edges = Vec::new();
    for (at, reading) in gathered.readings().iter().enumerate() {
        let keys: Vec<u64> = reading.keys().collect();
        if keys.len() < LEAST {
            continue;
        }
        let first = *firsts.entry(keys).or_insert(at);
        let published = |at: usize| gathered.items().get(at).and_then(|item| item.published);
        let later = published(first).zip(published(at)).is_some_and(|(first, it)| first.is_before(it));
        if later && is_elsewhere(gathered, at, first) {
            edges.push(Edge {
                taker: at,
                source: first,
                evidence: EdgeEvidence::SameWording,
                strength: Strength::Weak,
                name: None,
            });
        }
    }
    edges
}
