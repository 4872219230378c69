//! Whether a request has the form of a gRPC call: POST, and a content type of gRPC with Protocol Buffers.

use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use tonic::Code;

/// The answer to a request that is no gRPC call; none when it is one. It holds gRPC's status beside HTTP's.
pub(super) fn refusal<B, R: Default>(request: &Request<B>) -> Option<Response<R>> {
    if request.method() != Method::POST {
        let mut refused = refused(StatusCode::METHOD_NOT_ALLOWED, "gRPC calls are POST");
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
        return Some(refused);
    }
    let form = request.headers().get(CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let wrong = "the content type is neither application/grpc nor application/grpc+proto";
    (!is_grpc(form)).then(|| refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, wrong))
}

/// `application/grpc` or `application/grpc+proto`, with parameters or without.
fn is_grpc(form: &[u8]) -> bool {
    let form = form.to_ascii_lowercase();
    let kind = form.split(|byte| *byte == b';').next().unwrap_or_default();
    matches!(kind.trim_ascii(), b"application/grpc" | b"application/grpc+proto")
}

fn refused<R: Default>(status: StatusCode, words: &'static str) -> Response<R> {
    let mut refused = Response::new(R::default());
    *refused.status_mut() = status;
    let headers = refused.headers_mut();
    headers.insert("grpc-status", HeaderValue::from(Code::InvalidArgument as i32));
    headers.insert("grpc-message", HeaderValue::from_static(words));
    refused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_of_grpc_are_taken_and_others_are_not() {
        for good in ["application/grpc", "application/grpc+proto", "Application/gRPC; charset=utf-8"] {
            assert!(is_grpc(good.as_bytes()), "{good}");
        }
        for bad in ["", "text/plain", "application/grpc-web", "application/grpc+json", "application/grpcx"] {
            assert!(!is_grpc(bad.as_bytes()), "{bad}");
        }
    }
}
