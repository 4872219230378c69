//! Memory over a million calls.

use tokio::task::JoinSet;

use crate::common::analyze;
use crate::common::process::Process;
use crate::common::texts::SHORT;
use crate::drive::client;
use crate::watched::memory;

const FEW: usize = 100_000;
const MANY: usize = 1_000_000;
const CALLERS: usize = 16;
/// The maximum ratio of resident memory after many calls to resident memory after few.
const GROWTH: f64 = 1.05;

pub async fn run() {
    let process = Process::start(&[]);
    let start = memory(&process, "VmRSS");
    calls(&process, FEW).await;
    let few = memory(&process, "VmRSS");
    calls(&process, MANY - FEW).await;
    let many = memory(&process, "VmRSS");
    println!(
        "resident: {start:.1} MB at the start, {few:.1} MB after {FEW} calls, {many:.1} MB after {MANY}: {:.3} times",
        many / few
    );
    assert!(many <= few * GROWTH, "it grows");
}

async fn calls(process: &Process, count: usize) {
    let mut tasks = JoinSet::new();
    for _ in 0..CALLERS {
        let mut client = client(process).await;
        tasks.spawn(async move {
            for _ in 0..count / CALLERS {
                client.analyze(analyze(SHORT)).await.expect("an answer");
            }
        });
    }
    while let Some(end) = tasks.join_next().await {
        end.expect("no panic");
    }
}
