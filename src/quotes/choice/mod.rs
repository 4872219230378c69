//! Who of all in the text speaks in this quote: the candidates, what is known of each, and which of them is taken.
//!
//! What the rules take is a candidate and a fact of others; the weights decide.

mod candidates;
mod one;
mod place;
mod question;
mod rules;
#[cfg(test)]
mod tests;
mod turns;
mod words;

pub use candidates::{Candidate, Who, candidates};
pub use one::{One, Turn};
pub use question::Question;
pub use rules::RulesPick;
