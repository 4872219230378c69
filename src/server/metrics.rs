//! The server's metrics, with OpenTelemetry's names if they exist.
//!
//! Calls follow the semantic conventions for RPC (`rpc.server.call.duration`, in Prometheus's spelling);
//! metrics specific to isnad begin with `isnad_`. No label contains caller data: methods and statuses come
//! from fixed lists, so the number of series is bounded.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::{Family, MetricConstructor};
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use super::admission::Load;
use super::failure::Failure;
use super::info::{COMMIT, VERSION};
use super::stages::Stage;
use crate::LEXICON_VERSION;

/// Bucket bounds in seconds: the conventions' own, and three smaller ones, because most calls take less than
/// the conventions' first bound.
const BOUNDS: [f64; 17] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

/// All metrics of one server.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    calls: Family<CallLabels, Histogram, Durations>,
    documents: Family<OutcomeLabels, Counter>,
    text_bytes: Counter,
    stages: Family<StageLabels, Histogram, Durations>,
    in_flight: Gauge,
    document_calls: Gauge,
    in_work: Gauge,
    waiting: Gauge,
    connections: Gauge,
    memory: Gauge,
    log_lines_dropped: Counter<u64, AtomicU64>,
    /// The metrics of TLS.
    pub(super) tls: TlsMetrics,
}

/// The metrics of TLS.
#[derive(Clone, Debug, Default)]
pub(super) struct TlsMetrics {
    expiry: Gauge,
    reload_failures: Counter,
    handshake_failures: Family<ReasonLabels, Counter>,
}

/// Why a TLS connection failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HandshakeFailure {
    /// No common parameters, or a bad certificate.
    Handshake,
    /// The certificate has no allowed name.
    ClientName,
    /// It took too long.
    Timeout,
}

impl HandshakeFailure {
    const ALL: [Self; 3] = [Self::Handshake, Self::ClientName, Self::Timeout];

    const fn name(self) -> &'static str {
        match self {
            Self::Handshake => "handshake",
            Self::ClientName => "client_name",
            Self::Timeout => "timeout",
        }
    }
}

impl TlsMetrics {
    /// Sets the expiry of the current certificate, in seconds since 1970.
    pub(super) fn expires(&self, at: i64) {
        self.expiry.set(at);
    }

    /// Counts a failed reload of the files.
    pub(super) fn reload_failed(&self) {
        self.reload_failures.inc();
    }

    /// Counts a client that was rejected.
    pub(super) fn handshake_failed(&self, why: HandshakeFailure) {
        self.handshake_failures.get_or_create(&ReasonLabels { reason: why.name() }).inc();
    }

    fn register(&self, of: &mut Registry) {
        for why in HandshakeFailure::ALL {
            drop(self.handshake_failures.get_or_create(&ReasonLabels { reason: why.name() }));
        }
        of.register_with_unit(
            "isnad_tls_certificate_expiry",
            "Expiry of the certificate, in seconds since 1970; 0 without TLS",
            Unit::Seconds,
            self.expiry.clone(),
        );
        of.register(
            "isnad_tls_reload_failures",
            "Failed reloads of the TLS files",
            self.reload_failures.clone(),
        );
        of.register(
            "isnad_tls_handshake_failures",
            "Clients rejected during the TLS handshake",
            self.handshake_failures.clone(),
        );
    }
}

