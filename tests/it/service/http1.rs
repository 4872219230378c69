//! HTTP/1 has its own limits and timeouts.

use std::time::Duration;

use isnad::server::Settings;
use serde_json::json;
use tokio::time::{Instant, sleep};

use crate::common::plain::{ANALYZE, Plain, request};
use crate::common::texts::{SHORT, long};
use crate::common::{Server, settings};

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

#[tokio::test]
async fn requests_on_one_connection_are_answered_in_their_order() {
    let server = Server::start(settings()).await;
    let mut plain = Plain::open(server.address).await;
    let call = |text: &str| {
        let body = json!({"text": text}).to_string();
        request(&format!("POST {ANALYZE}"), "localhost", JSON, body.as_bytes())
    };
    // The first is long and goes to a worker. The second would be finished before it.
    plain
        .say(&[call(&long(200_000)), call(SHORT), request("GET /nothing", "localhost", &[], b"")].concat())
        .await;
    let mut replies = Vec::new();
    for _ in 0..3 {
        replies.push(plain.reply().await.expect("an answer"));
    }
    assert!(replies[0].body.len() > replies[1].body.len());
    assert_eq!(replies.iter().map(|it| it.status).collect::<Vec<_>>(), [200, 200, 404]);
}

#[tokio::test]
async fn a_head_that_does_not_come_ends_the_connection_and_a_pause_does_later() {
    let limits = Settings {
        handshake_timeout: Duration::from_millis(200),
        idle_timeout: Duration::from_millis(800),
        ..settings()
    };
    let server = Server::start(limits).await;
    let mut slow = Plain::open(server.address).await;
    let start = Instant::now();
    slow.say(b"GET / HTTP/1.1\r\nhost: loc").await;
    assert!(slow.reply().await.is_none());
    assert!(start.elapsed() < Duration::from_millis(800), "a head has the shorter time");

    let mut idle = Plain::open(server.address).await;
    assert_eq!(idle.ask("GET /nothing", &[], b"").await.status, 404);
    sleep(Duration::from_millis(400)).await;
    assert_eq!(
        idle.ask("GET /nothing", &[], b"").await.status,
        404,
        "a pause is longer than a head may take"
    );
    let start = Instant::now();
    assert!(idle.reply().await.is_none());
    assert!(start.elapsed() >= Duration::from_millis(400));
}

#[tokio::test]
async fn a_body_that_does_not_come_is_answered_in_time() {
    let server = Server::start(Settings { body_timeout: Duration::from_millis(200), ..settings() }).await;
    let mut slow = Plain::open(server.address).await;
    slow.say(format!("POST {ANALYZE} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{{").as_bytes()).await;
    assert_eq!(slow.reply().await.expect("an answer").status, 504);
}

#[tokio::test]
async fn a_head_over_the_limit_is_refused() {
    let server = Server::start(settings()).await;
    let mut plain = Plain::open(server.address).await;
    let long = "x".repeat(20_000);
    assert_eq!(plain.ask("GET /nothing", &[("x-long", &long)], b"").await.status, 431);
}

#[tokio::test]
async fn a_drain_ends_an_idle_connection_and_no_call() {
    let mut server = Server::start(settings()).await;
    let mut idle = Plain::open(server.address).await;
    assert_eq!(idle.ask("GET /nothing", &[], b"").await.status, 404);
    let mut busy = Plain::open(server.address).await;
    let body = json!({"text": SHORT}).to_string();
    let call = request(&format!("POST {ANALYZE}"), "localhost", JSON, body.as_bytes());
    busy.say(&call[..call.len() - 5]).await;
    sleep(Duration::from_millis(200)).await;
    server.leave();
    assert!(idle.reply().await.is_none());
    busy.say(&call[call.len() - 5..]).await;
    assert_eq!(busy.reply().await.expect("an answer").status, 200);
    server.ended().await;
}

#[tokio::test]
async fn an_answer_that_nobody_takes_ends_its_connection() {
    let limits = Settings {
        answer_timeout: Duration::from_millis(200),
        admin_listen: Some(crate::common::LOOPBACK),
        ..settings()
    };
    let server = Server::start(limits).await;
    let mut plain = Plain::open(server.address).await;
    // More than the system buffers for a client that does not read.
    let body = json!({"text": "1\n".repeat(40_000)}).to_string();
    plain.send(&format!("POST {ANALYZE}"), JSON, body.as_bytes()).await;
    let start = Instant::now();
    let freed = |page: &str| {
        page.contains("isnad_memory_reserved_bytes 0\n") && page.contains("isnad_connections 0\n")
    };
    while !freed(&server.admin_says("GET /metrics").await) {
        let metrics = server.admin_says("GET /metrics").await;
        assert!(start.elapsed() < Duration::from_secs(60), "the answer is kept: {metrics}");
        sleep(Duration::from_millis(50)).await;
    }
}
