//! Compressed input: gzip, Zstandard and xz. The format is detected from the first bytes, not from the name,
//! so standard input can be compressed, too. No UTF-8 text begins with these bytes.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;
use zstd::stream::read::Decoder;

/// Decompressed input.
pub type Input = Box<dyn BufRead + Send>;

/// The compression format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Gzip,
    Zstandard,
    Xz,
}

/// The first bytes of each format.
const SIGNS: [(&[u8], Packing); 3] = [
    (&[0x1F, 0x8B], Packing::Gzip),
    (&[0x28, 0xB5, 0x2F, 0xFD], Packing::Zstandard),
    (b"\xFD7zXZ\0", Packing::Xz),
];

/// The length of the longest signature, in bytes.
const LONGEST_SIGN: u64 = 6;

/// Memory that an xz file may ask for, in KiB: twice what its highest preset needs.
const XZ_MEMORY: u32 = 128 << 10;

/// The content of `input`, decompressed if it is compressed.
///
/// # Errors
/// If it cannot be read. Errors in compressed data appear on reading.
pub fn open(mut input: impl BufRead + Send + 'static) -> io::Result<Input> {
    let mut start = Vec::new();
    input.by_ref().take(LONGEST_SIGN).read_to_end(&mut start)?;
    let packing = SIGNS.iter().find(|(sign, _)| start.starts_with(sign)).map(|(_, packing)| *packing);
    let whole = Cursor::new(start).chain(input);
    Ok(match packing {
        None => Box::new(whole),
        Some(Packing::Gzip) => Box::new(BufReader::new(MultiGzDecoder::new(whole))),
        Some(Packing::Zstandard) => Box::new(BufReader::new(Decoder::with_buffer(whole)?)),
        Some(Packing::Xz) => Box::new(BufReader::new(XzReader::new_mem_limit(whole, true, XZ_MEMORY))),
    })
}
