//! The messages, the service and its client, as `build.rs` makes them from `proto/isnad/v1/`.
//!
//! The `text` of a request is `bytes` here and `string` in the `.proto`: the wire form is the same,
//! and the server validates it itself.
#![allow(missing_docs, clippy::all, clippy::pedantic)]

include!(concat!(env!("OUT_DIR"), "/isnad.v1.rs"));
include!(concat!(env!("OUT_DIR"), "/isnad.v1.serde.rs"));

/// The encoded descriptors of the service and of all that it imports, for reflection.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/isnad_descriptor.bin"));
