//! A cue and its content become a quote.
//!
//! ```text
//! paragraph ─▶ sentence ─▶ readings ─▶ boundary ─▶ opened         content after the cue
//!                                                  content_first  content before it
//!                                                  source         phrases of source
//! ```
//! A draft is made once and not changed, with two exceptions in `sentence` and `paragraph`: a later cue may end the
//! content of the last draft, and a quotation alone may continue it.

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
