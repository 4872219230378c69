//! Shutdown: calls in progress are finished, and nothing delays the end of the server forever.

use std::time::{Duration, Instant};

use isnad::server::Settings;
use isnad::server::pb::AnalyzeStreamRequest;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt;

use crate::common::raw::{Connection, frame};
use crate::common::texts::SHORT;
use crate::common::{PATIENCE, Server, analyze, settings};

const ANALYZE: &str = "/isnad.v1.TextService/Analyze";

#[tokio::test]
async fn an_open_watch_and_a_silent_client_do_not_hold_it() {
    let mut server = Server::start(settings()).await;
    let mut health = HealthClient::new(server.channel().await);
    let mut watch = health.watch(HealthCheckRequest::default()).await.expect("a watch").into_inner();
    assert!(watch.message().await.is_ok());
    let mut silent = TcpStream::connect(server.address).await.expect("a connection");
    sleep(Duration::from_millis(100)).await;
    let start = Instant::now();
    server.leave();
    server.ended().await;
    assert!(start.elapsed() < Duration::from_secs(5), "far below the hard end of 10 s");
    let read = timeout(PATIENCE, silent.read_u8()).await.expect("in time");
    assert!(read.is_err(), "the silent connection is closed");
}

#[tokio::test]
async fn a_body_in_flight_is_not_cut() {
    let mut server = Server::start(settings()).await;
    let mut raw = Connection::open(server.address).await;
    let mut call = raw.start(ANALYZE, &[]).await;
    let message = frame(&analyze(SHORT));
    call.send(message.slice(..10), false);
    sleep(Duration::from_millis(100)).await;
    server.leave();
    sleep(Duration::from_millis(300)).await;
    call.send(message.slice(10..), true);
    let answer = timeout(PATIENCE, call.answer()).await.expect("an answer");
    assert_eq!(answer.code(), Some(Code::Ok as i32));
    server.ended().await;
}

#[tokio::test]
async fn a_stream_is_told_to_go_elsewhere_after_what_it_asked_was_answered() {
    let mut server = Server::start(settings()).await;
    let (documents, receiver) = mpsc::channel(1);
    let mut client = server.client().await;
    let answers = client.analyze_stream(ReceiverStream::new(receiver)).await.expect("a stream");
    let mut answers = answers.into_inner();
    let request = AnalyzeStreamRequest { text: SHORT.into(), id: "a".to_owned(), ..Default::default() };
    documents.send(request).await.expect("sent");
    assert_eq!(answers.message().await.expect("no error").expect("an answer").id, "a");
    server.leave();
    let status = timeout(PATIENCE, answers.message()).await.expect("in time").expect_err("an end");
    assert_eq!(status.code(), Code::Unavailable);
    assert_eq!(status.get_error_details().error_info().expect("ErrorInfo").reason, "SHUTTING_DOWN");
    server.ended().await;
}

#[tokio::test]
async fn an_idle_client_that_reads_nothing_does_not_hold_it() {
    let mut server = Server::start(settings()).await;
    let mut idle = TcpStream::connect(server.address).await.expect("a connection");
    let hello = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    idle.write_all(hello).await.expect("sent");
    sleep(Duration::from_millis(200)).await;
    let start = Instant::now();
    server.leave();
    // The client never acknowledges the GOAWAY.
    server.ended().await;
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    drop(idle);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_nobody_takes_holds_it_no_longer_than_its_time() {
    let settings = Settings { answer_timeout: Duration::from_millis(300), ..settings() };
    let mut server = Server::start(settings).await;
    let mut raw = Connection::open(server.address).await;
    let mut call = raw.start(ANALYZE, &[]).await;
    call.send(frame(&analyze(&"1\n".repeat(50_000))), true);
    let (_head, body) = call.head().await;
    let start = Instant::now();
    server.leave();
    server.ended().await;
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    drop(body);
}

#[tokio::test]
async fn what_does_not_end_is_cut() {
    let mut settings = settings();
    settings.drain_timeout = Duration::from_millis(300);
    let mut server = Server::start(settings).await;
    let mut raw = Connection::open(server.address).await;
    let mut call = raw.start(ANALYZE, &[]).await;
    call.send(frame(&analyze(SHORT)).slice(..10), false);
    sleep(Duration::from_millis(100)).await;
    let start = Instant::now();
    server.leave();
    server.ended().await;
    let took = start.elapsed();
    assert!(took >= Duration::from_millis(300) && took < Duration::from_secs(5), "{took:?}");
}

#[tokio::test]
async fn while_it_leaves_calls_are_still_taken_and_then_connections_are_refused() {
    let mut settings = settings();
    settings.drain_delay = Duration::from_millis(400);
    let mut server = Server::start(settings).await;
    let address = server.address;
    server.leave();
    sleep(Duration::from_millis(100)).await;
    assert!(server.client().await.analyze(analyze(SHORT)).await.is_ok(), "a new connection, a new call");
    server.ended().await;
    assert!(TcpStream::connect(address).await.is_err());
}
