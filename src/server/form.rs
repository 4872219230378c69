//! The protocol of a request, from its headers, and the requests that are refused by headers alone.

use http::header::{ALLOW, CONTENT_TYPE, HeaderName};
use http::{HeaderValue, Method as Verb, Request, Response, StatusCode, Version};
use tonic::Code;

use super::method::{Method, Shape};

/// The content types that a method with one message accepts.
const ACCEPTED: &str = "application/json, application/grpc, application/grpc+proto, application/grpc-web, application/grpc-web+proto, \
                        application/grpc-web-text, application/grpc-web-text+proto";

/// The encoding of a request and its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// gRPC.
    Grpc,
    /// gRPC-Web.
    Web,
    /// gRPC-Web in base64.
    WebText,
    /// JSON, as in Connect's unary calls.
    Json,
    /// Not a call: a file of the site, or a request to refuse.
    Plain,
}

impl Form {
    /// The form, by content type.
    pub(super) fn of<B>(request: &Request<B>) -> Self {
        let kind = request.headers().get(CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
        let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        match kind.to_ascii_lowercase().as_slice() {
            b"application/grpc" | b"application/grpc+proto" => Self::Grpc,
            b"application/grpc-web" | b"application/grpc-web+proto" => Self::Web,
            b"application/grpc-web-text" | b"application/grpc-web-text+proto" => Self::WebText,
            b"application/json" => Self::Json,
            _ => Self::Plain,
        }
    }

    /// Its name in log lines.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Grpc => "grpc",
            Self::Web | Self::WebText => "grpc-web",
            Self::Json => "json",
            Self::Plain => "http",
        }
    }

    /// The content type, if it is gRPC-Web.
    pub(super) const fn web_type(self) -> Option<&'static str> {
        match self {
            Self::Web => Some("application/grpc-web+proto"),
            Self::WebText => Some("application/grpc-web-text+proto"),
            Self::Grpc | Self::Json | Self::Plain => None,
        }
    }

    /// Whether bodies are messages in gRPC's frames; otherwise a body is one message.
    pub(super) const fn is_framed(self) -> bool {
        matches!(self, Self::Grpc | Self::Web)
    }

    /// Whether a web page can use it over any version of HTTP.
    pub(super) const fn is_of_browsers(self) -> bool {
        matches!(self, Self::Json | Self::Web | Self::WebText)
    }

    /// Whether the client reads gRPC's status, and not HTTP's.
    pub(super) const fn has_grpc_status(self) -> bool {
        matches!(self, Self::Grpc | Self::Web | Self::WebText)
    }
}

/// A refusal before the body is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The HTTP status.
    pub(super) http: StatusCode,
    /// The gRPC status, which is also Connect's.
    pub(super) code: Code,
    /// The message, for people.
    pub(super) words: &'static str,
    /// The header that HTTP requires with that status.
    pub(super) header: Option<(HeaderName, &'static str)>,
}

impl Refusal {
    /// The refusal as a response with both the HTTP and the gRPC status.
    pub(super) fn response<R: Default>(self) -> Response<R> {
        let mut refused = Response::new(R::default());
        *refused.status_mut() = self.http;
        let headers = refused.headers_mut();
        headers.insert("grpc-status", HeaderValue::from(self.code as i32));
        headers.insert("grpc-message", HeaderValue::from_static(self.words));
        headers.extend(self.header.map(|(name, value)| (name, HeaderValue::from_static(value))));
        refused
    }
}

/// The refusal of a request for its form. None if it is a call or reads an existing file.
pub(super) fn refusal<B>(form: Form, request: &Request<B>, has_file: bool) -> Option<Refusal> {
    let (verb, path) = (request.method(), request.uri().path());
    if is_reading(verb) && has_file {
        return None;
    }
    let is_unknown = Method::of(path).is_other() && !form.has_grpc_status();
    let refusals = [
        is_unknown.then(unknown),
        (verb != Verb::POST).then(not_post),
        unfit(form, request.version()),
        (form == Form::Json).then(|| not_for_json(Method::of(path))).flatten(),
    ];
    refusals.into_iter().flatten().next()
}

/// GET or HEAD.
fn is_reading(verb: &Verb) -> bool {
    verb == Verb::GET || verb == Verb::HEAD
}

