//! Finds the stretch of a claim that is most similar to a stretch of a text: a local alignment in a band around one diagonal.
//!
//! A word of the claim costs at most [`BAND`] cells.

use super::super::edits::Step;
use super::super::words::Word;

/// The maximum number of words that may be inserted or left out on either side of the diagonal.
pub const REACH: usize = 16;
/// The number of cells for each word of the claim.
pub const BAND: usize = 2 * REACH + 1;

/// The cost of an inserted or missing word, and of a replacement.
const GAP: i32 = 2;
const CHANGE: i32 = 2;

/// A stretch of the claim aligned with a similar stretch of the text.
#[derive(Clone, Debug, Default)]
pub struct Stretch {
    /// The steps from the text to the claim, as indexes of words in the two lists.
    pub steps: Vec<Step>,
    /// The score of the alignment.
    pub score: i32,
}

/// The score of two words side by side. Equal rare words score highest.
fn worth(text: &Word, claim: &Word) -> i32 {
    if text.key == claim.key {
        2 + (claim.weight() / 20).min(3) as i32
    } else if text.stem == claim.stem {
        1
    } else {
        -CHANGE
    }
}

/// The predecessor of a cell on the best path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum From {
    /// The path starts here.
    #[default]
    Start,
    /// A word of both.
    Both,
    /// A word of the claim only.
    Claim,
    /// A word of the text only.
    Text,
}

/// The best alignment in which word `i` of the claim is near word `i + REACH - lead` of the text.
pub fn stretch(text: &[Word], lead: usize, claim: &[Word]) -> Stretch {
    let other = |row: usize, column: usize| text.get((row + column).checked_sub(lead)?);
    let mut ways = vec![From::Start; claim.len() * BAND];
    let (mut before, mut scores) = ([0_i32; BAND], [0_i32; BAND]);
    let mut best = (0, 0, 0);
    for (row, word) in claim.iter().enumerate() {
        std::mem::swap(&mut before, &mut scores);
        let own = ways.get_mut(row * BAND..(row + 1) * BAND).unwrap_or_default();
        for (column, way) in own.iter_mut().enumerate() {
            let cell = Cell { before: &before, scores: &scores, column };
            let (score, from) = cell.best(other(row, column).map(|other| worth(other, word)));
            *way = from;
            if let Some(place) = scores.get_mut(column) {
                *place = score;
            }
            if score > best.0 {
                best = (score, row, column);
            }
        }
    }
    let (score, row, column) = best;
    if score == 0 {
        return Stretch::default();
    }
    let mut steps = steps(&ways, row, column);
    for step in &mut steps {
        *step = placed(*step, lead, text, claim);
    }
    Stretch { steps, score }
}

/// A step with the indexes of the two lists, and with equal words recognised.
fn placed(step: Step, lead: usize, text: &[Word], claim: &[Word]) -> Step {
    match step {
        Step::Equal(j, i) | Step::Changed(j, i) => {
            let j = j.saturating_sub(lead);
            let same = text.get(j).zip(claim.get(i)).is_some_and(|(a, b)| a.key == b.key);
            if same { Step::Equal(j, i) } else { Step::Changed(j, i) }
        }
        Step::Dropped(j, i) => Step::Dropped(j.saturating_sub(lead), i),
        Step::Added(j, i) => Step::Added(j.saturating_sub(lead), i),
    }
}

/// A cell with the previous row and the current row so far.
struct Cell<'a> {
    before: &'a [i32; BAND],
    scores: &'a [i32; BAND],
    column: usize,
}

impl Cell<'_> {
    fn best(&self, worth: Option<i32>) -> (i32, From) {
        let Some(worth) = worth else { return (0, From::Start) };
        let at =
            |row: &[i32; BAND], column: Option<usize>| column.and_then(|column| row.get(column).copied());
        let both = at(self.before, Some(self.column)).unwrap_or(0) + worth;
        let claim = at(self.before, Some(self.column + 1)).unwrap_or(0) - GAP;
        let text = at(self.scores, self.column.checked_sub(1)).unwrap_or(0) - GAP;
        let best = both.max(claim).max(text);
        match best {
            ..=0 => (0, From::Start),
            _ if best == both => (both, From::Both),
            _ if best == claim => (claim, From::Claim),
            _ => (text, From::Text),
        }
    }
}

/// The steps that lead to a cell.
fn steps(ways: &[From], mut row: usize, mut column: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    loop {
        let at = row + column;
        match ways.get(row * BAND + column).copied().unwrap_or_default() {
            From::Start => break,
            From::Both => steps.push(Step::Changed(at, row)),
            From::Claim => {
                steps.push(Step::Added(at, row));
                column += 1;
            }
            From::Text => {
                steps.push(Step::Dropped(at, row + 1));
                // The predecessor is in the same row.
                match column.checked_sub(1) {
                    Some(left) => column = left,
                    None => break,
                }
                continue;
            }
        }
        match row.checked_sub(1) {
            Some(above) => row = above,
            None => break,
        }
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::super::reading::{read, word};
    use super::*;

    /// The steps as words: "=" equal, "~" changed, "-" only in the text, "+" only in the claim.
    fn told(text: &str, claim: &str) -> String {
        let list = |text: &str| read(text).iter().map(|seen| word(text, *seen)).collect::<Vec<_>>();
        let sign = |step: &Step| match step {
            Step::Equal(..) => '=',
            Step::Changed(..) => '~',
            Step::Dropped(..) => '-',
            Step::Added(..) => '+',
        };
        stretch(&list(text), REACH, &list(claim)).steps.iter().map(sign).collect()
    }

    #[test]
    fn the_best_stretch_is_found_with_its_changes() {
        let text = "سيفتح الجسر القديم يوم الأحد المقبل أمام السيارات";
        assert_eq!(told(text, text), "========");
        assert_eq!(told(text, "سيفتح الجسر الجديد يوم الأحد المقبل"), "==~===");
        assert_eq!(told(text, "سيفتح الجسر يوم الأحد المقبل"), "==-===");
        assert_eq!(told(text, "سيفتح الجسر القديم أيضا يوم الأحد"), "===+==");
        assert_eq!(told(text, "نهر بحر سيفتح الجسر القديم سماء أرض"), "===");
        assert_eq!(told(text, "نهر بحر سماء"), "");
        assert_eq!(told("", text), "");
        assert_eq!(told(text, ""), "");
    }
}
