//! One budget in bytes, for everything that callers can make the server hold: calls, bodies on their way, work, and
//! answers that are not taken yet.
//!
//! Bytes are reserved before they are spent. What does not fit is refused at once: nobody waits for bytes, so
//! calls cannot wait for each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most memory that working on a document takes for each byte of its text: the text, its analysis and the
/// answer. `tests/memory.rs` holds the core to it.
pub(super) const WORK_FACTOR: usize = 25;

/// What working on a document takes beside that.
const WORK_BASE: usize = 32 << 10;

/// The most memory that decoding a message takes for each of its bytes: itself, and numbers of four bytes that took
/// one each, in a list with room for twice as many.
const DECODE_FACTOR: usize = 10;

/// What a call takes beside its bodies: its headers, its task, buffers of the protocol.
pub(super) const CALL: usize = 16 << 10;

/// What documents leave to health checks and reflection.
const FOR_PROBES: usize = 4 << 20;

/// Memory for working on a text of this length.
pub(super) const fn of_work(text: usize) -> usize {
    text.saturating_mul(WORK_FACTOR).saturating_add(WORK_BASE)
}

/// Memory for decoding a message of this length.
pub(super) const fn of_decoding(message: usize) -> usize {
    message.saturating_mul(DECODE_FACTOR)
}

/// The least budget with which the longest text can be worked on and the longest message decoded, however much is on its way.
pub(super) const fn least(max_text: usize, max_message: usize) -> usize {
    let (work, decoding) = (of_work(max_text), of_decoding(max_message));
    2 * (FOR_PROBES + CALL + if work > decoding { work } else { decoding })
}

/// What bytes are for, which decides how much of the budget is open to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Documents on their way or waiting: up to half, so that they leave room for the work on them.
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
}

impl Budget {
    /// A budget of this size, of which nothing is taken.
    pub(super) const fn new(most: usize) -> Self {
        Self { most, taken: AtomicUsize::new(0) }
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

    /// How far the budget may be taken by who wants bytes for this.
    const fn limit(&self, purpose: Purpose) -> usize {
        match purpose {
            Purpose::Arriving => self.most / 2,
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
        self.budget.taken.fetch_sub(over, Ordering::Relaxed);
        self.bytes -= over;
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
    fn documents_on_their_way_leave_half_and_probes_always_fit() {
        let budget = Arc::new(Budget::new(100 * MIB));
        let arriving = budget.reserve(Purpose::Arriving, 50 * MIB).expect("half");
        assert!(budget.reserve(Purpose::Arriving, 1).is_none());
        let work = budget.reserve(Purpose::Work, 46 * MIB).expect("the rest but 4 MiB");
        assert!(budget.reserve(Purpose::Work, 1).is_none());
        assert!(budget.reserve(Purpose::Probe, 4 * MIB).is_some());
        drop((arriving, work));
    }

    #[test]
    fn sums_do_not_wrap() {
        let budget = Arc::new(Budget::new(100 * MIB));
        let _one = budget.reserve(Purpose::Work, 1).expect("room");
        assert!(budget.reserve(Purpose::Probe, usize::MAX).is_none());
    }
}
