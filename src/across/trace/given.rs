//! Traces with candidate pairs from another program. If the documents are on many machines, that program counts and sorts for all of them.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::candidates::Item;
use super::clusters::Read;
use super::document::TraceDocument;
use super::result::Trace;
use super::told;
use crate::across::published::Published;
use crate::text::Cancel;

/// A quote: the index of its document in the input, and its index in the document.
pub type Place = (usize, usize);

/// Does the same as [`trace`](super::trace()), with these pairs as candidates. The documents must be sorted: by [`moment`], with undated ones last,
/// then by outlet, id and words.
#[must_use]
pub fn trace_pairs(documents: &[TraceDocument], pairs: &[[Place; 2]]) -> Trace {
    let items = Item::in_order(documents);
    let places = items.iter().zip(0..).map(|(item, at)| ((item.document, item.index), at));
    let places: HashMap<Place, u32, FixedState> = places.collect();
    let known = pairs.iter().filter_map(|[a, b]| places.get(a).copied().zip(places.get(b).copied()));
    let mut candidates: Vec<(u32, u32)> = known.map(|(a, b)| (a.min(b), a.max(b))).collect();
    candidates.sort_unstable();
    candidates.dedup();
    // The call cannot be cancelled.
    told(documents, &items, &candidates, Cancel::NEVER).unwrap_or_default()
}

/// Returns for each of `others`, which all precede `quote`, whether it may be joined with it. Each quote is given as words and publication time.
#[must_use]
pub fn related<'q>(quote: (&'q str, Option<&str>), others: &[(&'q str, Option<&str>)]) -> Vec<bool> {
    let read = |quote: &(&'q str, Option<&str>)| Read::new(quote.0, quote.1.and_then(Published::read));
    let later = read(&quote);
    others.iter().map(|other| read(other).relate(&later).is_some()).collect()
}

/// The sort key of a day or a time: the day, the second if a time is given, and the precision.
#[must_use]
pub fn moment(published: &str) -> Option<(i64, Option<u32>, u8)> {
    Published::read(published).map(|it| (it.day, it.second, it.precision as u8))
}
