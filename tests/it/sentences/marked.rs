//! A text with annotated sentence ends, and changes to its form.

use isnad::{SegmentOptions, segment};

/// The lines, and for each line the byte offsets after its sentences except the last.
#[derive(Clone)]
pub struct Marked {
    pub lines: Vec<(String, Vec<usize>)>,
}

/// The number of ends that were found, that were annotated, and that are both.
#[derive(Clone, Copy, Default)]
pub struct Score {
    found: usize,
    set: usize,
    both: usize,
}

impl Score {
    pub fn add(&mut self, other: Self) {
        self.found += other.found;
        self.set += other.set;
        self.both += other.both;
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        2.0 * self.both as f64 / (self.found + self.set).max(1) as f64
    }
}

impl Marked {
    /// A text with the known sentences of each line, separated by spaces.
    pub fn of(lines: &[&[&str]]) -> Self {
        let line = |sentences: &&[&str]| {
            let mut ends = Vec::new();
            let mut text = String::new();
            for sentence in *sentences {
                if !text.is_empty() {
                    ends.push(text.len());
                    text.push(' ');
                }
                text.push_str(sentence);
            }
            (text, ends)
        };
        Self { lines: lines.iter().map(line).collect() }
    }

    /// Inserts a mark at a word's start or end. `choose` selects one of the given number of places.
    pub fn with_mark(&self, mark: &str, choose: impl FnOnce(usize) -> usize) -> Self {
        let mut places = Vec::new();
        for (index, (line, _)) in self.lines.iter().enumerate() {
            let mut inside = false;
            for (at, c) in line.char_indices() {
                if c.is_alphabetic() != inside {
                    inside = !inside;
                    places.push((index, at));
                }
            }
        }
        let mut changed = self.clone();
        if places.is_empty() {
            return changed;
        }
        let (index, at) = places[choose(places.len())];
        let (line, ends) = &mut changed.lines[index];
        line.insert_str(at, mark);
        ends.iter_mut().filter(|end| **end > at).for_each(|end| *end += mark.len());
        changed
    }

    /// Joins the lines with `joint`, and compares the ends found inside lines with the annotated ones.
    pub fn score(&self, joint: &str) -> Score {
        let mut text = String::new();
        let (mut set, mut line_ends) = (Vec::new(), Vec::new());
        for (line, ends) in &self.lines {
            set.extend(ends.iter().map(|end| text.len() + end));
            text.push_str(line);
            line_ends.push(text.trim_end().len());
            text.push_str(joint);
        }
        let sentences = segment(&text, &SegmentOptions::new());
        let mut found: Vec<usize> = sentences.iter().map(|sentence| sentence.span.end as usize).collect();
        found.retain(|end| !line_ends.contains(end));
        let both = found.iter().filter(|end| set.contains(end)).count();
        Score { found: found.len(), set: set.len(), both }
    }
}

/// Pseudo-random numbers (xorshift), equal on every machine.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
