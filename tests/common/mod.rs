//! A real server on a free port of the loopback, and clients for it.
#![allow(dead_code, reason = "each test file uses its part")]

pub mod collector;
pub mod plain;
pub mod process;
pub mod raw;
pub mod texts;

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;

use isnad::server::pb::AnalyzeRequest;
use isnad::server::pb::text_service_client::TextServiceClient;
use isnad::server::{Leave, Place, Settings, Sockets, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tonic::transport::{Channel, Endpoint};

/// The time after which a test counts as hung.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A free port of the loopback.
pub const LOOPBACK: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0));

/// The settings of most tests: a drain without delay.
pub fn settings() -> Settings {
    Settings {
        drain_delay: Duration::ZERO,
        drain_timeout: Duration::from_secs(10),
        // So that long texts need not be very long.
        inline_bytes: 8 << 10,
        ..Settings::default()
    }
}

/// A server in this process.
pub struct Server {
    pub address: SocketAddr,
    pub admin: Option<SocketAddr>,
    stop: Option<oneshot::Sender<()>>,
    life: JoinHandle<anyhow::Result<()>>,
}

impl Server {
    /// Starts a server and returns when it listens.
    pub async fn start(settings: Settings) -> Self {
        let settings = Settings { listen: Place::Tcp(LOOPBACK), ..settings };
        let sockets = Sockets::bind(&settings).await.expect("free ports");
        let address = tcp(&sockets.place().expect("its address"));
        let admin = sockets.admin_place().expect("its address").as_ref().map(tcp);
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async move {
            // A test that keeps only a client drops the sender. The server then ends with the test.
            if stopped.await.is_err() {
                std::future::pending::<()>().await;
            }
            Leave::Announced
        };
        let life = tokio::spawn(serve(sockets, settings, shutdown));
        Self { address, admin, stop: Some(stop), life }
    }

    /// Opens a separate connection.
    pub async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address)).expect("an endpoint");
        endpoint.connect().await.expect("a connection")
    }

    /// A client with a separate connection.
    pub async fn client(&self) -> TextServiceClient<Channel> {
        TextServiceClient::new(self.channel().await).max_decoding_message_size(64 << 20)
    }

    /// The answer of the operators' port to a request line: head and body.
    pub async fn admin_says(&self, line: &str) -> String {
        admin_says(self.admin.expect("a port"), line).await
    }

    /// Asks the server to shut down. It drains from here on.
    pub fn leave(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }

    /// Waits until the server has ended.
    pub async fn ended(self) {
        let end = tokio::time::timeout(PATIENCE, self.life).await.expect("an end of the server");
        end.expect("no panic").expect("no error");
    }
}

/// The answer of an operators' port to a request line: head and body.
pub async fn admin_says(port: SocketAddr, line: &str) -> String {
    let mut stream = TcpStream::connect(port).await.expect("a connection");
    let request = format!("{line} HTTP/1.1\r\nhost: isnad\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut said = String::new();
    let read = timeout(PATIENCE, stream.read_to_string(&mut said)).await;
    read.expect("an end").expect("UTF-8");
    said
}

fn tcp(place: &Place) -> SocketAddr {
    match place {
        Place::Tcp(address) => *address,
        Place::Unix(path) => panic!("{} is no address", path.display()),
    }
}

/// A request with only a text.
pub fn analyze(text: &str) -> AnalyzeRequest {
    AnalyzeRequest { text: text.to_owned().into(), ..AnalyzeRequest::default() }
}
