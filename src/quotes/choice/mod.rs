//! Chooses the speaker of a quote among everybody in the text: the candidates, the facts about each, and the choice.
//!
//! The rules' pick is one candidate, and being picked by the rules is one fact; the weights decide.

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