/// The gauges, with their values at the time of a scrape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Levels {
    /// Calls in flight.
    pub(super) in_flight: usize,
    /// Documents admitted.
    pub(super) documents: Load,
    /// Open connections.
    pub(super) connections: usize,
    /// Bytes reserved from the budget.
    pub(super) memory: usize,
    /// Log lines lost since the start of the process.
    pub(super) log_lines_dropped: usize,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct CallLabels {
    rpc_system_name: &'static str,
    rpc_method: &'static str,
    rpc_response_status_code: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ReasonLabels {
    reason: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct StageLabels {
    stage: &'static str,
}

/// Constructs the duration histograms.
#[derive(Clone, Debug)]
struct Durations;

impl MetricConstructor<Histogram> for Durations {
    fn new_metric(&self) -> Histogram {
        Histogram::new(BOUNDS)
    }
}

impl Metrics {
    /// Metrics with all counts at 0. `docs/metrics.md` explains each name.
    pub(super) fn new() -> Self {
        let mut new = Self {
            registry: Registry::default(),
            calls: Family::new_with_constructor(Durations),
            documents: Family::default(),
            text_bytes: Counter::default(),
            stages: Family::new_with_constructor(Durations),
            in_flight: Gauge::default(),
            document_calls: Gauge::default(),
            in_work: Gauge::default(),
            waiting: Gauge::default(),
            connections: Gauge::default(),
            memory: Gauge::default(),
            log_lines_dropped: Counter::default(),
            tls: TlsMetrics::default(),
        };
        // Creating each series at the start makes the first event visible as an increase.
        for outcome in ["ok"].into_iter().chain(Failure::KINDS.iter().map(Failure::outcome)) {
            drop(new.documents.get_or_create(&OutcomeLabels { outcome }));
        }
        for stage in Stage::ALL {
            drop(new.stages.get_or_create(&StageLabels { stage: stage.name() }));
        }
        let mut registry = Registry::default();
        let of = &mut registry;
        let build = Info::new([("version", VERSION), ("commit", COMMIT), ("lexicon", LEXICON_VERSION)]);
        of.register("isnad_build", "What runs", build);
        of.register_with_unit(
            "rpc_server_call_duration",
            "Time from a call's headers to its status",
            Unit::Seconds,
            new.calls.clone(),
        );
        of.register("isnad_documents", "Documents by outcome", new.documents.clone());
        of.register_with_unit(
            "isnad_text",
            "Length of the processed texts",
            Unit::Bytes,
            new.text_bytes.clone(),
        );
        of.register_with_unit(
            "isnad_stage_duration",
            "Time of a document in each stage",
            Unit::Seconds,
            new.stages.clone(),
        );
        new.register_levels(&mut registry);
        new.tls.register(&mut registry);
        new.registry = registry;
        new
    }

    /// The gauges, with their values at the time of a scrape.
    fn register_levels(&self, of: &mut Registry) {
        of.register("isnad_calls_in_flight", "Calls in flight", self.in_flight.clone());
        of.register("isnad_document_calls", "Calls with one document in flight", self.document_calls.clone());
        of.register("isnad_documents_in_work", "Long documents being processed", self.in_work.clone());
        of.register("isnad_documents_waiting", "Long documents waiting for a worker", self.waiting.clone());
        of.register("isnad_connections", "Open connections", self.connections.clone());
        of.register_with_unit(
            "isnad_memory_reserved",
            "Part of memory_budget reserved for calls",
            Unit::Bytes,
            self.memory.clone(),
        );
        of.register("isnad_log_lines_dropped", "Log lines that were lost", self.log_lines_dropped.clone());
    }

    /// Records a finished call. `method` is one of the service's own, or `_OTHER`.
    pub(super) fn call(&self, method: &'static str, code: &'static str, took: Duration) {
        let labels = CallLabels {
            rpc_system_name: "grpc",
            rpc_method: method.strip_prefix('/').unwrap_or(method),
            rpc_response_status_code: code,
        };
        self.calls.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// Records a document's answer or error.
    pub(super) fn document<T>(&self, bytes: usize, end: &Result<T, Failure>) {
        let outcome = match end {
            Ok(_) => "ok",
            Err(failure) => failure.outcome(),
        };
        if end.is_ok() {
            self.text_bytes.inc_by(bytes as u64);
        }
        self.documents.get_or_create(&OutcomeLabels { outcome }).inc();
    }

    /// Records the time that a document spent in a stage.
    pub(super) fn stage(&self, stage: Stage, took: Duration) {
        self.stages.get_or_create(&StageLabels { stage: stage.name() }).observe(took.as_secs_f64());
    }

    /// All metrics in the OpenMetrics text format.
    pub(super) fn text(&self, levels: Levels) -> Result<String, fmt::Error> {
        let gauge = |gauge: &Gauge, level: usize| gauge.set(i64::try_from(level).unwrap_or(i64::MAX));
        gauge(&self.in_flight, levels.in_flight);
        gauge(&self.document_calls, levels.documents.calls);
        gauge(&self.in_work, levels.documents.in_work);
        gauge(&self.waiting, levels.documents.waiting);
        gauge(&self.connections, levels.connections);
        gauge(&self.memory, levels.memory);
        self.log_lines_dropped.inner().store(levels.log_lines_dropped as u64, Ordering::Relaxed);
        let mut written = String::new();
        text::encode(&mut written, &self.registry)?;
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_written_under_the_names_of_the_conventions() {
        let metrics = Metrics::new();
        metrics.call("/isnad.v1.TextService/Analyze", "OK", Duration::from_millis(3));
        metrics.document(10, &Ok(()));
        metrics.document::<()>(10, &Err(Failure::Overloaded));
        metrics.stage(Stage::Wait, Duration::from_micros(1));
        let text = metrics
            .text(Levels { documents: Load { waiting: 3, ..Load::default() }, ..Levels::default() })
            .expect("text");
        let method = "rpc_method=\"isnad.v1.TextService/Analyze\",rpc_response_status_code=\"OK\"";
        for line in [
            &format!("rpc_server_call_duration_seconds_count{{rpc_system_name=\"grpc\",{method}}} 1"),
            "isnad_documents_total{outcome=\"overloaded\"} 1",
            "isnad_text_bytes_total 10",
            "isnad_stage_duration_seconds_count{stage=\"wait\"} 1",
            "isnad_documents_waiting 3",
            "# EOF",
        ] {
            assert!(text.lines().any(|it| it == line), "{line} is not in\n{text}");
        }
    }
}
