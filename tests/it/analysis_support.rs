//! Properties that hold for the analysis of any text. `tests/it/invariants.rs` checks them on generated texts in each run of the tests.
//! `fuzz/fuzz_targets/analysis.rs` includes this file and checks them on the fuzzer's input.
#![allow(dead_code)]

use std::collections::HashSet;

use isnad::internals::explain::{Explanation, explain};
use isnad::internals::tokens::tokenize;
use isnad::{Analysis, Cancel, Extraction, Options, Quote, QuoteOptions, SegmentOptions, Sentence, Span};
use unicode_segmentation::UnicodeSegmentation as _;

/// The pieces of quotes. Each byte of a fuzzer's input selects one of them.
#[rustfmt::skip]
pub const PIECES: &[&str] = &[
    "قال ", "وأضاف ", "مضيفا ", "أن ", "إن ", "بأنه ", "قوله ", "ونقلت ", "عن ", "بحسب ", "وفقا ل", "هل ", "لـ", "وقالت ",
    "أما ", "فقال ", "فيما ", "حين ", "دون أن ", "التي ", "الذي ", "كما ", "وفق ", "على لسان ", "في بيان ", "حسب قوله ", "أكد ",
    "وزير الداخلية ", "سامر القلعاوي ", "القلعاوي ", "مصدر ", "الوزارة ", "وكالة الضفاف ", "للصحفيين ", "من جانبه ", "سلمى ", "الراوي ",
    "بن ", "أبو ", "عبد ", "رئيس ", "المتحدث باسم ", "شقيق ", "مصادر ", "تقرير ", "الدراسة ", "صحيفة ", "د. ",
    "\"", "\"", "«", "»", "“", "”", "'", "‘", "’", ": ", "، ", ". ", ".", "؟ ", "؛ ", "…", "...", "(", ")", "[", "]", "\n", "\n\n", "\r\n",
    "ـ", "- ", "– ", "! ", "كلمة ", "أخرى ", "البلاد ", "سيبدأ ", "العمل ", "غدا ", "كان ", "لم ", "قد ", "إذا ", "2015 ", "4.3 ", "16،00 ",
    "😀", "👨‍👩‍👧", "e\u{301}", "\u{64E}", "\u{200F}", "\u{202B}", "\u{FEDF}\u{FEE0}", "تستكشfan ", "\0", "\u{2028}", "BBC ",
    "اقرأ أيضا: ", "المصدر: ", "أضف تعليقا\n", "آخر تحديث: ", "بقلم: ", " ", " ", " ", " ",
];

/// The text that bytes represent: pieces of news or, after an odd first byte, the bytes as UTF-8.
pub fn text_of(bytes: &[u8]) -> String {
    match bytes.split_first() {
        Some((first, rest)) if first % 2 == 1 => String::from_utf8_lossy(rest).into_owned(),
        Some((_, rest)) => rest.iter().map(|&byte| PIECES[usize::from(byte) % PIECES.len()]).collect(),
        None => String::new(),
    }
}

/// Checks all properties of the text, with each of the calls.
pub fn hold(text: &str) {
    let whole = isnad::analyze(text);
    assert_cut_well(text, &whole);
    assert_in_order(text, &whole.sentences);
    assert_in_kept_blocks(text, &whole);
    assert_name_each_other(text, &whole.extraction);
    let alone = isnad::extract_quotes(text, &QuoteOptions::new());
    assert_name_each_other(text, &alone);
    assert_withheld(text, &alone);
    assert_in_order(text, &isnad::segment(text, &SegmentOptions::new()));
    let told = explain(text, &Options::default(), &Cancel::new()).expect("nobody cancelled");
    assert_eq!(believed(&told.extraction), believed(&whole.extraction), "explained otherwise: {text:?}");
    assert!(whole.extraction.quotes.iter().all(Quote::is_believed), "{text:?}");
    assert_explained(text, &told);
    let ends: Vec<u32> = tokenize(text).iter().flat_map(|token| [token.span.start, token.span.end]).collect();
    assert!(ends.is_sorted(), "tokens overlap in {text:?}");
}

/// The quotes of an answer, each with the name of its speaker.
fn believed(extraction: &Extraction) -> Vec<(Quote, Option<Span>)> {
    let named = |quote: &Quote| {
        let name = |entity: u32| extraction.entities.get(entity as usize).map(|entity| entity.name);
        let found = quote.speaker.entity.and_then(name);
        let mut quote = quote.clone();
        // The indexes of entities change if one is left out.
        quote.speaker.entity = None;
        quote.relays.iter_mut().for_each(|relay| relay.entity = None);
        (quote, found)
    };
    extraction.quotes.iter().filter(|quote| quote.is_believed()).map(named).collect()
}

/// The explained steps of each quote lead to the speaker in the answer.
pub fn assert_explained(text: &str, told: &Explanation) {
    assert_eq!(told.speakers.len(), told.extraction.quotes.len(), "{text:?}");
    for (quote, decision) in told.extraction.quotes.iter().zip(&told.speakers) {
        let taken = decision.taken().and_then(|source| source.entity);
        assert_eq!(taken, quote.speaker.entity, "{quote:?} and {decision:?} of {text:?}");
        assert_eq!(decision.rule, quote.speaker.rule, "{quote:?} of {text:?}");
    }
}

