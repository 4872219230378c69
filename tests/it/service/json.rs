//! JSON over HTTP/1.1 and HTTP/2, in the form of Connect's unary calls: the answers of gRPC, and its errors.

use std::process::Command;
use std::time::Duration;

use bytes::Bytes;
use isnad::server::Settings;
use isnad::server::pb::{CleanRequest, ExtractQuotesRequest, SegmentRequest};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::common::plain::{ANALYZE, Plain};
use crate::common::raw::Connection;
use crate::common::texts::{PAGE, SHORT, long};
use crate::common::{Server, analyze, settings};

const JSON: (&str, &str) = ("content-type", "application/json");

fn path(method: &str) -> String {
    format!("/isnad.v1.TextService/{method}")
}

#[tokio::test]
async fn every_call_gives_what_grpc_gives() {
    // serde writes the messages of gRPC without default values.
    let server = Server::start(Settings { json_defaults: false, ..settings() }).await;
    let mut client = server.client().await;
    let mut plain = Plain::open(server.address).await;
    let text = || PAGE.to_owned().into();
    let clean = client.clean(CleanRequest { text: text(), ..CleanRequest::default() }).await;
    let segment = client.segment(SegmentRequest { text: text(), ..SegmentRequest::default() }).await;
    let request = ExtractQuotesRequest { text: text(), ..ExtractQuotesRequest::default() };
    let quotes = client.extract_quotes(request).await;
    let analysis = client.analyze(analyze(PAGE)).await;
    let value = |it: Result<Value, serde_json::Error>| it.expect("JSON");
    let expected = [
        ("Clean", value(serde_json::to_value(clean.expect("an answer").into_inner()))),
        ("Segment", value(serde_json::to_value(segment.expect("an answer").into_inner()))),
        ("ExtractQuotes", value(serde_json::to_value(quotes.expect("an answer").into_inner()))),
        ("Analyze", value(serde_json::to_value(analysis.expect("an answer").into_inner()))),
    ];
    for (method, expected) in expected {
        let reply = plain.call(&path(method), &json!({"text": PAGE})).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, "application/json"));
        assert!(reply.header("grpc-status").is_empty() && !reply.header("x-request-id").is_empty());
        assert_eq!(reply.json(), expected, "{method}");
    }
    let info = plain.call(&path("GetInfo"), &json!({})).await.json();
    assert_eq!(info["limits"]["deadline"], "30s");
    assert_eq!(info["limits"]["maxTextBytes"], 1 << 20);
}

#[tokio::test]
async fn the_second_version_of_http_carries_the_same() {
    let hosts = Some(vec!["isnad".to_owned(), "127.0.0.1".to_owned()]);
    let server = Server::start(Settings { hosts, ..settings() }).await;
    let mut raw = Connection::open(server.address).await;
    let body = Bytes::from(json!({"text": SHORT}).to_string());
    let answer = raw.call(ANALYZE, &[JSON], body).await;
    assert_eq!(answer.headers["content-type"], "application/json");
    assert!(answer.trailers.is_empty());
    let answer: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let plain = Plain::open(server.address).await.call(ANALYZE, &json!({"text": SHORT})).await;
    assert_eq!(answer, plain.json());
}

#[tokio::test]
async fn an_error_has_connects_code_and_the_details_of_grpc() {
    let server = Server::start(settings()).await;
    let mut plain = Plain::open(server.address).await;
    let reply = plain.call(ANALYZE, &json!({"text": "", "quotes": {"minConfidence": 2}})).await;
    assert_eq!((reply.status, reply.header("content-type")), (400, "application/json"));
    let error = reply.json();
    assert_eq!(error["code"], "invalid_argument");
    assert_eq!(error["message"], "quotes.min_confidence: is 2, outside 0 to 1; text: is empty");
    let details = error["details"].as_array().expect("details");
    let kinds: Vec<_> = details.iter().map(|it| it["type"].as_str().expect("a type")).collect();
    assert_eq!(kinds, ["google.rpc.ErrorInfo", "google.rpc.BadRequest"]);
    assert!(details.iter().all(|it| it["value"].as_str().is_some_and(|value| !value.ends_with('='))));
    assert_eq!(details[1]["debug"]["fieldViolations"][1]["reason"], "REQUIRED");

    let wrong = plain.call(ANALYZE, &json!({"text": SHORT, "offsetEncodng": 1})).await;
    assert_eq!(wrong.status, 400);
    let reply = wrong.json();
    assert_eq!(reply["details"][1]["debug"]["fieldViolations"][0]["reason"], "MALFORMED");
    let not_json = plain.ask(&format!("POST {ANALYZE}"), &[JSON], b"{\"text\": ").await;
    assert_eq!((not_json.status, not_json.json()["code"].clone()), (400, json!("invalid_argument")));
}

