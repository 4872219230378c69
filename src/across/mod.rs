//! Comparison of quotes from several documents: whether two quotes report the same utterance, and how they differ.

mod changes;
mod compare;
mod edits;
mod facts;
mod fold;
mod grams;
mod measure;
pub mod names;
mod numbers;
mod pair;
mod published;
#[cfg(test)]
mod tests;
pub mod trace;
mod verify;
mod words;

pub use changes::{Edit, EditKind};
pub use compare::{Comparison, PairKind, Quotation, QuoteSide, Relation, compare, pair_facts};
pub use facts::{Column, Fact};
pub use published::is_time;
pub use trace::given::{moment, related, trace_pairs};
pub use verify::{
    Attribution, Claim, Place, Polarity, Presence, Setting, Verdict, Verifier, WordEdit, verify,
};
