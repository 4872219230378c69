//! More than the server can do.

use std::time::Duration;

use crate::common::analyze;
use crate::common::process::Process;
use crate::common::texts::long;
use crate::drive::{closed, open};
use crate::tally::ms;

const TIME: Duration = Duration::from_secs(8);

pub async fn run() {
    println!(
        "| text | may wait | calls/s it can do | offered | answered | median | p99 | p99 unloaded | refused | p99 of refusals |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    );
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let few = (cores, cores);
    let default = (256, 64);
    for (bytes, (short, long)) in
        [(5_000, few), (5_000, default), (100_000, few), (100_000, default), (1_000_000, few)]
    {
        let request = analyze(&self::long(bytes));
        let (short, long) = (short.to_string(), long.to_string());
        let process = Process::start(&["--max-waiting-short", &short, "--max-waiting", &long]);
        let waiting = if bytes > 32 << 10 { long } else { short };
        let unloaded = closed(&process, 1, &request, TIME / 4).await;
        let full = closed(&process, 4, &request, TIME / 2).await;
        let capacity = full.good.len() as f64 / (TIME / 2).as_secs_f64();
        let ends = open(&process, 2.0 * capacity, &request, TIME).await;
        assert_eq!(ends.failed, 0, "neither answered nor refused");
        println!(
            "| {bytes} B | {waiting} | {capacity:.0} | {:.0}/s | {:.0}/s | {} | {} | {:.0}/s | {} |",
            2.0 * capacity,
            ends.good.len() as f64 / TIME.as_secs_f64(),
            ends.good.cells(),
            ms(unloaded.good.at(0.99)),
            ends.refused.len() as f64 / TIME.as_secs_f64(),
            ms(ends.refused.at(0.99)),
        );
    }
}
