//! The handlers: decode, admit, call, encode; no logic.

use std::sync::Arc;

use tonic::{Request, Response, Status, Streaming};

use super::call::Call;
use super::pb::{self, text_service_server::TextService};
use super::request::Inbound;
use super::shared::Shared;
use super::work::{Answer, Answered, Arrived};
use super::{answers, info, stream, work};

/// `isnad.v1.TextService`, for one server.
#[derive(Debug)]
pub(super) struct Service(pub(super) Arc<Shared>);

impl Service {
    /// One document in, one answer out.
    async fn unary<R: Inbound, T: Send + 'static>(
        &self,
        request: Request<R>,
        answer: Answer<T>,
    ) -> Result<Response<T>, Status> {
        let call = Call::of(request.extensions(), self.0.settings.deadline);
        let arrived = Arrived::new(request.into_inner(), call.account.arrived(), &self.0.settings);
        let answered = work::answer(&self.0, &call, arrived, answer).await;
        match answered {
            Ok(Answered { answer, bytes }) => {
                call.account.answer(Some(bytes));
                Ok(Response::new(answer))
            }
            Err(failure) => Err(failure.status(call.id)),
        }
    }
}

#[tonic::async_trait]
impl TextService for Service {
    async fn clean(&self, request: Request<pb::CleanRequest>) -> Result<Response<pb::CleanResponse>, Status> {
        self.unary(request, answers::clean).await
    }

    async fn segment(
        &self,
        request: Request<pb::SegmentRequest>,
    ) -> Result<Response<pb::SegmentResponse>, Status> {
        self.unary(request, answers::segment).await
    }

    async fn extract_quotes(
        &self,
        request: Request<pb::ExtractQuotesRequest>,
    ) -> Result<Response<pb::ExtractQuotesResponse>, Status> {
        self.unary(request, answers::extract_quotes).await
    }

    async fn analyze(
        &self,
        request: Request<pb::AnalyzeRequest>,
    ) -> Result<Response<pb::AnalyzeResponse>, Status> {
        self.unary(request, answers::analyze).await
    }

    type AnalyzeStreamStream = stream::Answers;

    async fn analyze_stream(
        &self,
        request: Request<Streaming<pb::AnalyzeStreamRequest>>,
    ) -> Result<Response<stream::Answers>, Status> {
        Ok(Response::new(stream::start(Arc::clone(&self.0), request)))
    }

    async fn get_info(
        &self,
        _request: Request<pb::GetInfoRequest>,
    ) -> Result<Response<pb::GetInfoResponse>, Status> {
        Ok(Response::new(info::info(&self.0.settings)))
    }
}
