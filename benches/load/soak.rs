//! Faults under load: every answer is compared, every call must end, and memory is watched.
//!
//! The server may open only a few files and has little memory. Callers send texts whose answers are known. Meanwhile the server is
//! killed and shut down in the middle of streams, flooded with silent connections, and given readers that do not read.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use isnad::OffsetEncoding;
use isnad::server::pb::analyze_stream_response::Result as Outcome;
use isnad::server::pb::text_service_client::TextServiceClient;
use isnad::server::pb::{AnalyzeResponse, AnalyzeStreamRequest};
use isnad::server::wire::analyze_response;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};
use tokio_stream::StreamExt;
use tonic::Code;
use tonic::transport::Endpoint;

use crate::common::analyze;
use crate::common::process::Process;
use crate::common::texts::{SHORT, long};
use crate::watched::memory;

/// The maximum number of open files of the server, and its address space in KiB.
const FILES: &str = "128";
const SPACE: &str = "3000000";
const CALLERS: usize = 12;
const STREAMS: usize = 4;
/// The time between two faults.
const PAUSE: Duration = Duration::from_secs(4);
/// A call that takes longer counts as hung.
const LONGEST: Duration = Duration::from_secs(40);

/// A text and its answer.
type Known = Arc<Vec<(String, AnalyzeResponse)>>;

/// The outcomes of the calls.
#[derive(Debug, Default)]
struct Count {
    right: AtomicUsize,
    wrong: AtomicUsize,
    hung: AtomicUsize,
    errors: std::sync::Mutex<BTreeMap<String, usize>>,
}

impl Count {
    fn answer(&self, right: bool) {
        if right { &self.right } else { &self.wrong }.fetch_add(1, Ordering::Relaxed);
    }

    fn hung(&self) {
        self.hung.fetch_add(1, Ordering::Relaxed);
    }

    fn error(&self, code: Code) {
        *self.errors.lock().expect("no panic").entry(format!("{code:?}")).or_default() += 1;
    }
}

pub async fn run(seconds: u64) {
    let known: Known =
        Arc::new([SHORT.to_owned(), long(4_000), long(30_000), long(300_000)].map(with_answer).into());
    let count = Arc::new(Count::default());
    let over = Arc::new(AtomicBool::new(false));
    let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port").port();
    let mut process = server(port);
    let endpoint = Endpoint::from_shared(format!("http://127.0.0.1:{port}")).expect("an endpoint");

    let mut tasks = JoinSet::new();
    for index in 0..CALLERS {
        tasks.spawn(caller(
            endpoint.clone(),
            Arc::clone(&known),
            Arc::clone(&count),
            Arc::clone(&over),
            index,
        ));
    }
    for _ in 0..STREAMS {
        tasks.spawn(streamer(endpoint.clone(), Arc::clone(&known), Arc::clone(&count), Arc::clone(&over)));
    }
    let start = Instant::now();
    let (mut most, mut faults) = (0.0_f64, BTreeMap::new());
    for fault in ["kill -9", "SIGTERM", "no files left", "readers that do not read"].into_iter().cycle() {
        if start.elapsed() >= Duration::from_secs(seconds) {
            break;
        }
        sleep(PAUSE).await;
        *faults.entry(fault).or_insert(0) += 1;
        most = most.max(memory(&process, "VmHWM"));
        match fault {
            "kill -9" => {
                process.kill();
                process = server(port);
            }
            "SIGTERM" => {
                process.terminate();
                assert!(process.ended().success());
                process = server(port);
            }
            "no files left" => {
                let mut silent = Vec::new();
                for _ in 0..200 {
                    silent.push(
                        timeout(Duration::from_millis(100), TcpStream::connect(("127.0.0.1", port))).await,
                    );
                }
                sleep(Duration::from_secs(2)).await;
            }
            _ => not_reading(&endpoint, &known).await,
        }
    }
    most = most.max(memory(&process, "VmHWM"));
    over.store(true, Ordering::Relaxed);
    while let Some(end) = tasks.join_next().await {
        end.expect("no panic");
    }
    println!("{seconds} s, faults {faults:?}");
    println!("{count:?}; at most {most:.0} MB resident");
    assert_eq!(
        (count.wrong.load(Ordering::Relaxed), count.hung.load(Ordering::Relaxed)),
        (0, 0),
        "wrong or hung"
    );
    assert!(most < 400.0, "memory is not bounded");
}

