//! The time of a document, stage by stage.

use std::time::{Duration, Instant, SystemTime};

use crate::Stage as Core;

/// A stage of a document, from the server's view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Waiting for a worker.
    Wait,
    /// A stage of the core.
    Core(Core),
    /// Converting spans to the caller's unit, and encoding the answer.
    Answer,
}

impl Stage {
    /// All stages, in order.
    pub(super) const ALL: [Self; 7] = [
        Self::Wait,
        Self::Core(Core::Tokens),
        Self::Core(Core::Blocks),
        Self::Core(Core::Sentences),
        Self::Core(Core::Quotes),
        Self::Core(Core::Clean),
        Self::Answer,
    ];

    /// Its name in metrics and traces.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Core(stage) => stage.as_str(),
            Self::Answer => "answer",
        }
    }
}

/// Measures consecutive stages, starting when it is created.
#[derive(Debug)]
pub(super) struct Stopwatch {
    begun: SystemTime,
    last: Instant,
    laps: Vec<(Stage, Duration)>,
}

impl Stopwatch {
    /// Starts now.
    pub(super) fn start() -> Self {
        Self { begun: SystemTime::now(), last: Instant::now(), laps: Vec::with_capacity(Stage::ALL.len()) }
    }

    /// Records that `stage` has ended and the next one begins.
    pub(super) fn lap(&mut self, stage: Stage) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }

    /// The finished stages, each with its start and duration.
    pub(super) fn laps(&self) -> impl Iterator<Item = (Stage, SystemTime, Duration)> {
        self.laps.iter().scan(self.begun, |at, &(stage, took)| {
            let begun = *at;
            *at += took;
            Some((stage, begun, took))
        })
    }
}
