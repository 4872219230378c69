//! That no analysis takes more memory than the server reserves for it: a fuzzer looks for a piece that, again and again, takes more.
#![no_main]

#[path = "../../tests/common/memory.rs"]
mod memory;

use isnad::server::work_memory;
use peakmem_alloc::{INSTRUMENTED_SYSTEM, PeakMemAlloc};

#[global_allocator]
static MEMORY: &PeakMemAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// Bytes of a text.
const LENGTH: usize = 20_000;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let piece = String::from_utf8_lossy(bytes);
    if !piece.is_empty() {
        let text = piece.repeat(LENGTH / piece.len() + 1);
        assert!(memory::most_taken(&text, MEMORY) <= work_memory(&text), "takes more than is reserved");
    }
});
