//! Traces: the caller's context is continued, stages are reported, and a missing collector costs nothing.

use std::collections::HashSet;
use std::time::Duration;

use isnad::server::Settings;
use isnad::server::pb::AnalyzeRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use tokio::time::{Instant, timeout};
use tonic::Request;

use crate::common::collector::Collector;
use crate::common::texts::{SHORT, long};
use crate::common::{Server, analyze, settings};

/// A trace and the calling span in it, from W3C's example.
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER: &str = "00f067aa0ba902b7";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A call of that span. `flags` says whether its trace is recorded.
fn called(text: &str, flags: &str) -> Request<AnalyzeRequest> {
    let mut request = Request::new(analyze(text));
    let parent = format!("00-{TRACE}-{CALLER}-{flags}").parse().expect("a header");
    request.metadata_mut().insert("traceparent", parent);
    request
}

fn attribute(span: &Span, key: &str) -> Option<String> {
    let value = span.attributes.iter().find(|it| it.key == key)?.value.clone()?.value?;
    match value {
        Value::StringValue(text) => Some(text),
        _ => None,
    }
}

async fn traced(ratio: f64) -> (Server, Collector) {
    let (collector, endpoint) = Collector::start().await;
    let settings = Settings { otlp_endpoint: Some(endpoint), trace_ratio: ratio, ..settings() };
    (Server::start(settings).await, collector)
}

/// The spans of a server that has ended and has sent all of them.
async fn spans_of(mut server: Server, collector: &Collector) -> Vec<Span> {
    server.leave();
    server.ended().await;
    collector.spans()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_a_span_of_its_callers_trace_with_its_stages_below() {
    let (server, collector) = traced(0.0).await;
    let mut client = server.client().await;
    client.analyze(called(&long(20_000), "01")).await.expect("an answer");
    client.analyze(called("", "01")).await.expect_err("nothing to analyse");
    // The last frame of a call may arrive after its answer.
    drop(client);
    let spans = spans_of(server, &collector).await;
    assert!(spans.iter().all(|span| hex(&span.trace_id) == TRACE));
    let calls: Vec<&Span> = spans.iter().filter(|it| hex(&it.parent_span_id) == CALLER).collect();
    assert_eq!(calls.len(), 2, "{spans:#?}");
    let with = |code: &str| {
        let found =
            calls.iter().find(|it| attribute(it, "rpc.response.status_code").as_deref() == Some(code));
        *found.unwrap_or_else(|| panic!("none with {code} in {spans:#?}"))
    };
    assert_eq!(with("OK").name, "isnad.v1.TextService/Analyze");
    assert_eq!(attribute(with("OK"), "rpc.system.name").as_deref(), Some("grpc"));
    assert_eq!(attribute(with("INVALID_ARGUMENT"), "error.type").as_deref(), Some("INVALID_ARGUMENT"));
    let below: Vec<&Span> = spans.iter().filter(|it| it.parent_span_id == with("OK").span_id).collect();
    let names: Vec<&str> = below.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["wait", "tokens", "blocks", "sentences", "quotes", "clean", "answer"]);
    assert!(below.windows(2).all(|it| it[0].end_time_unix_nano == it[1].start_time_unix_nano));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_caller_does_not_record_is_not_recorded_and_the_ratio_is_for_the_rest() {
    let (server, collector) = traced(1.0).await;
    let mut client = server.client().await;
    client.analyze(called(SHORT, "00")).await.expect("an answer");
    client.analyze(analyze(SHORT)).await.expect("an answer");
    drop(client);
    let spans = spans_of(server, &collector).await;
    let traces: HashSet<String> = spans.iter().map(|span| hex(&span.trace_id)).collect();
    assert_eq!(traces.len(), 1, "{spans:#?}");
    assert!(!traces.contains(TRACE));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_not_there_costs_no_call_and_no_end() {
    let settings = Settings { otlp_endpoint: Some("http://127.0.0.1:9".to_owned()), ..settings() };
    let mut server = Server::start(settings).await;
    let mut client = server.client().await;
    for _ in 0..50 {
        client.analyze(analyze(SHORT)).await.expect("an answer");
    }
    drop(client);
    let start = Instant::now();
    server.leave();
    timeout(Duration::from_secs(10), server.ended()).await.expect("an end");
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
}
