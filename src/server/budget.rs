//! One budget in bytes, for everything that callers can make the server hold: calls, bodies on their way, work, and
//! answers that are not taken yet.
//!
//! Bytes are reserved before they are spent. What does not fit is refused at once. Only the work on a long text waits, and only for
//! other work and for answers, which end in time.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::sync::Notify;

use super::estimate::work_memory;
use super::tasks::AtomicUsize;

/// What a call takes beside its bodies: its headers, its task, buffers of the protocol.
pub(super) const CALL: usize = 16 << 10;

/// What is kept for health checks and reflection.
const FOR_PROBES: usize = 4 << 20;

/// The least budget with which the longest text can be worked on, and the longest message arrive.
pub(super) const fn least(max_text: usize, max_message: usize) -> usize {
    let work = (work_memory(max_text, false) / 3).saturating_add(FOR_PROBES).saturating_mul(4);
    let body = max_message.saturating_add(CALL).saturating_mul(4);
    if work > body { work } else { body }
}

/// What bytes are for. Each purpose has its own part of the budget, so that none keeps another from its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Calls, and documents on their way or waiting: a quarter.
    Arriving,
    /// Documents that are worked on, and their answers: the rest.
    Work,
    /// Health checks, reflection, and what is as small.
    Probe,
}

/// The bytes of one server.
#[derive(Debug)]
pub(super) struct Budget {
    arriving: Part,
    work: Part,
    probe: Part,
    freed: Notify,
}

/// What is there for one purpose.
#[derive(Debug)]
struct Part {
    most: usize,
    taken: AtomicUsize,
}

impl Part {
    const fn new(most: usize) -> Self {
        Self { most, taken: AtomicUsize::new(0) }
    }

    fn take(&self, bytes: usize) -> bool {
        let more = |taken: usize| taken.checked_add(bytes).filter(|sum| *sum <= self.most);
        self.taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok()
    }
}

impl Budget {
    /// A budget of this size, of which nothing is taken.
    pub(super) fn new(most: usize) -> Self {
        let arriving = most / 4;
        let work = Part::new((most - arriving).saturating_sub(FOR_PROBES));
        Self { arriving: Part::new(arriving), work, probe: Part::new(FOR_PROBES), freed: Notify::new() }
    }

    /// How many bytes are reserved.
    pub(super) fn taken(&self) -> usize {
        [&self.arriving, &self.work, &self.probe].iter().map(|part| part.taken.load(Ordering::Relaxed)).sum()
    }

    /// Reserves bytes; none when they do not fit.
    pub(super) fn reserve(self: &Arc<Self>, purpose: Purpose, bytes: usize) -> Option<Reserved> {
        self.part(purpose).take(bytes).then(|| Reserved { budget: Arc::clone(self), purpose, bytes })
    }

    /// Whether this many bytes of work fit when there is no other.
    pub(super) const fn can_ever_fit(&self, bytes: usize) -> bool {
        bytes <= self.work.most
    }

    const fn part(&self, purpose: Purpose) -> &Part {
        match purpose {
            Purpose::Arriving => &self.arriving,
            Purpose::Work => &self.work,
            Purpose::Probe => &self.probe,
        }
    }

    fn give_back(&self, purpose: Purpose, bytes: usize) {
        if bytes > 0 {
            self.part(purpose).taken.fetch_sub(bytes, Ordering::Relaxed);
            self.freed.notify_waiters();
        }
    }
}

/// Bytes that are kept for somebody, until this is dropped.
#[derive(Debug)]
pub(super) struct Reserved {
    budget: Arc<Budget>,
    purpose: Purpose,
    bytes: usize,
}

impl Reserved {
    /// How many there are.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Makes it this many bytes for this purpose. When they do not fit it stays as it is, and this is false.
    pub(super) fn set(&mut self, purpose: Purpose, bytes: usize) -> bool {
        let kept = if purpose == self.purpose { self.bytes.min(bytes) } else { 0 };
        if !self.budget.part(purpose).take(bytes - kept) {
            return false;
        }
        self.budget.give_back(self.purpose, self.bytes - kept);
        (self.purpose, self.bytes) = (purpose, bytes);
        true
    }

    /// Waits until it can be this many bytes for this purpose.
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
        Self { budget: Arc::clone(&self.budget), purpose: self.purpose, bytes }
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        self.budget.give_back(self.purpose, self.bytes);
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
        assert!(budget.reserve(Purpose::Work, 12 * MIB).is_none(), "there are 71");
        assert!(!first.set(Purpose::Work, 72 * MIB) && first.bytes() == 60 * MIB);
        assert!(first.set(Purpose::Work, 71 * MIB));
        let part = first.split(MIB);
        assert_eq!((first.bytes(), part.bytes(), budget.taken()), (70 * MIB, MIB, 71 * MIB));
        assert!(first.set(Purpose::Work, 10 * MIB));
        drop(part);
        assert_eq!(budget.taken(), 10 * MIB);
        assert!(first.set(Purpose::Arriving, 25 * MIB));
        assert!(budget.reserve(Purpose::Work, 71 * MIB).is_some(), "it is for another purpose now");
        drop(first);
        assert_eq!(budget.taken(), 0);
    }

    #[test]
    fn each_purpose_has_its_own_part() {
        let budget = Arc::new(Budget::new(100 * MIB));
        let arriving = budget.reserve(Purpose::Arriving, 25 * MIB).expect("a quarter");
        assert!(budget.reserve(Purpose::Arriving, 1).is_none());
        let work = budget.reserve(Purpose::Work, 71 * MIB).expect("the rest but 4 MiB");
        assert!(budget.reserve(Purpose::Work, 1).is_none());
        let probe = budget.reserve(Purpose::Probe, 4 * MIB).expect("its own");
        assert_eq!(budget.taken(), 100 * MIB);
        drop((arriving, work, probe));
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
    fn the_least_budget_is_enough_for_the_longest() {
        let budget = Arc::new(Budget::new(least(MIB, 4 * MIB)));
        assert!(budget.reserve(Purpose::Work, work_memory(MIB, false)).is_some());
        assert!(budget.reserve(Purpose::Arriving, 4 * MIB + CALL).is_some());
    }

    #[test]
    fn sums_do_not_wrap() {
        let budget = Arc::new(Budget::new(100 * MIB));
        let _one = budget.reserve(Purpose::Probe, 1).expect("room");
        assert!(budget.reserve(Purpose::Probe, usize::MAX).is_none());
    }
}
