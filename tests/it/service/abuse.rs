//! Abuse of HTTP/2: an abuser loses the connection at most, and all others are answered.

use std::time::Duration;

use bytes::Bytes;
use isnad::server::Settings;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tonic::Code;

use crate::common::raw::{Connection, frame};
use crate::common::texts::{SHORT, long};
use crate::common::{PATIENCE, Server, analyze, settings};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const ANALYZE: &str = "/isnad.v1.TextService/Analyze";

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;

const END_HEADERS: u8 = 4;
const END_STREAM: u8 = 1;

/// RFC 9113, section 7: a peer that generates excessive load.
const ENHANCE_YOUR_CALM: u32 = 11;

/// A connection on which anything can be sent.
struct Rude {
    read: OwnedReadHalf,
    write: OwnedWriteHalf,
}

/// The type, stream and payload of a frame.
type Frame = (u8, u32, Vec<u8>);

impl Rude {
    async fn open(server: &Server) -> Self {
        let stream = TcpStream::connect(server.address).await.expect("a connection");
        let (read, write) = stream.into_split();
        let mut rude = Self { read, write };
        rude.write.write_all(PREFACE).await.expect("sent");
        rude.send(SETTINGS, 0, 0, &[]).await;
        rude
    }

    /// Sends a frame. The server may have closed the connection, so a failure is ignored.
    async fn send(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) {
        let _ = self.write.write_all(&raw(kind, flags, stream, payload)).await;
    }

    /// Reads frames until one has the wanted type or the connection ends.
    async fn heard(&mut self, wanted: u8) -> Option<Frame> {
        loop {
            let mut head = [0; 9];
            timeout(PATIENCE, self.read.read_exact(&mut head)).await.expect("in time").ok()?;
            let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
            let mut payload = vec![0; length];
            self.read.read_exact(&mut payload).await.ok()?;
            let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
            if head[3] == wanted {
                return Some((head[3], stream, payload));
            }
        }
    }

    /// The error code of the server's GOAWAY; `None` if the connection just ends.
    async fn farewell(&mut self) -> Option<u32> {
        let (_, _, payload) = self.heard(GOAWAY).await?;
        Some(u32::from_be_bytes([payload[4], payload[5], payload[6], payload[7]]))
    }
}

