//! The core of the Python package `isnad`: calls on texts, their answers as the messages that the service sends, and Arrow tables.
//!
//! In process and over the wire, an answer is the same message of `proto/isnad/v1` with offsets in code points. The package reads
//! its JSON, so the client and the in-process functions interpret it in the same way.

mod answer;
mod calls;
mod fault;
mod given;
mod message;
mod newer;
mod pairs;
mod pool;
mod request;
mod tables;
mod trace;
mod wire;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::answer::Answer;
    #[pymodule_export]
    use super::calls::{Job, check, signature, verify};
    #[pymodule_export]
    use super::fault::Fault;
    #[pymodule_export]
    use super::given::{moment, related, trace_pairs};
    #[pymodule_export]
    use super::page;
    #[pymodule_export]
    use super::pairs::compare;
    #[pymodule_export]
    use super::pool::Many;
    #[pymodule_export]
    use super::request::{health_request, trace_request, verify_request};
    #[pymodule_export]
    use super::tables::{flat, nested, schemas};
    #[pymodule_export]
    use super::trace::{Reported, trace};
    #[pymodule_export]
    use super::wire::{decode, decode_streamed, error, is_serving, methods};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        // A panic becomes an exception for the caller, and no part of a text goes to standard error.
        isnad::server::redact_panics();
        module.add("SERVICE_CONFIG", include_str!("../../deploy/grpc-service-config.json"))?;
        module.add("VERSION", isnad::server::VERSION)?;
        module.add("COMMIT", isnad::server::COMMIT)?;
        module.add("LEXICON_VERSION", isnad::LEXICON_VERSION)?;
        module.add("SIGNATURE_VERSION", isnad::SIGNATURE_VERSION)
    }
}

/// The HTML page for one answer, given as JSON with `id`, `text` and `analysis`, with offsets in UTF-16.
#[pyfunction]
fn page(json: &str) -> String {
    let report = isnad::page::Report::new();
    [report.head, isnad::page::data(json), report.tail].concat()
}
