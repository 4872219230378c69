//! What memory the calls of the core take, with their answers.

use isnad::server::wire;
use isnad::text::OffsetEncoding;
use isnad::{Cancel, Options, analyze, clean, extract_quotes, segment};
use peakmem_alloc::PeakMemAllocTrait;
use prost::Message;

/// A call of the core, with its answer encoded.
type Call = fn(&str) -> Vec<u8>;

const CALLS: [Call; 4] = [
    |text| {
        let analysis = analyze(text, &Options::default(), &Cancel::new()).expect("nobody cancels");
        wire::analyze_response(text, &analysis, OffsetEncoding::Utf8).encode_to_vec()
    },
    |text| {
        let cleaned = clean(text, &Options::default(), &Cancel::new()).expect("nobody cancels");
        wire::clean_response(text, &cleaned, OffsetEncoding::Utf8).encode_to_vec()
    },
    |text| {
        let sentences = segment(text, &Options::default(), &Cancel::new()).expect("nobody cancels");
        wire::segment_response(text, &sentences, OffsetEncoding::Utf8).encode_to_vec()
    },
    |text| {
        let extraction = extract_quotes(text, &Options::default(), &Cancel::new()).expect("nobody cancels");
        wire::extract_quotes_response(text, &extraction, OffsetEncoding::Utf8).encode_to_vec()
    },
];

/// What the call that takes most takes at its height; the text is counted.
pub fn most_taken(text: &str, memory: &impl PeakMemAllocTrait) -> usize {
    let taken = |call: &Call| {
        memory.reset_peak_memory();
        drop(call(text));
        memory.get_peak_memory() + text.len()
    };
    CALLS.iter().map(taken).max().unwrap_or(0)
}
