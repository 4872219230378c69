//! How each stage reached its result.

use clap::ValueEnum;
use isnad::internals::explain::{Candidate, Explanation, Outcome, Row};
use isnad::internals::lexicon::Flags;
use isnad::internals::quotes::Refusal;
use isnad::internals::segment::Quotation;
use isnad::internals::tokens::Token;
use isnad::{Entity, Quote, Span};

use super::Page;
use super::blocks;
use super::choices;
use super::speakers;
use super::title;

/// Selects the parts of an explanation to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The stages.
    pub stages: Vec<Stage>,
    /// Only sentences that contain these words; none for all.
    pub words: Option<String>,
}

/// A stage of the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// Lines, each with its kind and rule
    Blocks,
    /// Which line is the title: the candidates, each fact with its weight
    Title,
    /// Words and punctuation, with their lexicon entries
    Tokens,
    /// Quotation marks and how they were paired
    Marks,
    /// Sentences
    Sentences,
    /// Persons, institutions, documents, unnamed sources and titles, each with its score
    Tagger,
    /// The sources named: name, kind, titles, all mentions
    Inventory,
    /// Possible cues: the lexicon row that matched, what was found around it, the quote or why there is none
    Cues,
    /// The choice of each speaker: the candidates, each fact with its weight, the winner's share and margin
    Choices,
    /// How each speaker was found: the mention, the sources compared, which one was chosen and why others were not
    Speakers,
    /// Quotes with rule, speaker and confidence
    Quotes,
}

impl Stage {
    /// The heading of its section.
    const fn heading(self) -> &'static str {
        match self {
            Self::Blocks => "Blocks",
            Self::Title => "Title",
            Self::Tokens => "Tokens",
            Self::Marks => "Marks",
            Self::Sentences => "Sentences",
            Self::Tagger => "Tagger",
            Self::Inventory => "Inventory",
            Self::Cues => "Cues",
            Self::Choices => "Choices",
            Self::Speakers => "Speakers",
            Self::Quotes => "Quotes",
        }
    }
}

/// The requested stages, each under its heading. Offsets are bytes of the text.
pub fn explanation(page: &mut Page, found: &Explanation, view: &View) {
    let shown = Shown::of(page, found, view.words.as_deref());
    if shown.is_nothing() {
        page.line(0, "No sentence contains these words; --match compares them exactly as written.");
        return;
    }
    for stage in &view.stages {
        page.blank();
        page.line(0, &page.style.bold(stage.heading()));
        match stage {
            Stage::Blocks => blocks::listed(page, &found.blocks),
            Stage::Title => title::explained(page, found.title.as_ref()),
            Stage::Tokens => tokens(page, found, &shown),
            Stage::Marks => marks(page, found, &shown),
            Stage::Sentences => {
                for sentence in found.sentences.iter().filter(|s| shown.holds(s.span)) {
                    page.line(1, &at(page, sentence.span, ""));
                }
            }
            Stage::Tagger => tagged(page, found, &shown),
            Stage::Inventory => choices::inventory(page, &found.inventory, &|span| shown.holds(span)),
            Stage::Cues => cues(page, found, &shown),
            Stage::Choices => choices::explained(page, &found.choices, &|span| shown.holds(span)),
            Stage::Speakers => speakers::explained(page, found, &|quote| shown.quote(quote)),
            Stage::Quotes => quotes(page, found, &shown),
        }
    }
}

/// The parts of the text that are shown.
struct Shown(Option<Vec<Span>>);

impl Shown {
    /// The sentences that contain the words, or everything.
    fn of(page: &Page, found: &Explanation, words: Option<&str>) -> Self {
        let holds = |span: &Span, words: &str| page.verbatim(*span).contains(words);
        Self(words.map(|words| found.sentences.iter().map(|s| s.span).filter(|s| holds(s, words)).collect()))
    }

    /// Whether no sentence contains the words.
    fn is_nothing(&self) -> bool {
        self.0.as_ref().is_some_and(Vec::is_empty)
    }

    fn quote(&self, quote: &Quote) -> bool {
        quote.content.iter().any(|content| self.holds(*content))
    }

    fn holds(&self, span: Span) -> bool {
        let meets = |sentence: &Span| sentence.start < span.end && span.start < sentence.end;
        self.0.as_ref().is_none_or(|sentences| sentences.iter().any(meets))
    }
}

/// Offsets, kind and text of a span.
fn at(page: &Page, span: Span, what: &str) -> String {
    let place = page.style.dim(&format!("{:>6}..{:<6}", span.start, span.end));
    format!("{place} {what}{}", page.start(span))
}

fn tokens(page: &mut Page, found: &Explanation, shown: &Shown) {
    for token in found.tokens.iter().filter(|t| shown.holds(t.span)) {
        let kind = format!("{:<10}", token.kind.as_str());
        page.line(1, format!("{}  {}", at(page, token.span, &kind), lexical(token)).trim_end());
    }
}

