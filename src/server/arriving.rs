//! A request body. Its bytes are reserved before they are buffered, and it must arrive in time.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::runtime::Handle;
use tokio::time::{Instant, Sleep, sleep_until, timeout};
use tonic::Status;
use tower::BoxError;

use super::account::Account;
use super::budget::{Purpose, Reserved};
use super::call::CallId;
use super::failure::Failure;
use super::form::Form;
use super::framing::Framing;
use super::method::{Method, Shape};
use super::shared::Shared;

/// The longest body of a health check or a reflection request.
const LONGEST_PROBE: usize = 4 << 10;

/// How long the rest of a refused body is read and discarded.
const DISCARD: Duration = Duration::from_secs(5);

/// A request body.
#[derive(Debug)]
pub(super) struct Arriving<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
{
    /// Always present until drop.
    body: Option<B>,
    ended: bool,
    form: Form,
    method: Method,
    framing: Framing,
    /// The bytes reserved for the incomplete message.
    coming: Option<Reserved>,
    /// The piece that completes the document of a call with one document.
    last: Option<Bytes>,
    begun: Instant,
    due: Option<Pin<Box<Sleep>>>,
    account: Arc<Account>,
    shared: Arc<Shared>,
}

impl<B> Arriving<B>
where
    B: Body<Data = Bytes, Error: Into<BoxError>> + Send + Unpin + 'static,
{
    /// Wraps a body.
    pub(super) fn new(
        body: B,
        form: Form,
        method: Method,
        account: Arc<Account>,
        shared: Arc<Shared>,
    ) -> Self {
        let (framing, begun) = (Framing::default(), Instant::now());
        let (coming, last, due) = (None, None, None);
        let body = Some(body);
        Self { body, ended: false, form, method, framing, coming, last, begun, due, account, shared }
    }

    /// Reserves the bytes of a piece, and passes on the reservations of the messages that it completes.
    fn reserve(&mut self, piece: &[u8]) -> Result<(), Failure> {
        let purpose = self.method.purpose();
        let mut bytes = self.coming.take();
        let sum = bytes.as_ref().map_or(0, Reserved::bytes) + piece.len();
        if purpose == Purpose::Probe && sum > LONGEST_PROBE {
            return Err(Failure::OverBudget);
        }
        let fits = match &mut bytes {
            Some(bytes) => bytes.set(purpose, sum),
            None => {
                bytes = self.shared.budget.reserve(purpose, sum);
                bytes.is_some()
            }
        };
        let mut bytes = bytes.filter(|_| fits).ok_or(Failure::OverBudget)?;
        if self.form.is_framed() {
            let account = &self.account;
            self.framing.follow(piece, |length| account.arrive(bytes.split(length)));
        }
        self.coming = self.is_within().then_some(bytes);
        Ok(())
    }

    /// Whether a message has begun and is not complete. Without frames, only the end of the body completes it.
    fn is_within(&self) -> bool {
        !self.form.is_framed() || self.framing.is_within()
    }

    /// Handles the end of the body, which completes the message of an unframed body.
    fn end(&mut self) {
        if let Some(bytes) = self.coming.take().filter(|_| !self.form.is_framed()) {
            self.account.arrive(bytes);
        }
    }

    /// Passes a piece on, or keeps it until the body ends. A decoded message then waits for nothing.
    fn sort(&mut self, piece: Bytes) -> Result<Option<Bytes>, Status> {
        if piece.is_empty() {
            return Ok(None);
        }
        if self.last.is_some() {
            return Err(Status::unimplemented("the call takes one message"));
        }
        self.reserve(&piece).map_err(|failure| self.refuse(&failure))?;
        if self.method.shape() == Shape::OneDocument && !self.is_within() {
            self.last = Some(piece);
            return Ok(None);
        }
        Ok(Some(piece))
    }

    fn refuse(&mut self, failure: &Failure) -> Status {
        self.coming = None;
        if self.method.shape() == Shape::OneDocument {
            self.shared.metrics.document::<()>(0, &Err(failure.clone()));
        }
        failure.status(CallId::next())
    }

    /// Whether the body has timed out. In a long-lived call, only a message that has begun must arrive in time.
    fn poll_late(&mut self, context: &mut Context<'_>) -> Poll<Status> {
        let limit = self.shared.settings.body_timeout;
        let from = match self.method.shape() {
            Shape::Lasting if !self.is_within() => {
                self.due = None;
                return Poll::Pending;
            }
            Shape::Lasting => Instant::now(),
            Shape::OneDocument | Shape::Other => self.begun,
        };
        let due = self.due.get_or_insert_with(|| Box::pin(sleep_until(from + limit)));
        ready!(due.as_mut().poll(context));
        Poll::Ready(self.refuse(&Failure::DeadlineExceeded))
    }

    /// The next frame, unchanged.
    fn poll_body(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Some(body) = self.body.as_mut().filter(|_| !self.ended) else { return Poll::Ready(None) };
        let frame = ready!(Pin::new(body).poll_frame(context));
        self.ended = !matches!(frame, Some(Ok(_)));
        Poll::Ready(frame.map(|it| it.map_err(Into::into)))
    }
}

impl<B> Body for Arriving<B>
where
    B: Body<Data = Bytes, Error: Into<BoxError>> + Send + Unpin + 'static,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        loop {
            match self.poll_body(context) {
                Poll::Pending => {
                    return self.poll_late(context).map(|status| Some(Err(status.into())));
                }
                Poll::Ready(Some(Ok(frame))) => {
                    // gRPC has no request trailers.
                    let Ok(piece) = frame.into_data() else { continue };
                    match self.sort(piece) {
                        Ok(None) => {}
                        Ok(Some(piece)) => return Poll::Ready(Some(Ok(Frame::data(piece)))),
                        Err(status) => return Poll::Ready(Some(Err(status.into()))),
                    }
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => {
                    self.end();
                    return Poll::Ready(self.last.take().map(|it| Ok(Frame::data(it))));
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.last.is_none() && (self.ended || self.body.as_ref().is_some_and(Body::is_end_stream))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

/// Reads and discards the rest of a body that is no longer needed, for a limited time. Otherwise HTTP/2 would have to reset the
/// stream and would treat data already sent as an error of the client; enough such errors close the connection.
impl<B> Drop for Arriving<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
{
    fn drop(&mut self) {
        let rest = self.body.take().filter(|body| !self.ended && !body.is_end_stream());
        if let (Some(body), Ok(runtime)) = (rest, Handle::try_current()) {
            let most = self.shared.settings.max_message_bytes as usize;
            runtime.spawn(timeout(DISCARD, discard(body, most)));
        }
    }
}

/// Reads and discards up to `most` bytes.
async fn discard<B: Body<Data = Bytes> + Unpin>(mut body: B, most: usize) {
    let mut read = 0;
    while read <= most {
        let frame = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        let Some(Ok(frame)) = frame else { return };
        read += frame.data_ref().map_or(0, Bytes::len);
    }
}
