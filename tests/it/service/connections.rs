//! Connections: HTTP/2 with its limits, and timeouts for silent clients.

use std::error::Error;
use std::time::Duration;

use isnad::server::Settings;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};
use tonic::Status;

use crate::common::raw::{Connection, frame};
use crate::common::texts::SHORT;
use crate::common::{PATIENCE, Server, analyze, settings};

/// The preface and empty SETTINGS: all that a client must send first.
const HELLO: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

/// The first SETTINGS frame of the server, as pairs of identifier and value.
async fn server_settings(stream: &mut TcpStream) -> Vec<(u16, u32)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.expect("a frame");
    assert_eq!(head[3], 4, "SETTINGS come first");
    let length = usize::from(head[1]) << 8 | usize::from(head[2]);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.expect("its body");
    let pair =
        |it: &[u8]| (u16::from_be_bytes([it[0], it[1]]), u32::from_be_bytes([it[2], it[3], it[4], it[5]]));
    body.chunks(6).map(pair).collect()
}

#[tokio::test]
async fn settings_show_the_limits_on_streams_and_headers() {
    let server = Server::start(settings()).await;
    let mut stream = TcpStream::connect(server.address).await.expect("a connection");
    stream.write_all(HELLO).await.expect("sent");
    let settings = timeout(PATIENCE, server_settings(&mut stream)).await.expect("in time");
    assert!(settings.contains(&(3, 256)), "MAX_CONCURRENT_STREAMS: {settings:?}");
    assert!(settings.contains(&(6, 16384)), "MAX_HEADER_LIST_SIZE: {settings:?}");
}

#[tokio::test]
async fn a_client_that_says_nothing_or_half_a_greeting_is_closed() {
    let mut settings = settings();
    settings.handshake_timeout = Duration::from_millis(200);
    let server = Server::start(settings).await;
    for greeting in [&b""[..], &HELLO[..10]] {
        let mut stream = TcpStream::connect(server.address).await.expect("a connection");
        stream.write_all(greeting).await.expect("sent");
        let read = timeout(PATIENCE, stream.read_u8()).await.expect("closed in time");
        assert!(read.is_err(), "{greeting:?}");
    }
}

#[tokio::test]
async fn a_client_of_another_protocol_is_closed_at_once() {
    let server = Server::start(settings()).await;
    for greeting in [&b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03"[..], b"\0\x01\x02", b"ssh"] {
        let mut stream = TcpStream::connect(server.address).await.expect("a connection");
        stream.write_all(greeting).await.expect("sent");
        let read = timeout(Duration::from_secs(5), stream.read_u8()).await;
        assert!(read.expect("before the handshake's 10 s").is_err(), "{greeting:?}");
    }
}

#[tokio::test]
async fn a_greeting_that_comes_in_pieces_is_understood() {
    let server = Server::start(settings()).await;
    let mut stream = TcpStream::connect(server.address).await.expect("a connection");
    for piece in HELLO.chunks(7) {
        stream.write_all(piece).await.expect("sent");
        sleep(Duration::from_millis(20)).await;
    }
    timeout(PATIENCE, server_settings(&mut stream)).await.expect("in time");
}

#[tokio::test]
async fn beyond_the_limit_a_connection_waits_for_another_to_end() {
    let mut settings = settings();
    settings.max_connections = 1;
    let server = Server::start(settings).await;
    let mut first = Connection::open(server.address).await;
    let call = frame(&analyze(SHORT));
    assert_eq!(first.call("/isnad.v1.TextService/Analyze", &[], call).await.code(), Some(0));
    let mut second = TcpStream::connect(server.address).await.expect("in the backlog");
    second.write_all(HELLO).await.expect("sent");
    let early = timeout(Duration::from_millis(200), server_settings(&mut second)).await;
    assert!(early.is_err(), "not accepted yet");
    drop(first);
    timeout(PATIENCE, server_settings(&mut second)).await.expect("accepted when the first has ended");
}

#[tokio::test]
async fn an_old_connection_is_asked_to_end_and_loses_no_call() {
    let settings = Settings { max_connection_age: Some(Duration::from_millis(300)), ..settings() };
    let server = Server::start(settings).await;
    let mut stream = TcpStream::connect(server.address).await.expect("a connection");
    let mut raw = Connection::open(server.address).await;
    let message = frame(&analyze(SHORT));
    let mut call = raw.start("/isnad.v1.TextService/Analyze", &[]).await;
    call.send(message.slice(..10), false);
    // A client that reconnects when it is asked to loses nothing.
    let mut client = server.client().await;
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(900) {
        if let Err(status) = client.analyze(analyze(SHORT)).await {
            assert!(was_never_sent(&status), "{status:?}");
        }
        sleep(Duration::from_millis(1)).await;
    }
    call.send(message.slice(10..), true);
    assert_eq!(call.answer().await.code(), Some(0), "a call that was begun is finished");

    stream.write_all(HELLO).await.expect("sent");
    let mut said = Vec::new();
    while !said.windows(5).any(|head| *head == [0, 0, 8, 7, 0]) {
        let read = timeout(PATIENCE, stream.read_buf(&mut said)).await.expect("a GOAWAY in time");
        assert!(read.expect("frames") > 0, "no GOAWAY in {said:?}");
    }
}

/// Returns whether the client's library took a call back: the connection ended after it was chosen and before the first byte.
fn was_never_sent(status: &Status) -> bool {
    let mut cause = status.source();
    while let Some(error) = cause {
        if error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_canceled) {
            return true;
        }
        cause = error.source();
    }
    false
}
