//! The calls of the core, each with its encoded answer.

use prost::Message;
use serde::Serialize;

use super::claims::Claims;
use super::encoded::{Encoded, Writing};
use super::pb::analyze_stream_response::Result as Outcome;
use super::pb::{self, AnalyzeResponse, AnalyzeStreamResponse};
use super::wire::{self, Keep, Positions};
use super::work::Answer;
use crate::{Cancelled, Claim, Run, Verifier};

/// The answer of `Clean`.
pub(super) fn clean(writing: Writing) -> impl Answer<Encoded> {
    written(writing, |text, positions, run| Ok(wire::clean_response(text, run.try_clean(text)?, positions)))
}

/// The answer of `Segment`.
pub(super) fn segment(writing: Writing) -> impl Answer<Encoded> {
    written(writing, |text, positions, run| {
        Ok(wire::segment_response(text, run.try_segment(text)?, positions.unit))
    })
}

/// The answer of `ExtractQuotes`.
pub(super) fn extract_quotes(writing: Writing) -> impl Answer<Encoded> {
    written(writing, |text, positions, run| {
        Ok(wire::extract_quotes_response(text, run.try_extract_quotes(text)?, positions.unit))
    })
}

/// The answer of `Analyze`.
pub(super) fn analyze(writing: Writing) -> impl Answer<Encoded> {
    written(writing, analysis)
}

/// The answer of `Verify` about these claims.
pub(super) fn verify(claims: Claims, writing: Writing) -> impl Answer<Encoded> {
    move |text: &str, positions: Positions, run: Run<'_>| {
        let (flag, parts) = (run.flag(), run.parts());
        let verifier = Verifier::with_analysis(text, run.try_analyze(text)?);
        let mut found = Vec::with_capacity(claims.0.len());
        for claim in claims.0.iter() {
            if flag.is_cancelled() {
                return Err(Cancelled);
            }
            found.push((claim.words.as_str(), verifier.verify(&claimed(claim))));
        }
        Ok(Encoded::of(wire::verify_response(text, found, positions.unit), writing, parts))
    }
}

/// A claim as the core's type.
fn claimed(claim: &pb::Claim) -> Claim<'_> {
    let words = Claim::new(&claim.words);
    if claim.speaker.is_empty() { words } else { words.with_speaker(&claim.speaker) }
}

/// The answer of `Analyze` for a document of a stream, with its id.
pub(super) fn analyze_in_stream(id: String) -> impl Answer<Encoded> {
    move |text: &str, positions: Positions, run: Run<'_>| {
        let parts = run.parts();
        let analysis = analysis(text, positions, run)?.keep(parts);
        let answer = AnalyzeStreamResponse { id, result: Some(Outcome::Analysis(analysis)) };
        Ok(Encoded::message(&answer))
    }
}

fn analysis(text: &str, positions: Positions, run: Run<'_>) -> Result<AnalyzeResponse, Cancelled> {
    Ok(wire::analyze_response(text, run.try_analyze(text)?, positions))
}

/// Encodes the answer of a call.
fn written<T: Message + Serialize + Keep + 'static>(
    writing: Writing,
    call: fn(&str, Positions, Run<'_>) -> Result<T, Cancelled>,
) -> impl Answer<Encoded> {
    move |text: &str, positions: Positions, run: Run<'_>| {
        let parts = run.parts();
        Ok(Encoded::of(call(text, positions, run)?, writing, parts))
    }
}
