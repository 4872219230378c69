//! The calls of the core, each with its answer as it is sent. None when the call was cancelled.

use prost::Message;
use serde::Serialize;

use super::encoded::{Encoded, Writing};
use super::pb::analyze_stream_response::Result as Outcome;
use super::pb::{AnalyzeResponse, AnalyzeStreamResponse};
use super::wire::{self, Form, Keep};
use super::work::Answer;
use crate::Run;
use crate::text::OffsetEncoding;

/// The answer of `Clean`.
pub(super) fn clean(writing: Writing) -> impl Answer<Encoded> {
    written(writing, |text, form, run| Some(wire::clean_response(text, run.clean(text)?, form)))
}

/// The answer of `Segment`.
pub(super) fn segment(writing: Writing) -> impl Answer<Encoded> {
    written(writing, |text, form, run| Some(wire::segment_response(text, run.segment(text)?, form.unit)))
}

/// The answer of `ExtractQuotes`.
pub(super) fn extract_quotes(writing: Writing) -> impl Answer<Encoded> {
    written(writing, |text, form, run| {
        Some(wire::extract_quotes_response(text, run.extract_quotes(text)?, form.unit))
    })
}

/// The answer of `Analyze`.
pub(super) fn analyze(writing: Writing) -> impl Answer<Encoded> {
    written(writing, analysis)
}

/// The same for the document of a stream with that id.
pub(super) fn analyze_in_stream(id: String) -> impl Answer<Encoded> {
    move |text: &str, unit: OffsetEncoding, run: Run<'_>| {
        let (parts, form) = (run.parts(), form(unit, &run));
        let analysis = analysis(text, form, run)?.keep(parts);
        let answer = AnalyzeStreamResponse { id, result: Some(Outcome::Analysis(analysis)) };
        Some(Encoded::message(&answer))
    }
}

fn analysis(text: &str, form: Form, run: Run<'_>) -> Option<AnalyzeResponse> {
    Some(wire::analyze_response(text, run.analyze(text)?, form))
}

/// The answer that a call gives, written as it is sent.
fn written<T: Message + Serialize + Keep + 'static>(
    writing: Writing,
    call: fn(&str, Form, Run<'_>) -> Option<T>,
) -> impl Answer<Encoded> {
    move |text: &str, unit: OffsetEncoding, run: Run<'_>| {
        let (parts, form) = (run.parts(), form(unit, &run));
        Some(Encoded::of(call(text, form, run)?, writing, parts))
    }
}

/// How an answer tells positions: in this unit, and with the alignment that was asked for.
fn form(unit: OffsetEncoding, run: &Run<'_>) -> Form {
    Form { unit, alignment: run.options().clean.alignment }
}
