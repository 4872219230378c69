//! The latencies of many calls.

use std::time::Duration;

/// Latencies, in any order.
#[derive(Debug, Default)]
pub struct Tally(Vec<Duration>);

impl Tally {
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The quantile `share` of the latencies; zero if there are none.
    pub fn at(&self, share: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let index = ((sorted.len() as f64 * share).ceil() as usize).saturating_sub(1);
        sorted.get(index).copied().unwrap_or_default()
    }

    /// Median and 99th percentile, as cells of a table.
    pub fn cells(&self) -> String {
        format!("{} | {}", ms(self.at(0.5)), ms(self.at(0.99)))
    }
}

/// Milliseconds, with as many decimals as needed.
pub fn ms(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    if ms < 10.0 { format!("{ms:.2} ms") } else { format!("{ms:.0} ms") }
}
