//! The operators' port: `/livez`, `/readyz`, `/metrics`, `/version`, over HTTP/1.1.
//!
//! The operators' port is separate from the service's port, so that a scrape needs no gRPC and a network policy
//! can distinguish the two. It answers until the process ends, including during the drain. It has its own thread,
//! so that probes do not wait for calls.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::runtime;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;
use tracing::debug;

use super::accept::Acceptor;
use super::info::{COMMIT, VERSION};
use super::shared::Shared;
use super::sockets::{Listener, Wire};
use crate::LEXICON_VERSION;

/// The maximum number of connections. The next one closes the oldest.
const MAX_CONNECTIONS: usize = 64;

/// The time limit of one request, from its connection to the last byte of the answer.
const LIMIT: Duration = Duration::from_secs(10);

/// The content type of `/metrics`.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The thread that answers; it stops when this is dropped.
#[derive(Debug)]
pub(super) struct Answering {
    end: CancellationToken,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Answering {
    /// Waits for the thread, which ends quickly, so that the port is free afterwards.
    fn drop(&mut self) {
        self.end.cancel();
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Answers on `listener` in a separate thread.
///
/// # Errors
/// If the system provides no thread, or the listener fails.
pub(super) fn start(listener: Listener, shared: Arc<Shared>) -> anyhow::Result<Answering> {
    let end = CancellationToken::new();
    let ended = end.clone().cancelled_owned();
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = {
        let _inside = runtime.enter();
        listener.anew()?
    };
    let thread = thread::Builder::new().name("isnad-admin".to_owned()).spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                () = ended => {}
                never = serve(listener, shared) => match never {},
            }
        });
    })?;
    Ok(Answering { end, thread: Some(thread) })
}

/// Answers on `listener` forever.
async fn serve(listener: Listener, shared: Arc<Shared>) -> Infallible {
    let mut acceptor = Acceptor::new(listener);
    let mut open = VecDeque::with_capacity(MAX_CONNECTIONS);
    loop {
        let (stream, _) = acceptor.next().await;
        let shared = Arc::clone(&shared);
        open.retain(|it: &AbortOnDropHandle<()>| !it.is_finished());
        if open.len() == MAX_CONNECTIONS {
            open.pop_front();
        }
        let task = tokio::spawn(async move {
            if timeout(LIMIT, connection(stream, shared)).await.is_err() {
                debug!("closed a connection to the operators' port that took too long");
            }
        });
        open.push_back(AbortOnDropHandle::new(task));
    }
}

/// Answers one request. Connections are not kept alive, so that no client can hold one.
async fn connection(stream: Box<dyn Wire>, shared: Arc<Shared>) {
    let answer = service_fn(move |request| {
        let answer = answer(&request, &shared);
        async move { Ok::<_, Infallible>(answer) }
    });
    let mut protocol = Builder::new();
    protocol.timer(TokioTimer::new()).keep_alive(false);
    if let Err(error) = protocol.serve_connection(TokioIo::new(stream), answer).await {
        debug!(%error, "a connection to the operators' port ended with an error");
    }
}

fn answer<B>(request: &Request<B>, shared: &Shared) -> Response<Full<Bytes>> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refused = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    match request.uri().path() {
        "/livez" if shared.pulse.is_alive() => plain(StatusCode::OK, "live\n"),
        "/livez" => plain(StatusCode::SERVICE_UNAVAILABLE, "the runtime does not respond\n"),
        "/readyz" if shared.life.is_ready() => plain(StatusCode::OK, "ready\n"),
        "/readyz" => plain(StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
        "/version" => typed(StatusCode::OK, "application/json", version()),
        "/metrics" => match shared.metrics.text(shared.levels()) {
            Ok(text) => typed(StatusCode::OK, OPEN_METRICS, text),
            Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "the metrics cannot be written\n"),
        },
        _ => plain(StatusCode::NOT_FOUND, "/livez, /readyz, /metrics or /version\n"),
    }
}

fn version() -> String {
    let version = serde_json::json!({ "version": VERSION, "commit": COMMIT, "lexicon": LEXICON_VERSION });
    format!("{version}\n")
}

fn plain(status: StatusCode, body: &'static str) -> Response<Full<Bytes>> {
    typed(status, "text/plain; charset=utf-8", body.to_owned())
}

fn typed(status: StatusCode, form: &'static str, body: String) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(form));
    answer
}
