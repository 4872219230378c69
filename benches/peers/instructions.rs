//! Runs one subject over one corpus once. `scripts/instructions` runs this program under callgrind.
//!
//! ```text
//! instructions                     lists the subjects, one a line: "ours" or "floor", a tab, the name
//! instructions SUBJECT made        runs a subject over generated news
//! instructions SUBJECT articles    runs a subject over articles, if they are available
//! ```
//!
//! Prints the number of processed bytes. Only the code inside [`measured`] is counted.

#[path = "corpus.rs"]
mod corpus;
#[path = "subjects.rs"]
mod subjects;

use std::hint::black_box;
use std::process::ExitCode;

use subjects::{Prepared, Subject, subjects};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let subjects = subjects();
    let [wanted, texts] = arguments.as_slice() else {
        for subject in &subjects {
            println!("{}\t{}", if subject.floor { "floor" } else { "ours" }, subject.name);
        }
        return ExitCode::SUCCESS;
    };
    let Some(subject) = subjects.iter().find(|it| it.name == wanted) else {
        eprintln!("instructions: no subject {wanted:?}");
        return ExitCode::FAILURE;
    };
    let Some(texts) = corpus(texts) else {
        eprintln!("instructions: no corpus {texts:?}");
        return ExitCode::FAILURE;
    };
    let prepared: Vec<Prepared> = texts.iter().map(|text| Prepared::new(text)).collect();
    black_box(measured(subject, &prepared));
    println!("{}", texts.iter().map(String::len).sum::<usize>());
    ExitCode::SUCCESS
}

/// A part of the texts. callgrind is slow, and a few texts show whether a stage has become slower.
fn corpus(name: &str) -> Option<Vec<String>> {
    const MADE: usize = 150;
    const EVERY: usize = 15;
    match name {
        "made" => Some(corpus::made(MADE)),
        "articles" => Some(corpus::articles()?.into_iter().step_by(EVERY).collect()),
        _ => None,
    }
}

/// The boundary of what is counted. `scripts/instructions` refers to its name.
#[inline(never)]
#[unsafe(no_mangle)]
fn measured(subject: &Subject, texts: &[Prepared]) -> usize {
    texts.iter().map(|text| (subject.work)(text)).sum()
}
