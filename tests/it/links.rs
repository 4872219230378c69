//! Links of the documents lead to files of the repository, and to headings that are in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use crate::ROOT;

/// Folders without documents of ours; test cases have a notation that looks like links.
const OTHERS: &[&str] = &["target", "node_modules", ".git", ".tools", "tests"];

/// Paths and texts of all Markdown documents.
fn documents() -> Vec<(String, String)> {
    let ours = |entry: &walkdir::DirEntry| !OTHERS.iter().any(|name| entry.file_name() == *name);
    let entries = WalkDir::new(ROOT).sort_by_file_name().into_iter().filter_entry(ours).flatten();
    let pages = entries.filter(|entry| entry.path().extension().is_some_and(|it| it == "md"));
    let read = |entry: walkdir::DirEntry| {
        let text = fs::read_to_string(entry.path()).expect("a document");
        (entry.path().display().to_string(), text)
    };
    pages.map(read).collect()
}

/// The text without blocks of code.
fn prose(text: &str) -> String {
    let parts = text.split("\n```").enumerate().filter(|(at, _)| at % 2 == 0);
    parts.map(|(_, part)| part).collect()
}

/// Where links of a text lead, without those to the network.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
    targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:")).collect()
}

/// The anchors of a document's headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let text = format!("\n{}", prose(text));
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#').trim())).collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// What is wrong with a link of the document at `path`, if anything.
fn fault(path: &str, text: &str, link: &str) -> Option<String> {
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = Path::new(path).parent()?.join(file);
    if !file.is_empty() && !target.exists() {
        return Some(format!("{path}: no file {file}"));
    }
    if anchor.is_empty() || !(file.is_empty() || file.ends_with(".md")) {
        return None;
    }
    let known = if file.is_empty() { anchors(text) } else { anchors(&fs::read_to_string(target).ok()?) };
    (!known.contains(anchor)).then(|| format!("{path}: no heading #{anchor} in {link}"))
}

#[test]
fn each_link_leads_to_a_file_and_a_heading() {
    let documents = documents();
    assert!(documents.len() > 20, "{} documents", documents.len());
    let faults = documents.iter().flat_map(|(path, text)| {
        let prose = format!("\n{}", prose(text));
        links(&prose).into_iter().filter_map(|link| fault(path, text, link)).collect::<Vec<_>>()
    });
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_link_that_leads_nowhere_is_noticed() {
    let page = format!("{ROOT}/docs/page.md");
    let text = "# One heading\n\nsee [it](page.md#one-heading) and [other](missing.md) and [third](#two)\n";
    let found: Vec<_> = links(text).into_iter().filter_map(|link| fault(&page, text, link)).collect();
    assert_eq!(found.len(), 3, "{found:?}");
}
