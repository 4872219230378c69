//! Observes the look-ups, for `isnad explain`.

use super::Voice;
use super::source::Source;
use crate::quotes::choice::{Candidate, Question};
use crate::quotes::drafts::Draft;
use crate::quotes::name::Mention;
use crate::quotes::resolution::{Doubt, Identity, Mismatch};
use crate::quotes::score::Choice;
use crate::tokens::TokenRange;

/// An observer of the look-ups in one text. Each method does nothing by default, so it costs nothing without an
/// observer.
pub trait Witness {
    /// A noun phrase was rejected as the speaker.
    fn doubted(&mut self, _phrase: TokenRange, _doubt: Doubt) {}

    /// A mention was parsed, and its source is sought.
    fn read(&mut self, _mention: &Mention) {}

    /// A source was compared with the mention or verb.
    fn compared(&mut self, _index: u32, _source: &Source, _outcome: Result<Identity, Mismatch>) {}

    /// These sources were not compared any more.
    fn passed_over<'s>(&mut self, _sources: impl Iterator<Item = (u32, &'s Source)>, _reason: Mismatch) {}

    /// A new source was added.
    fn added(&mut self, _index: u32, _source: &Source) {}

    /// The candidates for a speaker were weighed, and one was chosen.
    fn weighed(&mut self, _question: &Question, _among: &[Candidate], _choice: Choice) {}

    /// The weights chose this source, or nobody, instead of the rules' pick.
    fn taken(&mut self, _source: Option<(u32, &Source)>) {}

    /// The speaker of a quote was decided.
    fn decided(&mut self, _draft: &Draft, _voice: Voice) {}

    /// The answer is complete: the index of each source among its entities.
    fn listed(&mut self, _entities: &[Option<u32>]) {}
}

/// No observer.
impl Witness for () {}
