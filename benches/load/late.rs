//! How soon a worker is free after its caller gives up.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::common::analyze;
use crate::common::process::Process;
use crate::common::texts::long;
use crate::drive::client;
use crate::tally::Tally;

const CALLS: usize = 40;
/// A text of 16 MB takes several hundred milliseconds, so that every call is cancelled while it runs.
const BYTES: usize = 16_000_000;
const PATIENCE: Duration = Duration::from_millis(30);

pub async fn run() {
    let limits =
        ["--max-text-bytes", "32MiB", "--max-message-bytes", "64MiB", "--admin-listen", "127.0.0.1:0"];
    let process = Process::start(&limits);
    let (client, request) = (client(&process).await, analyze(&long(BYTES)));
    let mut times = Tally::default();
    while times.len() < CALLS {
        let (mut client, request) = (client.clone(), request.clone());
        let call = tokio::spawn(async move { client.analyze(request).await.is_ok() });
        while !works(&process).await {
            assert!(!call.is_finished(), "the call was over before it was seen");
        }
        sleep(PATIENCE).await;
        assert!(!call.is_finished(), "the call was over before it was given up");
        call.abort();
        let start = Instant::now();
        while works(&process).await {}
        times.add(start.elapsed());
    }
    println!(
        "given up in the middle of {BYTES} B: the worker is free after {} (median | p99)",
        times.cells()
    );
}

/// Returns whether a worker is processing a document.
async fn works(process: &Process) -> bool {
    process.metrics().await.contains("isnad_documents_in_work 1")
}
