//! An index of the words of a text.

use super::reading::Seen;

/// The maximum number of places of one word that are examined. A word with more of them is in every paragraph and carries little information.
pub const MOST_PLACES: usize = 64;

/// The maximum number of links that are followed for one word: other words may share its chain.
const MOST_LINKS: usize = 4 * MOST_PLACES;

/// Marks the end of a chain.
const END: u32 = u32::MAX;

/// The words of a text by their keys, with one chain of places for each hash.
#[derive(Debug, Default)]
pub struct Index {
    heads: Vec<u32>,
    next: Vec<u32>,
    shift: u32,
}

impl Index {
    /// Indexes the words of a text.
    pub fn of(words: &[Seen]) -> Self {
        let bits = usize::BITS - words.len().leading_zeros() + 1;
        let mut index = Self { heads: vec![END; 1 << bits], next: vec![END; words.len()], shift: 64 - bits };
        // In reverse, so that the chains are in the order of the text.
        for (at, word) in words.iter().enumerate().rev() {
            let slot = index.slot(word.key);
            if let (Some(head), Some(next)) = (index.heads.get_mut(slot), index.next.get_mut(at)) {
                *next = std::mem::replace(head, at as u32);
            }
        }
        index
    }

    const fn slot(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    /// The first places of a word, in order.
    pub fn places<'i>(&'i self, words: &'i [Seen], key: u64) -> impl Iterator<Item = usize> + 'i {
        let is_place = |at: &u32| *at != END;
        let first = self.heads.get(self.slot(key)).copied().filter(is_place);
        let follow = move |at: &u32| self.next.get(*at as usize).copied().filter(is_place);
        let links = std::iter::successors(first, follow).take(MOST_LINKS).map(|at| at as usize);
        links.filter(move |at| words.get(*at).is_some_and(|word| word.key == key)).take(MOST_PLACES)
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::read;
    use super::*;

    #[test]
    fn a_word_is_found_in_its_places_and_no_other() {
        let words = read("جسر طريق جسر نهر جسر");
        let index = Index::of(&words);
        let places = |word: &str| index.places(&words, read(word)[0].key).collect::<Vec<_>>();
        assert_eq!(places("جسر"), [0, 2, 4]);
        assert_eq!(places("نهر"), [3]);
        assert!(places("سد").is_empty());
        assert!(Index::of(&[]).places(&[], 7).next().is_none());
        let many = read(&"جسر ".repeat(500));
        assert_eq!(Index::of(&many).places(&many, many[0].key).count(), MOST_PLACES);
    }
}
