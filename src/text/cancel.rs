//! The flag that stops work early.

use std::error::Error;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that stops an analysis early. Share it by reference, or in an [`Arc`](std::sync::Arc), with the thread that may set it;
/// the analysis looks at it every few thousand tokens.
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
    /// Nobody can set it.
    pub(crate) const NEVER: &'static Self = {
        static NEVER: Cancel = Cancel::new();
        &NEVER
    };

    /// A flag that is not set.
    #[must_use]
    pub const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    /// Sets the flag: calls under it end with [`Cancelled`] soon after.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the flag is set.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The error of a call that its [`Cancel`] flag stopped. It has no part of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the call was cancelled")
    }
}

impl Error for Cancelled {}
