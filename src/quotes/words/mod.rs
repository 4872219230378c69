//! What is this word, here: its sense, its shape, and the scene in which the steps look at it.

mod lookups;
pub mod scene;
mod seen;
pub mod sense;
pub mod sentence;
pub mod sets;
pub mod shape;

pub use lookups::Lookups;
pub use scene::{Scene, Word};
pub use sentence::Sentence;
