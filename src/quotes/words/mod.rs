//! What is this word, here: its sense, its shape, and the scene in which the steps look at it.

pub mod scene;
pub mod sense;
pub mod sets;
pub mod shape;

pub use scene::{Scene, Seen};
pub use sense::senses;
