//! The flag that stops work early.

use std::error::Error;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that stops an analysis early. Share it by reference, or in an [`Arc`](std::sync::Arc), with the thread that may set it.
/// The analysis checks it every few thousand tokens.
///
/// ```
/// let cancel = isnad::Cancel::new();
/// cancel.cancel();
/// let analyzer = isnad::Analyzer::new();
/// assert_eq!(analyzer.cancel(&cancel).try_analyze("قال الوزير إن الطريق مغلق."), Err(isnad::Cancelled));
/// ```
#[derive(Debug, Default)]
pub struct Cancel(AtomicBool);

impl Cancel {
    /// A flag that is never set.
    pub(crate) const NEVER: &'static Self = {
        static NEVER: Cancel = Cancel::new();
        &NEVER
    };

    /// Creates a flag that is not set.
    #[must_use]
    pub const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    /// Sets the flag. Calls that use it end with [`Cancelled`] soon after.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns whether the flag is set.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The error of a call that was stopped by its [`Cancel`] flag. It carries no partial result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the call was cancelled")
    }
}

impl Error for Cancelled {}
