//! Which noun phrase said it: the subject of a clause, and who passed its words on.

pub mod relay;
pub mod subject;

pub use crate::quotes::resolution::{Found, Sayer};
