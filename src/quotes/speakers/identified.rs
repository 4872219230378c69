//! The result of a look-up: the source to which a noun phrase refers, and the strategy that found it.

use smallvec::SmallVec;

use super::Speakers;
use super::source::Source;
use crate::lexicon::{Gender, Number};
use crate::quotes::name::Mention;
use crate::quotes::resolution::Identity;

/// A known or a new source.
#[derive(Debug)]
pub enum Who {
    /// An earlier source, by its index.
    Known(u32),
    /// A source that no earlier quote had.
    New(Box<Source>),
}

/// The source to which a noun phrase refers. Finding it has no side effects; [`Speakers::admit`] applies it.
#[derive(Debug)]
pub struct Identified {
    pub who: Who,
    /// The strategy that found it.
    pub identity: Identity,
    /// The mentions that led to it, the innermost first; each adds to what is known about the source.
    pub mentions: SmallVec<[Mention; 1]>,
}

impl Identified {
    /// An earlier source.
    pub fn known(index: u32, identity: Identity) -> Self {
        Self { who: Who::Known(index), identity, mentions: SmallVec::new() }
    }

    /// A new source.
    pub fn new(source: Source, identity: Identity) -> Self {
        Self { who: Who::New(Box::new(source)), identity, mentions: SmallVec::new() }
    }

    /// Returns the same source, found by another strategy.
    pub fn by(self, identity: Identity) -> Self {
        Self { identity, ..self }
    }

    /// Returns the same source, with a further mention that leads to it.
    pub fn heard(mut self, mention: Mention) -> Self {
        self.mentions.push(mention);
        self
    }

    /// Returns the index of an earlier source.
    pub const fn index(&self) -> Option<u32> {
        match self.who {
            Who::Known(index) => Some(index),
            Who::New(_) => None,
        }
    }

    /// Returns the new source, with what the mentions say about it.
    pub fn newcomer(&self, speakers: &Speakers) -> Option<Source> {
        let Who::New(source) = &self.who else { return None };
        let mut source = Source::clone(source);
        self.mentions.iter().for_each(|mention| source.add(speakers.scene, mention));
        Some(source)
    }

    /// Returns gender and number of the source, including what the mentions show.
    pub fn agreement(&self, speakers: &Speakers) -> (Gender, Number) {
        let (gender, number) = match &self.who {
            Who::Known(index) => speakers.get(*index).map(Source::agreement).unwrap_or_default(),
            Who::New(source) => source.agreement(),
        };
        let mut shown = [gender].into_iter().chain(self.mentions.iter().map(|mention| mention.gender));
        (shown.find(|gender| *gender != Gender::Unknown).unwrap_or_default(), number)
    }
}
