//! Tokens and paragraphs → who said what.
//!
//! ```text
//! marks ─▶ cues ─▶ clause behind each cue ─▶ content ─▶ drafts ─▶ speakers ─▶ quotes, entities
//! (marks)  (cue)   (clause, noun)            (content)  (unit)    (speakers, people, name)
//! ```

mod answer;
pub(crate) mod clause;
mod content;
pub(crate) mod cue;
pub(crate) mod drafts;
mod headline;
mod mention;
pub(crate) mod name;
mod people;
mod phrase;
mod resolution;
mod result;
mod score;
pub(crate) mod speakers;
pub(crate) mod words;

use std::cell::LazyCell;
use std::ops::Deref;

pub use cue::refusal::Refusal;
pub use drafts::Rule;
pub use resolution::{Doubt, Found, Identity, Mismatch, Resolution, SpeakerRule};
pub use result::{Cue, Entity, EntityKind, Extraction, Quote, QuoteOptions, QuoteType, Relay, Speaker};
pub use score::Evidence;

use crate::lexicon::{Flags, frame};
use crate::segment::{Cuts, Marks, Paragraph, Quotation};
use crate::text::Cancel;
use crate::tokens::{TokenRange, Tokens};
use answer::finish;
use content::Content;
use drafts::{Draft, unit};
use headline::Headlines;
use mention::{Sayer, subject};
use people::PeopleOf;
use speakers::{Speakers, Voice, Witness};
use words::{Scene, Seen, Sentence, senses};

/// The quotes of the paragraphs and those who speak in them; `None` when cancelled.
#[must_use]
pub fn extract(
    text: &str,
    tokens: &Tokens,
    paragraphs: &[Paragraph],
    marks: &Marks,
    cuts: &Cuts,
    options: &QuoteOptions,
    cancel: &Cancel,
) -> Option<Extraction> {
    let seen = Seen::of(tokens);
    let senses = senses(text, tokens);
    let scene = Scene { text, tokens, signs: tokens, senses: &senses, marks, seen: &seen };
    let found = read_drafts(&scene, paragraphs, cuts, cancel)?;
    Some(attribute(&scene, paragraphs, found, options, &mut ()))
}

/// The drafts of the paragraphs in order; `None` when cancelled.
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
        found.extend(paragraph_quotes(scene, paragraph, index, cuts));
    }
    Some(found)
}

/// The quotes of the drafts and of the headlines with those who speak in them.
pub(crate) fn attribute(
    scene: &Scene,
    paragraphs: &[Paragraph],
    found: Vec<Draft>,
    options: &QuoteOptions,
    witness: &mut impl Witness,
) -> Extraction {
    let people = PeopleOf::new(scene, paragraphs);
    let mut speakers = Speakers::new(scene, &people);
    let mut voiced: Vec<Voiced> =
        found.into_iter().map(|draft| voice(&mut speakers, draft, witness)).collect();
    let said = voiced.iter().map(|v| v.draft.content.clone()).collect();
    let headlines = Headlines { scene, speakers: &speakers, said }.quotes(paragraphs);
    voiced.extend(headlines.into_iter().map(|draft| voice(&mut speakers, draft, witness)));
    voiced.sort_by_key(|v| v.draft.content.first().map_or((0, 0), |c| (c.start, usize::MAX - c.end)));
    voiced.dedup_by(|b, a| a.draft.content == b.draft.content);
    finish(scene, &speakers, &voiced, options, witness)
}

/// A draft with its speaker and relays.
struct Voiced {
    draft: Draft,
    voice: Voice,
    relays: Vec<speakers::ResolvedRelay>,
}

fn voice(speakers: &mut Speakers, mut draft: Draft, witness: &mut impl Witness) -> Voiced {
    draft.mention = draft.mention.map(|m| m.found.sayer(speakers.cut(m.tokens)));
    let relays = speakers.relays(&draft);
    Voiced { voice: speakers.speaker(&draft, witness), draft, relays }
}

