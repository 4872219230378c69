//! Load tests of a server over the loopback: `cargo bench --locked --bench load -- PART…`. Each part prints its table.
//!
//! | part | measures |
//! | --- | --- |
//! | `sizes` | processor time of a call by length of its text, processed inline and by workers |
//! | `call` | processor time of a call by length of its text, compared with the same stack with a canned answer |
//! | `forms` | time and processor time of a call over gRPC, in JSON, and with a field mask |
//! | `bulk` | 20,000 articles through the command line, with one job and with two, and through a stream |
//! | `start` | time from the start to the first call served, memory at rest |
//! | `held` | calls a second at 1, 16 and 128 concurrent calls, their latency, memory |
//! | `fair` | latency of short texts while long texts occupy the cores |
//! | `shed` | calls at twice the server's capacity: latency of the answered calls and of the refused ones |
//! | `crowd` | 2,048 callers with the texts that take longest: latency of a probe beside them |
//! | `late` | time until a worker is free after its caller gives up |
//! | `leak` | memory after 100 thousand and after a million calls |
//! | `pressure [SECONDS]` | ten times the capacity, half-sent bodies and readers that stop, beside honest calls and a probe |
//! | `soak [SECONDS]` | kills, shutdowns, floods and slow readers while answers are compared |
//!
//! Client and server share the machine, so absolute figures are a lower bound. Ratios within a part are reliable.

#[path = "../../tests/common/mod.rs"]
mod common;

#[path = "../peers/corpus.rs"]
#[allow(dead_code, reason = "each bench uses its part")]
mod corpus;

mod apart;
mod bulk;
mod call;
mod canned;
mod crowd;
mod drive;
mod fair;
mod forms;
mod held;
mod late;
mod leak;
mod pressure;
mod probe;
mod shed;
mod sizes;
mod soak;
mod start;
mod tally;
mod watched;

use std::iter::Peekable;

use tokio::runtime::Builder;

fn main() {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let runtime = Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut parts = arguments.iter().map(String::as_str).peekable();
        while let Some(part) = parts.next() {
            match part {
                canned::PART => canned::serve().await,
                "sizes" => sizes::run().await,
                "call" => call::run().await,
                "forms" => forms::run().await,
                "bulk" => bulk::run().await,
                "start" => start::run().await,
                "held" => held::run().await,
                "fair" => fair::run().await,
                "shed" => shed::run().await,
                "late" => late::run().await,
                "leak" => leak::run().await,
                "crowd" => crowd::run().await,
                "pressure" => pressure::run(seconds(&mut parts).unwrap_or(60)).await,
                "soak" => soak::run(seconds(&mut parts).unwrap_or(120)).await,
                other => panic!("no part {other}: {PARTS}"),
            }
        }
        if arguments.is_empty() {
            println!("which part? {PARTS}");
        }
    });
}

const PARTS: &str = "sizes, call, forms, bulk, start, held, fair, shed, crowd, late, leak, pressure, soak";

/// The number after a part, if there is one.
fn seconds<'a>(parts: &mut Peekable<impl Iterator<Item = &'a str>>) -> Option<u64> {
    parts.next_if(|it| it.parse::<u64>().is_ok())?.parse().ok()
}
