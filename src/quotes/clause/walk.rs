//! The state of the walk from a cue to its content.

use super::{Clause, Opening};
use crate::quotes::cue::Cue;
use crate::quotes::words::{Scene, Word};
use crate::tokens::{TokenKind, TokenRange};

/// The most tokens between a cue and its content.
const REACH: usize = 90;

/// The outcome of a step.
pub enum Step {
    /// Continue at the token.
    On(usize),
    /// The clause ends, or its content begins.
    Done,
}

impl Step {
    /// Continue after the token.
    pub const fn past(token: Word) -> Self {
        Self::On(token.at + 1)
    }
}

/// What has been read of the clause so far.
pub struct Walk<'s, 't> {
    pub scene: &'s Scene<'t>,
    pub cue: &'s Cue,
    /// Where the walk must end.
    pub limit: usize,
    /// What was found so far.
    pub clause: Clause,
    /// Where the complement after the verb's own preposition starts.
    pub preposition: Option<usize>,
    /// Whether the walk is in a relative clause, where verbs and complementizers are not the cue's.
    pub relative: bool,
    /// The number of commas passed.
    pub commas: u8,
    /// Where a noun follows the subject; it may begin a complement that has quoted words.
    pub object: Option<usize>,
    /// Whether an adjunct has occurred; after one, only a source noun is read as the subject.
    pub adjunct: bool,
}

impl<'s, 't> Walk<'s, 't> {
    /// Starts at the cue, with nothing read.
    pub fn new(scene: &'s Scene<'t>, cue: &'s Cue, limit: usize) -> Self {
        let limit = limit.min(cue.tokens.end() + REACH);
        Self {
            scene,
            cue,
            limit,
            clause: Clause { end: limit, ..Clause::default() },
            preposition: None,
            relative: false,
            commas: 0,
            object: None,
            adjunct: false,
        }
    }

    /// Returns whether the word is the first after the cue.
    #[inline]
    pub fn is_first(&self, word: Word) -> bool {
        word.at == self.cue.tokens.end()
    }

    /// Returns whether the word is the first after the subject.
    pub fn is_after_subject(&self, word: Word) -> bool {
        self.clause.subject.is_some_and(|subject| subject.end() == word.at)
    }

    /// Returns whether the subject, and at least one word after it, come before the word.
    #[inline]
    pub fn has_passed_subject(&self, word: Word) -> bool {
        self.clause.subject.is_some_and(|subject| subject.end() < word.at)
    }

    /// Sets the subject, and continues after it.
    pub fn name_subject(&mut self, subject: TokenRange) -> Step {
        self.clause.subject = Some(subject);
        Step::On(subject.end())
    }

    /// Sets the addressee, unless it is already known, and continues after these tokens.
    pub fn address(&mut self, addressee: TokenRange) -> Step {
        self.clause.addressee = self.clause.addressee.or(Some(addressee));
        self.adjunct = true;
        Step::On(addressee.end())
    }

    /// Records that the complement begins with the word.
    pub const fn begin_complement(&mut self, word: Word) {
        self.preposition = Some(word.at);
        self.adjunct = true;
    }

    /// Sets what introduces the content, and ends the walk.
    pub fn open(&mut self, opening: Opening) -> Step {
        self.clause.opening = Some(opening);
        Step::Done
    }

    /// Hands the content over to another cue, and ends the walk.
    pub fn hand_over(&mut self, to: Word) -> Step {
        self.clause.hand_over = Some(to.at);
        Step::Done
    }
}

/// Returns whether a comma or dash comes before the word.
pub fn is_after_pause(word: Word) -> bool {
    matches!(word.prev().kind(), TokenKind::Comma | TokenKind::Dash)
}
