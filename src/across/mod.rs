//! Quotes of several documents: whether two of them report the same utterance, and in what they differ.

mod edits;
mod fold;
mod numbers;
mod words;

pub(crate) use edits::{Step, align};
pub(crate) use words::{Marks, Word, words};