/// Every span is within the text and does not split a grapheme cluster.
fn assert_cut_well(text: &str, analysis: &Analysis) {
    let boundaries: HashSet<usize> =
        text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
    for span in spans(analysis) {
        assert!(span.start < span.end, "{span:?} of {text:?}");
        assert!(boundaries.contains(&(span.start as usize)), "the start of {span:?} in {text:?}");
        assert!(boundaries.contains(&(span.end as usize)), "the end of {span:?} in {text:?}");
    }
}

/// Every span of an analysis that refers to the text.
fn spans(analysis: &Analysis) -> Vec<Span> {
    let Analysis { cleaned, sentences, extraction, .. } = analysis;
    let mut spans: Vec<Span> = cleaned.blocks.iter().map(|block| block.span).collect();
    spans.extend(
        cleaned.metadata.title.into_iter().chain(cleaned.metadata.deck).chain(cleaned.metadata.place),
    );
    spans.extend(cleaned.metadata.timestamps.iter().map(|timestamp| timestamp.span));
    spans.extend(sentences.iter().map(|sentence| sentence.span));
    spans.extend(extraction.quotes.iter().flat_map(spans_of));
    for entity in &extraction.entities {
        spans.extend([&[entity.name][..], &entity.titles, &entity.mentions].concat());
    }
    spans
}

/// The spans of a quote that refer to the text.
fn spans_of(quote: &Quote) -> Vec<Span> {
    let mut spans = [quote.content.as_slice(), &quote.quoted].concat();
    spans.extend(quote.cue.map(|cue| cue.span));
    spans.extend(quote.speaker.mention);
    spans.extend(quote.addressee);
    spans.extend(quote.relays.iter().map(|relay| relay.span));
    spans
}

fn assert_in_order(text: &str, sentences: &[Sentence]) {
    let mut last = 0;
    for sentence in sentences {
        assert!(last <= sentence.span.start, "{sentence:?} overlaps the one before in {text:?}");
        last = sentence.span.end;
    }
}

fn assert_in_kept_blocks(text: &str, analysis: &Analysis) {
    for sentence in &analysis.sentences {
        let block = &analysis.cleaned.blocks[sentence.block as usize];
        assert!(block.kept, "{sentence:?} lies in a dropped block of {text:?}");
        assert!(block.span.start <= sentence.span.start, "{sentence:?} begins before its block in {text:?}");
    }
}

/// Quotes and entities refer to each other, and all references exist.
fn assert_name_each_other(text: &str, extraction: &Extraction) {
    for (index, quote) in extraction.quotes.iter().enumerate() {
        assert!(!quote.content.is_empty(), "{quote:?} of {text:?}");
        let is_content = |span: &Span| quote.content.iter().any(|content| content.contains_span(*span));
        assert!(quote.quoted.iter().all(is_content), "{quote:?} of {text:?}");
        assert!((0.0..=1.0).contains(&quote.confidence), "{quote:?} of {text:?}");
        if let Some(entity) = quote.speaker.entity {
            let quotes = extraction.entities.get(entity as usize).map(|entity| &entity.quotes);
            let known = quotes.is_some_and(|quotes| quotes.contains(&(index as u32)));
            assert!(known, "{entity} does not know of quote {index} in {text:?}");
        }
        for relay in quote.relays.iter().filter_map(|relay| relay.entity) {
            assert!((relay as usize) < extraction.entities.len(), "{quote:?} of {text:?}");
        }
    }
    for (index, entity) in extraction.entities.iter().enumerate() {
        for quote in &entity.quotes {
            let speaker = extraction.quotes[*quote as usize].speaker.entity;
            assert_eq!(speaker, Some(index as u32), "quote {quote} of {text:?}");
        }
    }
}

/// With a minimum confidence for speakers, the quotes are the same, those at or above it have the same speakers, the others have
/// none, and every entity is referenced by a quote.
fn assert_withheld(text: &str, all: &Extraction) {
    for least in [0.5, 0.8, 1.0] {
        let some = isnad::extract_quotes(text, &QuoteOptions::new().with_min_speaker_confidence(least));
        assert_name_each_other(text, &some);
        assert_eq!(some.quotes.len(), all.quotes.len(), "{least} for {text:?}");
        for (old, new) in all.quotes.iter().zip(&some.quotes) {
            let named = name_of(all, old.speaker.entity).filter(|_| old.speaker.confidence >= least);
            assert_eq!(name_of(&some, new.speaker.entity), named, "{least}, {old:?} of {text:?}");
            let mut same = new.speaker;
            same.entity = old.speaker.entity;
            assert_eq!(same, old.speaker, "{text:?}");
            let relays = |from: &Extraction, quote: &Quote| -> Vec<Option<Span>> {
                quote.relays.iter().map(|relay| name_of(from, relay.entity)).collect()
            };
            assert_eq!(relays(&some, new), relays(all, old), "{least}, {old:?} of {text:?}");
        }
        let relays = some.quotes.iter().flat_map(|quote| &quote.relays);
        let relays: HashSet<u32> = relays.filter_map(|relay| relay.entity).collect();
        for (index, entity) in some.entities.iter().enumerate() {
            let referred = !entity.quotes.is_empty() || relays.contains(&(index as u32));
            assert!(referred, "nobody refers to {entity:?} at {least} in {text:?}");
        }
    }
}

/// The place of an entity's name.
fn name_of(extraction: &Extraction, entity: Option<u32>) -> Option<Span> {
    Some(extraction.entities[entity? as usize].name)
}
