//! isnad (إسناد, "attribution": the chain by which words reach us) takes Arabic news text as it
//! comes off the web and gives back the article without the page around it, its sentences, and
//! who said what to whom, through whom.
//!
//! The modules are layers. Text flows down the list, and a layer imports only layers above it; a
//! test holds this.
//!
//! | layer | gives |
//! | --- | --- |
//! | [`text`] | letters and their folded keys, spans, offset units |
//! | [`markup`](mod@markup) | what a reader sees of HTML and of character references, with a map back |
//! | [`lexicon`] | what a word may be: static tables that `build.rs` makes from `lexicon/*.tsv` |
//! | [`tokens`] | words and signs, each looked up once |
//! | [`clean`](mod@clean) | blocks: what is article and what is page around it; the clean text |
//! | [`segment`](mod@segment) | paragraphs, pairs of quotation marks, sentences |
//! | [`tagger`] | who and what the text names, as spans |
//! | [`quotes`] | quotes, and the people and bodies who speak |
//! | [`analysis`] | the result of one call, [`Analysis`], and the calls: [`analyze()`](analyze()) and its parts |
//! | [`explain`](mod@explain) | how each layer came to its result |
//! | `page` (feature `service`) | the page that shows an analysis |
//! | `server` (feature `service`) | the gRPC service |
//! | `cli` (the package `isnad-cli`) | the command line |
//!
//! Each result type is in the layer that produces it.
//!
//! Everything outside `server` and `cli` is a pure function on `&str`: no IO, no clock, no global
//! state, no panic. There is one coordinate system, the bytes of the caller's text; the caller's
//! own unit (UTF-16, code points) is made at the edge by [`text::OffsetIndex`].
#![warn(missing_docs)]

pub mod analysis;
pub mod clean;
pub mod explain;
pub mod lexicon;
pub mod markup;
pub mod quotes;
pub mod segment;
pub mod tagger;
pub mod text;
pub mod tokens;

mod analyze;
mod respan;

#[cfg(feature = "service")]
pub mod page;
#[cfg(feature = "service")]
pub mod server;

pub use analysis::{Analysis, Options, Part, Parts};
pub use analyze::{Run, Stage, analyze, clean, extract_quotes, segment};
pub use clean::{
    Alignment, AlignmentForm, Block, BlockKind, BlockRule, CleanOptions, CleanProfile, Cleaned, Finding,
    FindingKind, Metadata, Timestamp,
};
pub use explain::{Explanation, explain};
pub use lexicon::{CueClass, Gender, LEXICON_VERSION, Number};
pub use quotes::{Cue, Entity, EntityKind, Extraction, Quote, QuoteOptions, QuoteType, Relay, Speaker};
pub use segment::{SegmentOptions, Sentence};
pub use text::Cancel;
