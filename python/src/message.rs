//! The answer messages of calls.

use isnad::server::{pb, wire};
use prost::Message as _;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::newer;

/// The error for bytes that do not decode as the message.
pub fn unreadable(error: &prost::DecodeError) -> PyErr {
    PyValueError::new_err(format!("cannot decode the message: {error}"))
}

/// Any answer of the service.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// Of Analyze.
    Analysis(wire::AnalyzeResponse),
    /// Of Clean.
    Cleaning(wire::CleanResponse),
    /// Of Segment.
    Segmentation(wire::SegmentResponse),
    /// Of `ExtractQuotes`.
    Extraction(wire::ExtractQuotesResponse),
    /// Of Verify.
    Verdicts(pb::VerifyResponse),
    /// Of Trace.
    Trace(wire::TraceResponse),
    /// Of `GetInfo`.
    Info(pb::GetInfoResponse),
}

impl Message {
    /// Decodes the answer of a call.
    pub fn read(call: &str, bytes: &[u8]) -> PyResult<Self> {
        let message = match call {
            "Analyze" => pb::AnalyzeResponse::decode(bytes).map(Self::Analysis),
            "Clean" => pb::CleanResponse::decode(bytes).map(Self::Cleaning),
            "Segment" => pb::SegmentResponse::decode(bytes).map(Self::Segmentation),
            "ExtractQuotes" => pb::ExtractQuotesResponse::decode(bytes).map(Self::Extraction),
            "Verify" => pb::VerifyResponse::decode(bytes).map(Self::Verdicts),
            "Trace" => pb::TraceResponse::decode(bytes).map(Self::Trace),
            "GetInfo" => pb::GetInfoResponse::decode(bytes).map(Self::Info),
            _ => return Err(PyValueError::new_err(format!("no call {call:?}"))),
        };
        message.map_err(|error| unreadable(&error))
    }

    /// The call that it answers.
    const fn call(&self) -> &'static str {
        match self {
            Self::Analysis(_) => "Analyze",
            Self::Cleaning(_) => "Clean",
            Self::Segmentation(_) => "Segment",
            Self::Extraction(_) => "ExtractQuotes",
            Self::Verdicts(_) => "Verify",
            Self::Trace(_) => "Trace",
            Self::Info(_) => "GetInfo",
        }
    }

    /// The message, encoded.
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Analysis(it) => it.encode_to_vec(),
            Self::Cleaning(it) => it.encode_to_vec(),
            Self::Segmentation(it) => it.encode_to_vec(),
            Self::Extraction(it) => it.encode_to_vec(),
            Self::Verdicts(it) => it.encode_to_vec(),
            Self::Trace(it) => it.encode_to_vec(),
            Self::Info(it) => it.encode_to_vec(),
        }
    }

    /// The message without enum values that only a newer server has.
    pub fn known(&self) -> PyResult<Self> {
        let call = self.call();
        let bytes = newer::known(&format!("{call}Response"), &self.bytes());
        Self::read(call, &bytes.map_err(|error| unreadable(&error))?)
    }
}
