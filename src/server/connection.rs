//! One connection: HTTP/2 with its guards, or HTTP/1, from the handshake to the drain.
//!
//! This module drives hyper directly instead of using tonic's transport, which turns off two HTTP/2 guards, has a
//! timeout that answers CANCELLED, does not close silent connections and does not count the connections that it cuts.

use std::convert::Infallible;
use std::fmt::Display;
use std::future::pending;
use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use http::{Request, Response};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::server::conn::http2::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::{Service, ServiceExt};
use tracing::{debug, info, warn};

use super::accept::Acceptor;
use super::authority::Readable;
use super::calls::Calls;
use super::files;
use super::greeting::{Greeted, Protocol, Strange};
use super::http1::{self, Heard, Turns};
use super::metrics::HandshakeFailure;
use super::peer::Peer;
use super::settings::{CONNECTION_WINDOW, Settings};
use super::shared::Shared;
use super::sockets::Wire;
use super::taking::watched_in_turn;
use super::tls::Tls;

/// The time that a cut may take.
const CUT: Duration = Duration::from_secs(1);

/// All connections of one server.
pub(super) struct Connections<S> {
    service: S,
    shared: Arc<Shared>,
    tasks: Tasks,
    permits: Arc<Semaphore>,
    tls: Option<Arc<Tls>>,
}

impl<S, B> Connections<S>
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    B: Body<Data: Send, Error: Into<tower::BoxError>> + Send + Unpin + 'static,
{
    /// A set without connections.
    pub(super) fn new(shared: &Arc<Shared>, service: S, tls: Option<Arc<Tls>>) -> Self {
        Self {
            service,
            tasks: Tasks::default(),
            permits: Arc::new(Semaphore::new(files::connections(shared.settings.max_connections as usize))),
            shared: Arc::clone(shared),
            tls,
        }
    }

    /// Accepts connections forever, up to the limit.
    pub(super) async fn accept(&self, acceptor: &mut Acceptor) -> Infallible {
        loop {
            // The semaphore is never closed.
            let permit = Arc::clone(&self.permits).acquire_owned().await;
            let (stream, address) = acceptor.next().await;
            let (calls, service) = (Calls::new(self.tasks.tracker.clone()), self.service.clone());
            let (shared, tls) = (Arc::clone(&self.shared), self.tls.clone());
            let open = Open::count(&self.shared);
            self.tasks.spawn(async move {
                let (_permit, _open) = (permit, open);
                connection(stream, address, tls, calls, service, shared).await;
            });
        }
    }

    /// Waits at most `limit` until all connections are done, then cuts the rest.
    pub(super) async fn drain(self, limit: Duration) {
        self.tasks.tracker.close();
        if timeout(limit, self.tasks.tracker.wait()).await.is_ok() {
            return;
        }
        let connections = self.shared.open_connections();
        warn!(connections, calls = self.shared.calls_in_flight(), "cut connections that did not end in time");
        self.tasks.cut.cancel();
        let _ = timeout(CUT, self.tasks.tracker.wait()).await;
    }
}

/// Counts a connection while it is open. Permits cannot be counted instead, because the listener holds one while it
/// waits.
struct Open(Arc<Shared>);

