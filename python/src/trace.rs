//! Tracing utterances through many documents.

use isnad::Cancel;
use isnad::internals::across::is_time;
use isnad::server::wire;
use isnad::trace::TraceDocument;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::answer::Answer;
use crate::calls::{Job, UNIT};
use crate::fault::{Kind, guarded};
use crate::message::Message;

/// A document for tracing: its quotes with their words, without its text.
#[pyclass(frozen, skip_from_py_object, module = "isnad._native")]
#[derive(Clone, Debug)]
pub struct Reported(pub TraceDocument);

impl Reported {
    /// The document for a text.
    pub fn of(job: &Job, text: &str, cancel: &Cancel) -> Result<Self, Kind> {
        guarded(|| {
            let analysis = job.analyzer().cancel(cancel).try_analyze(text)?;
            Ok(Self(wire::in_unit(TraceDocument::new(String::new(), text, &analysis), text, UNIT)))
        })
    }
}

#[pymethods]
impl Reported {
    /// Parses a line of `isnad trace --format documents --offsets utf32`.
    #[new]
    fn new(json: &str) -> PyResult<Self> {
        serde_json::from_str(json).map(Self).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// The line of `isnad trace --format documents --offsets utf32`.
    fn json(&self) -> PyResult<String> {
        serde_json::to_string(&self.0).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// The document with its id, outlet and time of publication.
    fn known(&self, id: String, outlet: Option<String>, published: Option<String>) -> PyResult<Self> {
        if published.as_deref().is_some_and(|published| !is_time(published)) {
            return Err(Kind::NotATime.into());
        }
        let mut document = self.0.clone();
        (document.id, document.outlet, document.published) = (id, outlet, published);
        Ok(Self(document))
    }
}

/// The utterances that documents report.
#[pyfunction]
pub fn trace(py: Python<'_>, documents: Vec<Py<Reported>>) -> PyResult<Answer> {
    let documents: Vec<TraceDocument> = documents.iter().map(|document| document.get().0.clone()).collect();
    let found = py.detach(|| {
        guarded(|| {
            let found = isnad::trace(&documents);
            Ok(Message::Trace(wire::trace_response(&documents, found, UNIT)))
        })
    })?;
    Ok(Answer::new(found, isnad::Parts::ALL))
}
