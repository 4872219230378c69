//! Tests of the wire format: units, names, JSON.

use super::*;
use crate::quotes::Rule;
use crate::rules::BlockRule;
use crate::text::Span;
use crate::{Block, BlockKind, CueClass, EntityKind, Gender, Number, QuoteType};

/// A title with a letter outside the BMP and a name over two spaces.
const TEXT: &str = "😀 قال سامي  العبدي نعم";

fn span_of(words: &str) -> Span {
    let start = TEXT.find(words).expect("the text holds the words");
    Span::new(start as u32, (start + words.len()) as u32)
}

fn sample() -> Analysis {
    let name = span_of("سامي  العبدي");
    let entity = Entity {
        name,
        titles: Vec::new(),
        kind: EntityKind::Person,
        gender: Gender::Unknown,
        number: Number::Singular,
        mentions: vec![name],
        quotes: vec![0],
        members: Vec::new(),
    };
    let quote = Quote {
        kind: QuoteType::Direct,
        content: vec![span_of("نعم")],
        quoted: Vec::new(),
        cue: Some(Cue { span: span_of("قال"), lemma: "قال", class: CueClass::Statement }),
        speaker: Speaker { mention: Some(name), entity: Some(0), confidence: 0.5, ..Speaker::default() },
        relays: Vec::new(),
        addressee: None,
        addressee_name: None,
        confidence: 1.0,
        rule: Rule::VerbColon,
        evidence: crate::quotes::Evidence::default(),
        recovered: false,
        fingerprint: 0xABC,
        signature: vec![7, u32::MAX],
    };
    let block = Block {
        span: Span::new(0, TEXT.len() as u32),
        kind: BlockKind::Title,
        kept: true,
        rule: BlockRule::Title,
    };
    Analysis {
        cleaned: Cleaned { blocks: vec![block], clean_text: TEXT.to_owned(), ..Cleaned::default() },
        sentences: Vec::new(),
        extraction: Extraction { quotes: vec![quote], entities: vec![entity] },
    }
}

#[test]
fn json_has_the_names_of_the_contract() {
    let response = analyze_response(TEXT, sample(), OffsetEncoding::Utf32);
    let json = serde_json::to_value(&response).expect("JSON");
    assert_eq!(json["offsetEncoding"], "OFFSET_ENCODING_UTF32");
    assert_eq!(json["cleanText"], TEXT);
    assert_eq!(json["blocks"][0]["kind"], "BLOCK_KIND_TITLE");
    assert_eq!(json["blocks"][0]["kept"], true);
    let quote = &json["quotes"][0];
    assert_eq!(quote["type"], "QUOTE_TYPE_DIRECT");
    assert_eq!(quote["cue"]["class"], "CUE_CLASS_STATEMENT");
    assert_eq!(quote["speaker"]["name"], "سامي العبدي");
    assert_eq!(quote["speaker"]["entity"], 0, "the first entity is not left out as a default");
    assert_eq!(quote["fingerprint"], "0000000000000abc");
    assert!(quote.get("recovered").is_none(), "defaults are left out");
    assert_eq!(json["entities"][0]["kind"], "ENTITY_KIND_PERSON");
}

/// Pages whose clean text is copied, joined, repaired and rebuilt.
fn pages() -> [String; 4] {
    let article = include_str!("../../../examples/article.txt");
    let page = "<p>قال &quot;نعم&quot;</p>\n<p>ثم  😀 عـــاد \u{200F}إلى البيت.</p>".repeat(9);
    [article.to_owned(), page, "ثم\u{1} ﻓﻲ  ﷲ\r\n\r\nكَتَبَ ".repeat(300), String::new()]
}

#[test]
fn the_compact_alignment_expands_to_the_list() {
    use crate::{CleanOptions, CleanProfile};
    for (text, profile) in
        pages().iter().flat_map(|text| [(text, CleanProfile::Display), (text, CleanProfile::Search)])
    {
        let clean = CleanOptions { profile, apply_repairs: true, ..CleanOptions::default() };
        let cleaned = crate::clean(text, &clean);
        for unit in [OffsetEncoding::Utf8, OffsetEncoding::Utf16, OffsetEncoding::Utf32] {
            let of = |alignment| clean_response(text, cleaned.clone(), Positions { unit, alignment });
            let (list, compact, none) =
                (of(AlignmentForm::List), of(AlignmentForm::Compact), of(AlignmentForm::None));
            let span = |span: Span| Some(pb::Span { start: span.start, end: span.end });
            let runs = super::compact::tests::expand(&compact.compact_alignment).expect("an alignment");
            let runs = runs.iter().map(|run| pb::Alignment { clean: span(run.clean), raw: span(run.raw) });
            assert_eq!(runs.collect::<Vec<_>>(), list.alignment);
            assert_eq!((compact.alignment.len(), list.compact_alignment.len()), (0, 0));
            assert_eq!(none, CleanResponse { alignment: Vec::new(), ..list });
        }
    }
}

#[test]
fn spans_count_in_the_unit_asked_for() {
    for (unit, expected) in
        [(OffsetEncoding::Utf8, 5), (OffsetEncoding::Utf16, 3), (OffsetEncoding::Utf32, 2)]
    {
        let response = analyze_response(TEXT, sample(), unit);
        let cue = response.quotes[0].cue.as_ref().and_then(|cue| cue.span);
        assert_eq!(cue.map(|span| span.start), Some(expected), "{unit:?}");
    }
}
