//! Encoded requests, so that the client needs neither generated code nor a protobuf runtime.

use std::sync::Arc;

use isnad::server::mask::FieldMask;
use isnad::server::wire::AlignmentForm;
use isnad::server::{Claims, VerifyRequest, pb};
use isnad::{CleanOptions, CleanProfile, Options, Part, Parts, QuoteOptions, SegmentOptions, Step, Steps};
use prost::Message as _;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tonic_health::pb::HealthCheckRequest;

use crate::fault;

const UNIT: i32 = pb::OffsetEncoding::Utf32 as i32;

/// A call with one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Everything.
    Analyze,
    /// The page's article.
    Clean,
    /// Sentences.
    Segment,
    /// Quotes.
    ExtractQuotes,
}

impl Call {
    /// The call with the name of a service method.
    pub fn of(name: &str) -> PyResult<Self> {
        match name {
            "Analyze" => Ok(Self::Analyze),
            "Clean" => Ok(Self::Clean),
            "Segment" => Ok(Self::Segment),
            "ExtractQuotes" => Ok(Self::ExtractQuotes),
            _ => Err(PyValueError::new_err(format!("no call {name:?}"))),
        }
    }
}

/// The protobuf enum number for a name of the core.
fn number<T: Into<i32>>(prefix: &str, name: &str, named: impl Fn(&str) -> Option<T>) -> i32 {
    let name = format!("{prefix}_{}", name.to_uppercase().replace('-', "_"));
    // Tests cover every name of the core.
    named(&name).map_or(0, Into::into)
}

fn clean(options: &CleanOptions, alignment: AlignmentForm) -> pb::CleanOptions {
    let step = |step: &Step| number("CLEAN_STEP", step.as_str(), pb::CleanStep::from_str_name);
    let steps = |steps: Steps| Step::ALL.iter().filter(|it| steps.has(**it)).map(step).collect();
    pb::CleanOptions {
        profile: profile(options.profile),
        apply_repairs: options.apply_repairs,
        with_steps: steps(options.with),
        without_steps: steps(options.without),
        alignment: match alignment {
            AlignmentForm::List => pb::AlignmentForm::List,
            AlignmentForm::Compact => pb::AlignmentForm::Compact,
            AlignmentForm::None => pb::AlignmentForm::None,
        }
        .into(),
    }
}

fn profile(profile: CleanProfile) -> i32 {
    number("CLEAN_PROFILE", profile.as_str(), pb::CleanProfile::from_str_name)
}

const fn segment(options: &SegmentOptions) -> pb::SegmentOptions {
    pb::SegmentOptions {
        line_breaks: Some(options.line_breaks),
        keep_quotations_whole: options.keep_quotations_whole,
        keep_lines: options.keep_lines,
    }
}

const fn quotes(options: &QuoteOptions) -> pb::QuoteOptions {
    pb::QuoteOptions {
        min_confidence: options.min_confidence,
        min_speaker_confidence: options.min_speaker_confidence,
    }
}

/// The mask of the requested parts; none if all are requested.
fn mask(parts: Parts, of_answer: &[Part]) -> Option<FieldMask> {
    if of_answer.iter().all(|part| parts.has(*part)) {
        return None;
    }
    let paths = of_answer.iter().filter(|part| parts.has(**part)).map(|part| part.as_str().to_owned());
    Some(FieldMask { paths: paths.collect() })
}

/// The request of a call.
pub fn request(options: &Options, alignment: AlignmentForm, call: Call, text: &str) -> Vec<u8> {
    let text = text.to_owned().into();
    let clean = || Some(clean(&options.clean, alignment));
    match call {
        Call::Analyze => pb::AnalyzeRequest {
            text,
            offset_encoding: UNIT,
            clean: clean(),
            segment: Some(segment(&options.segment)),
            quotes: Some(quotes(&options.quotes)),
            read_mask: mask(options.parts, Part::ALL),
        }
        .encode_to_vec(),
        Call::Clean => pb::CleanRequest {
            text,
            offset_encoding: UNIT,
            clean: clean(),
            read_mask: mask(options.parts, Part::CLEANING),
        }
        .encode_to_vec(),
        Call::Segment => pb::SegmentRequest {
            text,
            offset_encoding: UNIT,
            segment: Some(segment(&options.segment)),
            read_mask: mask(options.parts, Part::SEGMENTATION),
        }
        .encode_to_vec(),
        Call::ExtractQuotes => pb::ExtractQuotesRequest {
            text,
            offset_encoding: UNIT,
            quotes: Some(quotes(&options.quotes)),
            read_mask: mask(options.parts, Part::EXTRACTION),
        }
        .encode_to_vec(),
    }
}

/// The request of a document in a stream.
pub fn streamed(options: &Options, alignment: AlignmentForm, id: String, text: &str) -> Vec<u8> {
    pb::AnalyzeStreamRequest {
        id,
        text: text.to_owned().into(),
        offset_encoding: UNIT,
        clean: Some(clean(&options.clean, alignment)),
        segment: Some(segment(&options.segment)),
        quotes: Some(quotes(&options.quotes)),
        read_mask: mask(options.parts, Part::ALL),
    }
    .encode_to_vec()
}

/// The request of Verify.
#[pyfunction]
pub fn verify_request(text: &Bound<'_, PyAny>, claims: Vec<(String, Option<String>)>) -> PyResult<Vec<u8>> {
    let claim = |(words, speaker): (String, Option<String>)| pb::Claim {
        words,
        speaker: speaker.unwrap_or_default(),
    };
    let claims = Claims(Arc::new(claims.into_iter().map(claim).collect()));
    let text = fault::text(text)?.to_owned().into();
    Ok(VerifyRequest { text, offset_encoding: UNIT, claims }.encode_to_vec())
}

/// The message of one document of Trace.
#[pyfunction]
pub fn trace_request(id: String, text: String, outlet: Option<String>, published: Option<String>) -> Vec<u8> {
    let text = text.into();
    let (outlet, published) = (outlet.unwrap_or_default(), published.unwrap_or_default());
    pb::TraceRequest { id, text, offset_encoding: UNIT, outlet, published }.encode_to_vec()
}

/// The request of a health check.
#[pyfunction]
pub fn health_request(service: String) -> Vec<u8> {
    HealthCheckRequest { service }.encode_to_vec()
}
