//! Speakers of plain sentences with any name: a sample of what `scripts/name-frames` measures in full.
//!
//! `tests/frames` has names, verbs, frames and contents. `gates/name-frames.txt` has the minimum share of right speakers.
//! `UPDATE=1 scripts/test frames::` raises it to just under the current share. It never lowers it.

use std::collections::HashMap;
use std::{env, fs};

use isnad::analyze;

use crate::at;

const FLOOR: &str = "gates/name-frames.txt";
const SEED: u64 = 8;
const CASES: usize = 480;
/// The distance of the floor below the measured share.
const SLACK: f64 = 0.01;

type Row = HashMap<String, String>;

/// Deterministic pseudo-random numbers.
struct Draw(u64);

impl Draw {
    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        &of[(self.0 >> 33) as usize % of.len()]
    }
}

fn read(file: &str) -> String {
    fs::read_to_string(at("tests/frames").join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The rows of a table, by the names of its columns.
fn table(file: &str) -> Vec<Row> {
    let text = read(file);
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let columns: Vec<&str> = lines.next().expect("columns").split('\t').collect();
    let row = |line: &str| {
        columns.iter().map(|&it| it.to_owned()).zip(line.split('\t').map(str::to_owned)).collect()
    };
    lines.map(row).collect()
}

/// The sentence of a frame.
fn filled(frame: &Row, verb: &Row, name: &Row, content: &str) -> String {
    let (perfect, imperfect) = match name["gender"].as_str() {
        "m" => ("masculine", "imperfect"),
        _ => ("feminine", "imperfect feminine"),
    };
    let words = [
        ("VERB", verb[perfect].as_str()),
        ("IMPERFECT", &verb[imperfect]),
        ("THAT", &verb["that"]),
        ("NAME", &name["name"]),
        ("SHORT", &name["short"]),
        ("CONTENT", content),
        ("¶", "\n"),
    ];
    words.iter().fold(frame[perfect].clone(), |text, (place, words)| text.replace(place, words))
}

/// The speaker that the answer names for the content.
fn speaker(text: &str, content: &str) -> Option<String> {
    let analysis = analyze(text);
    let start = text.rfind(content).expect("the content is in the text");
    let said = start..start + content.len();
    let quotes = analysis.extraction.quotes;
    let overlaps = |span: &isnad::Span| (span.start as usize) < said.end && said.start < span.end as usize;
    let quote = quotes.iter().find(|quote| quote.content.iter().any(overlaps))?;
    let entity = &analysis.extraction.entities[quote.speaker.entity? as usize];
    Some(entity.name.slice(text).to_owned())
}

/// The share of sentences whose speaker has exactly the words of the name.
fn share_of_right_speakers() -> f64 {
    let [frames, verbs, names] = ["frames.tsv", "verbs.tsv", "names.tsv"].map(table);
    let contents = read("contents.txt");
    let contents: Vec<&str> = contents.lines().collect();
    let mut draw = Draw(SEED);
    let mut right = 0;
    for case in 0..CASES {
        let frame = &frames[case % frames.len()];
        let fits = |verb: &&Row| frame["needs"] == "-" || verb["takes"].contains(&frame["needs"]);
        let fitting: Vec<&Row> = verbs.iter().filter(fits).collect();
        let (verb, name, content) = (draw.one(&fitting), draw.one(&names), draw.one(&contents));
        let text = filled(frame, verb, name, content);
        right += usize::from(speaker(&text, content).as_ref() == Some(&name["name"]));
    }
    right as f64 / CASES as f64
}

#[test]
fn the_speakers_of_plain_sentences_are_right_as_often_as_before() {
    let share = share_of_right_speakers();
    let written = fs::read_to_string(at(FLOOR)).expect(FLOOR);
    let mut floor: f64 = written.trim().parse().expect("a share");
    if env::var_os("UPDATE").is_some() && share - SLACK > floor {
        fs::write(at(FLOOR), format!("{:.3}\n", share - SLACK)).expect(FLOOR);
        floor = share - SLACK;
    }
    assert!(
        share >= floor,
        "{share:.3} of the speakers are right, {floor:.3} were; scripts/name-frames shows which"
    );
}
