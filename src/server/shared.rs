//! What every call of one server shares.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::admission::Admission;
use super::phase::Life;
use super::settings::Settings;

/// Settings, bounds and phase of one server.
#[derive(Debug)]
pub(super) struct Shared {
    /// As the operator set them.
    pub(super) settings: Settings,
    /// How many documents may be in work.
    pub(super) admission: Admission,
    /// Where the server stands in its life.
    pub(super) life: Life,
    /// Calls of every kind that are not answered yet; kept by the access layer.
    pub(super) in_flight: AtomicUsize,
}

impl Shared {
    /// For a server with these settings and that life.
    pub(super) fn new(settings: Settings, life: Life) -> Self {
        Self { admission: Admission::new(&settings), settings, life, in_flight: AtomicUsize::new(0) }
    }

    /// How many calls are not answered yet.
    pub(super) fn calls_in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }
}
