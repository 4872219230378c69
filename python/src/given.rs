//! The parts of a distributed trace: candidate pairs are found elsewhere, and compared here.

use isnad::internals::across;
use isnad::server::wire;
use isnad::trace::{Cluster, TraceDocument};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::calls::UNIT;
use crate::fault::guarded;
use crate::trace::Reported;

/// An utterance: its number of documents, the index of the document and of the quote that report it first, and its line of `isnad trace --format
/// jsonl --offsets utf32`.
type Told = (usize, usize, usize, String);

/// The words of a quote, and when its document was published.
type Side = (String, Option<String>);

/// The utterances that documents report, if only these pairs of quotes are compared. Each pair consists of two quotes, each given by the index of
/// its document and its index in the document. The documents are in the order of tracing.
#[pyfunction]
pub fn trace_pairs(
    py: Python<'_>,
    documents: Vec<Py<Reported>>,
    pairs: Vec<(usize, usize, usize, usize)>,
) -> PyResult<Vec<Told>> {
    let documents: Vec<TraceDocument> = documents.iter().map(|document| document.get().0.clone()).collect();
    let pairs: Vec<_> = pairs.into_iter().map(|(a, of_a, b, of_b)| [(a, of_a), (b, of_b)]).collect();
    let told = |found: Cluster| {
        let count = found.documents;
        let (document, quote) = found.members.first().map(|it| (it.document, it.quote)).unwrap_or_default();
        let line = serde_json::to_string(&wire::cluster(&documents, found, UNIT));
        line.map(|line| (count, document, quote, line))
            .map_err(|error| PyValueError::new_err(error.to_string()))
    };
    let work = || Ok(across::trace_pairs(&documents, &pairs).clusters);
    py.detach(|| guarded(work).map_err(PyErr::from)?.into_iter().map(told).collect())
}

/// Which of these quotes, all earlier in the order, can be linked to a quote.
#[pyfunction]
pub fn related(py: Python<'_>, quote: Side, others: Vec<Side>) -> PyResult<Vec<bool>> {
    py.detach(|| {
        let others: Vec<_> = others.iter().map(side).collect();
        guarded(|| Ok(across::related(side(&quote), &others))).map_err(PyErr::from)
    })
}

fn side(quote: &Side) -> (&str, Option<&str>) {
    (&quote.0, quote.1.as_deref())
}

/// The sort key of a time of publication: the day, the second if given, and the precision. None if there is no time.
#[pyfunction]
pub fn moment(published: &str) -> Option<(i64, Option<u32>, u8)> {
    across::moment(published)
}
