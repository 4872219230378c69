//! The calls of the core, each with its answer as a message. None when the call was cancelled.

use super::{pb, wire};
use crate::Run;
use crate::text::OffsetEncoding;

/// The answer of `Clean`.
pub(super) fn clean(text: &str, unit: OffsetEncoding, run: Run) -> Option<pb::CleanResponse> {
    Some(wire::clean_response(text, &run.clean(text)?, unit))
}

/// The answer of `Segment`.
pub(super) fn segment(text: &str, unit: OffsetEncoding, run: Run) -> Option<pb::SegmentResponse> {
    Some(wire::segment_response(text, &run.segment(text)?, unit))
}

/// The answer of `ExtractQuotes`.
pub(super) fn extract_quotes(
    text: &str,
    unit: OffsetEncoding,
    run: Run,
) -> Option<pb::ExtractQuotesResponse> {
    Some(wire::extract_quotes_response(text, &run.extract_quotes(text)?, unit))
}

/// The answer of `Analyze`, also for each document of a stream.
pub(super) fn analyze(text: &str, unit: OffsetEncoding, run: Run) -> Option<pb::AnalyzeResponse> {
    Some(wire::analyze_response(text, &run.analyze(text)?, unit))
}
