//! The page at `/`: where it is, and what it allows the browser.

use isnad::page::{ASSETS, POLICY};
use isnad::server::Settings;

use crate::common::plain::Plain;
use crate::common::{Server, settings};

#[tokio::test]
async fn every_file_of_the_page_is_there_with_its_policy() {
    let server = Server::start(settings()).await;
    let mut plain = Plain::open(server.address).await;
    for asset in ASSETS {
        let reply = plain.ask(&format!("GET {}", asset.path), &[], b"").await;
        assert_eq!((reply.status, reply.header("content-type")), (200, asset.media_type), "{}", asset.path);
        assert_eq!(reply.header("content-security-policy"), POLICY);
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert!(reply.body == asset.body.as_bytes(), "{}", asset.path);
    }
}

#[tokio::test]
async fn a_browser_that_has_a_file_gets_its_head_alone() {
    let server = Server::start(settings()).await;
    let mut plain = Plain::open(server.address).await;
    let first = plain.ask("GET /page/app.js", &[], b"").await;
    let tag = first.header("etag").to_owned();
    assert_eq!((tag.len(), first.header("cache-control")), (34, "no-cache"));
    let again = plain.ask("GET /page/app.js", &[("if-none-match", &tag)], b"").await;
    assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, tag.as_str()));
    let other = plain.ask("GET /page/page.css", &[("if-none-match", &tag)], b"").await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn a_server_without_the_page_has_nothing_there() {
    let server = Server::start(Settings { page: Some(false), ..settings() }).await;
    let mut plain = Plain::open(server.address).await;
    for path in ["/", "/page/app.js", "/examples/article.txt"] {
        assert_eq!(plain.ask(&format!("GET {path}"), &[], b"").await.status, 404, "{path}");
    }
    assert_eq!(plain.ask("GET /openapi.json", &[], b"").await.status, 200);
}

#[tokio::test]
async fn the_page_is_for_its_own_names_alone() {
    let server = Server::start(settings()).await;
    let reply = Plain::open(server.address).await.ask("GET /", &[("host", "evil.example")], b"").await;
    assert_eq!(reply.status, 403);
}
