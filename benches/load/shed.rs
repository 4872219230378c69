//! More load than the server's capacity.

use std::time::Duration;

use crate::apart::apart;
use crate::common::analyze;
use crate::common::texts::long;
use crate::drive::{closed, open};
use crate::tally::ms;

const TIME: Duration = Duration::from_secs(8);

pub async fn run() {
    println!(
        "| text | may wait | calls/s it can do | offered | answered | median | p99 | p99 unloaded | refused | median | p99 |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    );
    let few = (2, 1);
    let default = (512, 64);
    for (bytes, (calls, long)) in
        [(30_000, few), (30_000, default), (100_000, few), (100_000, default), (1_000_000, few)]
    {
        let request = analyze(&self::long(bytes));
        let (calls, long) = (calls.to_string(), long.to_string());
        let process = apart(&["--max-calls", &calls, "--max-waiting", &long]);
        let waiting = if bytes > 32 << 10 { long } else { calls };
        let unloaded = closed(&process, 1, &request, TIME / 4).await;
        let full = closed(&process, 2, &request, TIME / 2).await;
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
            ends.refused.cells(),
        );
    }
}
