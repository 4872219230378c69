//! The state that all calls of one server share.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::admission::Admission;
use super::budget::Budget;
use super::guard::Guard;
use super::logging::dropped_lines;
use super::metrics::{Levels, Metrics};
use super::phase::Life;
use super::pulse::Pulse;
use super::settings::Settings;
use super::trace::Traces;

/// Settings, bounds and phase of one server.
#[derive(Debug)]
pub(super) struct Shared {
    /// As the operator set them.
    pub(super) settings: Settings,
    /// The limits on documents.
    pub(super) admission: Admission,
    /// The memory budget for calls.
    pub(super) budget: Arc<Budget>,
    /// The accepted hosts and origins.
    pub(super) guard: Guard,
    /// The server's life-cycle phase.
    pub(super) life: Life,
    /// The runtime's heartbeat; set by `serve`.
    pub(super) pulse: Pulse,
    /// The metrics.
    pub(super) metrics: Metrics,
    /// The tracing spans.
    pub(super) traces: Traces,
    /// Calls of every kind in flight; maintained by the access layer.
    pub(super) in_flight: AtomicUsize,
    /// Open connections; maintained by `connection`.
    pub(super) connections: AtomicUsize,
}

impl Shared {
    /// The state of a server with these settings and this life.
    pub(super) fn new(settings: Settings, life: Life, traces: Traces) -> Self {
        Self {
            admission: Admission::new(&settings),
            budget: Arc::new(Budget::new(settings.memory_budget as usize)),
            guard: Guard::new(&settings),
            life,
            pulse: Pulse::new(),
            metrics: Metrics::new(),
            traces,
            in_flight: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            settings,
        }
    }

    /// The number of calls in flight.
    pub(super) fn calls_in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }

    /// The number of open connections.
    pub(super) fn open_connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// The current values of the gauges.
    pub(super) fn levels(&self) -> Levels {
        Levels {
            in_flight: self.calls_in_flight(),
            documents: self.admission.load(),
            connections: self.open_connections(),
            memory: self.budget.taken(),
            log_lines_dropped: dropped_lines(),
        }
    }
}
