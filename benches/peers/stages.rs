//! The speed of each stage, of the whole analysis, and of the floors, on the same texts in one run. The ratios are the result.
//!
//! ```text
//! cargo bench --locked --manifest-path benches/peers/Cargo.toml --bench stages               all of it
//! cargo bench --locked --manifest-path benches/peers/Cargo.toml --bench stages -- analysis   only what is so named
//! ```
//!
//! Measured on generated news, and on articles if they are available (`corpus.rs`). The result is the processor time of this
//! thread in the fastest sample, because the other samples lost time to neighbours. `scripts/instructions` counts the same
//! subjects without noise.

#[path = "clock.rs"]
mod clock;
#[path = "corpus.rs"]
mod corpus;
#[path = "subjects.rs"]
mod subjects;

use std::cell::Cell;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput};

use clock::busy;
use subjects::{Prepared, REFERENCE, Subject, subjects};

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let mut tables = vec![measure("made", &corpus::made(150), &mut criterion)];
    tables.extend(corpus::articles().map(|all| {
        let some: Vec<String> = all.into_iter().step_by(15).collect();
        measure("articles", &some, &mut criterion)
    }));
    criterion.final_summary();
    tables.iter().for_each(|table| println!("{table}"));
}

/// Measures all subjects over the texts. Returns a Markdown table.
fn measure(corpus: &str, texts: &[String], criterion: &mut Criterion) -> String {
    let bytes: usize = texts.iter().map(String::len).sum();
    let prepared: Vec<Prepared> = texts.iter().map(|text| Prepared::new(text)).collect();
    let mut group = criterion.benchmark_group(corpus);
    group.throughput(Throughput::Bytes(bytes as u64));
    let mut measured: Vec<(Subject, f64)> = Vec::new();
    for subject in subjects() {
        let fastest = Cell::new(Duration::MAX);
        group.bench_function(subject.name, |bencher| {
            bencher.iter_custom(|times| {
                let took = time(&subject, &prepared, times);
                fastest.set(fastest.get().min(took / times as u32));
                took
            });
        });
        if fastest.get() < Duration::MAX {
            let speed = bytes as f64 / fastest.get().as_secs_f64() / 1e6;
            measured.push((subject, speed));
        }
    }
    group.finish();
    table(corpus, &measured)
}

fn time(subject: &Subject, texts: &[Prepared], times: u64) -> Duration {
    let start = busy();
    for _ in 0..times {
        for text in texts {
            black_box((subject.work)(text));
        }
    }
    busy() - start
}

/// The floors are in italics.
fn table(corpus: &str, measured: &[(Subject, f64)]) -> String {
    let reference = measured.iter().find(|(subject, _)| subject.name == REFERENCE).map(|(_, speed)| speed);
    let row = |(subject, speed): &(Subject, f64)| {
        let ratio = reference.map_or("-".to_owned(), |reference| format!("{:.2}", speed / reference));
        let name = if subject.floor { format!("*{}*", subject.name) } else { subject.name.to_owned() };
        format!("| {name} | {speed:.1} | {ratio} |\n")
    };
    let rows: String = measured.iter().map(row).collect();
    format!("\n| {corpus} | MB/s | times {REFERENCE} |\n| --- | --- | --- |\n{rows}")
}
