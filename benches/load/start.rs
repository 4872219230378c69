//! How soon a process serves, and how much memory it has then.

use std::time::Instant;

use isnad::server::pb::GetInfoRequest;

use crate::common::process::Process;
use crate::drive::client;
use crate::tally::{Tally, ms};
use crate::watched::memory;

const STARTS: usize = 40;

pub async fn run() {
    let (mut served, mut answered) = (Tally::default(), Tally::default());
    let mut rest = 0.0;
    for _ in 0..STARTS {
        let start = Instant::now();
        let process = Process::start(&[]);
        served.add(start.elapsed());
        let info = client(&process).await.get_info(GetInfoRequest {}).await;
        answered.add(start.elapsed());
        info.expect("it serves");
        rest = memory(&process, "VmRSS").max(rest);
    }
    println!("| from the start of the process | median | 99th percentile |\n| --- | --- | --- |");
    println!("| it says that it serves | {} |", served.cells());
    println!("| the first call is answered | {} |", answered.cells());
    println!("\nmemory at rest: {rest:.1} MB; the quickest start: {}", ms(served.at(0.0)));
}
