//! The operators' port: liveness, readiness, running work, metrics.

use std::io::Write;
use std::time::Duration;

use isnad::server::Settings;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};
use tonic::Code;

use crate::common::raw::{Connection, frame, framed};
use crate::common::texts::{SHORT, long};
use crate::common::{LOOPBACK, PATIENCE, Server, analyze, settings};

const ANALYZE: &str = "/isnad.v1.TextService/Analyze";

fn with_port() -> Settings {
    Settings { admin_listen: Some(LOOPBACK), ..settings() }
}

/// The answer of the port to a request line: the status, and the rest.
async fn ask(server: &Server, line: &str) -> (u16, String) {
    let said = server.admin_says(line).await;
    let status = said.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
    (status, said)
}

async fn get(server: &Server, path: &str) -> (u16, String) {
    ask(server, &format!("GET {path}")).await
}

#[tokio::test]
async fn alive_ready_and_version_are_told() {
    let server = Server::start(with_port()).await;
    let _serves = server.client().await.analyze(analyze(SHORT)).await.expect("an answer");
    assert_eq!(get(&server, "/livez").await.0, 200);
    assert_eq!(get(&server, "/readyz").await.0, 200);
    let (status, said) = get(&server, "/version").await;
    let body: Value = serde_json::from_str(said.split("\r\n\r\n").nth(1).expect("a body")).expect("JSON");
    assert_eq!(status, 200);
    assert_eq!(body["version"], env!("CARGO_PKG_VERSION"));
    assert!(body["lexicon"].is_string() && body["commit"].is_string());
    assert_eq!(get(&server, "/").await.0, 404);
    assert_eq!(ask(&server, "POST /metrics").await.0, 405);
    assert_eq!(ask(&server, "HEAD /livez").await.0, 200);
}

#[tokio::test]
async fn it_is_answered_while_the_threads_of_calls_are_busy() {
    let server = Server::start(with_port()).await;
    server.client().await.analyze(analyze(SHORT)).await.expect("an answer");
    let port = server.admin.expect("a port");
    let probe = std::thread::spawn(move || {
        let mut stream = std::net::TcpStream::connect(port)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: isnad\r\n\r\n")?;
        std::io::read_to_string(stream)
    });
    // The only thread for calls waits here.
    let said = probe.join().expect("no panic").expect("an answer");
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");
}

