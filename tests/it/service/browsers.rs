//! Attacks of a web page on a server that its visitor's browser can reach.

use isnad::server::Settings;
use serde_json::json;

use crate::common::plain::{ANALYZE, Plain};
use crate::common::texts::SHORT;
use crate::common::{Server, settings};

const JSON: (&str, &str) = ("content-type", "application/json");

/// The status that a call gets with these headers.
async fn status(server: &Server, headers: &[(&str, &str)]) -> u16 {
    let body = json!({"text": SHORT}).to_string();
    let mut plain = Plain::open(server.address).await;
    plain.ask(&format!("POST {ANALYZE}"), headers, body.as_bytes()).await.status
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_call_without_asking() {
    let server = Server::start(settings()).await;
    // A page may send these types to any server: the types of forms.
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"] {
        assert_eq!(status(&server, &[("content-type", kind)]).await, 415, "{kind}");
        let foreign = [("content-type", kind), ("origin", "https://evil.example")];
        assert_eq!(status(&server, &foreign).await, 403, "{kind}");
    }
    assert_eq!(status(&server, &[JSON, ("origin", "https://evil.example")]).await, 403);
    assert_eq!(status(&server, &[JSON, ("origin", "null")]).await, 403);
    let own = format!("http://{}", server.address);
    assert_eq!(status(&server, &[JSON, ("origin", &own)]).await, 200);
    let asks = [("origin", "https://evil.example"), ("access-control-request-method", "POST")];
    let asked = Plain::open(server.address).await.ask(&format!("OPTIONS {ANALYZE}"), &asks, b"").await;
    assert_eq!((asked.status, asked.header("access-control-allow-origin")), (403, ""));
}

#[tokio::test]
async fn a_foreign_host_is_refused() {
    let server = Server::start(settings()).await;
    for foreign in ["evil.example", "evil.example:50051", "localhost.evil.example", "192.0.2.7"] {
        assert_eq!(status(&server, &[JSON, ("host", foreign)]).await, 403, "{foreign}");
    }
    for own in ["localhost", "LocalHost:50051", "127.0.0.1", "[::1]:50051"] {
        assert_eq!(status(&server, &[JSON, ("host", own)]).await, 200, "{own}");
    }
    let mut plain = Plain::open(server.address).await;
    let reply = plain.ask("GET /openapi.json", &[("host", "evil.example")], b"").await;
    assert_eq!((reply.status, reply.json()["code"].clone()), (403, json!("permission_denied")));
    plain.say(b"GET /openapi.json HTTP/1.0\r\n\r\n").await;
    assert_eq!(plain.reply().await.expect("an answer").status, 403, "no host at all");
}

#[tokio::test]
async fn names_that_are_listed_are_taken_and_no_others() {
    let hosts = Some(vec!["isnad.example".to_owned()]);
    let server = Server::start(Settings { hosts, ..settings() }).await;
    assert_eq!(status(&server, &[JSON, ("host", "isnad.example:443")]).await, 200);
    assert_eq!(status(&server, &[JSON, ("host", "localhost")]).await, 403);
    let any = Server::start(Settings { hosts: Some(vec!["*".to_owned()]), ..settings() }).await;
    assert_eq!(status(&any, &[JSON, ("host", "whatever.example")]).await, 200);
}

#[tokio::test]
async fn a_page_of_a_listed_origin_may_ask_and_call() {
    let origins = Some(vec!["https://news.example".to_owned()]);
    let server = Server::start(Settings { cors_origins: origins, ..settings() }).await;
    let mut plain = Plain::open(server.address).await;
    let asks = |origin| {
        [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type,connect-timeout-ms"),
        ]
    };
    let line = format!("OPTIONS {ANALYZE}");
    let asked = plain.ask(&line, &asks("https://news.example"), b"").await;
    assert_eq!(asked.status, 200);
    assert_eq!(asked.header("access-control-allow-origin"), "https://news.example");
    assert!(asked.header("access-control-allow-headers").contains("connect-timeout-ms"));
    let asked = plain.ask(&line, &asks("https://evil.example"), b"").await;
    assert_eq!(asked.header("access-control-allow-origin"), "");

    let body = json!({"text": SHORT}).to_string();
    let call = [JSON, ("origin", "https://news.example")];
    let reply = plain.ask(&format!("POST {ANALYZE}"), &call, body.as_bytes()).await;
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, "https://news.example"));
    assert!(reply.header("access-control-expose-headers").contains("x-request-id"));
    assert_eq!(status(&server, &[JSON, ("origin", "https://evil.example")]).await, 403);
}
