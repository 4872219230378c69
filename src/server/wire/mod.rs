//! The core's results as messages, in the caller's offset unit.
//!
//! Byte offsets are converted to the caller's unit only here. Messages serialize to proto3 JSON with
//! `serde_json`, so the command line prints what a client of the service gets.

mod across;
mod compact;
mod enums;
pub mod json;
mod keep;
mod spans;
mod verdicts;

use crate::text::{OffsetEncoding, snug};
use crate::{
    Analysis, Cleaned, Cue, Entity, Extraction, Finding, LEXICON_VERSION, Metadata, Quote, Relay, Sentence,
    Speaker,
};

pub use across::{TraceResponse, cluster, in_unit, trace_response};
pub use compact::AlignmentForm;
pub(super) use enums::unit;
pub use keep::Keep;
pub use verdicts::verify_response;

pub use super::pb::{AnalyzeResponse, CleanResponse, ExtractQuotesResponse, SegmentResponse};

use super::pb;
use compact::compact;
use enums::encoding;
use spans::Spans;

/// How an answer encodes positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Positions {
    /// The unit of all offsets.
    pub unit: OffsetEncoding,
    /// How the alignment is encoded.
    pub alignment: AlignmentForm,
}

impl From<OffsetEncoding> for Positions {
    fn from(unit: OffsetEncoding) -> Self {
        Self { unit, ..Self::default() }
    }
}

/// The answer of `Analyze` for `text`.
#[must_use]
pub fn analyze_response(text: &str, analysis: Analysis, positions: impl Into<Positions>) -> AnalyzeResponse {
    let positions = positions.into();
    let unit = positions.unit;
    let spans = Spans::new(text, unit);
    let Analysis { cleaned, sentences: found, extraction } = analysis;
    let extraction = extract_quotes_response_with(&spans, extraction, unit);
    let cleaned = clean_response_with(&spans, cleaned, positions);
    AnalyzeResponse {
        offset_encoding: encoding(unit).into(),
        clean_text: cleaned.clean_text,
        blocks: cleaned.blocks,
        sentences: sentences(&spans, found),
        quotes: extraction.quotes,
        entities: extraction.entities,
        alignment: cleaned.alignment,
        compact_alignment: cleaned.compact_alignment,
        findings: cleaned.findings,
        metadata: cleaned.metadata,
        lexicon_version: cleaned.lexicon_version,
    }
}

/// The answer of `Clean` for `text`.
#[must_use]
pub fn clean_response(text: &str, cleaned: Cleaned, positions: impl Into<Positions>) -> CleanResponse {
    let positions = positions.into();
    clean_response_with(&Spans::new(text, positions.unit), cleaned, positions)
}

/// The answer of `Segment` for `text`.
#[must_use]
pub fn segment_response(text: &str, found: Vec<Sentence>, unit: OffsetEncoding) -> SegmentResponse {
    SegmentResponse {
        offset_encoding: encoding(unit).into(),
        sentences: sentences(&Spans::new(text, unit), found),
        lexicon_version: LEXICON_VERSION.to_owned(),
    }
}

/// The answer of `ExtractQuotes` for `text`.
#[must_use]
pub fn extract_quotes_response(
    text: &str,
    extraction: Extraction,
    unit: OffsetEncoding,
) -> ExtractQuotesResponse {
    extract_quotes_response_with(&Spans::new(text, unit), extraction, unit)
}

// The parts of a result are converted one by one and freed on the way, so that result and message are never both
// complete in memory.

fn clean_response_with(spans: &Spans, cleaned: Cleaned, positions: Positions) -> CleanResponse {
    let Cleaned { blocks: found, clean_text, alignment: runs, findings, metadata: told } = cleaned;
    let clean = Spans::new(&clean_text, positions.unit);
    let (list, bytes) = match positions.alignment {
        AlignmentForm::List => (alignment(spans, &clean, runs), Vec::new()),
        AlignmentForm::Compact => (Vec::new(), compact_alignment(spans, &clean, runs)),
        AlignmentForm::None => (Vec::new(), Vec::new()),
    };
    CleanResponse {
        offset_encoding: encoding(positions.unit).into(),
        findings: snug::turn(findings, |it| Some(finding(spans, it))),
        blocks: blocks(spans, found),
        alignment: list,
        compact_alignment: bytes.into(),
        metadata: Some(metadata(spans, &told)),
        clean_text,
        lexicon_version: LEXICON_VERSION.to_owned(),
    }
}

fn extract_quotes_response_with(
    spans: &Spans,
    extraction: Extraction,
    unit: OffsetEncoding,
) -> ExtractQuotesResponse {
    let Extraction { quotes, entities } = extraction;
    ExtractQuotesResponse {
        offset_encoding: encoding(unit).into(),
        quotes: snug::turn(quotes, |it| Some(quote(spans, &entities, &it))),
        entities: snug::turn(entities, |it| Some(entity(spans, it))),
        lexicon_version: LEXICON_VERSION.to_owned(),
    }
}

