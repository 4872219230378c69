//! HTTP/1 by hand: what a browser or curl may send, and what they never do.

use std::collections::HashMap;
use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::PATIENCE;

/// The path of the call that most tests make.
pub const ANALYZE: &str = "/isnad.v1.TextService/Analyze";

/// A reply.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// By names in lower case.
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON in {self:?}"))
    }

    /// A header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// A connection for requests one after the other.
pub struct Plain {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Plain {
    pub async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        Self { stream: BufReader::new(stream), host: address.to_string() }
    }

    /// Sends these bytes.
    pub async fn say(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.expect("sent");
    }

    /// Sends a request. A `host` among the headers replaces the default one.
    pub async fn send(&mut self, line: &str, headers: &[(&str, &str)], body: &[u8]) {
        self.say(&request(line, &self.host, headers, body)).await;
    }

    /// Sends a request and reads the answer.
    pub async fn ask(&mut self, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        self.send(line, headers, body).await;
        self.reply().await.expect("an answer")
    }

    /// A call in JSON.
    pub async fn call(&mut self, path: &str, request: &Value) -> Reply {
        let json = [("content-type", "application/json")];
        self.ask(&format!("POST {path}"), &json, request.to_string().as_bytes()).await
    }

    /// The next reply; `None` if the connection ends instead.
    pub async fn reply(&mut self) -> Option<Reply> {
        timeout(PATIENCE, self.read()).await.expect("an answer or an end")
    }

    async fn read(&mut self) -> Option<Reply> {
        let line = self.line().await.filter(|line| !line.is_empty())?;
        let status = line.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status line");
        let mut headers = HashMap::new();
        while let Some((name, value)) = self.line().await.expect("a head").split_once(':') {
            headers.insert(name.to_lowercase(), value.trim().to_owned());
        }
        let body = if headers.get("transfer-encoding").is_some_and(|it| it == "chunked") {
            self.chunks().await
        } else {
            let length = headers.get("content-length").map_or(0, |it| it.parse().expect("a length"));
            self.bytes(length).await
        };
        Some(Reply { status, headers, body })
    }

    async fn chunks(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let length = self.line().await.expect("a chunk");
            let length = usize::from_str_radix(&length, 16).expect("a length");
            body.extend(self.bytes(length).await);
            self.line().await.expect("its end");
            if length == 0 {
                return body;
            }
        }
    }

    async fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).await.expect("a body");
        bytes
    }

    /// A line without its end; `None` if the connection has ended.
    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line).await.unwrap_or(0);
        (read > 0).then(|| line.trim_end().to_owned())
    }
}

/// The bytes of a request.
pub fn request(line: &str, host: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{line} HTTP/1.1\r\n");
    if !headers.iter().any(|(name, _)| *name == "host") {
        head += &format!("host: {host}\r\n");
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += &format!("content-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}
