//! Connect's unary calls: a JSON object in, a JSON object out. They are the gRPC calls in another encoding, with the
//! same limits.

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, Request, Response};
use http_body_util::BodyExt;
use hyper::body;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use tonic::Status;
use tonic::body::Body;
use tower::BoxError;

use super::answers;
use super::call::Call;
use super::claims::VerifyRequest;
use super::encoded::{Encoded, Writing};
use super::failure::{Failure, Reason, Violation};
use super::info;
use super::mask::in_proto;
use super::pb;
use super::request::Inbound;
use super::shared::Shared;
use super::wire::json::Form;
use super::work::{self, Answer, Arrived};
use crate::analysis::Parts;

/// The longest path of a field that an error names.
const LONGEST_PATH: usize = 64;

/// The response to a call. An error is a gRPC status in its headers.
pub(super) async fn answer<B>(shared: &Shared, call: &Call, request: Request<B>) -> Response<Body>
where
    B: body::Body<Data = Bytes, Error: Into<BoxError>> + Send + Unpin,
{
    let method = request.uri().path().rsplit('/').next().unwrap_or_default().to_owned();
    let answered = match read(shared, request).await {
        Ok(body) => called(shared, call, &method, body).await,
        Err(status) => Err(status),
    };
    match answered {
        Ok(answer) => success(answer),
        Err(status) => status.into_http(),
    }
}

fn success(answer: Encoded) -> Response<Body> {
    let mut response = Response::new(Body::new(answer));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // For the access layer; it is not sent to the client.
    headers.insert("grpc-status", HeaderValue::from_static("0"));
    response
}

/// The whole body.
async fn read<B>(shared: &Shared, request: Request<B>) -> Result<Bytes, Status>
where
    B: body::Body<Data = Bytes, Error: Into<BoxError>> + Send + Unpin,
{
    check_encoding(request.headers())?;
    let most = shared.settings.max_message_bytes as usize;
    let mut body = request.into_body();
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Status::from_error(error.into()))?;
        let Ok(piece) = frame.into_data() else { continue };
        if read.len() + piece.len() > most {
            return Err(Status::out_of_range(format!("the message has over {most} bytes, the limit")));
        }
        read.extend_from_slice(&piece);
    }
    Ok(read.freeze())
}

/// JSON bodies cannot be compressed.
fn check_encoding(headers: &HeaderMap) -> Result<(), Status> {
    let encoding = headers.get(CONTENT_ENCODING).map_or(&b"identity"[..], HeaderValue::as_bytes);
    let words = "JSON requests cannot be compressed; gRPC accepts gzip and zstd";
    if encoding.eq_ignore_ascii_case(b"identity") { Ok(()) } else { Err(Status::unimplemented(words)) }
}

/// The response of a method. Methods without a JSON form are refused earlier.
async fn called(shared: &Shared, call: &Call, method: &str, body: Bytes) -> Result<Encoded, Status> {
    let defaults = shared.settings.json_defaults;
    let writing = Writing::Json { defaults };
    match method {
        "Clean" => document::<pb::CleanRequest>(shared, call, body, answers::clean(writing)).await,
        "Segment" => document::<pb::SegmentRequest>(shared, call, body, answers::segment(writing)).await,
        "ExtractQuotes" => {
            document::<pb::ExtractQuotesRequest>(shared, call, body, answers::extract_quotes(writing)).await
        }
        "Analyze" => document::<pb::AnalyzeRequest>(shared, call, body, answers::analyze(writing)).await,
        "Verify" => {
            let claims = |request: &VerifyRequest| request.claims.clone();
            document_with(shared, call, body, |request| answers::verify(claims(request), writing)).await
        }
        "GetInfo" => {
            let _: pb::GetInfoRequest = parsed(&body).map_err(|failure| failure.status(call.id))?;
            Ok(Encoded::json(&info::info(&shared.settings), Form { defaults, parts: Parts::ALL }))
        }
        _ => Err(Status::unimplemented("no such method")),
    }
}

/// The response of a method with one document.
async fn document<R: Inbound + DeserializeOwned + Default>(
    shared: &Shared,
    call: &Call,
    body: Bytes,
    answer: impl Answer<Encoded>,
) -> Result<Encoded, Status> {
    document_with(shared, call, body, |_: &R| answer).await
}

