//! The bytes that one call has reserved from the budget, passed along with its documents and answers.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::budget::Reserved;

/// The reserved bytes of one call while they pass between layers. The layers around tonic's decoding and encoding store and take
/// them here, because tonic cannot carry them.
#[derive(Debug, Default)]
pub(super) struct Account {
    arrived: Queue,
    answered: Queue,
}

impl Account {
    /// Stores the bytes of a message that has arrived.
    pub(super) fn arrive(&self, bytes: Reserved) {
        self.arrived.push(Some(bytes));
    }

    /// Takes the bytes of the next message that has arrived.
    pub(super) fn arrived(&self) -> Option<Reserved> {
        self.arrived.pop()
    }

    /// Stores the bytes of an answer, if any were reserved for it.
    pub(super) fn answer(&self, bytes: Option<Reserved>) {
        self.answered.push(bytes);
    }

    /// Takes the bytes of the next answer to send.
    pub(super) fn answered(&self) -> Option<Reserved> {
        self.answered.pop()
    }
}

/// A queue with one entry per message.
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
