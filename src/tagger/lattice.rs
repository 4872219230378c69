//! Finds the best labels of a paragraph with the Viterbi algorithm.
//!
//! Scores are relative to the score of "no span", so that they fit small integers however long the paragraph is.

use super::table::{BETWEEN, INTO, LABELS, Lanes, OUT, REST, UNIT};
use super::{Kind, Tagged};
use crate::text::snug;
use crate::tokens::TokenRange;

/// The labels that start a span, in the order of their weights. They are followed by the labels of the further words of a person, of a body,
/// and of all other kinds.
const FIRST: [Kind; 5] = [Kind::Person, Kind::Body, Kind::Document, Kind::Unnamed, Kind::Title];

/// A score that no path reaches.
const NEVER: i16 = -20_000;

/// If the best label scores worse than "no span" by more than this, no span continues.
const FAR: i16 = 7 * UNIT;

/// The weights from no span to each label, less the weight from no span to no span.
const AFRESH: Lanes = {
    let mut lanes = INTO;
    let mut label = 0;
    while label < LABELS {
        lanes[label] = lanes[label].saturating_sub(REST);
        label += 1;
    }
    lanes
};

/// The scores of the best paths to a token.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// The score of the best path to each label, less the score of the best path to no span.
    scores: Lanes,
    /// The score of the best step to no span.
    none: i16,
}

/// A label; `None` outside spans.
type Label = Option<usize>;

/// The steps of a paragraph.
#[derive(Debug)]
pub struct Lattice {
    steps: Vec<Step>,
    between: &'static [Lanes],
}

impl Lattice {
    /// Creates a lattice for paragraphs of at most `steps` tokens.
    pub fn new(steps: usize) -> Self {
        // If the compiler knew the weights, it would access them by columns, and a step would take twice as long.
        Self { steps: Vec::with_capacity(steps), between: std::hint::black_box(&BETWEEN[..]) }
    }

    /// Clears the paragraph.
    pub fn clear(&mut self) {
        self.steps.clear();
    }

    /// Adds a token. `emission` has its weight for each label.
    #[inline]
    pub fn advance(&mut self, emission: Lanes) {
        let step = match self.steps.last() {
            Some(last) => last.next(&emission, self.between),
            None => Step::first(emission),
        };
        self.steps.push(step);
    }

    /// Adds the spans of the best path to `found`. `first` is the first token of the paragraph.
    pub fn spans(&self, first: usize, found: &mut Vec<Tagged>) {
        let from = found.len();
        let mut label = self.steps.last().and_then(Step::best);
        let mut gain = 0;
        let mut end = self.steps.len();
        let mut at = end;
        for step in self.steps.iter().rev() {
            at -= 1;
            // The most frequent case: the token is in no span, and no span ends before it.
            if label.is_none() && step.none == REST {
                (gain, end) = (0, at);
                continue;
            }
            let last = at.checked_sub(1).and_then(|at| self.steps.get(at));
            let before = last.map_or(Some(None), |last| last.origin(step, label)).unwrap_or(None);
            let Some(known) = label else {
                // The cost of leaving the previous span counts towards that span.
                gain = before.map_or(0, |it| i32::from(OUT[it]) - i32::from(REST));
                end = at;
                label = before;
                continue;
            };
            gain +=
                last.map_or(0, |last| i32::from(step.none) - i32::from(last.score(before)) - i32::from(REST));
            gain += i32::from(step.scores[known]);
            if let Some(&kind) = FIRST.get(known) {
                let words = TokenRange::new(first + at, first + end);
                snug::add(found, Tagged { words, kind, trust: trust(gain) });
                gain = 0;
                end = at;
            }
            label = before;
        }
        found.get_mut(from..).unwrap_or_default().reverse();
    }
}

/// Converts to tenths of the natural logarithm of the odds.
fn trust(gain: i32) -> u8 {
    (gain * 10 / i32::from(UNIT)).clamp(0, 255) as u8
}

impl Step {
    /// The first step of a paragraph: no span continues.
    fn first(emission: Lanes) -> Self {
        let mut scores = emission;
        for score in scores.iter_mut().skip(FIRST.len()) {
            *score = NEVER;
        }
        Self { scores, none: 0 }
    }

    #[inline]
    fn next(&self, emission: &Lanes, between: &[Lanes]) -> Self {
        let ends = self.best_end();
        if ends < REST - FAR { Self::afresh(emission) } else { self.go_on(emission, between, ends.max(REST)) }
    }

    /// The best score of a span that ends before the next token.
    #[inline]
    fn best_end(&self) -> i16 {
        let mut ends = self.scores;
        for (end, out) in ends.iter_mut().zip(&OUT) {
            *end = end.saturating_add(*out);
        }
        // Halve repeatedly, so that all lanes are compared at once.
        let mut width = LABELS;
        while width > 1 {
            width /= 2;
            for lane in 0..width {
                ends[lane] = ends[lane].max(ends[lane + width]);
            }
        }
        ends[0].max(NEVER)
    }

    /// The step from a token at which every span is hopeless: none continues or ends.
    #[inline]
    fn afresh(emission: &Lanes) -> Self {
        let mut scores = AFRESH;
        for (score, weight) in scores.iter_mut().zip(emission) {
            *score = score.saturating_add(*weight);
        }
        Self { scores, none: REST }
    }

    // If inlined, the compiler splits it up, and it takes twice as long.
    #[inline(never)]
    fn go_on(&self, emission: &Lanes, between: &[Lanes], none: i16) -> Self {
        let mut scores = INTO;
        for (&score, into) in self.scores.iter().zip(between) {
            for label in 0..LABELS {
                scores[label] = scores[label].max(score.saturating_add(into[label]));
            }
        }
        for (score, weight) in scores.iter_mut().zip(emission) {
            *score = score.saturating_add(*weight).saturating_sub(none);
        }
        Self { scores, none }
    }

    /// The best label of the paragraph's last token.
    fn best(&self) -> Label {
        let best = (0..LABELS).max_by_key(|&label| (self.scores[label], LABELS - label));
        best.filter(|&label| self.scores[label] > 0)
    }

    fn score(&self, label: Label) -> i16 {
        label.map_or(0, |label| self.scores[label])
    }

    /// The label of this token on the best path to `label` at the next token.
    #[inline]
    fn origin(&self, next: &Self, label: Label) -> Option<Label> {
        match label {
            None if next.none == REST => Some(None),
            None => self.origin_of(|from| OUT[from], next.none),
            Some(label) => {
                let rest = INTO[label];
                let best = (0..LABELS).map(|from| self.scores[from].saturating_add(BETWEEN[from][label]));
                let best = best.max().unwrap_or(NEVER).max(rest);
                if best == rest { Some(None) } else { self.origin_of(|from| BETWEEN[from][label], best) }
            }
        }
    }

    /// The label from which a step with these weights reaches `score`.
    fn origin_of(&self, weight: impl Fn(usize) -> i16, score: i16) -> Option<Label> {
        (0..LABELS).find(|&from| self.scores[from].saturating_add(weight(from)) == score).map(Some)
    }
}
