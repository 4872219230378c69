//! Runs of letters, read four at a time.

use super::{Class, EXTEND, KEY_LETTERS, Key, LOW, NONE, TATWEEL};

/// What two bytes are to a run of letters, by the first byte and the low six bits of the second: a letter's class,
/// [`ON_LETTER`] or [`APART`].
static PAIRS: [Class; 1 << 14] = pairs();

/// Bits of the classes of letters.
const LETTERS: u64 = 31;
/// Sits on a letter or stretches it.
const ON_LETTER: Class = 0x40;
/// Ends a run of letters.
const APART: Class = 0x80;

const fn pairs() -> [Class; 1 << 14] {
    let mut table = [APART; 1 << 14];
    let mut point = 0x600;
    while point < 0x700 {
        let pair = (0xC0 | point >> 6) << 6 | point & 0x3F;
        match LOW[point] {
            class @ 1..=31 => table[pair] = class,
            EXTEND | TATWEEL => table[pair] = ON_LETTER,
            _ => {}
        }
        point += 1;
    }
    table
}

/// A run of letters of U+0600–06FF with what sits on them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// The folded letters.
    pub key: Key,
    /// How many letters there are.
    pub letters: u32,
    /// How many bytes the run has.
    pub bytes: usize,
}

impl Run {
    /// The run at the start of `bytes`; empty where no letter stands there.
    #[inline]
    #[must_use]
    pub fn at_start(bytes: &[u8]) -> Self {
        let mut run = Self::default();
        // Most words are letters without marks: four at a time, while the key takes them.
        while run.letters + 4 <= KEY_LETTERS
            && let Some(four) = bytes.get(run.bytes..).and_then(<[u8]>::first_chunk)
        {
            let (letters, count, behind) = letters_of(*four);
            run.key.0 |= letters << (5 * run.letters);
            run.letters += count;
            run.bytes += 2 * count as usize;
            if count < 4 {
                if behind == ON_LETTER && run.letters > 0 {
                    break;
                }
                return run;
            }
        }
        run.go_on(bytes);
        run
    }

    /// The same, pair by pair.
    fn go_on(&mut self, bytes: &[u8]) {
        for &[first, second] in bytes.get(self.bytes..).unwrap_or_default().as_chunks().0 {
            match PAIRS[usize::from(first) << 6 | usize::from(second & 0x3F)] {
                // Nothing sits on nothing.
                ON_LETTER if self.letters > 0 => {}
                class @ 1..=31 => {
                    self.key = self.key.push(class, self.letters);
                    self.letters += 1;
                }
                _ => break,
            }
            self.bytes += 2;
        }
    }
}

/// The letters at the start of four pairs of bytes, five bits each; how many they are; what stands behind them.
#[inline]
fn letters_of(bytes: [u8; 8]) -> (u64, u32, Class) {
    /// The same two bytes four times.
    const fn lanes(pair: u64) -> u64 {
        pair * 0x0001_0001_0001_0001
    }
    // In each lane the low byte leads.
    let bytes = u64::from_le_bytes(bytes);
    let pairs = (bytes & lanes(0x00FF)) << 6 | (bytes >> 8) & lanes(0x003F);
    let class = |lane: u32| u64::from(PAIRS[(pairs >> (16 * lane) & 0x3FFF) as usize]);
    let (a, b, c, d) = (class(0), class(1), class(2), class(3));
    let three = a | b << 5 | c << 10;
    let behind = |class: u64| class as Class;
    if (a | b | c | d) & !LETTERS == 0 {
        (three | d << 15, 4, NONE)
    } else if a > LETTERS {
        (0, 0, behind(a))
    } else if b > LETTERS {
        (a, 1, behind(b))
    } else if c > LETTERS {
        (a | b << 5, 2, behind(c))
    } else {
        (three, 3, behind(d))
    }
}
