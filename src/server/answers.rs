//! The calls of the core, each with its answer as it is sent. None when the call was cancelled.

use super::encoded::{Encoded, Writing};
use super::pb::AnalyzeStreamResponse;
use super::pb::analyze_stream_response::Result as Outcome;
use super::wire::{self, Form, Keep};
use super::work::Answer;
use crate::Run;
use crate::text::OffsetEncoding;

/// The answer of `Clean`.
pub(super) fn clean(writing: Writing) -> impl Answer<Encoded> {
    move |text: &str, unit: OffsetEncoding, run: Run<'_>| {
        let parts = run.parts();
        let form = form(unit, &run);
        let answer = wire::clean_response(text, run.clean(text)?, form);
        Some(Encoded::of(answer, writing, parts))
    }
}

/// The answer of `Segment`.
pub(super) fn segment(writing: Writing) -> impl Answer<Encoded> {
    move |text: &str, unit: OffsetEncoding, run: Run<'_>| {
        let parts = run.parts();
        let answer = wire::segment_response(text, run.segment(text)?, unit);
        Some(Encoded::of(answer, writing, parts))
    }
}

/// The answer of `ExtractQuotes`.
pub(super) fn extract_quotes(writing: Writing) -> impl Answer<Encoded> {
    move |text: &str, unit: OffsetEncoding, run: Run<'_>| {
        let parts = run.parts();
        let answer = wire::extract_quotes_response(text, run.extract_quotes(text)?, unit);
        Some(Encoded::of(answer, writing, parts))
    }
}

/// The answer of `Analyze`.
pub(super) fn analyze(writing: Writing) -> impl Answer<Encoded> {
    move |text: &str, unit: OffsetEncoding, run: Run<'_>| {
        let parts = run.parts();
        let form = form(unit, &run);
        let answer = wire::analyze_response(text, run.analyze(text)?, form);
        Some(Encoded::of(answer, writing, parts))
    }
}

/// The same for the document of a stream with that id.
pub(super) fn analyze_in_stream(id: String) -> impl Answer<Encoded> {
    move |text: &str, unit: OffsetEncoding, run: Run<'_>| {
        let parts = run.parts();
        let form = form(unit, &run);
        let analysis = wire::analyze_response(text, run.analyze(text)?, form).keep(parts);
        let answer = AnalyzeStreamResponse { id, result: Some(Outcome::Analysis(analysis)) };
        Some(Encoded::message(&answer))
    }
}

/// How an answer tells positions: in this unit, and with the alignment that was asked for.
fn form(unit: OffsetEncoding, run: &Run<'_>) -> Form {
    Form { unit, alignment: run.options().clean.alignment }
}
