//! The literate cases: Arabic text in Markdown with the expected results. `tests/cases/README.md`
//! tells a linguist how to write one; the code here only reads and compares.
//!
//! `CASES=verbs scripts/test cases::` runs the files whose name contains "verbs". `GAPS=1` shows the current results of the known
//! gaps (with `-- --nocapture`).

mod check;
mod file;
mod marked;
#[path = "../../common/marked.rs"]
mod signs;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{analysis_support, at};
use check::check;
use file::{Case, File};
use isnad::{Cancel, Options};

fn paths() -> Vec<PathBuf> {
    let entries = fs::read_dir(at("tests/cases")).expect("tests/cases is a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md"));
    paths.sort();
    paths
}

fn read(path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    File::parse(&text).unwrap_or_else(|e| panic!("{}:{e}", path.display()))
}

/// The faults of a case. A known gap that has been closed is a fault too.
fn verdict(case: &Case) -> Vec<String> {
    let faults = check(case);
    match (&case.gap, faults.is_empty()) {
        (Some(_), false) => Vec::new(),
        (Some(reason), true) => vec![format!("now passes: take out \"known-gap: {reason}\"")],
        (None, _) => faults,
    }
}

#[test]
fn every_case_holds() {
    let wanted = std::env::var("CASES").unwrap_or_default();
    let show_gaps = std::env::var_os("GAPS").is_some();
    let (mut cases, mut gaps, mut report) = (0, 0, String::new());
    for path in paths() {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if !name.contains(&wanted) {
            continue;
        }
        let file = read(&path);
        cases += file.cases.len();
        gaps += file.cases.iter().filter(|case| case.gap.is_some()).count();
        for case in &file.cases {
            if let (Some(reason), true) = (&case.gap, show_gaps) {
                println!("{name}:{} {}: {reason}\n{}", case.line, case.name, check(case).join("\n"));
            }
            for fault in verdict(case) {
                report.push_str(&format!("tests/cases/{name}:{} {}\n{fault}\n", case.line, case.name));
            }
        }
    }
    println!("{cases} cases, {gaps} of them known gaps");
    assert!(cases > 0, "no file in tests/cases is named like {wanted:?}");
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn the_steps_shown_for_each_case_lead_to_its_speakers() {
    let mut quotes = 0;
    for case in paths().iter().flat_map(|path| read(path).cases) {
        let told = isnad::internals::explain::explain(&case.text, &Options::default(), &Cancel::new())
            .expect("nobody cancelled");
        analysis_support::assert_explained(&case.text, &told);
        quotes += told.extraction.quotes.len();
    }
    assert!(quotes > 0, "the cases have quotes");
}

/// The first cells of all tables with this title in the first column.
fn rows(title: &str) -> BTreeSet<String> {
    let files = paths().into_iter().map(|path| read(&path));
    let cases = files.flat_map(|file| file.cases).filter(|case| case.table.as_deref() == Some(title));
    cases.map(|case| case.name).collect()
}

/// The first column of a table of the lexicon, without its header and comments.
fn column(table: &str) -> BTreeSet<String> {
    let path = at("lexicon").join(table);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    lines.filter_map(|line| line.split('\t').next().map(str::to_owned)).collect()
}

fn assert_covered(lexicon: &BTreeSet<String>, cases: &BTreeSet<String>, what: &str) {
    let missing: Vec<&String> = lexicon.difference(cases).collect();
    let strange: Vec<&String> = cases.difference(lexicon).collect();
    assert!(missing.is_empty(), "no case exercises these rows of {what}: {missing:?}");
    assert!(strange.is_empty(), "cases for rows that {what} does not have: {strange:?}");
}

#[test]
fn every_verb_has_a_case() {
    assert_covered(&column("verbs.tsv"), &rows("lemma"), "lexicon/verbs.tsv");
}

#[test]
fn every_phrase_has_a_case() {
    assert_covered(&column("phrases.tsv"), &rows("phrase"), "lexicon/phrases.tsv");
}
