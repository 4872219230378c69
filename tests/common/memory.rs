//! The memory that the calls of the core take, including their answers.

use isnad::server::wire::json::{self, pieces};
use isnad::server::wire::{self, AlignmentForm};
use isnad::{
    Claim, CleanOptions, OffsetEncoding, Parts, QuoteOptions, SegmentOptions, analyze, clean, extract_quotes,
    segment, verify,
};
use peakmem_alloc::PeakMemAllocTrait;
use prost::Message;
use serde::Serialize;

/// A call of the core that writes its answer in either form.
type Call = fn(&str, Form);

/// The form of an answer.
#[derive(Clone, Copy)]
enum Form {
    Message,
    Json,
}

/// Writes an answer.
fn write(answer: &(impl Message + Serialize), form: Form) {
    match form {
        Form::Message => drop(answer.encode_to_vec()),
        Form::Json => drop(pieces(answer, json::Form { defaults: true, parts: Parts::ALL })),
    }
}

const CALLS: [Call; 4] = [
    |text, form| {
        let analysis = analyze(text);
        let answer = wire::analyze_response(text, analysis, OffsetEncoding::Utf8);
        write(&answer, form);
    },
    |text, form| {
        let cleaned = clean(text, &CleanOptions::new());
        let answer = wire::clean_response(text, cleaned, OffsetEncoding::Utf8);
        write(&answer, form);
    },
    |text, form| {
        let sentences = segment(text, &SegmentOptions::new());
        let answer = wire::segment_response(text, sentences, OffsetEncoding::Utf8);
        write(&answer, form);
    },
    |text, form| {
        let extraction = extract_quotes(text, &QuoteOptions::new());
        let answer = wire::extract_quotes_response(text, extraction, OffsetEncoding::Utf8);
        write(&answer, form);
    },
];

/// The length in bytes of the longest answer about a text, with its alignment as a list or compact.
#[allow(dead_code, reason = "the fuzz target does not ask")]
pub fn longest_answer(text: &str, alignment: AlignmentForm) -> usize {
    let unit = OffsetEncoding::Utf8;
    let analysis = analyze(text);
    wire::analyze_response(text, analysis, wire::Positions { unit, alignment }).encoded_len()
}

/// The peak memory of verifying a claim, including text and claim.
#[allow(dead_code, reason = "the fuzz target does not ask")]
pub fn verifying(text: &str, claim: &str, in_json: bool, memory: &impl PeakMemAllocTrait) -> usize {
    memory.reset_peak_memory();
    let verdicts = verify(text, &[Claim::new(claim)]);
    let found = verdicts.into_iter().map(|verdict| (claim, verdict));
    let answer = wire::verify_response(text, found, OffsetEncoding::Utf8);
    write(&answer, if in_json { Form::Json } else { Form::Message });
    memory.get_peak_memory() + text.len() + claim.len()
}

/// The peak memory of the call that takes most, with its answer as a message or JSON, including the text.
pub fn most_taken(text: &str, in_json: bool, memory: &impl PeakMemAllocTrait) -> usize {
    let taken = |call: &Call| {
        memory.reset_peak_memory();
        call(text, if in_json { Form::Json } else { Form::Message });
        memory.get_peak_memory() + text.len()
    };
    CALLS.iter().map(taken).max().unwrap_or(0)
}
