//! No analysis takes more memory than the server reserves for it, including its answer. This test is a separate process because it counts
//! all allocations.

#[path = "common/memory.rs"]
mod memory;

use isnad::server::wire::{AlignmentForm, trace_response};
use isnad::server::{claims_memory, kept_memory, trace_memory, work_memory};
use isnad::trace;
use isnad::trace::{TraceDocument, TraceQuote};
use memory::{longest_answer, most_taken, verifying};
use peakmem_alloc::{INSTRUMENTED_SYSTEM, PeakMemAlloc, PeakMemAllocTrait};
use prost::Message;

#[global_allocator]
static MEMORY: &PeakMemAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// The pieces of texts that are designed to take memory.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\n", "\n\n", " ", "  ", ":", ": ", ".", ". ", "،", "، ", "؛ ", "؟ ", "«", "»", "\"", "\" ", "(", ")", "-", "– ", "1", "1 ", "2015 ", "1/1/2015", "10:30", "x",
    "x ", "ا", "ا ", "قال", "قال ", "قالت ", "وقال ", "يقول ", "إن ", "أن ", "قال إن ", "وأضاف ", "بحسب ", "نقلا عن ", "قوله ", "قولها ", "علي ", "محمد ", "سامر ", "الوزير ",
    "وزير ", "الرئيس ", "وكالة ", "بن ", "مصدر ", "مصادر ", "رئيس ", "اقرأ أيضا", "شارك", "\u{200B}", "\u{1}", "\u{FFFD}", "\u{FEDF}", "ﷺ", "ﷲ", "ـ", "\u{64E}", "\u{A0}",
    "\u{202A}", "Ù", "Ø§", "aا", "👨‍👩‍👧", "…", "و", "<p>", "</p>", "<b>", "&quot;", "&#49;", "<br>", "هو ", "هي ", "الذي ", "في ", "على ", "من ", "التي ",
];

/// The texts found to take most memory.
#[rustfmt::skip]
const WORST: &[&str] = &[
    "ا: ا\n", "1\n", "قالت ا: ا\n", "قال: «ا».\n", "قال: \"ا\" ", "قال إن ا.", "\"", "aا\u{1}", "\u{1}1 ", "وكالة بحسب وكالة ", "»x", "J\n\u{E}",
];

/// The size that any answer has, and the maximum further size of an answer relative to its text, as in `docs/operations.md`.
const ANSWER: usize = 4 << 10;
const LIST: f64 = 28.0;
const COMPACT: f64 = 24.0;

/// The lengths of a text in bytes: one at which lists have just doubled, and one in between.
const LENGTHS: [usize; 2] = [100_000, 150_000];

/// A pattern of a few pieces, different for each seed.
fn pattern(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let count = 1 + next() % 6;
    (0..count).map(|_| PIECES[next() % PIECES.len()]).collect()
}

/// The number of patterns: `PATTERNS=100000` tries more.
fn patterns() -> u64 {
    std::env::var("PATTERNS").ok().and_then(|it| it.parse().ok()).unwrap_or(150)
}

#[test]
fn no_analysis_takes_more_memory_than_is_reserved_for_it() {
    let mut over = Vec::new();
    let mut longest = [(0.0, String::new()), (0.0, String::new())];
    let mut most = [(0.0, String::new()), (0.0, String::new())];
    for piece in WORST.iter().map(|it| (*it).to_owned()).chain((0..patterns()).map(pattern)) {
        for length in LENGTHS {
            let text = piece.repeat(length / piece.len());
            for (in_json, most) in [false, true].into_iter().zip(&mut most) {
                let (taken, reserved) =
                    (most_taken(&text, in_json, MEMORY), work_memory(text.len(), in_json));
                let times = |bytes: usize| bytes as f64 / text.len() as f64;
                if times(taken) > most.0 {
                    *most = (times(taken), piece.clone());
                }
                if taken > reserved {
                    let (taken, reserved) = (times(taken), times(reserved));
                    over.push(format!("{taken:.1} times its text, {reserved:.1} reserved: {piece:?}"));
                }
            }
            for (form, longest) in [AlignmentForm::List, AlignmentForm::Compact].into_iter().zip(&mut longest)
            {
                let factor = (longest_answer(&text, form).saturating_sub(ANSWER)) as f64 / text.len() as f64;
                if factor > longest.0 {
                    *longest = (factor, piece.clone());
                }
            }
        }
    }
    let [message, json] = most;
    println!("the most is {:.1} times its text: {:?}", message.0, message.1);
    println!("in JSON {:.1} times: {:?}", json.0, json.1);
    let [list, compact] = longest;
    println!("the longest answer is {:.1} times its text and 4 KiB: {:?}", list.0, list.1);
    println!("with a compact alignment {:.1} times its text and 4 KiB: {:?}", compact.0, compact.1);
    assert!(list.0 <= LIST && compact.0 <= COMPACT);
    assert!(over.is_empty(), "\n{}", over.join("\n"));
    no_trace_takes_more_memory_than_is_reserved_for_it();
    no_verification_takes_more_memory_than_is_reserved_for_it();
}

