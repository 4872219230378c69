//! The choices of speakers, with all candidates and facts, for people to read and for the trainer.

use crate::analysis::Options;
use crate::analyze::Article;
use crate::clean::blocks;
use crate::quotes::choice::{Candidate, Question};
use crate::quotes::inventory::{InventoryOf, Row};
use crate::quotes::name;
use crate::quotes::people::PeopleOf;
pub use crate::quotes::score::Row as WeightRow;
use crate::quotes::score::{Choice as Taken, LEARNED, Weights};
use crate::quotes::speakers::Witness;
use crate::quotes::words::Lookups;
use crate::quotes::{EntityKind, Extraction, Page, Quote, QuoteType, attribute, read_drafts};
use crate::tagger::{self, Kind, Tagged};
use crate::text::{Cancel, Cancelled, Span};
use crate::tokens::{TokenRange, Tokens, tokenize_until};

/// Replacements for learned data. The trainer uses them to measure weights on articles that the weights were not
/// learned from.
#[derive(Clone, Debug, Default)]
pub struct Instead {
    /// Spans to use in place of the tagger's: byte offsets, the kind, and how certain the kind is.
    pub spans: Option<Vec<(Span, Kind, u8)>>,
    /// Weights to use in place of those in `lexicon/choices.tsv`.
    pub weights: Option<Vec<WeightRow>>,
}

/// A choice among candidates.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The content of the quote.
    pub content: Vec<Span>,
    /// What the quote's clause says about its speaker: the column of the weights.
    pub situation: &'static str,
    /// The candidates.
    pub candidates: Vec<Weighed>,
    /// The index of the chosen candidate.
    pub taken: usize,
    /// The chosen candidate's share of the odds of all candidates: 0 to 1.
    pub share: f32,
}

impl Choice {
    /// Returns how far the sum of the chosen candidate is above the next highest sum; `None` if there is no other
    /// candidate.
    #[must_use]
    pub fn margin(&self) -> Option<i32> {
        let taken = self.candidates.get(self.taken)?;
        let others = self.candidates.iter().enumerate().filter(|(index, _)| *index != self.taken);
        Some(taken.sum - others.map(|(_, candidate)| candidate.sum).max()?)
    }
}

/// A candidate.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// The name; `None` for "nobody".
    pub name: Option<Span>,
    /// The facts that are true of the candidate.
    pub facts: Vec<Fact>,
    /// The sum of the facts' weights, in hundredths of the natural logarithm of the odds.
    pub sum: i32,
}

/// A fact about a candidate.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// The fact's name, as in `lexicon/choices.tsv`.
    pub name: &'static str,
    /// What the fact means, as a sentence.
    pub meaning: &'static str,
    /// The fact's weight in this situation.
    pub weight: i16,
}

/// A person, body, document or source that a text names.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The fullest name.
    pub name: Span,
    /// The kind.
    pub kind: EntityKind,
    /// Titles next to the name.
    pub titles: Vec<Span>,
    /// All mentions, in order.
    pub mentions: Vec<Span>,
}

/// Who and what a text names, and the choice of each speaker.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Who and what the text names, in the order of first mention.
    pub inventory: Vec<Listed>,
    /// The choices, in the order in which they were made.
    pub choices: Vec<Choice>,
    /// The quotes of the answer.
    pub quotes: Vec<Said>,
}

/// A quote of the answer.
#[derive(Clone, Debug)]
pub struct Said {
    /// The content.
    pub content: Vec<Span>,
    /// Direct, indirect or mixed.
    pub kind: QuoteType,
    /// The name of the speaker.
    pub name: Option<Span>,
    /// The evidence behind the quote's confidences.
    pub evidence: Vec<&'static str>,
}

