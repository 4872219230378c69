//! Who is at the other end of a connection.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

/// A connection's other end, as the access log names it.
#[derive(Clone, Debug, Default)]
pub(super) struct Peer {
    /// Its address; none over a Unix socket.
    pub(super) address: Option<SocketAddr>,
    /// The name in its certificate; none where no certificate was asked for.
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