#[tokio::test]
async fn a_full_server_says_when_to_come_again() {
    let server = Server::start(Settings { max_calls: 1, ..settings() }).await;
    let mut first = Plain::open(server.address).await;
    first.say(b"POST /isnad.v1.TextService/Analyze HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{").await;
    let mut second = Plain::open(server.address).await;
    let start = Instant::now();
    loop {
        let reply = second.call(ANALYZE, &json!({"text": SHORT})).await;
        if reply.status == 503 {
            assert_eq!(reply.header("retry-after"), "1");
            assert_eq!(reply.json()["code"], "unavailable");
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(10), "the first call takes no place");
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn the_callers_deadline_counts() {
    let server = Server::start(settings()).await;
    for deadline in [("connect-timeout-ms", "100"), ("grpc-timeout", "100m")] {
        let mut plain = Plain::open(server.address).await;
        let head = format!(
            "POST {ANALYZE} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n{}: {}\r\ncontent-length: 99\r\n\r\n{{",
            deadline.0, deadline.1
        );
        plain.say(head.as_bytes()).await;
        let reply = plain.reply().await.expect("an answer");
        assert_eq!((reply.status, reply.json()["code"].clone()), (504, json!("deadline_exceeded")));
    }
}

#[tokio::test]
async fn what_is_too_long_is_refused_by_name() {
    let server = Server::start(settings()).await;
    let mut plain = Plain::open(server.address).await;
    let text = "ا".repeat(600_000);
    let reply = plain.call(ANALYZE, &json!({"text": text})).await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.json()["details"][0]["debug"]["metadata"]["field"], "text");
    let mut plain = Plain::open(server.address).await;
    let reply = plain.call(ANALYZE, &json!({"text": "ا".repeat(2_200_000)})).await;
    assert_eq!((reply.status, reply.json()["code"].clone()), (400, json!("out_of_range")));
}

#[tokio::test]
async fn a_long_answer_comes_whole_and_leaves_nothing_reserved() {
    let server = Server::start(Settings { admin_listen: Some(crate::common::LOOPBACK), ..settings() }).await;
    let mut plain = Plain::open(server.address).await;
    let text = long(500_000);
    let reply = plain.call(ANALYZE, &json!({"text": text})).await;
    assert_eq!(reply.status, 200);
    let blocks = reply.json()["blocks"].as_array().map_or(0, Vec::len);
    assert!(blocks > 1000, "{blocks}");
    let start = Instant::now();
    while !server.admin_says("GET /metrics").await.contains("isnad_memory_reserved_bytes 0\n") {
        assert!(start.elapsed() < Duration::from_secs(5), "bytes stay reserved");
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_wrong_path_or_form_is_answered_for_people() {
    let server = Server::start(settings()).await;
    let mut plain = Plain::open(server.address).await;
    let cases = [
        ("GET /nothing", 404, "unimplemented"),
        ("GET /isnad.v1.TextService/Analyze", 405, "invalid_argument"),
        ("POST /isnad.v1.TextService/Analyse", 404, "unimplemented"),
        ("POST /isnad.v1.TextService/Analyze", 415, "invalid_argument"),
    ];
    for (line, status, code) in cases {
        let reply = plain.ask(line, &[("content-type", "text/plain")], b"{}").await;
        assert_eq!((reply.status, reply.json()["code"].clone()), (status, json!(code)), "{line}");
    }
    let reply = plain.ask("GET /nothing", &[], b"").await.json();
    let words = reply["message"].as_str().expect("words");
    assert!(words.contains("/isnad.v1.TextService/") && words.contains("/openapi.json"), "{words}");
    let grpc = plain.ask(&format!("POST {ANALYZE}"), &[("content-type", "application/grpc")], b"").await;
    assert_eq!(grpc.status, 505);
    let packed = [JSON, ("content-encoding", "gzip")];
    let packed = plain.ask(&format!("POST {ANALYZE}"), &packed, b"{}").await;
    assert_eq!((packed.status, packed.json()["code"].clone()), (501, json!("unimplemented")));
}

#[tokio::test]
async fn the_description_of_the_calls_is_served() {
    let server = Server::start(settings()).await;
    let mut plain = Plain::open(server.address).await;
    let reply = plain.ask("GET /openapi.json", &[], b"").await;
    assert_eq!((reply.status, reply.header("content-type")), (200, "application/json"));
    assert_eq!(reply.header("content-security-policy"), "default-src 'none'");
    assert_eq!(reply.body, include_bytes!("../../../deploy/openapi.json"));
}

#[tokio::test(flavor = "multi_thread")]
async fn curl_is_answered() {
    let server = Server::start(settings()).await;
    let url = |path: &str| format!("http://{}{path}", server.address);
    let curl = |arguments: Vec<String>| {
        let run = Command::new("curl").args(["--silent", "--max-time", "20"]).args(arguments).output();
        let output = run.expect("curl runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON")
    };
    let ask = || vec!["--json".to_owned(), json!({"text": SHORT}).to_string(), url(ANALYZE)];
    let answer = curl(ask());
    assert_eq!(answer["quotes"][0]["speaker"]["name"], "ليان الورداني");
    let second = [vec!["--http2-prior-knowledge".to_owned()], ask()].concat();
    assert_eq!(curl(second), answer);
    assert_eq!(curl(vec![url("/analyze")])["code"], "unimplemented");
}
