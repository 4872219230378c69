//! Limits: above them the server refuses at once, and continues to answer what it can.

use isnad::server::Settings;
use isnad::server::pb::GetInfoRequest;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tonic::codec::CompressionEncoding;
use tonic::{Code, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt;

use crate::common::raw::{Connection, frame};
use crate::common::texts::{SHORT, long};
use crate::common::{PATIENCE, Server, analyze, settings};

/// The details that a caller needs to retry later.
fn assert_refused(status: &Status) {
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.get_error_details().retry_info().is_some(), "{status:?}");
    assert_eq!(status.get_error_details().error_info().expect("ErrorInfo").reason, "OVERLOADED");
    assert!(status.metadata().contains_key("grpc-retry-pushback-ms"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_server_refuses_at_once_while_health_info_and_short_texts_are_answered() {
    let mut settings = settings();
    settings.max_in_work = Some(1);
    settings.max_waiting = 1;
    let server = Server::start(settings).await;
    let client = server.client().await;
    let text = long(900_000);
    let mut calls = JoinSet::new();
    for _ in 0..12 {
        let (mut client, request) = (client.clone(), analyze(&text));
        calls.spawn(async move { client.analyze(request).await.map(|_| ()) });
    }
    let mut health = HealthClient::new(server.channel().await);
    assert!(health.check(HealthCheckRequest::default()).await.is_ok());
    let mut other = server.client().await;
    assert!(other.get_info(GetInfoRequest {}).await.is_ok());
    assert!(other.analyze(analyze(SHORT)).await.is_ok(), "long texts do not starve short ones");

    let ends = calls.join_all().await;
    assert!(ends.iter().any(Result::is_ok), "the first ones are answered");
    let refused: Vec<&Status> = ends.iter().filter_map(|end| end.as_ref().err()).collect();
    assert!(!refused.is_empty(), "twelve long texts do not fit");
    refused.into_iter().for_each(assert_refused);
    assert!(other.analyze(analyze(&text)).await.is_ok(), "places are given back");
}

#[tokio::test]
async fn calls_whose_documents_are_still_on_their_way_are_bounded_by_their_heads() {
    let server = Server::start(Settings { max_calls: 2, ..settings() }).await;
    let mut raw = Connection::open(server.address).await;
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut call = raw.start("/isnad.v1.TextService/Analyze", &[]).await;
        call.send(frame(&analyze(SHORT)).slice(..4), false);
        held.push(call);
    }
    let mut client = server.client().await;
    let start = Instant::now();
    loop {
        match client.analyze(analyze(SHORT)).await {
            // The heads may follow ours.
            Ok(_) => assert!(start.elapsed() < PATIENCE, "nothing bounds them"),
            Err(status) => break assert_refused(&status),
        }
    }
    let mut health = HealthClient::new(server.channel().await);
    assert!(health.check(HealthCheckRequest::default()).await.is_ok());
    assert!(client.get_info(GetInfoRequest {}).await.is_ok());
    drop(held);
    while let Err(status) = client.analyze(analyze(SHORT)).await {
        assert_refused(&status);
        assert!(start.elapsed() < PATIENCE, "places are not given back");
    }
}

#[tokio::test]
async fn a_message_over_the_transport_limit_gets_the_transports_status() {
    let mut settings = settings();
    settings.max_text_bytes = 1000;
    settings.max_message_bytes = 2000;
    let mut client = Server::start(settings).await.client().await;
    let status = client.analyze(analyze(&long(8_000))).await.expect_err("too large");
    assert_eq!(status.code(), Code::OutOfRange);
}

#[tokio::test]
async fn compressed_requests_are_read_and_a_bomb_is_refused() {
    let server = Server::start(settings()).await;
    for encoding in [CompressionEncoding::Gzip, CompressionEncoding::Zstd] {
        let mut client = server.client().await.send_compressed(encoding);
        assert!(client.analyze(analyze(SHORT)).await.is_ok(), "{encoding:?}");
        // 64 MiB of spaces are a few KB on the wire.
        let bomb = analyze(&" ".repeat(64 << 20));
        let status = client.analyze(bomb).await.expect_err("a bomb");
        assert_eq!(status.code(), Code::ResourceExhausted, "{encoding:?}");
        assert!(client.analyze(analyze(SHORT)).await.is_ok(), "the connection lives");
    }
}
