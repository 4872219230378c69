//! Runs one subject over one corpus. `scripts/instructions` runs this program under callgrind, and `scripts/peers-speed` times it.
//!
//! ```text
//! instructions                     lists the subjects, one a line: "ours" or "floor", a tab, the name
//! instructions SUBJECT made        runs a subject over generated news
//! instructions SUBJECT articles    runs a subject over the annotated articles, if there are any
//! instructions SUBJECT FOLDER      runs a subject over the text files of a folder
//! ```
//!
//! Prints the number of bytes, and for a folder the processor time of a second run, in seconds. Only the code inside
//! [`measured`] is counted.

#[path = "clock.rs"]
mod clock;
#[path = "corpus.rs"]
mod corpus;
#[path = "subjects.rs"]
mod subjects;

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;

use subjects::{Prepared, Subject, subjects};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let subjects = subjects();
    let [wanted, wanted_texts] = arguments.as_slice() else {
        for subject in &subjects {
            println!("{}\t{}", if subject.floor { "floor" } else { "ours" }, subject.name);
        }
        return ExitCode::SUCCESS;
    };
    let Some(subject) = subjects.iter().find(|it| it.name == wanted) else {
        eprintln!("instructions: no subject {wanted:?}");
        return ExitCode::FAILURE;
    };
    let Some(texts) = corpus(wanted_texts) else {
        eprintln!("instructions: no corpus {wanted_texts:?}");
        return ExitCode::FAILURE;
    };
    let prepared: Vec<Prepared> = texts.iter().map(|text| Prepared::new(text)).collect();
    black_box(measured(subject, &prepared));
    println!("{}", texts.iter().map(String::len).sum::<usize>());
    // callgrind counts the generated and the annotated texts, and has no clock.
    if Path::new(wanted_texts).is_dir() {
        let start = clock::busy();
        black_box(measured(subject, &prepared));
        println!("{}", (clock::busy() - start).as_secs_f64());
    }
    ExitCode::SUCCESS
}

/// The texts. Of the articles it takes a part: callgrind is slow, and a few texts show whether a stage has become slower.
fn corpus(name: &str) -> Option<Vec<String>> {
    const MADE: usize = 150;
    const EVERY: usize = 15;
    match name {
        "made" => Some(corpus::made(MADE)),
        "articles" => Some(corpus::articles()?.into_iter().step_by(EVERY).collect()),
        folder => corpus::texts(Path::new(folder)),
    }
}

/// The boundary of what is counted. `scripts/instructions` refers to its name.
#[inline(never)]
#[unsafe(no_mangle)]
fn measured(subject: &Subject, texts: &[Prepared]) -> usize {
    texts.iter().map(|text| (subject.work)(text)).sum()
}
