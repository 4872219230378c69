//! The calls on one text, with their options.

use std::sync::Arc;

use isnad::server::wire::{self, AlignmentForm, Positions};
use isnad::{Analyzer, Cancel, Claim, OffsetEncoding, Options, Parts, Run, Verifier};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::answer::Answer;
use crate::fault::{self, Kind, guarded};
use crate::message::Message;
use crate::request::{self, Call};

/// Python indexes strings by code points.
pub const UNIT: OffsetEncoding = OffsetEncoding::Utf32;

/// The prepared options of calls, created once and used for many texts.
#[pyclass(frozen, skip_from_py_object, module = "isnad._native")]
#[derive(Clone, Debug)]
pub struct Job {
    analyzer: Arc<Analyzer>,
    alignment: AlignmentForm,
}

impl Job {
    /// The options of the core.
    pub fn options(&self) -> &Options {
        self.analyzer.options()
    }

    /// The analyzer for these options.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The parts of an answer.
    pub fn parts(&self) -> Parts {
        self.options().parts
    }

    /// The answer of a call.
    pub fn answer(&self, call: Call, text: &str, cancel: &Cancel) -> Result<Answer, Kind> {
        guarded(|| {
            let run: Run<'_> = self.analyzer.cancel(cancel);
            let positions = Positions { unit: UNIT, alignment: self.alignment };
            Ok(match call {
                Call::Analyze => {
                    Message::Analysis(wire::analyze_response(text, run.try_analyze(text)?, positions))
                }
                Call::Clean => Message::Cleaning(wire::clean_response(text, run.try_clean(text)?, positions)),
                Call::Segment => {
                    Message::Segmentation(wire::segment_response(text, run.try_segment(text)?, UNIT))
                }
                Call::ExtractQuotes => {
                    let found = run.try_extract_quotes(text)?;
                    Message::Extraction(wire::extract_quotes_response(text, found, UNIT))
                }
            })
        })
        .map(|message| Answer::new(message, self.parts()))
    }
}

#[pymethods]
impl Job {
    /// Creates a job from the core's options as JSON and the form of the alignment.
    #[new]
    fn new(options: &str, alignment: &str) -> PyResult<Self> {
        let options =
            serde_json::from_str(options).map_err(|error| PyValueError::new_err(error.to_string()))?;
        let alignment = match alignment {
            "list" => AlignmentForm::List,
            "compact" => AlignmentForm::Compact,
            "none" => AlignmentForm::None,
            _ => return Err(PyValueError::new_err(format!("not a form of the alignment: {alignment:?}"))),
        };
        Ok(Self { analyzer: Arc::new(Analyzer::with_options(options)), alignment })
    }

    /// The answer of a call for a text.
    fn run(&self, py: Python<'_>, call: &str, text: &Bound<'_, PyAny>) -> PyResult<Answer> {
        let (call, text) = (Call::of(call)?, fault::text(text)?);
        Ok(py.detach(|| self.answer(call, text, &Cancel::new()))?)
    }

    /// The request of a call for a text.
    fn request(&self, call: &str, text: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
        Ok(request::request(self.options(), self.alignment, Call::of(call)?, fault::text(text)?))
    }

    /// The request of a document in a stream.
    fn streamed(&self, id: String, text: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
        Ok(request::streamed(self.options(), self.alignment, id, fault::text(text)?))
    }
}

/// Raises the fault of a value that is not a valid text.
#[pyfunction]
pub fn check(text: &Bound<'_, PyAny>) -> PyResult<()> {
    fault::text(text)?;
    Ok(())
}

/// Checks whether a text contains claimed quotations, and who said them.
#[pyfunction]
pub fn verify(
    py: Python<'_>,
    text: &Bound<'_, PyAny>,
    claims: Vec<(String, Option<String>)>,
) -> PyResult<Answer> {
    let text = fault::text(text)?;
    let found = py.detach(|| {
        guarded(|| {
            let verifier = Verifier::new(text);
            let verdict = |(words, speaker): &(String, Option<String>)| {
                let claim = Claim::new(words);
                verifier.verify(&speaker.as_ref().map_or(claim, |speaker| claim.with_speaker(speaker)))
            };
            let verdicts: Vec<_> = claims.iter().map(verdict).collect();
            let words = claims.iter().map(|(words, _)| words.as_str());
            Ok(Message::Verdicts(wire::verify_response(text, words.zip(verdicts), UNIT)))
        })
    })?;
    Ok(Answer::new(found, Parts::ALL))
}

/// Numbers for looking up quotes with the same words.
#[pyfunction]
pub fn signature(words: &str) -> Vec<u32> {
    isnad::signature(words)
}
