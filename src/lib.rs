//! isnad (إسناد, "attribution": the chain by which words reach us) takes Arabic news text as it
//! comes off the web and gives back the article without the page around it, its sentences, and
//! who said what to whom, through whom.
//!
//! The flow of data is the order of the modules:
//!
//! ```text
//! &str ── text ──▶ tokens ── clean ──▶ blocks ── segment ──▶ sentences ── quotes ──▶ quotes, entities
//!           ▲                                                                            │
//!        lexicon (static tables made by build.rs from lexicon/*.tsv)                Analysis
//! ```
//!
//! Everything outside `server` and `cli` is a pure function on `&str`: no IO, no clock, no global
//! state, no panic. There is one coordinate system, the bytes of the caller's text; the caller's
//! own unit (UTF-16, code points) is made at the edge by [`text::OffsetIndex`].
#![warn(missing_docs)]

pub mod analysis;
pub mod clean;
pub mod explain;
pub mod lexicon;
pub mod quotes;
pub mod segment;
pub mod text;
pub mod tokens;

mod analyze;

#[cfg(feature = "service")]
pub mod server;

pub use analysis::{Analysis, Options};
pub use analyze::{Run, Stage, analyze, clean, extract_quotes, segment};
pub use clean::{
    Alignment, Block, BlockKind, BlockRule, CleanOptions, CleanProfile, Cleaned, Finding, FindingKind,
    Metadata, Timestamp,
};
pub use explain::{Explanation, explain};
pub use lexicon::{CueClass, Gender, LEXICON_VERSION, Number};
pub use quotes::{Cue, Entity, EntityKind, Extraction, Quote, QuoteOptions, QuoteType, Relay, Speaker};
pub use segment::{SegmentOptions, Sentence};
pub use text::Cancel;
