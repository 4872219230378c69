//! How the speaker of each quote was found: what was read, which sources were compared, and why each was rejected.

use std::collections::HashMap;

use super::choices::{self, Choice, Listed};
use crate::analysis::Options;
use crate::analyze::Article;
use crate::lexicon::{Gender, Number};
use crate::quotes::choice::{Candidate, Question};
use crate::quotes::drafts::Draft;
use crate::quotes::inventory::InventoryOf;
use crate::quotes::name::{self, Mention};
use crate::quotes::people::PeopleOf;
use crate::quotes::phrase;
use crate::quotes::score::{Choice as Taken, LEARNED};
use crate::quotes::speakers::{Source, Voice, Witness};
use crate::quotes::words::{Lookups, Scene};
use crate::quotes::{
    Barrier, Doubt, EntityKind, Extraction, Identity, Mismatch, NameEnd, Page, SpeakerRule, attribute,
    read_drafts,
};
use crate::segment::Cuts;
use crate::tagger::Tagged;
use crate::text::{Cancel, Span};
use crate::tokens::{TokenRange, Tokens};

/// How the speaker of a quote was found.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// The rule in the answer.
    pub rule: SpeakerRule,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// A step on the way to a speaker.
#[derive(Clone, Debug)]
pub enum Step {
    /// A noun phrase that was rejected as the speaker.
    Doubted(Span, Doubt),
    /// A noun phrase that was parsed, and looked up among the sources.
    Read(Parts),
    /// A source that was compared with the last mention read, or with the verb if no mention was read.
    Compared(Compared),
    /// A new source.
    Added(Known),
    /// The source that the weights chose instead of the rules' source; `None` for nobody.
    Weighed(Option<Known>),
}

/// The parts of a mention.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The mention.
    pub span: Span,
    /// The mention's proper name.
    pub name: Option<Span>,
    /// The kind of entity.
    pub kind: EntityKind,
    /// Gender and number, as far as the words show.
    pub agreement: (Gender, Number),
    /// Whether the mention refers to somebody whom the text has named.
    pub definite: bool,
    /// Why the name ends where it does; `None` if the mention ends there, too.
    pub name_end: Option<NameEnd>,
    /// Why the mention ends where it does; `None` if the clause around it ends there.
    pub barrier: Option<Barrier>,
}

/// A source, with what was known about it at that step.
#[derive(Clone, Debug)]
pub struct Known {
    /// The source's name.
    pub name: Span,
    /// The kind of entity.
    pub kind: EntityKind,
    /// Gender and number, as far as the text had shown.
    pub agreement: (Gender, Number),
    /// Index into the answer's entities.
    pub entity: Option<u32>,
}

/// A source with the outcome of each strategy.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The source.
    pub source: Known,
    /// The strategy that accepted the source.
    pub taken: Option<Identity>,
    /// Why strategies rejected the source, in the order in which they were tried.
    pub reasons: Vec<Mismatch>,
}

impl Decision {
    /// Returns the source at which the steps arrive.
    #[must_use]
    pub fn taken(&self) -> Option<&Known> {
        let last = self.steps.iter().rev().find_map(|step| match step {
            Step::Added(source) => Some(Some(source)),
            Step::Compared(Compared { source, taken: Some(_), .. }) => Some(Some(source)),
            Step::Weighed(source) => Some(source.as_ref()),
            Step::Doubted(..) => Some(None),
            Step::Compared(_) | Step::Read(_) => None,
        });
        last.flatten()
    }
}

/// The quotes of an article, how the speaker of each was found, the inventory, and the choices among candidates.
pub struct Decisions {
    pub extraction: Extraction,
    pub speakers: Vec<Decision>,
    pub inventory: Vec<Listed>,
    pub choices: Vec<Choice>,
}

/// Returns the decisions on an article with the given tagger spans; `None` if cancelled.
pub fn decisions(
    tokens: &Tokens<'_>,
    article: &Article,
    cuts: &Cuts,
    tagged: &[Tagged],
    options: &Options,
    cancel: &Cancel,
) -> Option<Decisions> {
    let lookups = Lookups::of(tokens);
    let scene = lookups.scene(&article.marks);
    let found = read_drafts(&scene, &article.paragraphs, cuts, cancel)?;
    let paragraphs = &article.paragraphs;
    let tagged = || tagged.to_vec();
    let people = PeopleOf::new(&scene, paragraphs);
    let inventory = InventoryOf::new(&scene, paragraphs, &people, &tagged);
    let page = Page { scene: &scene, paragraphs, people: &people, inventory: &inventory, weights: LEARNED };
    let mut log = Log::on(&page);
    let extraction = attribute(&page, found, &options.quotes, &mut log);
    let speakers = extraction.quotes.iter().map(|quote| log.decision(&quote.content)).collect();
    Some(Decisions { extraction, speakers, inventory: choices::listed(&page), choices: log.choices })
}

