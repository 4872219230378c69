//! A heartbeat of the runtime that calls run on.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::time::sleep;

/// The time between two beats.
const PAUSE: Duration = Duration::from_secs(1);

/// A runtime without a beat for this long is considered dead.
const DEAD: Duration = Duration::from_secs(30);

/// A heartbeat that the runtime sets and another thread reads.
#[derive(Debug)]
pub(super) struct Pulse {
    start: Instant,
    /// The last beat, in milliseconds since the start.
    last: AtomicU64,
}

impl Pulse {
    /// A pulse that has just beaten.
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), last: AtomicU64::new(0) }
    }

    /// Beats forever.
    pub(super) async fn beat(&self) -> Infallible {
        loop {
            self.last.store(self.milliseconds(), Ordering::Relaxed);
            sleep(PAUSE).await;
        }
    }

    /// Whether there was a recent beat.
    pub(super) fn is_alive(&self) -> bool {
        u128::from(self.milliseconds().saturating_sub(self.last.load(Ordering::Relaxed))) < DEAD.as_millis()
    }

    fn milliseconds(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_beaten_for_long_is_dead() {
        let mut pulse = Pulse::new();
        assert!(pulse.is_alive());
        pulse.start -= 2 * DEAD;
        assert!(!pulse.is_alive());
    }
}
