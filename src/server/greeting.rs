//! What a client says first, read before hyper is asked: it tells which protocol it speaks.
//!
//! hyper waits for it without end, also while it shuts down (hyperium/hyper#4170).

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use smallvec::SmallVec;
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};

/// The preface of HTTP/2.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// With what a TLS handshake begins.
const TLS: u8 = 0x16;

/// What a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// HTTP/1.1 or 1.0.
    Http1,
    /// HTTP/2 without an upgrade.
    Http2,
}

/// Why nobody can talk to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strange {
    /// It has ended before it said what it speaks.
    Silent,
    /// It speaks TLS, and is not answered in it.
    Tls,
    /// It speaks something else.
    Unknown,
}

/// A connection whose client has said what it speaks; that is read once more by hyper.
#[derive(Debug)]
pub(super) struct Greeted<S> {
    stream: S,
    /// What was said and is still to be read again.
    rest: SmallVec<[u8; PREFACE.len()]>,
}

impl<S: AsyncRead + Unpin> Greeted<S> {
    /// Waits until the client has said what it speaks.
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

/// The protocol that begins so; none as long as it is not clear.
fn protocol(said: &[u8], is_all: bool) -> Result<Option<Protocol>, Strange> {
    match said {
        _ if said == PREFACE => Ok(Some(Protocol::Http2)),
        _ if is_all => Err(Strange::Silent),
        _ if PREFACE.starts_with(said) => Ok(None),
        // The name of a method.
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

    /// A stream that has said these and has ended.
    async fn client_says(pieces: &[&[u8]]) -> tokio::io::DuplexStream {
        use tokio::io::AsyncWriteExt;
        let (mut client, server) = tokio::io::duplex(1024);
        for piece in pieces {
            client.write_all(piece).await.expect("written");
        }
        server
    }
}
