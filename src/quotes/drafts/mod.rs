//! A cue and its content become a quote.

pub mod draft;
pub mod opened;
pub mod source;
pub mod unit;

pub use draft::{Draft, RelayDraft, Rule};
pub use unit::Reading;
