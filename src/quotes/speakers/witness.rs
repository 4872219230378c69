//! Who watches the look-ups: for `isnad explain`.

use super::Voice;
use super::source::Source;
use crate::quotes::choice::{Candidate, Question};
use crate::quotes::drafts::Draft;
use crate::quotes::name::Mention;
use crate::quotes::resolution::{Doubt, Identity, Mismatch};
use crate::quotes::score::Choice;
use crate::tokens::TokenRange;

/// A witness of the look-ups for one text. Each method does nothing by default, so it costs nothing if nobody
/// watches.
pub trait Witness {
    /// A noun phrase is not taken for the speaker.
    fn doubted(&mut self, _phrase: TokenRange, _doubt: Doubt) {}

    /// A mention was taken apart, and its source is looked for.
    fn read(&mut self, _mention: &Mention) {}

    /// A source was compared with the mention or verb.
    fn compared(&mut self, _index: u32, _source: &Source, _outcome: Result<Identity, Mismatch>) {}

    /// Sources that were not compared any more.
    fn passed_over<'s>(&mut self, _sources: impl Iterator<Item = (u32, &'s Source)>, _reason: Mismatch) {}

    /// A new source was added.
    fn added(&mut self, _index: u32, _source: &Source) {}

    /// The candidates for a speaker were weighed, and one was taken.
    fn weighed(&mut self, _question: &Question, _among: &[Candidate], _choice: Choice) {}

    /// The weights take this source, or nobody, and not whom the rules take.
    fn taken(&mut self, _source: Option<(u32, &Source)>) {}

    /// The speaker of a quote is decided.
    fn decided(&mut self, _draft: &Draft, _voice: Voice) {}

    /// The answer is complete: the place of each source among its entities.
    fn listed(&mut self, _entities: &[Option<u32>]) {}
}

/// Nobody watches.
impl Witness for () {}
