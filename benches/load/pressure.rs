//! Everything that could exhaust a server, at the same time: ten times its capacity of the text that takes most, half-sent
//! bodies, and readers that stop; beside them honest callers and a probe.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use isnad::server::Settings;
use isnad::server::pb::AnalyzeStreamRequest;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use tonic::Code;

use crate::apart::apart;
use crate::common::analyze;
use crate::common::process::Process;
use crate::common::raw::{Connection, frame};
use crate::common::texts::long;
use crate::drive::{client, closed, open};
use crate::probe::{self, Probe};
use crate::tally::{Tally, ms};

const BUDGET: u32 = 128 << 20;
const CONNECTIONS: u32 = 256;
/// A line of one character, repeated.
const WORST: &str = "1\n";
const WORST_BYTES: usize = 200_000;
const HONEST: usize = 4;
const ATTACKERS: usize = 60;
const MEASURING: Duration = Duration::from_secs(4);

pub async fn run(seconds: u64) {
    let time = Duration::from_secs(seconds);
    let process = Arc::new(apart(&[
        "--max-connections",
        "256",
        "--memory-budget",
        "128MiB",
        "--max-text-bytes",
        "512KiB",
        "--body-timeout",
        "2s",
        "--answer-timeout",
        "2s",
        "--admin-listen",
        "127.0.0.1:0",
    ]));
    let port = process.admin.as_ref().expect("a port").parse().expect("an address");
    let worst = analyze(&WORST.repeat(WORST_BYTES / WORST.len()));
    let idle = probe::alone(port, MEASURING).await.at(0.99);
    let capacity = closed(&process, 2, &worst, MEASURING).await.good.len() as f64 / MEASURING.as_secs_f64();

    let address = process.address.parse().expect("an address");
    let attackers = attack(address);
    let probe = Probe::start(port);
    let overload = open(&process, 10.0 * capacity, &worst, time);
    let (overload, honest) = tokio::join!(overload, honest(Arc::clone(&process), time));
    let times = probe.times();
    drop(attackers);

    let most = process.most_memory();
    let set = Settings { max_connections: CONNECTIONS, memory_budget: BUDGET, ..Settings::default() };
    let limit = set.memory_limit(1);
    let ratio = times.at(0.99).as_secs_f64() / idle.as_secs_f64();
    println!("{seconds} s: {:.0} worst texts a second offered, it can do {capacity:.0}", 10.0 * capacity);
    println!(
        "worst texts: {} answered, {} refused, {} otherwise",
        overload.good.len(),
        overload.refused.len(),
        overload.failed
    );
    println!(
        "honest calls: {} answered ({} | {}), {} refused, {} lost",
        honest.good.len(),
        ms(honest.good.at(0.5)),
        ms(honest.good.at(0.99)),
        honest.refused,
        honest.lost
    );
    println!(
        "readiness: {} checks, p99 {} (idle {}, {ratio:.1} times)",
        times.len(),
        ms(times.at(0.99)),
        ms(idle)
    );
    println!("memory: at most {} MiB of {} MiB", most >> 20, limit >> 20);
    assert_eq!(honest.lost, 0, "an honest call was lost");
    assert!(most < limit, "more memory than stated");
    assert!(ratio <= 10.0, "health takes more than ten times as long");
}

/// Keeps sending half of bodies and documents, and opening readers that stop, until the set is dropped.
fn attack(address: SocketAddr) -> JoinSet<()> {
    let document = AnalyzeStreamRequest { text: long(500_000).into(), ..Default::default() };
    let (half, half_document) = (frame(&analyze(&long(500_000))), frame(&document));
    let unread = frame(&analyze(&long(100_000)));
    let mut attackers = JoinSet::new();
    for index in 0..ATTACKERS {
        let (half, half_document, unread) =
            (half.slice(..400_000), half_document.slice(..400_000), unread.clone());
        attackers.spawn(async move {
            loop {
                let mut connection = Connection::with_window(address, 65_535).await;
                let mut calls = Vec::new();
                for _ in 0..8 {
                    let path = if index % 3 == 1 { STREAM } else { ANALYZE };
                    let Some(mut call) = connection.try_start(path).await else { break };
                    match index % 3 {
                        0 => call.try_send(half.clone(), false),
                        1 => call.try_send(half_document.clone(), false),
                        _ => call.try_send(unread.clone(), true),
                    }
                    calls.push(call);
                }
                sleep(Duration::from_millis(700)).await;
            }
        });
    }
    attackers
}

const ANALYZE: &str = "/isnad.v1.TextService/Analyze";
const STREAM: &str = "/isnad.v1.TextService/AnalyzeStream";

/// The outcomes of honest calls.
#[derive(Default)]
struct Honest {
    good: Tally,
    refused: usize,
    lost: usize,
}

/// Callers with articles. They retry when they are refused, as the server asks.
async fn honest(process: Arc<Process>, time: Duration) -> Honest {
    let end = Instant::now() + time;
    let mut callers = JoinSet::new();
    for _ in 0..HONEST {
        let (mut client, request) = (client(&process).await, analyze(&long(5_000)));
        callers.spawn(async move {
            let mut ends = Honest::default();
            while Instant::now() < end {
                let start = Instant::now();
                match client.analyze(request.clone()).await {
                    Ok(_) => ends.good.add(start.elapsed()),
                    Err(status) if is_refusal(status.code()) => {
                        ends.refused += 1;
                        sleep(Duration::from_millis(100)).await;
                    }
                    Err(_) => ends.lost += 1,
                }
                sleep(Duration::from_millis(20)).await;
            }
            ends
        });
    }
    let mut all = Honest::default();
    while let Some(ends) = callers.join_next().await {
        let ends = ends.expect("no panic");
        all.good.extend(ends.good);
        all.refused += ends.refused;
        all.lost += ends.lost;
    }
    all
}

/// Returns whether the server refused at once for lack of capacity.
const fn is_refusal(code: Code) -> bool {
    matches!(code, Code::Unavailable | Code::ResourceExhausted)
}
