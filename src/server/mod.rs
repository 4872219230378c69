//! The shell around the core: the only folder that names tonic, prost, hyper and tokio.
//!
//! A call passes, from the outside in:
//!
//! ```text
//! accept      connections of `sockets`, with back-off if no file descriptors are left
//! tls         if the settings enable it; certificates are reloaded while serving
//! connection  HTTP/2 with its guards, or HTTP/1; drained and, in the end, cut
//! accounts    bodies and answers within the memory budget and time limits (arriving, leaving, taking)
//! guard, web  CORS; gRPC-Web becomes gRPC
//! access      one log line and one measurement per call, on drop
//!             tower-http's catch-panic
//! deadline    the caller's or the server's own, whichever is sooner
//! front       gRPC, JSON, or a file
//! service, json
//!             decode, check (request), admit (admission), call the core (work), encode (wire)
//! stream      the same for each document of an AnalyzeStream
//! gather      the same for each document of a Trace, and one answer for all
//! ```
//!
//! `admin` is the separate operators' port, which serves `metrics`; `trace` sends spans of calls and their `stages`.
//!
//! Anything that ends a call early (deadline, cancellation, cut) drops its future, which sets the core's cancel flag. `phase`
//! alone controls the server's life cycle.

pub mod mask;
#[macro_use]
mod through;

pub mod pb;
pub mod wire;

mod accept;
mod access;
mod account;
mod accounts;
mod admin;
mod admission;
mod answers;
mod arriving;
mod authority;
mod budget;
mod call;
mod calls;
mod claims;
mod connect;
mod connection;
mod deadline;
mod encoded;
mod estimate;
mod failure;
mod files;
mod form;
mod framing;
mod front;
mod gather;
mod greeting;
mod guard;
mod health;
mod http1;
mod info;
mod json;
mod leaving;
mod logging;
mod method;
mod metrics;
mod peer;
mod phase;
mod pulse;
mod request;
mod rpc;
mod run;
#[cfg(all(test, feature = "schedules"))]
mod schedules;
mod serve;
mod service;
mod settings;
mod shared;
mod site;
mod sockets;
mod stages;
mod stream;
mod taking;
mod tasks;
mod tls;
mod trace;
mod web;
mod work;

pub use claims::{Claims, VerifyRequest};
pub use estimate::{claims_memory, kept_memory, trace_memory, work_memory};
pub use info::{COMMIT, VERSION};
pub use logging::{redact_panics, subscriber};
pub use run::{check, run};
pub use serve::{Leave, serve};
pub use settings::{
    DECODING, LogFormat, MAX_ID_BYTES, MEMORY_AT_REST, MEMORY_OF_A_CONNECTION, Place, Setting, Settings,
};
pub use sockets::Sockets;