fn raw(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a length").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// The headers of a call in HPACK, without the dynamic table and Huffman coding (RFC 7541).
fn headers(path: &str) -> Vec<u8> {
    let text = |it: &str| [&[u8::try_from(it.len()).expect("short")], it.as_bytes()].concat();
    let mut block = vec![0x83, 0x86]; // :method POST, :scheme http
    block.extend([&[0x04][..], &text(path)].concat());
    block.extend([&[0x01][..], &text("isnad")].concat());
    block.extend([&[0x0F, 0x10][..], &text("application/grpc")].concat());
    block.extend([&[0x00][..], &text("te"), &text("trailers")].concat());
    block
}

/// The ids of the streams that a client opens.
fn streams(count: u32) -> impl Iterator<Item = u32> {
    (0..count).map(|index| 2 * index + 1)
}

async fn assert_answers_others(server: &Server) {
    let mut client = server.client().await;
    let answer = timeout(Duration::from_secs(5), client.analyze(analyze(SHORT))).await;
    assert!(answer.expect("in time").is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn rapid_resets_end_the_connection() {
    let server = Server::start(settings()).await;
    let mut rude = Rude::open(&server).await;
    let block = headers(ANALYZE);
    let mut burst = Vec::new();
    for stream in streams(5000) {
        burst.extend(raw(HEADERS, END_HEADERS, stream, &block));
        burst.extend(raw(RST_STREAM, 0, stream, &8_u32.to_be_bytes()));
    }
    // In one piece, so that many are reset before they are processed.
    let _ = rude.write.write_all(&burst).await;
    assert_eq!(rude.farewell().await, Some(ENHANCE_YOUR_CALM));
    assert_answers_others(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn provoked_resets_end_the_connection() {
    let server = Server::start(settings()).await;
    let mut rude = Rude::open(&server).await;
    let block = headers(ANALYZE);
    for stream in streams(3000) {
        rude.send(HEADERS, END_HEADERS, stream, &block).await;
        // A window over 2^31-1 is a stream error, and the server must reset the stream.
        rude.send(WINDOW_UPDATE, 0, stream, &i32::MAX.to_be_bytes()).await;
    }
    assert_eq!(rude.farewell().await, Some(ENHANCE_YOUR_CALM));
    assert_answers_others(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn long_bodies_that_are_refused_provoke_nothing() {
    // The only place is taken, so that every other call is refused by its head.
    let settings = Settings { max_calls: 1, max_provoked_resets: 20, ..settings() };
    let server = Server::start(settings).await;
    let connection = Connection::open(server.address).await;
    let mut first = Connection::open(server.address).await.start(ANALYZE, &[]).await;
    first.send(frame(&analyze(SHORT)).slice(..9), false);
    sleep(Duration::from_millis(100)).await;
    let body = frame(&analyze(&long(300_000)));
    let mut callers = JoinSet::new();
    for _ in 0..16 {
        let (mut connection, body) = (connection.again(), body.clone());
        callers.spawn(async move {
            for _ in 0..40 {
                // A client that sends its whole body, regardless of the server's answers meanwhile.
                let answer = timeout(PATIENCE, connection.call(ANALYZE, &[], body.clone())).await;
                let answer = answer.expect("in time");
                assert_eq!(answer.code(), Some(Code::Unavailable as i32));
                assert!(answer.headers.contains_key("grpc-retry-pushback-ms"), "{answer:?}");
            }
        });
    }
    while let Some(caller) = callers.join_next().await {
        caller.expect("no call is lost");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn floods_of_settings_and_pings_hold_nobody_up() {
    let server = Server::start(settings()).await;
    for (kind, payload) in [(SETTINGS, &[][..]), (PING, &[7; 8])] {
        let mut rude = Rude::open(&server).await;
        let flood = raw(kind, 0, 0, payload).repeat(10_000);
        // The server's acknowledgements are not read, so that at some point the server stops reading.
        let sent = timeout(Duration::from_secs(2), rude.write.write_all(&flood)).await;
        assert_answers_others(&server).await;
        drop(sent);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_without_end_are_cut_off() {
    let server = Server::start(settings()).await;
    let mut rude = Rude::open(&server).await;
    rude.send(HEADERS, 0, 1, &headers(ANALYZE)).await;
    // A header of 200 bytes in each piece, without an end.
    let piece = [&[0x00, 1, b'x', 127, 73][..], &[b'y'; 200]].concat();
    for _ in 0..5000 {
        rude.send(CONTINUATION, 0, 1, &piece).await;
    }
    assert_eq!(rude.farewell().await, Some(ENHANCE_YOUR_CALM));
    assert_answers_others(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_headers_hold_their_connection_and_nothing_else() {
    let mut settings = settings();
    settings.ping_interval = Duration::from_millis(200);
    settings.ping_timeout = Duration::from_millis(200);
    let server = Server::start(settings).await;
    let mut rude = Rude::open(&server).await;
    rude.send(HEADERS, 0, 1, &headers(ANALYZE)).await;
    assert_answers_others(&server).await;
    // The server sends a ping, gets no answer, and closes the connection.
    assert!(rude.heard(PING).await.is_some());
    assert_eq!(rude.heard(RST_STREAM).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_small_frames_are_one_call() {
    let server = Server::start(settings()).await;
    let mut connection = Connection::open(server.address).await;
    let text = format!("{}{}", SHORT, " نعم.".repeat(1300));
    let body = frame(&analyze(&text));
    assert!(body.len() > 10_000);
    let mut call = connection.start(ANALYZE, &[]).await;
    let last = body.len() - 1;
    for (index, byte) in body.iter().enumerate() {
        call.send(Bytes::copy_from_slice(&[*byte]), index == last);
        // Unread frames cost more than they carry, and h2 limits their number.
        if index % 50 == 0 {
            sleep(Duration::from_millis(1)).await;
        }
    }
    let answer = timeout(PATIENCE, call.answer()).await.expect("in time");
    assert_eq!(answer.code(), Some(Code::Ok as i32));
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_frames_without_end_end_the_connection() {
    let server = Server::start(settings()).await;
    let mut rude = Rude::open(&server).await;
    rude.send(HEADERS, END_HEADERS, 1, &headers(ANALYZE)).await;
    let flood = raw(DATA, 0, 1, &[]).repeat(10_000);
    let _ = timeout(Duration::from_secs(2), rude.write.write_all(&flood)).await;
    assert_eq!(rude.farewell().await, Some(ENHANCE_YOUR_CALM));
    assert_answers_others(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_never_ends_is_ended_by_the_deadline() {
    let mut settings = settings();
    settings.deadline = Duration::from_millis(300);
    let server = Server::start(settings).await;
    let mut rude = Rude::open(&server).await;
    rude.send(HEADERS, END_HEADERS, 1, &headers(ANALYZE)).await;
    rude.send(DATA, 0, 1, &[0, 0, 0, 1, 0]).await;
    let (_, stream, _) = rude.heard(HEADERS).await.expect("a status");
    assert_eq!(stream, 1);
    assert_answers_others(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_on_streams_that_are_closed_or_that_nobody_opened_end_the_connection() {
    let server = Server::start(settings()).await;
    let mut rude = Rude::open(&server).await;
    rude.send(DATA, END_STREAM, 99, b"nobody").await;
    assert!(rude.farewell().await.is_some_and(|reason| reason != 0));
    assert_answers_others(&server).await;
}
