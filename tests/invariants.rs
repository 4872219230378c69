//! What must hold of every analysis, whatever the text: the sentences of ARCHITECTURE.md.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use isnad::text::Span;
use isnad::{Analysis, Cancel, Options, Quote, analyze, clean, extract_quotes, segment};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

/// Text that holds what quotes are made of, in any order, with marks that do not match.
fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ابتجدرسعفقكلمنهوي]{2,7} ",
        4 => prop::sample::select(vec![
            "قال ", "وأضاف ", "مضيفا ", "أن ", "إن ", "بأنه ", "قوله ", "ونقلت ", "عن ", "بحسب ", "وفقا ل", "هل ",
            "وزير الداخلية ", "سامر القلعاوي ", "القلعاوي ", "مصدر ", "الوزارة ", "وكالة الضفاف ", "للصحفيين ", "من جانبه ",
        ])
        .prop_map(str::to_owned),
        3 => prop::sample::select(vec![
            "\"", "«", "»", "“", "”", "'", ": ", "، ", ". ", ".", "؟ ", "؛ ", "…", "(", ")", "\n", "\n\n", "\r\n", "ـ", "- ",
        ])
        .prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            "😀", "👨‍👩‍👧", "e\u{301}", "\u{64E}", "\u{200F}", "\u{202B}", "\u{FEDF}\u{FEE0}", "4.3 ", "16،00 ", "تستكشfan ", "\0",
            "اقرأ أيضا: ", "المصدر: ", "أضف تعليقا\n",
        ])
        .prop_map(str::to_owned),
        1 => "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn whole_analysis(text: &str) -> Analysis {
    analyze(text, &Options::default(), &Cancel::new()).expect("nobody cancelled")
}

/// The spans of a quote that lie in the text.
fn spans_of(quote: &Quote) -> Vec<Span> {
    let mut spans = [quote.content.as_slice(), &quote.quoted].concat();
    spans.extend(quote.cue.map(|cue| cue.span));
    spans.extend(quote.speaker.mention);
    spans.extend(quote.addressee);
    spans.extend(quote.relays.iter().map(|relay| relay.span));
    spans
}

