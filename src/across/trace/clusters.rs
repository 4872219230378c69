//! Groups quotes that report one utterance.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::candidates::Item;
use crate::across::compare::{Comparison, PairKind, Reading, Relation, Stems, have_little_in_common};
use crate::across::published::Published;
use crate::text::{Cancel, Cancelled};

/// A cluster: quotes that report one utterance.
#[derive(Debug)]
pub struct Found<'d> {
    /// The quotes as indexes of items, in order, from at least two documents.
    pub quotes: Vec<u32>,
    /// The index in `quotes` of the quote that the others are compared with.
    pub base: usize,
    /// The kind of text that most of the compared pairs have.
    pub kind: PairKind,
    /// The words of the quotes, in the same order.
    pub readings: Vec<Reading<'d>>,
}

/// A quote with its stems, which are compared first.
pub struct Read<'d> {
    reading: Reading<'d>,
    stems: Stems,
}

impl<'d> Read<'d> {
    /// Reads the words of a quote with its publication time.
    pub fn new(words: &'d str, published: Option<Published>) -> Self {
        let reading = Reading::new(words, published.map(|published| published.day));
        Self { stems: reading.stems(), reading }
    }

    /// Compares a later quote with this one. Returns the comparison if both report one utterance.
    pub fn relate(&self, later: &Self) -> Option<Comparison> {
        if have_little_in_common(&self.stems, &later.stems) {
            return None;
        }
        let found = self.reading.relate(&later.reading);
        (found.relation != Relation::Different).then_some(found)
    }
}

/// Quotes that are read once, and only if they are compared.
type Readings<'d> = Vec<Option<Read<'d>>>;

/// The clusters of the items, in the order of their first quotes.
pub fn clusters<'d>(
    items: &[Item<'d>],
    candidates: &[(u32, u32)],
    cancel: &Cancel,
) -> Result<Vec<Found<'d>>, Cancelled> {
    let mut readings: Readings<'d> = items.iter().map(|_| None).collect();
    let mut links = Vec::new();
    for (earlier, later) in candidates {
        for at in [*earlier, *later] {
            read(items, &mut readings, at);
        }
        if let Some(found) = relate(&readings, *earlier, *later) {
            links.push(Link {
                earlier: *earlier,
                later: *later,
                confidence: found.confidence,
                kind: found.kind,
            });
        }
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
    }
    // The most confident links first, so that doubtful ones are checked against confirmed clusters.
    links.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.pair().cmp(&b.pair())));
    let mut joined = Joined::of(&readings);
    for link in &links {
        joined.join(link);
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
    }
    let groups = joined.groups(items, &links);
    Ok(groups.into_iter().map(|group| group.found(&mut readings)).collect())
}

fn read<'d>(items: &[Item<'d>], readings: &mut Readings<'d>, at: u32) {
    let Some((item, place)) = items.get(at as usize).zip(readings.get_mut(at as usize)) else { return };
    if place.is_none() {
        *place = Some(Read::new(&item.quote.words, item.published));
    }
}

/// Compares two quotes. Returns the comparison if both report one utterance.
fn relate(readings: &Readings<'_>, a: u32, b: u32) -> Option<Comparison> {
    let [a, b] = [a, b].map(|at| readings.get(at as usize).and_then(Option::as_ref));
    a?.relate(b?)
}

/// A link between two quotes that report one utterance.
struct Link {
    earlier: u32,
    later: u32,
    confidence: f32,
    kind: PairKind,
}

impl Link {
    const fn pair(&self) -> (u32, u32) {
        (self.earlier, self.later)
    }
}

/// Clusters under construction: a union-find structure.
struct Joined<'r, 'd> {
    readings: &'r Readings<'d>,
    /// For each quote, another quote of its cluster; the root of a cluster points to itself.
    parents: Vec<u32>,
    /// For each root, the quote with the most content words.
    bases: Vec<u32>,
}

impl<'r, 'd> Joined<'r, 'd> {
    fn of(readings: &'r Readings<'d>) -> Self {
        let own: Vec<u32> = (0..readings.len() as u32).collect();
        Self { readings, parents: own.clone(), bases: own }
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while let Some(parent) = self.parents.get(at as usize).copied().filter(|parent| *parent != at) {
            let above = self.parents.get(parent as usize).copied().unwrap_or(parent);
            if let Some(place) = self.parents.get_mut(at as usize) {
                *place = above;
            }
            at = parent;
        }
        at
    }

