//! A trace collector on a free port of the loopback.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::trace::v1::Span;
use tokio::net::TcpListener;
use tokio::time::{Instant, sleep};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::transport;
use tonic::{Request, Response, Status};

use super::{LOOPBACK, PATIENCE};

/// Keeps the spans that it receives.
#[derive(Clone, Debug, Default)]
pub struct Collector(Arc<Mutex<Vec<Span>>>);

impl Collector {
    /// Starts a collector and returns its address.
    pub async fn start() -> (Self, String) {
        let collector = Self::default();
        let listener = TcpListener::bind(LOOPBACK).await.expect("a free port");
        let endpoint = format!("http://{}", listener.local_addr().expect("its address"));
        let service = TraceServiceServer::new(collector.clone());
        let server = transport::Server::builder().add_service(service);
        tokio::spawn(server.serve_with_incoming(TcpListenerStream::new(listener)));
        (collector, endpoint)
    }

    /// The spans so far.
    pub fn spans(&self) -> Vec<Span> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until there are `count` spans, and returns them.
    pub async fn wait_for(&self, count: usize) -> Vec<Span> {
        let start = Instant::now();
        while self.spans().len() < count {
            assert!(start.elapsed() < PATIENCE, "only {:#?}", self.spans());
            sleep(Duration::from_millis(20)).await;
        }
        self.spans()
    }
}

#[tonic::async_trait]
impl TraceService for Collector {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let spans = request.into_inner().resource_spans.into_iter().flat_map(|it| it.scope_spans);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(spans.flat_map(|it| it.spans));
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}
