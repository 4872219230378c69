//! The access log with one line per call, the number of calls in flight, and the limit on calls with one
//! document.
//!
//! The line is written when the record is dropped, so calls that are cut or abandoned have one, too. It contains
//! numbers, names from fixed lists, the peer's address, and the client name certified by an authority, but
//! nothing else that a caller sent. Health checks and reflection are logged at debug level.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response};
use hyper::body::{self, Frame, SizeHint};
use tokio::time::Instant;
use tonic::Status;
use tonic::body::Body;
use tower::{Layer, Service};
use tracing::{debug, info, warn};

use super::admission::Place;
use super::budget::{CALL, Reserved};
use super::call::{Call, CallId};
use super::connect;
use super::failure::Failure;
use super::form::{self, Form};
use super::method::{Method, Shape};
use super::peer::Peer;
use super::shared::Shared;
use super::site;
use super::trace::Trace;

/// The layer.
#[derive(Clone, Debug)]
pub(super) struct Access(pub(super) Arc<Shared>);

impl<S> Layer<S> for Access {
    type Service = Recording<S>;

    fn layer(&self, inner: S) -> Recording<S> {
        Recording { inner, shared: Arc::clone(&self.0) }
    }
}

/// The service that the layer creates.
#[derive(Clone, Debug)]
pub(super) struct Recording<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S, B> Service<Request<B>> for Recording<S>
where
    S: Service<Request<B>, Response = Response<Body>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response<Recorded>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let shared = &self.shared;
        let method = Method::of(request.uri().path());
        // Probes come every few seconds and would only be noise.
        let begin = || shared.traces.begin(request.headers(), method.name());
        let trace = if method.is_ours() { begin() } else { Trace::default() };
        let late = shared.life.is_draining();
        let account = request.extensions().get().cloned().unwrap_or_default();
        let form = request.extensions().get().copied().unwrap_or_else(|| Form::of(&request));
        let call = Call::begin(request.headers(), form, shared.settings.deadline, late, trace, account);
        let peer: Peer = request.extensions().get().cloned().unwrap_or_default();
        let refused = shared.guard.refusal(form, peer.address.is_none(), &request);
        let has_file = site::has(shared, request.uri().path());
        let refused = refused.or_else(|| form::refusal(form, &request, has_file));
        let mut record = Record::start(shared, method, &call, peer);
        if let Some(refused) = refused {
            return Box::pin(async { Ok(named(refused.response(), record)) });
        }
        let place = match enter(shared, method, call.id) {
            Ok((place, bytes)) => {
                record.bytes = Some(bytes);
                place
            }
            Err(status) => return Box::pin(async { Ok(named(status.into_http(), record)) }),
        };
        request.extensions_mut().insert(call);
        let answer = self.inner.call(request);
        Box::pin(async move {
            let response = answer.await?;
            drop(place);
            Ok(named(response, record))
        })
    }
}

/// The place that a call with one document needs, and the bytes that every call needs; or the refusal.
fn enter(shared: &Shared, method: Method, id: CallId) -> Result<(Option<Place>, Reserved), Status> {
    let is_document = method.shape() == Shape::OneDocument;
    let place = is_document.then(|| shared.admission.begin()).transpose();
    // Only long-lived calls can have unread messages for long.
    let unread = if method.shape() == Shape::Lasting { shared.settings.receive_window as usize } else { 0 };
    let bytes = || shared.budget.reserve(method.purpose(), CALL + unread).ok_or(Failure::OverBudget);
    place.and_then(|place| Ok((place, bytes()?))).map_err(|failure| {
        if is_document {
            shared.metrics.document::<()>(0, &Err(failure.clone()));
        }
        failure.status(id)
    })
}

/// The response in the client's protocol, with the call's id in its headers and the record in its body.
fn named(response: Response<Body>, mut record: Record) -> Response<Recorded> {
    record.read_status(response.headers());
    let mut response = connect::spoken(record.form, response);
    if let Ok(id) = HeaderValue::try_from(record.id.to_string()) {
        response.headers_mut().insert("x-request-id", id);
    }
    response.map(|body| Recorded { body, record })
}

/// The state of a call in flight.
#[derive(Debug)]
struct Record {
    id: CallId,
    form: Form,
    method: Method,
    start: Instant,
    /// The gRPC status, once sent.
    code: Option<i32>,
    trace: Trace,
    peer: Peer,
    text_bytes: Arc<AtomicUsize>,
    /// The memory of the call beside its bodies; none if it was refused.
    bytes: Option<Reserved>,
    shared: Arc<Shared>,
}

impl Record {
    fn start(shared: &Arc<Shared>, method: Method, call: &Call, peer: Peer) -> Self {
        shared.in_flight.fetch_add(1, Ordering::Relaxed);
        let (id, form, trace) = (call.id, call.form, call.trace.clone());
        let (start, text_bytes, shared) = (Instant::now(), Arc::clone(&call.text_bytes), Arc::clone(shared));
        Self { id, form, method, start, code: None, trace, peer, text_bytes, bytes: None, shared }
    }

    /// Reads the status from the trailers, or from the headers of a trailers-only response.
    fn read_status(&mut self, headers: &HeaderMap) {
        let code = headers.get("grpc-status").and_then(|it| it.to_str().ok()?.parse().ok());
        self.code = code.or(self.code);
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.shared.in_flight.fetch_sub(1, Ordering::Relaxed);
        let took = self.start.elapsed();
        let (id, method, ms) = (self.id, self.method.name(), milliseconds(took));
        let form = self.form.name();
        let code = self.code.map_or("ABANDONED", code_name);
        // An abandoned call has no status; the conventions count it as cancelled.
        let conventional = self.code.map_or("CANCELLED", code_name);
        let fault = matches!(code, "INTERNAL" | "UNKNOWN" | "DATA_LOSS");
        self.shared.metrics.call(method, conventional, took);
        self.trace.end(conventional, fault);
        let trace = self.trace.id().map(tracing::field::display);
        let (peer, client) = (&self.peer, self.peer.client.as_deref());
        let text_bytes = self.text_bytes.load(Ordering::Relaxed);
        // The level must be a compile-time constant.
        macro_rules! line {
            ($level:ident) => {
                $level!(%id, method, form, code, ms, text_bytes, %peer, client, trace, "call")
            };
        }
        match (fault, self.method.is_probe()) {
            (true, _) => line!(warn),
            (false, true) => line!(debug),
            (false, false) => line!(info),
        }
    }
}

/// A duration in milliseconds, with microsecond precision.
fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

/// The name of a gRPC status code, as the protocol writes it.
const fn code_name(code: i32) -> &'static str {
    const NAMES: [&str; 17] = [
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
    ];
    if 0 <= code && (code as usize) < NAMES.len() { NAMES[code as usize] } else { "UNKNOWN" }
}

/// A response body that owns the record until it is sent.
#[derive(Debug)]
pub(super) struct Recorded {
    body: Body,
    record: Record,
}

impl body::Body for Recorded {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(trailers) = frame.as_ref().and_then(|it| it.as_ref().ok()?.trailers_ref()) {
            self.record.read_status(trailers);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_rounded_to_microseconds() {
        assert_eq!(milliseconds(Duration::from_nanos(1_263_947)).to_string(), "1.264");
        assert_eq!(milliseconds(Duration::from_secs(2)).to_string(), "2000");
    }
}
