//! Checks that no analysis takes more memory than the server reserves for it. The fuzzer searches for a piece that takes
//! more when repeated, starting from pieces that take much.
#![no_main]

#[path = "../../tests/common/memory.rs"]
mod memory;

use isnad::server::work_memory;
use peakmem_alloc::{INSTRUMENTED_SYSTEM, PeakMemAlloc};

#[global_allocator]
static MEMORY: &PeakMemAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// The length of a text in bytes.
const LENGTH: usize = 20_000;

/// Makes the memory of a text visible to the fuzzer: each level is a separate branch, so the fuzzer keeps the first text that reaches
/// it, and mutates that text.
macro_rules! climb {
    ($share:expr; $($level:literal)*) => { $(if $share >= $level { std::hint::black_box($level); })* };
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let piece = String::from_utf8_lossy(bytes);
    if !piece.is_empty() {
        let text = piece.repeat(LENGTH / piece.len() + 1);
        // The percentage of the reserved memory, in the form that comes nearer to it.
        let share = |in_json| memory::most_taken(&text, in_json, MEMORY) * 100 / work_memory(text.len(), in_json);
        let share = share(false).max(share(true));
        climb!(share; 10 15 20 25 30 35 40 45 50 55 60 65 70 74 78 82 85 88 90 92 94 95 96 97 98 99);
        assert!(share < 100, "takes more than is reserved");
    }
});
