//! Unix sockets: served over, taken over from a process that was killed, removed at the end.

use std::os::unix::net::UnixListener;
use std::path::Path;

use isnad::server::pb::text_service_client::TextServiceClient;
use isnad::server::{Place, Settings, Sockets, serve};
use tokio::sync::oneshot;
use tonic::transport::Endpoint;

use crate::common::texts::SHORT;
use crate::common::{analyze, settings};

fn at(path: &Path) -> Settings {
    Settings { listen: Place::Unix(path.to_owned()), ..settings() }
}

#[tokio::test]
async fn calls_come_over_a_unix_socket_whose_file_ends_with_the_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("isnad.sock");
    // What a process leaves behind that was killed: a file at which nobody listens.
    drop(UnixListener::bind(&path).expect("a socket"));
    assert!(path.exists());

    let sockets = Sockets::bind(&at(&path)).await.expect("the socket of a dead process is taken over");
    assert_eq!(sockets.place().expect("its place"), Place::Unix(path.clone()));
    let (stop, stopped) = oneshot::channel::<()>();
    let life = tokio::spawn(serve(sockets, at(&path), async { drop(stopped.await) }));
    let endpoint = Endpoint::from_shared(format!("unix://{}", path.display())).expect("an endpoint");
    let mut client = TextServiceClient::new(endpoint.connect().await.expect("a connection"));
    assert!(client.analyze(analyze(SHORT)).await.is_ok());

    let second = Sockets::bind(&at(&path)).await.expect_err("in use");
    assert!(second.to_string().contains("isnad.sock"), "{second}");
    assert!(client.analyze(analyze(SHORT)).await.is_ok(), "the socket in use was left alone");
    drop(stop);
    life.await.expect("no panic").expect("no error");
    assert!(!path.exists());
}

#[tokio::test]
async fn a_file_that_is_no_socket_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "mine").expect("a file");
    assert!(Sockets::bind(&at(&path)).await.is_err());
    assert_eq!(std::fs::read_to_string(&path).expect("still there"), "mine");
}
