//! Protects a server from web pages in the browsers that can reach it.
//!
//! A page can make its own name resolve to this server (DNS rebinding); the browser then sends that name as `Host`. A page of
//! another origin can send some requests without a preflight; the browser then sends its `Origin`. No browser can speak gRPC
//! over HTTP/2, so the host of gRPC calls is not checked: proxies and meshes send all kinds of names.

use std::net::IpAddr;
use std::time::Duration;

use http::header::{CONTENT_TYPE, HOST, HeaderName, ORIGIN, RETRY_AFTER};
use http::uri::Authority;
use http::{HeaderValue, Method, Request, StatusCode, Version};
use tonic::Code;
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::form::{Form, Refusal};
use super::settings::Settings;

/// How long a browser may cache a preflight response.
const MAX_AGE: Duration = Duration::from_secs(2 * 60 * 60);

/// The wildcard for any name or origin.
const ANY: &str = "*";

/// Request headers that a page may send.
const ASKED: [HeaderName; 8] = [
    CONTENT_TYPE,
    HeaderName::from_static("connect-protocol-version"),
    HeaderName::from_static("connect-timeout-ms"),
    HeaderName::from_static("grpc-timeout"),
    HeaderName::from_static("x-grpc-web"),
    HeaderName::from_static("x-user-agent"),
    HeaderName::from_static("traceparent"),
    HeaderName::from_static("tracestate"),
];

/// Response headers that a page may read.
const ANSWERED: [HeaderName; 5] = [
    RETRY_AFTER,
    HeaderName::from_static("grpc-status"),
    HeaderName::from_static("grpc-message"),
    HeaderName::from_static("grpc-status-details-bin"),
    HeaderName::from_static("x-request-id"),
];

/// The host names that requests may use.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hosts {
    Any,
    /// The names of the loopback.
    Loopback,
    Named(Vec<String>),
}

/// The hosts and origins that a server accepts.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    hosts: Hosts,
    origins: Vec<String>,
}

impl Guard {
    /// The guard for these settings.
    pub(super) fn new(settings: &Settings) -> Self {
        let hosts = match &settings.hosts {
            Some(names) if names.iter().any(|it| it == ANY) => Hosts::Any,
            Some(names) => Hosts::Named(names.clone()),
            None if settings.on_loopback() => Hosts::Loopback,
            None => Hosts::Any,
        };
        Self { hosts, origins: settings.cors_origins.clone().unwrap_or_default() }
    }

    /// The layer that answers preflight requests. None if no other origin is allowed.
    pub(super) fn cors(&self) -> Option<CorsLayer> {
        let value = |origin: &String| HeaderValue::from_str(origin).ok();
        let origins = match self.origins.as_slice() {
            [] => return None,
            some if some.iter().any(|it| it == ANY) => AllowOrigin::any(),
            some => AllowOrigin::list(some.iter().filter_map(value)),
        };
        let layer = CorsLayer::new().allow_origin(origins).allow_methods([Method::GET, Method::POST]);
        Some(layer.allow_headers(ASKED).expose_headers(ANSWERED).max_age(MAX_AGE))
    }

    /// The refusal of a request. None if its host and origin are accepted.
    pub(super) fn refusal<B>(&self, form: Form, over_unix: bool, request: &Request<B>) -> Option<Refusal> {
        let host = host(request);
        // Over a Unix socket clients send arbitrary hosts, and no browser can connect.
        let is_checked = !over_unix && (request.version() < Version::HTTP_2 || form.is_of_browsers());
        if is_checked && !host.as_ref().is_some_and(|it| self.takes(it.host())) {
            return Some(refused("the host is not allowed (setting hosts)"));
        }
        let origin = request.headers().get(ORIGIN)?;
        let is_taken = origin.to_str().is_ok_and(|it| self.takes_origin(it, host.as_ref()));
        let words = "the origin is not allowed (setting cors_origins)";
        (!is_taken).then(|| refused(words))
    }

