//! Maps results over the readable text to results over the caller's text.

use crate::analysis::Analysis;
use crate::clean::{Alignment, Block, BlockKind, BlockRule, Cleaned, Finding, FindingKind, Metadata};
use crate::markup::{Map, Readable};
use crate::quotes::{Entity, Extraction, Quote};
use crate::segment::Sentence;
use crate::text::Span;

/// Maps the spans of an analysis from the readable text to the caller's text.
pub(crate) fn analysis(found: &mut Analysis, readable: &Readable) {
    let places = respan_cleaned(&mut found.cleaned, readable);
    for sentence in &mut found.sentences {
        let place = places.get(sentence.block as usize).copied();
        sentence.block = place.unwrap_or(sentence.block);
    }
    sentences(&mut found.sentences, readable);
    extraction(&mut found.extraction, readable);
}

/// Does the same for the result of cleaning.
pub(crate) fn cleaned(found: &mut Cleaned, readable: &Readable) {
    respan_cleaned(found, readable);
}

/// Maps the spans back. Returns the new index of each block of the readable text.
fn respan_cleaned(cleaned: &mut Cleaned, readable: &Readable) -> Vec<u32> {
    let map = readable.map();
    let (blocks, places) = blocks(readable, &cleaned.blocks);
    cleaned.blocks = blocks;
    let is_linear = |run: &Alignment| run.is_linear(&cleaned.clean_text, readable.text());
    let runs = cleaned.alignment.iter().flat_map(|run| aligned(map, *run, is_linear(run)));
    cleaned.alignment = runs.collect();
    for finding in &mut cleaned.findings {
        finding.span = map.span(finding.span);
    }
    cleaned.findings.extend(found(readable));
    cleaned.findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    each_of_metadata(&mut cleaned.metadata, &|span| *span = map.span(*span));
    places
}

/// Findings for the tags of the text, or for its character references.
fn found(readable: &Readable) -> impl Iterator<Item = Finding> {
    let markup = |span| Finding { kind: FindingKind::Markup, span, repair: None };
    let reference = |(span, c): (Span, &str)| Finding {
        kind: FindingKind::CharacterReference,
        span,
        repair: Some(c.to_owned()),
    };
    readable.tags().map(markup).into_iter().chain(readable.references().map(reference))
}

/// The blocks over the caller's text, and the new index of each old block. Markup between two blocks is a block of its own.
fn blocks(readable: &Readable, old: &[Block]) -> (Vec<Block>, Vec<u32>) {
    let (mut blocks, mut places) = (Vec::with_capacity(old.len()), Vec::with_capacity(old.len()));
    let markup = |start, end| Block {
        span: Span::new(start, end),
        kind: BlockKind::Ui,
        kept: false,
        rule: BlockRule::Markup,
    };
    let map = readable.map();
    let mut end = 0;
    for block in old {
        let visible = block.span.slice(readable.text()).trim_end();
        let readable_end = block.span.start + visible.len() as u32;
        let span = map.span(Span::new(block.span.start, readable_end));
        if span.is_empty() {
            places.push(blocks.len() as u32);
            continue;
        }
        if span.start > end {
            blocks.push(markup(end, span.start));
        }
        places.push(blocks.len() as u32);
        blocks.push(Block { span, ..*block });
        end = span.end;
    }
    if end < map.end() {
        blocks.push(markup(end, map.end()));
    }
    (blocks, places)
}

/// A run of the alignment over the caller's text. A run that maps byte by byte is cut where the readable text is not a copy.
fn aligned(map: &Map, run: Alignment, is_linear: bool) -> Vec<Alignment> {
    if !is_linear || run.raw.is_empty() {
        return vec![Alignment { raw: map.span(run.raw), ..run }];
    }
    let clean = |at: u32| run.clean.start + (at - run.raw.start);
    let part = |it: crate::markup::Run| Alignment {
        clean: Span::new(clean(it.readable.start), clean(it.readable.end)),
        raw: it.raw,
    };
    map.within(run.raw).map(part).collect()
}

/// Does the same for sentences.
pub(crate) fn sentences(found: &mut Vec<Sentence>, readable: &Readable) {
    for sentence in found {
        sentence.span = readable.map().span(sentence.span);
    }
}

/// Does the same for quotes and entities.
pub(crate) fn extraction(found: &mut Extraction, readable: &Readable) {
    let back = |span: &mut Span| *span = readable.map().span(*span);
    found.quotes.iter_mut().for_each(|quote| each_of_quote(quote, &back));
    found.entities.iter_mut().for_each(|entity| each_of_entity(entity, &back));
}

/// Changes all spans of the metadata.
fn each_of_metadata(metadata: &mut Metadata, change: &impl Fn(&mut Span)) {
    let Metadata { title, deck, bylines, sources, place, timestamps } = metadata;
    title.iter_mut().chain(deck).chain(place).chain(bylines).chain(sources).for_each(change);
    timestamps.iter_mut().for_each(|timestamp| change(&mut timestamp.span));
}

/// Changes all spans of the quote.
fn each_of_quote(quote: &mut Quote, change: &impl Fn(&mut Span)) {
    quote.content.iter_mut().chain(&mut quote.quoted).chain(&mut quote.addressee).for_each(change);
    quote.cue.iter_mut().for_each(|cue| change(&mut cue.span));
    quote.speaker.mention.iter_mut().for_each(change);
    for relay in &mut quote.relays {
        change(&mut relay.span);
        relay.cue.iter_mut().for_each(|cue| change(&mut cue.span));
    }
}

/// Changes all spans of the entity.
fn each_of_entity(entity: &mut Entity, change: &impl Fn(&mut Span)) {
    change(&mut entity.name);
    entity.titles.iter_mut().chain(&mut entity.mentions).chain(&mut entity.members).for_each(change);
}
