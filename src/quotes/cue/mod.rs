//! Cues: the words that may attribute.

mod find;
mod fits;
mod masdar;
pub mod refusal;

use smallvec::SmallVec;

use crate::lexicon::{CueClass, Form, Phrase, Verb, VerbForm, frame};
use crate::tokens::TokenRange;

pub use find::{find, judge};
pub use fits::is_said_thing;
pub use masdar::{brings_clause, is_noun_like, subject_of_masdar};

/// The kind of a cue.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A form of a reporting verb.
    Verb(VerbForm),
    /// A preposition of source: "according to".
    Source(&'static Phrase),
    /// A conjunction of source and its verb: "as … said".
    SourceClause(&'static Phrase, VerbForm),
    /// A phrase that only says who used these words: "as he put it".
    SourceSelf(&'static Phrase),
}

/// A word or phrase that may attribute.
#[derive(Clone, Debug)]
pub struct Cue {
    /// Its tokens.
    pub tokens: TokenRange,
    /// The kind.
    pub kind: Kind,
    /// What can follow its verb: bits of [`frame`].
    frames: u32,
}

impl Cue {
    pub fn new(tokens: TokenRange, kind: Kind) -> Self {
        let mut cue = Self { tokens, kind, frames: 0 };
        cue.frames = cue.verb().map_or(0, |verb| verb.frames);
        cue
    }

    /// The verb's form, if there is a verb.
    pub fn form(&self) -> Option<VerbForm> {
        match self.kind {
            Kind::Verb(form) | Kind::SourceClause(_, form) => Some(form),
            Kind::Source(_) | Kind::SourceSelf(_) => None,
        }
    }

    /// The verb's row in the lexicon, if there is a verb.
    pub fn verb(&self) -> Option<&'static Verb> {
        self.form().map(VerbForm::verb)
    }

    /// Returns whether the cue's verb takes one of the frames.
    #[inline]
    pub const fn takes(&self, frames: u32) -> bool {
        self.frames & frames != 0
    }

    /// Like [`Cue::takes`], but only for a verb that reports wherever its complement is.
    pub const fn takes_freely(&self, frames: u32) -> bool {
        self.takes(frames) && !self.takes(frame::STRICT)
    }

    /// What can follow its verb: bits of [`frame`]; 0 if there is no verb.
    pub const fn frames(&self) -> u32 {
        self.frames
    }

    /// The dictionary form and class.
    pub fn lemma(&self) -> (&'static str, CueClass) {
        match self.kind {
            Kind::Verb(form) => (form.verb().lemma, form.verb().class),
            Kind::Source(phrase) | Kind::SourceClause(phrase, _) | Kind::SourceSelf(phrase) => {
                (phrase.text, CueClass::Source)
            }
        }
    }

    /// Returns whether the cue is a finite verb.
    pub fn is_finite(&self) -> bool {
        matches!(self.kind, Kind::Verb(form) if matches!(form.form, Form::Perfect | Form::Imperfect))
    }

    /// Returns whether the cue is a participle.
    pub fn is_participle(&self) -> bool {
        matches!(self.kind, Kind::Verb(form) if form.form == Form::Participle)
    }

    /// Returns whether the cue is a verbal noun.
    pub fn is_nominal(&self) -> bool {
        matches!(self.kind, Kind::Verb(form) if matches!(form.form, Form::Masdar | Form::MasdarSuffixed))
    }
}

/// The cues of a sentence; usually few.
pub type Cues = SmallVec<[Cue; 4]>;
