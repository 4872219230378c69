//! The walk from a cue to its content: what has been read so far.

use super::{Clause, Opening};
use crate::quotes::cue::Cue;
use crate::quotes::words::{Scene, Word};
use crate::tokens::{TokenKind, TokenRange};

/// Tokens that may be between a cue and its content.
const REACH: usize = 90;

/// What a step of the walk leads to.
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
    /// Where the walk ends at the latest.
    pub limit: usize,
    /// What is found.
    pub clause: Clause,
    /// Where the complement after the verb's own preposition starts.
    pub preposition: Option<usize>,
    /// Inside a relative clause: its verbs and complementizers are not the cue's.
    pub relative: bool,
    /// Commas passed.
    pub commas: u8,
    /// Where a noun follows the subject: it may begin a complement with quoted words.
    pub object: Option<usize>,
    /// An adjunct has come: from here only a source noun is read as the subject.
    pub adjunct: bool,
}

impl<'s, 't> Walk<'s, 't> {
    /// At the cue, with nothing read.
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

    /// Whether the word is the first after the cue.
    #[inline]
    pub fn is_first(&self, word: Word) -> bool {
        word.at == self.cue.tokens.end()
    }

    /// Whether the word is the first after the subject.
    pub fn is_after_subject(&self, word: Word) -> bool {
        self.clause.subject.is_some_and(|subject| subject.end() == word.at)
    }

    /// Whether the subject and at least one word after it are before the word.
    #[inline]
    pub fn has_passed_subject(&self, word: Word) -> bool {
        self.clause.subject.is_some_and(|subject| subject.end() < word.at)
    }

    /// The subject is found; the walk continues after it.
    pub fn name_subject(&mut self, subject: TokenRange) -> Step {
        self.clause.subject = Some(subject);
        Step::On(subject.end())
    }

    /// Whom the verb speaks to is found, unless they are known; the walk continues after them.
    pub fn address(&mut self, addressee: TokenRange) -> Step {
        self.clause.addressee = self.clause.addressee.or(Some(addressee));
        self.adjunct = true;
        Step::On(addressee.end())
    }

    /// The complement begins with the word.
    pub const fn begin_complement(&mut self, word: Word) {
        self.preposition = Some(word.at);
        self.adjunct = true;
    }

    /// The content is found, and ends the walk.
    pub fn open(&mut self, opening: Opening) -> Step {
        self.clause.opening = Some(opening);
        Step::Done
    }

    /// Another cue takes the content, and ends the walk.
    pub fn hand_over(&mut self, to: Word) -> Step {
        self.clause.hand_over = Some(to.at);
        Step::Done
    }
}

/// Whether a comma or dash is before the word.
pub fn is_after_pause(word: Word) -> bool {
    matches!(word.prev().kind(), TokenKind::Comma | TokenKind::Dash)
}
