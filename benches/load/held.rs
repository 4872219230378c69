//! The load that one server can sustain.

use std::time::Duration;

use crate::common::analyze;
use crate::common::process::Process;
use crate::common::texts::long;
use crate::drive::closed;
use crate::watched::memory;

const TIME: Duration = Duration::from_secs(8);
const BYTES: usize = 5_000;

pub async fn run() {
    let request = analyze(&long(BYTES));
    let process = Process::start(&[]);
    println!("at rest: {:.0} MB resident", memory(&process, "VmRSS"));
    println!(
        "| at once | calls/s | median | p99 | failed or refused | server's processor time a call | resident |\n| --- | --- | --- | --- | --- | --- | --- |"
    );
    for callers in [1, 16, 128] {
        let before = process.busy();
        let ends = closed(&process, callers, &request, TIME).await;
        let answered = ends.good.len();
        let each = (process.busy() - before) / answered as u32;
        println!(
            "| {callers} | {:.0} | {} | {} | {} µs | {:.0} MB |",
            answered as f64 / TIME.as_secs_f64(),
            ends.good.cells(),
            ends.failed + ends.refused.len(),
            each.as_micros(),
            memory(&process, "VmRSS")
        );
    }
}
