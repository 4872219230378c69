//! Finds which members have an utterance first.

use super::candidates::Item;
use super::document::TraceDocument;
use super::result::FirstSeen;

/// The earliest of the members; `None` if none has a time.
pub fn first(documents: &[TraceDocument], members: &[&Item<'_>]) -> Option<FirstSeen> {
    let dated = || members.iter().enumerate().filter_map(|(at, item)| Some((at, item, item.published?)));
    let (_, first, published) = dated().min_by_key(|(at, _, published)| (*published, *at))?;
    // A day without a time may be earlier than any time of that day.
    let not_later = |other: &_| !published.is_before(*other);
    let tied = dated().filter(|(_, _, other)| not_later(other)).map(|(at, _, _)| at).collect();
    Some(FirstSeen {
        members: tied,
        published: documents.get(first.document)?.published.clone()?,
        precision: published.precision,
        undated: members.len() - dated().count(),
    })
}
