//! Combines the pieces of a claim: one place or several, the steps from the text to the claim, and how much was found.

use std::ops::Range;

use super::super::edits::{Step, align};
use super::super::words::Word;
use super::list::List;
use super::pieces::Piece;
use super::reading::behind_proclitic;
use super::verdict::Presence;

/// The maximum number of words of the text between two pieces of one place.
const MOST_BETWEEN: usize = 48;
/// The maximum number of consecutive words that may be changed or added in a near match.
const MOST_CHANGED: usize = 4;
/// The minimum share of the claim's words that a near match shares with the text, in hundredths.
const NEAR: usize = 60;
/// The minimum score of a piece that is not due to chance, and of a piece in a claim of which most is found.
const STRONG: i32 = 16;
const STRONG_IN_MOST: i32 = 8;
/// The maximum number of words at an end of a claim that are paired with words of the text next to the place.
const MOST_AT_END: usize = 3;

/// The result of searching for a claim in a text.
#[derive(Debug, Default)]
pub struct Found {
    /// How much of it was found.
    pub presence: Presence,
    /// The words of the text in each place.
    pub places: Vec<Range<usize>>,
    /// The words of the claim in each place.
    pub claimed: Vec<Range<usize>>,
    /// The steps from the text to the claim, without the gaps between two places.
    pub steps: Vec<Step>,
    /// The number of words of the claim that were found.
    pub equal: usize,
}

impl Found {
    /// Returns whether more of the claim was found than by another search.
    pub const fn is_better_than(&self, other: &Self) -> bool {
        let (rank, others) = (self.presence as u8, other.presence as u8);
        rank < others || rank == others && self.equal > other.equal
    }
}

/// The text and the claim of a search.
pub struct Searched<'s> {
    /// The text.
    pub text: &'s str,
    /// Its words.
    pub list: &'s List,
    /// The words of the claim.
    pub claim: &'s [Word],
}

impl Searched<'_> {
    /// Combines the pieces. `unit` returns the words of the sentence or quote that contains a word.
    pub fn found(&self, pieces: Vec<Piece>, unit: impl Fn(usize) -> Range<usize>) -> Found {
        let groups = grouped(strong(pieces, self.claim.len()));
        let mut found = Found::default();
        let mut claimed = 0;
        let last = groups.len().saturating_sub(1);
        for (number, group) in groups.into_iter().enumerate() {
            let (Some(first), Some(end)) = (group.first(), group.last()) else { continue };
            let place = first.text.start..end.text.end;
            found.claimed.push(first.claim.start..end.claim.end);
            let (first, end) = (first.claim.start, end.claim.end);
            let room = place.start.saturating_sub(unit(place.start).start);
            self.leading(claimed..first, place.start, room, &mut found.steps);
            self.inside(group, &mut found.steps);
            if number == last {
                let room = unit(place.end.saturating_sub(1)).end.saturating_sub(place.end);
                self.trailing(end..self.claim.len(), place.end, room, &mut found.steps);
            }
            found.places.push(place);
            claimed = end;
        }
        if let Some(first) = found.steps.first_mut() {
            *first = self.first(*first);
        }
        found.equal = found.steps.iter().filter(|step| matches!(step, Step::Equal(..))).count();
        found.presence = self.presence(&found);
        found
    }

    /// Treats a first word of the claim as equal if the text only attaches a conjunction or preposition to it.
    fn first(&self, step: Step) -> Step {
        let Step::Changed(j, i) = step else { return step };
        let words = self.list.words.get(j).zip(self.claim.get(i));
        let behind = words.and_then(|(word, claim)| behind_proclitic(self.text, *word, claim.key));
        if behind.is_some() { Step::Equal(j, i) } else { step }
    }

    fn presence(&self, found: &Found) -> Presence {
        match found.places.len() {
            0 => Presence::NotFound,
            1 if 100 * found.equal >= NEAR * self.claim.len()
                && longest_change(&found.steps) <= MOST_CHANGED =>
            {
                Presence::Near
            }
            _ => Presence::Partial,
        }
    }

    /// The steps of the pieces of one place, and those between them.
    fn inside(&self, group: Vec<Piece>, steps: &mut Vec<Step>) {
        let mut before: Option<(usize, usize)> = None;
        for piece in group {
            if let Some((j, i)) = before {
                let between = self.list.described(self.text, j, piece.text.start);
                let own = self.claim.get(i..piece.claim.start).unwrap_or_default();
                steps.extend(align(&between, own).iter().map(|step| shifted(*step, j, i)));
            }
            before = Some((piece.text.end, piece.claim.end));
            steps.extend(piece.steps);
        }
    }

    /// The words of the claim before a place. The last few are paired with words of the text, within its sentence.
    fn leading(&self, claim: Range<usize>, place: usize, room: usize, steps: &mut Vec<Step>) {
        let paired = if claim.len() <= MOST_AT_END { room.min(claim.len()) } else { 0 };
        let alone = claim.end - paired;
        steps.extend((claim.start..alone).map(|i| Step::Added(place - paired, i)));
        steps.extend((alone..claim.end).map(|i| Step::Changed(place - (claim.end - i), i)));
    }

    /// The words of the claim after the last place, in the same way.
    fn trailing(&self, claim: Range<usize>, place: usize, room: usize, steps: &mut Vec<Step>) {
        let paired = if claim.len() <= MOST_AT_END { room.min(claim.len()) } else { 0 };
        let alone = claim.start + paired;
        steps.extend((claim.start..alone).map(|i| Step::Changed(place + (i - claim.start), i)));
        steps.extend((alone..claim.end).map(|i| Step::Added(place + paired, i)));
    }
}

