//! Whether the threads that calls run on still turn.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::time::sleep;

/// Between two beats.
const PAUSE: Duration = Duration::from_secs(1);

/// A runtime that has not turned for so long will not turn again.
const DEAD: Duration = Duration::from_secs(30);

/// A sign of life that the runtime gives and another thread reads.
#[derive(Debug)]
pub(super) struct Pulse {
    start: Instant,
    /// The last beat, in milliseconds from the start.
    last: AtomicU64,
}

impl Pulse {
    /// One that beats now.
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), last: AtomicU64::new(0) }
    }

    /// Beats for ever.
    pub(super) async fn beat(&self) -> Infallible {
        loop {
            self.last.store(self.milliseconds(), Ordering::Relaxed);
            sleep(PAUSE).await;
        }
    }

    /// Whether it has beaten lately.
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
