//! `grpc.health.v1.Health`: readiness and liveness under separate names.

use std::time::Duration;

use tokio::time::timeout;
use tonic::{Code, Streaming};
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_health::pb::{HealthCheckRequest, HealthCheckResponse};

use crate::common::{PATIENCE, Server, settings};

fn of(service: &str) -> HealthCheckRequest {
    HealthCheckRequest { service: service.to_owned() }
}

async fn next(watch: &mut Streaming<HealthCheckResponse>) -> Result<ServingStatus, Code> {
    let message = timeout(PATIENCE, watch.message()).await.expect("in time");
    message.map(|it| it.expect("a status").status()).map_err(|status| status.code())
}

#[tokio::test]
async fn check_knows_the_server_its_service_and_liveness() {
    let server = Server::start(settings()).await;
    let mut health = HealthClient::new(server.channel().await);
    for name in ["", "isnad.v1.TextService", "liveness"] {
        let answer = health.check(of(name)).await.expect("a status").into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving, "{name:?}");
    }
    assert_eq!(health.check(of("nobody")).await.expect_err("unknown").code(), Code::NotFound);
}

#[tokio::test]
async fn watch_tells_the_change_when_the_server_leaves_and_ends_when_it_drains() {
    let mut settings = settings();
    settings.drain_delay = Duration::from_millis(500);
    let mut server = Server::start(settings).await;
    let mut health = HealthClient::new(server.channel().await);
    let mut service = health.watch(of("isnad.v1.TextService")).await.expect("a watch").into_inner();
    let mut liveness = health.watch(of("liveness")).await.expect("a watch").into_inner();
    let mut nobody = health.watch(of("nobody")).await.expect("a watch").into_inner();
    assert_eq!(next(&mut service).await, Ok(ServingStatus::Serving));
    assert_eq!(next(&mut liveness).await, Ok(ServingStatus::Serving));
    assert_eq!(next(&mut nobody).await, Ok(ServingStatus::ServiceUnknown));

    server.leave();
    assert_eq!(next(&mut service).await, Ok(ServingStatus::NotServing));
    let answer = health.check(of("liveness")).await.expect("still answering").into_inner();
    assert_eq!(answer.status(), ServingStatus::Serving, "a server that leaves must not be restarted");
    assert_eq!(next(&mut service).await, Err(Code::Unavailable));
    assert_eq!(next(&mut liveness).await, Err(Code::Unavailable), "without a change in between");
    server.ended().await;
}
