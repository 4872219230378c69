//! Text as bytes: letters, spans, offset units, and the flag that stops work on it.

pub(crate) mod bytes;
mod cancel;
mod facts;
pub mod letter;
mod named;
pub(crate) mod snug;
mod span;
mod units;

pub use cancel::{Cancel, Cancelled};
pub(crate) use facts::{bits, facts, places};
pub use letter::Key;
pub(crate) use named::{kinds, named, names};
pub use span::{LONGEST, Span};
pub(crate) use span::{cluster_end, start};
pub use units::{OffsetEncoding, OffsetIndex};
