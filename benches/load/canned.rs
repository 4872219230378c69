//! The reference for measuring a call: a server with the same stack that computes nothing. It reads the
//! message, checks that the text is UTF-8, and returns the answer that isnad gave for a text of that length.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::process::Command;

use isnad::server::VerifyRequest;
use isnad::server::pb::text_service_server::{TextService, TextServiceServer};
use isnad::server::pb::{self, AnalyzeRequest, AnalyzeResponse};
use isnad::server::wire::analyze_response;
use isnad::{OffsetEncoding, analyze};
use tokio::net::TcpListener;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::transport::Server;
use tonic::{Request, Response, Status, Streaming};

use crate::call::texts;
use crate::common::process::Process;

/// The argument that makes this program the canned server.
pub const PART: &str = "serve-canned";

/// Starts the canned server in a separate process.
pub fn start() -> Process {
    let mut this = Command::new(std::env::current_exe().expect("this program"));
    this.arg(PART);
    Process::run(this)
}

/// Serves until it is killed.
pub async fn serve() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    let answers = texts().into_iter().flatten().map(|text| (text.len(), answer(&text))).collect();
    let service = TextServiceServer::new(Canned(answers)).max_decoding_message_size(64 << 20);
    eprintln!("{{\"message\": \"serving\", \"address\": \"{address}\"}}");
    // The same setting as in isnad. Without it, each call waits for an acknowledgement.
    let calls = TcpListenerStream::new(listener).map(|call| call.inspect(|call| _ = call.set_nodelay(true)));
    Server::builder().add_service(service).serve_with_incoming(calls).await.expect("a server");
}

fn answer(text: &str) -> AnalyzeResponse {
    let analysis = analyze(text);
    analyze_response(text, analysis, OffsetEncoding::Utf8)
}

/// The answers, by the length of their text.
struct Canned(HashMap<usize, AnalyzeResponse>);

fn none<T>() -> Result<T, Status> {
    Err(Status::unimplemented("canned"))
}

#[tonic::async_trait]
impl TextService for Canned {
    async fn analyze(&self, request: Request<AnalyzeRequest>) -> Result<Response<AnalyzeResponse>, Status> {
        let request = request.into_inner();
        let text = simdutf8::basic::from_utf8(&request.text).map_err(|_| Status::invalid_argument("text"))?;
        if request.quotes.is_some_and(|it| it.min_confidence > 1.0) {
            return Err(Status::invalid_argument("min_confidence"));
        }
        self.0.get(&text.len()).cloned().map(Response::new).ok_or_else(|| Status::not_found("no such text"))
    }

    async fn clean(&self, _: Request<pb::CleanRequest>) -> Result<Response<pb::CleanResponse>, Status> {
        none()
    }

    async fn segment(&self, _: Request<pb::SegmentRequest>) -> Result<Response<pb::SegmentResponse>, Status> {
        none()
    }

    async fn extract_quotes(
        &self,
        _: Request<pb::ExtractQuotesRequest>,
    ) -> Result<Response<pb::ExtractQuotesResponse>, Status> {
        none()
    }

    type AnalyzeStreamStream = tokio_stream::Empty<Result<pb::AnalyzeStreamResponse, Status>>;

    async fn analyze_stream(
        &self,
        _: Request<Streaming<pb::AnalyzeStreamRequest>>,
    ) -> Result<Response<Self::AnalyzeStreamStream>, Status> {
        none()
    }

    async fn trace(
        &self,
        _: Request<Streaming<pb::TraceRequest>>,
    ) -> Result<Response<pb::TraceResponse>, Status> {
        none()
    }

    async fn verify(&self, _: Request<VerifyRequest>) -> Result<Response<pb::VerifyResponse>, Status> {
        none()
    }

    async fn get_info(
        &self,
        _: Request<pb::GetInfoRequest>,
    ) -> Result<Response<pb::GetInfoResponse>, Status> {
        none()
    }
}
