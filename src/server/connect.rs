//! Errors in the JSON of the Connect protocol, for clients that do not read the gRPC status.
//!
//! Every layer reports errors as a gRPC status in the response headers. This module alone converts that to an HTTP status
//! and a JSON body.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use prost::Message;
use serde_json::{Value, json};
use tonic::body::Body;
use tonic::{Code, Status};
use tonic_types::pb;

use super::form::Form;

/// The headers of a gRPC status.
const GRPC: [HeaderName; 3] = [
    HeaderName::from_static("grpc-status"),
    HeaderName::from_static("grpc-message"),
    HeaderName::from_static("grpc-status-details-bin"),
];

/// The answer in the client's protocol.
pub(super) fn spoken(form: Form, mut answer: Response<Body>) -> Response<Body> {
    if form.has_grpc_status() {
        return answer;
    }
    let Some(status) = Status::from_header_map(answer.headers()) else { return answer };
    if form == Form::Json || status.code() == Code::Ok {
        GRPC.iter().for_each(|name| drop(answer.headers_mut().remove(name)));
    }
    if status.code() != Code::Ok {
        tell(&status, &mut answer);
    }
    answer
}

/// Writes an error into its answer. An HTTP status that a layer has already set is kept.
fn tell(status: &Status, answer: &mut Response<Body>) {
    let details = pb::Status::decode(status.details()).unwrap_or_default().details;
    let body = error(status, &details).to_string();
    if answer.status() == StatusCode::OK {
        *answer.status_mut() = http_status(status.code());
    }
    *answer.body_mut() = Body::new(Full::new(Bytes::from(body)));
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Some(seconds) = details.iter().find_map(|it| seconds(&it.type_url, &it.value)) {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// `{"code": …, "message": …, "details": […]}`.
fn error(status: &Status, details: &[prost_types::Any]) -> Value {
    let detail = |it: &prost_types::Any| {
        let kind = kind(&it.type_url);
        let mut detail = json!({"type": kind, "value": STANDARD_NO_PAD.encode(&it.value)});
        if let Some(debug) = debug(kind, &it.value) {
            detail["debug"] = debug;
        }
        detail
    };
    let mut error = json!({"code": code_name(status.code()), "message": status.message()});
    if !details.is_empty() {
        error["details"] = details.iter().map(detail).collect();
    }
    error
}

/// The name of a message, without the type URL's prefix.
fn kind(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

/// A detail as readable JSON, for the details that this server sends.
fn debug(kind: &str, value: &[u8]) -> Option<Value> {
    Some(match kind {
        "google.rpc.ErrorInfo" => {
            let info = pb::ErrorInfo::decode(value).ok()?;
            json!({"reason": info.reason, "domain": info.domain, "metadata": info.metadata})
        }
        "google.rpc.BadRequest" => {
            let request = pb::BadRequest::decode(value).ok()?;
            let violation = |it: &pb::bad_request::FieldViolation| json!({"field": it.field, "description": it.description, "reason": it.reason});
            let violations: Vec<_> = request.field_violations.iter().map(violation).collect();
            json!({"fieldViolations": violations})
        }
        "google.rpc.RetryInfo" => json!({"retryDelay": delay(value)?.to_string()}),
        "google.rpc.RequestInfo" => json!({"requestId": pb::RequestInfo::decode(value).ok()?.request_id}),
        _ => return None,
    })
}

fn delay(value: &[u8]) -> Option<prost_types::Duration> {
    pb::RetryInfo::decode(value).ok()?.retry_delay
}

/// The retry delay, in whole seconds.
fn seconds(address: &str, value: &[u8]) -> Option<i64> {
    let delay = if kind(address) == "google.rpc.RetryInfo" { delay(value)? } else { return None };
    Some(delay.seconds + i64::from(delay.nanos > 0))
}

/// The Connect name of a code.
const fn code_name(code: Code) -> &'static str {
    match code {
        Code::Ok => "ok",
        Code::Cancelled => "canceled",
        Code::Unknown => "unknown",
        Code::InvalidArgument => "invalid_argument",
        Code::DeadlineExceeded => "deadline_exceeded",
        Code::NotFound => "not_found",
        Code::AlreadyExists => "already_exists",
        Code::PermissionDenied => "permission_denied",
        Code::ResourceExhausted => "resource_exhausted",
        Code::FailedPrecondition => "failed_precondition",
        Code::Aborted => "aborted",
        Code::OutOfRange => "out_of_range",
        Code::Unimplemented => "unimplemented",
        Code::Internal => "internal",
        Code::Unavailable => "unavailable",
        Code::DataLoss => "data_loss",
        Code::Unauthenticated => "unauthenticated",
    }
}

/// The HTTP status of a code, according to Connect.
fn http_status(code: Code) -> StatusCode {
    let number = match code {
        Code::Ok => 200,
        Code::Cancelled => 499,
        Code::InvalidArgument | Code::FailedPrecondition | Code::OutOfRange => 400,
        Code::Unauthenticated => 401,
        Code::PermissionDenied => 403,
        Code::NotFound => 404,
        Code::AlreadyExists | Code::Aborted => 409,
        Code::ResourceExhausted => 429,
        Code::Unimplemented => 501,
        Code::Unavailable => 503,
        Code::DeadlineExceeded => 504,
        Code::Unknown | Code::Internal | Code::DataLoss => 500,
    };
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;
    use crate::server::call::CallId;
    use crate::server::failure::Failure;

    async fn parts(form: Form, answer: Response<Body>) -> (http::response::Parts, Bytes) {
        let (head, body) = spoken(form, answer).into_parts();
        (head, body.collect().await.expect("a body").to_bytes())
    }

    #[tokio::test]
    async fn an_overload_is_503_with_a_time_to_come_again() {
        let answer = Failure::Overloaded.status(CallId::next()).into_http();
        let (head, body) = parts(Form::Json, answer).await;
        assert_eq!(head.status, 503);
        assert_eq!(head.headers["retry-after"], "1");
        assert!(!head.headers.contains_key("grpc-status"));
        let error: Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(error["code"], "unavailable");
        let kinds: Vec<_> =
            error["details"].as_array().expect("details").iter().map(|it| &it["type"]).collect();
        assert_eq!(kinds, ["google.rpc.RetryInfo", "google.rpc.ErrorInfo"]);
        assert_eq!(error["details"][0]["debug"]["retryDelay"], "0.100s");
    }

    #[tokio::test]
    async fn who_reads_grpcs_status_gets_it() {
        let answer = Failure::Overloaded.status(CallId::next()).into_http();
        let (head, body) = parts(Form::Grpc, answer).await;
        assert_eq!((head.status, body.len()), (StatusCode::OK, 0));
        assert_eq!(head.headers["grpc-status"], "14");
    }

    #[test]
    fn each_code_has_a_status_of_an_error() {
        for code in (1..17).map(Code::from) {
            assert!(http_status(code).as_u16() >= 400, "{code:?}");
        }
    }
}
