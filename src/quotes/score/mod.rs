//! How answers are weighed: what speaks for and against them, as the gold taught.

mod choose;
mod evidence;
mod facts;

pub use choose::{Choice, choose};
pub use evidence::Evidence;
pub use facts::{Facts, LEARNED, Row, Situation, Weights};
