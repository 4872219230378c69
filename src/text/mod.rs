//! Text as bytes, spans and tokens: what every stage stands on.

pub(crate) mod bytes;
pub mod letter;
mod skim;
mod span;
mod token;
mod tokens;
mod units;
mod wrap;

pub use letter::Key;
pub use span::Span;
pub(crate) use span::cluster_end;
pub use token::{Token, TokenKind, skim_until, tokenize, tokenize_until};
pub use tokens::Tokens;
pub use units::{OffsetEncoding, OffsetIndex};
pub(crate) use wrap::is_wrapped;
