//! One budget in bytes, for everything that callers can make the server hold: calls, bodies on their way, work, and
//! answers that are not taken yet.
//!
//! Bytes are reserved before they are spent. What does not fit is refused at once. Only the work on a long text waits, and only for
//! other work and for answers, which end in time: what is on its way or waits has no more than its own part.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

/// Room for the work on the longest text for each of its bytes: more than `estimate` asks for news of any kind.
const LONGEST_FACTOR: usize = 128;

/// The most memory that decoding a message takes for each of its bytes: itself, and numbers of four bytes that took
/// one each, in a list with room for twice as many.
const DECODE_FACTOR: usize = 10;

/// What a call takes beside its bodies: its headers, its task, buffers of the protocol.
pub(super) const CALL: usize = 16 << 10;

/// What documents leave to health checks and reflection.
const FOR_PROBES: usize = 4 << 20;

/// Memory for decoding a message of this length.
pub(super) const fn of_decoding(message: usize) -> usize {
    message.saturating_mul(DECODE_FACTOR)
}

/// The least budget with which the longest text can be worked on and the longest message decoded, however much is on its way.
pub(super) const fn least(max_text: usize, max_message: usize) -> usize {
    let (work, decoding) = (max_text.saturating_mul(LONGEST_FACTOR), of_decoding(max_message));
    (FOR_PROBES + CALL + if work > decoding { work } else { decoding }) / 3 * 4
}

/// What bytes are for, which decides how much of the budget is open to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Documents on their way or waiting: up to a quarter, so that they leave room for the work on them.
    Arriving,
    /// Documents that are worked on, and their answers: all but what is kept for probes.
    Work,
    /// Health checks, reflection, and what is as small.
    Probe,
}

/// The bytes of one server.
#[derive(Debug)]
pub(super) struct Budget {
    most: usize,
    taken: AtomicUsize,
    freed: Notify,
}

impl Budget {
    /// A budget of this size, of which nothing is taken.
    pub(super) fn new(most: usize) -> Self {
        Self { most, taken: AtomicUsize::new(0), freed: Notify::new() }
    }

    /// How many bytes are reserved.
    pub(super) fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    /// Reserves bytes; none when they do not fit.
    pub(super) fn reserve(self: &Arc<Self>, purpose: Purpose, bytes: usize) -> Option<Reserved> {
        let mut reserved = Reserved { budget: Arc::clone(self), bytes: 0 };
        reserved.set(purpose, bytes).then_some(reserved)
    }

    /// Whether this many bytes of work fit an empty budget.
    pub(super) const fn can_ever_fit(&self, bytes: usize) -> bool {
        bytes <= self.limit(Purpose::Work)
    }

    /// How far the budget may be taken by who wants bytes for this.
    const fn limit(&self, purpose: Purpose) -> usize {
        match purpose {
            Purpose::Arriving => self.most / 4,
            Purpose::Work => self.most.saturating_sub(FOR_PROBES),
            Purpose::Probe => self.most,
        }
    }

    fn take(&self, purpose: Purpose, bytes: usize) -> bool {
        let limit = self.limit(purpose);
        let more = |taken: usize| taken.checked_add(bytes).filter(|sum| *sum <= limit);
        self.taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok()
    }
}

/// Bytes that are kept for somebody, until this is dropped.
#[derive(Debug)]
pub(super) struct Reserved {
    budget: Arc<Budget>,
    bytes: usize,
}

impl Reserved {
    /// How many there are.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Makes it this many bytes. When they do not fit it stays as it is, and this is false.
    pub(super) fn set(&mut self, purpose: Purpose, bytes: usize) -> bool {
        if bytes > self.bytes && !self.budget.take(purpose, bytes - self.bytes) {
            return false;
        }
        self.shrink(bytes);
        self.bytes = bytes;
        true
    }

    /// Gives back what is over this many bytes.
    pub(super) fn shrink(&mut self, bytes: usize) {
        let over = self.bytes.saturating_sub(bytes);
        if over > 0 {
            self.budget.taken.fetch_sub(over, Ordering::Relaxed);
            self.bytes -= over;
            self.budget.freed.notify_waiters();
        }
    }

    /// Waits until it can be this many bytes.
    pub(super) async fn grow(&mut self, purpose: Purpose, bytes: usize) {
        let budget = Arc::clone(&self.budget);
        loop {
            let mut freed = pin!(budget.freed.notified());
            freed.as_mut().enable();
            if self.set(purpose, bytes) {
                return;
            }
            freed.await;
        }
    }

    /// Cuts off this many bytes as a reservation of their own; all of them when there are not as many.
    pub(super) fn split(&mut self, bytes: usize) -> Self {
        let bytes = bytes.min(self.bytes);
        self.bytes -= bytes;
        Self { budget: Arc::clone(&self.budget), bytes }
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        self.shrink(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: usize = 1 << 20;

    #[test]
    fn nothing_is_given_twice_and_all_comes_back() {
        let budget = Arc::new(Budget::new(100 * MIB));
        let mut first = budget.reserve(Purpose::Work, 60 * MIB).expect("room");
        assert!(budget.reserve(Purpose::Work, 40 * MIB).is_none(), "probes keep theirs");
        assert!(!first.set(Purpose::Work, 97 * MIB) && first.bytes() == 60 * MIB);
        assert!(first.set(Purpose::Work, 96 * MIB));
        let part = first.split(MIB);
        assert_eq!((first.bytes(), part.bytes(), budget.taken()), (95 * MIB, MIB, 96 * MIB));
        first.shrink(10 * MIB);
        drop(part);
        assert_eq!(budget.taken(), 10 * MIB);
        drop(first);
        assert_eq!(budget.taken(), 0);
    }

    #[test]
    fn documents_on_their_way_leave_most_and_probes_always_fit() {
        let budget = Arc::new(Budget::new(100 * MIB));
        let arriving = budget.reserve(Purpose::Arriving, 25 * MIB).expect("a quarter");
        assert!(budget.reserve(Purpose::Arriving, 1).is_none());
        let work = budget.reserve(Purpose::Work, 71 * MIB).expect("the rest but 4 MiB");
        assert!(budget.reserve(Purpose::Work, 1).is_none());
        assert!(budget.reserve(Purpose::Probe, 4 * MIB).is_some());
        drop((arriving, work));
    }

    #[tokio::test]
    async fn work_waits_until_other_work_has_ended() {
        let budget = Arc::new(Budget::new(100 * MIB));
        let other = budget.reserve(Purpose::Work, 60 * MIB).expect("room");
        let mut waits = budget.reserve(Purpose::Arriving, MIB).expect("room");
        let waiting = tokio::spawn(async move {
            waits.grow(Purpose::Work, 50 * MIB).await;
            waits.bytes()
        });
        tokio::task::yield_now().await;
        assert_eq!(budget.taken(), 61 * MIB);
        drop(other);
        assert_eq!(waiting.await.expect("no panic"), 50 * MIB);
        assert_eq!(budget.taken(), 0);
    }

    #[test]
    fn sums_do_not_wrap() {
        let budget = Arc::new(Budget::new(100 * MIB));
        let _one = budget.reserve(Purpose::Work, 1).expect("room");
        assert!(budget.reserve(Purpose::Probe, usize::MAX).is_none());
    }
}