    fn base(&self, root: u32) -> u32 {
        self.bases.get(root as usize).copied().unwrap_or(root)
    }

    /// Joins the clusters of two quotes if their fullest quotes report one utterance too. Otherwise a chain of similar quotes could join
    /// utterances that have nothing in common.
    fn join(&mut self, link: &Link) {
        let (a, b) = (self.root(link.earlier), self.root(link.later));
        if a == b {
            return;
        }
        let (mut one, mut other) = (self.base(a), self.base(b));
        (one, other) = (one.min(other), one.max(other));
        if (one, other) != link.pair() && relate(self.readings, one, other).is_none() {
            return;
        }
        let base = if self.fullness(one) >= self.fullness(other) { one } else { other };
        let (root, below) = (a.min(b), a.max(b));
        if let Some(parent) = self.parents.get_mut(below as usize) {
            *parent = root;
        }
        if let Some(place) = self.bases.get_mut(root as usize) {
            *place = base;
        }
    }

    fn fullness(&self, at: u32) -> u32 {
        self.readings.get(at as usize).and_then(Option::as_ref).map_or(0, |read| read.reading.mass())
    }

    /// The clusters with quotes from at least two documents.
    fn groups(mut self, items: &[Item<'_>], links: &[Link]) -> Vec<Group> {
        let mut kinds: HashMap<u32, Votes, FixedState> = HashMap::default();
        for link in links {
            let (one, other) = (self.root(link.earlier), self.root(link.later));
            if one == other {
                kinds.entry(one).or_default().add(link.kind);
            }
        }
        let mut by_root: Vec<(u32, u32)> = (0..items.len() as u32).map(|at| (self.root(at), at)).collect();
        by_root.sort_unstable();
        let document = |at: u32| items.get(at as usize).map(|item| item.document);
        let mut groups = Vec::new();
        for group in by_root.chunk_by(|a, b| a.0 == b.0) {
            let Some((root, first)) = group.first() else { continue };
            if group.iter().any(|(_, at)| document(*at) != document(*first)) {
                let kind = kinds.get(root).copied().unwrap_or_default().most();
                groups.push(Group { quotes: group.iter().map(|(_, at)| *at).collect(), kind });
            }
        }
        groups
    }
}

/// The number of pairs of each kind in a cluster.
#[derive(Clone, Copy, Default)]
struct Votes {
    all: u32,
    formulas: u32,
    scriptures: u32,
}

impl Votes {
    fn add(&mut self, kind: PairKind) {
        self.all += 1;
        self.formulas += u32::from(kind == PairKind::Formula);
        self.scriptures += u32::from(kind == PairKind::Scripture);
    }

    /// The most frequent kind.
    const fn most(self) -> PairKind {
        if 2 * self.scriptures > self.all {
            PairKind::Scripture
        } else if 2 * (self.formulas + self.scriptures) > self.all {
            PairKind::Formula
        } else {
            PairKind::Utterance
        }
    }
}

/// The quotes of a cluster.
struct Group {
    quotes: Vec<u32>,
    kind: PairKind,
}

impl Group {
    /// Adds the words of the quotes. No other cluster contains these quotes.
    fn found<'d>(self, readings: &mut Readings<'d>) -> Found<'d> {
        let mut take =
            |at: &u32| readings.get_mut(*at as usize).and_then(Option::take).map(|read| read.reading);
        let readings: Vec<_> = self.quotes.iter().filter_map(&mut take).collect();
        Found { base: base(&readings), readings, quotes: self.quotes, kind: self.kind }
    }
}

/// Among the nearly fullest reports, the first one with the most frequent wording. A report with one word more than all others is not
/// chosen for its length, because that word may be the change.
fn base(readings: &[Reading<'_>]) -> usize {
    /// The minimum weight of a nearly fullest report, in tenths of the fullest.
    const NEARLY: u32 = 8;
    let fullest = readings.iter().map(Reading::mass).max().unwrap_or(0);
    let mut alike: HashMap<Vec<u64>, (u32, usize), FixedState> = HashMap::default();
    for (at, reading) in readings.iter().enumerate() {
        if 10 * reading.mass() >= NEARLY * fullest {
            alike.entry(reading.keys().collect()).or_insert((0, at)).0 += 1;
        }
    }
    let most = alike.into_values().max_by_key(|(count, first)| (*count, Reverse(*first)));
    most.map_or(0, |(_, first)| first)
}
