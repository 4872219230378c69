//! Resolves speakers: joins mentions into sources, and finds implicit subjects from the discourse.
//!
//! Each strategy has a file. It is a function of the current state without side effects, and its result names the
//! strategy. Only `Speakers` adds to the sources.

mod actor;
mod agreement;
mod article_surname;
mod by_description;
mod by_name;
mod by_noun;
mod described;
mod identified;
mod mention;
mod new_name;
mod source;
mod spelt_out;
mod subject;
mod turn;
mod weighed;
mod witness;

pub use source::Source;
pub use witness::Witness;

use crate::lexicon::{Flags, Gender, Number};
use crate::quotes::choice::Turn;
use crate::quotes::drafts::{Draft, RelayDraft};
use crate::quotes::inventory::InventoryOf;
use crate::quotes::name::{self, Mention};
use crate::quotes::people::{self, PeopleOf};
use crate::quotes::resolution::{Doubt, Found, Identity, Mismatch, Resolution, Sayer, SpeakerRule};
use crate::quotes::result::EntityKind;
use crate::quotes::score::Weights;
use crate::quotes::words::Scene;
use crate::quotes::words::scene::agrees;
use crate::segment::Paragraph;
use crate::text::snug;
use crate::tokens::TokenRange;
use identified::{Identified, Who};

/// The speaker of a quote, and how the speaker was found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Voice {
    pub source: Option<u32>,
    pub rule: SpeakerRule,
    /// The speaker's share of the odds of all candidates: 0 to 1.
    pub share: f32,
}

/// The source that the rules pick. Nothing is recorded for this mention yet, because the weights may choose another
/// source.
#[derive(Debug, Default)]
struct Ruled {
    resolution: Resolution,
    found: Option<Identified>,
}

impl Ruled {
    /// A source found by the words of a mention.
    fn by(way: Found, found: Identified) -> Self {
        Self { resolution: Resolution::Named(way), found: Some(found) }
    }

    /// Returns how the rules found the source.
    fn rule(&self) -> SpeakerRule {
        SpeakerRule { resolution: self.resolution, identity: self.found.as_ref().map(|found| found.identity) }
    }
}

/// A relay with its source.
pub type ResolvedRelay = (RelayDraft, Option<u32>);

/// The sources of a text. The quotes are read in order.
pub struct Speakers<'s, 't> {
    scene: &'s Scene<'t>,
    paragraphs: &'s [Paragraph],
    people: &'s PeopleOf<'s, 't>,
    inventory: &'s InventoryOf<'s, 't>,
    weights: &'s Weights,
    pub sources: Vec<Source>,
    /// For each row of the inventory, the index of its source.
    of_row: Vec<Option<u32>>,
    /// The turns of the quotes so far, newest last.
    turns: Vec<Turn>,
}

/// The most turns to look at for an implicit subject.
const LOOK_BACK: usize = 12;
/// The most sources to compare with a mention.
const COMPARED: usize = 64;

impl<'s, 't> Speakers<'s, 't> {
    pub fn new(
        scene: &'s Scene<'t>,
        paragraphs: &'s [Paragraph],
        people: &'s PeopleOf<'s, 't>,
        inventory: &'s InventoryOf<'s, 't>,
        weights: &'s Weights,
    ) -> Self {
        let (sources, of_row, turns) = (Vec::new(), Vec::new(), Vec::new());
        Self { scene, paragraphs, people, inventory, weights, sources, of_row, turns }
    }

    /// Resolves the speaker of a quote.
    pub fn speaker(&mut self, draft: &Draft, witness: &mut impl Witness) -> Voice {
        let sayer = overt(self, draft, witness);
        let rules = match sayer {
            Some(sayer) => Ruled::by(sayer.found, identify(self, sayer.tokens, witness)),
            None => self.implicit(draft, witness),
        };
        let voice = weighed::voice(self, draft, sayer, rules, witness);
        if let Some(source) = voice.source {
            self.learn(draft, source);
            if !draft.nested {
                let turn = weighed::turn(self, draft, source);
                snug::add(&mut self.turns, turn);
            }
        }
        witness.decided(draft, voice);
        voice
    }

