//! Traces: one span per call with a child span for each stage, sent to a collector over OTLP.
//!
//! The caller's context is read from the W3C headers (`traceparent`, `tracestate`), and its sampling decision
//! is respected; for calls without a context, `trace_ratio` decides. Spans contain the same data as metrics
//! (method, status, times) and no content of a document.

use std::time::{Duration, SystemTime};

use anyhow::Context as _;
use http::HeaderMap;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::{Span, SpanKind, Status, TraceContextExt, TraceId, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{Sampler, SdkTracer, SdkTracerProvider};

use super::info::VERSION;
use super::settings::Settings;

/// How long sending the last spans may take at shutdown.
const FLUSH: Duration = Duration::from_secs(2);

/// How long sending a batch of spans may take.
const EXPORT: Duration = Duration::from_secs(5);

/// Creates spans. Without a collector nothing is recorded, but the caller's context is still read.
#[derive(Debug, Default)]
pub(super) struct Traces(Option<(SdkTracerProvider, SdkTracer)>);

impl Traces {
    /// The tracer for these settings. Must be called in the runtime, which drives the connection to the
    /// collector.
    ///
    /// # Errors
    /// If the collector's address is invalid.
    pub(super) fn new(settings: &Settings) -> anyhow::Result<Self> {
        let Some(endpoint) = &settings.otlp_endpoint else { return Ok(Self::default()) };
        let exporter =
            SpanExporter::builder().with_tonic().with_endpoint(endpoint).with_timeout(EXPORT).build();
        let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(settings.trace_ratio)));
        let version = KeyValue::new("service.version", VERSION);
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter.context("the collector")?)
            .with_sampler(sampler)
            .with_resource(Resource::builder().with_service_name("isnad").with_attribute(version).build())
            .build();
        let tracer = provider.tracer("isnad");
        Ok(Self(Some((provider, tracer))))
    }

    /// The span of a call that begins now. `method` is one of the service's own, or `_OTHER`.
    pub(super) fn begin(&self, headers: &HeaderMap, method: &'static str) -> Trace {
        let caller = TraceContextPropagator::new().extract_with_context(&Context::new(), &Headers(headers));
        let Some((_, tracer)) = &self.0 else { return Trace { context: caller, tracer: None } };
        let name = method.strip_prefix('/').unwrap_or(method);
        let facts = [KeyValue::new("rpc.system.name", "grpc"), KeyValue::new("rpc.method", name)];
        let span = tracer
            .span_builder(name)
            .with_kind(SpanKind::Server)
            .with_attributes(facts)
            .start_with_context(tracer, &caller);
        let tracer = span.is_recording().then(|| tracer.clone());
        Trace { context: caller.with_span(span), tracer }
    }

    /// Sends the recorded spans and stops. Spans that cannot be sent in time are lost.
    pub(super) async fn flush(&self) {
        let Some((provider, _)) = self.0.clone() else { return };
        // Shutdown waits for the exporter's thread, which needs this runtime.
        let flushed = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(FLUSH));
        if !matches!(flushed.await, Ok(Ok(()))) {
            tracing::warn!("the last traces could not be sent");
        }
    }
}

/// The place of a call in a trace.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace {
    context: Context,
    /// Present if the call is recorded.
    tracer: Option<SdkTracer>,
}

impl Trace {
    /// The call's trace id; none if the caller has no trace and nothing is recorded.
    pub(super) fn id(&self) -> Option<TraceId> {
        let span = self.context.span();
        Some(span.span_context().trace_id()).filter(|&it| it != TraceId::INVALID)
    }

    /// Records a finished stage of the call.
    pub(super) fn stage(&self, name: &'static str, begun: SystemTime, took: Duration) {
        let Some(tracer) = &self.tracer else { return };
        let stage = tracer.span_builder(name).with_start_time(begun);
        stage.start_with_context(tracer, &self.context).end_with_timestamp(begun + took);
    }

    /// Records that the call has ended with `code`; `fault` is whether the server is at fault.
    pub(super) fn end(&self, code: &'static str, fault: bool) {
        if self.tracer.is_none() {
            return;
        }
        let span = self.context.span();
        span.set_attribute(KeyValue::new("rpc.response.status_code", code));
        if code != "OK" {
            span.set_attribute(KeyValue::new("error.type", code));
        }
        if fault {
            span.set_status(Status::error(""));
        }
        span.end();
    }
}

/// Adapts headers for the propagator.
struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}
