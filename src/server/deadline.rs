//! Ends a call when its deadline passes, with DEADLINE_EXCEEDED.
//!
//! tonic has a timeout of its own, which answers CANCELLED and lies outside of every layer that a
//! user can add; it is a part of tonic's transport, which isnad does without. The deadline covers
//! everything up to the head of the answer: the upload, the wait for a turn, the work. For unary
//! calls that is all there is; `stream` and `health` look after theirs.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{Request, Response};
use tokio::time::timeout_at;
use tower::{Layer, Service};

use super::call::Call;
use super::failure::Failure;

/// The layer, with the server's own deadline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(pub(super) Duration);

impl<S> Layer<S> for Deadline {
    type Service = Limited<S>;

    fn layer(&self, inner: S) -> Limited<S> {
        Limited { inner, own: self.0 }
    }
}

/// The service that the layer makes.
#[derive(Clone, Debug)]
pub(super) struct Limited<S> {
    inner: S,
    own: Duration,
}

impl<S, B, R> Service<Request<B>> for Limited<S>
where
    S: Service<Request<B>, Response = Response<R>>,
    S::Future: Send + 'static,
    R: Default,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let call = Call::of(request.extensions(), self.own);
        let answer = self.inner.call(request);
        Box::pin(async move {
            let late = |_| Ok(Failure::DeadlineExceeded.status(call.id).into_http());
            timeout_at(call.due, answer).await.unwrap_or_else(late)
        })
    }
}
