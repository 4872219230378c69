//! Removes the parts of an answer that were not requested.

use super::pb::VerifyResponse;
use super::{AnalyzeResponse, CleanResponse, ExtractQuotesResponse, SegmentResponse};
use crate::analysis::{Part, Parts};

/// An answer from which parts can be requested.
pub trait Keep: Sized {
    /// The answer without the other parts.
    #[must_use]
    fn keep(self, parts: Parts) -> Self;
}

/// Resets each field whose part is not requested to its default.
macro_rules! keep {
    ($answer:ident: $($field:ident = $part:ident),*) => {
        impl Keep for $answer {
            fn keep(mut self, parts: Parts) -> Self {
                $(if !parts.has(Part::$part) {
                    self.$field = Default::default();
                })*
                self
            }
        }
    };
}

keep!(CleanResponse: clean_text = CleanText, blocks = Blocks, alignment = Alignment, compact_alignment = Alignment, findings = Findings, metadata = Metadata);
/// Always complete.
impl Keep for VerifyResponse {
    fn keep(self, _: Parts) -> Self {
        self
    }
}

keep!(SegmentResponse: sentences = Sentences);
keep!(ExtractQuotesResponse: quotes = Quotes, entities = Entities);
keep!(AnalyzeResponse: clean_text = CleanText, blocks = Blocks, sentences = Sentences, quotes = Quotes, entities = Entities,
    alignment = Alignment, compact_alignment = Alignment, findings = Findings, metadata = Metadata);
