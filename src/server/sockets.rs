//! What a server listens on, bound before anything else so that what is taken is said at once.

use std::io;
use std::net::SocketAddr;

use anyhow::Context;
use tokio::net::TcpListener;

use super::settings::Settings;

/// Bound listeners.
#[derive(Debug)]
pub struct Sockets {
    pub(super) calls: TcpListener,
    pub(super) admin: Option<TcpListener>,
}

impl Sockets {
    /// Binds what the settings name.
    ///
    /// # Errors
    /// When an address cannot be listened on; says which.
    pub async fn bind(settings: &Settings) -> anyhow::Result<Self> {
        let admin = match settings.admin_listen {
            Some(address) => Some(listen(address).await?),
            None => None,
        };
        Ok(Self { calls: listen(settings.listen).await?, admin })
    }

    /// Where calls are taken; with the port that the system chose, where it was asked to.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.calls.local_addr()
    }

    /// Where operators ask; none when nobody may.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn admin_address(&self) -> io::Result<Option<SocketAddr>> {
        self.admin.as_ref().map(TcpListener::local_addr).transpose()
    }
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}
