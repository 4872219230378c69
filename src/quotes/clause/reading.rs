//! A cue together with what was read of its clause.

use crate::quotes::clause::Clause;
use crate::quotes::cue::Cue;
use crate::tokens::TokenRange;

/// A cue with what was read of its clause.
#[derive(Clone)]
pub struct Reading {
    /// The cue.
    pub cue: Cue,
    /// What follows it in its own clause.
    pub clause: Clause,
    /// The subject that an earlier cue handed over.
    pub inherited: Option<TokenRange>,
    /// Where what belongs to this cue begins: its conjunction, turn phrase or comma.
    pub head: usize,
    /// Whether another cue took this one's content.
    pub carried: bool,
    /// Whether a phrase of source names one, so that it can attribute.
    pub names_source: bool,
}

impl Reading {
    /// Before other cues have been asked.
    pub fn new(cue: Cue, clause: Clause, head: usize) -> Self {
        Self { cue, clause, inherited: None, head, carried: false, names_source: false }
    }

    /// The subject, if it follows the cue at once.
    pub fn adjacent_subject(&self) -> Option<TokenRange> {
        self.clause.subject.filter(|subject| subject.start() == self.cue.tokens.end())
    }
}
