//! Files that a browser or a tool reads with GET.

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Response};
use http_body_util::Full;
use tonic::body::Body;

/// A file, which is a part of the program.
#[derive(Debug)]
struct File {
    path: &'static str,
    kind: &'static str,
    /// What a browser may load for it.
    policy: &'static str,
    content: &'static [u8],
}

const FILES: [File; 1] = [File {
    path: "/openapi.json",
    kind: "application/json",
    policy: "default-src 'none'",
    content: include_bytes!("../../deploy/openapi.json"),
}];

/// Whether there is a file at a path.
pub(super) fn has(path: &str) -> bool {
    file(path).is_some()
}

/// The file at a path.
pub(super) fn answer(path: &str) -> Option<Response<Body>> {
    let file = file(path)?;
    let mut answer = Response::new(Body::new(Full::new(Bytes::from_static(file.content))));
    let headers: [(HeaderName, &str); 4] = [
        (CONTENT_TYPE, file.kind),
        (CONTENT_SECURITY_POLICY, file.policy),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Another version of the program has other files.
        (CACHE_CONTROL, "no-cache"),
    ];
    answer.headers_mut().extend(headers.map(|(name, value)| (name, HeaderValue::from_static(value))));
    // The access layer counts it as a call that succeeded.
    answer.headers_mut().insert("grpc-status", HeaderValue::from_static("0"));
    Some(answer)
}

fn file(path: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.path == path)
}
