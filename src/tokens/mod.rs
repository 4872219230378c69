//! The words and signs of a text. Each is looked up in the lexicon when it is read.

mod broken;
mod lines;
mod list;
mod range;
mod scan;
mod skim;
mod token;
mod wrap;

pub use list::Tokens;
pub use range::TokenRange;
pub(crate) use scan::{read, skim};
pub use scan::{tokenize, tokenize_until};
pub use token::{Token, TokenKind};
pub(crate) use wrap::is_wrapped;