/// Steps, each with the index of its source.
type Steps = Vec<(Step, Option<u32>)>;

/// Records the steps of speaker resolution.
struct Log<'p, 't> {
    page: &'p Page<'p, 't>,
    scene: &'p Scene<'t>,
    /// The steps for the quote that is being resolved.
    steps: Steps,
    /// Keyed by the content of the quote. If two quotes have the same content, the answer has the first.
    decisions: HashMap<Vec<Span>, (SpeakerRule, Steps)>,
    /// The index of each source among the answer's entities.
    entities: Vec<Option<u32>>,
    choices: Vec<Choice>,
}

impl<'p, 't> Log<'p, 't> {
    /// An empty log.
    fn on(page: &'p Page<'p, 't>) -> Self {
        let (steps, decisions, entities, choices) = (Vec::new(), HashMap::new(), Vec::new(), Vec::new());
        Self { page, scene: page.scene, steps, decisions, entities, choices }
    }

    /// Removes and returns the decision on the quote with this content.
    fn decision(&mut self, content: &[Span]) -> Decision {
        let Some((rule, steps)) = self.decisions.remove(content) else { return Decision::default() };
        let entity = |source: Option<u32>| self.entities.get(source? as usize).copied().flatten();
        let placed = steps.into_iter().map(|(mut step, source)| {
            if let Step::Added(known)
            | Step::Compared(Compared { source: known, .. })
            | Step::Weighed(Some(known)) = &mut step
            {
                known.entity = entity(source);
            }
            step
        });
        Decision { rule, steps: placed.collect() }
    }

    fn push(&mut self, step: Option<Step>) {
        self.steps.extend(step.map(|step| (step, None)));
    }

    fn known(&self, source: &Source) -> Option<Known> {
        let name = self.scene.span(source.name)?;
        Some(Known { name, kind: source.kind, agreement: (source.gender, source.number), entity: None })
    }

    /// Finds the source among those compared since the last mention was read.
    fn compared_before(&mut self, index: u32) -> Option<&mut Compared> {
        let since = self.steps.iter_mut().rev().map_while(|(step, source)| match step {
            Step::Compared(compared) => Some((compared, *source)),
            _ => None,
        });
        since.into_iter().find(|(_, source)| *source == Some(index)).map(|(compared, _)| compared)
    }
}

impl Witness for Log<'_, '_> {
    fn doubted(&mut self, phrase: TokenRange, doubt: Doubt) {
        self.push(self.scene.span(phrase).map(|span| Step::Doubted(span, doubt)));
    }

    fn read(&mut self, mention: &Mention) {
        let name = if mention.named { self.scene.span(mention.name) } else { None };
        let parts = |span: Span| Parts {
            span,
            name,
            kind: mention.kind,
            agreement: (mention.gender, mention.number),
            definite: mention.definite,
            name_end: name::why_ends(self.scene, mention),
            barrier: phrase::why_ends(self.scene, mention.tokens),
        };
        self.push(self.scene.span(mention.tokens).map(|span| Step::Read(parts(span))));
    }

    fn compared(&mut self, index: u32, source: &Source, outcome: Result<Identity, Mismatch>) {
        if self.compared_before(index).is_none() {
            let new = |source| Step::Compared(Compared { source, taken: None, reasons: Vec::new() });
            self.steps.extend(self.known(source).map(|known| (new(known), Some(index))));
        }
        let Some(compared) = self.compared_before(index) else { return };
        match outcome {
            Ok(identity) => compared.taken = Some(identity),
            Err(reason) if !compared.reasons.contains(&reason) => compared.reasons.push(reason),
            Err(_) => {}
        }
    }

    fn passed_over<'s>(&mut self, sources: impl Iterator<Item = (u32, &'s Source)>, reason: Mismatch) {
        // A long text has thousands of sources.
        const SHOWN: usize = 16;
        for (index, source) in sources.take(SHOWN) {
            if self.compared_before(index).is_none() {
                self.compared(index, source, Err(reason));
            }
        }
    }

    fn added(&mut self, index: u32, source: &Source) {
        self.steps.extend(self.known(source).map(|known| (Step::Added(known), Some(index))));
    }

    fn weighed(&mut self, question: &Question, among: &[Candidate], taken: Taken) {
        self.choices.push(choices::made(self.page, question, among, taken));
    }

    fn taken(&mut self, source: Option<(u32, &Source)>) {
        let known = source.and_then(|(_, source)| self.known(source));
        self.steps.push((Step::Weighed(known), source.map(|(index, _)| index)));
    }

    fn decided(&mut self, draft: &Draft, voice: Voice) {
        let content = draft.content.iter().filter_map(|piece| self.scene.span(*piece)).collect();
        let steps = std::mem::take(&mut self.steps);
        self.decisions.entry(content).or_insert((voice.rule, steps));
    }

    fn listed(&mut self, entities: &[Option<u32>]) {
        self.entities = entities.to_vec();
    }
}
