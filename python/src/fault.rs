//! Why a document has no answer. In-process calls have the same status that the service sends.

use std::panic::{AssertUnwindSafe, catch_unwind};

use isnad::Cancelled;
use prost::Message as _;
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use serde_json::{Value, json};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, RpcStatusExt as _, StatusExt as _, pb};

create_exception!(
    isnad._native,
    Fault,
    PyException,
    "A document without an answer; its one argument is the status, as bytes."
);

/// The kind of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The text is not a string.
    NotText,
    /// It is an empty string.
    Empty,
    /// It contains an unpaired surrogate.
    NotUtf8,
    /// It exceeds the range of offsets: 4 GiB, or 256 MiB in a table.
    TooLong,
    /// The time of publication is invalid.
    NotATime,
    /// A fault of isnad.
    Internal,
}

impl Kind {
    /// Field, description and reason of the violation; none for a fault of isnad.
    const fn violation(self) -> Option<(&'static str, &'static str, &'static str)> {
        Some(match self {
            Self::NotText => ("text", "is not a string", "REQUIRED"),
            Self::Empty => ("text", "is empty", "REQUIRED"),
            Self::NotUtf8 => ("text", "is not UTF-8", "NOT_UTF8"),
            Self::TooLong => ("text", "is too long", "TOO_LARGE"),
            Self::NotATime => ("published", "is not an ISO 8601 day or time", "MALFORMED"),
            Self::Internal => return None,
        })
    }

    /// The name of the status code.
    pub const fn code(self) -> &'static str {
        if self.violation().is_some() { "INVALID_ARGUMENT" } else { "INTERNAL" }
    }

    /// The invalid field; none for a fault of isnad.
    pub const fn field(self) -> Option<&'static str> {
        match self.violation() {
            Some((field, ..)) => Some(field),
            None => None,
        }
    }

    /// The message, for people.
    pub fn message(self) -> String {
        let violation = self.violation().map(|(field, description, _)| format!("{field}: {description}"));
        violation.unwrap_or_else(|| "a fault of isnad; please report it".to_owned())
    }

    /// The encoded `google.rpc.Status`, as in the details of a call.
    pub fn status(self) -> Vec<u8> {
        let mut details = ErrorDetails::new();
        let Some((field, description, reason)) = self.violation() else {
            details.set_error_info("INTERNAL", "isnad", []);
            return Status::with_error_details(Code::Internal, self.message(), details).details().to_vec();
        };
        details.set_error_info("INVALID_REQUEST", "isnad", []);
        details.set_bad_request(vec![FieldViolation {
            field: field.to_owned(),
            description: description.to_owned(),
            reason: reason.to_owned(),
            localized_message: None,
        }]);
        Status::with_error_details(Code::InvalidArgument, self.message(), details).details().to_vec()
    }

    /// The same as Python bytes.
    pub fn to_bytes(self, py: Python<'_>) -> Py<PyBytes> {
        PyBytes::new(py, &self.status()).unbind()
    }
}

impl From<Kind> for PyErr {
    fn from(kind: Kind) -> Self {
        Python::attach(|py| Fault::new_err(kind.to_bytes(py)))
    }
}

/// The text of an object.
pub fn text<'a>(value: &'a Bound<'_, PyAny>) -> Result<&'a str, Kind> {
    let text = value.cast::<PyString>().map_err(|_| Kind::NotText)?;
    let text = text.to_str().map_err(|_| Kind::NotUtf8)?;
    match text.len() {
        0 => Err(Kind::Empty),
        length if u32::try_from(length).is_err() => Err(Kind::TooLong),
        _ => Ok(text),
    }
}

/// Runs `work` and turns a panic into a fault.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Cancelled>) -> Result<T, Kind> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(Cancelled)) | Err(_) => Err(Kind::Internal),
    }
}

/// A status from its bytes.
pub fn read(bytes: &[u8]) -> Result<pb::Status, prost::DecodeError> {
    pb::Status::decode(bytes)
}

/// An error with its details, as JSON.
pub fn described(status: &pb::Status) -> Value {
    let details = status.get_error_details();
    let violations = details.bad_request().map_or(&[][..], |request| &request.field_violations);
    let violation =
        |it: &FieldViolation| json!({"field": it.field, "description": it.description, "reason": it.reason});
    json!({
        "code": status.code,
        "message": status.message,
        "reason": details.error_info().map(|info| &info.reason),
        "metadata": details.error_info().map(|info| &info.metadata),
        "violations": violations.iter().map(violation).collect::<Vec<_>>(),
        "retryAfter": details.retry_info().and_then(|info| info.retry_delay).map(|delay| delay.as_secs_f64()),
        "requestId": details.request_info().map(|info| &info.request_id),
    })
}
