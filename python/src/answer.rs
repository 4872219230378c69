//! The answer of a call: an API message with offsets in code points.

use isnad::Parts;
use isnad::server::wire::Keep;
use isnad::server::wire::json::{Form, Shown};
use isnad::server::{pb, wire};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::Serialize;
use serde_json::json;

use crate::fault;
use crate::message::Message;

/// An answer, possibly without some of its parts.
#[pyclass(frozen, eq, skip_from_py_object, module = "isnad._native")]
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    message: Message,
    parts: Parts,
}

impl Answer {
    /// The answer with only the requested parts.
    pub fn new(message: Message, parts: Parts) -> Self {
        let message = match message {
            Message::Analysis(it) => Message::Analysis(it.keep(parts)),
            Message::Cleaning(it) => Message::Cleaning(it.keep(parts)),
            Message::Segmentation(it) => Message::Segmentation(it.keep(parts)),
            Message::Extraction(it) => Message::Extraction(it.keep(parts)),
            all @ (Message::Verdicts(_) | Message::Trace(_) | Message::Info(_)) => all,
        };
        Self { message, parts }
    }

    /// The message of an analysis.
    pub const fn analysis(&self) -> Option<&wire::AnalyzeResponse> {
        match &self.message {
            Message::Analysis(analysis) => Some(analysis),
            _ => None,
        }
    }

    fn written(&self, message: &Message) -> serde_json::Result<String> {
        match message {
            Message::Analysis(it) => self.shown(it),
            Message::Cleaning(it) => self.shown(it),
            Message::Segmentation(it) => self.shown(it),
            Message::Extraction(it) => self.shown(it),
            Message::Verdicts(it) => self.shown(it),
            Message::Trace(it) => traced(it),
            Message::Info(it) => self.shown(it),
        }
    }

    fn shown(&self, answer: &impl Serialize) -> serde_json::Result<String> {
        serde_json::to_string(&Shown { answer, form: Form { defaults: true, parts: self.parts } })
    }
}

/// The part of it that is serialized.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Traced<C> {
    clusters: C,
    documents: u32,
    quotes: u32,
    errors: Vec<serde_json::Value>,
    lexicon_version: String,
}

/// The answer of Trace as JSON, a form that the service does not have.
fn traced(trace: &wire::TraceResponse) -> serde_json::Result<String> {
    let form = Form { defaults: true, parts: Parts::ALL };
    let clusters: Vec<_> = trace.clusters.iter().map(|answer| Shown { answer, form }).collect();
    let error = |error: &pb::TraceError| {
        let status = error.error.as_ref().map(fault::described);
        json!({"index": error.index, "id": error.id, "error": status})
    };
    let errors: Vec<_> = trace.errors.iter().map(error).collect();
    let (documents, quotes) = (trace.documents, trace.quotes);
    serde_json::to_string(&Traced {
        clusters,
        documents,
        quotes,
        errors,
        lexicon_version: trace.lexicon_version.clone(),
    })
}

#[pymethods]
impl Answer {
    /// The answer as proto3 JSON, including fields with default values.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        // Only an enum value without a name fails to serialize.
        py.detach(|| match self.written(&self.message) {
            Err(_) => {
                self.written(&self.message.known()?).map_err(|error| PyValueError::new_err(error.to_string()))
            }
            Ok(written) => Ok(written),
        })
    }

    /// The answer of a trace with added errors for documents that were not sent: index, id and status of each. They replace errors of
    /// the same index.
    fn with_faults(&self, faults: Vec<(u32, String, Vec<u8>)>) -> PyResult<Self> {
        let mut answer = self.clone();
        if let Message::Trace(trace) = &mut answer.message {
            trace.errors.retain(|error| faults.iter().all(|(index, ..)| *index != error.index));
            for (index, id, status) in faults {
                let status =
                    fault::read(&status).map_err(|error| PyValueError::new_err(error.to_string()))?;
                trace.errors.push(pb::TraceError { index, id, error: Some(status) });
            }
            trace.errors.sort_by_key(|error| error.index);
        }
        Ok(answer)
    }

    /// The message, encoded.
    fn wire<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.message.bytes())
    }
}
