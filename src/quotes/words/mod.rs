//! What is this word, here: its sense, its shape, and the scene in which the steps look at it.

pub mod scene;
pub mod sense;
pub mod sentence;
pub mod sets;
pub mod shape;
pub mod word;

pub use scene::{Scene, Seen};
pub use sense::senses;
pub use sentence::Sentence;
pub use word::Word;
