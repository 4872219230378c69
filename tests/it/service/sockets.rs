//! Unix sockets: served, taken over from a killed process, removed at the end.

use std::os::unix::net::UnixListener;
use std::path::Path;

use isnad::server::pb::text_service_client::TextServiceClient;
use isnad::server::{Leave, Place, Settings, Sockets, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;
use tonic::transport::Endpoint;

use crate::common::texts::SHORT;
use crate::common::{PATIENCE, analyze, settings};

fn at(path: &Path) -> Settings {
    Settings { listen: Place::Unix(path.to_owned()), ..settings() }
}

#[tokio::test]
async fn calls_come_over_a_unix_socket_whose_file_ends_with_the_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("isnad.sock");
    // What a killed process leaves behind: a file without a listener.
    drop(UnixListener::bind(&path).expect("a socket"));
    assert!(path.exists());

    let sockets = Sockets::bind(&at(&path)).await.expect("the socket of a dead process is taken over");
    assert_eq!(sockets.place().expect("its place"), Place::Unix(path.clone()));
    let (stop, stopped) = oneshot::channel::<()>();
    let life = tokio::spawn(serve(sockets, at(&path), async {
        let _ = stopped.await;
        Leave::Announced
    }));
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

/// A server on a Unix socket, its shutdown signal, and its end.
struct Started {
    stop: oneshot::Sender<()>,
    life: tokio::task::JoinHandle<anyhow::Result<()>>,
}

impl Started {
    async fn at(settings: Settings) -> Self {
        let sockets = Sockets::bind(&settings).await.expect("a socket");
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async {
            let _ = stopped.await;
            Leave::Announced
        };
        Self { stop, life: tokio::spawn(serve(sockets, settings, shutdown)) }
    }

    async fn leaves(self) {
        drop(self.stop);
        self.life.await.expect("no panic").expect("no error");
    }
}

async fn client(path: &Path) -> TextServiceClient<tonic::transport::Channel> {
    let endpoint = Endpoint::from_shared(format!("unix://{}", path.display())).expect("an endpoint");
    TextServiceClient::new(endpoint.connect().await.expect("a connection"))
}

#[tokio::test]
async fn a_leaving_server_leaves_the_socket_of_its_successor() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("isnad.sock");
    let old = Started::at(at(&path)).await;
    let mut before = client(&path).await;
    let new = Started::at(Settings { listen_replace: true, ..at(&path) }).await;
    assert!(before.analyze(analyze(SHORT)).await.is_ok(), "who is connected to the old one is answered");
    let mut during = client(&path).await;
    old.leaves().await;
    assert!(during.analyze(analyze(SHORT)).await.is_ok(), "this one was the new one's");
    assert!(client(&path).await.analyze(analyze(SHORT)).await.is_ok(), "the socket is still there");
    new.leaves().await;
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is left behind");
}

#[tokio::test]
async fn at_no_moment_of_a_hand_over_is_a_connection_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("isnad.sock");
    let settings = || Settings { listen_replace: true, ..at(&path) };
    let mut last = Started::at(settings()).await;
    let (stop, mut stopped) = oneshot::channel::<()>();
    let asked = path.clone();
    let asking = tokio::spawn(async move {
        let mut count = 0;
        while stopped.try_recv() == Err(oneshot::error::TryRecvError::Empty) {
            tokio::net::UnixStream::connect(&asked).await.expect("somebody listens");
            count += 1;
            tokio::task::yield_now().await;
        }
        count
    });
    for _ in 0..20 {
        let next = Started::at(settings()).await;
        last.leaves().await;
        last = next;
    }
    drop(stop);
    assert!(asking.await.expect("no refusal") > 20);
    last.leaves().await;
}

#[tokio::test]
async fn the_socket_has_the_mode_of_the_settings() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    for mode in [0o600, 0o666, 0o660] {
        let path = folder.path().join(format!("{mode:o}.sock"));
        let _sockets =
            Sockets::bind(&Settings { listen_mode: Some(mode), ..at(&path) }).await.expect("a socket");
        let found = std::fs::metadata(&path).expect("a socket").permissions().mode() & 0o777;
        assert_eq!(found, mode, "{found:o}");
    }
}

/// Headers of a call as written by gRPC's library (literal name, not packed) and by Go's (index of the table, packed), with a
/// path as authority.
fn headers(authority: &str, packed: bool) -> Vec<u8> {
    let text = |words: &str| {
        let mut bytes = words.as_bytes().to_vec();
        if packed {
            bytes.clear();
            httlib_huffman::encode(words.as_bytes(), &mut bytes).expect("letters");
        }
        let length = u8::try_from(bytes.len()).ok().filter(|it| *it < 127).expect("a short word");
        [&[length | if packed { 0x80 } else { 0 }][..], &bytes].concat()
    };
    let literal = |name: &str, value: &str| [&[0x40][..], &text(name), &text(value)].concat();
    let authority =
        if packed { [&[0x41][..], &text(authority)].concat() } else { literal(":authority", authority) };
    let path = [&[0x44][..], &text("/isnad.v1.TextService/GetInfo")].concat();
    let rest = [literal("content-type", "application/grpc"), literal("te", "trailers")].concat();
    [&[0x83, 0x86][..], &authority, &path, &rest].concat()
}

fn http2_frame(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let length = u8::try_from(payload.len()).expect("a short frame");
    [&[0, 0, length, kind, flags, 0, 0, 0, stream][..], payload].concat()
}

/// Returns whether the server answers two calls with these headers. The second uses the dynamic table after the first.
async fn answers_both(path: &Path, headers: &[u8]) -> bool {
    let mut stream = tokio::net::UnixStream::connect(path).await.expect("a connection");
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.expect("sent");
    stream.write_all(&http2_frame(4, 0, 0, &[])).await.expect("sent");
    // Authority, path, content type and te are the four newest entries of the table. 65 is the first of them.
    let again = [0x83, 0x86, 0x80 | 65, 0x80 | 64, 0x80 | 63, 0x80 | 62];
    for (number, block) in [(1, headers), (3, &again[..])] {
        stream.write_all(&http2_frame(1, 4, number, block)).await.expect("sent");
        stream.write_all(&http2_frame(0, 1, number, &[0; 5])).await.expect("sent");
    }
    // A frame that resets a stream has type 3, trailers have type 1 and end their stream.
    let mut ended = 0;
    while ended < 2 {
        let mut head = [0; 9];
        tokio::time::timeout(PATIENCE, stream.read_exact(&mut head))
            .await
            .expect("in time")
            .expect("a frame");
        let mut payload = vec![0; u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize];
        stream.read_exact(&mut payload).await.expect("its payload");
        match (head[3], head[4] & 1) {
            (3 | 7, _) => return false,
            (1, 1) => ended += 1,
            _ => {}
        }
    }
    true
}

#[tokio::test]
async fn a_path_as_authority_is_taken_as_grpc_libraries_send_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("isnad.sock");
    let server = Started::at(at(&path)).await;
    let raw = path.display().to_string();
    let percent = raw.trim_start_matches('/').replace('/', "%2F");
    for authority in [raw.as_str(), &percent, "localhost"] {
        for packed in [false, true] {
            let answered = answers_both(&path, &headers(authority, packed)).await;
            assert!(answered, "{authority}, packed: {packed}");
        }
    }
    server.leaves().await;
}
