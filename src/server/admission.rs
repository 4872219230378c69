//! How many documents are in work and how many wait, over all callers.
//!
//! It is no layer of tower's: that would refuse health checks too, and sees a stream as one call. Long texts
//! wait for a worker; short ones are worked on by the runtime's threads, which no long one holds, so
//! that they keep their time while long ones fill the workers. What waits for those threads waits in
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
    /// Long ones, in work or waiting.
    long: Bound,
    /// Long ones in work.
    workers: Bound,
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
        let workers = settings.in_work() as usize;
        Self {
            calls: Bound::new(settings.max_calls as usize),
            long: Bound::new(workers + settings.max_waiting as usize),
            workers: Bound::new(workers),
        }
    }

    /// How many documents there are.
    pub(super) fn load(&self) -> Load {
        let in_work = self.workers.taken();
        Load { calls: self.calls.taken(), in_work, waiting: self.long.taken().saturating_sub(in_work) }
    }

    /// Takes a place for a call whose head has come, or refuses at once.
    pub(super) fn begin(&self) -> Result<Place, Failure> {
        self.calls.enter()
    }

    /// Takes a place for a long text, or refuses at once.
    pub(super) fn enter(&self) -> Result<Place, Failure> {
        self.long.enter()
    }

    /// Waits for the turn of a long text; first come, first served.
    pub(super) async fn turn(&self, place: Place) -> Result<Turn, Failure> {
        let worker = Arc::clone(&self.workers.permits).acquire_owned().await;
        let worker = worker.map_err(|_| Failure::Draining)?;
        Ok(Turn { _place: place.0, _worker: worker })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn beyond_those_in_work_and_waiting_the_next_is_refused() {
        let settings = Settings { max_in_work: Some(1), max_waiting: 1, ..Settings::default() };
        let admission = Admission::new(&settings);
        let first = admission.enter().expect("a place to work");
        let first = admission.turn(first).await.expect("a turn");
        let second = admission.enter().expect("a place to wait");
        assert_eq!(admission.enter().expect_err("full"), Failure::Overloaded);
        assert_eq!(admission.load(), Load { calls: 0, in_work: 1, waiting: 1 });
        drop(first);
        let second = admission.turn(second).await.expect("the next turn");
        drop(second);
        assert!(admission.enter().is_ok());
    }
}
