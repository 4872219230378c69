//! The answer of `GetInfo`.

use std::time::Duration;

use super::claims::MAX_CLAIMS;
use super::pb::{GetInfoResponse, Limits, OffsetEncoding};
use super::settings::{MAX_ID_BYTES, Settings};
use crate::{LEXICON_VERSION, SIGNATURE_VERSION};

/// The version of isnad.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit that isnad was built from; "unknown" if the build had none.
pub const COMMIT: &str = env!("ISNAD_COMMIT");

/// The answer for a server with these settings.
pub(super) fn info(settings: &Settings) -> GetInfoResponse {
    GetInfoResponse {
        version: VERSION.to_owned(),
        commit: COMMIT.to_owned(),
        lexicon_version: LEXICON_VERSION.to_owned(),
        limits: Some(limits(settings)),
        offset_encodings: [OffsetEncoding::Utf8, OffsetEncoding::Utf16, OffsetEncoding::Utf32]
            .map(i32::from)
            .to_vec(),
        signature_version: SIGNATURE_VERSION,
    }
}

fn limits(settings: &Settings) -> Limits {
    Limits {
        max_text_bytes: settings.max_text_bytes,
        max_message_bytes: settings.max_message_bytes,
        max_id_bytes: u32::try_from(MAX_ID_BYTES).unwrap_or(u32::MAX),
        max_documents_in_work: settings.in_work(),
        max_documents_waiting: settings.max_waiting,
        max_calls: settings.max_calls,
        inline_bytes: settings.inline_bytes,
        max_stream_documents: settings.max_stream_documents,
        max_trace_documents: settings.max_trace_documents,
        max_trace_bytes: settings.max_trace_bytes,
        max_concurrent_streams: settings.max_concurrent_streams,
        max_connections: settings.max_connections,
        max_header_list_bytes: settings.max_header_list_bytes,
        deadline: Some(wire_duration(settings.deadline)),
        handshake_timeout: Some(wire_duration(settings.handshake_timeout)),
        ping_interval: Some(wire_duration(settings.ping_interval)),
        ping_timeout: Some(wire_duration(settings.ping_timeout)),
        max_pending_resets: settings.max_pending_resets,
        max_provoked_resets: settings.max_provoked_resets,
        memory_budget_bytes: settings.memory_budget,
        body_timeout: Some(wire_duration(settings.body_timeout)),
        answer_timeout: Some(wire_duration(settings.answer_timeout)),
        max_claims: u32::try_from(MAX_CLAIMS).unwrap_or(u32::MAX),
    }
}

/// The duration as the well-known type.
fn wire_duration(duration: Duration) -> pbjson_types::Duration {
    duration.into()
}
