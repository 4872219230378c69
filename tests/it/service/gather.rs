//! Trace: many documents, one answer, and no document affects another.

use isnad::server::pb::{TraceRequest, TraceResponse};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status};
use tonic_types::{RpcStatusExt, StatusExt};

use crate::common::{PATIENCE, Server, settings};

const SAID: &str = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل 25 نيسان.";

fn document(id: &str, outlet: &str, published: &str, text: &str) -> TraceRequest {
    TraceRequest {
        id: id.to_owned(),
        text: text.to_owned().into(),
        outlet: outlet.to_owned(),
        published: published.to_owned(),
        ..Default::default()
    }
}

fn documents() -> Vec<TraceRequest> {
    let passed = "نقلت الضفاف عن المرزوقي قولها إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل 20 نيسان.";
    vec![document("a", "الضفاف", "2024-03-05", SAID), document("b", "الميناء", "2024-03-06", passed)]
}

async fn traced(server: &Server, documents: Vec<TraceRequest>) -> Result<TraceResponse, Status> {
    let mut client = server.client().await;
    let call = client.trace(tokio_stream::iter(documents));
    timeout(PATIENCE, call).await.expect("in time").map(tonic::Response::into_inner)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_answer_for_all_documents_in_any_order() {
    let server = Server::start(settings()).await;
    let answer = traced(&server, documents()).await.expect("an answer");
    assert_eq!((answer.documents, answer.quotes, answer.errors.len()), (2, 2, 0));
    let [cluster] = &answer.clusters[..] else { panic!("{answer:?}") };
    assert_eq!((&*cluster.speaker, cluster.members.len(), cluster.edges.len()), ("هالة المرزوقي", 2, 1));
    assert_eq!((&*cluster.drift[0].base, &*cluster.drift[0].text), ("25", "20"));
    let backwards = documents().into_iter().rev().collect();
    assert_eq!(traced(&server, backwards).await.expect("an answer"), answer);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_document_is_named_and_the_others_are_traced() {
    let server = Server::start(settings()).await;
    let mut all = documents();
    all.insert(1, document("empty", "", "", ""));
    all.insert(1, document("late", "", "5 March", SAID));
    all.push(document("long", &"x".repeat(300), "", SAID));
    all.push(TraceRequest { offset_encoding: 42, ..document("strange", "", "", SAID) });
    let answer = traced(&server, all).await.expect("an answer");
    let named: Vec<_> = answer.errors.iter().map(|error| (error.index, error.id.as_str())).collect();
    assert_eq!(named, [(1, "late"), (2, "empty"), (4, "long"), (5, "strange")]);
    let field = |at: usize| {
        let details = answer.errors[at].error.as_ref().expect("a status").get_error_details();
        details.bad_request().expect("BadRequest").field_violations[0].field.clone()
    };
    assert_eq!([0, 1, 2, 3].map(field), ["published", "text", "outlet", "offset_encoding"]);
    assert_eq!((answer.documents, answer.clusters.len()), (2, 1));
}

#[tokio::test]
async fn nothing_is_an_answer_without_clusters() {
    let server = Server::start(settings()).await;
    let answer = traced(&server, Vec::new()).await.expect("an answer");
    assert_eq!((answer.documents, answer.clusters.len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_and_bytes_are_bounded() {
    let server = Server::start(isnad::server::Settings {
        max_trace_documents: 3,
        max_trace_bytes: 1000,
        ..settings()
    })
    .await;
    for (all, field) in [
        (vec![document("a", "", "", "نعم"); 4], "documents"),
        (vec![document("a", "", "", &"نعم ".repeat(100)); 2], "text"),
    ] {
        let status = traced(&server, all).await.expect_err("too much");
        assert_eq!(status.code(), Code::InvalidArgument);
        let details = status.get_error_details();
        assert_eq!(details.bad_request().expect("BadRequest").field_violations[0].field, field);
    }
    assert_eq!(traced(&server, documents()).await.expect("an answer").clusters.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_never_ends_is_ended_and_keeps_nothing() {
    let server = Server::start(isnad::server::Settings {
        deadline: std::time::Duration::from_millis(300),
        ..settings()
    })
    .await;
    let (sender, receiver) = mpsc::channel(4);
    let mut client = server.client().await;
    for document in documents() {
        sender.send(document).await.expect("sent");
    }
    let status = timeout(PATIENCE, client.trace(ReceiverStream::new(receiver))).await.expect("in time");
    assert_eq!(status.expect_err("no answer").code(), Code::DeadlineExceeded);
    drop(sender);
    assert_eq!(traced(&server, documents()).await.expect("an answer").clusters.len(), 1);
}
