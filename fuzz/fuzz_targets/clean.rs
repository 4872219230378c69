//! Cleaning, on what a fuzzer finds: the properties of `tests/clean_support`.
#![no_main]

#[path = "../../tests/clean_support/mod.rs"]
mod clean_support;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| clean_support::hold(bytes));
