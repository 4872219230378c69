//! What a look-up finds: whom a noun phrase means, and by which strategy.

use smallvec::SmallVec;

use super::Speakers;
use super::source::Source;
use crate::lexicon::{Gender, Number};
use crate::quotes::name::Mention;
use crate::quotes::resolution::Identity;

/// Who is meant.
#[derive(Debug)]
pub enum Who {
    /// An earlier source, by its index.
    Known(u32),
    /// A source that no quote had before.
    New(Box<Source>),
}

/// Whom a noun phrase means. Finding it changes nothing; [`Speakers::admit`] does.
#[derive(Debug)]
pub struct Identified {
    pub who: Who,
    /// The strategy that found it.
    pub identity: Identity,
    /// The mentions that led to it, the innermost first: each adds to what is known of the source.
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

    /// The same, found by another strategy.
    pub fn by(self, identity: Identity) -> Self {
        Self { identity, ..self }
    }

    /// The same, with a mention that leads to it.
    pub fn heard(mut self, mention: Mention) -> Self {
        self.mentions.push(mention);
        self
    }

    /// The earlier source that it is.
    pub const fn index(&self) -> Option<u32> {
        match self.who {
            Who::Known(index) => Some(index),
            Who::New(_) => None,
        }
    }

    /// The new source that it would be, with what the mentions say of it.
    pub fn newcomer(&self, speakers: &Speakers) -> Option<Source> {
        let Who::New(source) = &self.who else { return None };
        let mut source = Source::clone(source);
        self.mentions.iter().for_each(|mention| source.add(speakers.scene, mention));
        Some(source)
    }

    /// Gender and number of the source, once the mentions are added.
    pub fn agreement(&self, speakers: &Speakers) -> (Gender, Number) {
        let (gender, number) = match &self.who {
            Who::Known(index) => speakers.get(*index).map(Source::agreement).unwrap_or_default(),
            Who::New(source) => source.agreement(),
        };
        let mut shown = [gender].into_iter().chain(self.mentions.iter().map(|mention| mention.gender));
        (shown.find(|gender| *gender != Gender::Unknown).unwrap_or_default(), number)
    }
}
