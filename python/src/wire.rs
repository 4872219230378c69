//! Decodes answers, and describes the service's methods.

use isnad::Parts;
use isnad::server::pb;
use isnad::server::pb::analyze_stream_response::Result as Streamed;
use prost::Message as _;
use prost_types::FileDescriptorSet;
use pyo3::prelude::*;
use tonic_health::pb::HealthCheckResponse;
use tonic_health::pb::health_check_response::ServingStatus;

use crate::answer::Answer;
use crate::calls::Job;
use crate::fault;
use crate::message::{Message, unreadable};

/// Decodes the answer of a call. The job determines the requested parts.
#[pyfunction]
pub fn decode(call: &str, bytes: &[u8], job: Option<&Job>) -> PyResult<Answer> {
    let parts = job.map_or(Parts::ALL, Job::parts);
    Message::read(call, bytes).map(|message| Answer::new(message, parts))
}

/// One answer of a stream: the id, and the answer or a status.
#[pyfunction]
pub fn decode_streamed(bytes: &[u8], job: &Job) -> PyResult<(String, Option<Answer>, Option<Vec<u8>>)> {
    let answer = pb::AnalyzeStreamResponse::decode(bytes).map_err(|error| unreadable(&error))?;
    Ok(match answer.result {
        Some(Streamed::Analysis(found)) => {
            (answer.id, Some(Answer::new(Message::Analysis(found), job.parts())), None)
        }
        Some(Streamed::Error(status)) => (answer.id, None, Some(status.encode_to_vec())),
        None => (answer.id, None, None),
    })
}

/// The JSON of an error from the details that a call ended with.
#[pyfunction]
pub fn error(bytes: &[u8]) -> PyResult<String> {
    let status = fault::read(bytes).map_err(|error| unreadable(&error))?;
    Ok(fault::described(&status).to_string())
}

/// Whether the answer of a health check means that the service accepts calls.
#[pyfunction]
pub fn is_serving(bytes: &[u8]) -> PyResult<bool> {
    let answer = HealthCheckResponse::decode(bytes).map_err(|error| unreadable(&error))?;
    Ok(answer.status == i32::from(ServingStatus::Serving))
}

/// The methods of the service: each with its path, and whether requests and answers are streams.
#[pyfunction]
pub fn methods() -> PyResult<Vec<(String, bool, bool)>> {
    let set = FileDescriptorSet::decode(pb::DESCRIPTORS).map_err(|error| unreadable(&error))?;
    let files = set.file.iter().filter(|file| file.package() == "isnad.v1");
    let services = files.flat_map(|file| &file.service);
    let of = |service: &prost_types::ServiceDescriptorProto| {
        let name = service.name().to_owned();
        let path = move |method: &prost_types::MethodDescriptorProto| {
            let path = format!("/isnad.v1.{name}/{}", method.name());
            (path, method.client_streaming(), method.server_streaming())
        };
        service.method.iter().map(path).collect::<Vec<_>>()
    };
    Ok(services.flat_map(of).collect())
}
