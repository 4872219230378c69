//! HTTP/2 by hand, for requests that a gRPC client does not send.

use std::net::SocketAddr;

use bytes::{Bytes, BytesMut};
use h2::client::{self, ResponseFuture, SendRequest};
use h2::{RecvStream, SendStream};
use http::{HeaderMap, Request};
use prost::Message;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub headers: HeaderMap,
    pub body: Bytes,
    pub trailers: HeaderMap,
}

impl Answer {
    /// The gRPC status, from the head or the trailers.
    pub fn code(&self) -> Option<i32> {
        let value = self.trailers.get("grpc-status").or_else(|| self.headers.get("grpc-status"));
        value.and_then(|it| it.to_str().ok()?.parse().ok())
    }
}

/// A connection.
pub struct Connection(SendRequest<Bytes>);

impl Connection {
    pub async fn open(address: SocketAddr) -> Self {
        Self::over(TcpStream::connect(address).await.expect("a connection")).await
    }

    /// A connection over an existing stream.
    pub async fn over(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> Self {
        let (sender, connection) = client::handshake(stream).await.expect("HTTP/2");
        tokio::spawn(connection);
        Self(sender)
    }

    /// A connection whose streams take no more than `window` bytes before they are read.
    pub async fn with_window(address: SocketAddr, window: u32) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        let mut builder = client::Builder::new();
        let (sender, connection) =
            builder.initial_window_size(window).handshake(stream).await.expect("HTTP/2");
        tokio::spawn(connection);
        Self(sender)
    }

    /// The same connection again.
    pub fn again(&self) -> Self {
        Self(self.0.clone())
    }

    /// Starts a call. Its body is not sent yet.
    pub async fn start(&mut self, path: &str, headers: &[(&str, &str)]) -> Call {
        let mut request = Request::post(format!("http://isnad{path}")).header("te", "trailers");
        if !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/grpc");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut sender = self.0.clone().ready().await.expect("a stream");
        let (answer, body) = sender.send_request(request.body(()).expect("a request"), false).expect("sent");
        Call { answer, body }
    }

    /// The same, if the server may have ended the connection.
    pub async fn try_start(&mut self, path: &str) -> Option<Call> {
        let request = Request::post(format!("http://isnad{path}")).header("content-type", "application/grpc");
        let mut sender = self.0.clone().ready().await.ok()?;
        let (answer, body) = sender.send_request(request.body(()).expect("a request"), false).ok()?;
        Some(Call { answer, body })
    }

    /// A whole call with these bytes as its body.
    pub async fn call(&mut self, path: &str, headers: &[(&str, &str)], body: Bytes) -> Answer {
        let mut call = self.start(path, headers).await;
        call.send(body, true);
        call.answer().await
    }
}

/// A call in progress.
pub struct Call {
    answer: ResponseFuture,
    body: SendStream<Bytes>,
}

impl Call {
    pub fn send(&mut self, bytes: Bytes, end: bool) {
        self.body.send_data(bytes, end).expect("sent");
    }

    /// The same, if the server may have ended the call.
    pub fn try_send(&mut self, bytes: Bytes, end: bool) {
        let _ = self.body.send_data(bytes, end);
    }

    /// The head of the answer, and its unread body.
    pub async fn head(self) -> (HeaderMap, RecvStream) {
        let (head, body) = self.answer.await.expect("an answer").into_parts();
        (head.headers, body)
    }

    pub async fn answer(self) -> Answer {
        let (head, mut body) = self.answer.await.expect("an answer").into_parts();
        let (bytes, trailers) = read(&mut body).await;
        Answer { headers: head.headers, body: bytes, trailers }
    }
}

async fn read(body: &mut RecvStream) -> (Bytes, HeaderMap) {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = body.data().await {
        let chunk = chunk.expect("a chunk");
        let _ = body.flow_control().release_capacity(chunk.len());
        bytes.extend_from_slice(&chunk);
    }
    let trailers = body.trailers().await.ok().flatten().unwrap_or_default();
    (bytes.freeze(), trailers)
}

/// A message in its frame, as gRPC sends it.
pub fn frame(message: &impl Message) -> Bytes {
    framed(&message.encode_to_vec())
}

/// Any bytes in such a frame.
pub fn framed(bytes: &[u8]) -> Bytes {
    let length = u32::try_from(bytes.len()).expect("a length");
    [&[0][..], &length.to_be_bytes(), bytes].concat().into()
}
