//! The alignment of two lists of words.
//!
//! Words that occur once in each list are anchors if their order agrees. Between two anchors the cheapest path from one list to the
//! other is computed in windows of at most [`WINDOW`] words of each list, so each word costs at most [`WINDOW`] cells of a table.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::words::Word;

/// The maximum number of words of each list that are aligned at once.
pub const WINDOW: usize = 64;

/// A step from the first list to the second, as indexes of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The same word in both lists.
    Equal(usize, usize),
    /// One word replaced by another.
    Changed(usize, usize),
    /// A word of the first list only, and the index in the second before which it is missing.
    Dropped(usize, usize),
    /// A word of the second list only, and the index in the first before which it was inserted.
    Added(usize, usize),
}

/// The steps from `a` to `b`, in order.
pub fn align(a: &[Word], b: &[Word]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(a.len().max(b.len()));
    let (mut i, mut j) = (0, 0);
    for (to_i, to_j) in anchors(a, b).into_iter().chain([(a.len(), b.len())]) {
        between(a, b, i..to_i, j..to_j, &mut steps);
        if to_i < a.len() {
            steps.push(Step::Equal(to_i, to_j));
        }
        (i, j) = (to_i + 1, to_j + 1);
    }
    steps
}

/// The indexes of words that occur once in each list, as many as are in the same order.
fn anchors(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let (once_a, once_b) = (once(a), once(b));
    let shared = a.iter().enumerate().filter_map(|(i, word)| {
        once_a.get(&word.key).copied().flatten()?;
        Some((i, once_b.get(&word.key).copied().flatten()?))
    });
    longest_rise(&shared.collect::<Vec<_>>())
}

/// The index of each word that occurs once in the list.
fn once(list: &[Word]) -> HashMap<u64, Option<usize>, FixedState> {
    let mut found = HashMap::with_capacity_and_hasher(list.len(), FixedState::default());
    for (at, word) in list.iter().enumerate() {
        found.entry(word.key).and_modify(|once| *once = None).or_insert(Some(at));
    }
    found
}

/// The longest subsequence of `pairs`, which are in the order of the first index, in which the second index rises too.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair with the lowest end, and for each pair its predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| second(end) < pair.1);
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let follow = |at: &usize| before.get(*at).copied().flatten();
    let mut rise: Vec<_> =
        std::iter::successors(ends.last().copied(), follow).filter_map(|at| pairs.get(at).copied()).collect();
    rise.reverse();
    rise
}

/// Aligns the words between two anchors, one window at a time.
fn between(a: &[Word], b: &[Word], of_a: Range<usize>, of_b: Range<usize>, steps: &mut Vec<Step>) {
    let windows = of_a.len().max(of_b.len()).div_ceil(WINDOW);
    let part = |range: &Range<usize>, window: usize| range.start + range.len() * window / windows;
    for window in 0..windows {
        let rows = part(&of_a, window)..part(&of_a, window + 1);
        let columns = part(&of_b, window)..part(&of_b, window + 1);
        Table::of(a, b, &rows, &columns).walk(rows, columns, steps);
    }
}

/// The cost of dropping or adding a word.
const GAP: u16 = 4;

/// The cost of replacing one word by another: lowest for forms of one word, higher for two numbers, highest for other words.
pub fn cost(a: &Word, b: &Word) -> u16 {
    if a.key == b.key {
        0
    } else if a.stem == b.stem {
        2
    } else if a.value.is_some() && b.value.is_some() {
        3
    } else {
        2 * GAP - 1
    }
}

/// The cost from the start of a window to each of its cells.
struct Table {
    costs: Vec<u16>,
    width: usize,
    /// The cost of a replacement at each cell.
    changes: Vec<u16>,
}

impl Table {
    fn of(a: &[Word], b: &[Word], rows: &Range<usize>, columns: &Range<usize>) -> Self {
        let width = columns.len() + 1;
        let (a, b) = (a.get(rows.clone()).unwrap_or_default(), b.get(columns.clone()).unwrap_or_default());
        let size = width * (a.len() + 1);
        let mut table = Self { costs: vec![0; size], width, changes: vec![0; size] };
        for (row, word) in std::iter::once(None).chain(a.iter().map(Some)).enumerate() {
            for (column, other) in std::iter::once(None).chain(b.iter().map(Some)).enumerate() {
                let change = word.zip(other).map_or(u16::MAX, |(word, other)| cost(word, other));
                table.set(row, column, change);
            }
        }
        table
    }

