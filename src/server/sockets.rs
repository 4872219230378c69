//! The sockets of a server. They are bound first, so that an address in use is reported immediately.

use std::fs;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process;

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
    /// If an address cannot be bound. The error names it.
    pub async fn bind(settings: &Settings) -> anyhow::Result<Self> {
        let admin = match settings.admin_listen {
            Some(address) => Some(Listener::bind(&Place::Tcp(address), settings).await?),
            None => None,
        };
        Ok(Self { calls: Listener::bind(&settings.listen, settings).await?, admin })
    }

    /// The address of the service, with the actual port if the system chose it.
    ///
    /// # Errors
    /// If the system does not report it.
    pub fn place(&self) -> io::Result<Place> {
        self.calls.place()
    }

    /// The address of the operators' port; none if it is off.
    ///
    /// # Errors
    /// If the system does not report it.
    pub fn admin_place(&self) -> io::Result<Option<Place>> {
        self.admin.as_ref().map(Listener::place).transpose()
    }
}

/// One bound listener.
#[derive(Debug)]
pub(super) enum Listener {
    Tcp(TcpListener),
    // The file is dropped first: while the socket is open, no other file can have its number.
    Unix(SocketFile, UnixListener),
}

/// A connection over any transport.
pub(super) trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

impl Listener {
    async fn bind(place: &Place, settings: &Settings) -> anyhow::Result<Self> {
        let bound = match place {
            Place::Tcp(address) => TcpListener::bind(address).await.map(Self::Tcp),
            Place::Unix(path) => bind_unix(path, settings).map(|(listener, file)| Self::Unix(file, listener)),
        };
        bound.with_context(|| format!("cannot listen on {place}"))
    }

    /// The next connection and its peer address; no address over a Unix socket.
    pub(super) async fn accept(&self) -> io::Result<(Box<dyn Wire>, Option<SocketAddr>)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, address) = listener.accept().await?;
                // Without it, an answer of more than one write waits for the client's delayed acknowledgement: 44
                // ms. If the connection is already gone, the next read reports it.
                let _ = stream.set_nodelay(true);
                Ok((Box::new(stream), Some(address)))
            }
            Self::Unix(_, listener) => Ok((Box::new(listener.accept().await?.0), None)),
        }
    }

    /// The same listener, registered with the current runtime.
    pub(super) fn anew(self) -> io::Result<Self> {
        match self {
            Self::Tcp(listener) => TcpListener::from_std(listener.into_std()?).map(Self::Tcp),
            Self::Unix(file, listener) => {
                UnixListener::from_std(listener.into_std()?).map(|it| Self::Unix(file, it))
            }
        }
    }

    fn place(&self) -> io::Result<Place> {
        match self {
            Self::Tcp(listener) => listener.local_addr().map(Place::Tcp),
            Self::Unix(file, _) => Ok(Place::Unix(file.path.clone())),
        }
    }
}

/// The file of a Unix socket. It is removed on drop.
#[derive(Debug)]
pub(super) struct SocketFile {
    path: PathBuf,
    /// The identity of the file: device and inode.
    number: (u64, u64),
}

impl SocketFile {
    fn at(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), number: number(path)? })
    }
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        // The file of a successor may be in its place; it is not removed.
        if number(&self.path).is_ok_and(|found| found == self.number) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn number(path: &Path) -> io::Result<(u64, u64)> {
    fs::symlink_metadata(path).map(|it| (it.dev(), it.ino()))
}

/// Binds next to the path, sets the mode, and renames the socket into place, so that there is always a socket and
/// it always has the right mode. A stale socket is replaced; a socket in use is replaced only if the settings allow
/// it.
fn bind_unix(path: &Path, settings: &Settings) -> io::Result<(UnixListener, SocketFile)> {
    let taken = || io::Error::from(ErrorKind::AddrInUse);
    let is_there = fs::symlink_metadata(path).ok();
    if is_there.is_some_and(|it| !it.file_type().is_socket() || (!settings.listen_replace && is_in_use(path)))
    {
        return Err(taken());
    }
    let beside = path.with_file_name(format!(".{:x}", process::id()));
    // Left over from a process with the same id that was killed at this point.
    let _ = fs::remove_file(&beside);
    let listener = UnixListener::bind(&beside)?;
    let moved = set_mode(&beside, settings.listen_mode).and_then(|()| fs::rename(&beside, path));
    if let Err(error) = moved {
        let _ = fs::remove_file(&beside);
        return Err(error);
    }
    Ok((listener, SocketFile::at(path)?))
}

fn set_mode(path: &Path, mode: Option<u32>) -> io::Result<()> {
    mode.map_or(Ok(()), |mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)))
}

/// Whether a process listens on a socket; true if that cannot be determined.
fn is_in_use(path: &Path) -> bool {
    let refused = |error: io::Error| error.kind() == ErrorKind::ConnectionRefused;
    !std::os::unix::net::UnixStream::connect(path).is_err_and(refused)
}
