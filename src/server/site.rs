//! Static files for browsers and tools.

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::Full;
use ring::digest::{SHA256, digest};
use tonic::body::Body;

use super::shared::Shared;
use crate::page::{self, Asset, POLICY};

/// A file embedded in the program.
#[derive(Clone, Copy, Debug)]
struct File {
    kind: &'static str,
    /// Its content security policy.
    policy: &'static str,
    content: &'static str,
}

const OPENAPI: &str = "/openapi.json";

const DESCRIPTION: File = File {
    kind: "application/json",
    policy: "default-src 'none'",
    content: include_str!("../../deploy/openapi.json"),
};

/// Whether there is a file at a path.
pub(super) fn has(shared: &Shared, path: &str) -> bool {
    file(shared, path).is_some()
}

/// The response with the requested file; not modified for a browser that has it.
pub(super) fn answer<B>(shared: &Shared, request: &Request<B>) -> Option<Response<Body>> {
    let file = file(shared, request.uri().path())?;
    let tag = tag(file.content);
    let known = request.headers().get(IF_NONE_MATCH).is_some_and(|it| *it == tag);
    let content = if known { "" } else { file.content };
    let mut answer = Response::new(Body::new(Full::new(Bytes::from_static(content.as_bytes()))));
    if known {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers: [(HeaderName, &str); 5] = [
        (CONTENT_TYPE, file.kind),
        (CONTENT_SECURITY_POLICY, file.policy),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        // Files change with the version of the program.
        (CACHE_CONTROL, "no-cache"),
    ];
    answer.headers_mut().extend(headers.map(|(name, value)| (name, HeaderValue::from_static(value))));
    answer.headers_mut().insert(ETAG, tag);
    // The access layer counts it as a call that succeeded.
    answer.headers_mut().insert("grpc-status", HeaderValue::from_static("0"));
    Some(answer)
}

fn file(shared: &Shared, path: &str) -> Option<File> {
    if path == OPENAPI {
        return Some(DESCRIPTION);
    }
    let &Asset { media_type, body, .. } = page::asset(path).filter(|_| shared.settings.has_page())?;
    Some(File { kind: media_type, policy: POLICY, content: body })
}

/// The entity tag of a content: the first half of its hash in quotation marks.
fn tag(content: &str) -> HeaderValue {
    let hash = digest(&SHA256, content.as_bytes());
    let digits: String = hash.as_ref().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::try_from(format!("\"{digits}\"")).expect("digits between quotation marks")
}
