//! Checks whether a text contains claimed quotations: word for word or nearly, whose words it says they are, and whether it states them.

mod claim;
mod exact;
mod found;
mod index;
mod list;
mod local;
mod pieces;
mod polarity;
mod reading;
mod speaker;
#[cfg(test)]
mod tests;
mod told;
mod verdict;
mod verifier;

pub use claim::Claim;
pub use verdict::{Attribution, Place, Polarity, Presence, Setting, Verdict, WordEdit};
pub use verifier::{Verifier, verify};
