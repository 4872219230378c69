//! Clients that generate load.

use std::time::Duration;

use isnad::server::pb::AnalyzeRequest;
use isnad::server::pb::text_service_client::TextServiceClient;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};
use tonic::transport::Channel;
use tonic::{Code, Status};

use crate::common::process::Process;
use crate::tally::Tally;

pub type Client = TextServiceClient<Channel>;

/// A client with its own connection.
pub async fn client(process: &Process) -> Client {
    TextServiceClient::new(process.channel().await).max_decoding_message_size(256 << 20)
}

/// The outcomes of calls.
#[derive(Debug, Default)]
pub struct Ends {
    pub good: Tally,
    pub refused: Tally,
    pub failed: usize,
}

impl Ends {
    fn add(&mut self, took: Duration, end: &Result<(), Status>) {
        match end {
            Ok(()) => self.good.add(took),
            Err(status) if matches!(status.code(), Code::Unavailable | Code::ResourceExhausted) => {
                self.refused.add(took);
            }
            Err(_) => self.failed += 1,
        }
    }

    fn extend(&mut self, other: Self) {
        self.good.extend(other.good);
        self.refused.extend(other.refused);
        self.failed += other.failed;
    }
}

async fn call(
    client: &mut Client,
    request: &AnalyzeRequest,
    since: Instant,
) -> (Duration, Result<(), Status>) {
    let end = client.analyze(request.clone()).await.map(drop);
    (since.elapsed(), end)
}

/// Closed loop: `callers` clients that call again as soon as they are answered, over a few connections, for `time`.
pub async fn closed(process: &Process, callers: usize, request: &AnalyzeRequest, time: Duration) -> Ends {
    closed_over(process, callers.min(8), callers, request, time).await
}

/// The same, with one connection for each client.
pub async fn closed_apart(
    process: &Process,
    callers: usize,
    request: &AnalyzeRequest,
    time: Duration,
) -> Ends {
    closed_over(process, callers, callers, request, time).await
}

async fn closed_over(
    process: &Process,
    connections: usize,
    callers: usize,
    request: &AnalyzeRequest,
    time: Duration,
) -> Ends {
    let mut clients = Vec::new();
    for _ in 0..connections {
        clients.push(client(process).await);
    }
    let end = Instant::now() + time;
    let mut tasks = JoinSet::new();
    for index in 0..callers {
        let (mut client, request) = (clients[index % clients.len()].clone(), request.clone());
        tasks.spawn(async move {
            let mut ends = Ends::default();
            while Instant::now() < end {
                let (took, end) = call(&mut client, &request, Instant::now()).await;
                ends.add(took, &end);
            }
            ends
        });
    }
    together(tasks).await
}

/// Open loop: a call every `1 / rate` seconds for `time`, whether earlier calls are answered or not. Latency is measured from the time at which a call was due.
pub async fn open(process: &Process, rate: f64, request: &AnalyzeRequest, time: Duration) -> Ends {
    const CONNECTIONS: usize = 16;
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        clients.push(client(process).await);
    }
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for index in 0..(rate * time.as_secs_f64()) as usize {
        let due = start + Duration::from_secs_f64(index as f64 / rate);
        sleep_until(due).await;
        let (mut client, request) = (clients[index % CONNECTIONS].clone(), request.clone());
        tasks.spawn(async move {
            let mut ends = Ends::default();
            let (took, end) = call(&mut client, &request, due).await;
            ends.add(took, &end);
            ends
        });
    }
    together(tasks).await
}

async fn together(mut tasks: JoinSet<Ends>) -> Ends {
    let mut all = Ends::default();
    while let Some(ends) = tasks.join_next().await {
        all.extend(ends.expect("no panic"));
    }
    all
}
