//! gRPC-Web over HTTP/1, as clients in browsers send it: frames in the body, with the trailers as the last frame.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use isnad::server::pb::{AnalyzeResponse, AnalyzeStreamRequest, AnalyzeStreamResponse};
use prost::Message;

use crate::common::plain::{ANALYZE, Plain, Reply};
use crate::common::raw::frame;
use crate::common::texts::{PAGE, SHORT, long};
use crate::common::{Server, analyze, settings};

/// The flag of a frame with trailers.
const TRAILERS: u8 = 0x80;

/// The frames of a body: a flag, and the payload.
fn frames(mut body: &[u8]) -> Vec<(u8, &[u8])> {
    let mut frames = Vec::new();
    while let Some((head, rest)) = body.split_first_chunk::<5>() {
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        frames.push((head[0], &rest[..length]));
        body = &rest[length..];
    }
    assert!(body.is_empty(), "the rest of a frame");
    frames
}

async fn ask(server: &Server, path: &str, kind: &str, body: &[u8]) -> Reply {
    let headers = [("content-type", kind), ("x-grpc-web", "1")];
    Plain::open(server.address).await.ask(&format!("POST {path}"), &headers, body).await
}

#[tokio::test]
async fn a_call_gives_what_grpc_gives() {
    let server = Server::start(settings()).await;
    for text in [SHORT.to_owned(), long(200_000)] {
        let expected = server.client().await.analyze(analyze(&text)).await.expect("an answer").into_inner();
        for kind in ["application/grpc-web", "application/grpc-web+proto"] {
            let reply = ask(&server, ANALYZE, kind, &frame(&analyze(&text))).await;
            assert_eq!((reply.status, reply.header("content-type")), (200, "application/grpc-web+proto"));
            let frames = frames(&reply.body);
            assert_eq!(AnalyzeResponse::decode(frames[0].1).expect("an answer"), expected);
            assert_eq!(frames[1].0, TRAILERS);
            assert!(frames[1].1.starts_with(b"grpc-status:0"), "{frames:?}");
        }
    }
}

#[tokio::test]
async fn in_base64_it_is_the_same() {
    let server = Server::start(settings()).await;
    let body = STANDARD.encode(frame(&analyze(PAGE)));
    // tonic-web answers in the accepted format.
    let headers = [("content-type", "application/grpc-web-text"), ("accept", "application/grpc-web-text")];
    let mut plain = Plain::open(server.address).await;
    let reply = plain.ask(&format!("POST {ANALYZE}"), &headers, body.as_bytes()).await;
    assert_eq!(reply.status, 200);
    let text = String::from_utf8(reply.body).expect("base64");
    // Each piece has its own padding.
    let (message, _) = text.split_at(text.find('=').map_or(text.len(), |at| at.next_multiple_of(4)));
    let message = STANDARD.decode(message).expect("base64");
    let answer = AnalyzeResponse::decode(frames(&message)[0].1).expect("an answer");
    assert_eq!(answer, server.client().await.analyze(analyze(PAGE)).await.expect("an answer").into_inner());
}

#[tokio::test]
async fn an_error_is_that_of_grpc() {
    let server = Server::start(settings()).await;
    let reply = ask(&server, ANALYZE, "application/grpc-web+proto", &frame(&analyze(""))).await;
    assert_eq!((reply.status, reply.header("grpc-status")), (200, "3"));
    assert_eq!(reply.header("grpc-message"), "text:%20is%20empty");
    assert!(!reply.header("grpc-status-details-bin").is_empty());
    let wrong = ask(&server, "/isnad.v1.TextService/Analyse", "application/grpc-web", b"").await;
    assert_eq!((wrong.status, wrong.header("grpc-status")), (200, "12"));
}

#[tokio::test]
async fn the_documents_of_a_stream_are_answered() {
    let server = Server::start(settings()).await;
    let document = |id: &str| AnalyzeStreamRequest {
        id: id.to_owned(),
        text: SHORT.to_owned().into(),
        ..AnalyzeStreamRequest::default()
    };
    let body = [frame(&document("a")), frame(&document("b"))].concat();
    let reply = ask(&server, "/isnad.v1.TextService/AnalyzeStream", "application/grpc-web", &body).await;
    let frames = frames(&reply.body);
    let id = |at: usize| AnalyzeStreamResponse::decode(frames[at].1).expect("an answer").id;
    assert_eq!((frames.len(), id(0), id(1)), (3, "a".to_owned(), "b".to_owned()));
    assert!(frames[2].0 == TRAILERS && frames[2].1.starts_with(b"grpc-status:0"));
}
