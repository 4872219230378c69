//! Finds the speaker of a cluster from the speakers that its members name.

use std::collections::BTreeMap;

use super::candidates::Item;
use super::document::TraceSpeaker;
use super::result::SpeakerRelation;
use crate::across::names::{Name, NameRelation};
use crate::quotes::EntityKind;

/// The maximum number of different names of a cluster that are compared with each other. Other names are compared with the chosen one.
const MOST_NAMES: usize = 32;

/// The speakers that the members name.
pub struct Speakers<'d> {
    /// The speaker on whom most members agree.
    chosen: Option<&'d TraceSpeaker>,
    name: Name,
}

/// A name with what is known about it.
struct Named<'d> {
    speaker: &'d TraceSpeaker,
    name: Name,
    /// The sum of the confidences of all members that have it, in thousandths.
    weight: u64,
}

impl<'d> Speakers<'d> {
    /// Reads the speakers of a cluster's members.
    pub fn of(items: &[&Item<'d>]) -> Self {
        let named = named(items);
        let agreed = |one: &Named<'_>| -> u64 {
            let agrees = |other: &&Named<'_>| one.name.compare(&other.name).can_be_one();
            named.iter().take(MOST_NAMES).filter(agrees).map(|other| other.weight).sum()
        };
        // A role is not a name, no matter how many members agree on it.
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

    /// How a member's speaker relates to the chosen one.
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

    /// Returns whether any member names a speaker.
    pub const fn is_known(&self) -> bool {
        self.chosen.is_some()
    }

    /// The chosen name.
    pub fn name(&self) -> &'d str {
        self.chosen.map_or("", |speaker| &speaker.name)
    }
}

/// The names of the members, highest weight first.
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
