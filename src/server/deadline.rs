//! Ends a call when its deadline passes, with DEADLINE_EXCEEDED.
//!
//! tonic's own timeout answers CANCELLED and is outside every layer that a user can add. It is part of
//! tonic's transport, which isnad does not use. The deadline covers everything up to the response headers:
//! the upload, the wait for a turn, the work. This is all that a unary call needs; `stream` and `health`
//! handle their own deadlines.

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

/// The service that the layer creates.
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
