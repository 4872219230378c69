//! The result of [`trace`](super::trace()).

use crate::across::compare::PairKind;
use crate::across::published::Precision;
use crate::text::{Span, kinds};

/// The utterances that more than one document reports.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Trace {
    /// One cluster for each utterance: those in the most documents first, then by the time of the first report.
    pub clusters: Vec<Cluster>,
    /// The number of quotes in the input.
    pub quotes: usize,
}

/// One utterance and its reports.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Cluster {
    /// The kind of text. A formula is said repeatedly, and scripture is not news: do not count them as such.
    pub kind: PairKind,
    /// The speaker: the name on which most members agree, weighted by confidence, in its fullest form. `None` if no member names a speaker.
    pub speaker: Option<String>,
    /// The reports, by time of publication, then by outlet and document.
    pub members: Vec<Member>,
    /// The number of documents that contain the reports.
    pub documents: usize,
    /// The report that the others are compared with, as an index into `members`. Among the reports that contain nearly all of the
    /// utterance, it is the first one with the most frequent wording. It is called the fullest report below.
    pub base: usize,
    /// The members that have it first; `None` if no member has a time.
    pub first_seen: Option<FirstSeen>,
    /// Which member took it from which, as far as there is evidence.
    pub edges: Vec<Edge>,
    /// Differences from the fullest report, most harmful first.
    pub drift: Vec<Drift>,
}

/// One report of an utterance.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Member {
    /// The index of its document in the input of the trace.
    pub document: usize,
    /// The index of its quote in [`TraceDocument::quotes`](super::TraceDocument::quotes).
    pub quote: usize,
    /// How much of the fullest report it contains.
    pub coverage: Coverage,
    /// How similar its words are to those of the fullest report, from 0 to 1.
    pub similarity: f32,
    /// How its speaker relates to the speaker of the cluster.
    pub speaker: SpeakerRelation,
    /// Its stance towards the utterance.
    pub stance: Stance,
}

kinds! {
    /// How much of an utterance a report contains.
    pub enum Coverage {
        /// All of it, possibly in other words.
        Complete "complete",
        /// A part of it and nothing else.
        Part "part",
        /// Each of the two contains something that the other does not.
        Overlap "overlap",
    }
}

kinds! {
    /// How the speaker of a report relates to the speaker on whom most reports agree.
    pub enum SpeakerRelation {
        /// The same name.
        Same "same",
        /// Another spelling of the name.
        Variant "variant",
        /// A shorter or longer form of the name, such as the surname alone.
        Contained "contained",
        /// An office, a title or an unnamed source, which may be the same person.
        Role "role",
        /// A body instead of its spokesperson, or the reverse.
        Body "body",
        /// A different name. The extraction may be wrong: check the sentences and the confidences.
        Other "other",
        /// The report does not name a speaker.
        Nobody "nobody",
    }
}

kinds! {
    /// The stance of a report towards the utterance.
    pub enum Stance {
        /// The speaker asserts it.
        Affirmed "affirmed",
        /// The speaker denies it: "نفى أن", or "غير صحيح" in the words.
        Denied "denied",
        /// The writer does not endorse it: "زعم".
        Doubted "doubted",
        /// The speaker asks it.
        Asked "asked",
    }
}

/// The members that report an utterance first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct FirstSeen {
    /// The earliest members. If there are several, none is known to be earlier than another: a tie.
    pub members: Vec<usize>,
    /// The time of the first of them, as its document gives it.
    pub published: String,
    /// The precision of that time.
    pub precision: Precision,
    /// The number of members without a time, which may be earlier.
    pub undated: usize,
}

/// Evidence that one member took the utterance from another, or both from a third source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Edge {
    /// The member that took it.
    pub taker: usize,
    /// The member that it was taken from. With [`EdgeEvidence::SharedAgency`] it is the other of the two, and not a source.
    pub source: usize,
    /// The kind of evidence.
    pub evidence: EdgeEvidence,
    /// The strength of the evidence.
    pub strength: Strength,
    /// The outlet or agency that is named, or the words that both have and most others do not.
    pub name: Option<String>,
}

kinds! {
    /// The kind of evidence that a report was taken from another.
    pub enum EdgeEvidence {
        /// The report names the other's outlet as a relay.
        NamesOutlet "names-outlet",
        /// Both name one agency, which is not an outlet of the cluster. Neither took it from the other.
        SharedAgency "shared-agency",
        /// Both have the same number, name or insertion, which most others do not have.
        SharedChange "shared-change",
        /// Both have the same words, and the taker is later. This may be chance.
        SameWording "same-wording",
    }
}

kinds! {
    /// The strength of evidence.
    pub enum Strength {
        /// The text says so.
        Strong "strong",
        /// Unlikely to be chance.
        Good "good",
        /// Possibly chance.
        Weak "weak",
    }
}

/// A difference between the fullest report and other reports.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Drift {
    /// The kind of difference.
    pub kind: DriftKind,
    /// The text in the fullest report; empty if it has none.
    pub base: String,
    /// The text in the other reports; empty if they have none.
    pub text: String,
    /// The members with the difference.
    pub places: Vec<DriftPlace>,
}

/// A member that differs from the fullest report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DriftPlace {
    /// The index of the member.
    pub member: usize,
    /// The place in the [words](super::TraceQuote::words) of the fullest report; `None` for a difference outside the words, such as the speaker.
    pub base: Option<Span>,
    /// The place in the words of the member; `None` as above.
    pub span: Option<Span>,
}

kinds! {
    /// The kind of difference between two reports, most harmful first.
    #[derive(PartialOrd, Ord)]
    pub enum DriftKind {
        /// A negation or denial that only one of them has, or opposites such as up and down.
        Polarity "polarity",
        /// A number, date or time.
        Number "number",
        /// A name in the words.
        Name "name",
        /// The speaker.
        Speaker "speaker",
        /// A word of doubt: perhaps, about.
        Hedge "hedge",
        /// All, some, only.
        Quantifier "quantifier",
        /// The strength of the cue: "زعم" for "قال", "أكد" for "قال".
        Cue "cue",
        /// Words that the member leaves out.
        Dropped "dropped",
        /// Words that the member adds.
        Added "added",
        /// One word replaced by another.
        Wording "wording",
        /// A relay.
        Relay "relay",
        /// The same word at another place.
        Order "order",
        /// Another form of a word.
        Form "form",
        /// Another spelling of a word.
        Spelling "spelling",
    }
}
