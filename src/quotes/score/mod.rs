//! How sure an answer is: what speaks for and against it, weighed as the gold taught.

mod evidence;

pub use evidence::Evidence;
