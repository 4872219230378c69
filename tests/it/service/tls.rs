//! TLS: certificates are replaced under open connections, bad ones are rejected, unknown clients are refused.

use std::fs;
use std::io::{BufRead, Read, Write};
use std::net::{self, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use isnad::server::{Settings, Sockets, serve};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, SanType};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tempfile::TempDir;
use time::OffsetDateTime;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tonic::Code;

use crate::common::process::Process;
use crate::common::raw::{Connection, frame};
use crate::common::texts::SHORT;
use crate::common::{PATIENCE, Server, analyze, settings};

const ANALYZE: &str = "/isnad.v1.TextService/Analyze";
const FRIEND: &str = "spiffe://news.example/search";

/// A certificate authority for the tests.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

/// A certificate and its key, both in PEM.
struct Signed {
    certificate: String,
    key: String,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let pem = params.self_signed(&key).expect("a certificate").pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    fn signs(&self, name: SanType) -> Signed {
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.subject_alt_names = vec![name];
        self.signs_params(params)
    }

    fn signs_params(&self, params: CertificateParams) -> Signed {
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        Signed { certificate: certificate.pem(), key: key.serialize_pem() }
    }

    fn signs_server(&self) -> Signed {
        self.signs(SanType::DnsName("localhost".try_into().expect("a name")))
    }

    fn signs_server_from(&self, from: OffsetDateTime, until: OffsetDateTime) -> Signed {
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).expect("parameters");
        (params.not_before, params.not_after) = (from, until);
        self.signs_params(params)
    }

    fn signs_client(&self, uri: &str) -> Signed {
        self.signs(SanType::URI(uri.try_into().expect("a URI")))
    }
}

/// The files of one server.
struct Files(TempDir);

impl Files {
    fn new(signed: &Signed) -> Self {
        let files = Self(tempfile::tempdir().expect("a folder"));
        files.put(signed);
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, signed: &Signed) {
        fs::write(self.path("cert.pem"), &signed.certificate).expect("written");
        fs::write(self.path("key.pem"), &signed.key).expect("written");
    }

    fn flags(&self) -> [String; 4] {
        let path = |name: &str| self.path(name).display().to_string();
        ["--tls-cert".to_owned(), path("cert.pem"), "--tls-key".to_owned(), path("key.pem")]
    }

    fn settings(&self) -> Settings {
        Settings {
            tls_cert: Some(self.path("cert.pem")),
            tls_key: Some(self.path("key.pem")),
            tls_reload: Duration::from_millis(50),
            handshake_timeout: Duration::from_secs(2),
            ..settings()
        }
    }
}

fn der(pem: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(pem.as_bytes()).expect("PEM")
}

/// A connection of a client that trusts `authority` and presents `shown`.
async fn connect(
    server: &Server,
    authority: &str,
    shown: Option<&Signed>,
) -> std::io::Result<TlsStream<TcpStream>> {
    connect_to(server.address, authority, shown).await
}

