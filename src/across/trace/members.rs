//! Builds a cluster from quotes that report one utterance.

use super::candidates::Item;
use super::document::TraceQuote;
use super::gathered::Gathered;
use super::result::{Cluster, Coverage, Member, Stance};
use super::speakers::Speakers;
use super::{drift, edges};
use crate::across::compare::{Comparison, QuoteSide, Reading, Relation};
use crate::lexicon::CueClass;

/// Builds the cluster from the collected data.
pub fn cluster(gathered: &Gathered<'_, '_>) -> Cluster {
    let compared = gathered.compared();
    let speakers = Speakers::of(gathered.items());
    let all = gathered.items().iter().zip(gathered.readings()).zip(&compared);
    let members: Vec<Member> =
        all.map(|((item, reading), it)| member(item, reading, it, &speakers)).collect();
    let drift = drift::rows(gathered, &compared, &speakers, &members);
    let edges = edges::edges(gathered, &drift);
    let mut documents: Vec<usize> = gathered.items().iter().map(|item| item.document).collect();
    documents.sort_unstable();
    documents.dedup();
    Cluster {
        kind: gathered.kind(),
        speaker: speakers.is_known().then(|| speakers.name().to_owned()),
        documents: documents.len(),
        base: gathered.base(),
        first_seen: gathered.first_seen(),
        members,
        edges,
        drift,
    }
}

fn member(item: &Item<'_>, reading: &Reading<'_>, compared: &Comparison, speakers: &Speakers<'_>) -> Member {
    Member {
        document: item.document,
        quote: item.index,
        coverage: coverage(compared),
        similarity: compared.similarity,
        speaker: speakers.relation(item.quote.speaker.as_ref()),
        stance: stance(item.quote, reading.says_untrue()),
    }
}

/// How much of the first of two reports the second contains.
const fn coverage(compared: &Comparison) -> Coverage {
    match (compared.relation, compared.part) {
        (Relation::Part, Some(QuoteSide::B)) => Coverage::Part,
        (Relation::Different, _) => Coverage::Overlap,
        _ => Coverage::Complete,
    }
}

/// The stance of the report towards the utterance.
fn stance(quote: &TraceQuote, says_untrue: bool) -> Stance {
    match quote.cue.as_ref().map(|cue| cue.class) {
        Some(CueClass::Denial) if says_untrue => Stance::Affirmed,
        Some(CueClass::Denial) => Stance::Denied,
        _ if says_untrue => Stance::Denied,
        Some(CueClass::Claim) => Stance::Doubted,
        Some(CueClass::Question) => Stance::Asked,
        _ => Stance::Affirmed,
    }
}
