//! The handlers: decode, admit, call, encode, without other logic.

use std::sync::Arc;

use tonic::{Request, Response, Status, Streaming};

use super::call::Call;
use super::claims::VerifyRequest;
use super::encoded::{Encoded, Writing};
use super::pb;
use super::request::Inbound;
use super::rpc::text_service_server::TextService;
use super::shared::Shared;
use super::work::{Answer, Arrived};
use super::{answers, gather, info, stream, work};

/// `isnad.v1.TextService`, for one server.
#[derive(Debug)]
pub(super) struct Service(pub(super) Arc<Shared>);

impl Service {
    /// One document in, one answer out.
    async fn unary<R: Inbound>(
        &self,
        request: Request<R>,
        answer: impl Answer<Encoded>,
    ) -> Result<Response<Encoded>, Status> {
        let call = Call::of(request.extensions(), self.0.settings.deadline);
        let arrived = Arrived::new(request.into_inner(), call.account.arrived(), &self.0.settings);
        work::reply(&self.0, &call, arrived, answer).await.map(Response::new)
    }
}

#[tonic::async_trait]
impl TextService for Service {
    async fn clean(&self, request: Request<pb::CleanRequest>) -> Result<Response<Encoded>, Status> {
        self.unary(request, answers::clean(Writing::Message)).await
    }

    async fn segment(&self, request: Request<pb::SegmentRequest>) -> Result<Response<Encoded>, Status> {
        self.unary(request, answers::segment(Writing::Message)).await
    }

    async fn extract_quotes(
        &self,
        request: Request<pb::ExtractQuotesRequest>,
    ) -> Result<Response<Encoded>, Status> {
        self.unary(request, answers::extract_quotes(Writing::Message)).await
    }

    async fn analyze(&self, request: Request<pb::AnalyzeRequest>) -> Result<Response<Encoded>, Status> {
        self.unary(request, answers::analyze(Writing::Message)).await
    }

    async fn verify(&self, request: Request<VerifyRequest>) -> Result<Response<Encoded>, Status> {
        let claims = request.get_ref().claims.clone();
        self.unary(request, answers::verify(claims, Writing::Message)).await
    }

    type AnalyzeStreamStream = stream::Answers;

    async fn analyze_stream(
        &self,
        request: Request<Streaming<pb::AnalyzeStreamRequest>>,
    ) -> Result<Response<stream::Answers>, Status> {
        Ok(Response::new(stream::start(Arc::clone(&self.0), request)))
    }

    async fn trace(
        &self,
        request: Request<Streaming<pb::TraceRequest>>,
    ) -> Result<Response<Encoded>, Status> {
        gather::trace(&self.0, request).await.map(Response::new)
    }

    async fn get_info(&self, _request: Request<pb::GetInfoRequest>) -> Result<Response<Encoded>, Status> {
        Ok(Response::new(Encoded::message(&info::info(&self.0.settings))))
    }
}
