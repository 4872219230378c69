//! What a server listens on, bound before anything else so that what is taken is said at once.

use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};

use super::settings::{Place, Settings};

/// Bound listeners.
#[derive(Debug)]
pub struct Sockets {
    pub(super) calls: Listener,
    pub(super) admin: Option<Listener>,
}

impl Sockets {
    /// Binds what the settings name.
    ///
    /// # Errors
    /// When an address cannot be listened on; says which.
    pub async fn bind(settings: &Settings) -> anyhow::Result<Self> {
        let admin = match settings.admin_listen {
            Some(address) => Some(Listener::bind(&Place::Tcp(address)).await?),
            None => None,
        };
        Ok(Self { calls: Listener::bind(&settings.listen).await?, admin })
    }

    /// Where calls are taken; with the port that the system chose, where it was asked to.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn place(&self) -> io::Result<Place> {
        self.calls.place()
    }

    /// Where operators ask; none when nobody may.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn admin_place(&self) -> io::Result<Option<Place>> {
        self.admin.as_ref().map(Listener::place).transpose()
    }
}

/// One bound listener.
#[derive(Debug)]
pub(super) enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener, SocketFile),
}

/// A connection, whatever it came over.
pub(super) trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

impl Listener {
    async fn bind(place: &Place) -> anyhow::Result<Self> {
        let bound = match place {
            Place::Tcp(address) => TcpListener::bind(address).await.map(Self::Tcp),
            Place::Unix(path) => bind_unix(path).map(|it| Self::Unix(it, SocketFile(path.clone()))),
        };
        bound.with_context(|| format!("cannot listen on {place}"))
    }

    /// The next connection.
    pub(super) async fn accept(&self) -> io::Result<Box<dyn Wire>> {
        match self {
            Self::Tcp(listener) => {
                let (stream, _) = listener.accept().await?;
                // Without it an answer in more than one write waits for the client's delayed
                // acknowledgement: 44 ms. A connection that is gone already says so when it is read.
                let _ = stream.set_nodelay(true);
                Ok(Box::new(stream))
            }
            Self::Unix(listener, _) => Ok(Box::new(listener.accept().await?.0)),
        }
    }

    fn place(&self) -> io::Result<Place> {
        match self {
            Self::Tcp(listener) => listener.local_addr().map(Place::Tcp),
            Self::Unix(_, file) => Ok(Place::Unix(file.0.clone())),
        }
    }
}

/// The file of a Unix socket, removed when nobody listens any more.
#[derive(Debug)]
pub(super) struct SocketFile(PathBuf);

impl Drop for SocketFile {
    fn drop(&mut self) {
        // Nothing is lost when somebody else has removed it.
        let _ = fs::remove_file(&self.0);
    }
}

/// Binds; a socket that a process left behind when it was killed is in nobody's use, and goes.
fn bind_unix(path: &Path) -> io::Result<UnixListener> {
    match UnixListener::bind(path) {
        Err(error) if error.kind() == ErrorKind::AddrInUse && is_left_behind(path) => {
            fs::remove_file(path)?;
            UnixListener::bind(path)
        }
        bound => bound,
    }
}

/// Whether there is a socket at which nobody listens.
fn is_left_behind(path: &Path) -> bool {
    let is_socket = fs::symlink_metadata(path).is_ok_and(|it| it.file_type().is_socket());
    let refused = |error: io::Error| error.kind() == ErrorKind::ConnectionRefused;
    is_socket && std::os::unix::net::UnixStream::connect(path).is_err_and(refused)
}
