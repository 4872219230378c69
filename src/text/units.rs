//! Offsets in the caller's unit. Internally all offsets are bytes; they are converted only at the boundary.

use std::ops::Range;

use super::{LONGEST, Span, kinds};

kinds! {
    /// The unit in which a caller counts offsets.
    #[derive(Default)]
    pub enum OffsetEncoding {
        /// Bytes of UTF-8 (Rust, Go). The default.
        #[default]
        Utf8 "utf8",
        /// UTF-16 code units (Java, JavaScript, C#).
        Utf16 "utf16",
        /// Unicode code points (Python).
        Utf32 "utf32",
    }
}

/// The number of bytes between two checkpoints of an [`OffsetIndex`].
const STRIDE: usize = 64;

/// Converts byte offsets of one text to UTF-16 code units or code points.
///
/// Building reads the text once; a conversion reads at most 64 bytes.
///
/// ```
/// use isnad::{OffsetEncoding, OffsetIndex, Span};
///
/// let text = "قال الوزير";
/// let index = OffsetIndex::new(text, OffsetEncoding::Utf32);
/// assert_eq!(index.range(Span::new(7, 19)), 4..10);
/// ```
pub struct OffsetIndex<'t> {
    bytes: &'t [u8],
    encoding: OffsetEncoding,
    /// The number of units before byte `i * STRIDE`; empty if a unit is a byte.
    checkpoints: Vec<u32>,
}

impl<'t> OffsetIndex<'t> {
    /// Builds an index over `text` for offsets in `encoding`.
    #[must_use]
    pub fn new(text: &'t str, encoding: OffsetEncoding) -> Self {
        // Spans reach no further.
        let bytes = text.as_bytes().get(..LONGEST).unwrap_or(text.as_bytes());
        let mut checkpoints = Vec::new();
        if encoding != OffsetEncoding::Utf8 && !text.is_ascii() {
            checkpoints.reserve(bytes.len() / STRIDE + 1);
            let mut units = 0;
            for chunk in bytes.chunks(STRIDE) {
                checkpoints.push(units);
                units += count(chunk, encoding);
            }
        }
        Self { bytes, encoding, checkpoints }
    }

    /// Converts a span to the caller's unit.
    #[must_use]
    pub fn range(&self, span: Span) -> Range<u32> {
        self.convert(span.start)..self.convert(span.end)
    }

    /// The number of the caller's units before byte `offset`. The offset must be a code point boundary; an offset past the end
    /// counts as the end.
    #[must_use]
    pub fn convert(&self, offset: u32) -> u32 {
        let at = (offset as usize).min(self.bytes.len());
        if self.checkpoints.is_empty() {
            return u32::try_from(at).unwrap_or(u32::MAX);
        }
        // The last checkpoint is at or before the end, even if the length is a multiple of the stride.
        let mark = (at / STRIDE).min(self.checkpoints.len() - 1);
        let before = self.checkpoints.get(mark).copied().unwrap_or(0);
        before + self.bytes.get(mark * STRIDE..at).map_or(0, |rest| count(rest, self.encoding))
    }
}

/// The number of units that begin in `bytes`: one for each lead byte, and in UTF-16 one more for each lead byte
/// of a four-byte sequence (a surrogate pair).
fn count(bytes: &[u8], encoding: OffsetEncoding) -> u32 {
    let wide = u32::from(encoding == OffsetEncoding::Utf16);
    bytes.iter().map(|&b| u32::from(b & 0xC0 != 0x80) + wide * u32::from(b >= 0xF0)).sum()
}
