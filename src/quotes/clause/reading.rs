//! A cue and its parsed clause.

use crate::quotes::clause::Clause;
use crate::quotes::cue::Cue;
use crate::tokens::TokenRange;

/// A cue and its parsed clause.
#[derive(Clone)]
pub struct Reading {
    /// The cue.
    pub cue: Cue,
    /// What follows the cue in its clause.
    pub clause: Clause,
    /// The subject inherited from an earlier cue.
    pub inherited: Option<TokenRange>,
    /// The first token that belongs to this cue: its conjunction, turn phrase or comma.
    pub head: usize,
    /// Whether another cue took this one's content.
    pub carried: bool,
    /// Whether a phrase of source names a source, so that it can attribute.
    pub names_source: bool,
}

impl Reading {
    /// A reading on its own, before other cues are considered.
    pub fn new(cue: Cue, clause: Clause, head: usize) -> Self {
        Self { cue, clause, inherited: None, head, carried: false, names_source: false }
    }

    /// Returns the subject, if it follows the cue directly.
    pub fn adjacent_subject(&self) -> Option<TokenRange> {
        self.clause.subject.filter(|subject| subject.start() == self.cue.tokens.end())
    }
}
