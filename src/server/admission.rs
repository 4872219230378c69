//! How many documents are in work and how many wait, over all callers.
//!
//! It is no layer: a layer would refuse health checks too, and sees a stream as one call. Only texts
//! that go to the workers pass here. A short text is worked on within one poll of its call, so of
//! those there are never more than the runtime has threads, and long ones cannot starve them.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failure::Failure;
use super::settings::Settings;

/// The bound on documents.
#[derive(Debug)]
pub(super) struct Admission {
    /// In work or waiting.
    places: Arc<Semaphore>,
    /// In work.
    workers: Arc<Semaphore>,
    max_places: usize,
    max_workers: usize,
}

/// The right to work on one document, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    _place: OwnedSemaphorePermit,
    _worker: OwnedSemaphorePermit,
}

/// A place among those that wait.
#[derive(Debug)]
pub(super) struct Place(OwnedSemaphorePermit);

impl Admission {
    /// The bound that the settings ask for.
    pub(super) fn new(settings: &Settings) -> Self {
        let max_workers = settings.in_work() as usize;
        let max_places = max_workers + settings.max_waiting as usize;
        Self {
            places: Arc::new(Semaphore::new(max_places)),
            workers: Arc::new(Semaphore::new(max_workers)),
            max_places,
            max_workers,
        }
    }

    /// How many documents are in work, and how many wait.
    pub(super) fn load(&self) -> (usize, usize) {
        let in_work = self.max_workers.saturating_sub(self.workers.available_permits());
        let placed = self.max_places.saturating_sub(self.places.available_permits());
        (in_work, placed.saturating_sub(in_work))
    }

    /// Takes a place, or refuses at once.
    pub(super) fn enter(&self) -> Result<Place, Failure> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        place.map(Place).map_err(|_| Failure::Overloaded)
    }

    /// Waits for the turn of a place; first come, first served.
    pub(super) async fn turn(&self, place: Place) -> Result<Turn, Failure> {
        let worker = Arc::clone(&self.workers).acquire_owned().await;
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
        assert_eq!(admission.load(), (1, 1));
        drop(first);
        let second = admission.turn(second).await.expect("the next turn");
        drop(second);
        assert!(admission.enter().is_ok());
    }
}
