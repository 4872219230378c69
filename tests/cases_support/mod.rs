//! Reading the Markdown and comparing it with what the library finds.

pub mod check;
pub mod file;
pub mod marked;
