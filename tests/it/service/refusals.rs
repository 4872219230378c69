//! Refusals of bad requests: INVALID_ARGUMENT with all violations at once, each with its field.

use isnad::server::pb::{
    AnalyzeRequest, CleanOptions, CleanRequest, CleanStep, ExtractQuotesRequest, QuoteOptions, SegmentRequest,
};
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::common::raw::{Connection, framed};
use crate::common::texts::SHORT;
use crate::common::{Server, analyze, settings};

/// The fields of the violations, in order.
fn fields(status: &Status) -> Vec<String> {
    assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
    let details = status.get_error_details();
    let info = details.error_info().expect("ErrorInfo");
    assert_eq!((info.domain.as_str(), info.reason.as_str()), ("isnad", "INVALID_REQUEST"));
    let request = details.bad_request().expect("BadRequest");
    request.field_violations.iter().map(|it| it.field.clone()).collect()
}

#[tokio::test]
async fn empty_text_names_the_field_in_every_call() {
    let mut client = Server::start(settings()).await.client().await;
    assert_eq!(fields(&client.analyze(analyze("")).await.expect_err("empty")), ["text"]);
    assert_eq!(fields(&client.clean(CleanRequest::default()).await.expect_err("empty")), ["text"]);
    assert_eq!(fields(&client.segment(SegmentRequest::default()).await.expect_err("empty")), ["text"]);
    let status = client.extract_quotes(ExtractQuotesRequest::default()).await.expect_err("empty");
    assert_eq!(fields(&status), ["text"]);
}

#[tokio::test]
async fn all_violations_come_at_once_and_unknown_enum_numbers_are_violations() {
    let mut client = Server::start(settings()).await.client().await;
    let request = AnalyzeRequest {
        offset_encoding: 77,
        clean: Some(CleanOptions { profile: 99, ..CleanOptions::default() }),
        quotes: Some(QuoteOptions { min_confidence: 1.5, min_speaker_confidence: 2.0 }),
        ..analyze("")
    };
    let status = client.analyze(request).await.expect_err("bad");
    let mut fields = fields(&status);
    fields.sort();
    let quotes = ["quotes.min_confidence", "quotes.min_speaker_confidence"];
    assert_eq!(fields, ["clean.profile", "offset_encoding", quotes[0], quotes[1], "text"]);
}

#[tokio::test]
async fn steps_that_do_not_exist_or_contradict_each_other_name_their_field() {
    let mut client = Server::start(settings()).await.client().await;
    let tatweel = CleanStep::Tatweel as i32;
    for (with_steps, without_steps, wrong) in [
        (vec![99], vec![], "clean.with_steps"),
        (vec![], vec![CleanStep::Unspecified as i32], "clean.without_steps"),
        (vec![tatweel], vec![tatweel], "clean.without_steps"),
    ] {
        let clean = CleanOptions { with_steps, without_steps, ..CleanOptions::default() };
        let request = CleanRequest { text: SHORT.into(), clean: Some(clean), ..CleanRequest::default() };
        assert_eq!(fields(&client.clean(request).await.expect_err("bad steps")), [wrong]);
    }
}

#[tokio::test]
async fn a_text_over_the_limit_tells_field_limit_and_size() {
    let mut settings = settings();
    settings.max_text_bytes = 64;
    let mut client = Server::start(settings).await.client().await;
    let text = SHORT.repeat(3);
    let status = client.analyze(analyze(&text)).await.expect_err("too large");
    assert_eq!(fields(&status), ["text"]);
    let details = status.get_error_details();
    let facts = details.error_info().map(|it| it.metadata.clone()).expect("ErrorInfo");
    assert_eq!(facts["limit"], "64");
    assert_eq!(facts["size"], text.len().to_string());
    assert!(client.analyze(analyze(SHORT)).await.is_ok(), "up to the limit all is well");
}

#[tokio::test]
async fn bytes_that_are_not_utf8_are_refused_by_name() {
    let mut client = Server::start(settings()).await.client().await;
    let mut text = SHORT.as_bytes().to_vec();
    text.truncate(text.len() - 1);
    text.push(0xD8);
    let request = AnalyzeRequest { text: text.into(), ..AnalyzeRequest::default() };
    assert_eq!(fields(&client.analyze(request).await.expect_err("not UTF-8")), ["text"]);
}

#[tokio::test]
async fn bytes_that_are_no_message_get_an_error_and_the_connection_lives() {
    let server = Server::start(settings()).await;
    let mut raw = Connection::open(server.address).await;
    let no_message = framed(&[0xFF; 40]);
    let answer = raw.call("/isnad.v1.TextService/Analyze", &[], no_message).await;
    assert_eq!(answer.code(), Some(Code::Internal as i32));
    let unknown_compression = [&[7][..], &framed(b"x")[1..]].concat();
    let answer = raw.call("/isnad.v1.TextService/Analyze", &[], unknown_compression.into()).await;
    assert_eq!(answer.code(), Some(Code::Internal as i32));
    let cut_off = framed(b"0123456789").slice(..8);
    let answer = raw.call("/isnad.v1.TextService/Analyze", &[], cut_off).await;
    assert_ne!(answer.code(), Some(Code::Ok as i32));
    let good = crate::common::raw::frame(&analyze(SHORT));
    let answer = raw.call("/isnad.v1.TextService/Analyze", &[], good).await;
    assert_eq!(answer.code(), Some(Code::Ok as i32));
}

#[tokio::test]
async fn text_that_is_not_arabic_is_an_ordinary_call() {
    let mut client = Server::start(settings()).await.client().await;
    assert!(client.analyze(analyze("The reservoirs are full, the minister said.")).await.is_ok());
}
