//! Measures where the threshold between inline processing and workers should be.

use std::time::Duration;

use crate::common::analyze;
use crate::common::process::Process;
use crate::common::texts::long;
use crate::drive::closed;
use crate::tally::ms;

const TIME: Duration = Duration::from_secs(3);

pub async fn run() {
    println!(
        "| text | processor time inline | by a worker | ratio | median inline | by a worker |\n| --- | --- | --- | --- | --- | --- |"
    );
    for kb in [1, 2, 4, 8, 16, 32, 64] {
        let request = analyze(&long(kb * 1000));
        let mut cells = Vec::new();
        for inline in ["1MiB", "0"] {
            let process = Process::start(&["--inline-bytes", inline]);
            let before = process.busy();
            let ends = closed(&process, 2, &request, TIME).await;
            let each = (process.busy() - before) / ends.good.len() as u32;
            cells.push((each, ends.good.at(0.5)));
        }
        let ratio = cells[1].0.as_secs_f64() / cells[0].0.as_secs_f64();
        let [inline, worker] = [cells[0], cells[1]];
        println!(
            "| {kb} KB | {} µs | {} µs | {ratio:.2} | {} | {} |",
            inline.0.as_micros(),
            worker.0.as_micros(),
            ms(inline.1),
            ms(worker.1)
        );
    }
}
