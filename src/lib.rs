//! isnad (إسناد, "attribution": the chain by which words reach us) takes Arabic news text as it comes off the web and returns the
//! article without the surrounding page, its sentences, and **who said what to whom, through whom**, with exact offsets.
//!
//! ```
//! let page = "الرئيسية | محليات | رياضة\n\
//!     قالت وزيرة المياه هالة المرزوقي للصحفيين إن سد الوادي الأخضر آمن.\n\
//!     ونقلت وكالة الضفاف عن سليم الطرابيشي قوله إن البلدية ستطلب فحصا مستقلا.";
//!
//! let article = isnad::analyze(page);
//! for quote in article.quotes(page) {
//!     let speaker = quote.speaker().map_or("?".into(), |speaker| speaker.name());
//!     let through: Vec<_> = quote.relays().map(|relay| relay.name()).collect();
//!     println!("{speaker}: {} (to {:?}, through {through:?})", quote.text(), quote.addressee_name());
//! }
//! # let said: Vec<_> = article.quotes(page).map(|quote| quote.speaker().unwrap().name()).collect();
//! # assert_eq!(said, ["هالة المرزوقي", "سليم الطرابيشي"]);
//! ```
//!
//! # The calls
//!
//! | call | input | result |
//! | --- | --- | --- |
//! | [`analyze()`] | a scraped page | [`Analysis`]: everything below |
//! | [`clean()`] | a scraped page | [`Cleaned`]: the text of the article, the kind of each line, title, byline, dates |
//! | [`segment()`] | any text | a list of [`Sentence`]s |
//! | [`extract_quotes()`] | an article without the surrounding page | [`Extraction`]: quotes, and the entities that speak |
//! | [`fold()`] | a search term | the term, normalised in the same way as clean text |
//! | [`signature()`] | the words of a quote | numbers by which a store finds quotes with the same words |
//! | [`names::compare`] | two names | a [`NameRelation`](names::NameRelation): whether they can refer to one person |
//! | [`trace()`] | the quotes of many documents | [`Trace`](trace::Trace): utterances, each with all its reports and what changed between them |
//! | [`compare()`] | two quotes | [`Comparison`]: whether they report one utterance, and how they differ |
//! | [`verify()`] | a text and claimed quotations | a [`Verdict`] for each claim: whether the text contains it, and whose words it is |
//!
//! These are pure functions: they cannot fail and do no I/O. [`analyze()`] uses the default options; [`clean()`], [`segment()`],
//! [`extract_quotes()`] and [`fold()`] take theirs as an argument. [`Analyzer`] offers the first four calls with one set of
//! [`Options`], and can [cancel](Analyzer::cancel) them.
//!
//! # Results
//!
//! Results are records that hold [`Span`]s, byte ranges of the text you passed in: `&text[span]` is the text at that place. Views join
//! a record with the text. [`Analysis::quotes`] yields each [`Quote`] as a [`QuoteView`] with its words, its relays and the name of its
//! [`Speaker`]; [`Analysis::entities`] yields each [`Entity`] as an [`EntityView`]. [`OffsetIndex`] converts spans to UTF-16 or code points.
//! [`words`] returns the words under a span for reading. Each quote and each speaker has a confidence from 0 to 1 and the [rule](rules)
//! that produced it.
//!
//! # Features
//!
//! | feature | adds |
//! | --- | --- |
//! | none (default) | the library, with three dependencies |
//! | `serde` | `Serialize` for results and options, `Deserialize` for [`Options`]; an enum is serialised as its `as_str` name |
//! | `service` | the gRPC server, for the program `isnad` |
//!
//! # Stability
//!
//! Enums and records are `#[non_exhaustive]`: a minor version may add variants and fields. The service cannot miss a new variant, because
//! its mapping is in this crate, where the compiler requires exhaustive matches. The modules `internals`, `server` and `page` need a feature
//! and may change at any time.
#![warn(missing_docs)]
// The feature exposes what only `explain`, the service and tests call.
#![cfg_attr(not(feature = "internals"), allow(dead_code, unused_imports))]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod across;
mod analysis;
mod analyze;
mod analyzer;
mod clean;
mod explain;
mod lexicon;
mod markup;
mod quotes;
mod respan;
mod segment;
mod tagger;
mod text;
mod tokens;

#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals;
pub mod rules;

#[cfg(feature = "service")]
#[doc(hidden)]
pub mod page;
#[cfg(feature = "service")]
#[doc(hidden)]
pub mod server;

pub use across::names;
pub use across::trace::{self, trace};
pub use across::{
    Attribution, Claim, Comparison, Edit, EditKind, PairKind, Place, Polarity, Presence, Quotation,
    QuoteSide, Relation, Setting, Verdict, Verifier, WordEdit, compare, verify,
};
pub use analysis::{Analysis, Options, Part, Parts};
pub use analyze::{Run, Stage};
pub use analyzer::{Analyzer, analyze, clean, extract_quotes, fold, segment};
pub use clean::{
    Alignment, Block, BlockKind, CleanOptions, CleanProfile, Cleaned, Finding, FindingKind, Metadata, Step,
    Steps, Timestamp,
};
pub use lexicon::{CueClass, Gender, LEXICON_VERSION, Number};
pub use markup::words;
pub use quotes::{
    Cue, CueView, Entity, EntityKind, EntityView, Extraction, Quote, QuoteOptions, QuoteType, QuoteView,
    Relay, RelayView, SIGNATURE_VERSION, Speaker, SpeakerView, signature,
};
pub use segment::{SegmentOptions, Sentence};
pub use text::{Cancel, Cancelled, OffsetEncoding, OffsetIndex, Span};
