//! All tests from outside the crate, in one binary. `scripts/test NAME` runs those whose path contains NAME.
//!
//! Two tests need a separate process and have a file beside this folder: `service_logs.rs`, because the log and the
//! panic hook are global to the process, and `hostile.rs`, because neighbours on the same processor disturb its clock.

mod analysis_support;
mod architecture;
mod cases;
mod clean;
mod clean_properties;
mod clean_support;
mod cli;
mod cli_input;
#[path = "../common/mod.rs"]
mod common;
mod frames;
mod grpcurl;
mod invariants;
mod lexicon_version;
mod library;
mod links;
mod markup;
mod readme;
mod sentences;
mod service;
mod settings;
mod trace;
mod verify;

use std::path::{Path, PathBuf};

/// The root of the repository. Cargo builds these tests for the package in `cli/`, and runs them there.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A file or folder, by its path from the root.
fn at(path: &str) -> PathBuf {
    Path::new(ROOT).join(path)
}

/// The folder of annotated texts, which are not part of the repository. `$ISNAD_SHARED` names it. By default it is beside the
/// repository.
fn shared() -> PathBuf {
    let named = std::env::var_os("ISNAD_SHARED").map(PathBuf::from);
    Path::new(ROOT).join(named.unwrap_or_else(|| "../shared".into()))
}
