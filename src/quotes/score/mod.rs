//! Weighs answers: the evidence for and against them, with weights learned from the gold.

mod choose;
mod evidence;
mod facts;

pub use choose::{Choice, choose};
pub use evidence::Evidence;
pub use facts::{Facts, LEARNED, Row, Situation, Weights};
