//! Detects the protocol from a client's first bytes, before hyper reads them.
//!
//! hyper would wait for these bytes forever, even during shutdown (hyperium/hyper#4170).

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use smallvec::SmallVec;
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};

/// The preface of HTTP/2.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The first byte of a TLS handshake.
const TLS: u8 = 0x16;

/// The protocol of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// HTTP/1.1 or 1.0.
    Http1,
    /// HTTP/2 without an upgrade.
    Http2,
}

/// Why a client cannot be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strange {
    /// It closed the connection before its protocol was clear.
    Silent,
    /// It uses TLS on a port without TLS.
    Tls,
    /// It speaks something else.
    Unknown,
}

/// A connection whose protocol is known. hyper reads the first bytes again.
#[derive(Debug)]
pub(super) struct Greeted<S> {
    stream: S,
    /// The first bytes that are still to be read again.
    rest: SmallVec<[u8; PREFACE.len()]>,
}

impl<S: AsyncRead + Unpin> Greeted<S> {
    /// Waits until the client's protocol is known.
    pub(super) async fn by(mut stream: S) -> Result<(Protocol, Self), Strange> {
        let mut said = [0; PREFACE.len()];
        let mut length = 0;
        loop {
            let read = stream.read(&mut said[length..]).await.map_err(|_| Strange::Silent)?;
            length += read;
            if let Some(protocol) = protocol(&said[..length], read == 0)? {
                return Ok((protocol, Self { stream, rest: said[..length].into() }));
            }
        }
    }
}

/// The protocol that begins with these bytes; none if it is not clear yet.
fn protocol(said: &[u8], is_all: bool) -> Result<Option<Protocol>, Strange> {
    match said {
        _ if said == PREFACE => Ok(Some(Protocol::Http2)),
        _ if is_all => Err(Strange::Silent),
        _ if PREFACE.starts_with(said) => Ok(None),
        // An HTTP method name.
        [b'A'..=b'Z', ..] => Ok(Some(Protocol::Http1)),
        [TLS, ..] => Err(Strange::Tls),
        _ => Err(Strange::Unknown),
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Greeted<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.rest.is_empty() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let now = self.rest.len().min(buffer.remaining());
        buffer.put_slice(&self.rest[..now]);
        self.rest.drain(..now);
        Poll::Ready(Ok(()))
    }
}

written_through!(Greeted);

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_preface_in_pieces_is_read_again_with_what_follows() {
        let stream = client_says(&[&PREFACE[..5], &PREFACE[5..], b"frames"]).await;
        let (protocol, mut greeted) = Greeted::by(stream).await.expect("a greeting");
        assert_eq!(protocol, Protocol::Http2);
        let mut said = Vec::new();
        greeted.read_to_end(&mut said).await.expect("all of it");
        assert_eq!(said, [PREFACE, b"frames"].concat());
    }

    #[tokio::test]
    async fn a_method_is_the_first_version() {
        for request in ["GET / HTTP/1.1", "POST /a HTTP/1.1\r\nhost: a\r\n\r\n", "PRIORITY"] {
            let (protocol, mut greeted) =
                Greeted::by(client_says(&[request.as_bytes()]).await).await.expect("a greeting");
            assert_eq!(protocol, Protocol::Http1);
            let mut said = String::new();
            greeted.read_to_string(&mut said).await.expect("all of it");
            assert_eq!(said, request);
        }
    }

    #[tokio::test]
    async fn what_is_strange_is_told_apart() {
        let cases = [
            (&b"\x16\x03\x01\x02\0\x01"[..], Strange::Tls),
            (b"\0\0\0\x04", Strange::Unknown),
            (&PREFACE[..10], Strange::Silent),
            (b"", Strange::Silent),
        ];
        for (said, strange) in cases {
            let met = Greeted::by(client_says(&[said]).await).await;
            assert_eq!(met.map(|it| it.0), Err(strange), "{said:?}");
        }
    }

    /// A stream on which a client has sent these pieces and closed.
    async fn client_says(pieces: &[&[u8]]) -> tokio::io::DuplexStream {
        use tokio::io::AsyncWriteExt;
        let (mut client, server) = tokio::io::duplex(1024);
        for piece in pieces {
            client.write_all(piece).await.expect("written");
        }
        server
    }
}
