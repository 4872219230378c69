//! Word-for-word places of a claim, by Knuth, Morris and Pratt: one comparison for each word of the text, whatever repeats.

use super::reading::{Seen, behind_proclitic};

/// The places of a claim in a text.
#[derive(Debug, Default)]
pub struct Exact {
    /// The index of the first word of each, in order; the first few.
    pub starts: Vec<usize>,
    /// How many there are.
    pub count: u32,
}

/// All places where the words of `claim` are in `text`, in a row; the first `most` are listed.
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

/// The same where the text has a conjunction or a preposition written onto the first word, and the claim begins behind it.
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

/// For each start of the claim the length of its longest shorter start that also ends it.
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

/// How many words of the claim are matched after one more word.
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
