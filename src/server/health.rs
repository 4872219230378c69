//! `grpc.health.v1.Health`, derived from the server's phase.
//!
//! tonic-health's own reporter starts as SERVING and never ends a Watch, which delays every drain until it is
//! cut. Only its messages and its server are used.

use std::sync::Arc;

use tokio::sync::mpsc::{self, Sender};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_server::{self, HealthServer};
use tonic_health::pb::{HealthCheckRequest, HealthCheckResponse};

use super::call::CallId;
use super::failure::Failure;
use super::pb::text_service_server::SERVICE_NAME;
use super::phase::{Life, Phase};
use super::shared::Shared;

/// Readiness: the server as a whole, and its service.
const READINESS: [&str; 2] = ["", SERVICE_NAME];

/// Liveness has a separate name: a draining server is not ready, but must not be restarted for that
/// (kubernetes/kubernetes#115651).
const LIVENESS: &str = "liveness";

/// The service, for one server.
#[derive(Debug)]
pub(super) struct Health(Arc<Shared>);

impl Health {
    /// The service as a gRPC server.
    pub(super) fn server(shared: &Arc<Shared>) -> HealthServer<Self> {
        HealthServer::new(Self(Arc::clone(shared)))
    }
}

/// The status of `name`; none if there is no such service.
fn status(name: &str, life: &Life) -> Option<ServingStatus> {
    let serving = |yes| if yes { ServingStatus::Serving } else { ServingStatus::NotServing };
    match name {
        LIVENESS => Some(ServingStatus::Serving),
        name if READINESS.contains(&name) => Some(serving(life.is_ready())),
        _ => None,
    }
}

#[tonic::async_trait]
impl health_server::Health for Health {
    async fn check(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<HealthCheckResponse>, Status> {
        let status = status(&request.get_ref().service, &self.0.life);
        status.map(answer).map(Response::new).ok_or_else(|| Status::not_found("no such service"))
    }

    type WatchStream = ReceiverStream<Result<HealthCheckResponse, Status>>;

    async fn watch(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<Self::WatchStream>, Status> {
        let (sender, receiver) = mpsc::channel(1);
        tokio::spawn(watch(request.into_inner().service, self.0.life.clone(), sender));
        Ok(Response::new(ReceiverStream::new(receiver)))
    }
}

fn answer(status: ServingStatus) -> HealthCheckResponse {
    HealthCheckResponse { status: status.into() }
}

/// Sends the status now and after each change, until the caller goes away or the server drains.
async fn watch(name: String, mut life: Life, answers: Sender<Result<HealthCheckResponse, Status>>) {
    let mut last = None;
    loop {
        let status = status(&name, &life).unwrap_or(ServingStatus::ServiceUnknown);
        if last.replace(status) != Some(status) && answers.send(Ok(answer(status))).await.is_err() {
            return;
        }
        let phase = tokio::select! {
            () = answers.closed() => return,
            phase = life.next() => phase,
        };
        if matches!(phase, None | Some(Phase::Draining)) {
            let _ = answers.send(Err(Failure::Draining.status(CallId::next()))).await;
            return;
        }
    }
}
