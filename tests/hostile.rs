//! Bounds the cost of adversarial text. This test is a separate process because it measures processor time, and
//! neighbours that use the processor's cache distort the measurement.

use std::time::{Duration, Instant};

use isnad::{Analyzer, Claim, verify};

/// The pieces that adversarial texts repeat.
#[rustfmt::skip]
const HOSTILE: &[&str] = &[
    ")", " ", "\u{A0}", "\n", "»", "«", "\"", "“", "'", "ـ", "\u{64E}", ".", "، ", "a.)", "قال ", "قال إن ", "قال: \"", "أن ",
    "كلمة ", "بحسب ", "مضيفا أن ", "الوزير سامر القلعاوي ", "قال الوزير. ", "وكالة ", "سامر: ", "اقرأ أيضا: ", "2015 ",
    "ونقلت وكالة عن ", "\u{FEDF}", "👨‍👩‍👧", "\"قال ", "(قال ", "دون أن ", "قائلا ", "بحسب رأي ", "التي قال الوزير إنه ",
    "بن ", "لا لمدير ", "في حين ", "حسب قوله ",
];

/// Ordinary text.
const NEWS: &str = "قال الوزير سامر القلعاوي إن المشروع سينتهي قريبا. ";

/// The maximum cost of a byte of adversarial text in a stage, relative to a byte of ordinary text. Cleaning passes over
/// ordinary text without a look at most characters, so a character that it changes costs it more.
fn dearest(stage: &str) -> f64 {
    let whole = matches!(stage, "analyze" | "extract_quotes");
    if whole && !cfg!(debug_assertions) { 10.0 } else { 50.0 }
}

/// The length of the short text, how often it fits into the long one, and how much more a byte of the
/// long one may cost. `scripts/hostile` measures optimised code at 10 KB and 1 MB.
const SIZES: (usize, usize, f64) =
    if cfg!(debug_assertions) { (16 << 10, 8, 3.0) } else { (10_000, 100, 2.0) };
const SHORT: usize = SIZES.0;
const TIMES: usize = SIZES.1;
const LIMIT: f64 = SIZES.2;
/// The number of measurements of one pattern before it counts as slow.
const TRIES: usize = 5;
/// The number of slow rounds before the test fails, and the pause between them: neighbours disturb measurements for a while.
const ROUNDS: usize = 8;
const PAUSE: Duration = Duration::from_secs(5);

/// The processor time of this thread so far, or the wall-clock time if the system does not report it.
fn busy() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = schedule.and_then(|it| it.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// The processor time of `work` per text.
fn cost(texts: &[&str], work: &dyn Fn(&str)) -> f64 {
    let start = busy();
    texts.iter().for_each(|text| work(text));
    // The system's clock ticks are several milliseconds long, and a quadratic step takes longer than that.
    (busy() - start).as_secs_f64().max(0.005)
}

/// The cost of short texts of the piece relative to the same amount of news.
fn dearness(piece: &str, work: &dyn Fn(&str)) -> f64 {
    let [short, news] = [piece, NEWS].map(|it| it.repeat(SHORT / it.len()));
    cost(&[short.as_str(); TIMES], work) / cost(&[news.as_str(); TIMES], work)
}

/// The cost of one long text relative to short ones of the same total length. A quadratic step costs `TIMES` as much.
fn growth(piece: &str, work: &dyn Fn(&str)) -> f64 {
    let short = piece.repeat(SHORT / piece.len());
    let long = short.repeat(TIMES);
    cost(&[&long], work) / cost(&[short.as_str(); TIMES], work)
}

/// A measurement: its name, its limit, and its function.
type Measure = (&'static str, fn(&str) -> f64, fn(&str, &dyn Fn(&str)) -> f64);

/// The start of a text, or all of it in optimised code, where the alignment of a long claim is fast enough.
fn start(text: &str) -> &str {
    const SHARE: usize = if cfg!(debug_assertions) { 16 } else { 1 };
    let end = (0..=text.len() / SHARE).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

#[test]
fn hostile_text_takes_linear_time() {
    let analyzer = Analyzer::new();
    type Stage<'a> = (&'a str, &'a dyn Fn(&str));
    let stages: [Stage; 5] = [
        ("clean", &|text| drop(analyzer.clean(text))),
        ("segment", &|text| drop(analyzer.segment(text))),
        ("analyze", &|text| drop(analyzer.analyze(text))),
        ("extract_quotes", &|text| drop(analyzer.extract_quotes(text))),
        // A claim that is almost in the text, and in optimised code as long as the text.
        ("verify", &|text| drop(verify(text, &[Claim::new(&format!("{} زيادة", start(text)))]))),
    ];
    let measures: [Measure; 2] = [
        ("by its length", |_| LIMIT, growth),
        // A cost with a large constant factor is linear too, and still stops a server.
        ("against news", dearest, dearness),
    ];
    let all = HOSTILE.iter().flat_map(|piece| stages.iter().map(move |stage| (*piece, stage)));
    let mut slow: Vec<_> =
        all.flat_map(|(piece, stage)| measures.map(|measure| (piece, stage, measure))).collect();
    for round in 0..ROUNDS {
        if round > 0 && !slow.is_empty() {
            std::thread::sleep(PAUSE);
        }
        slow.retain(|(piece, (stage, work), (_, limit, measure))| {
            (0..TRIES).all(|_| measure(piece, work) > limit(stage))
        });
    }
    let slow: Vec<_> = slow
        .iter()
        .map(|(piece, (stage, _), (of, ..))| format!("{stage}: {piece:?} again and again, {of}"))
        .collect();
    assert!(slow.is_empty(), "too slow: {slow:#?}");
}