fn blocks(spans: &Spans, blocks: Vec<crate::Block>) -> Vec<pb::Block> {
    let one = |block: crate::Block| pb::Block {
        span: spans.one(block.span),
        kind: pb::BlockKind::from(block.kind).into(),
        kept: block.kept,
        rule: block.rule.as_str().to_owned(),
    };
    snug::turn(blocks, |block| Some(one(block)))
}

/// Converts the alignment, the only spans that are not all over the request's text.
fn alignment(raw: &Spans, clean: &Spans, runs: Vec<crate::Alignment>) -> Vec<pb::Alignment> {
    let one = |it: crate::Alignment| pb::Alignment { clean: clean.one(it.clean), raw: raw.one(it.raw) };
    snug::turn(runs, |run| Some(one(run)))
}

/// The compact alignment, in the caller's unit.
fn compact_alignment(raw: &Spans, clean: &Spans, mut runs: Vec<crate::Alignment>) -> Vec<u8> {
    for run in &mut runs {
        *run = crate::Alignment { clean: clean.within(run.clean), raw: raw.within(run.raw) };
    }
    compact(&runs)
}

fn finding(spans: &Spans, finding: Finding) -> pb::Finding {
    pb::Finding {
        kind: pb::FindingKind::from(finding.kind).into(),
        span: spans.one(finding.span),
        repair: finding.repair,
        unread_bytes: match finding.kind {
            crate::FindingKind::Truncated { unread } => Some(unread as u64),
            _ => None,
        },
    }
}

fn metadata(spans: &Spans, metadata: &Metadata) -> pb::Metadata {
    let timestamp = |it: &crate::Timestamp| pb::Timestamp { span: spans.one(it.span), iso: it.iso.clone() };
    pb::Metadata {
        title: spans.maybe(metadata.title),
        deck: spans.maybe(metadata.deck),
        bylines: spans.all(&metadata.bylines),
        sources: spans.all(&metadata.sources),
        place: spans.maybe(metadata.place),
        timestamps: metadata.timestamps.iter().map(timestamp).collect(),
    }
}

fn sentences(spans: &Spans, sentences: Vec<Sentence>) -> Vec<pb::Sentence> {
    let one = |it: Sentence| pb::Sentence {
        span: spans.one(it.span),
        inside_quote: it.inside_quote,
        block: it.block,
        paragraph: it.paragraph,
    };
    snug::turn(sentences, |it| Some(one(it)))
}

fn quote(spans: &Spans, entities: &[Entity], quote: &Quote) -> pb::Quote {
    pb::Quote {
        r#type: pb::QuoteType::from(quote.kind).into(),
        content: spans.all(&quote.content),
        quoted: spans.all(&quote.quoted),
        cue: quote.cue.as_ref().map(|it| cue(spans, it)),
        speaker: Some(speaker(spans, entities, &quote.speaker)),
        relays: quote.relays.iter().map(|it| relay(spans, entities, it)).collect(),
        addressee: spans.maybe(quote.addressee),
        confidence: quote.confidence,
        rule: quote.rule.as_str().to_owned(),
        recovered: quote.recovered,
        fingerprint: format!("{:016x}", quote.fingerprint),
        signature: quote.signature.clone(),
        addressee_name: quote.addressee_name.clone().unwrap_or_default(),
    }
}

fn cue(spans: &Spans, cue: &Cue) -> pb::Cue {
    pb::Cue {
        span: spans.one(cue.span),
        lemma: cue.lemma.to_owned(),
        class: pb::CueClass::from(cue.class).into(),
    }
}

fn speaker(spans: &Spans, entities: &[Entity], speaker: &Speaker) -> pb::Speaker {
    pb::Speaker {
        mention: spans.maybe(speaker.mention),
        name: name(spans, entities, speaker.entity).unwrap_or_default(),
        entity: speaker.entity,
        confidence: speaker.confidence,
        rule: speaker.rule.to_string(),
    }
}

fn relay(spans: &Spans, entities: &[Entity], relay: &Relay) -> pb::Relay {
    pb::Relay {
        span: spans.one(relay.span),
        name: name(spans, entities, relay.entity).unwrap_or_else(|| spans.words(relay.span)),
        cue: relay.cue.as_ref().map(|it| cue(spans, it)),
        entity: relay.entity,
    }
}

/// The fullest name of the entity with that index.
fn name(spans: &Spans, entities: &[Entity], index: Option<u32>) -> Option<String> {
    let entity = entities.get(usize::try_from(index?).ok()?)?;
    Some(spans.words(entity.name))
}

fn entity(spans: &Spans, entity: Entity) -> pb::Entity {
    pb::Entity {
        name: spans.words(entity.name),
        name_span: spans.one(entity.name),
        titles: titles(spans, &entity),
        kind: pb::EntityKind::from(entity.kind).into(),
        gender: pb::Gender::from(entity.gender).into(),
        number: pb::Number::from(entity.number).into(),
        mentions: spans.all(&entity.mentions),
        members: spans.all(&entity.members),
        quotes: entity.quotes,
    }
}

/// The titles without duplicates, in text order.
fn titles(spans: &Spans, entity: &Entity) -> Vec<String> {
    let mut titles = Vec::new();
    for title in entity.titles.iter().map(|it| spans.words(*it)) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles
}

#[cfg(test)]
mod tests;
