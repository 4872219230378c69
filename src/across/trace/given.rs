//! Traces of which another program has found the candidates: where documents are on many machines, it counts and sorts for all of them.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::candidates::Item;
use super::clusters::Read;
use super::document::TraceDocument;
use super::result::Trace;
use super::told;
use crate::across::published::Published;
use crate::text::Cancel;

/// A quote: the place of its document among those that are given, and its index in the document.
pub type Place = (usize, usize);

/// As [`trace`](super::trace()) where these pairs are the candidates. The documents are in order already: by [`moment`], those without one last; then
/// by outlet, id and what they say.
#[must_use]
pub fn trace_pairs(documents: &[TraceDocument], pairs: &[[Place; 2]]) -> Trace {
    let items = Item::in_order(documents);
    let places = items.iter().zip(0..).map(|(item, at)| ((item.document, item.index), at));
    let places: HashMap<Place, u32, FixedState> = places.collect();
    let known = pairs.iter().filter_map(|[a, b]| places.get(a).copied().zip(places.get(b).copied()));
    let mut candidates: Vec<(u32, u32)> = known.map(|(a, b)| (a.min(b), a.max(b))).collect();
    candidates.sort_unstable();
    candidates.dedup();
    // Nobody can cancel it.
    told(documents, &items, &candidates, Cancel::NEVER).unwrap_or_default()
}

/// Which of these quotes, all before it in the order, may be joined with a quote: each with its words and when it was published.
#[must_use]
pub fn related<'q>(quote: (&'q str, Option<&str>), others: &[(&'q str, Option<&str>)]) -> Vec<bool> {
    let read = |quote: &(&'q str, Option<&str>)| Read::new(quote.0, quote.1.and_then(Published::read));
    let later = read(&quote);
    others.iter().map(|other| read(other).relate(&later).is_some()).collect()
}

/// A day or a time as documents are sorted by it: the day, the second where it is told, and how exactly it is known.
#[must_use]
pub fn moment(published: &str) -> Option<(i64, Option<u32>, u8)> {
    Published::read(published).map(|it| (it.day, it.second, it.precision as u8))
}
