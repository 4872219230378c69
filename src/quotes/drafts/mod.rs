//! Builds quotes from cues and their content.
//!
//! ```text
//! paragraph ─▶ sentence ─▶ readings ─▶ boundary ─▶ opened         content after the cue
//!                                                  content_first  content before it
//!                                                  source         phrases of source
//! ```
//! A draft does not change after it is made, with two exceptions in `sentence` and `paragraph`: a later cue may end the
//! content of the last draft, and a quotation without a cue may continue it.

mod before;
mod boundary;
mod content_first;
mod continued;
mod draft;
mod licence;
mod nested;
mod opened;
mod paragraph;
mod readings;
mod rest;
mod sentence;
mod source;
mod source_phrase;
mod spoken;

pub use crate::quotes::mention::RelayDraft;
pub use draft::Draft;
pub use nested::nested;
pub use paragraph::quotes;
pub use sentence::judge;
