//! A real server on a free port of the loopback, and clients for it.
#![allow(dead_code, reason = "each test file uses its part")]

pub mod process;
pub mod raw;
pub mod texts;

use std::net::SocketAddr;
use std::time::Duration;

use isnad::server::pb::AnalyzeRequest;
use isnad::server::pb::text_service_client::TextServiceClient;
use isnad::server::{Settings, serve};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::transport::{Channel, Endpoint};

/// How long anything may take before a test gives it up for hung.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The settings of most tests: a drain without delay.
pub fn settings() -> Settings {
    Settings { drain_delay: Duration::ZERO, drain_timeout: Duration::from_secs(10), ..Settings::default() }
}

/// A server in this process.
pub struct Server {
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    life: JoinHandle<anyhow::Result<()>>,
}

impl Server {
    /// Starts one and returns when it listens.
    pub async fn start(settings: Settings) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async move {
            // A test that keeps only a client drops the sender: the server ends with the test.
            if stopped.await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let life = tokio::spawn(serve(listener, settings, shutdown));
        Self { address, stop: Some(stop), life }
    }

    /// A connection of its own.
    pub async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address)).expect("an endpoint");
        endpoint.connect().await.expect("a connection")
    }

    /// A client with a connection of its own.
    pub async fn client(&self) -> TextServiceClient<Channel> {
        TextServiceClient::new(self.channel().await).max_decoding_message_size(64 << 20)
    }

    /// Asks the server to leave; it drains from here on.
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

/// A request with nothing but its text.
pub fn analyze(text: &str) -> AnalyzeRequest {
    AnalyzeRequest { text: text.to_owned().into(), ..AnalyzeRequest::default() }
}
