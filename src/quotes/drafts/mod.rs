//! A cue and its content become a quote.

pub mod draft;
pub mod opened;
pub mod source;
pub mod unit;

pub use crate::quotes::mention::RelayDraft;
pub use draft::{Draft, Rule};
