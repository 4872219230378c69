//! Runs of words that occur more than once on a page.

use crate::clean::part::Run;
use crate::clean::unit::Unit;
use crate::text::snug;
use crate::tokens::Tokens;

/// Repeats of fewer words are ignored.
pub const REPEATED_WORDS: u32 = 4;

/// The hashes of runs of words, sorted. A page has few of them, and a hash table would cost more.
pub struct Runs {
    all: Vec<u64>,
    /// The runs that occur more than once. There are hardly any.
    again: Vec<u64>,
}

impl Runs {
    /// Collects each whole unit, and each part of a unit between dashes.
    pub fn of(tokens: &Tokens<'_>, units: &[Unit]) -> Self {
        let mut hashes = Vec::with_capacity(units.len());
        for unit in units {
            snug::add(&mut hashes, unit.hash);
            if unit.parted {
                let (lead, trail) = unit.parts(tokens);
                let long = [lead, trail].into_iter().filter(|(_, words)| *words >= REPEATED_WORDS);
                long.for_each(|(hash, _)| snug::add(&mut hashes, hash));
            }
        }
        hashes.sort_unstable();
        let mut again: Vec<u64> = Vec::new();
        for pair in hashes.windows(2).filter(|pair| pair.first() == pair.last()) {
            let new = pair.first().filter(|hash| again.last() != Some(hash)).copied();
            new.into_iter().for_each(|hash| snug::add(&mut again, hash));
        }
        Self { again, all: hashes }
    }

    /// Returns whether a run occurs.
    pub fn has(&self, hash: u64) -> bool {
        self.all.binary_search(&hash).is_ok()
    }

    /// Returns whether a run occurs more than once.
    pub fn has_again(&self, hash: u64) -> bool {
        self.again.binary_search(&hash).is_ok()
    }

    /// Returns whether a run of enough words occurs more than once.
    pub fn repeat(&self, (hash, words): Run) -> bool {
        words >= REPEATED_WORDS && self.has_again(hash)
    }
}
