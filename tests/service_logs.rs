//! No part of a document reaches a log line, no matter what goes wrong. This test is a separate process because
//! logging is global to the process.

mod common;

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::{panic, thread};

use isnad::server::pb::{AnalyzeStreamRequest, CleanOptions, CleanRequest};
use isnad::server::{LogFormat, Settings, redact_panics, subscriber};
use serde_json::json;
use tokio_stream::StreamExt;
use tonic::Code;
use tracing_subscriber::util::SubscriberInitExt;

use common::collector::Collector;
use common::plain::Plain;
use common::raw::{Connection, framed};
use common::texts::long;
use common::{LOOPBACK, Server, analyze, settings};

/// A word that occurs in every text of this file, and nowhere else.
const CANARY: &str = "زقزوق";

/// Collects all log lines.
#[derive(Clone, Debug, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Calls of every kind and outcome, each with the canary. Returns the error messages that clients received.
async fn calls(server: &Server) -> Vec<String> {
    let mut client = server.client().await;
    let good = format!("قال {CANARY}: \"نعم\".");
    assert!(client.analyze(analyze(&good)).await.is_ok());
    assert!(client.analyze(analyze(&(long(30_000) + CANARY))).await.is_ok());

    let mut told = Vec::new();
    let too_large = analyze(&CANARY.repeat(110_000));
    told.push(client.analyze(too_large).await.expect_err("too large"));
    let mut not_utf8 = analyze("");
    not_utf8.text = [CANARY.as_bytes(), &[0xFF]].concat().into();
    told.push(client.analyze(not_utf8).await.expect_err("not UTF-8"));
    let options = CleanOptions { profile: 99, ..CleanOptions::default() };
    let request =
        CleanRequest { text: good.clone().into(), offset_encoding: 9, clean: Some(options), read_mask: None };
    told.push(client.clean(request).await.expect_err("bad options"));
    let mut told: Vec<String> = told.iter().map(|status| format!("{status:?}")).collect();

    let ids = [CANARY.to_owned(), CANARY.repeat(50)];
    let documents =
        ids.map(|id| AnalyzeStreamRequest { id, text: good.clone().into(), ..Default::default() });
    let answers = client.analyze_stream(tokio_stream::iter(documents)).await.expect("a stream");
    assert_eq!(answers.into_inner().collect::<Vec<_>>().await.len(), 2);

    let mut raw = Connection::open(server.address).await;
    let no_message = framed(&[CANARY.as_bytes(), &[0xFF; 9]].concat());
    let answer = raw.call("/isnad.v1.TextService/Analyze", &[], no_message).await;
    assert_ne!(answer.code(), Some(Code::Ok as i32));
    told.push(format!("{:?}", answer.headers));
    let path = "/isnad.v1.TextService/%D8%B2%D9%82%D8%B2%D9%88%D9%82";
    assert_eq!(raw.call(path, &[], framed(b"")).await.code(), Some(Code::Unimplemented as i32));
    let mut plain = Plain::open(server.address).await;
    for body in [
        json!({"text": good, CANARY: 1}),
        json!({"text": good, "offsetEncoding": CANARY}),
        json!({"text": [CANARY]}),
    ] {
        let reply = plain.call("/isnad.v1.TextService/Analyze", &body).await;
        assert_eq!(reply.status, 400);
        told.push(String::from_utf8(reply.body).expect("UTF-8"));
    }
    let host = [("host", "canary.example"), ("origin", "https://canary.example")];
    assert_eq!(plain.ask("GET /canary", &host, b"").await.status, 403);
    // A client that speaks TLS to this port.
    let mut secure = Plain::open(server.address).await;
    secure.say(&[0x16, 3, 1, 2, 0, 1]).await;
    assert!(secure.reply().await.is_none());
    // A call that is cancelled midway.
    raw.start("/isnad.v1.TextService/Analyze", &[]).await.send(framed(CANARY.as_bytes()).slice(..9), false);
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn no_log_line_and_no_error_holds_anything_of_a_text() {
    let lines = Lines::default();
    let writer = {
        let lines = lines.clone();
        move || lines.clone()
    };
    subscriber(LogFormat::Json, "trace", writer).expect("a subscriber").init();

    let (collector, endpoint) = Collector::start().await;
    let settings = Settings { admin_listen: Some(LOOPBACK), otlp_endpoint: Some(endpoint), ..settings() };
    let mut server = Server::start(settings).await;
    let told = calls(&server).await;
    let metrics = server.admin_says("GET /metrics").await;
    assert!(metrics.contains("isnad_documents_total"));
    server.leave();
    server.ended().await;
    let traces = format!("{:?}", collector.spans());
    assert!(traces.contains("isnad.v1.TextService/Analyze"), "{traces}");
    // The message when slicing the text panics.
    redact_panics();
    let text = CANARY.to_owned();
    let panicked = thread::spawn(move || text[1..].len()).join();
    assert!(panicked.is_err());
    // From here on, failed assertions of this test may be printed.
    drop(panic::take_hook());

    let log = lines.text();
    for expected in [
        "\"serving\"",
        "\"call\"",
        "\"INVALID_ARGUMENT\"",
        "\"panic\"",
        "\"stopped\"",
        "\"_OTHER\"",
        "uses TLS",
        "\"form\":\"json\"",
    ] {
        assert!(log.contains(expected), "{expected} is logged");
    }
    let own: Vec<&str> = log.lines().filter(|line| line.contains("isnad::server")).collect();
    assert!(!own.is_empty());
    assert!(!own.iter().any(|line| line.contains("%D8%B2")), "nor is a path that a caller made up");
    assert!(!own.iter().any(|line| line.contains("canary")), "nor is a host, an origin or a path of HTTP/1");
    for (what, heard) in
        [("log", &log), ("errors", &told.concat()), ("metrics", &metrics), ("traces", &traces)]
    {
        assert!(!heard.contains(CANARY), "the canary is in the {what}");
        let escaped = CANARY.escape_unicode().to_string();
        let bytes = CANARY.as_bytes().escape_ascii().to_string();
        assert!(!heard.contains(&escaped) && !heard.contains(&bytes), "escaped, the canary is in the {what}");
    }
}