/// The drafts of one paragraph in order, each with the subject of its sentence's main clause.
fn paragraph_quotes(scene: &Scene, paragraph: &Paragraph, index: usize, cuts: &Cuts) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    // The sentence before, where it reported nothing: its subject may go on to speak.
    let mut silent: Option<Sentence> = None;
    let mut spoken = index > 0;
    for range in cuts.units(index) {
        let unit = Sentence { scene, range: range.clone().into(), paragraph: index, nested: false };
        let drafts = unit::quotes(&unit);
        if drafts.is_empty() {
            continued(scene, paragraph, index, range.clone().into(), &mut found);
        }
        let nested: Vec<Draft> = drafts.iter().flat_map(|d| nested(scene, d, index)).collect();
        let reports = !drafts.is_empty();
        let subject = LazyCell::new(|| subject::actor(&unit));
        for mut draft in drafts {
            let actor =
                if draft.dependent { subject::main_subject(&unit, &draft) } else { before(&draft, &subject) };
            // Verbs of going on go on with whoever spoke last, unless another person has acted since.
            let goes_on = draft.cue.as_ref().is_some_and(|c| c.takes(frame::PRODROP)) && spoken;
            let person = |a: TokenRange| scene.is(a.start, Flags::TITLE.with(Flags::PERSONAL_NAME));
            let mut actor_before = || subject::actor(&silent.take()?);
            let mut before = || actor_before().filter(|a| !goes_on || person(*a));
            draft.actor = actor.or_else(|| Some(Found::SentenceBefore.sayer(before()?)));
            spoken = true;
            found.push(draft);
        }
        silent = (!reports).then_some(unit);
        found.extend(nested);
    }
    found
}

/// The sentence's subject, where it stands before the cue of a quote without a subject.
fn before(draft: &Draft, subject: &impl Deref<Target = Option<TokenRange>>) -> Option<Sayer> {
    let cue = draft.cue.as_ref().filter(|_| draft.mention.is_none())?;
    subject.filter(|s| s.end <= cue.tokens.start).map(|s| Found::FirstVerb.sayer(s))
}

/// Quotes inside the marks of a quote's content.
fn nested(scene: &Scene, draft: &Draft, paragraph: usize) -> Vec<Draft> {
    nested_units(scene, draft, paragraph).iter().flat_map(unit::quotes).collect()
}

/// The quotations in a quote's content that may hold quotes of their own.
pub(crate) fn nested_units<'s, 't>(
    scene: &'s Scene<'t>,
    draft: &Draft,
    paragraph: usize,
) -> Vec<Sentence<'s, 't>> {
    // Speech inside speech is short; what is shorter than this holds no clause of its own.
    const WORDS: usize = 6;
    let inside = |piece: TokenRange| -> Vec<TokenRange> {
        if piece.start > 0 && scene.marks.opens(piece.start - 1) {
            return vec![piece];
        }
        scene.marks.outermost(piece).map(Quotation::inside).collect()
    };
    let ranges = draft.content.iter().copied().flat_map(inside).filter(|r| scene.words(*r) >= WORDS);
    ranges.map(|range| Sentence { scene, range, paragraph, nested: true }).collect()
}

/// A quotation without a cue of its own goes on with the quote before it in the paragraph; at the
/// head of a paragraph it is a quote of whoever is speaking.
fn continued(scene: &Scene, paragraph: &Paragraph, index: usize, range: TokenRange, found: &mut Vec<Draft>) {
    const WORDS: usize = 5;
    let Some(quotation) = scene.marks.opened_at(range.start) else { return };
    let inside = scene.trim(quotation.inside());
    let whole = scene.trim(quotation.close + 1..range.end.max(quotation.close + 1)).is_empty();
    if !whole || scene.words(inside) < WORDS {
        return;
    }
    if range.start > paragraph.start {
        let before =
            found.last_mut().filter(|d| d.paragraph == index && d.kind == QuoteType::Direct && !d.nested);
        if let Some(draft) = before {
            draft.content.push(inside);
        }
        return;
    }
    if found.is_empty() && index == 0 {
        return;
    }
    let kind = QuoteType::Direct;
    let content = Content { pieces: vec![inside], kind, recovered: quotation.recovered };
    found.push(Draft::new(content, Rule::Continued, index));
}
