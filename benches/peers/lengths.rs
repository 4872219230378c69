//! The cost of a byte in texts of 1 KB to 4 MB: the same bytes, cut into pieces of each length.
//!
//! ```text
//! cargo bench --locked --manifest-path benches/peers/Cargo.toml --bench lengths
//! ```

#[path = "clock.rs"]
mod clock;
#[path = "corpus.rs"]
mod corpus;

use std::hint::black_box;
use std::time::Duration;

use clock::busy;

const BYTES: usize = 4 << 20;
const LENGTHS: [usize; 7] = [1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, BYTES];
const ROUNDS: usize = 5;

fn main() {
    let mut text = corpus::different().unwrap_or_else(|| corpus::made(1200)).join("\n\n");
    assert!(text.len() >= BYTES, "{} bytes are too few", text.len());
    text.truncate(text.floor_char_boundary(BYTES));
    let mut least = [Duration::MAX; LENGTHS.len()];
    for _ in 0..ROUNDS {
        for (length, least) in LENGTHS.iter().zip(&mut least) {
            *least = cost(&text, *length).min(*least);
        }
    }
    let each = |time: &Duration| time.as_secs_f64() * 1e9 / text.len() as f64;
    let cheapest = least.iter().map(each).fold(f64::INFINITY, f64::min);
    println!("| length | ns for a byte | times the least |\n| --- | --- | --- |");
    for (length, time) in LENGTHS.iter().zip(&least) {
        println!("| {} KB | {:.1} | {:.2} |", length >> 10, each(time), each(time) / cheapest);
    }
}

/// The processor time of this thread for the whole text in pieces of one length.
fn cost(text: &str, length: usize) -> Duration {
    let start = busy();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(length));
        black_box(isnad::analyze(black_box(piece)));
        rest = behind;
    }
    busy() - start
}
