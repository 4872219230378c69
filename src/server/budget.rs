//! One budget in bytes for all memory that callers can make the server use: calls, bodies in transit, work, and answers not yet
//! read by the client.
//!
//! Bytes are reserved before they are used. A reservation that does not fit is refused immediately. Only the work on a long text
//! waits, and only for other work and for answers, which have time limits.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::sync::Notify;

use super::estimate::work_memory;
use super::tasks::AtomicUsize;

/// The memory of a call beside its bodies: headers, task, protocol buffers.
pub(super) const CALL: usize = 16 << 10;

/// The part reserved for health checks and reflection.
const FOR_PROBES: usize = 4 << 20;

/// The smallest budget that can process the longest text and receive the longest message.
pub(super) const fn least(max_text: usize, max_message: usize) -> usize {
    let work = (work_memory(max_text, false) / 3).saturating_add(FOR_PROBES).saturating_mul(4);
    let body = max_message.saturating_add(CALL).saturating_mul(4);
    if work > body { work } else { body }
}

/// The purpose of reserved bytes. Each purpose has its own part of the budget, so that no purpose can starve another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Calls, and documents in transit or waiting: a quarter of the budget.
    Arriving,
    /// Documents being processed, and their answers: the rest.
    Work,
    /// Health checks, reflection, and other small calls.
    Probe,
}

/// The budget of one server.
#[derive(Debug)]
pub(super) struct Budget {
    arriving: Part,
    work: Part,
    probe: Part,
    freed: Notify,
}

/// The part of the budget for one purpose.
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
    /// A budget of this size, with nothing reserved.
    pub(super) fn new(most: usize) -> Self {
        let arriving = most / 4;
        let work = Part::new((most - arriving).saturating_sub(FOR_PROBES));
        Self { arriving: Part::new(arriving), work, probe: Part::new(FOR_PROBES), freed: Notify::new() }
    }

    /// How many bytes are reserved.
    pub(super) fn taken(&self) -> usize {
        [&self.arriving, &self.work, &self.probe].iter().map(|part| part.taken.load(Ordering::Relaxed)).sum()
    }

    /// Reserves bytes; none if they do not fit.
    pub(super) fn reserve(self: &Arc<Self>, purpose: Purpose, bytes: usize) -> Option<Reserved> {
        self.part(purpose).take(bytes).then(|| Reserved { budget: Arc::clone(self), purpose, bytes })
    }

    /// Whether this many bytes of work fit if there is no other work.
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

/// Reserved bytes; released on drop.
#[derive(Debug)]
pub(super) struct Reserved {
    budget: Arc<Budget>,
    purpose: Purpose,
    bytes: usize,
}

impl Reserved {
    /// The number of bytes.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Changes the reservation to this many bytes for this purpose. Returns false and changes nothing if they do not fit.
    pub(super) fn set(&mut self, purpose: Purpose, bytes: usize) -> bool {
        let kept = if purpose == self.purpose { self.bytes.min(bytes) } else { 0 };
        if !self.budget.part(purpose).take(bytes - kept) {
            return false;
        }
        self.budget.give_back(self.purpose, self.bytes - kept);
        (self.purpose, self.bytes) = (purpose, bytes);
        true
    }

    /// Waits until the reservation can be changed to this many bytes for this purpose.
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

    /// Splits off this many bytes as a separate reservation; all of them if there are fewer.
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
