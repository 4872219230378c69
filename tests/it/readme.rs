//! README.md and docs/ show the real output of the binary, and explain every name that they have to explain.
//!
//! After an intended change: `UPDATE=1 scripts/test readme` writes the new output into it.

use std::fs;
use std::process::Command;

use isnad::internals::lexicon::{Flags, PageClass, PhraseClass, Place, frame};
use isnad::internals::quotes::{Doubt, Mismatch, NameEnd, Refusal};
use isnad::rules::{Identity, Resolution, Rule};
use serde_json::Value;

use crate::{ROOT, at};

/// The output of the binary, run from the root of the repository.
fn isnad(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_isnad")).args(arguments).current_dir(ROOT).output();
    let output = output.expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The fenced blocks of a language, without the fences.
fn blocks<'a>(readme: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    let starts = readme.split(fence.as_str()).skip(1);
    starts.map(|rest| rest.split("```").next().expect("the fence is closed")).collect()
}

#[test]
fn each_command_prints_what_is_below_it() {
    let path = at("README.md");
    let readme = fs::read_to_string(&path).expect("README.md");
    let mut updated = readme.clone();
    for block in blocks(&readme, "console") {
        let (line, _) = block.split_once('\n').expect("a command");
        let command = line.strip_prefix("$ isnad ").expect("a call of isnad");
        let printed = isnad(&command.split(' ').collect::<Vec<_>>());
        updated = updated.replace(block, &format!("{line}\n{printed}"));
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, updated).expect("README.md can be written");
    } else {
        assert_eq!(readme, updated, "UPDATE=1 scripts/test readme updates README.md");
    }
}

/// Text without the white space at the start of its lines.
fn flush(text: &str) -> String {
    text.lines().map(|line| line.trim_start().to_owned() + "\n").collect()
}

/// `<!-- PATH -->` before a block of code names the file that the block is cut from.
#[test]
fn each_program_is_cut_from_its_example() {
    let page = fs::read_to_string(at("docs/clients.md")).expect("docs/clients.md");
    let mut cut = 0;
    for rest in page.split("<!-- examples/").skip(1) {
        let (path, block) = rest.split_once(" -->\n```").expect("a block after the path");
        let (_, program) = block.split_once('\n').expect("the language");
        let program = program.split("```").next().expect("the fence is closed");
        let example = fs::read_to_string(at(&format!("examples/{path}"))).expect("the example");
        assert!(flush(&example).contains(&flush(program)), "docs/clients.md shows of {path}\n{program}");
        cut += 1;
    }
    assert!(cut >= 3, "docs/clients.md shows {cut} examples");
}

#[test]
fn the_json_is_a_quote_of_the_example() {
    let page = fs::read_to_string(at("docs/service.md")).expect("docs/service.md");
    let printed = isnad(&["analyze", "--format", "jsonl", "--offsets", "utf32", "examples/article.txt"]);
    let answer: Value = serde_json::from_str(&printed).expect("one line of JSON");
    let quotes = answer["analysis"]["quotes"].as_array().expect("quotes");
    assert!(!blocks(&page, "json").is_empty(), "docs/service.md shows no quote");
    for block in blocks(&page, "json") {
        let shown: Value = serde_json::from_str(block).expect("JSON");
        assert!(quotes.contains(&shown), "docs/service.md shows\n{shown}\nand the quotes are\n{quotes:#?}");
    }
}

#[test]
fn each_rule_and_each_reason_is_explained() {
    let page = fs::read_to_string(at("docs/quotes.md")).expect("docs/quotes.md");
    let rules = Rule::ALL.iter().map(|rule| rule.as_str());
    for name in rules.chain(Refusal::ALL.iter().map(|reason| reason.as_str())) {
        let row = page.lines().find_map(|line| line.strip_prefix(&format!("| `{name}` | ")));
        let explained = row.is_some_and(|row| !row.starts_with('|'));
        assert!(explained, "docs/quotes.md does not explain {name}");
    }
}

#[test]
fn each_way_to_a_speaker_is_explained() {
    let page = fs::read_to_string(at("docs/speakers.md")).expect("docs/speakers.md");
    let names = Resolution::all().map(Resolution::as_str);
    let names = names.chain(Identity::ALL.iter().map(|identity| identity.as_str()));
    let names = names.chain(Mismatch::ALL.iter().map(|reason| reason.as_str()));
    let names = names.chain(NameEnd::ALL.iter().map(|end| end.as_str()));
    for name in names.chain(Doubt::ALL.iter().map(|doubt| doubt.as_str())) {
        let row = page.lines().find_map(|line| line.strip_prefix(&format!("| `{name}` | ")));
        assert!(row.is_some_and(|row| !row.starts_with('|')), "docs/speakers.md does not explain {name}");
    }
}

#[test]
fn each_name_in_the_lexicon_is_explained() {
    // The build derives these from other columns of the tables.
    const DERIVED: [&str; 5] = ["verb", "phrase", "act", "feminine", "plural"];
    let readme = fs::read_to_string(at("lexicon/README.md")).expect("lexicon/README.md");
    let frames = frame::NAMES.iter().map(|(name, _)| match name.split_once(':') {
        Some((kind, _)) => format!("{kind}:X"),
        None => (*name).to_owned(),
    });
    let names = Flags::NAMES.iter().map(|it| it.0).filter(|name| !DERIVED.contains(name));
    let names = names.chain(PhraseClass::NAMES.iter().map(|it| it.0));
    let names = names.chain(PageClass::NAMES.iter().map(|it| it.0)).chain(Place::NAMES.iter().map(|it| it.0));
    for name in names.map(str::to_owned).chain(frames) {
        assert!(readme.contains(&format!("`{name}`")), "lexicon/README.md does not explain `{name}`");
    }
}