fn unknown() -> Refusal {
    let words = "there is nothing at this path. Calls are POST /isnad.v1.TextService/ followed by Analyze, Clean, Segment, ExtractQuotes, Verify or GetInfo; see /openapi.json";
    Refusal { http: StatusCode::NOT_FOUND, code: Code::Unimplemented, words, header: None }
}

fn not_post() -> Refusal {
    let header = Some((ALLOW, "POST"));
    let words = "calls must be POST";
    Refusal { http: StatusCode::METHOD_NOT_ALLOWED, code: Code::InvalidArgument, words, header }
}

/// The refusal of a form, regardless of the method called.
fn unfit(form: Form, version: Version) -> Option<Refusal> {
    let code = Code::InvalidArgument;
    match form {
        Form::Grpc if version < Version::HTTP_2 => {
            let http = StatusCode::HTTP_VERSION_NOT_SUPPORTED;
            Some(Refusal { http, code, words: "gRPC needs HTTP/2", header: None })
        }
        Form::Plain => Some(wrong_type(
            "the content type must be application/json, application/grpc or application/grpc-web",
        )),
        Form::Grpc | Form::Web | Form::WebText | Form::Json => None,
    }
}

/// The refusal of a method that cannot be called in JSON.
fn not_for_json(method: Method) -> Option<Refusal> {
    let streams = method.shape() == Shape::Lasting || method.is_probe();
    streams.then(|| wrong_type("this method has no JSON form; call it over gRPC"))
}

fn wrong_type(words: &'static str) -> Refusal {
    let header = Some((HeaderName::from_static("accept-post"), ACCEPTED));
    Refusal { http: StatusCode::UNSUPPORTED_MEDIA_TYPE, code: Code::InvalidArgument, words, header }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(verb: &str, path: &str, kind: &str) -> Request<()> {
        let request = Request::builder().method(verb).uri(path).version(Version::HTTP_2);
        request.header("content-type", kind).body(()).expect("a request")
    }

    #[test]
    fn content_types_tell_the_form() {
        let cases = [
            ("application/grpc", Form::Grpc),
            ("application/grpc+proto", Form::Grpc),
            ("Application/gRPC; charset=utf-8", Form::Grpc),
            ("application/grpc-web", Form::Web),
            ("application/grpc-web+proto; a=b", Form::Web),
            ("application/grpc-web-text", Form::WebText),
            ("application/json", Form::Json),
            ("application/json;charset=utf-8", Form::Json),
            ("", Form::Plain),
            ("text/plain", Form::Plain),
            ("application/grpc+json", Form::Plain),
            ("application/grpcx", Form::Plain),
        ];
        for (kind, form) in cases {
            assert_eq!(Form::of(&request("POST", "/", kind)), form, "{kind}");
        }
    }

    #[test]
    fn each_request_is_taken_or_refused_by_its_own_status() {
        let analyze = "/isnad.v1.TextService/Analyze";
        let stream = "/isnad.v1.TextService/AnalyzeStream";
        let cases = [
            ("POST", analyze, "application/json", None),
            ("POST", analyze, "application/grpc", None),
            ("POST", stream, "application/grpc-web", None),
            ("GET", analyze, "application/grpc-web", Some(405)),
            ("GET", "/openapi.json", "", None),
            ("POST", "/openapi.json", "application/json", Some(404)),
            ("GET", "/", "", Some(404)),
            ("GET", analyze, "application/json", Some(405)),
            ("POST", analyze, "text/plain", Some(415)),
            ("POST", stream, "application/json", Some(415)),
            ("POST", "/grpc.health.v1.Health/Check", "application/json", Some(415)),
            ("POST", "/unknown", "application/grpc", None),
        ];
        for (verb, path, kind, status) in cases {
            let request = request(verb, path, kind);
            let refused =
                refusal(Form::of(&request), &request, path == "/openapi.json").map(|it| it.http.as_u16());
            assert_eq!(refused, status, "{verb} {path} {kind}");
        }
    }

    #[test]
    fn grpc_needs_the_second_version() {
        let mut old = request("POST", "/isnad.v1.TextService/Analyze", "application/grpc");
        *old.version_mut() = Version::HTTP_11;
        assert_eq!(refusal(Form::Grpc, &old, false).map(|it| it.http.as_u16()), Some(505));
    }
}
