//! What one call has of the budget, on its way with its documents and answers.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::budget::Reserved;

/// The bytes of one call that nobody else holds at the moment. Layers around the service put them in and take them out: what lies
/// between them, tonic's decoding and encoding, cannot carry them.
#[derive(Debug, Default)]
pub(super) struct Account {
    arrived: Queue,
    answered: Queue,
}

impl Account {
    /// A message has arrived; these are its bytes.
    pub(super) fn arrive(&self, bytes: Reserved) {
        self.arrived.push(Some(bytes));
    }

    /// The bytes of the next message that has arrived.
    pub(super) fn arrived(&self) -> Option<Reserved> {
        self.arrived.pop()
    }

    /// A message is answered; these are the bytes of its answer, if any were reserved for it.
    pub(super) fn answer(&self, bytes: Option<Reserved>) {
        self.answered.push(bytes);
    }

    /// The bytes of the next answer that goes out.
    pub(super) fn answered(&self) -> Option<Reserved> {
        self.answered.pop()
    }
}

/// One for each message, in order.
#[derive(Debug, Default)]
struct Queue(Mutex<VecDeque<Option<Reserved>>>);

impl Queue {
    fn push(&self, bytes: Option<Reserved>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(bytes);
    }

    fn pop(&self) -> Option<Reserved> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front().flatten()
    }
}