    fn takes(&self, host: &str) -> bool {
        let bare = host.trim_start_matches('[').trim_end_matches([']', '.']);
        match &self.hosts {
            Hosts::Any => true,
            Hosts::Loopback => is_of_loopback(bare),
            Hosts::Named(names) => names.iter().any(|name| name.eq_ignore_ascii_case(bare)),
        }
    }

    /// Whether a page of this origin may call: the server's own origin, with or without a TLS proxy in front, or a listed one.
    fn takes_origin(&self, origin: &str, host: Option<&Authority>) -> bool {
        let own = origin.split_once("://").zip(host);
        own.is_some_and(|((_, page), host)| page.eq_ignore_ascii_case(host.as_str()))
            || self.origins.iter().any(|it| it == ANY || it.eq_ignore_ascii_case(origin))
    }
}

fn refused(words: &'static str) -> Refusal {
    Refusal { http: StatusCode::FORBIDDEN, code: Code::PermissionDenied, words, header: None }
}

/// The host and port that a request uses for the server.
fn host<B>(request: &Request<B>) -> Option<Authority> {
    let named = || Authority::try_from(request.headers().get(HOST)?.as_bytes()).ok();
    request.uri().authority().cloned().or_else(named)
}

fn is_of_loopback(host: &str) -> bool {
    let name = host.to_ascii_lowercase();
    let is_name = name == "localhost" || name.ends_with(".localhost");
    is_name || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::settings::Place;

    fn guard(settings: Settings) -> Guard {
        Guard::new(&settings)
    }

    fn is_refused(guard: &Guard, host: &str, origin: Option<&str>) -> bool {
        let mut request = Request::post("/").header("host", host);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        guard.refusal(Form::Json, false, &request.body(()).expect("a request")).is_some()
    }

    #[test]
    fn on_the_loopback_only_its_names_are_taken() {
        let guard = guard(Settings::default());
        for own in
            ["localhost", "LOCALHOST:50051", "a.localhost", "127.0.0.1:50051", "127.9.9.9", "[::1]:50051"]
        {
            assert!(!is_refused(&guard, own, None), "{own}");
        }
        for foreign in ["evil.example", "localhost.evil.example:50051", "10.0.0.1", "", "[::2]", "a b"] {
            assert!(is_refused(&guard, foreign, None), "{foreign}");
        }
    }

    #[test]
    fn elsewhere_any_name_is_taken_unless_they_are_listed() {
        let listen = Place::Tcp("0.0.0.0:50051".parse().expect("an address"));
        let open = Settings { listen, ..Settings::default() };
        assert!(!is_refused(&guard(open.clone()), "isnad.news.svc:50051", None));
        let listed = Settings { hosts: Some(vec!["isnad.example".to_owned()]), ..open };
        let guard = guard(listed);
        assert!(!is_refused(&guard, "Isnad.Example:443", None));
        assert!(is_refused(&guard, "localhost", None));
    }

    #[test]
    fn an_origin_is_the_servers_own_or_listed() {
        let origins = Some(vec!["https://news.example".to_owned()]);
        let guard = guard(Settings { cors_origins: origins, ..Settings::default() });
        for taken in ["http://localhost:50051", "https://localhost:50051", "https://news.example"] {
            assert!(!is_refused(&guard, "localhost:50051", Some(taken)), "{taken}");
        }
        for foreign in ["null", "http://localhost:8080", "http://news.example", "https://evil.example", ""] {
            assert!(is_refused(&guard, "localhost:50051", Some(foreign)), "{foreign}");
        }
    }

    #[test]
    fn grpc_over_the_second_version_may_name_any_host_and_has_no_origin() {
        let guard = guard(Settings::default());
        let request = |origin| {
            let request = Request::post("http://isnad-0.mesh/").version(Version::HTTP_2);
            let request = if origin { request.header("origin", "https://evil.example") } else { request };
            request.body(()).expect("a request")
        };
        assert_eq!(guard.refusal(Form::Grpc, false, &request(false)), None);
        assert!(guard.refusal(Form::Grpc, false, &request(true)).is_some());
        assert!(guard.refusal(Form::Json, false, &request(false)).is_some());
        assert_eq!(guard.refusal(Form::Json, true, &request(false)), None, "a Unix socket");
    }
}
