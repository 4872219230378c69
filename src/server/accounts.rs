//! The outermost layer. It keeps request and response bodies within the memory budget.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use hyper::body::Body;
use tower::{BoxError, Layer, Service};

use super::account::Account;
use super::arriving::Arriving;
use super::form::Form;
use super::leaving::Leaving;
use super::method::Method;
use super::shared::Shared;

/// The layer.
#[derive(Clone, Debug)]
pub(super) struct Accounts(pub(super) Arc<Shared>);

impl<S> Layer<S> for Accounts {
    type Service = Accounting<S>;

    fn layer(&self, inner: S) -> Accounting<S> {
        Accounting { inner, shared: Arc::clone(&self.0) }
    }
}

/// The service that the layer creates.
#[derive(Clone, Debug)]
pub(super) struct Accounting<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S, B, R> Service<Request<B>> for Accounting<S>
where
    B: Body<Data = Bytes, Error: Into<BoxError>> + Send + Unpin + 'static,
    S: Service<Request<Arriving<B>>, Response = Response<R>>,
    R: Body,
    S::Future: Send + 'static,
{
    type Response = Response<Leaving<R>>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let (account, shared) = (Arc::new(Account::default()), Arc::clone(&self.shared));
        let (method, form) = (Method::of(request.uri().path()), Form::of(&request));
        request.extensions_mut().insert(Arc::clone(&account));
        let arriving = |body| Arriving::new(body, form, method, Arc::clone(&account), Arc::clone(&shared));
        let answer = self.inner.call(request.map(arriving));
        Box::pin(async move { Ok(answer.await?.map(|body| Leaving::new(body, form, account, shared))) })
    }
}
