//! Where the time of a document goes, stage by stage.

use std::time::{Duration, Instant, SystemTime};

use crate::Stage as Core;

/// A stage of a document, from the server's view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Waiting for a worker.
    Wait,
    /// A stage of the core.
    Core(Core),
    /// Spans in the caller's unit, and the answer written.
    Answer,
}

impl Stage {
    /// In their order.
    pub(super) const ALL: [Self; 7] = [
        Self::Wait,
        Self::Core(Core::Tokens),
        Self::Core(Core::Blocks),
        Self::Core(Core::Sentences),
        Self::Core(Core::Quotes),
        Self::Core(Core::Clean),
        Self::Answer,
    ];

    /// In metrics and traces.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Core(stage) => stage.as_str(),
            Self::Answer => "answer",
        }
    }
}

/// Stages that follow each other without a gap, from its making on.
#[derive(Debug)]
pub(super) struct Stopwatch {
    begun: SystemTime,
    last: Instant,
    laps: Vec<(Stage, Duration)>,
}

impl Stopwatch {
    /// Begins now.
    pub(super) fn start() -> Self {
        Self { begun: SystemTime::now(), last: Instant::now(), laps: Vec::with_capacity(Stage::ALL.len()) }
    }

    /// `stage` has ended, and what follows begins.
    pub(super) fn lap(&mut self, stage: Stage) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }

    /// Each stage that has ended, with when it began and how long it took.
    pub(super) fn laps(&self) -> impl Iterator<Item = (Stage, SystemTime, Duration)> {
        self.laps.iter().scan(self.begun, |at, &(stage, took)| {
            let begun = *at;
            *at += took;
            Some((stage, begun, took))
        })
    }
}