/// The same, to an address.
async fn connect_to(
    address: SocketAddr,
    authority: &str,
    shown: Option<&Signed>,
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(der(authority)).expect("a root");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots);
    let mut config = match shown {
        None => config.with_no_client_auth(),
        Some(shown) => {
            let key = PrivateKeyDer::from_pem_slice(shown.key.as_bytes()).expect("PEM");
            config.with_client_auth_cert(vec![der(&shown.certificate)], key).expect("a certificate")
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec()];
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").expect("a name");
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

async fn is_answered(connection: &mut Connection) -> bool {
    let answer = connection.call(ANALYZE, &[], frame(&analyze(SHORT))).await;
    answer.code() == Some(Code::Ok as i32)
}

/// Returns whether the server ends the connection, or never accepts it.
async fn is_refused(server: &Server, authority: &str, shown: Option<&Signed>) -> bool {
    let Ok(mut stream) = connect(server, authority, shown).await else { return true };
    // In TLS 1.3 the client's handshake is finished before the server has checked its certificate.
    let read = timeout(PATIENCE, stream.read_u8()).await.expect("an end");
    read.is_err()
}

/// The certificate of new connections, once it differs from `before`.
async fn next_certificate(
    server: &Server,
    authority: &str,
    before: &CertificateDer<'_>,
) -> CertificateDer<'static> {
    let start = Instant::now();
    loop {
        let stream = connect(server, authority, None).await.expect("TLS");
        let shown = stream.get_ref().1.peer_certificates().expect("a certificate")[0].clone().into_owned();
        if shown != *before {
            return shown;
        }
        assert!(start.elapsed() < PATIENCE, "the certificate stays");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_replaced_and_no_connection_is_dropped() {
    let authority = Authority::new();
    let (first, second) = (authority.signs_server(), authority.signs_server());
    let files = Files::new(&first);
    let server = Server::start(files.settings()).await;
    let mut old = Connection::over(connect(&server, &authority.pem, None).await.expect("TLS")).await;
    assert!(is_answered(&mut old).await);

    files.put(&second);
    assert_eq!(
        next_certificate(&server, &authority.pem, &der(&first.certificate)).await,
        der(&second.certificate)
    );
    assert!(is_answered(&mut old).await, "the connection from before lives");

    // A bad certificate, and one with another's key: the second one stays in use.
    for (certificate, key) in [("no PEM", &second.key), (&*first.certificate, &second.key)] {
        files.put(&Signed { certificate: certificate.to_owned(), key: key.clone() });
        sleep(Duration::from_millis(300)).await;
        let stream = connect(&server, &authority.pem, None).await.expect("TLS");
        assert_eq!(stream.get_ref().1.peer_certificates().expect("one")[0], der(&second.certificate));
    }
    files.put(&first);
    assert_eq!(
        next_certificate(&server, &authority.pem, &der(&second.certificate)).await,
        der(&first.certificate)
    );
    assert!(is_answered(&mut old).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_an_authority_for_clients_only_those_it_signed_and_that_may_call_are_answered() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let files = Files::new(&authority.signs_server());
    fs::write(files.path("clients.pem"), &authority.pem).expect("written");
    let settings = Settings {
        tls_client_ca: Some(files.path("clients.pem")),
        tls_clients: Some(vec!["spiffe://news.example/archive".to_owned(), FRIEND.to_owned()]),
        ..files.settings()
    };
    let server = Server::start(settings).await;
    let friend = authority.signs_client(FRIEND);
    let stream = connect(&server, &authority.pem, Some(&friend)).await.expect("TLS");
    assert!(is_answered(&mut Connection::over(stream).await).await);

    assert!(is_refused(&server, &authority.pem, None).await, "no certificate");
    let forged = stranger.signs_client(FRIEND);
    assert!(is_refused(&server, &authority.pem, Some(&forged)).await, "of another authority");
    let other = authority.signs_client("spiffe://news.example/other");
    assert!(is_refused(&server, &authority.pem, Some(&other)).await, "a name that may not call");
    let longer = authority.signs_client(&format!("{FRIEND}-2"));
    assert!(is_refused(&server, &authority.pem, Some(&longer)).await, "a name that only begins like one");
}

#[tokio::test]
async fn a_client_without_tls_or_that_says_nothing_is_closed_in_time() {
    let authority = Authority::new();
    let files = Files::new(&authority.signs_server());
    let settings = Settings { handshake_timeout: Duration::from_millis(300), ..files.settings() };
    let mut server = Server::start(settings).await;
    let mut silent = TcpStream::connect(server.address).await.expect("a connection");
    assert!(timeout(PATIENCE, silent.read_u8()).await.expect("closed").is_err());
    let mut greeted = connect(&server, &authority.pem, None).await.expect("TLS");
    assert!(timeout(PATIENCE, greeted.read_u8()).await.expect("closed").is_err(), "TLS, and then nothing");
    server.leave();
    server.ended().await;
}

/// The log of a server about a client that sends these bytes. The server closes the connection.
fn said_of(arguments: &[String], bytes: &[u8]) -> String {
    let mut isnad = Command::new(env!("CARGO_BIN_EXE_isnad"));
    isnad.args(["serve", "--listen", "127.0.0.1:0"]).args(arguments);
    let mut process = Process::run(isnad);
    let mut log = process.log();
    let mut client = net::TcpStream::connect(&process.address).expect("a connection");
    client.set_read_timeout(Some(PATIENCE)).expect("a limit");
    client.write_all(bytes).expect("sent");
    // Closed, with or without a TLS alert, or reset.
    let _ = client.read_to_end(&mut Vec::new());
    let mut line = String::new();
    log.read_line(&mut line).expect("a line");
    line
}

#[test]
fn tls_on_a_plain_port_and_plain_text_on_one_of_tls_are_named_in_the_log() {
    let said = said_of(&[], b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03");
    assert!(said.contains("the client uses TLS, and this port does not"), "{said}");
    let files = Files::new(&Authority::new().signs_server());
    let said = said_of(&files.flags(), b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
    assert!(said.contains("the client does not use TLS, and this port requires it"), "{said}");
}

#[tokio::test]
async fn a_server_does_not_start_without_good_files() {
    let signed = Authority::new().signs_server();
    let broken = |change: fn(&Path)| {
        let files = Files::new(&signed);
        change(files.0.path());
        files
    };
    let cases = [
        ("cert.pem", broken(|it| fs::remove_file(it.join("cert.pem")).expect("removed"))),
        ("the key", broken(|it| fs::write(it.join("key.pem"), "none").expect("written"))),
        ("the certificate", broken(|it| fs::write(it.join("cert.pem"), "").expect("written"))),
    ];
    for (words, files) in cases {
        let settings =
            Settings { listen: isnad::server::Place::Tcp(crate::common::LOOPBACK), ..files.settings() };
        let sockets = Sockets::bind(&settings).await.expect("a free port");
        let end = timeout(PATIENCE, serve(sockets, settings, std::future::pending())).await.expect("an end");
        let told = format!("{:#}", end.expect_err("bad files"));
        assert!(told.contains(words), "{words} is not in {told}");
    }
}

/// Days before or after now.
fn days(days: i64) -> OffsetDateTime {
    OffsetDateTime::from(SystemTime::now()) + time::Duration::days(days)
}

/// The error in a server's settings when it starts to listen.
async fn refusal(files: &Files) -> String {
    let settings =
        Settings { listen: isnad::server::Place::Tcp(crate::common::LOOPBACK), ..files.settings() };
    let sockets = Sockets::bind(&settings).await.expect("a free port");
    let end = timeout(PATIENCE, serve(sockets, settings, std::future::pending())).await.expect("an end");
    format!("{:#}", end.expect_err("bad files"))
}

#[tokio::test]
async fn a_certificate_that_is_not_valid_now_is_refused_at_the_start() {
    let authority = Authority::new();
    for (from, until, words) in
        [(-20, -10, "the certificate has expired at"), (10, 20, "the certificate is not valid before")]
    {
        let files = Files::new(&authority.signs_server_from(days(from), days(until)));
        let told = refusal(&files).await;
        assert!(told.contains(words), "{words} is not in {told}");
        let mut check = Command::new(env!("CARGO_BIN_EXE_isnad"));
        let checked =
            check.args(["serve", "--check-config"]).args(files.flags()).output().expect("isnad runs");
        assert!(String::from_utf8_lossy(&checked.stderr).contains(words));
    }
}

/// Waits until the operators' port has all of these lines.
async fn says(server: &Server, lines: &[String]) {
    let start = Instant::now();
    loop {
        let said = server.admin_says("GET /metrics").await;
        let missing = lines.iter().find(|line| !said.lines().any(|it| it == **line));
        let Some(line) = missing else { return };
        assert!(start.elapsed() < PATIENCE, "{line} is not in\n{said}");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn expiry_failed_reloads_and_failed_handshakes_are_counted() {
    let authority = Authority::new();
    let (end, later) = (days(10), days(20));
    let files = Files::new(&authority.signs_server_from(days(-1), end));
    let settings = Settings {
        admin_listen: Some(crate::common::LOOPBACK),
        handshake_timeout: Duration::from_millis(200),
        ..files.settings()
    };
    let server = Server::start(settings).await;
    let expiry = |at: OffsetDateTime| format!("isnad_tls_certificate_expiry_seconds {}", at.unix_timestamp());
    says(&server, &[expiry(end), "isnad_tls_reload_failures_total 0".to_owned()]).await;

    assert!(is_refused(&server, &Authority::new().pem, None).await, "a client that does not trust us");
    let mut silent = TcpStream::connect(server.address).await.expect("a connection");
    assert!(timeout(PATIENCE, silent.read_u8()).await.expect("closed").is_err());
    says(
        &server,
        &[
            "isnad_tls_handshake_failures_total{reason=\"handshake\"} 1".to_owned(),
            "isnad_tls_handshake_failures_total{reason=\"timeout\"} 1".to_owned(),
            "isnad_tls_handshake_failures_total{reason=\"client_name\"} 0".to_owned(),
        ],
    )
    .await;

    // An expired certificate does not replace a good one.
    let expired = authority.signs_server_from(days(-20), days(-10));
    files.put(&expired);
    says(&server, &["isnad_tls_reload_failures_total 2".to_owned(), expiry(end)]).await;
    assert!(connect(&server, &authority.pem, None).await.is_ok(), "the good one stays");
    files.put(&authority.signs_server_from(days(-1), later));
    says(&server, &[expiry(later)]).await;
}

#[test]
fn every_new_fault_is_logged_once() {
    let authority = Authority::new();
    let files = Files::new(&authority.signs_server());
    let mut isnad = Command::new(env!("CARGO_BIN_EXE_isnad"));
    isnad.args(["serve", "--listen", "127.0.0.1:0", "--tls-reload", "30ms"]).args(files.flags());
    let mut process = Process::run(isnad);
    let mut log = process.log();
    let mut next_fault = || loop {
        let mut line = String::new();
        assert!(log.read_line(&mut line).expect("a line") > 0, "the log ends");
        if line.contains("cannot use the new certificates") {
            return line;
        }
    };
    let expired = authority.signs_server_from(days(-20), days(-10));
    files.put(&expired);
    assert!(next_fault().contains("has expired"));
    fs::write(files.path("cert.pem"), "no PEM").expect("written");
    assert!(next_fault().contains("holds no certificate"));
    files.put(&Signed { certificate: authority.signs_server().certificate, key: expired.key });
    // The previous fault is not repeated.
    assert!(next_fault().contains("the certificate and its key"));
}

#[tokio::test]
async fn check_config_fails_as_serve_does_on_a_key_that_is_missing_or_of_another() {
    let authority = Authority::new();
    let (first, second) = (authority.signs_server(), authority.signs_server());
    let missing = Files::new(&first);
    fs::remove_file(missing.path("key.pem")).expect("removed");
    let mismatched = Files::new(&Signed { certificate: first.certificate, key: second.key });
    for files in [missing, mismatched] {
        let isnad = |more: &[&str]| {
            let mut isnad = Command::new(env!("CARGO_BIN_EXE_isnad"));
            isnad.args(["serve", "--listen", "127.0.0.1:0"]).args(files.flags()).args(more);
            isnad.output().expect("isnad runs")
        };
        let (checked, served) = (isnad(&["--check-config"]), isnad(&[]));
        assert_eq!((checked.status.code(), served.status.code()), (Some(1), Some(1)));
        assert_eq!(String::from_utf8_lossy(&checked.stderr), String::from_utf8_lossy(&served.stderr));
    }
    let good = Files::new(&authority.signs_server());
    let mut check = Command::new(env!("CARGO_BIN_EXE_isnad"));
    let checked = check.args(["serve", "--check-config"]).args(good.flags()).output().expect("isnad runs");
    assert!(checked.status.success() && checked.stderr.is_empty());
}

#[tokio::test]
async fn the_access_line_has_the_name_that_the_authority_has_certified() {
    let authority = Authority::new();
    let files = Files::new(&authority.signs_server());
    fs::write(files.path("clients.pem"), &authority.pem).expect("written");
    let clients = files.path("clients.pem").display().to_string();
    let mut isnad = Command::new(env!("CARGO_BIN_EXE_isnad"));
    isnad.args(["serve", "--listen", "127.0.0.1:0", "--drain-delay", "0", "--tls-client-ca", &clients]);
    isnad.args(files.flags());
    let mut process = Process::run(isnad);
    let mut log = process.log();
    let address = process.address.parse().expect("an address");
    let friend = authority.signs_client(FRIEND);
    let stream = connect_to(address, &authority.pem, Some(&friend)).await.expect("TLS");
    assert!(is_answered(&mut Connection::over(stream).await).await);
    process.terminate();
    let lines = std::io::read_to_string(&mut log).expect("UTF-8");
    let call = lines.lines().find(|line| line.contains("\"call\"")).expect("a line");
    assert!(call.contains(&format!("\"client\":\"{FRIEND}\"")), "{call}");
}
