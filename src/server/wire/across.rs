//! The results of tracing as messages.

use super::enums::encoding;
use super::pb;
use super::spans::Spans;
use crate::LEXICON_VERSION;
use crate::text::{OffsetEncoding, Span};
use crate::trace::{Cluster, Drift, DriftPlace, Edge, FirstSeen, Member, Trace, TraceDocument, TraceQuote};

pub use super::pb::TraceResponse;

/// The document of a text with its spans in the caller's unit.
#[must_use]
pub fn in_unit(document: TraceDocument, text: &str, unit: OffsetEncoding) -> TraceDocument {
    let spans = Spans::new(text, unit);
    let within = |span: Span| spans.within(span);
    let mut document = document;
    for quote in &mut document.quotes {
        quote.content.iter_mut().for_each(|span| *span = within(*span));
        quote.sentence = quote.sentence.map(within);
    }
    document
}

/// The answer of `Trace` for documents whose spans are already in the caller's unit.
#[must_use]
pub fn trace_response(documents: &[TraceDocument], trace: Trace, unit: OffsetEncoding) -> TraceResponse {
    TraceResponse {
        offset_encoding: encoding(unit).into(),
        documents: documents.len() as u32,
        quotes: trace.quotes as u32,
        clusters: trace.clusters.into_iter().map(|found| cluster(documents, found, unit)).collect(),
        errors: Vec::new(),
        lexicon_version: LEXICON_VERSION.to_owned(),
    }
}

/// One cluster of the answer.
#[must_use]
pub fn cluster(documents: &[TraceDocument], cluster: Cluster, unit: OffsetEncoding) -> pb::Cluster {
    let quotes: Vec<Option<&TraceQuote>> = cluster.members.iter().map(|it| quote(documents, it)).collect();
    let words: Vec<&str> = quotes.iter().map(|quote| quote.map_or("", |quote| &quote.words)).collect();
    let drift = drift(&words, cluster.base, cluster.drift, unit);
    pb::Cluster {
        kind: pb::UtteranceKind::from(cluster.kind).into(),
        speaker: cluster.speaker.unwrap_or_default(),
        members: cluster.members.iter().filter_map(|it| member(documents, it)).collect(),
        documents: cluster.documents as u32,
        base: cluster.base as u32,
        first_seen: cluster.first_seen.map(first_seen),
        edges: cluster.edges.into_iter().map(edge).collect(),
        drift,
    }
}

fn quote<'d>(documents: &'d [TraceDocument], member: &Member) -> Option<&'d TraceQuote> {
    documents.get(member.document)?.quotes.get(member.quote)
}

fn member(documents: &[TraceDocument], member: &Member) -> Option<pb::ClusterMember> {
    let document = documents.get(member.document)?;
    let quote = document.quotes.get(member.quote)?;
    let span = |span: &Span| pb::Span { start: span.start, end: span.end };
    let speaker = quote.speaker.clone().unwrap_or_default();
    let class = quote.cue.as_ref().map_or(pb::CueClass::Unspecified, |cue| cue.class.into());
    let kind = quote.kind.map_or(pb::QuoteType::Unspecified, Into::into);
    Some(pb::ClusterMember {
        id: document.id.clone(),
        outlet: document.outlet.clone().unwrap_or_default(),
        published: document.published.clone().unwrap_or_default(),
        quote: member.quote as u32,
        content: quote.content.iter().map(span).collect(),
        sentence: quote.sentence.as_ref().map(span),
        words: quote.words.clone(),
        r#type: kind.into(),
        cue: quote.cue.as_ref().map_or_else(String::new, |cue| cue.lemma.clone()),
        cue_class: class.into(),
        speaker: speaker.name,
        titles: speaker.titles,
        speaker_confidence: speaker.confidence,
        speaker_relation: pb::SpeakerRelation::from(member.speaker).into(),
        relays: quote.relays.clone(),
        coverage: pb::Coverage::from(member.coverage).into(),
        similarity: member.similarity,
        stance: pb::Stance::from(member.stance).into(),
        confidence: quote.confidence,
    })
}

fn first_seen(seen: FirstSeen) -> pb::FirstSeen {
    pb::FirstSeen {
        members: seen.members.into_iter().map(|member| member as u32).collect(),
        published: seen.published,
        precision: pb::Precision::from(seen.precision).into(),
        undated: seen.undated as u32,
    }
}

fn edge(edge: Edge) -> pb::ClusterEdge {
    pb::ClusterEdge {
        taker: edge.taker as u32,
        source: edge.source as u32,
        evidence: pb::EdgeEvidence::from(edge.evidence).into(),
        strength: pb::EdgeStrength::from(edge.strength).into(),
        name: edge.name.unwrap_or_default(),
    }
}

/// The drift of a cluster. The words of each member are indexed once.
fn drift(words: &[&str], base: usize, rows: Vec<Drift>, unit: OffsetEncoding) -> Vec<pb::Drift> {
    let spans: Vec<Spans<'_>> = words.iter().map(|words| Spans::new(words, unit)).collect();
    let over = |member: usize, span: Option<Span>| spans.get(member).and_then(|spans| spans.maybe(span));
    let place = |place: DriftPlace| pb::DriftPlace {
        member: place.member as u32,
        base: over(base, place.base),
        span: over(place.member, place.span),
    };
    let row = |row: Drift| pb::Drift {
        kind: pb::DriftKind::from(row.kind).into(),
        base: row.base,
        text: row.text,
        places: row.places.into_iter().map(place).collect(),
    };
    rows.into_iter().map(row).collect()
}