/// The same for a method whose answer needs more of the request than its document.
async fn document_with<R: Inbound + DeserializeOwned + Default, A: Answer<Encoded>>(
    shared: &Shared,
    call: &Call,
    body: Bytes,
    answer: impl FnOnce(&R) -> A,
) -> Result<Encoded, Status> {
    let (answer, arrived) = match parsed::<R>(&body) {
        Ok(request) => (answer(&request), Arrived::new(request, call.account.arrived(), &shared.settings)),
        Err(failure) => (answer(&R::default()), Arrived::refused(failure)),
    };
    drop(body);
    work::reply(shared, call, arrived, answer).await
}

/// Parses the request in a body.
fn parsed<R: DeserializeOwned>(body: &[u8]) -> Result<R, Failure> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let request = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field = field(&error.path().to_string());
        unreadable(field, error.inner())
    })?;
    json.end().map_err(|error| unreadable(String::new(), &error))?;
    Ok(request)
}

/// The error of a body. serde's own message quotes the input, which may be confidential.
fn unreadable(field: String, error: &serde_json::Error) -> Failure {
    let place = format!("at line {}, column {}", error.line(), error.column());
    let description = match error.classify() {
        Category::Data => {
            format!("is unknown, or its value has the wrong type or is not a known name ({place})")
        }
        Category::Syntax | Category::Eof | Category::Io => format!("is not JSON {place}"),
    };
    let field = if field.is_empty() { "body".to_owned() } else { field };
    Failure::Invalid(vec![Violation { field: field.into(), description, reason: Reason::Malformed }])
}

/// The path of a field with the names of the `.proto`; empty if it does not look like a path.
fn field(path: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']');
    if path.len() > LONGEST_PATH || !path.contains(|c: char| c != '.') || !path.chars().all(is_name) {
        return String::new();
    }
    in_proto(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(body: &str) -> (String, String) {
        match parsed::<pb::AnalyzeRequest>(body.as_bytes()) {
            Err(Failure::Invalid(violations)) => {
                (violations[0].field.to_string(), violations[0].description.clone())
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_request_is_read_by_its_names_in_json() {
        let body =
            r#"{"text": "نعم", "offsetEncoding": "OFFSET_ENCODING_UTF16", "quotes": {"minConfidence": 0.5}}"#;
        let request = parsed::<pb::AnalyzeRequest>(body.as_bytes()).expect("a request");
        assert_eq!(request.text, "نعم".as_bytes());
        assert_eq!(request.offset_encoding, 2);
        assert_eq!(request.quotes.map(|it| it.min_confidence), Some(0.5));
    }

    #[test]
    fn a_request_is_read_by_the_names_of_the_contract() {
        let body = r#"{"text": "نعم", "offset_encoding": 2, "read_mask": "quotes",
            "quotes": {"min_confidence": 0.5, "min_speaker_confidence": 0.8}}"#;
        let request = parsed::<pb::AnalyzeRequest>(body.as_bytes()).expect("a request");
        let quotes = request.quotes.expect("options");
        assert_eq!((quotes.min_confidence, quotes.min_speaker_confidence), (0.5, 0.8));
    }

    #[test]
    fn what_is_wrong_is_named_and_not_quoted() {
        let cases = [
            ("", "body"),
            ("[]", "body"),
            (r#"{"text": "سر""#, "body"),
            (r#"{"text": "a"} x"#, "body"),
            (r#"{"text": 7}"#, "text"),
            (r#"{"offsetEncoding": "secret"}"#, "offset_encoding"),
            (r#"{"clean": {"withSteps": ["secret"]}}"#, "clean.with_steps[0]"),
            (r#"{"quotes": {"minConfidence": "secret"}}"#, "quotes.min_confidence"),
            (r#"{"نص": "secret"}"#, "body"),
        ];
        for (body, field) in cases {
            let fault = fault(body);
            assert_eq!(fault.0, field, "{body}");
            assert!(!fault.1.contains("secret"), "{fault:?}");
        }
    }
}
