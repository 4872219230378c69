//! The differences between the fullest report and the other reports.

use std::collections::BTreeMap;

use super::document::{TraceCue, TraceQuote};
use super::gathered::Gathered;
use super::result::{Drift, DriftKind, DriftPlace, Member, SpeakerRelation};
use super::runs::clauses;
use super::speakers::Speakers;
use crate::across::changes::{Edit, EditKind};
use crate::across::compare::Comparison;
use crate::across::names::Name;
use crate::lexicon::CueClass;
use crate::text::letter::plain;

/// The key by which differences are grouped: the kind and the words of both sides.
type Row<'w> = (DriftKind, &'w str, &'w str);

/// The differences, grouped by their words.
#[derive(Default)]
struct Rows<'w>(BTreeMap<Row<'w>, Vec<DriftPlace>>);

/// One row for each difference, most harmful first, then in the order of the members.
pub fn rows(
    gathered: &Gathered<'_, '_>,
    compared: &[Comparison],
    speakers: &Speakers<'_>,
    members: &[Member],
) -> Vec<Drift> {
    let mut rows = Rows::default();
    let Some(base) = gathered.quote(gathered.base()) else { return Vec::new() };
    let relays = Relays::of(base);
    for (at, (comparison, member)) in compared.iter().zip(members).enumerate() {
        let Some(quote) = gathered.quote(at) else { continue };
        if is_at_odds(member.speaker) {
            let name = quote.speaker.as_ref().map_or("", |speaker| &speaker.name);
            rows.add((DriftKind::Speaker, speakers.name(), name), DriftPlace::beside(at));
        }
        if at != gathered.base() {
            rows.words(base, quote, comparison, at);
            rows.cues(base, quote, at);
            rows.relays(&relays, quote, at);
        }
    }
    rows.sorted()
}

/// Returns whether a report names a different speaker.
const fn is_at_odds(relation: SpeakerRelation) -> bool {
    matches!(relation, SpeakerRelation::Other | SpeakerRelation::Body | SpeakerRelation::Role)
}

impl DriftPlace {
    /// The place of a difference that is not in the words.
    const fn beside(member: usize) -> Self {
        Self { member, base: None, span: None }
    }
}

impl<'w> Rows<'w> {
    fn add(&mut self, row: Row<'w>, place: DriftPlace) {
        self.0.entry(row).or_default().push(place);
    }

    /// Adds the differences in the words, except diacritics and tatweel. If only one of the two cues denies, a negation that only one quote
    /// has is not a difference, and a missing negation is.
    fn words(&mut self, base: &'w TraceQuote, quote: &'w TraceQuote, comparison: &Comparison, at: usize) {
        let mut denied = denies(base) != denies(quote);
        for edit in &clauses(&base.words, &quote.words, &comparison.edits) {
            if denied && edit.kind == EditKind::Polarity {
                denied = false;
                continue;
            }
            let [mine, theirs] = [edit.a.slice(&base.words), edit.b.slice(&quote.words)];
            if edit.kind == EditKind::Spelling && plain(mine).eq(plain(theirs)) {
                continue;
            }
            let place = DriftPlace { member: at, base: Some(edit.a), span: Some(edit.b) };
            self.add((kind(edit), mine, theirs), place);
        }
        if denied {
            self.add((DriftKind::Polarity, lemma(base), lemma(quote)), DriftPlace::beside(at));
        }
    }

    fn cues(&mut self, base: &'w TraceQuote, quote: &'w TraceQuote, at: usize) {
        let [mine, theirs] = [base, quote].map(|it| it.cue.as_ref().and_then(strength));
        if mine.zip(theirs).is_some_and(|(mine, theirs)| mine != theirs) {
            self.add((DriftKind::Cue, lemma(base), lemma(quote)), DriftPlace::beside(at));
        }
    }

    /// Adds the relays that only one of the two quotes has.
    fn relays(&mut self, relays: &Relays<'w>, quote: &'w TraceQuote, at: usize) {
        let others = Relays::of(quote);
        for name in others.without(relays) {
            self.add((DriftKind::Relay, "", name), DriftPlace::beside(at));
        }
        for name in relays.without(&others) {
            self.add((DriftKind::Relay, name, ""), DriftPlace::beside(at));
        }
    }

    fn sorted(self) -> Vec<Drift> {
        let mut rows: Vec<_> = self.0.into_iter().collect();
        let first =
            |places: &[DriftPlace]| places.first().map(|place| (place.member, place.base, place.span));
        rows.sort_by_key(|((kind, ..), places)| (*kind, first(places)));
        rows.into_iter()
            .map(|((kind, base, text), places)| Drift {
                kind,
                base: base.to_owned(),
                text: text.to_owned(),
                places,
            })
            .collect()
    }
}

fn denies(quote: &TraceQuote) -> bool {
    quote.cue.as_ref().is_some_and(|cue| cue.class == CueClass::Denial)
}

fn lemma(quote: &TraceQuote) -> &str {
    quote.cue.as_ref().map_or("", |cue| &cue.lemma)
}

/// How strongly a cue asserts; `None` for a cue that denies or asks.
const fn strength(cue: &TraceCue) -> Option<u8> {
    match cue.class {
        CueClass::Denial | CueClass::Question => None,
        CueClass::Claim => Some(0),
        CueClass::Opinion | CueClass::Forecast => Some(1),
        CueClass::Assertion
        | CueClass::Admission
        | CueClass::Promise
        | CueClass::Warning
        | CueClass::Demand
        | CueClass::Judgement => Some(3),
        _ => Some(2),
    }
}

const fn kind(edit: &Edit) -> DriftKind {
    match edit.kind {
        EditKind::Polarity => DriftKind::Polarity,
        EditKind::Number => DriftKind::Number,
        EditKind::Name => DriftKind::Name,
        EditKind::Hedge => DriftKind::Hedge,
        EditKind::Quantifier => DriftKind::Quantifier,
        EditKind::Changed => DriftKind::Wording,
        EditKind::Dropped => DriftKind::Dropped,
        EditKind::Added => DriftKind::Added,
        EditKind::Moved => DriftKind::Order,
        EditKind::Form => DriftKind::Form,
        EditKind::Spelling => DriftKind::Spelling,
    }
}

/// The relays of a quote.
struct Relays<'w>(Vec<(&'w str, Name)>);

impl<'w> Relays<'w> {
    /// The maximum number of relays of a quote that are compared.
    const MOST: usize = 8;

    fn of(quote: &'w TraceQuote) -> Self {
        Self(quote.relays.iter().take(Self::MOST).map(|name| (name.as_str(), Name::read(name))).collect())
    }

    /// The names that the other quote does not have.
    fn without(&self, other: &Self) -> Vec<&'w str> {
        let is_there = |name: &(&str, Name)| other.0.iter().any(|it| is_one(name, it));
        self.0.iter().filter(|name| !is_there(name)).map(|(name, _)| *name).collect()
    }
}

fn is_one(a: &(&str, Name), b: &(&str, Name)) -> bool {
    a.0 == b.0 || a.1.compare(&b.1).can_be_one()
}
