//! What a client reads: units, names, JSON.

use super::*;
use crate::quotes::Rule;
use crate::text::Span;
use crate::{Block, BlockKind, BlockRule, CueClass, EntityKind, Gender, Number, QuoteType};

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
    let response = analyze_response(TEXT, &sample(), OffsetEncoding::Utf32);
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

#[test]
fn spans_count_in_the_unit_asked_for() {
    for (unit, expected) in
        [(OffsetEncoding::Utf8, 5), (OffsetEncoding::Utf16, 3), (OffsetEncoding::Utf32, 2)]
    {
        let response = analyze_response(TEXT, &sample(), unit);
        let cue = response.quotes[0].cue.as_ref().and_then(|cue| cue.span);
        assert_eq!(cue.map(|span| span.start), Some(expected), "{unit:?}");
    }
}
