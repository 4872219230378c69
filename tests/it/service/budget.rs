//! One budget in bytes: a request that does not fit is refused, memory of a slow client is freed in time, and other clients are not affected.

use std::time::Duration;

use isnad::server::Settings;
use isnad::server::pb::analyze_stream_response::Result as Outcome;
use isnad::server::pb::{AnalyzeStreamRequest, AnalyzeStreamResponse};
use prost::Message;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

use crate::common::process::Process;
use crate::common::raw::{Answer, Call, Connection, frame};
use crate::common::texts::{SHORT, long};
use crate::common::{LOOPBACK, PATIENCE, Server, analyze, settings};

const ANALYZE: &str = "/isnad.v1.TextService/Analyze";
const STREAM: &str = "/isnad.v1.TextService/AnalyzeStream";
const OK: Option<i32> = Some(Code::Ok as i32);
const LATE: Option<i32> = Some(Code::DeadlineExceeded as i32);

/// A small budget. A quarter of it, 10 MiB, is for bodies in transit.
fn small() -> Settings {
    let (max_text_bytes, max_message_bytes) = (128 << 10, 256 << 10);
    let admin_listen = Some(LOOPBACK);
    Settings { max_text_bytes, max_message_bytes, memory_budget: 40 << 20, admin_listen, ..settings() }
}

/// Waits until nothing is reserved.
async fn assert_freed(server: &Server) {
    let start = Instant::now();
    loop {
        let metrics = server.admin_says("GET /metrics").await;
        if metrics.contains("isnad_memory_reserved_bytes 0\n") {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(5), "{metrics}");
        sleep(Duration::from_millis(20)).await;
    }
}

