//! Words in context: the sense and shape of a word, and the scene through which the steps look at it.

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