/// Every span of an analysis that lies in the text.
fn spans(analysis: &Analysis) -> Vec<Span> {
    let Analysis { cleaned, sentences, extraction } = analysis;
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

proptest! {
    #[test]
    fn spans_lie_in_the_text_on_grapheme_boundaries(text in news()) {
        let boundaries: HashSet<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        for span in spans(&whole_analysis(&text)) {
            prop_assert!(span.start < span.end, "{span:?} of {text:?}");
            prop_assert!(boundaries.contains(&(span.start as usize)), "the start of {span:?} in {text:?}");
            prop_assert!(boundaries.contains(&(span.end as usize)), "the end of {span:?} in {text:?}");
        }
    }

    #[test]
    fn sentences_are_in_order_and_inside_kept_blocks(text in news()) {
        let Analysis { cleaned, sentences, .. } = whole_analysis(&text);
        let mut last = 0;
        for sentence in sentences {
            prop_assert!(last <= sentence.span.start, "{sentence:?} overlaps the one before in {text:?}");
            let block = &cleaned.blocks[sentence.block as usize];
            prop_assert!(block.kept, "{sentence:?} lies in a dropped block of {text:?}");
            prop_assert!(block.span.start <= sentence.span.start, "{sentence:?} begins before its block in {text:?}");
            last = sentence.span.end;
        }
    }

    #[test]
    fn quotes_and_entities_name_each_other(text in news()) {
        let extraction = extract_quotes(&text, &Options::default(), &Cancel::new()).expect("nobody cancelled");
        for (index, quote) in extraction.quotes.iter().enumerate() {
            prop_assert!(!quote.content.is_empty(), "{quote:?}");
            prop_assert!((0.0..=1.0).contains(&quote.confidence), "{quote:?}");
            if let Some(entity) = quote.speaker.entity {
                let quotes = &extraction.entities[entity as usize].quotes;
                prop_assert!(quotes.contains(&(index as u32)), "{entity} does not know of quote {index} in {text:?}");
            }
            for relay in quote.relays.iter().filter_map(|relay| relay.entity) {
                prop_assert!((relay as usize) < extraction.entities.len());
            }
        }
        for (index, entity) in extraction.entities.iter().enumerate() {
            for quote in &entity.quotes {
                let speaker = extraction.quotes[*quote as usize].speaker.entity;
                prop_assert_eq!(speaker, Some(index as u32), "quote {} of {:?}", quote, &text);
            }
        }
    }
}

/// What texts that are made to hurt repeat.
#[rustfmt::skip]
const HOSTILE: &[&str] = &[
    ")", " ", "\u{A0}", "\n", "»", "«", "\"", "“", "'", "ـ", "\u{64E}", ".", "، ", "a.)", "قال ", "قال إن ", "قال: \"", "أن ",
    "كلمة ", "بحسب ", "مضيفا أن ", "الوزير سامر القلعاوي ", "قال الوزير. ", "وكالة ", "سامر: ", "اقرأ أيضا: ", "2015 ",
    "ونقلت وكالة عن ", "\u{FEDF}", "👨‍👩‍👧", "\"قال ", "(قال ", "دون أن ", "قائلا ", "بحسب رأي ", "التي قال الوزير إنه ",
    "بن ", "لا لمدير ", "في حين ", "حسب قوله ",
];

/// What nobody minds to read, and how much more than a byte of it a byte of hostile text may cost.
const NEWS: &str = "قال الوزير سامر القلعاوي إن المشروع سينتهي قريبا. ";
const DEARER: f64 = 50.0;

/// Bytes of the short text, how often it goes into the long one, and how much more a byte of the
/// long one may cost. `scripts/hostile` measures optimised code at 10 KB and 1 MB.
const SIZES: (usize, usize, f64) =
    if cfg!(debug_assertions) { (16 << 10, 8, 3.0) } else { (10_000, 100, 2.0) };
const SHORT: usize = SIZES.0;
const TIMES: usize = SIZES.1;
const LIMIT: f64 = SIZES.2;
/// Measures of one pattern before it counts as slow.
const TRIES: usize = 5;

/// How long this thread has run so far. Where the system does not tell, the time of day stands in.
fn busy() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = schedule.and_then(|it| it.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// The time that `work` takes of a processor for as many texts.
fn cost(texts: &[&str], work: &dyn Fn(&str)) -> f64 {
    let start = busy();
    texts.iter().for_each(|text| work(text));
    // The system counts in steps of some milliseconds, and less than that cannot be a quadratic step.
    (busy() - start).as_secs_f64().max(0.005)
}

/// What short texts of the piece cost, against as many of news.
fn dearness(piece: &str, work: &dyn Fn(&str)) -> f64 {
    let [short, news] = [piece, NEWS].map(|it| it.repeat(SHORT / it.len()));
    cost(&[short.as_str(); TIMES], work) / cost(&[news.as_str(); TIMES], work)
}

/// What one long text costs, against short ones of the same length together. A quadratic step costs `TIMES` as much.
fn growth(piece: &str, work: &dyn Fn(&str)) -> f64 {
    let short = piece.repeat(SHORT / piece.len());
    let long = short.repeat(TIMES);
    cost(&[&long], work) / cost(&[short.as_str(); TIMES], work)
}

#[test]
fn hostile_text_takes_linear_time() {
    let options = Options::default();
    type Stage<'a> = (&'a str, &'a dyn Fn(&str));
    let stages: [Stage; 4] = [
        ("clean", &|text| drop(clean(text, &options, &Cancel::new()))),
        ("segment", &|text| drop(segment(text, &options, &Cancel::new()))),
        ("analyze", &|text| drop(analyze(text, &options, &Cancel::new()))),
        ("extract_quotes", &|text| drop(extract_quotes(text, &options, &Cancel::new()))),
    ];
    let mut slow = Vec::new();
    for piece in HOSTILE {
        for (stage, work) in stages {
            // Again before it counts: neighbours disturb a measure, but not each time.
            let least = (0..TRIES).map(|_| growth(piece, work)).find(|&it| it <= LIMIT);
            if least.is_none() {
                slow.push(format!("{stage}: {piece:?} again and again, by its length"));
            }
            // A bound that is too wide is linear, too, and still stops a server.
            let dear = (0..TRIES).map(|_| dearness(piece, work)).find(|&it| it <= DEARER);
            if dear.is_none() {
                slow.push(format!("{stage}: {piece:?} again and again, against news"));
            }
        }
    }
    assert!(slow.is_empty(), "too slow: {slow:#?}");
}

#[cfg(feature = "service")]
#[test]
fn the_command_line_gives_what_the_service_gives() {
    use isnad::server::wire::analyze_response;
    use isnad::text::OffsetEncoding;

    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/article.txt");
    let text = std::fs::read_to_string(path).expect("the example");
    let answer = analyze_response(&text, &whole_analysis(&text), OffsetEncoding::Utf16);
    let arguments = ["analyze", "--format", "jsonl", "--offsets", "utf16", path];
    let output =
        std::process::Command::new(env!("CARGO_BIN_EXE_isnad")).args(arguments).output().expect("it runs");
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a line of JSON");
    let json = serde_json::to_vec(&answer).expect("JSON");
    assert_eq!(line["analysis"], serde_json::from_slice::<serde_json::Value>(&json).expect("JSON"));
}
