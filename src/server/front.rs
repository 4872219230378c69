//! Routes a request to the gRPC routes, the JSON calls, or the files.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use hyper::body;
use tonic::body::Body;
use tonic::service::Routes;
use tower::{BoxError, Service};

use super::call::Call;
use super::form::Form;
use super::json;
use super::shared::Shared;
use super::site;

/// The innermost service.
#[derive(Clone, Debug)]
pub(super) struct Front {
    routes: Routes,
    shared: Arc<Shared>,
}

impl Front {
    /// A front with these gRPC services.
    pub(super) const fn new(routes: Routes, shared: Arc<Shared>) -> Self {
        Self { routes, shared }
    }
}

impl<B> Service<Request<B>> for Front
where
    B: body::Body<Data = Bytes, Error: Into<BoxError>> + Send + Unpin + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // The routes are always ready, too.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let call = Call::of(request.extensions(), self.shared.settings.deadline);
        let file = if call.form == Form::Plain { site::answer(&self.shared, &request) } else { None };
        if let Some(file) = file {
            return Box::pin(async { Ok(file) });
        }
        if call.form == Form::Json {
            let shared = Arc::clone(&self.shared);
            return Box::pin(async move { Ok(json::answer(&shared, &call, request).await) });
        }
        Box::pin(self.routes.call(request))
    }
}