    /// The source of an inventory row.
    fn source_of(&self, row: u32) -> Option<u32> {
        *self.of_row.get(row as usize)?
    }

    /// Resolves the relays of a quote to their sources.
    pub fn relays(&mut self, draft: &Draft) -> Vec<ResolvedRelay> {
        let mut resolved = Vec::with_capacity(draft.relays.len());
        for relay in &draft.relays {
            // "في بيان": a text without a name is not a source to which a later mention could refer.
            let text = self.scene.is(relay.tokens.start(), Flags::WRITING) && relay.cue.is_none();
            let found = (!text).then(|| identify(self, relay.tokens, &mut ()));
            let source = found.map(|found| self.admit(found, &mut ()));
            resolved.push((relay.clone(), source));
        }
        resolved
    }

    /// Returns the names of those who speak together under one name; empty if the name is that of a single source.
    pub fn members(&self, name: TokenRange) -> Vec<TokenRange> {
        self.inventory.members(self.scene, name)
    }

    /// Cuts a mention that begins with a surname of the text after that surname: the rest belongs to the clause.
    pub fn cut(&self, mention: TokenRange) -> TokenRange {
        mention::cut(self, mention)
    }

    /// Returns whether a noun phrase names one of the sources; used for headlines.
    pub fn names_known(&self, phrase: TokenRange) -> bool {
        let words = name::keys(self.scene, phrase);
        self.sources.iter().take(COMPARED).any(|source| source.is_called(&words))
    }

    /// Resolves a quote that has no noun phrase for its speaker.
    fn implicit(&self, draft: &Draft, witness: &mut impl Witness) -> Ruled {
        let form = draft.cue.as_ref().and_then(|cue| cue.form());
        let form = form.map(|form| (form.gender, form.number)).unwrap_or_default();
        if let Some(ruled) = draft.actor.and_then(|actor| self.actor(actor, form, witness)) {
            return ruled;
        }
        let Some((turn, identity)) = turn::newest(self, form, witness) else { return Ruled::default() };
        let start = self.paragraphs.get(draft.paragraph).map_or(0, |paragraph| paragraph.start());
        let same = turn.at >= start;
        let resolution = if same { Resolution::Turn } else { Resolution::EarlierParagraph };
        Ruled { resolution, found: Some(Identified::known(turn.source, identity)) }
    }

    /// The subject of another clause, if it can be a speaker and agrees with the cue.
    fn actor(&self, actor: Sayer, form: (Gender, Number), witness: &mut impl Witness) -> Option<Ruled> {
        if let Some(doubt) = actor::doubt(self, actor.tokens) {
            witness.doubted(actor.tokens, doubt);
            return None;
        }
        let found = identify(self, actor.tokens, witness);
        if !agrees(form, found.agreement(self)) {
            witness.doubted(actor.tokens, Doubt::Disagrees);
            return None;
        }
        Some(Ruled::by(actor.found, found))
    }

    /// Accepts the rules' pick.
    fn ruled(&mut self, rules: Ruled, share: f32, witness: &mut impl Witness) -> Voice {
        let rule = rules.rule();
        Voice { source: rules.found.map(|found| self.admit(found, witness)), rule, share }
    }

    /// Applies the result of a look-up: adds the source if it is new, and what the mentions say about it.
    fn admit(&mut self, found: Identified, witness: &mut impl Witness) -> u32 {
        let index = match found.who {
            Who::Known(index) => index,
            Who::New(source) => {
                let index = self.sources.len() as u32;
                witness.added(index, &source);
                snug::add(&mut self.sources, *source);
                index
            }
        };
        if let Some(source) = self.sources.get_mut(index as usize) {
            found.mentions.iter().for_each(|mention| source.add(self.scene, mention));
        }
        index
    }