fn with_answer(text: String) -> (String, AnalyzeResponse) {
    let analysis = isnad::analyze(&text);
    let answer = analyze_response(&text, analysis, OffsetEncoding::Utf8);
    (text, answer)
}

fn server(port: u16) -> Process {
    let mut shell = Command::new("sh");
    let isnad = env!("CARGO_BIN_EXE_isnad");
    let limited = format!("ulimit -n {FILES}; ulimit -v {SPACE}; exec '{isnad}' serve \"$@\"");
    let listen = format!("127.0.0.1:{port}");
    shell.args(["-c", &limited, "sh", "--listen", &listen]);
    shell.args(["--drain-delay", "200ms", "--drain-timeout", "5s", "--handshake-timeout", "1s"]);
    Process::run(shell).read()
}

/// Calls with one text after the other.
async fn caller(endpoint: Endpoint, known: Known, count: Arc<Count>, over: Arc<AtomicBool>, index: usize) {
    let mut client = TextServiceClient::new(endpoint.connect_lazy()).max_decoding_message_size(64 << 20);
    for turn in index.. {
        if over.load(Ordering::Relaxed) {
            return;
        }
        let (text, answer) = &known[turn % known.len()];
        match timeout(LONGEST, client.analyze(analyze(text))).await {
            Ok(Ok(got)) => count.answer(got.into_inner() == *answer),
            Ok(Err(status)) => {
                count.error(status.code());
                sleep(Duration::from_millis(20)).await;
            }
            Err(_) => count.hung(),
        }
    }
}

/// Streams of a few documents. Each answer is compared with the document that has its id.
async fn streamer(endpoint: Endpoint, known: Known, count: Arc<Count>, over: Arc<AtomicBool>) {
    let mut client = TextServiceClient::new(endpoint.connect_lazy()).max_decoding_message_size(64 << 20);
    while !over.load(Ordering::Relaxed) {
        let stream = async {
            let mut answers = client.analyze_stream(documents(&known, 40)).await?.into_inner();
            while let Some(answer) = answers.next().await {
                let answer = answer?;
                let index: usize = answer.id.parse().expect("an id of ours");
                match answer.result {
                    Some(Outcome::Analysis(got)) => count.answer(got == known[index % known.len()].1),
                    Some(Outcome::Error(error)) => count.error(Code::from_i32(error.code)),
                    None => count.answer(false),
                }
            }
            Ok::<_, tonic::Status>(())
        };
        match timeout(LONGEST, stream).await {
            Ok(Ok(())) => {}
            Ok(Err(status)) => {
                count.error(status.code());
                sleep(Duration::from_millis(20)).await;
            }
            Err(_) => count.hung(),
        }
    }
}

fn documents(known: &Known, count: usize) -> impl tokio_stream::Stream<Item = AnalyzeStreamRequest> + use<> {
    let texts: Vec<String> = known.iter().map(|(text, _)| text.clone()).collect();
    tokio_stream::iter((0..count).map(move |index| AnalyzeStreamRequest {
        id: index.to_string(),
        text: texts[index % texts.len()].clone().into(),
        ..Default::default()
    }))
}

/// Streams whose answers are not read for a while.
async fn not_reading(endpoint: &Endpoint, known: &Known) {
    let mut held = Vec::new();
    for _ in 0..10 {
        let mut client = TextServiceClient::new(endpoint.connect_lazy());
        held.push(timeout(Duration::from_secs(1), client.analyze_stream(documents(known, 400))).await);
    }
    sleep(Duration::from_secs(2)).await;
}
