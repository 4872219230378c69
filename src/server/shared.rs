//! What every call of one server shares.

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
    /// How many documents may be in work.
    pub(super) admission: Admission,
    /// What bytes callers may make it hold.
    pub(super) budget: Arc<Budget>,
    /// Which hosts and origins it takes.
    pub(super) guard: Guard,
    /// Where the server stands in its life.
    pub(super) life: Life,
    /// Whether the runtime turns; kept by `serve`.
    pub(super) pulse: Pulse,
    /// What is counted.
    pub(super) metrics: Metrics,
    /// What begins spans.
    pub(super) traces: Traces,
    /// Calls of every kind that are not answered yet; kept by the access layer.
    pub(super) in_flight: AtomicUsize,
    /// Open connections; kept by `connection`.
    pub(super) connections: AtomicUsize,
}

impl Shared {
    /// For a server with these settings and that life.
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

    /// How many calls are not answered yet.
    pub(super) fn calls_in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }

    /// How many connections are open.
    pub(super) fn open_connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// What holds now.
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