#[tokio::test]
async fn while_it_leaves_it_is_alive_and_not_ready() {
    let settings = Settings { drain_delay: Duration::from_secs(1), ..with_port() };
    let mut server = Server::start(settings).await;
    server.client().await.analyze(analyze(SHORT)).await.expect("an answer");
    server.leave();
    let start = Instant::now();
    while get(&server, "/readyz").await.0 != 503 {
        assert!(start.elapsed() < PATIENCE, "it stays ready");
        sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(get(&server, "/livez").await.0, 200);
    let port = server.admin.expect("a port");
    server.ended().await;
    assert!(TcpStream::connect(port).await.is_err(), "the port ends with the server");
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_documents_and_stages_are_counted() {
    let server = Server::start(with_port()).await;
    let mut client = server.client().await;
    client.analyze(analyze(SHORT)).await.expect("an answer");
    client.analyze(analyze(&long(20_000))).await.expect("an answer");
    client.analyze(analyze("")).await.expect_err("nothing to analyse");
    let labels = |code| {
        format!(
            "rpc_system_name=\"grpc\",rpc_method=\"isnad.v1.TextService/Analyze\",rpc_response_status_code=\"{code}\""
        )
    };
    let expected = [
        format!("rpc_server_call_duration_seconds_count{{{}}} 2", labels("OK")),
        format!("rpc_server_call_duration_seconds_count{{{}}} 1", labels("INVALID_ARGUMENT")),
        "isnad_documents_total{outcome=\"ok\"} 2".to_owned(),
        "isnad_documents_total{outcome=\"invalid\"} 1".to_owned(),
        "isnad_stage_duration_seconds_count{stage=\"wait\"} 1".to_owned(),
        "isnad_stage_duration_seconds_count{stage=\"quotes\"} 2".to_owned(),
        "isnad_stage_duration_seconds_count{stage=\"answer\"} 2".to_owned(),
        "isnad_documents_in_work 0".to_owned(),
        "isnad_connections 1".to_owned(),
    ];
    says_soon(&server, &expected).await;
}

/// The number of waiting documents.
async fn waiting(server: &Server) -> usize {
    let said = get(server, "/metrics").await.1;
    let number = said.lines().find_map(|line| line.strip_prefix("isnad_documents_waiting "));
    number.and_then(|it| it.parse().ok()).expect("a number")
}

/// Waits until the metrics have all of the lines. A call is counted when its last frame has been handed
/// over, which may be after the client has it.
async fn says_soon(server: &Server, expected: &[String]) {
    let start = Instant::now();
    loop {
        let (status, said) = get(server, "/metrics").await;
        assert_eq!(status, 200);
        assert!(said.contains("application/openmetrics-text"));
        let missing = expected.iter().find(|line| !said.lines().any(|it| it == line.as_str()));
        let Some(line) = missing else { break };
        assert!(start.elapsed() < Duration::from_secs(5), "{line} is not in\n{said}");
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_nobody_waits_for_is_counted_as_what_ended_the_wait() {
    // One place, and enough work before it that the last document must wait.
    let server = Server::start(Settings { max_in_work: Some(1), ..with_port() }).await;
    let client = server.client().await;
    let mut before = JoinSet::new();
    for _ in 0..16 {
        let mut client = client.clone();
        before.spawn(async move { client.analyze(analyze(&long(1_000_000))).await });
    }
    let start = Instant::now();
    while waiting(&server).await < 8 {
        assert!(start.elapsed() < PATIENCE, "too few wait");
        sleep(Duration::from_millis(1)).await;
    }
    // By hand: an ordinary client would hang up by itself, which is the other case.
    let mut hasty = Connection::open(server.address).await;
    let late = hasty.call(ANALYZE, &[("grpc-timeout", "50m")], frame(&analyze(&long(100_000)))).await;
    assert_eq!(late.code(), Some(Code::DeadlineExceeded as i32));
    let counted = |outcome| format!("isnad_documents_total{{outcome=\"{outcome}\"}} 1");
    says_soon(&server, &[counted("deadline_exceeded")]).await;

    let mut impatient = server.client().await;
    let given_up = timeout(Duration::from_millis(200), impatient.analyze(analyze(&long(100_000))));
    given_up.await.expect_err("nobody waits that long");
    says_soon(&server, &[counted("cancelled"), counted("deadline_exceeded")]).await;
}

#[tokio::test]
async fn the_page_explains_each_metric() {
    let server = Server::start(with_port()).await;
    server.client().await.analyze(analyze(SHORT)).await.expect("an answer");
    let page = include_str!("../../../docs/metrics.md");
    let said = get(&server, "/metrics").await.1;
    let names: Vec<&str> =
        said.lines().filter_map(|it| it.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    assert_eq!(names.len(), 15, "{names:?}");
    for name in names {
        assert!(page.contains(&format!("| `{name}`")), "docs/metrics.md lacks {name}");
    }
}

#[tokio::test]
async fn a_path_that_a_caller_makes_up_is_no_label() {
    let server = Server::start(with_port()).await;
    let mut raw = Connection::open(server.address).await;
    raw.call("/isnad.v1.TextService/Canary", &[], framed(b"")).await;
    sleep(Duration::from_millis(100)).await;
    let said = get(&server, "/metrics").await.1;
    assert!(said.contains("rpc_method=\"_OTHER\"") && !said.contains("Canary"), "{said}");
}

#[tokio::test]
async fn silent_connections_do_not_take_the_port_away() {
    let server = Server::start(with_port()).await;
    let mut silent = Vec::new();
    for _ in 0..200 {
        silent.push(TcpStream::connect(server.admin.expect("a port")).await.expect("a connection"));
    }
    let answer = timeout(Duration::from_secs(3), get(&server, "/livez")).await;
    assert_eq!(answer.expect("in time").0, 200);
}

#[tokio::test]
async fn a_client_that_says_nothing_holds_nothing() {
    let mut server = Server::start(with_port()).await;
    let _silent = TcpStream::connect(server.admin.expect("a port")).await.expect("a connection");
    server.leave();
    timeout(Duration::from_secs(5), server.ended()).await.expect("an end");
}
