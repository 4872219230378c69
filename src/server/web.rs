//! gRPC-Web: converts its calls to gRPC and the answers back.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response};
use hyper::body;
use tonic::body::Body;
use tonic_web::{GrpcWebLayer, GrpcWebService};
use tower::{BoxError, Layer, Service};

use super::form::Form;

/// The layer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Web;

impl<S: Clone> Layer<S> for Web {
    type Service = Translating<S>;

    fn layer(&self, inner: S) -> Translating<S> {
        Translating { web: GrpcWebLayer::new().layer(inner.clone()), plain: inner }
    }
}

/// The service that the layer creates.
#[derive(Clone, Debug)]
pub(super) struct Translating<S> {
    web: GrpcWebService<S>,
    plain: S,
}

impl<S, B> Service<Request<B>> for Translating<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Future: Send + 'static,
    B: body::Body<Data = Bytes, Error = BoxError> + Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.plain.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let form = Form::of(&request);
        // The converted call has gRPC headers, so its original form is stored.
        request.extensions_mut().insert(form);
        if let Some(kind) = form.web_type() {
            // tonic-web accepts the content type only without parameters.
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        let request = request.map(Body::new);
        if form.web_type().is_some() {
            Box::pin(self.web.call(request))
        } else {
            Box::pin(self.plain.call(request))
        }
    }
}
