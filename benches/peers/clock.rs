//! What is measured: processor time, not the time of day.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// How long this thread has run so far.
pub fn busy() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}