/// `count` words of a repeating list, starting at a position.
fn words(count: usize, from: usize, list: usize) -> String {
    (from..from + count)
        .map(|at| format!("كلمة{}ا ", char::from_u32(0x628 + (at % list) as u32).unwrap_or('ب')))
        .collect()
}

/// A different word for each number.
fn arabic(number: usize) -> String {
    const LETTERS: [char; 10] = ['ب', 'د', 'ر', 'س', 'ز', 'ط', 'ق', 'ل', 'م', 'ن'];
    (0..6).map(|at| LETTERS[(number / 10_usize.pow(at)) % 10]).collect()
}

/// Quotes that are designed to be joined and to differ. Each document has one of them.
fn quotes() -> Vec<(&'static str, Vec<String>)> {
    let many = |make: &dyn Fn(usize) -> String| (0..300).map(make).collect::<Vec<_>>();
    vec![
        ("the same words", many(&|_| words(60, 0, 20))),
        ("words that move", many(&|at| words(60, at, 20))),
        ("short ones", many(&|at| words(3, at % 3, 20))),
        ("letters", many(&|at| format!("{} ا ب ت ث ج ح خ", "ا ".repeat(at % 7)))),
        ("one word added", many(&|at| format!("{}رقم{} {}", words(30, 0, 20), at % 9, words(30, 5, 20)))),
        (
            "words that only one has",
            many(&|at| {
                (0..40).map(|word| format!("{} {} ", arabic(word), arabic(1000 + 40 * at + word))).collect()
            }),
        ),
        ("numbers", many(&|at| (0..50).map(|word| format!("جسر {} ", word * (1 + at % 2))).collect())),
        ("long ones", (0..6).map(|at| words(5000, at, 19)).collect()),
    ]
}

/// Called by the single test, because tests in one process would count each other's memory.
fn no_trace_takes_more_memory_than_is_reserved_for_it() {
    for (name, quotes) in quotes() {
        let document = |(at, words): (usize, &String)| {
            let mut quote = TraceQuote::default();
            quote.words.clone_from(words);
            let mut document = TraceDocument::default();
            document.id = format!("d{at}");
            document.quotes.push(quote);
            document
        };
        MEMORY.reset_peak_memory();
        let documents: Vec<_> = quotes.iter().enumerate().map(document).collect();
        let kept = MEMORY.get_peak_memory();
        let reserved: usize = documents.iter().map(kept_memory).sum();
        assert!(kept <= reserved, "{name}: {kept} bytes are kept, {reserved} reserved");
        MEMORY.reset_peak_memory();
        let traced = trace(&documents);
        let clusters = traced.clusters.len();
        let answer = trace_response(&documents, traced, isnad::OffsetEncoding::Utf8).encode_to_vec();
        let (taken, reserved) = (MEMORY.get_peak_memory(), trace_memory(&documents, 0));
        let length: usize = quotes.iter().map(String::len).sum();
        let times = |bytes: usize| bytes as f64 / length as f64;
        println!(
            "{name}: {clusters} clusters, {:.1} times the words, {:.1} reserved, answer {:.1}",
            times(taken),
            times(reserved),
            times(answer.len())
        );
        assert!(taken <= reserved, "{name}: {taken} bytes are taken, {reserved} reserved");
    }
}

/// The same for verification.
fn no_verification_takes_more_memory_than_is_reserved_for_it() {
    let mut over = Vec::new();
    // A claim as long as its text takes the most memory, and its alignment is slow without optimisation.
    const LENGTH: usize = 30_000;
    for piece in WORST.iter().map(|it| (*it).to_owned()).chain((0..patterns() / 30).map(pattern)) {
        let text = piece.repeat(LENGTH / piece.len());
        // Almost the whole text, or a part of it. The longer the claim, the larger the part that is aligned.
        for share in [1, 7] {
            let end = (0..=text.len() / share).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let claim = format!("{} زيادة", &text[..end]);
            for in_json in [false, true] {
                let taken = verifying(&text, &claim, in_json, MEMORY);
                let reserved = work_memory(text.len(), in_json) + claims_memory(1, claim.len(), in_json);
                if taken > reserved {
                    over.push(format!("{taken} of {reserved}: {piece:?} / {share}"));
                }
            }
        }
    }
    assert!(over.is_empty(), "{over:#?}");
}
