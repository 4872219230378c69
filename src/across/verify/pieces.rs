//! Finds the parts of a claim that a text contains, from the longest to the shortest.
//!
//! Each word of the claim votes for the diagonals on which the text has it. The alignment around the best diagonals gives a
//! piece. The rest of the claim on both sides of it is searched in the same way.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::super::edits::Step;
use super::super::words::Word;
use super::list::List;
use super::local::{REACH, Stretch, stretch};

/// The minimum number of words to search for. Shorter sequences occur in any text.
const LEAST: usize = 3;
/// The maximum number of pieces of one claim.
const MOST_PIECES: usize = 8;
/// The maximum number of stretches of a claim that are searched, whether found or not.
const MOST_SEARCHES: usize = 2 * MOST_PIECES;
/// The maximum number of words searched for each word of a claim, and the minimum for a short claim. The rest of a claim would otherwise
/// be searched many times if each piece is short.
const MOST_TIMES: usize = 3;
const AT_LEAST: usize = 512;
/// The number of diagonals around which a stretch is aligned.
const CANDIDATES: usize = 3;
/// The number of diagonals that are counted together.
const BUCKET: i64 = REACH as i64;

/// A part of a claim aligned with a similar part of the text.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The words of the claim.
    pub claim: Range<usize>,
    /// The words of the text.
    pub text: Range<usize>,
    /// The steps from the text to the claim, as indexes of words.
    pub steps: Vec<Step>,
    /// The score of the alignment.
    pub score: i32,
}

impl Piece {
    /// The number of equal words.
    pub fn equal(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::Equal(..))).count()
    }
}

/// The pieces of a claim, in the order of the claim.
pub fn pieces(text: &str, list: &List, claim: &[Word]) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let whole = 0..claim.len();
    let mut open = vec![whole];
    let mut allowed = (MOST_TIMES * claim.len()).max(AT_LEAST);
    for _ in 0..MOST_SEARCHES {
        // The longest first, because the number of searches is limited.
        let longest = (0..open.len()).max_by_key(|at| open.get(*at).map_or(0, Range::len));
        let Some(range) = longest.map(|at| open.swap_remove(at)) else { break };
        if range.len() < LEAST || found.len() == MOST_PIECES {
            break;
        }
        let Some(rest) = allowed.checked_sub(range.len()) else { continue };
        allowed = rest;
        let Some(piece) = best(text, list, claim, range.clone()) else { continue };
        open.extend([range.start..piece.claim.start, piece.claim.end..range.end]);
        found.push(piece);
    }
    found.sort_by_key(|piece| piece.claim.start);
    found
}

/// The piece with the highest score for a stretch of the claim.
fn best(text: &str, list: &List, claim: &[Word], range: Range<usize>) -> Option<Piece> {
    let own = claim.get(range.clone())?;
    let aligned = |diagonal: i64| {
        let (from, lead) = (diagonal.max(0) as usize, diagonal.min(0).unsigned_abs() as usize);
        let end = (from + own.len() + 2 * REACH).saturating_sub(lead);
        piece(stretch(&list.described(text, from, end), lead, own), from, range.start)
    };
    let all = candidates(list, own).into_iter().filter_map(aligned);
    let found = all.reduce(|best, other| if other.score > best.score { other } else { best })?;
    (found.equal() >= LEAST).then_some(found)
}

/// Converts an alignment to a piece with indexes into the full lists.
fn piece(found: Stretch, text: usize, claim: usize) -> Option<Piece> {
    let shift = |step: &Step| match *step {
        Step::Equal(j, i) => Step::Equal(j + text, i + claim),
        Step::Changed(j, i) => Step::Changed(j + text, i + claim),
        Step::Dropped(j, i) => Step::Dropped(j + text, i + claim),
        Step::Added(j, i) => Step::Added(j + text, i + claim),
    };
    let steps: Vec<Step> = found.steps.iter().map(shift).collect();
    let (first, last) = (ends(steps.first()?)?, ends(steps.last()?)?);
    Some(Piece { claim: first.1..last.1 + 1, text: first.0..last.0 + 1, steps, score: found.score })
}

/// The words of text and claim in a step that has both. The first and the last step of an alignment do.
const fn ends(step: &Step) -> Option<(usize, usize)> {
    match *step {
        Step::Equal(j, i) | Step::Changed(j, i) => Some((j, i)),
        Step::Dropped(..) | Step::Added(..) => None,
    }
}

/// The diagonals with the most votes, each as the index in the text at which the band of the claim's first word starts.
fn candidates(list: &List, claim: &[Word]) -> Vec<i64> {
    // Two grids, each shifted by half a bucket, so that a diagonal is near the middle in one of them.
    let mut votes: HashMap<i64, u32, FixedState> = HashMap::default();
    for (i, word) in claim.iter().enumerate() {
        for j in list.places(word.key) {
            let diagonal = j as i64 - i as i64;
            for (grid, shifted) in [(0, diagonal), (1, diagonal + BUCKET / 2)] {
                *votes.entry(2 * shifted.div_euclid(BUCKET) + grid).or_default() += word.weight();
            }
        }
    }
    let mut best: Vec<(u32, i64)> = votes.into_iter().map(|(bucket, weight)| (weight, -bucket)).collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let start = |bucket: i64| bucket.div_euclid(2) * BUCKET - bucket.rem_euclid(2) * (BUCKET / 2);
    let middle = |bucket: i64| start(bucket) + BUCKET / 2 - REACH as i64;
    best.into_iter().take(CANDIDATES).map(|(_, bucket)| middle(-bucket)).collect()
}
