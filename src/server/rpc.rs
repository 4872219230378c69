//! The service as `build.rs` makes it for answers that are written already.
#![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)]

include!(concat!(env!("OUT_DIR"), "/server/isnad.v1.rs"));
