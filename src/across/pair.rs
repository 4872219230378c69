//! Two quotes side by side: the shared words, and the words of one quote only.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::edits::{Step, align};
use super::words::Word;

/// Two lists of words: the shorter and the longer by weight.
pub struct Pair<'w> {
    /// The shorter.
    pub few: Side<'w>,
    /// The longer.
    pub many: Side<'w>,
    /// The alignment steps from the first argument to the second.
    pub steps: Vec<Step>,
    /// Whether the first argument is the longer list.
    pub first_is_longer: bool,
}

/// One of the two lists.
pub struct Side<'w> {
    /// The words.
    pub words: &'w [Word],
    /// The total weight.
    pub mass: u32,
    /// For each word, whether the other side has it in any form. A word that occurs twice needs two matches.
    pub shared: Vec<bool>,
}

impl<'w> Pair<'w> {
    /// Aligns two lists.
    pub fn of(a: &'w [Word], b: &'w [Word]) -> Self {
        let steps = align(a, b);
        let [a, b] = [Side::of(a, b), Side::of(b, a)];
        let first_is_longer = a.mass >= b.mass;
        let (few, many) = if first_is_longer { (b, a) } else { (a, b) };
        Self { few, many, steps, first_is_longer }
    }

    /// The weight of the shared words that are in the same order, and the length of the longest run of them.
    pub fn in_order(&self) -> (u32, u32) {
        let (a, b) = if self.first_is_longer { (&self.many, &self.few) } else { (&self.few, &self.many) };
        let (mut weight, mut run, mut longest) = (0, 0, 0);
        for step in &self.steps {
            let same = |i: usize, j: usize| {
                Some((a.words.get(i)?, b.words.get(j)?)).filter(|(a, b)| a.stem == b.stem)
            };
            let pair = match *step {
                Step::Equal(i, j) | Step::Changed(i, j) => same(i, j),
                Step::Dropped(..) | Step::Added(..) => None,
            };
            run = if pair.is_some() { run + 1 } else { 0 };
            longest = longest.max(run);
            weight += pair.map_or(0, |(word, _)| word.weight());
        }
        (weight, longest)
    }
}

impl<'w> Side<'w> {
    fn of(words: &'w [Word], others: &[Word]) -> Self {
        let mut left: HashMap<u64, u32, FixedState> =
            HashMap::with_capacity_and_hasher(others.len(), FixedState::default());
        for other in others {
            *left.entry(other.stem).or_default() += 1;
        }
        let mut take = |word: &Word| match left.get_mut(&word.stem) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        };
        let shared = words.iter().map(&mut take).collect();
        Self { words, mass: words.iter().map(Word::weight).sum(), shared }
    }

    /// The words that the other side has.
    pub fn common(&self) -> impl Iterator<Item = &'w Word> {
        self.words.iter().zip(&self.shared).filter(|(_, shared)| **shared).map(|(word, _)| word)
    }

    /// The words that the other side does not have.
    pub fn alone(&self) -> impl Iterator<Item = &'w Word> {
        self.words.iter().zip(&self.shared).filter(|(_, shared)| !**shared).map(|(word, _)| word)
    }

    /// The weight of the words that the other side has.
    pub fn common_mass(&self) -> u32 {
        self.common().map(Word::weight).sum()
    }
}
