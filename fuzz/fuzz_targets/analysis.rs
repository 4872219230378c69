//! Fuzzes tokens, sentences, quotes, speakers and the whole analysis, and checks the properties in
//! `tests/it/analysis_support.rs`.
#![no_main]

#[path = "../../tests/it/analysis_support.rs"]
mod analysis_support;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| analysis_support::hold(&analysis_support::text_of(bytes)));
