//! The names of the rules that produced a result. Each explains why a block, a quote or a speaker is what it is.
//!
//! ```
//! let text = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن.";
//! let article = isnad::analyze(text);
//! let quote = &article.extraction.quotes[0];
//! assert_eq!(quote.rule.as_str(), "verb-clause");
//! assert_eq!(quote.rule.meaning(), "A verb, its subject after it, a complementizer: \"قال X إن\".");
//! assert_eq!(quote.speaker.rule.to_string(), "subject/new");
//! ```

pub use crate::clean::BlockRule;
pub use crate::quotes::{Found, Identity, Resolution, Rule, SpeakerRule};
