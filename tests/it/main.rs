//! All tests from outside of the crate, in one binary; `scripts/test NAME` runs those whose path holds NAME.
//!
//! Two need a process of their own and have a file beside this folder: `service_logs.rs`, because the log and the
//! panic hook belong to the whole process, and `hostile.rs`, because neighbours on the same processor disturb its clock.

mod analysis_support;
mod architecture;
mod cases;
mod clean;
mod clean_properties;
mod clean_support;
mod frames;
mod invariants;
mod lexicon_version;
mod markup;
mod sentences;

#[cfg(feature = "service")]
mod cli;
#[cfg(feature = "service")]
mod cli_input;
#[cfg(feature = "service")]
#[path = "../common/mod.rs"]
mod common;
#[cfg(feature = "service")]
mod grpcurl;
#[cfg(feature = "service")]
mod readme;
#[cfg(feature = "service")]
mod service;
#[cfg(feature = "service")]
mod settings;