impl Open {
    fn count(shared: &Arc<Shared>) -> Self {
        shared.connections.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(shared))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

/// HTTP/2 with these settings. The limits on resets are against rapid reset (CVE-2023-44487) and provoked reset
/// (CVE-2025-8671).
fn protocol(settings: &Settings, calls: Calls) -> Builder<Calls> {
    let mut protocol = Builder::new(calls);
    protocol
        .timer(TokioTimer::new())
        .max_concurrent_streams(settings.max_concurrent_streams)
        .initial_stream_window_size(settings.receive_window)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_header_list_size(settings.max_header_list_bytes)
        .max_pending_accept_reset_streams(settings.max_pending_resets as usize)
        .max_local_error_reset_streams(settings.max_provoked_resets as usize)
        .keep_alive_interval(settings.ping_interval)
        .keep_alive_timeout(settings.ping_timeout);
    protocol
}

/// The tasks of connections and of their calls.
#[derive(Clone, Debug, Default)]
struct Tasks {
    tracker: TaskTracker,
    cut: CancellationToken,
}

impl Tasks {
    /// Runs a connection until it ends or is cut.
    fn spawn(&self, connection: impl Future<Output = ()> + Send + 'static) {
        let cut = self.cut.clone();
        self.tracker.spawn(async move { cut.run_until_cancelled(connection).await });
    }
}

/// A client's protocol, stream and identity.
type Met = (Protocol, Greeted<Box<dyn Wire>>, Peer);

/// Accepts a client: TLS handshake and protocol detection.
async fn greeted(
    stream: Box<dyn Wire>,
    address: Option<SocketAddr>,
    tls: Option<Arc<Tls>>,
) -> Result<Option<Met>, HandshakeFailure> {
    let peer = Peer { address, client: None };
    let (stream, client) = match tls {
        Some(tls) => tls.accept(stream, &peer).await?,
        None => (stream, None),
    };
    match Greeted::by(stream).await {
        Ok((protocol, greeted)) => Ok(Some((protocol, greeted, Peer { client, ..peer }))),
        Err(strange) => {
            tell(strange, &peer);
            Ok(None)
        }
    }
}

/// Logs why a connection is closed before its first request.
fn tell(strange: Strange, peer: &Peer) {
    match strange {
        Strange::Tls => warn!(%peer, "closed a connection: the client uses TLS, and this port does not"),
        Strange::Unknown => info!(%peer, "closed a connection: the client speaks neither HTTP/1 nor HTTP/2"),
        Strange::Silent => debug!(%peer, "closed a connection that did not show its protocol"),
    }
}

/// The same, limited by the handshake timeout and the drain. Counts TLS failures.
async fn met(
    stream: Box<dyn Wire>,
    address: Option<SocketAddr>,
    tls: Option<Arc<Tls>>,
    shared: &Shared,
) -> Option<Met> {
    let (limit, secured) = (shared.settings.handshake_timeout, tls.is_some());
    let mut life = shared.life.clone();
    let met = tokio::select! {
        met = timeout(limit, greeted(stream, address, tls)) => met,
        () = life.draining() => return None,
    };
    let met = met.unwrap_or(Err(HandshakeFailure::Timeout));
    if let (Err(why), true) = (&met, secured) {
        shared.metrics.tls.handshake_failed(*why);
    }
    met.ok().flatten()
}

/// Serves a connection from start to end.
async fn connection<S, B>(
    stream: Box<dyn Wire>,
    address: Option<SocketAddr>,
    tls: Option<Arc<Tls>>,
    calls: Calls,
    service: S,
    shared: Arc<Shared>,
) where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    B: Body<Data: Send, Error: Into<tower::BoxError>> + Send + Unpin + 'static,
{
    let Some((protocol, stream, peer)) = met(stream, address, tls, &shared).await else {
        debug!("closed a connection before its first call");
        return;
    };
    match protocol {
        Protocol::Http1 => first_version(stream, peer, calls, service, shared).await,
        Protocol::Http2 => second_version(stream, peer, calls, service, shared).await,
    }
}

/// Serves an HTTP/2 connection.
async fn second_version<S, B>(
    stream: Greeted<Box<dyn Wire>>,
    peer: Peer,
    calls: Calls,
    service: S,
    shared: Arc<Shared>,
) where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    B: Body<Data: Send, Error: Into<tower::BoxError>> + Send + Unpin + 'static,
{
    // Over a Unix socket clients send the socket's path instead of a host.
    let over_unix = peer.address.is_none();
    let stream: Box<dyn Wire> = if over_unix { Box::new(Readable::new(stream)) } else { Box::new(stream) };
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer.clone());
        service.clone().oneshot(request)
    });
    let protocol = protocol(&shared.settings, calls.clone());
    lived(protocol.serve_connection(TokioIo::new(stream), service), calls, &shared).await;
}

/// Serves an HTTP/1 connection. hyper runs its calls in the connection's task.
async fn first_version<S, B>(
    stream: Greeted<Box<dyn Wire>>,
    peer: Peer,
    calls: Calls,
    service: S,
    shared: Arc<Shared>,
) where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    B: Body<Data: Send, Error: Into<tower::BoxError>> + Send + Unpin + 'static,
{
    let turns = Turns::begun();
    let stream = Heard::new(stream, Arc::clone(&turns));
    let (begun, counted) = (Arc::clone(&turns), calls.clone());
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer.clone());
        // Both end with the body of the answer.
        let call = (begun.call(), counted.enter());
        let answer = service.clone().oneshot(request);
        async move {
            let in_turn = |body: B| {
                body.map_frame(move |frame| {
                    let _ = &call;
                    frame
                })
            };
            answer.await.map(|response| response.map(in_turn))
        }
    });
    let connection = http1::protocol(&shared.settings).serve_connection(TokioIo::new(stream), service);
    let (head, idle) = (shared.settings.handshake_timeout, shared.settings.idle_timeout);
    watched_in_turn(async move {
        tokio::select! {
            () = lived(connection, calls, &shared) => {}
            () = turns.over(head, idle) => {}
        }
    })
    .await;
}

/// Serves a connection until it ends. Asks it to end if the server drains or the connection reaches its maximum age.
fn lived<C>(connection: C, calls: Calls, shared: &Shared) -> impl Future<Output = ()> + Send + use<C>
where
    C: GracefulConnection<Error: Display + Send> + Send,
{
    let (mut life, age) = (shared.life.clone(), shared.settings.max_connection_age);
    async move {
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = calls.clone().late() => Ok(()),
            () = async {
                tokio::select! {
                    () = life.draining() => {}
                    () = old(age) => {}
                }
            } => {
                connection.as_mut().graceful_shutdown();
                // Waits for calls only, because a client that reads nothing never closes the connection.
                tokio::select! {
                    ended = connection.as_mut() => ended,
                    () = calls.clone().late() => Ok(()),
                    () = calls.clone().idle() => Ok(()),
                }
            }
        };
        if let Err(error) = ended {
            debug!(%error, "a connection ended with an error");
        }
    }
}

/// Waits until a connection reaches its maximum age, if there is one. The age varies by up to a tenth, so that
/// connections that were opened together do not close together.
async fn old(age: Option<Duration>) {
    match age {
        Some(age) => sleep(age.mul_f64(0.9 + 0.2 * share(RandomState::new().hash_one(0)))).await,
        None => pending().await,
    }
}

/// A number as a fraction of the largest one.
fn share(number: u64) -> f64 {
    number as f64 / u64::MAX as f64
}
