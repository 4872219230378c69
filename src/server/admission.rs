//! Limits the documents processed and waiting, over all callers.
//!
//! Admission is not a tower layer, because a layer would also refuse health checks and would see a stream as one call.
//! Texts are classified by cost: the runtime's threads process the smallest, and workers the others. Texts of middle
//! size have separate workers, so that long texts do not delay them. Texts that wait for the runtime's threads wait in
//! the network, after the headers and before the whole body has arrived. Calls are therefore limited when their headers
//! arrive.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failure::Failure;
use super::settings::Settings;

/// The limits on documents.
#[derive(Debug)]
pub(super) struct Admission {
    /// Calls with one document, from their headers to their answer.
    calls: Bound,
    middle: Workers,
    long: Workers,
}

/// The workers for texts of one size.
#[derive(Debug)]
struct Workers {
    /// Texts being processed or waiting.
    places: Bound,
    /// Texts being processed.
    busy: Bound,
}

impl Workers {
    fn new(workers: usize, waiting: usize) -> Self {
        Self { places: Bound::new(workers + waiting), busy: Bound::new(workers) }
    }
}

/// The size class of a text, which selects its workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// Any article, however long or dense.
    Middle,
    /// Longer texts.
    Long,
}

impl Size {
    /// The cost of the longest text of middle size, in bytes of news.
    const MIDDLE: usize = 64 << 10;

    /// The size class of a text with this cost, in bytes of news.
    pub(super) const fn of(cost: usize) -> Self {
        if cost <= Self::MIDDLE { Self::Middle } else { Self::Long }
    }
}

/// A limit, and the number of places taken.
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

/// The current number of calls and documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Load {
    /// Calls with one document, from their headers to their answer.
    pub(super) calls: usize,
    /// Long documents being processed.
    pub(super) in_work: usize,
    /// Long documents waiting for a worker.
    pub(super) waiting: usize,
}

/// The right to process one document; released on drop.
#[derive(Debug)]
pub(super) struct Turn {
    _place: OwnedSemaphorePermit,
    _worker: OwnedSemaphorePermit,
}

/// A place under a limit; released on drop.
#[derive(Debug)]
pub(super) struct Place(OwnedSemaphorePermit);

impl Admission {
    /// The limits from the settings.
    pub(super) fn new(settings: &Settings) -> Self {
        let (workers, calls) = (settings.in_work() as usize, settings.max_calls as usize);
        Self {
            calls: Bound::new(calls),
            // All calls can wait, because `calls` limits their number.
            middle: Workers::new(workers, calls),
            long: Workers::new(workers, settings.max_waiting as usize),
        }
    }

    /// The current load.
    pub(super) fn load(&self) -> Load {
        let Workers { places, busy } = &self.long;
        let in_work = busy.taken();
        Load { calls: self.calls.taken(), in_work, waiting: places.taken().saturating_sub(in_work) }
    }

    /// Takes a place for a call whose headers have arrived, or refuses immediately.
    pub(super) fn begin(&self) -> Result<Place, Failure> {
        self.calls.enter()
    }

    /// Takes a place among the texts of this size, or refuses immediately.
    pub(super) fn enter(&self, size: Size) -> Result<Place, Failure> {
        self.workers(size).places.enter()
    }

    /// Waits for a text's turn, first come, first served among texts of its size.
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
