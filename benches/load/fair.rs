//! Latency of short texts while long texts are processed.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::common::analyze;
use crate::common::process::Process;
use crate::common::texts::long;
use crate::drive::{client, closed};
use crate::tally::Tally;

const TIME: Duration = Duration::from_secs(8);
const BESIDE: usize = 8;

pub async fn run() {
    let process = Process::start(&[]);
    println!("| text | beside it | calls | median | p99 |\n| --- | --- | --- | --- | --- |");
    for bytes in [2_000, 20_000] {
        let alone = now_and_then(&process, bytes).await;
        println!("| {bytes} B | nothing | {} | {} |", alone.len(), alone.cells());
        let request = analyze(&long(1_000_000));
        let (beside, long) =
            tokio::join!(now_and_then(&process, bytes), closed(&process, BESIDE, &request, TIME));
        println!(
            "| {bytes} B | {BESIDE} callers with 1 MB ({} answered) | {} | {} |",
            long.good.len(),
            beside.len(),
            beside.cells()
        );
    }
}

/// One caller that pauses between its calls.
async fn now_and_then(process: &Process, bytes: usize) -> Tally {
    let (mut client, request) = (client(process).await, analyze(&long(bytes)));
    let end = Instant::now() + TIME;
    let mut times = Tally::default();
    while Instant::now() < end {
        let start = Instant::now();
        client.analyze(request.clone()).await.expect("an answer");
        times.add(start.elapsed());
        sleep(Duration::from_millis(5)).await;
    }
    times
}
