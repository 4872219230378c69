//! Traces an utterance through many documents: who reported it, from whom, and what changed on the way.
//!
//! ```text
//! documents ─▶ candidates ─▶ clusters ─▶ members, first seen, drift, who took it from whom
//!              (signatures)  (compare)
//! ```
//!
//! ```
//! use isnad::trace::{DriftKind, TraceDocument, trace};
//!
//! let outlets = [
//!     ("a", "الضفاف", "2024-03-05", "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل 25 نيسان."),
//!     ("b", "الميناء", "2024-03-06", "نقلت الضفاف عن هالة المرزوقي قولها إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل 20 نيسان."),
//! ];
//! let documents: Vec<_> = outlets
//!     .iter()
//!     .map(|(id, outlet, published, text)| {
//!         TraceDocument::new(*id, text, &isnad::analyze(text)).with_outlet(*outlet).with_published(*published)
//!     })
//!     .collect();
//!
//! let traced = trace(&documents);
//! let cluster = &traced.clusters[0];
//! assert_eq!(cluster.members.len(), 2);
//! assert_eq!(cluster.speaker.as_deref(), Some("هالة المرزوقي"));
//! assert_eq!((&*cluster.drift[0].base, &*cluster.drift[0].text), ("25", "20"));
//! assert_eq!(cluster.drift[0].kind, DriftKind::Number);
//! let edge = &cluster.edges[0];
//! assert_eq!(documents[cluster.members[edge.source].document].id, "a");
//! assert_eq!(edge.name.as_deref(), Some("الضفاف"));
//! ```

mod candidates;
mod clusters;
mod document;
mod drift;
mod edges;
mod gathered;
pub(super) mod given;
mod members;
mod result;
mod runs;
mod seen;
mod speakers;
#[cfg(test)]
mod tests;

use crate::text::{Cancel, Cancelled};

pub use document::{TraceCue, TraceDocument, TraceQuote, TraceSpeaker};
pub use result::{
    Cluster, Coverage, Drift, DriftKind, DriftPlace, Edge, EdgeEvidence, FirstSeen, Member, SpeakerRelation,
    Stance, Strength, Trace,
};

pub use super::published::Precision;
use candidates::Item;
use gathered::Gathered;

/// Joins the quotes of many documents that report one utterance, and lists what changed between them. The result does not depend on the order
/// of the documents, except for [`Member::document`], which is an index into `documents`.
///
/// Quotes of one document are joined only through a quote of another document. Words are read as in [`compare`](crate::compare()). Time and
/// memory are linear in the quotes: a quote is compared with at most 12 others to find its cluster, and once more when two clusters join.
/// Each compared word takes 64 bytes.
#[must_use]
pub fn trace(documents: &[TraceDocument]) -> Trace {
    // The call cannot be cancelled.
    try_trace(documents, Cancel::NEVER).unwrap_or_default()
}

/// Does the same as [`trace`], and can be cancelled.
pub(crate) fn try_trace(documents: &[TraceDocument], cancel: &Cancel) -> Result<Trace, Cancelled> {
    let items = Item::all(documents);
    let candidates = candidates::pairs(&items);
    told(documents, &items, &candidates, cancel)
}

/// The clusters of the items, given the candidate pairs.
fn told(
    documents: &[TraceDocument],
    items: &[Item<'_>],
    candidates: &[(u32, u32)],
    cancel: &Cancel,
) -> Result<Trace, Cancelled> {
    let mut clusters = Vec::new();
    for found in clusters::clusters(items, candidates, cancel)? {
        clusters.push(members::cluster(&Gathered::of(documents, items, &found)));
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
    }
    // Clusters in the most documents first. The sort is stable, so ties stay in the order of their first members.
    clusters.sort_by_key(|cluster| std::cmp::Reverse(cluster.documents));
    Ok(Trace { clusters, quotes: items.len() })
}
