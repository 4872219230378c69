//! A server's life, from a bound listener to the last answer.

use std::convert::Infallible;
use std::sync::Arc;

use anyhow::{Context, bail};
use http::{Request, Response};
use hyper::body::Incoming;
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use tokio_util::task::AbortOnDropHandle;
use tonic::Status;
use tonic::codec::CompressionEncoding;
use tonic::service::Routes;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::info;

use super::accept::Acceptor;
use super::access::Access;
use super::accounts::Accounts;
use super::admin;
use super::connection::Connections;
use super::deadline::Deadline;
use super::files;
use super::front::Front;
use super::health::Health;
use super::info::{COMMIT, VERSION};
use super::pb;
use super::phase::{Life, Phase};
use super::rpc::text_service_server::TextServiceServer;
use super::service::Service;
use super::settings::{Place, Settings};
use super::shared::Shared;
use super::sockets::Sockets;
use super::tls::Tls;
use super::trace::Traces;
use super::web::Web;
use crate::LEXICON_VERSION;

/// How a server is asked to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// By a load balancer or process manager: others need `drain_delay` to notice.
    Announced,
    /// By a person at a terminal: the same if calls are in flight, otherwise without the delay.
    AtOnceIfIdle,
}

/// Serves on `sockets` until `shutdown`, then drains. Readiness fails immediately, new calls are accepted for
/// another `drain_delay`, calls in flight may finish within `drain_timeout`, and the rest are cut.
///
/// # Errors
/// If the settings contradict each other, or the core's self-test fails.
pub async fn serve(
    sockets: Sockets,
    settings: Settings,
    shutdown: impl Future<Output = Leave>,
) -> anyhow::Result<()> {
    let errors = settings.errors();
    if !errors.is_empty() {
        bail!("{}", errors.join("; "));
    }
    let (tls, renewal) = Tls::load(&settings).context("TLS")?.unzip();
    let (phase, life) = Life::start();
    let traces = Traces::new(&settings).context("traces")?;
    let shared = Arc::new(Shared::new(settings, life, traces));
    let connections = Connections::new(&shared, stack(&shared)?, tls);
    let place = sockets.place().context("the listener has no address")?;
    let admin_place = sockets.admin_place().context("the operators' listener has no address")?;
    // Both run until the end, when dropping them stops them.
    let _renewal = renewal.map(|it| AbortOnDropHandle::new(tokio::spawn(it.run(Arc::clone(&shared)))));
    let beating = Arc::clone(&shared);
    let _pulse = AbortOnDropHandle::new(tokio::spawn(async move { beating.pulse.beat().await }));
    let admin = sockets.admin.map(|it| admin::start(it, Arc::clone(&shared))).transpose();
    let _admin = admin.context("the operators' port")?;
    spawn_blocking(self_test).await.context("the self-test failed")?;

    phase.send_replace(Phase::Serving);
    announce(&shared.settings, &place, admin_place.as_ref());
    let leave = async {
        let how = shutdown.await;
        phase.send_replace(Phase::Leaving);
        info!(calls = shared.calls_in_flight(), "leaving: no longer ready, still accepting calls");
        if how == Leave::Announced || shared.calls_in_flight() > 0 {
            sleep(shared.settings.drain_delay).await;
        }
    };
    let mut acceptor = Acceptor::new(sockets.calls);
    tokio::select! {
        () = leave => {}
        never = connections.accept(&mut acceptor) => match never {},
    }
    drop(acceptor);
    phase.send_replace(Phase::Draining);
    info!(calls = shared.calls_in_flight(), "draining: no longer accepting calls");
    connections.drain(shared.settings.drain_timeout).await;
    shared.traces.flush().await;
    info!("stopped");
    Ok(())
}

/// The layers, outermost first, and the services under them.
fn stack(
    shared: &Arc<Shared>,
) -> anyhow::Result<
    impl tower::Service<
        Request<Incoming>,
        Response = Response<impl hyper::body::Body<Data: Send, Error = tower::BoxError> + Send + use<>>,
        Error = Infallible,
        Future: Send + 'static,
    > + Clone
    + Send
    + use<>,
> {
    // `work` catches panics of the core; this layer catches panics in the code around it. The layer outside it
    // sets `x-request-id`.
    let panicked = |_| Status::internal("a fault of the server").into_http::<tonic::body::Body>();
    Ok(ServiceBuilder::new()
        .layer(Accounts(Arc::clone(shared)))
        .option_layer(shared.guard.cors())
        .layer(Web)
        .map_response(|response: Response<_>| response.map(tonic::body::Body::new))
        .layer(Access(Arc::clone(shared)))
        .map_response(|response: Response<_>| response.map(tonic::body::Body::new))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(Deadline(shared.settings.deadline))
        .service(Front::new(routes(shared)?, Arc::clone(shared))))
}

/// The text service, health and reflection.
fn routes(shared: &Arc<Shared>) -> anyhow::Result<Routes> {
    let text = TextServiceServer::new(Service(Arc::clone(shared)))
        .max_decoding_message_size(shared.settings.max_message_bytes as usize)
        .accept_compressed(CompressionEncoding::Gzip)
        .accept_compressed(CompressionEncoding::Zstd);
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(pb::DESCRIPTORS)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let routes = Routes::new(text)
        .add_service(Health::server(shared))
        .add_service(reflection().build_v1().context("reflection")?)
        // grpcurl up to 1.8 supports only this version.
        .add_service(reflection().build_v1alpha().context("reflection")?);
    Ok(routes.prepare())
}

/// Calls the core once, so that its tables are loaded before the first request.
fn self_test() {
    let _ = crate::analyze("isnad");
}

/// Logs the startup line.
fn announce(settings: &Settings, place: &Place, admin_place: Option<&Place>) {
    info!(
        address = %place,
        admin_address = admin_place.map(tracing::field::display),
        version = VERSION,
        commit = COMMIT,
        lexicon = LEXICON_VERSION,
        max_text_bytes = settings.max_text_bytes,
        max_message_bytes = settings.max_message_bytes,
        max_in_work = settings.in_work(),
        max_waiting = settings.max_waiting,
        max_calls = settings.max_calls,
        max_connections = files::connections(settings.max_connections as usize),
        memory_budget = settings.memory_budget,
        memory_limit = settings.memory_limit(Settings::cores()),
        tls = settings.tls_cert.is_some(),
        mtls = settings.tls_client_ca.is_some(),
        deadline_ms = settings.deadline.as_millis(),
        "serving"
    );
}
