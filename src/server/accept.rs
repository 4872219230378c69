//! Accepts connections from a listener, with back-off on errors.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use tokio::time::sleep;
use tracing::warn;

use super::sockets::{Listener, Wire};

/// Pauses after errors, doubling from the first to the last.
const FIRST_PAUSE: Duration = Duration::from_millis(5);
const LAST_PAUSE: Duration = Duration::from_secs(1);

/// A listener with back-off.
#[derive(Debug)]
pub(super) struct Acceptor {
    listener: Listener,
    pause: Duration,
}

impl Acceptor {
    /// Accepts from `listener`.
    pub(super) const fn new(listener: Listener) -> Self {
        Self { listener, pause: FIRST_PAUSE }
    }

    /// The next connection and its peer address. If the system cannot accept one (no file descriptors or memory left), the listener
    /// stays readable, and retrying immediately would busy a whole core.
    pub(super) async fn next(&mut self) -> (Box<dyn Wire>, Option<SocketAddr>) {
        loop {
            match self.listener.accept().await {
                Ok(connection) => {
                    self.pause = FIRST_PAUSE;
                    return connection;
                }
                Err(error) if is_of_the_connection(&error) => {}
                Err(error) => {
                    warn!(%error, pause_ms = self.pause.as_millis(), "cannot accept a connection");
                    sleep(self.pause).await;
                    self.pause = (self.pause * 2).min(LAST_PAUSE);
                }
            }
        }
    }
}

/// Whether the error affects only this one connection.
fn is_of_the_connection(error: &io::Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}
