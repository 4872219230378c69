//! What [`trace`](super::trace()) gives.

use crate::across::compare::PairKind;
use crate::across::published::Precision;
use crate::text::{Span, kinds};

/// The utterances that several documents report.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Trace {
    /// Each with those who report it: those in most documents first, then by the time of their first reports.
    pub clusters: Vec<Cluster>,
    /// How many quotes there were.
    pub quotes: usize,
}

/// One utterance and those who report it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Cluster {
    /// What it is. A formula is said again and again, and scripture is no news: do not count them as such.
    pub kind: PairKind,
    /// Who said it: the name on which most members agree, weighed by confidence, in its fullest form. `None` if no member names anybody.
    pub speaker: Option<String>,
    /// The reports, by time of publication, then by outlet and document.
    pub members: Vec<Member>,
    /// How many documents they are in.
    pub documents: usize,
    /// The report with which the others are compared, as an index into `members`: of those that have nearly all of it, the first of those
    /// that most have word for word. It is called the fullest report below.
    pub base: usize,
    /// Who has it first; `None` if no member has a time.
    pub first_seen: Option<FirstSeen>,
    /// Who took it from whom, as far as there is evidence.
    pub edges: Vec<Edge>,
    /// What differs from the fullest report: the most harmful first.
    pub drift: Vec<Drift>,
}

/// One report of an utterance.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Member {
    /// Its document, as an index into those that were traced.
    pub document: usize,
    /// Its quote, as an index into [`TraceDocument::quotes`](super::TraceDocument::quotes).
    pub quote: usize,
    /// How much of the fullest report it has.
    pub coverage: Coverage,
    /// How far its words agree with those of the fullest report, 0 to 1.
    pub similarity: f32,
    /// How the speaker that it names relates to that of the cluster.
    pub speaker: SpeakerRelation,
    /// Whether it affirms the utterance.
    pub stance: Stance,
}

kinds! {
    /// How much of an utterance a report has.
    pub enum Coverage {
        /// All of it, if in other words.
        Complete "complete",
        /// A part and nothing else.
        Part "part",
        /// Each has something that the other has not.
        Overlap "overlap",
    }
}

kinds! {
    /// How the speaker of a report relates to the one on whom most reports agree.
    pub enum SpeakerRelation {
        /// The same name.
        Same "same",
        /// Another spelling of it.
        Variant "variant",
        /// A part of it, or more of it: the surname alone.
        Contained "contained",
        /// An office, a title or an unnamed source, which may be the same person.
        Role "role",
        /// A body for its spokesman, or the other way round.
        Body "body",
        /// Another name. The extraction may be wrong: look at the sentences, and at the confidences.
        Other "other",
        /// The report names nobody.
        Nobody "nobody",
    }
}

kinds! {
    /// What a report says of the utterance.
    pub enum Stance {
        /// The speaker says so.
        Affirmed "affirmed",
        /// The speaker denies it: "نفى أن", or "غير صحيح" in the words.
        Denied "denied",
        /// The writer keeps away from it: "زعم".
        Doubted "doubted",
        /// The speaker asks.
        Asked "asked",
    }
}

/// Who reports an utterance first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct FirstSeen {
    /// Members of which none is known to be earlier than another; more than one is a tie.
    pub members: Vec<usize>,
    /// The time of the first of them, as its document has it.
    pub published: String,
    /// How exactly it is known.
    pub precision: Precision,
    /// How many members have no time, and may be earlier.
    pub undated: usize,
}

/// That one member took the utterance from another, or both from a third.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Edge {
    /// The member that has it from elsewhere.
    pub taker: usize,
    /// The member that it has it from; with [`EdgeEvidence::SharedAgency`] the other one of the two, which is no source.
    pub source: usize,
    /// What says so.
    pub evidence: EdgeEvidence,
    /// How much that is worth.
    pub strength: Strength,
    /// The outlet or agency that is named, or the words that both have and most others have not.
    pub name: Option<String>,
}

kinds! {
    /// What says that a report was taken from another.
    pub enum EdgeEvidence {
        /// It names the other's outlet as the one that passed the words on.
        NamesOutlet "names-outlet",
        /// Both name one agency, which is no outlet of the cluster. Neither took it from the other.
        SharedAgency "shared-agency",
        /// Both have the same number, name or insertion, which most others have not.
        SharedChange "shared-change",
        /// Both have the same words, and it is later. It may be chance.
        SameWording "same-wording",
    }
}

kinds! {
    /// How much evidence is worth.
    pub enum Strength {
        /// The text says so.
        Strong "strong",
        /// Hardly chance.
        Good "good",
        /// Possibly chance.
        Weak "weak",
    }
}

/// A difference between the fullest report and others.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Drift {
    /// What it is.
    pub kind: DriftKind,
    /// What the fullest report has there; empty if nothing.
    pub base: String,
    /// What the others have; empty if nothing.
    pub text: String,
    /// The members that have it.
    pub places: Vec<DriftPlace>,
}

/// A member that differs from the fullest report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DriftPlace {
    /// The member.
    pub member: usize,
    /// Where it is in the [words](super::TraceQuote::words) of the fullest report; `None` for what is not in the words, as a speaker.
    pub base: Option<Span>,
    /// The same in the words of the member.
    pub span: Option<Span>,
}

kinds! {
    /// What differs between two reports, the most harmful first.
    #[derive(PartialOrd, Ord)]
    pub enum DriftKind {
        /// A negation or denial that only one of them has, or up for down.
        Polarity "polarity",
        /// A number, date or time.
        Number "number",
        /// A name in the words.
        Name "name",
        /// Who said it.
        Speaker "speaker",
        /// A word of doubt: perhaps, about.
        Hedge "hedge",
        /// All, some, only.
        Quantifier "quantifier",
        /// How strongly it is said: "زعم" for "قال", "أكد" for "قال".
        Cue "cue",
        /// Words that the member leaves out.
        Dropped "dropped",
        /// Words that the member adds.
        Added "added",
        /// One word for another.
        Wording "wording",
        /// Who passed it on.
        Relay "relay",
        /// The same word in another place.
        Order "order",
        /// Another form of a word.
        Form "form",
        /// Another spelling of a word.
        Spelling "spelling",
    }
}
