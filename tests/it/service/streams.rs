//! AnalyzeStream: in order, bounded, and no document affects another.

use std::time::Duration;

use isnad::server::pb::analyze_stream_response::Result as Outcome;
use isnad::server::pb::{AnalyzeStreamRequest, AnalyzeStreamResponse};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic_types::RpcStatusExt;

use crate::common::texts::{SHORT, long};
use crate::common::{PATIENCE, Server, analyze, settings};

fn document(id: &str, text: &str) -> AnalyzeStreamRequest {
    AnalyzeStreamRequest { id: id.to_owned(), text: text.to_owned().into(), ..Default::default() }
}

fn error_code(answer: &AnalyzeStreamResponse) -> Option<i32> {
    match answer.result.as_ref().expect("a result") {
        Outcome::Analysis(_) => None,
        Outcome::Error(status) => Some(status.code),
    }
}

/// All answers of the server to these documents.
async fn exchange(server: &Server, documents: Vec<AnalyzeStreamRequest>) -> Vec<AnalyzeStreamResponse> {
    let mut client = server.client().await;
    let answers = client.analyze_stream(tokio_stream::iter(documents)).await.expect("a stream").into_inner();
    let answers = answers.map(|answer| answer.expect("no error of the stream"));
    timeout(PATIENCE, answers.collect()).await.expect("an end")
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_come_in_the_order_of_the_requests() {
    let server = Server::start(settings()).await;
    // Long texts take longer than the short ones after them.
    let long = long(40_000);
    let text = |index| if index % 3 == 0 { long.as_str() } else { SHORT };
    let documents = (0..30).map(|index| document(&format!("d{index}"), text(index))).collect();
    let answers = exchange(&server, documents).await;
    let ids: Vec<&str> = answers.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, (0..30).map(|index| format!("d{index}")).collect::<Vec<_>>());
    assert!(answers.iter().all(|it| error_code(it).is_none()));
}

#[tokio::test]
async fn a_bad_document_is_answered_with_its_error_and_the_stream_goes_on() {
    let server = Server::start(settings()).await;
    let mut strange = document("3", SHORT);
    strange.offset_encoding = 42;
    let not_utf8 = AnalyzeStreamRequest { text: vec![0xFF].into(), ..document("4", "") };
    let documents = vec![document("1", SHORT), document("2", ""), strange, not_utf8, document("5", SHORT)];
    let answers = exchange(&server, documents).await;
    let invalid = Some(Code::InvalidArgument as i32);
    let codes: Vec<Option<i32>> = answers.iter().map(error_code).collect();
    assert_eq!(codes, [None, invalid, invalid, invalid, None]);
    let Some(Outcome::Error(status)) = &answers[1].result else { panic!("an error") };
    let details = status.get_error_details();
    assert_eq!(details.bad_request().expect("BadRequest").field_violations[0].field, "text");
}

#[tokio::test]
async fn a_stream_gives_what_analyze_gives() {
    let server = Server::start(settings()).await;
    let single = server.client().await.analyze(analyze(SHORT)).await.expect("an answer").into_inner();
    let answers = exchange(&server, vec![document("", SHORT)]).await;
    assert_eq!(answers[0].result, Some(Outcome::Analysis(single)));
}

#[tokio::test]
async fn an_id_over_the_limit_is_an_error_of_its_document() {
    let server = Server::start(settings()).await;
    let answers = exchange(&server, vec![document(&"x".repeat(300), SHORT), document("y", SHORT)]).await;
    assert_eq!(error_code(&answers[0]), Some(Code::InvalidArgument as i32));
    assert_eq!((answers[0].id.len(), answers[1].id.as_str()), (256, "y"));
}

#[tokio::test]
async fn each_answer_comes_while_the_stream_is_open() {
    let server = Server::start(settings()).await;
    let (documents, receiver) = mpsc::channel(1);
    let mut client = server.client().await;
    let answers = client.analyze_stream(ReceiverStream::new(receiver)).await.expect("a stream");
    let mut answers = answers.into_inner();
    for id in ["a", "b", "c"] {
        documents.send(document(id, SHORT)).await.expect("sent");
        let answer = timeout(PATIENCE, answers.message()).await.expect("in time").expect("no error");
        assert_eq!(answer.expect("an answer").id, id);
    }
    drop(documents);
    assert!(timeout(PATIENCE, answers.message()).await.expect("in time").expect("no error").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_reads_no_further_than_its_bound_while_nobody_reads_the_answers() {
    let mut settings = settings();
    settings.max_stream_documents = 2;
    let server = Server::start(settings).await;
    let (documents, receiver) = mpsc::channel(1);
    let mut client = server.client().await;
    // The answers are not read: windows fill up, then the slots, and then the requests must wait.
    let _answers = client.analyze_stream(ReceiverStream::new(receiver)).await.expect("a stream");
    let text = long(200_000);
    let flood = async {
        let mut sent = 0;
        while documents.send(document("f", &text)).await.is_ok() {
            sent += 1;
            assert!(sent < 500, "100 MB were read without one answer being taken");
        }
    };
    let stalled = timeout(Duration::from_secs(3), flood).await;
    assert!(stalled.is_err(), "the sender is held back");
}