/// Returns the choices of a text.
///
/// # Errors
///
/// If `cancel` was set before the work was done.
pub fn choices(
    text: &str,
    instead: &Instead,
    options: &Options,
    cancel: &Cancel,
) -> Result<Choices, Cancelled> {
    let tokens = tokenize_until(text, cancel).ok_or(Cancelled)?;
    let article = Article::read(&tokens, &blocks(&tokens), options);
    let lookups = Lookups::of(&tokens);
    let scene = lookups.scene(&article.marks);
    let found = read_drafts(&scene, &article.paragraphs, &article.cuts(&tokens), cancel);
    let found = found.ok_or(Cancelled)?;
    let weights: &Weights = instead.weights.as_deref().unwrap_or(LEARNED);
    let tagged = || match &instead.spans {
        Some(spans) => given(&tokens, spans),
        None => tagger::tag(&tokens, &article.paragraphs),
    };
    let paragraphs = &article.paragraphs;
    let people = PeopleOf::new(&scene, paragraphs);
    let inventory = InventoryOf::new(&scene, paragraphs, &people, &tagged);
    let page = Page { scene: &scene, paragraphs, people: &people, inventory: &inventory, weights };
    let mut log = Log { page: &page, choices: Vec::new() };
    let extraction = attribute(&page, found, &options.quotes, &mut log);
    Ok(Choices { inventory: listed(&page), choices: log.choices, quotes: said(&extraction) })
}

/// The quotes of an answer.
fn said(extraction: &Extraction) -> Vec<Said> {
    let name = |index: u32| extraction.entities.get(index as usize).map(|entity| entity.name);
    let said = |quote: &Quote| Said {
        content: quote.content.clone(),
        kind: quote.kind,
        name: quote.speaker.entity.and_then(name),
        evidence: quote.evidence.names().collect(),
    };
    extraction.quotes.iter().map(said).collect()
}

/// The spans as tokens.
fn given(tokens: &Tokens<'_>, spans: &[(Span, Kind, u8)]) -> Vec<Tagged> {
    let first = |byte: u32| tokens.partition_point(|token| token.span.end <= byte);
    let words = |span: &Span| {
        let start = first(span.start);
        TokenRange::new(start, tokens.partition_point(|token| token.span.start < span.end).max(start))
    };
    let of =
        |(span, kind, trust): &(Span, Kind, u8)| Tagged { words: words(span), kind: *kind, trust: *trust };
    spans.iter().map(of).filter(|tagged| !tagged.words.is_empty()).collect()
}

/// Returns the rows of a page's inventory.
pub fn listed(page: &Page) -> Vec<Listed> {
    let spans = |words: &[TokenRange]| words.iter().filter_map(|words| page.scene.span(*words)).collect();
    let row = |row: &Row| {
        Some(Listed {
            name: name::span(page.scene, row.name)?,
            kind: row.kind,
            titles: spans(&row.titles),
            mentions: spans(&row.mentions),
        })
    };
    page.inventory.rows.iter().filter_map(row).collect()
}

/// Describes a choice that was made on a page.
pub fn made(page: &Page, question: &Question, among: &[Candidate], taken: Taken) -> Choice {
    let situation = question.situation();
    let fact = |(name, meaning, weight)| Fact { name, meaning, weight };
    let candidate = |candidate: &Candidate| Weighed {
        name: candidate.name.and_then(|words| name::span(page.scene, words)),
        facts: candidate.facts.explained(situation, page.weights).map(fact).collect(),
        sum: candidate.facts.weigh(situation, page.weights),
    };
    Choice {
        content: question.draft.content.iter().filter_map(|piece| page.scene.span(*piece)).collect(),
        situation: situation.name(),
        candidates: among.iter().map(candidate).collect(),
        taken: taken.index,
        share: taken.share,
    }
}

/// Records the choices.
struct Log<'p, 't> {
    page: &'p Page<'p, 't>,
    choices: Vec<Choice>,
}

impl Witness for Log<'_, '_> {
    fn weighed(&mut self, question: &Question, among: &[Candidate], taken: Taken) {
        self.choices.push(made(self.page, question, among, taken));
    }
}
