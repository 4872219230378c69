//! What an HTTP/2 client says first, read before hyper is asked.
//!
//! hyper waits for it without end, also while it shuts down (hyperium/hyper#4170).

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};

/// The preface of HTTP/2.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A connection whose client has said the preface; it is read once more by hyper.
#[derive(Debug)]
pub(super) struct Greeted<S> {
    stream: S,
    /// What of the preface is still to be read.
    rest: &'static [u8],
}

impl<S: AsyncRead + Unpin> Greeted<S> {
    /// Waits until the client has said the preface; none as soon as it says anything else.
    pub(super) async fn by(mut stream: S) -> Option<Self> {
        let mut said = [0; PREFACE.len()];
        let mut length = 0;
        while length < PREFACE.len() {
            let read = stream.read(&mut said[length..]).await.ok()?;
            length += read;
            if read == 0 || !PREFACE.starts_with(&said[..length]) {
                return None;
            }
        }
        Some(Self { stream, rest: PREFACE })
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
        let (now, later) = self.rest.split_at(self.rest.len().min(buffer.remaining()));
        buffer.put_slice(now);
        self.rest = later;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Greeted<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_preface_in_pieces_is_read_again_with_what_follows() {
        let stream = client_says(&[&PREFACE[..5], &PREFACE[5..], b"frames"]).await;
        let mut greeted = Greeted::by(stream).await.expect("a greeting");
        let mut said = Vec::new();
        greeted.read_to_end(&mut said).await.expect("all of it");
        assert_eq!(said, [PREFACE, b"frames"].concat());
    }

    #[tokio::test]
    async fn another_protocol_and_a_short_greeting_are_none() {
        for pieces in [&[&b"GET / HTTP/1.1"[..]][..], &[&PREFACE[..10]], &[]] {
            assert!(Greeted::by(client_says(pieces).await).await.is_none(), "{pieces:?}");
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