    fn set(&mut self, row: usize, column: usize, change: u16) {
        let up = self.cost(row.checked_sub(1), Some(column)).saturating_add(GAP);
        let left = self.cost(Some(row), column.checked_sub(1)).saturating_add(GAP);
        let across = self.cost(row.checked_sub(1), column.checked_sub(1)).saturating_add(change);
        let at = row * self.width + column;
        if let Some(cost) = self.costs.get_mut(at) {
            *cost = if at == 0 { 0 } else { up.min(left).min(across) };
        }
        if let Some(place) = self.changes.get_mut(at) {
            *place = change;
        }
    }

    /// The cost up to a cell; the maximum outside the table.
    fn cost(&self, row: Option<usize>, column: Option<usize>) -> u16 {
        let at = row.zip(column).map(|(row, column)| row * self.width + column);
        at.and_then(|at| self.costs.get(at).copied()).unwrap_or(u16::MAX)
    }

    /// Follows the cheapest path back and writes its steps in order.
    fn walk(&self, rows: Range<usize>, columns: Range<usize>, steps: &mut Vec<Step>) {
        let from = steps.len();
        let (mut row, mut column) = (rows.len(), columns.len());
        while row > 0 || column > 0 {
            let (i, j) = (rows.start + row.saturating_sub(1), columns.start + column.saturating_sub(1));
            let here = self.cost(Some(row), Some(column));
            let change = self.changes.get(row * self.width + column).copied().unwrap_or(u16::MAX);
            let across = self.cost(row.checked_sub(1), column.checked_sub(1)).saturating_add(change);
            if row > 0 && column > 0 && across == here {
                steps.push(if change == 0 { Step::Equal(i, j) } else { Step::Changed(i, j) });
                (row, column) = (row - 1, column - 1);
            } else if column == 0 || self.cost(row.checked_sub(1), Some(column)).saturating_add(GAP) == here {
                steps.push(Step::Dropped(i, columns.start + column));
                row -= 1;
            } else {
                steps.push(Step::Added(rows.start + row, j));
                column -= 1;
            }
        }
        if let Some(own) = steps.get_mut(from..) {
            own.reverse();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    /// The steps as words: "=" equal, "~" changed, "-" dropped, "+" added.
    fn told(a: &str, b: &str) -> String {
        let sign = |step: &Step| match step {
            Step::Equal(..) => '=',
            Step::Changed(..) => '~',
            Step::Dropped(..) => '-',
            Step::Added(..) => '+',
        };
        align(&words(a), &words(b)).iter().map(sign).collect()
    }

    #[test]
    fn words_are_dropped_added_and_changed() {
        let a = "سيفتح الجسر القديم يوم الأحد";
        assert_eq!(told(a, a), "=====");
        assert_eq!(told(a, "سيفتح الجسر يوم الأحد"), "==-==");
        assert_eq!(told(a, "لن سيفتح الجسر القديم يوم الأحد"), "+=====");
        assert_eq!(told(a, "سيفتح الجسر الجديد يوم الأحد"), "==~==");
        assert_eq!(told("في المدينة 25 جسرا", "في المدينة 30 جسرا"), "==~=");
        assert_eq!(told("", a), "+++++");
        assert_eq!(told(a, ""), "-----");
        assert_eq!(told("", ""), "");
    }

    #[test]
    fn each_word_is_in_one_step_however_long_the_lists_are() {
        let long = |from: usize, step: usize| -> String {
            (0..900).map(|at| format!("{} ", (from + at * step) % 1301)).collect()
        };
        let (a, b) = (words(&long(0, 7)), words(&long(3, 11)));
        let steps = align(&a, &b);
        let of_a: Vec<_> = steps
            .iter()
            .filter_map(|step| match step {
                Step::Equal(i, _) | Step::Changed(i, _) | Step::Dropped(i, _) => Some(*i),
                Step::Added(..) => None,
            })
            .collect();
        let of_b: Vec<_> = steps
            .iter()
            .filter_map(|step| match step {
                Step::Equal(_, j) | Step::Changed(_, j) | Step::Added(_, j) => Some(*j),
                Step::Dropped(..) => None,
            })
            .collect();
        assert_eq!(of_a, (0..a.len()).collect::<Vec<_>>());
        assert_eq!(of_b, (0..b.len()).collect::<Vec<_>>());
    }
}
