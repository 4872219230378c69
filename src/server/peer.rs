//! The peer of a connection.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

/// The peer of a connection, as shown in the access log.
#[derive(Clone, Debug, Default)]
pub(super) struct Peer {
    /// Its address; none over a Unix socket.
    pub(super) address: Option<SocketAddr>,
    /// The name in its certificate; none if no certificate is required.
    pub(super) client: Option<Arc<str>>,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.address {
            Some(address) => address.fmt(f),
            None => f.write_str("unix"),
        }
    }
}
