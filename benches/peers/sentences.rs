//! Speed of sentence splitters on the same Arabic text, in one run.
//!
//! ```text
//! cargo bench --locked --manifest-path benches/peers/Cargo.toml            all splitters
//! cargo bench --locked --manifest-path benches/peers/Cargo.toml -- isnad   only splitters whose name contains the word
//! ```
//!
//! The first corpus is generated here. The second is the annotated articles (`corpus.rs`); it is skipped if they are not available.
//! `srx` needs LanguageTool's rules, which are not part of this repository: `$SRX_RULES` names the file, by default the
//! one that `scripts/peers-sentences` installs.
//!
//! In each round every splitter processes the whole corpus, document by document. The splitters take turns, so that other load on
//! the machine affects all equally. The result is the processor time of this thread in the fastest round, because the other rounds
//! lost time to neighbours' use of caches and clock.

#[path = "clock.rs"]
mod clock;
#[path = "corpus.rs"]
mod corpus;

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

use bstr::ByteSlice as _;
use clock::busy;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use unicode_segmentation::UnicodeSegmentation as _;

/// The number of rounds over a corpus.
const ROUNDS: usize = 21;
/// The splitter that ratios refer to.
const REFERENCE: &str = "unicode-segmentation";

/// A function that counts the sentences of a text.
type Count = Box<dyn Fn(&str) -> usize>;

struct Splitter {
    name: &'static str,
    count: Count,
    /// The maximum number of megabytes that it processes. Slow splitters need less to be measured.
    megabytes: usize,
}

fn main() {
    // Cargo passes `--bench`.
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let splitters: Vec<Splitter> =
        splitters().into_iter().filter(|it| only.split(',').any(|part| it.name.contains(part))).collect();
    let made = corpus::made(1000);
    report("generated news", &made, &splitters);
    match corpus::articles() {
        Some(articles) => report("articles", &articles, &splitters),
        None => println!("\narticles: none: $ISNAD_SHARED names their folder"),
    }
    let hostile: Vec<Splitter> = splitters.into_iter().filter(|it| it.name.starts_with("isnad")).collect();
    report(
        "hostile: a full stop and a megabyte of brackets",
        &[format!("a.{}", ")".repeat(1 << 20))],
        &hostile,
    );
}

fn splitters() -> Vec<Splitter> {
    let splitter = |name, megabytes, count| Splitter { name, count, megabytes };
    let icu = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut splitters = vec![
        splitter("isnad", usize::MAX, Box::new(isnad) as Count),
        splitter("mark then space", usize::MAX, Box::new(mark_then_space)),
        splitter("icu_segmenter", usize::MAX, Box::new(move |text| icu.segment_str(text).count())),
        splitter("bstr", usize::MAX, Box::new(|text| text.as_bytes().sentences().count())),
        splitter(REFERENCE, usize::MAX, Box::new(|text| text.split_sentence_bounds().count())),
        splitter("sentencex", 4, Box::new(|text| sentencex::segment("ar", text).len())),
    ];
    match srx() {
        Ok(count) => splitters.push(splitter("srx", 1, count)),
        Err(reason) => println!("srx: left out: {reason}"),
    }
    splitters
}

fn isnad(text: &str) -> usize {
    isnad::segment(text, &isnad::SegmentOptions::new()).len()
}

/// The baseline: a sentence ends at a mark followed by white space, and at a line end.
fn mark_then_space(text: &str) -> usize {
    const MARKS: &[char] = &['.', '!', '?', '؟', '…', '۔'];
    let mut ends = 0;
    let mut rest = text;
    while let Some(at) = rest.find(|c| c == '\n' || MARKS.contains(&c)) {
        let mut behind = rest[at..].chars();
        let mark = behind.next();
        rest = behind.as_str();
        ends += usize::from(mark == Some('\n') || rest.chars().next().is_none_or(char::is_whitespace));
    }
    ends
}

fn srx() -> Result<Count, String> {
    let path = srx_rules().ok_or("no rules: run scripts/peers-sentences once, or set $SRX_RULES")?;
    let file = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rules: srx::SRX = file.parse().map_err(|error| format!("{}: {error}", path.display()))?;
    let rules = rules.language_rules("ar_one");
    Ok(Box::new(move |text| rules.split(text).count()))
}

fn srx_rules() -> Option<PathBuf> {
    const INSIDE: &str = "site-packages/choppa/data/srx/languagetool_segment.srx";
    if let Some(named) = std::env::var_os("SRX_RULES") {
        return Some(named.into());
    }
    let libraries = root().join(".tools/python/lib");
    let mut versions = std::fs::read_dir(libraries).ok()?.flatten();
    versions.find_map(|version| Some(version.path().join(INSIDE)).filter(|path| path.is_file()))
}

fn root() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", ".."].iter().collect()
}

/// Measures the splitters on a corpus and prints a Markdown table.
fn report(title: &str, texts: &[String], splitters: &[Splitter]) {
    let times = measure(texts, splitters);
    let speeds: Vec<f64> =
        times.iter().map(|(bytes, time)| *bytes as f64 / time.as_secs_f64() / 1e6).collect();
    let reference = splitters.iter().position(|it| it.name == REFERENCE).map(|at| speeds[at]);
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("\n{title}: {} texts, {:.1} MB\n", texts.len(), bytes as f64 / 1e6);
    println!("| | MB/s | times {REFERENCE} | sentences per MB |\n| --- | --- | --- | --- |");
    for (splitter, speed) in splitters.iter().zip(speeds) {
        let count: usize = within(texts, splitter).map(|text| (splitter.count)(text)).sum();
        let given: usize = within(texts, splitter).map(String::len).sum();
        let count = count as f64 * 1e6 / given.max(1) as f64;
        let ratio = reference.map_or("-".to_owned(), |reference| format!("{:.2}", speed / reference));
        println!("| {} | {speed:.1} | {ratio} | {count:.0} |", splitter.name);
    }
}

/// The texts, up to the splitter's maximum.
fn within<'t>(texts: &'t [String], splitter: &Splitter) -> impl Iterator<Item = &'t String> + use<'t> {
    let mut left = splitter.megabytes.saturating_mul(1 << 20);
    texts.iter().take_while(move |text| {
        let more = left > 0;
        left = left.saturating_sub(text.len());
        more
    })
}

/// The bytes and the lowest time of each splitter.
fn measure(texts: &[String], splitters: &[Splitter]) -> Vec<(usize, Duration)> {
    let mut rounds = vec![Vec::new(); splitters.len()];
    for _ in 0..ROUNDS {
        for (splitter, times) in splitters.iter().zip(&mut rounds) {
            let start = busy();
            for text in within(texts, splitter) {
                black_box((splitter.count)(black_box(text)));
            }
            times.push(busy() - start);
        }
    }
    let fastest = |times: Vec<Duration>| times.into_iter().min().unwrap_or_default();
    let bytes = splitters.iter().map(|it| within(texts, it).map(String::len).sum());
    bytes.zip(rounds.into_iter().map(fastest)).collect()
}
