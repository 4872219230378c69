//! From quotes that report one utterance to a cluster.

use std::collections::BTreeMap;

use super::candidates::Item;
use super::clusters::Found;
use super::document::{TraceDocument, TraceQuote, TraceSpeaker};
use super::result::{Cluster, Coverage, Member, SpeakerRelation, Stance};
use super::{drift, edges, seen};
use crate::across::compare::{Comparison, QuoteSide, Reading, Relation};
use crate::across::names::{Name, NameRelation};
use crate::lexicon::CueClass;
use crate::quotes::EntityKind;

/// So many different names of a cluster are compared with each other; others are compared with the one that is chosen.
const MOST_NAMES: usize = 32;

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

    /// The cluster.
    pub fn cluster(&self) -> Cluster {
        let compared = self.compared();
        let speakers = Speakers::of(&self.items);
        let all = self.items.iter().zip(&self.found.readings).zip(&compared);
        let members: Vec<Member> =
            all.map(|((item, reading), it)| member(item, reading, it, &speakers)).collect();
        let drift = drift::rows(self, &compared, &speakers, &members);
        let edges = edges::edges(self, &drift);
        let mut documents: Vec<usize> = self.items.iter().map(|item| item.document).collect();
        documents.sort_unstable();
        documents.dedup();
        Cluster {
            kind: self.found.kind,
            speaker: speakers.chosen.map(|speaker| speaker.name.clone()),
            documents: documents.len(),
            base: self.found.base,
            first_seen: seen::first(self.documents, &self.items),
            members,
            edges,
            drift,
        }
    }

    /// The fullest report against each.
    fn compared(&self) -> Vec<Comparison> {
        let Some(base) = self.found.readings.get(self.found.base) else { return Vec::new() };
        self.found.readings.iter().map(|reading| base.compare(reading)).collect()
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

/// How much of the first of two reports the second has.
const fn coverage(compared: &Comparison) -> Coverage {
    match (compared.relation, compared.part) {
        (Relation::Part, Some(QuoteSide::B)) => Coverage::Part,
        (Relation::Different, _) => Coverage::Overlap,
        _ => Coverage::Complete,
    }
}

/// What the report says of its words.
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

/// Who the members say has said it.
pub struct Speakers<'d> {
    /// On whom most agree.
    chosen: Option<&'d TraceSpeaker>,
    name: Name,
}

/// A name with what is known of it.
struct Named<'d> {
    speaker: &'d TraceSpeaker,
    name: Name,
    /// The confidences of all members that have it, in thousandths.
    weight: u64,
}

impl<'d> Speakers<'d> {
    fn of(items: &[&Item<'d>]) -> Self {
        let named = named(items);
        let agreed = |one: &Named<'_>| -> u64 {
            let agrees = |other: &&Named<'_>| {
                !matches!(one.name.compare(&other.name), NameRelation::Different | NameRelation::Unknown)
            };
            named.iter().take(MOST_NAMES).filter(agrees).map(|other| other.weight).sum()
        };
        // A role is no name, however many agree on it.
        let rank = |one: &Named<'_>| {
            (
                one.name.compare(&one.name) != NameRelation::Unknown,
                agreed(one),
                one.speaker.name.chars().count(),
            )
        };
        let best = named.iter().take(MOST_NAMES).map(|one| (rank(one), one));
        let best = best
            .max_by(|(a, one), (b, other)| a.cmp(b).then_with(|| other.speaker.name.cmp(&one.speaker.name)));
        let chosen = best.map(|(_, one)| one.speaker);
        Self { chosen, name: chosen.map_or_else(Name::default, |speaker| Name::read(&speaker.name)) }
    }

    /// How a member's speaker relates to the one that was chosen.
    pub fn relation(&self, speaker: Option<&TraceSpeaker>) -> SpeakerRelation {
        let (Some(chosen), Some(speaker)) = (self.chosen, speaker.filter(|it| !it.name.is_empty())) else {
            return SpeakerRelation::Nobody;
        };
        if speaker.name == chosen.name {
            return SpeakerRelation::Same;
        }
        let bodies = [chosen, speaker].map(|it| it.kind == EntityKind::Organisation);
        match self.name.compare(&Name::read(&speaker.name)) {
            NameRelation::Same => SpeakerRelation::Same,
            NameRelation::Variant => SpeakerRelation::Variant,
            NameRelation::Contained => SpeakerRelation::Contained,
            _ if bodies[0] != bodies[1] => SpeakerRelation::Body,
            NameRelation::Unknown => SpeakerRelation::Role,
            NameRelation::Different => SpeakerRelation::Other,
        }
    }

    /// The name that was chosen.
    pub fn name(&self) -> &'d str {
        self.chosen.map_or("", |speaker| &speaker.name)
    }
}

/// The names of the members, those with most weight first.
fn named<'d>(items: &[&Item<'d>]) -> Vec<Named<'d>> {
    let mut weights: BTreeMap<&'d str, (&'d TraceSpeaker, u64)> = BTreeMap::new();
    let speakers = items.iter().filter_map(|item| item.quote.speaker.as_ref());
    for speaker in speakers.filter(|speaker| !speaker.name.is_empty()) {
        weights.entry(&speaker.name).or_insert((speaker, 0)).1 += 1 + (speaker.confidence * 1000.0) as u64;
    }
    let mut named: Vec<_> = weights
        .into_values()
        .map(|(speaker, weight)| Named { speaker, name: Name::read(&speaker.name), weight })
        .collect();
    named.sort_by_key(|named| std::cmp::Reverse(named.weight));
    named
}
