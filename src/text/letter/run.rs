//! Runs of letters, read two bytes at a time.

use super::{Class, EXTEND, KEY_LETTERS, Key, LOW, TATWEEL};

/// The class of two bytes in a run of letters, with the first byte lowest: a letter's class, [`ON_LETTER`] or [`APART`].
static PAIRS: [Class; 1 << 16] = pairs();

/// Combines with a letter or stretches it.
const ON_LETTER: Class = 0x40;
/// Ends a run of letters.
const APART: Class = 0x80;

const fn pairs() -> [Class; 1 << 16] {
    let mut table = [APART; 1 << 16];
    let mut point = 0x600;
    while point < 0x700 {
        let pair = (0xC0 | point >> 6) | (0x80 | point & 0x3F) << 8;
        match LOW[point] {
            class @ 1..=31 => table[pair] = class,
            EXTEND | TATWEEL => table[pair] = ON_LETTER,
            _ => {}
        }
        point += 1;
    }
    table
}

/// The number of bytes of the letters that a key holds.
const KEY_BYTES: usize = 2 * KEY_LETTERS as usize;

#[inline]
fn class_of(pair: [u8; 2]) -> Class {
    PAIRS[usize::from(u16::from_le_bytes(pair))]
}

/// A run of letters of U+0600–06FF with their diacritics.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// The folded letters.
    pub key: Key,
    /// The number of letters.
    pub letters: u32,
    /// The number of bytes.
    pub bytes: usize,
}

impl Run {
    /// The run at the start of `bytes`; empty if there is no letter.
    #[inline(always)]
    #[must_use]
    pub fn at_start(bytes: &[u8]) -> Self {
        let mut run = bytes.first_chunk().map_or(Self::default(), Self::of_key);
        // Rare cases: marks, letters beyond the key, the end of the text.
        if run.letters > 0 && bytes.get(run.bytes) != Some(&b' ') || bytes.len() < KEY_BYTES {
            run.go_on(bytes);
        }
        run
    }

    /// Consecutive letters, as many as a key holds. The number of steps is constant, so the compiler unrolls the loop.
    #[inline(always)]
    fn of_key(bytes: &[u8; KEY_BYTES]) -> Self {
        let mut key = 0;
        let mut letters = 0;
        for pair in bytes.as_chunks().0 {
            let class = class_of(*pair);
            if !is_letter(class) {
                break;
            }
            key |= u64::from(class) << (5 * letters);
            letters += 1;
        }
        Self { key: Key(key), letters, bytes: 2 * letters as usize }
    }

    /// Continues the run with marks, and with letters beyond the key.
    #[inline(never)]
    fn go_on(&mut self, bytes: &[u8]) {
        for pair in bytes.get(self.bytes..).unwrap_or_default().as_chunks().0 {
            let class = class_of(*pair);
            // A mark without a letter is not part of the run.
            if class == APART || class == ON_LETTER && self.letters == 0 {
                return;
            }
            if is_letter(class) {
                self.key = self.key.push(class, self.letters);
                self.letters += 1;
            }
            self.bytes += 2;
        }
    }
}

/// Returns whether it is the class of a letter.
const fn is_letter(class: Class) -> bool {
    class < ON_LETTER
}
