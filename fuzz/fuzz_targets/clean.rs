//! Fuzzes cleaning, and checks the properties in `tests/it/clean_support.rs`.
#![no_main]

#[path = "../../tests/it/clean_support.rs"]
mod clean_support;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| clean_support::hold(bytes));
