//! The words and signs of a text, each looked up in the lexicon when it is made.

mod list;
mod range;
mod skim;
mod token;
mod wrap;

pub use list::Tokens;
pub use range::TokenRange;
pub use token::{Token, TokenKind, skim_until, tokenize, tokenize_until};
pub(crate) use wrap::is_wrapped;
