//! Fields that are requested by name, and the rest of the JSON.

use isnad::server::Settings;
use isnad::server::mask::FieldMask;
use isnad::server::pb::{AnalyzeRequest, AnalyzeResponse, SegmentRequest};
use serde_json::{Value, json};
use tonic_types::StatusExt;

use crate::common::plain::{ANALYZE, Plain};
use crate::common::texts::PAGE;
use crate::common::{Server, analyze, settings};

fn mask(paths: &[&str]) -> Option<FieldMask> {
    Some(FieldMask { paths: paths.iter().map(|it| (*it).to_owned()).collect() })
}

#[tokio::test]
async fn only_the_named_fields_are_given_and_they_are_the_same() {
    let server = Server::start(settings()).await;
    let mut client = server.client().await;
    let whole = client.analyze(analyze(PAGE)).await.expect("an answer").into_inner();
    let request = |paths| AnalyzeRequest { read_mask: mask(paths), ..analyze(PAGE) };
    let mut given = Vec::new();
    for paths in
        [&["quotes"][..], &["clean_text", "metadata"], &["sentences"], &["blocks", "lexicon_version"]]
    {
        given.push(client.analyze(request(paths)).await.expect("an answer").into_inner());
    }
    let always = AnalyzeResponse {
        offset_encoding: whole.offset_encoding,
        lexicon_version: whole.lexicon_version.clone(),
        ..AnalyzeResponse::default()
    };
    let it = whole.clone();
    let expected = [
        AnalyzeResponse { quotes: it.quotes, ..always.clone() },
        AnalyzeResponse { clean_text: it.clean_text, metadata: it.metadata, ..always.clone() },
        AnalyzeResponse { sentences: it.sentences, ..always.clone() },
        AnalyzeResponse { blocks: it.blocks, ..always },
    ];
    assert_eq!(given, expected);
    let all = client.analyze(request(&["*"])).await.expect("an answer").into_inner();
    assert_eq!(all, whole);
}

#[tokio::test]
async fn a_path_of_no_field_is_refused_by_name() {
    let server = Server::start(settings()).await;
    let mut client = server.client().await;
    let request = AnalyzeRequest { read_mask: mask(&["quotes", "quote"]), ..analyze(PAGE) };
    let status = client.analyze(request).await.expect_err("no field");
    let details = status.get_error_details();
    let violation = &details.bad_request().expect("BadRequest").field_violations[0];
    assert_eq!((violation.field.as_str(), violation.reason.as_str()), ("read_mask", "UNKNOWN_VALUE"));
    assert!(violation.description.contains("quote"), "{violation:?}");
    let other = SegmentRequest {
        text: PAGE.to_owned().into(),
        read_mask: mask(&["quotes"]),
        ..SegmentRequest::default()
    };
    assert!(client.segment(other).await.is_err(), "a field of another answer");
}

async fn json(server: &Server, request: &Value) -> Value {
    Plain::open(server.address).await.call(ANALYZE, request).await.json()
}

#[tokio::test]
async fn in_json_a_mask_is_a_string_and_other_fields_are_not_there() {
    let server = Server::start(settings()).await;
    let answer = json(&server, &json!({"text": PAGE, "readMask": "cleanText,findings"})).await;
    let names: Vec<_> = answer.as_object().expect("an object").keys().collect();
    assert_eq!(names, ["cleanText", "findings", "lexiconVersion", "offsetEncoding"]);
}

#[tokio::test]
async fn default_values_are_there_unless_the_setting_says_no() {
    let request = json!({"text": "a"});
    let server = Server::start(settings()).await;
    let answer = json(&server, &request).await;
    assert_eq!((&answer["quotes"], &answer["entities"]), (&json!([]), &json!([])));
    assert_eq!(answer["blocks"][0]["span"]["start"], 0);
    let sparse = Server::start(Settings { json_defaults: false, ..settings() }).await;
    let answer = json(&sparse, &request).await;
    assert!(answer.get("quotes").is_none() && answer["blocks"][0]["span"].get("start").is_none());
}