const fn shifted(step: Step, text: usize, claim: usize) -> Step {
    match step {
        Step::Equal(j, i) => Step::Equal(j + text, i + claim),
        Step::Changed(j, i) => Step::Changed(j + text, i + claim),
        Step::Dropped(j, i) => Step::Dropped(j + text, i + claim),
        Step::Added(j, i) => Step::Added(j + text, i + claim),
    }
}

/// The pieces that are not due to chance, and the pieces next to one.
fn strong(pieces: Vec<Piece>, words: usize) -> Vec<Piece> {
    let equal: usize = pieces.iter().map(Piece::equal).sum();
    let least = if 2 * equal >= words { STRONG_IN_MOST } else { STRONG };
    let is_strong: Vec<bool> = pieces.iter().map(|piece| piece.score >= least).collect();
    let strong = |at: usize| is_strong.get(at).copied().unwrap_or_default();
    let beside =
        |a: usize, b: usize| pieces.get(a).zip(pieces.get(b)).is_some_and(|(a, b)| is_one_place(a, b));
    let kept: Vec<bool> = (0..pieces.len())
        .map(|at| {
            let before = at.checked_sub(1).is_some_and(|before| strong(before) && beside(before, at));
            strong(at) || before || strong(at + 1) && beside(at, at + 1)
        })
        .collect();
    pieces.into_iter().zip(kept).filter_map(|(piece, kept)| kept.then_some(piece)).collect()
}

/// Returns whether the second piece follows the first in the text, with at most a sentence or two between them.
fn is_one_place(first: &Piece, second: &Piece) -> bool {
    second.text.start.checked_sub(first.text.end).is_some_and(|between| between <= MOST_BETWEEN)
}

fn grouped(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut groups: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| is_one_place(last, &piece)) => group.push(piece),
            _ => groups.push(vec![piece]),
        }
    }
    groups
}

/// The largest number of consecutive words of the claim that differ from the text.
fn longest_change(steps: &[Step]) -> usize {
    let (mut longest, mut run) = (0, 0);
    for step in steps {
        match step {
            Step::Equal(..) => run = 0,
            Step::Changed(..) | Step::Added(..) => run += 1,
            Step::Dropped(..) => {}
        }
        longest = longest.max(run);
    }
    longest
}