fn assert_refused(answer: &Answer) {
    assert_eq!(answer.code(), Some(Code::ResourceExhausted as i32), "{answer:?}");
    let told =
        [&answer.headers, &answer.trailers].into_iter().any(|it| it.contains_key("grpc-retry-pushback-ms"));
    assert!(told, "it says when to come again: {answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_do_not_fit_are_refused_and_those_before_them_are_answered() {
    // The bodies are finished one after the other, and a busy machine takes a while for each.
    let (body_timeout, deadline) = (Duration::from_secs(120), Duration::from_secs(120));
    let server = Server::start(Settings { max_calls: 1000, body_timeout, deadline, ..small() }).await;
    let body = frame(&analyze(&long(110_000)));
    let mut held: Vec<Call> = Vec::new();
    for _ in 0..130 {
        let mut call = Connection::open(server.address).await.start(ANALYZE, &[]).await;
        call.send(body.slice(..100_000), false);
        held.push(call);
    }
    sleep(Duration::from_millis(500)).await;
    let mut health = HealthClient::new(server.channel().await);
    assert!(health.check(HealthCheckRequest::default()).await.is_ok(), "health has bytes of its own");
    let (mut refused, mut answered) = (0, 0);
    for mut call in held {
        call.try_send(body.slice(100_000..), true);
        let answer = timeout(6 * PATIENCE, call.answer()).await.expect("an answer");
        if answer.code() == OK {
            answered += 1;
        } else {
            assert_refused(&answer);
            refused += 1;
        }
    }
    // 10 MiB hold 90 bodies of 100,000 bytes with their overhead. The work on one of them fits the rest.
    assert!((75..=95).contains(&answered) && refused == 130 - answered, "{answered} answered");
    assert_freed(&server).await;
    assert!(server.client().await.analyze(analyze(&long(100_000))).await.is_ok());
}

#[tokio::test]
async fn a_body_that_does_not_arrive_in_time_is_given_up_and_freed() {
    let server = Server::start(Settings { body_timeout: Duration::from_millis(300), ..small() }).await;
    let start = Instant::now();
    let mut call = Connection::open(server.address).await.start(ANALYZE, &[]).await;
    call.send(frame(&analyze(&long(100_000))).slice(..90_000), false);
    assert_eq!(timeout(PATIENCE, call.answer()).await.expect("an answer").code(), LATE);
    assert!(start.elapsed() >= Duration::from_millis(300) && start.elapsed() < Duration::from_secs(5));
    // The body is complete except for its end, and is not decoded yet.
    let mut call = Connection::open(server.address).await.start(ANALYZE, &[]).await;
    call.send(frame(&analyze(SHORT)), false);
    assert_eq!(timeout(PATIENCE, call.answer()).await.expect("an answer").code(), LATE);
    assert_freed(&server).await;
}

#[tokio::test]
async fn in_a_stream_each_message_has_the_time_and_silence_has_no_end() {
    let server = Server::start(Settings { body_timeout: Duration::from_millis(200), ..small() }).await;
    let document = AnalyzeStreamRequest { text: SHORT.into(), ..Default::default() };
    let mut call = Connection::open(server.address).await.start(STREAM, &[]).await;
    call.send(frame(&document), false);
    sleep(Duration::from_millis(500)).await;
    call.send(frame(&document), true);
    assert_eq!(timeout(PATIENCE, call.answer()).await.expect("an answer").code(), OK);

    let mut call = Connection::open(server.address).await.start(STREAM, &[]).await;
    call.send(frame(&document).slice(..20), false);
    assert_eq!(timeout(PATIENCE, call.answer()).await.expect("an answer").code(), LATE);
    assert_freed(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_nobody_takes_is_reset_and_freed() {
    let server = Server::start(Settings { answer_timeout: Duration::from_millis(300), ..small() }).await;
    // Windows that are smaller than the answer, one of them a byte, one of them empty.
    for window in [65_535, 1, 0] {
        let mut connection = Connection::with_window(server.address, window).await;
        let mut call = connection.start(ANALYZE, &[]).await;
        // The answer is larger than what is sent at once.
        call.send(frame(&analyze(&"1\n".repeat(30_000))), true);
        let (_, mut body) = timeout(PATIENCE, call.head()).await.expect("a head");
        assert_freed(&server).await;
        let taken = async {
            // Without releasing the window.
            while let Some(piece) = body.data().await {
                piece?;
            }
            body.trailers().await
        };
        let end = timeout(PATIENCE, taken).await.expect("an end");
        assert!(end.is_err(), "the stream is reset: {end:?}");
        let other = connection.call(ANALYZE, &[], frame(&analyze(""))).await;
        assert_eq!(other.code(), Some(Code::InvalidArgument as i32), "the connection lives");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_answer_that_nobody_takes_is_freed_with_its_connection() {
    let server = Server::start(Settings { answer_timeout: Duration::from_millis(300), ..small() }).await;
    let mut connection = Connection::with_window(server.address, 1).await;
    let mut call = connection.start(ANALYZE, &[]).await;
    call.send(frame(&analyze(SHORT)), true);
    let (_, _body) = timeout(PATIENCE, call.head()).await.expect("a head");
    assert_freed(&server).await;
    assert!(server.client().await.analyze(analyze(SHORT)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_answer_is_taken_slowly_but_surely() {
    let server = Server::start(settings()).await;
    let text = long(1_000_000);
    let answer = server.client().await.analyze(analyze(&text)).await.expect("an answer").into_inner();
    let mut call = Connection::open(server.address).await.start(ANALYZE, &[]).await;
    call.send(frame(&analyze(&text)), true);
    let (_, mut body) = timeout(PATIENCE, call.head()).await.expect("a head");
    let mut length = 0;
    while let Some(piece) = timeout(PATIENCE, body.data()).await.expect("in time") {
        let piece = piece.expect("a piece");
        length += piece.len();
        sleep(Duration::from_millis(1)).await;
        body.flow_control().release_capacity(piece.len()).expect("it was taken");
    }
    assert_eq!(length, 5 + answer.encoded_len());
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_of_streams_are_admitted_as_calls_are() {
    let server = Server::start(Settings { max_calls: 1, ..small() }).await;
    let mut held = Connection::open(server.address).await.start(ANALYZE, &[]).await;
    let message = frame(&analyze(SHORT));
    held.send(message.slice(..10), false);
    sleep(Duration::from_millis(200)).await;
    let (documents, receiver) = mpsc::channel(1);
    let mut client = server.client().await;
    let mut answers =
        client.analyze_stream(ReceiverStream::new(receiver)).await.expect("a stream").into_inner();
    let document = AnalyzeStreamRequest { text: SHORT.into(), ..Default::default() };
    documents.send(document.clone()).await.expect("sent");
    let answer = timeout(PATIENCE, answers.message()).await.expect("in time").expect("no error");
    assert_eq!(error_code(answer), Some(Code::Unavailable as i32), "the one place is taken");
    held.send(message.slice(10..), true);
    assert_eq!(held.answer().await.code(), OK);
    documents.send(document).await.expect("sent");
    let answer = timeout(PATIENCE, answers.message()).await.expect("in time").expect("no error");
    assert_eq!(error_code(answer), None);
    drop((documents, answers));
    assert_freed(&server).await;
}

/// Half-sent bodies, half-sent documents, readers that stop, and overload with the texts that take most memory, all at once.
#[tokio::test(flavor = "multi_thread")]
async fn resident_memory_stays_under_the_stated_limit() {
    let (connections, budget) = (256, 128 << 20);
    let set = Settings { max_connections: connections, memory_budget: budget, ..Settings::default() };
    let arguments = ["--max-connections", "256", "--memory-budget", "128MiB", "--max-text-bytes", "512KiB"];
    let process =
        Process::start(&[&arguments[..], &["--body-timeout", "2s", "--answer-timeout", "2s"]].concat());
    let address = process.address.parse().expect("an address");
    let document = AnalyzeStreamRequest { text: long(500_000).into(), ..Default::default() };
    let (half, half_document) = (frame(&analyze(&long(500_000))), frame(&document));
    let (dense, taken) = (frame(&analyze(&"1\n".repeat(100_000))), frame(&analyze(&long(100_000))));
    let mut attackers = JoinSet::new();
    for index in 0..160 {
        let (half, half_document) = (half.slice(..400_000), half_document.slice(..400_000));
        let (dense, taken) = (dense.clone(), taken.clone());
        attackers.spawn(async move {
            let start = Instant::now();
            while start.elapsed() < Duration::from_secs(6) {
                let mut connection = Connection::open(address).await;
                let mut calls = Vec::new();
                for _ in 0..8 {
                    let path = if index % 4 == 1 { STREAM } else { ANALYZE };
                    let Some(mut call) = connection.try_start(path).await else { break };
                    match index % 4 {
                        0 => call.try_send(half.clone(), false),
                        1 => call.try_send(half_document.clone(), false),
                        2 => call.try_send(dense.clone(), true),
                        _ => call.try_send(taken.clone(), true),
                    }
                    calls.push(call);
                }
                sleep(Duration::from_millis(700)).await;
            }
        });
    }
    let mut health = HealthClient::new(process.channel().await);
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(5) {
        let checked = timeout(PATIENCE, health.check(HealthCheckRequest::default())).await;
        assert!(checked.expect("in time").is_ok());
        sleep(Duration::from_millis(100)).await;
    }
    drop(attackers);
    let (most, limit) = (process.most_memory(), set.memory_limit(Settings::cores()));
    assert!(most < limit, "{} MiB, over the limit of {} MiB", most >> 20, limit >> 20);
    println!("at most {} MiB of {} MiB", most >> 20, limit >> 20);
}

fn error_code(answer: Option<AnalyzeStreamResponse>) -> Option<i32> {
    match answer.and_then(|it| it.result).expect("a result") {
        Outcome::Analysis(_) => None,
        Outcome::Error(status) => Some(status.code),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_of_streams_that_do_not_fit_end_their_call() {
    let server = Server::start(small()).await;
    let document = AnalyzeStreamRequest { text: long(110_000).into(), ..Default::default() };
    let mut held = Vec::new();
    for _ in 0..130 {
        let mut call = Connection::open(server.address).await.start(STREAM, &[]).await;
        call.send(frame(&document).slice(..100_000), false);
        held.push(call);
    }
    sleep(Duration::from_millis(300)).await;
    let refused = Connection::open(server.address).await.call(STREAM, &[], frame(&document)).await;
    assert_refused(&refused);
    drop(held);
    assert_freed(&server).await;
}
