//! Finds the places where a claim occurs word for word, with the Knuth-Morris-Pratt algorithm: linear time, no matter what repeats.

use super::reading::{Seen, behind_proclitic};

/// The places of a claim in a text.
#[derive(Debug, Default)]
pub struct Exact {
    /// The indexes of the first words of the places, in order. Only the first few are listed.
    pub starts: Vec<usize>,
    /// The number of places.
    pub count: u32,
}

/// All places where the words of `claim` occur in `text` in a row. The first `most` are listed.
pub fn places(text: &[Seen], claim: &[Seen], most: usize) -> Exact {
    let mut found = Exact::default();
    if claim.is_empty() || claim.len() > text.len() {
        return found;
    }
    let borders = borders(claim);
    let mut matched = 0;
    for (at, word) in text.iter().enumerate() {
        matched = advance(claim, &borders, matched, word.key);
        if matched == claim.len() {
            found.count = found.count.saturating_add(1);
            if found.starts.len() < most {
                found.starts.push(at + 1 - claim.len());
            }
        }
    }
    found
}

/// The same for places where the text attaches a conjunction or a preposition to the first word and the claim starts after it.
pub fn places_behind(text: &str, words: &[Seen], claim: &[Seen], most: usize) -> Exact {
    let Some((first, [_, ..])) = claim.split_first() else { return Exact::default() };
    let rest = places(words, claim.get(1..).unwrap_or_default(), usize::MAX);
    let before = rest.starts.iter().filter_map(|start| start.checked_sub(1));
    let has_first =
        |at: &usize| words.get(*at).is_some_and(|word| behind_proclitic(text, *word, first.key).is_some());
    let mut starts: Vec<usize> = before.filter(has_first).collect();
    let count = starts.len() as u32;
    starts.truncate(most);
    Exact { starts, count }
}

/// For each prefix of the claim, the length of its longest proper prefix that is also a suffix.
fn borders(claim: &[Seen]) -> Vec<u32> {
    let mut borders = Vec::with_capacity(claim.len());
    borders.push(0);
    let mut matched = 0;
    for word in claim.iter().skip(1) {
        matched = advance(claim, &borders, matched, word.key);
        borders.push(matched as u32);
    }
    borders
}

/// The number of matched words of the claim after one more word.
fn advance(claim: &[Seen], borders: &[u32], mut matched: usize, key: u64) -> usize {
    loop {
        if claim.get(matched).is_some_and(|word| word.key == key) {
            return matched + 1;
        }
        match matched.checked_sub(1).and_then(|last| borders.get(last)) {
            Some(&border) => matched = border as usize,
            None => return 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::read;
    use super::*;

    #[test]
    fn all_places_are_found_also_where_they_overlap() {
        let found = |text: &str, claim: &str| {
            let exact = places(&read(text), &read(claim), 2);
            (exact.starts, exact.count)
        };
        assert_eq!(found("نهر سد نهر سد نهر سد جسر", "نهر سد نهر"), (vec![0, 2], 2));
        assert_eq!(found("سد سد سد سد", "سد سد"), (vec![0, 1], 3));
        assert_eq!(found("نهر سد نهر سد جسر", "نهر سد جسر"), (vec![2], 1));
        assert_eq!(found("نهر سد", "نهر سد جسر"), (vec![], 0));
        assert_eq!(found("نهر سد", "…"), (vec![], 0));
    }
}
