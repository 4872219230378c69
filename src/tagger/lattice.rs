//! The best labels of a paragraph, by Viterbi's algorithm.
//!
//! Scores are relative to that of "no span", so that small integers hold them however long the paragraph is.

use super::table::{BETWEEN, INTO, LABELS, Lanes, OUT, REST, UNIT};
use super::{Kind, Tagged};
use crate::text::snug;
use crate::tokens::TokenRange;

/// Labels that begin a span, in the order of their weights; behind them those of a person's and a body's further words,
/// and of all others'.
const FIRST: [Kind; 5] = [Kind::Person, Kind::Body, Kind::Document, Kind::Unnamed, Kind::Title];

/// What no path scores.
const NEVER: i16 = -20_000;

/// How much worse than none the best label has to be for no span to go on from there.
const FAR: i16 = 7 * UNIT;

/// Weights from none to each label, less that to none.
const AFRESH: Lanes = {
    let mut lanes = INTO;
    let mut label = 0;
    while label < LABELS {
        lanes[label] = lanes[label].saturating_sub(REST);
        label += 1;
    }
    lanes
};

/// What the best paths to a token score.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// Those that give it each label, less that which gives it none.
    scores: Lanes,
    /// The best step to no label.
    none: i16,
}

/// A label; none outside spans.
type Label = Option<usize>;

/// The steps of a paragraph.
#[derive(Debug)]
pub struct Lattice {
    steps: Vec<Step>,
    between: &'static [Lanes],
}

impl Lattice {
    /// Without a step; no paragraph will have more than so many.
    pub fn new(steps: usize) -> Self {
        // If the compiler knew the weights, it would take them by columns, and a step would cost twice as much.
        Self { steps: Vec::with_capacity(steps), between: std::hint::black_box(&BETWEEN[..]) }
    }

    /// Forgets the paragraph.
    pub fn clear(&mut self) {
        self.steps.clear();
    }

    /// Goes on by a token, for which each label has a weight.
    #[inline]
    pub fn advance(&mut self, emission: Lanes) {
        let step = match self.steps.last() {
            Some(last) => last.next(&emission, self.between),
            None => Step::first(emission),
        };
        self.steps.push(step);
    }

    /// The spans of the best path; `first` is the paragraph's first token.
    pub fn spans(&self, first: usize, found: &mut Vec<Tagged>) {
        let from = found.len();
        let mut label = self.steps.last().and_then(Step::best);
        let mut gain = 0;
        let mut end = self.steps.len();
        let mut at = end;
        for step in self.steps.iter().rev() {
            at -= 1;
            // Most tokens are in no span, and none ends before them.
            if label.is_none() && step.none == REST {
                (gain, end) = (0, at);
                continue;
            }
            let last = at.checked_sub(1).and_then(|at| self.steps.get(at));
            let before = last.map_or(Some(None), |last| last.origin(step, label)).unwrap_or(None);
            let Some(known) = label else {
                // What it costs to leave the span before counts to it.
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

/// Tenths of a natural logarithm.
fn trust(gain: i32) -> u8 {
    (gain * 10 / i32::from(UNIT)).clamp(0, 255) as u8
}

impl Step {
    /// A paragraph begins: no span goes on.
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
        // By halves: all lanes at once.
        let mut width = LABELS;
        while width > 1 {
            width /= 2;
            for lane in 0..width {
                ends[lane] = ends[lane].max(ends[lane + width]);
            }
        }
        ends[0].max(NEVER)
    }

    /// No span that is hopeless here goes on or ends.
    #[inline]
    fn afresh(emission: &Lanes) -> Self {
        let mut scores = AFRESH;
        for (score, weight) in scores.iter_mut().zip(emission) {
            *score = score.saturating_add(*weight);
        }
        Self { scores, none: REST }
    }

    // Inlined it is taken apart, and costs twice as much.
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

    /// The label of this token on the best path to that label of the next.
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

    /// The label from which a step with these weights scores so much.
    fn origin_of(&self, weight: impl Fn(usize) -> i16, score: i16) -> Option<Label> {
        (0..LABELS).find(|&from| self.scores[from].saturating_add(weight(from)) == score).map(Some)
    }
}
