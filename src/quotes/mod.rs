//! Finds who said what, from tokens and paragraphs.
//!
//! ```text
//! words ─▶ cues ─▶ clause after each cue ─▶ mention ─▶ drafts    ─▶ speakers     ─▶ quotes, entities
//! (words)  (cue)   (clause, phrase)         (mention)  (drafts,     (speakers,      (answer,
//!                                                       content)     people, name)   trust)
//! ```

mod answer;
#[cfg(test)]
mod cases;
pub(crate) mod choice;
pub(crate) mod clause;
mod content;
pub(crate) mod cue;
pub(crate) mod drafts;
mod extraction;
mod headline;
pub(crate) mod inventory;
mod mention;
pub(crate) mod name;
pub(crate) mod people;
pub(crate) mod phrase;
mod resolution;
mod result;
mod rule;
pub(crate) mod score;
mod signature;
pub(crate) mod speakers;
mod trust;
mod view;
pub(crate) mod words;

pub use cue::refusal::Refusal;
pub use extraction::Extraction;
pub use name::NameEnd;
pub use phrase::Barrier;
pub use resolution::{Doubt, Found, Identity, Mismatch, Resolution, SpeakerRule};
pub use result::{Cue, Entity, EntityKind, Quote, QuoteOptions, QuoteType, Relay, Speaker};
pub use rule::Rule;
pub use score::Evidence;
pub use signature::{SIGNATURE_VERSION, signature};
pub use view::{CueView, EntityView, QuoteView, RelayView, SpeakerView};

use crate::segment::{Cuts, Marks, Paragraph};
use crate::tagger;
use crate::text::{Cancel, snug};
use crate::tokens::Tokens;
use answer::{Voiced, finish};
use drafts::Draft;
use inventory::InventoryOf;
use people::PeopleOf;
use score::{LEARNED, Weights};
use speakers::{Speakers, Witness};
use words::{Lookups, Scene};

/// Returns the quotes of the paragraphs and their entities; `None` if cancelled.
#[must_use]
pub fn extract(
    tokens: &Tokens<'_>,
    paragraphs: &[Paragraph],
    marks: &Marks,
    cuts: &Cuts,
    options: &QuoteOptions,
    cancel: &Cancel,
) -> Option<Extraction> {
    let extraction = weigh(tokens, paragraphs, marks, cuts, options, cancel)?;
    Some(trust::named(trust::believed(extraction), options.min_speaker_confidence))
}

/// Returns everything that may be a quote, with the evidence for each.
fn weigh(
    tokens: &Tokens<'_>,
    paragraphs: &[Paragraph],
    marks: &Marks,
    cuts: &Cuts,
    options: &QuoteOptions,
    cancel: &Cancel,
) -> Option<Extraction> {
    let lookups = Lookups::of(tokens);
    let scene = lookups.scene(marks);
    let found = read_drafts(&scene, paragraphs, cuts, cancel)?;
    let people = PeopleOf::new(&scene, paragraphs);
    let tagged = || tagger::tag(tokens, paragraphs);
    let inventory = InventoryOf::new(&scene, paragraphs, &people, &tagged);
    let page = Page { scene: &scene, paragraphs, people: &people, inventory: &inventory, weights: LEARNED };
    Some(attribute(&page, found, options, &mut ()))
}

/// Returns the drafts of the paragraphs, in order; `None` if cancelled.
pub(crate) fn read_drafts(
    scene: &Scene,
    paragraphs: &[Paragraph],
    cuts: &Cuts,
    cancel: &Cancel,
) -> Option<Vec<Draft>> {
    let mut found = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if cancel.is_cancelled() {
            return None;
        }
        snug::append(&mut found, drafts::quotes(scene, paragraph, index, cuts));
    }
    Some(found)
}

/// The data from which speakers are chosen, and the weights.
pub(crate) struct Page<'p, 't> {
    pub scene: &'p Scene<'t>,
    pub paragraphs: &'p [Paragraph],
    pub people: &'p PeopleOf<'p, 't>,
    pub inventory: &'p InventoryOf<'p, 't>,
    pub weights: &'p Weights,
}

/// Resolves the speakers of the drafts and of the headlines, whatever their confidence.
pub(crate) fn attribute(
    page: &Page,
    found: Vec<Draft>,
    options: &QuoteOptions,
    witness: &mut impl Witness,
) -> Extraction {
    let Page { scene, paragraphs, people, inventory, weights } = *page;
    let mut speakers = Speakers::new(scene, paragraphs, people, inventory, weights);
    let mut voiced: Vec<Voiced> = snug::turn(found, |draft| Some(voice(&mut speakers, draft, witness)));
    let said: Vec<_> = voiced.iter().take(headline::QUOTES).map(|v| v.draft.content.as_slice()).collect();
    let headlines = headline::quotes(scene, paragraphs, &speakers, &said);
    headlines.into_iter().for_each(|draft| snug::add(&mut voiced, voice(&mut speakers, draft, witness)));
    let place = |v: &Voiced| v.draft.content.first().map_or((0, 0), |c| (c.start(), usize::MAX - c.end()));
    // Sorted in place: a stable sort would need half the list again in memory.
    voiced.iter_mut().zip(0..).for_each(|(voiced, index)| voiced.index = index);
    voiced.sort_unstable_by_key(|v| (place(v), v.index));
    voiced.dedup_by(|b, a| a.draft.content == b.draft.content);
    finish(scene, &speakers, voiced, options, witness)
}

/// Resolves the speaker and the relays of a draft.
fn voice(speakers: &mut Speakers, mut draft: Draft, witness: &mut impl Witness) -> Voiced {
    draft.mention = draft.mention.map(|m| m.found.sayer(speakers.cut(m.tokens)));
    let relays = speakers.relays(&draft);
    let voice = speakers.speaker(&draft, witness);
    Voiced { voice, draft: Draft { relays: Vec::new(), ..draft }, relays, index: 0 }
}
