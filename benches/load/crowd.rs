//! 2,048 concurrent callers, each with the 32 KiB text that takes longest, and a probe beside them.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::apart::apart;
use crate::common::analyze;
use crate::drive::closed_apart;
use crate::probe::{self, Probe};
use crate::tally::ms;

const CALLERS: usize = 2048;
const BYTES: usize = 32 << 10;
const TIME: Duration = Duration::from_secs(20);
const ALONE: Duration = Duration::from_secs(5);

pub async fn run() {
    let limit = getrlimit(Resource::Nofile).maximum;
    setrlimit(Resource::Nofile, Rlimit { current: limit, maximum: limit }).expect("more files");
    let process = apart(&["--max-connections", "2100", "--admin-listen", "127.0.0.1:0"]);
    let port = process.admin.as_ref().expect("a port").parse().expect("an address");
    println!(
        "| {CALLERS} callers with {BYTES} B of | answered | refused | readiness, median | p99 | idle p99 | ratio |\n| --- | --- | --- | --- | --- | --- | --- |"
    );
    let idle = probe::alone(port, ALONE).await.at(0.99);
    for piece in ["بحسب ", "1\n", "قال: \"ا\" "] {
        let request = analyze(&piece.repeat(BYTES / piece.len()));
        let probe = Probe::start(port);
        let ends = closed_apart(&process, CALLERS, &request, TIME).await;
        let times = probe.times();
        assert_eq!(ends.failed, 0, "neither answered nor refused");
        let ratio = times.at(0.99).as_secs_f64() / idle.as_secs_f64();
        println!(
            "| {piece:?} | {} | {} | {} | {} | {ratio:.1} |",
            ends.good.len(),
            ends.refused.len(),
            times.cells(),
            ms(idle)
        );
    }
}
