//! The compact alignment: two numbers for most runs, instead of the four of two spans.
//!
//! In the clean text each run begins where the previous one ends, so only lengths and gaps are written. All numbers are
//! unsigned varints, as in Protocol Buffers: seven bits a byte, the lowest first, the highest bit set in all but the last
//! byte. For each run, in order:
//!
//! 1. The gap in the caller's text from the end of the previous run to the start of this one, zigzag: `2n` for `n` forward,
//!    `2n - 1` for `n` back.
//! 2. Twice its length in the clean text, plus one if its length in the caller's text differs.
//! 3. That other length, only if it differs.

use crate::Alignment;

/// How an answer encodes the alignment of the clean text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlignmentForm {
    /// A list of runs, each with two spans. The default.
    #[default]
    List,
    /// The same runs in few bytes; see `compact_alignment` in the `.proto`.
    Compact,
    /// Not at all.
    None,
}

/// Encodes a whole alignment.
#[must_use]
pub fn compact(runs: &[Alignment]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(3 * runs.len());
    let mut end = 0;
    for run in runs {
        put(&mut bytes, zigzag(i64::from(run.raw.start) - i64::from(end)));
        let (clean, raw) = (u64::from(run.clean.len()), u64::from(run.raw.len()));
        put(&mut bytes, clean << 1 | u64::from(clean != raw));
        if clean != raw {
            put(&mut bytes, raw);
        }
        end = run.raw.end;
    }
    bytes
}

const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::text::Span;

    /// Decodes the runs; none if the bytes are not a valid alignment.
    pub(crate) fn expand(mut bytes: &[u8]) -> Option<Vec<Alignment>> {
        let mut runs = Vec::new();
        let (mut clean_end, mut raw_end) = (0_u32, 0_u32);
        while !bytes.is_empty() {
            let start = u32::try_from(i64::from(raw_end) + unzigzag(take(&mut bytes)?)).ok()?;
            let length = take(&mut bytes)?;
            let clean = u32::try_from(length >> 1).ok()?;
            let raw = if length & 1 == 0 { clean } else { u32::try_from(take(&mut bytes)?).ok()? };
            let end = (clean_end.checked_add(clean)?, start.checked_add(raw)?);
            runs.push(Alignment { clean: Span::new(clean_end, end.0), raw: Span::new(start, end.1) });
            (clean_end, raw_end) = end;
        }
        Some(runs)
    }

    const fn unzigzag(number: u64) -> i64 {
        (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
    }

    /// Decodes the first number and advances `bytes` past it. Numbers of an alignment have at most 34 bits.
    fn take(bytes: &mut &[u8]) -> Option<u64> {
        const LONGEST: u32 = 5;
        let mut number = 0;
        for place in 0..LONGEST {
            let (&byte, rest) = bytes.split_first()?;
            *bytes = rest;
            number |= u64::from(byte & 0x7F) << (7 * place);
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn run(clean: (u32, u32), raw: (u32, u32)) -> Alignment {
        Alignment { clean: Span::new(clean.0, clean.1), raw: Span::new(raw.0, raw.1) }
    }

    #[test]
    fn the_example_of_the_contract() {
        let runs = [run((0, 300), (10, 310)), run((300, 301), (312, 312)), run((301, 303), (312, 314))];
        let bytes = compact(&runs);
        assert_eq!(bytes, [20, 0xD8, 4, 4, 3, 0, 0, 4]);
        assert_eq!(expand(&bytes), Some(runs.to_vec()));
    }

    #[test]
    fn what_is_expanded_is_what_was_compacted() {
        let mut state = 1_u64;
        let mut next = |below: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as u32 % below
        };
        for _ in 0..200 {
            let (mut clean, mut raw) = (0, 0);
            let runs = (0..next(40)).map(|_| {
                let far = [3, 200, 1 << 20][next(3) as usize];
                let (from, start) = (clean, raw + next(far));
                clean += next(far) + 1;
                raw = start + if next(2) == 0 { clean - from } else { next(far) };
                run((from, clean), (start, raw))
            });
            let runs: Vec<Alignment> = runs.collect();
            assert_eq!(expand(&compact(&runs)), Some(runs));
        }
    }

    #[test]
    fn bytes_that_are_no_alignment_give_nothing() {
        for bytes in [&[0x80][..], &[0], &[0, 1], &[1, 2], &[0xFF; 12]] {
            assert_eq!(expand(bytes), None, "{bytes:?}");
        }
    }
}