/// A word's lexicon entry: its flags, by the names of `lexicon/README.md`, and its verb.
fn lexical(token: &Token) -> String {
    let flags = token.word.flags();
    let named = Flags::NAMES.iter().filter(|(_, flag)| flags.any(*flag)).map(|(name, _)| (*name).to_owned());
    let verb = token.word.entry().verb.map(|form| {
        let verb = form.verb();
        format!("{} {} (lexicon/verbs.tsv:{})", form.form.name(), verb.lemma, verb.line)
    });
    named.chain(verb).collect::<Vec<_>>().join(" ")
}

fn marks(page: &mut Page, found: &Explanation, shown: &Shown) {
    let span = |q: &Quotation| {
        let open = found.tokens.get(q.open)?.span;
        let last = found.tokens.get(q.close.min(found.tokens.len().saturating_sub(1)))?.span;
        Some(open.cover(last))
    };
    for quotation in &found.marks.quotations {
        let Some(span) = span(quotation).filter(|s| shown.holds(*s)) else { continue };
        let how = if quotation.recovered { "recovered " } else { "paired    " };
        page.line(1, &at(page, span, &format!("{how} depth {} ", quotation.depth)));
    }
    for stray in found.marks.strays(&found.tokens).filter(|&stray| shown.holds(stray)) {
        page.line(1, &at(page, stray, "no partner "));
    }
}

fn tagged(page: &mut Page, found: &Explanation, shown: &Shown) {
    for tagged in &found.tagged {
        let words = found.tokens.get(tagged.words.start()..tagged.words.end()).unwrap_or_default();
        let span = words.first().zip(words.last()).map(|(first, last)| first.span.cover(last.span));
        if let Some(span) = span.filter(|&span| shown.holds(span)) {
            page.line(1, &at(page, span, &format!("{:<8} {:>3} ", tagged.kind.as_str(), tagged.trust)));
        }
    }
}

fn cues(page: &mut Page, found: &Explanation, shown: &Shown) {
    let mut refusals: Vec<Refusal> = Vec::new();
    for candidate in found.candidates.iter().filter(|c| shown.holds(c.span)) {
        cue(page, candidate);
        if let Outcome::Refused(refusal) = candidate.outcome
            && !refusals.contains(&refusal)
        {
            refusals.push(refusal);
        }
    }
    if !refusals.is_empty() {
        page.blank();
        page.line(1, &page.style.bold("Reasons"));
    }
    for refusal in refusals {
        page.line(2, &format!("{:<20} {}", refusal.as_str(), refusal.meaning()));
    }
}

fn cue(page: &mut Page, candidate: &Candidate) {
    let nested = if candidate.nested { "in a quotation " } else { "" };
    page.line(1, &at(page, candidate.span, nested));
    for row in &candidate.rows {
        page.line(3, &described(row));
    }
    let mut read = Vec::new();
    read.extend(candidate.subject.map(|s| format!("subject {}", page.words(s))));
    read.extend(candidate.addressee.map(|s| format!("to {}", page.words(s))));
    read.extend(candidate.opening.map(|(name, word)| format!("{name} from {}", page.words(word))));
    if !read.is_empty() {
        page.line(3, &read.join(" · "));
    }
    let outcome = match &candidate.outcome {
        Outcome::Taken { rule, kind, content } => {
            format!(
                "taken as {} by {}: {}",
                kind.as_str(),
                page.style.name(rule.as_str()),
                page.pieces(content)
            )
        }
        Outcome::Refused(refusal) => format!("refused: {}", refusal.as_str()),
    };
    page.line(3, &outcome);
}

fn described(row: &Row) -> String {
    let frames = if row.frames.is_empty() { String::new() } else { format!(" [{}]", row.frames.join(" ")) };
    format!("{}:{} {} {}{frames}", row.file, row.line, row.entry, row.class)
}

fn quotes(page: &mut Page, found: &Explanation, shown: &Shown) {
    for quote in found.extraction.quotes.iter().filter(|q| shown.quote(q)) {
        page.line(1, &made(page, quote));
        let evidence: Vec<_> = quote.evidence.names().collect();
        page.line(3, &page.style.dim(&format!("evidence {}", evidence.join(" "))));
        page.line(3, &page.pieces(&quote.content));
        let entity = quote.speaker.entity.and_then(|e| found.extraction.entities.get(e as usize));
        page.line(3, &spoken(page, quote, entity));
        if !quote.is_believed() {
            page.line(3, &format!("left out: no quote by its evidence ({:.2})", quote.evidence.of_being()));
        }
    }
}

fn made(page: &Page, quote: &Quote) -> String {
    let recovered = if quote.recovered { ", with a recovered mark" } else { "" };
    let (kind, rule) = (quote.kind.as_str(), quote.rule);
    let places: Vec<_> = quote.content.iter().map(|c| format!("{}..{}", c.start, c.end)).collect();
    let place = page.style.dim(&places.join("+"));
    format!("{place} {kind} by {rule}{recovered}, confidence {:.2}", quote.confidence)
}

fn spoken(page: &Page, quote: &Quote, entity: Option<&Entity>) -> String {
    let mention = quote
        .speaker
        .mention
        .map_or_else(|| "no subject".to_owned(), |m| format!("subject {}", page.words(m)));
    let name = entity.map_or_else(|| "nobody".to_owned(), |e| page.style.name(&page.words(e.name)));
    format!("{mention} → {name} by {}, confidence {:.2}", quote.speaker.rule, quote.speaker.confidence)
}