    /// Records for the source the gender that the verb shows.
    fn learn(&mut self, draft: &Draft, source: u32) {
        let overt = draft.mention.is_some() && !draft.dependent;
        let form = draft.cue.as_ref().filter(|_| overt).and_then(|cue| cue.form());
        if let (Some(form), Some(source)) = (form, self.sources.get_mut(source as usize)) {
            source.agree_with_verb(form.gender);
        }
    }

    fn get(&self, index: u32) -> Option<&Source> {
        self.sources.get(index as usize)
    }

    /// Whether the word is a surname in the text.
    fn is_surname(&self, at: usize) -> bool {
        self.people.is_surname(name::bare(self.scene, at))
    }

    /// The newest source that fits.
    fn newest(
        &self,
        witness: &mut impl Witness,
        fits: impl Fn(&Source) -> Result<Identity, Mismatch>,
    ) -> Option<Identified> {
        let indexes = (0..self.sources.len() as u32).rev().map(|index| (index, index));
        let (index, identity) = self.first_fit(indexes, COMPARED, witness, fits)?;
        Some(Identified::known(index, identity))
    }

    /// The newest turn whose source fits, among the given number of turns.
    fn newest_turn(
        &self,
        turns: usize,
        witness: &mut impl Witness,
        fits: impl Fn(&Source) -> Result<Identity, Mismatch>,
    ) -> Option<(Turn, Identity)> {
        let back = self.turns.iter().rev().map(|turn| (*turn, turn.source));
        self.first_fit(back, turns, witness, fits)
    }

    /// The first candidate whose source fits, among the first `limit`.
    fn first_fit<T>(
        &self,
        candidates: impl Iterator<Item = (T, u32)>,
        limit: usize,
        witness: &mut impl Witness,
        fits: impl Fn(&Source) -> Result<Identity, Mismatch>,
    ) -> Option<(T, Identity)> {
        let mut left = candidates.filter_map(|(candidate, index)| Some((candidate, index, self.get(index)?)));
        let found = left.by_ref().take(limit).find_map(|(candidate, index, source)| {
            let outcome = fits(source);
            witness.compared(index, source, outcome);
            Some((candidate, outcome.ok()?))
        });
        let reason = if found.is_some() { Mismatch::Older } else { Mismatch::TooFar };
        witness.passed_over(left.map(|(_, index, source)| (index, source)), reason);
        found
    }
}

/// The noun phrase that names the speaker: in the cue's clause, or before a relative cue.
fn overt(speakers: &Speakers, draft: &Draft, witness: &mut impl Witness) -> Option<Sayer> {
    if let Some(mention) = draft.mention {
        let Some(doubt) = subject::doubt(speakers, draft, mention.tokens) else { return Some(mention) };
        witness.doubted(mention.tokens, doubt);
    }
    draft.antecedent
}

/// The source to which a noun phrase refers.
fn identify(speakers: &Speakers, phrase: TokenRange, witness: &mut impl Witness) -> Identified {
    let mention = mention::read(speakers, mention::cut(speakers, phrase));
    witness.read(&mention);
    let found = match people::maker(speakers.scene, &mention) {
        Some(maker) => identify(speakers, maker, witness).by(Identity::Maker),
        None => source_of(speakers, &mention, witness),
    };
    found.heard(mention)
}

/// The source of a mention: an earlier source, one that the text spells out, the current speaker, or a new source.
fn source_of(speakers: &Speakers, mention: &Mention, witness: &mut impl Witness) -> Identified {
    earlier(speakers, mention, witness)
        .or_else(|| article_surname::source(speakers, mention))
        .or_else(|| spelt_out::source(speakers, mention, witness))
        .or_else(|| described::source(speakers, mention, witness))
        .unwrap_or_else(|| new_name::source(speakers, mention))
}

/// A source that spoke or passed something on before.
fn earlier(speakers: &Speakers, mention: &Mention, witness: &mut impl Witness) -> Option<Identified> {
    match (mention.named, mention.kind) {
        (true, _) => by_name::source(speakers, mention, witness),
        (false, EntityKind::Person | EntityKind::Unnamed) => {
            by_description::source(speakers, mention, witness)
        }
        (false, _) => by_noun::source(speakers, mention, witness),
    }
}
