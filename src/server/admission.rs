//! How many documents are in work and how many wait, over all callers.
//!
//! It is no layer of tower's: that would refuse health checks too, and sees a stream as one call. A text goes by what it
//! costs: the runtime's threads work on the smallest, and workers on the others. Those of middle size have workers of
//! their own, so that they keep their time while long ones fill the rest. What waits for the runtime's threads waits in
//! the network, with its head come and its body on the way: so calls are bounded by their heads.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failure::Failure;
use super::settings::Settings;

/// The bounds on documents.
#[derive(Debug)]
pub(super) struct Admission {
    /// Calls with one document, from their head to their answer.
    calls: Bound,
    middle: Workers,
    long: Workers,
}

/// The workers for texts of one size.
#[derive(Debug)]
struct Workers {
    /// Texts in work or waiting.
    places: Bound,
    /// Texts in work.
    busy: Bound,
}

impl Workers {
    fn new(workers: usize, waiting: usize) -> Self {
        Self { places: Bound::new(workers + waiting), busy: Bound::new(workers) }
    }
}

/// Which workers a text goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// An article, however long or dense.
    Middle,
    /// More than that.
    Long,
}

impl Size {
    /// What the longest text of middle size costs, in bytes of news.
    const MIDDLE: usize = 64 << 10;

    /// The size of a text that costs as much as this many bytes of news.
    pub(super) const fn of(cost: usize) -> Self {
        if cost <= Self::MIDDLE { Self::Middle } else { Self::Long }
    }
}

/// How many there may be, and how many there are.
#[derive(Debug)]
struct Bound {
    permits: Arc<Semaphore>,
    most: usize,
}

impl Bound {
    fn new(most: usize) -> Self {
        Self { permits: Arc::new(Semaphore::new(most)), most }
    }

    fn taken(&self) -> usize {
        self.most.saturating_sub(self.permits.available_permits())
    }

    fn enter(&self) -> Result<Place, Failure> {
        let place = Arc::clone(&self.permits).try_acquire_owned();
        place.map(Place).map_err(|_| Failure::Overloaded)
    }
}

/// How many documents there are at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Load {
    /// Calls with one document, from their head to their answer.
    pub(super) calls: usize,
    /// Long ones that workers have.
    pub(super) in_work: usize,
    /// Long ones that wait for a worker.
    pub(super) waiting: usize,
}

/// The right to work on one document, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    _place: OwnedSemaphorePermit,
    _worker: OwnedSemaphorePermit,
}

/// A place under a bound, until it is dropped.
#[derive(Debug)]
pub(super) struct Place(OwnedSemaphorePermit);

impl Admission {
    /// The bounds that the settings ask for.
    pub(super) fn new(settings: &Settings) -> Self {
        let (workers, calls) = (settings.in_work() as usize, settings.max_calls as usize);
        Self {
            calls: Bound::new(calls),
            // All calls may wait: there are no more than `calls` lets in.
            middle: Workers::new(workers, calls),
            long: Workers::new(workers, settings.max_waiting as usize),
        }
    }

    /// How many documents there are.
    pub(super) fn load(&self) -> Load {
        let Workers { places, busy } = &self.long;
        let in_work = busy.taken();
        Load { calls: self.calls.taken(), in_work, waiting: places.taken().saturating_sub(in_work) }
    }

    /// Takes a place for a call whose head has come, or refuses at once.
    pub(super) fn begin(&self) -> Result<Place, Failure> {
        self.calls.enter()
    }

    /// Takes a place among the texts of its size, or refuses at once.
    pub(super) fn enter(&self, size: Size) -> Result<Place, Failure> {
        self.workers(size).places.enter()
    }

    /// Waits for the turn of a text; first come, first served among those of its size.
    pub(super) async fn turn(&self, size: Size, place: Place) -> Result<Turn, Failure> {
        let worker = Arc::clone(&self.workers(size).busy.permits).acquire_owned().await;
        let worker = worker.map_err(|_| Failure::Draining)?;
        Ok(Turn { _place: place.0, _worker: worker })
    }

    const fn workers(&self, size: Size) -> &Workers {
        match size {
            Size::Middle => &self.middle,
            Size::Long => &self.long,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn beyond_those_in_work_and_waiting_the_next_is_refused() {
        let settings = Settings { max_in_work: Some(1), max_waiting: 1, ..Settings::default() };
        let admission = Admission::new(&settings);
        let (first, second) = (admission.enter(Size::Long), admission.enter(Size::Long));
        let first = admission.turn(Size::Long, first.expect("a place to work")).await.expect("a turn");
        assert_eq!(admission.enter(Size::Long).expect_err("full"), Failure::Overloaded);
        assert_eq!(admission.load(), Load { calls: 0, in_work: 1, waiting: 1 });
        let middle = admission.enter(Size::Middle).expect("a place of its own");
        assert!(admission.turn(Size::Middle, middle).await.is_ok(), "which no long one takes");
        drop(first);
        let second =
            admission.turn(Size::Long, second.expect("a place to wait")).await.expect("the next turn");
        drop(second);
        assert!(admission.enter(Size::Long).is_ok());
    }
}
