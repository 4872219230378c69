//! What must hold of every analysis, whatever the text: the sentences of ARCHITECTURE.md.

mod analysis_support;

use std::time::{Duration, Instant};

use analysis_support::PIECES;
use isnad::{Cancel, Options, analyze, clean, extract_quotes, segment};
use proptest::prelude::*;

/// Text that holds what quotes are made of, in any order, with marks that do not match.
fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ابتجدرسعفقكلمنهوي]{2,7} ",
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// What the fuzzer has found before.
#[test]
fn what_the_fuzzer_found_holds() {
    for text in [
        // A proclitic that carries its vowel sign, before a name.
        "وفق البلاد وفقا لَوزير الداخلية ",
        // A subject of signs alone.
        "كما كما كما كما كما قوله ونقلت كما قال \"ـ",
        "إن كما ونقلت «",
        "16،00 ، وفقا ل كما قال \"\". المصدر: عن وكالة الضفاف الدراسة ",
        // A name without a word.
        "\u{2028}\"للصحفيين “\"\"حين وزير الداخلية اقرأ أيضا: تستكشfan تستكشfan تستكشfan شقيق \"…مصادر وزير الداخلية وفقا لوزير الداخلية \
         للصحفيين وزير الداخلية وأضاف : : وأضاف : وأضاف : : ",
        // A title behind a space that carries a mark.
        " \u{64E}2015 قال \u{2028}قال قال قال قال قال قال ، فيما قال قال قال قال فيما قال قال قال قال قال ",
    ] {
        analysis_support::hold(text);
    }
}

proptest! {
    #[test]
    fn what_must_hold_of_every_analysis_holds(text in news()) {
        analysis_support::hold(&text);
    }

    #[test]
    fn what_the_fuzzer_checks_holds_of_bytes_that_are_drawn(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        analysis_support::hold(&analysis_support::text_of(&bytes));
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
    let analysis = analyze(&text, &Options::default(), &Cancel::new()).expect("nobody cancelled");
    let answer = analyze_response(&text, &analysis, OffsetEncoding::Utf16);
    let arguments = ["analyze", "--format", "jsonl", "--offsets", "utf16", path];
    let output =
        std::process::Command::new(env!("CARGO_BIN_EXE_isnad")).args(arguments).output().expect("it runs");
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a line of JSON");
    let json = serde_json::to_vec(&answer).expect("JSON");
    assert_eq!(line["analysis"], serde_json::from_slice::<serde_json::Value>(&json).expect("JSON"));
}
