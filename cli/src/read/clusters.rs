//! Human-readable clusters of a trace.

use isnad::PairKind;
use isnad::trace::{
    Cluster, Coverage, Drift, DriftKind, Edge, EdgeEvidence, Member, SpeakerRelation, Stance, Trace,
    TraceDocument, TraceQuote,
};

use super::count;
use crate::style::Style;

/// The maximum number of differences listed per cluster. Further ones are only counted, because there can be
/// many spellings.
const LISTED: usize = 12;

/// The clusters, one below the other.
pub fn clusters(documents: &[TraceDocument], traced: &Trace, style: Style) -> String {
    let mut lines = Lines { documents, style, text: String::new() };
    let told = format!(
        "{}, {}, {} in two documents or more",
        count(documents.len(), "document"),
        count(traced.quotes, "quote"),
        count(traced.clusters.len(), "utterance")
    );
    lines.add(0, &style.dim(&told));
    for cluster in &traced.clusters {
        lines.text.push('\n');
        lines.cluster(cluster);
    }
    lines.text
}

struct Lines<'d> {
    documents: &'d [TraceDocument],
    style: Style,
    text: String,
}

impl<'d> Lines<'d> {
    fn add(&mut self, depth: usize, words: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(words);
        self.text.push('\n');
    }

    fn cluster(&mut self, cluster: &Cluster) {
        let speaker =
            cluster.speaker.as_deref().map_or("nobody named".to_owned(), |name| self.style.words(name));
        let kind =
            if cluster.kind == PairKind::Utterance { String::new() } else { format!(", {}", cluster.kind) };
        let told = format!(
            "{} in {}{kind}",
            count(cluster.members.len(), "report"),
            count(cluster.documents, "document")
        );
        self.add(0, &format!("{} {}", self.style.name(&speaker), self.style.dim(&told)));
        if let Some(base) = cluster.members.get(cluster.base).and_then(|member| self.quote(member)) {
            self.add(1, &self.style.words(&base.words));
        }
        for (at, member) in cluster.members.iter().enumerate() {
            self.member(cluster, at, member);
        }
        for edge in &cluster.edges {
            self.edge(cluster, edge);
        }
        for row in cluster.drift.iter().take(LISTED) {
            self.drift(cluster, row);
        }
        if cluster.drift.len() > LISTED {
            self.add(
                1,
                &self.style.dim(&format!("and {}", count(cluster.drift.len() - LISTED, "other difference"))),
            );
        }
    }

    fn quote(&self, member: &Member) -> Option<&'d TraceQuote> {
        self.documents.get(member.document)?.quotes.get(member.quote)
    }

    /// The name of a member's document: its outlet and its id.
    fn name(&self, cluster: &Cluster, at: usize) -> String {
        let member = cluster.members.get(at);
        let Some(document) = member.and_then(|member| self.documents.get(member.document)) else {
            return String::new();
        };
        let outlet = document
            .outlet
            .as_deref()
            .map_or_else(String::new, |outlet| format!("{} ", self.style.words(outlet)));
        format!("{outlet}{}", self.style.words(&document.id))
    }

    fn member(&mut self, cluster: &Cluster, at: usize, member: &Member) {
        let published =
            self.documents.get(member.document).and_then(|document| document.published.as_deref());
        let first = cluster.first_seen.as_ref().filter(|seen| seen.members.contains(&at));
        let first = first.map(|seen| if seen.members.len() > 1 { "first, with others" } else { "first" });
        let coverage = (member.coverage != Coverage::Complete).then(|| member.coverage.as_str());
        let stance = (member.stance != Stance::Affirmed).then(|| member.stance.as_str());
        let told: Vec<&str> = [first, coverage, stance].into_iter().flatten().collect();
        let quote = self.quote(member);
        let speaker = quote
            .and_then(|quote| quote.speaker.as_ref())
            .filter(|_| member.speaker != SpeakerRelation::Same);
        let speaker = match (member.speaker, speaker) {
            (SpeakerRelation::Nobody, _) => " names no one".to_owned(),
            (_, Some(speaker)) => format!(" {}", self.style.words(&speaker.name)),
            _ => String::new(),
        };
        let relays = quote.map(|quote| quote.relays.join("، ")).filter(|relays| !relays.is_empty());
        let relays =
            relays.map_or_else(String::new, |relays| format!(" through {}", self.style.words(&relays)));
        let told =
            if told.is_empty() { String::new() } else { self.style.dim(&format!(" ({})", told.join(", "))) };
        let name = self.name(cluster, at);
        self.add(1, &format!("{} {name}{speaker}{relays}{told}", published.unwrap_or("undated")));
    }

    fn edge(&mut self, cluster: &Cluster, edge: &Edge) {
        let [taker, source] = [edge.taker, edge.source].map(|at| self.name(cluster, at));
        let name = edge.name.as_deref().map_or_else(String::new, |name| self.style.words(name));
        let told = match edge.evidence {
            EdgeEvidence::NamesOutlet => format!("{taker} took it from {source}: it names {name}"),
            EdgeEvidence::SharedAgency => format!("{taker} and {source} have it from {name}"),
            EdgeEvidence::SharedChange => format!("{taker} may have it from {source}: both say {name}"),
            _ => format!("{taker} may have it from {source}: the same words, later"),
        };
        self.add(1, &told);
    }

    fn drift(&mut self, cluster: &Cluster, row: &Drift) {
        let mut members: Vec<String> =
            row.places.iter().map(|place| self.name(cluster, place.member)).collect();
        members.dedup();
        let [base, text] = [&row.base, &row.text].map(|words| match words.as_str() {
            "" => "nothing".to_owned(),
            words => self.style.words(words),
        });
        let kind = self.style.cue(row.kind.as_str());
        let told = match row.kind {
            DriftKind::Dropped => format!("{kind}: {base}"),
            DriftKind::Added => format!("{kind}: {text}"),
            _ => format!("{kind}: {text} for {base}"),
        };
        self.add(1, &format!("{told} {}", self.style.dim(&format!("({})", members.join(", ")))));
    }
}
