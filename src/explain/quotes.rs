//! The outcome for every word or phrase that might attribute, from the steps of the extraction.

use crate::lexicon::{Phrase, VerbForm, frame};
use crate::quotes::clause::Opening;
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::{self, Kind};
use crate::quotes::drafts::{Draft, judge, nested};
use crate::quotes::words::{Lookups, Scene, Sentence};
use crate::quotes::{QuoteType, Refusal, Rule};
use crate::segment::{Cuts, Marks, Paragraph};
use crate::text::Span;
use crate::tokens::{TokenRange, Tokens};

/// A word or phrase that might attribute.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The word or phrase itself.
    pub span: Span,
    /// The rows of the lexicon that list it.
    pub rows: Vec<Row>,
    /// The subject of its clause.
    pub subject: Option<Span>,
    /// The addressee.
    pub addressee: Option<Span>,
    /// What introduces the content (`clause`, `colon`, `mark`, `noun`, `question`), and the first word of the content.
    pub opening: Option<(&'static str, Span)>,
    /// Whether it is inside the quotation of another quote.
    pub nested: bool,
    /// What became of it: a quote, or a refusal.
    pub outcome: Outcome,
}

/// A row of the lexicon.
#[derive(Clone, Debug)]
pub struct Row {
    /// `lexicon/FILE.tsv`.
    pub file: &'static str,
    /// The line in that file.
    pub line: u16,
    /// The dictionary form, or the phrase.
    pub entry: &'static str,
    /// A verb's class and form, or the class of a phrase.
    pub class: String,
    /// What can follow a verb, by the names in `lexicon/README.md`.
    pub frames: Vec<&'static str>,
}

/// The outcome for a candidate.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The candidate is a quote; its speaker is not resolved yet.
    Taken {
        /// The rule.
        rule: Rule,
        /// Direct, indirect or mixed.
        kind: QuoteType,
        /// The content.
        content: Vec<Span>,
    },
    /// The candidate is not a quote.
    Refused(Refusal),
}

/// Returns the candidates of the paragraphs, in text order.
#[must_use]
pub fn candidates(
    tokens: &Tokens<'_>,
    paragraphs: &[Paragraph],
    marks: &Marks,
    cuts: &Cuts,
) -> Vec<Candidate> {
    let lookups = Lookups::of(tokens);
    let scene = lookups.scene(marks);
    let mut candidates = Vec::new();
    for (paragraph, own) in paragraphs.iter().enumerate() {
        for range in cuts.units(own) {
            let sentence = Sentence { scene: &scene, range: range.into(), paragraph, nested: false };
            let drafts = read(&sentence, &mut candidates);
            for inner in drafts.iter().flat_map(|draft| nested(&scene, draft)) {
                read(&inner, &mut candidates);
            }
        }
    }
    candidates.sort_by_key(|candidate| (candidate.span, candidate.nested));
    candidates
}

/// Adds the candidates of a sentence and returns its quotes.
fn read(sentence: &Sentence, candidates: &mut Vec<Candidate>) -> Vec<Draft> {
    candidates.extend(no_cues(sentence));
    judge(sentence, &mut |reading, verdict| candidates.extend(judged(sentence, reading, verdict)))
}

/// The words of the lexicon that are not cues where they occur.
fn no_cues(sentence: &Sentence) -> Vec<Candidate> {
    let scene = sentence.scene;
    let mut found = Vec::new();
    // One past the last token of the previous cue.
    let mut after = sentence.range.start();
    for at in sentence.range.iter().filter(|&at| sentence.nested || !scene.marks.inside(at)) {
        match cue::judge(scene, at).filter(|_| at >= after) {
            Some(Ok(cue)) => after = cue.tokens.end(),
            Some(Err(refusal)) => found.extend(no_cue(sentence, at, refusal)),
            None => {}
        }
    }
    found
}

/// A word of the lexicon that is not a cue where it occurs.
fn no_cue(sentence: &Sentence, at: usize, refusal: Refusal) -> Option<Candidate> {
    let scene = sentence.scene;
    let phrase = scene.phrase(at).map(|(phrase, _)| phrase_row(phrase));
    let verb = scene.verb(at).map(verb_row);
    Some(Candidate {
        span: scene.span(at..at + 1)?,
        rows: phrase.into_iter().chain(verb).collect(),
        subject: None,
        addressee: None,
        opening: None,
        nested: sentence.nested,
        outcome: Outcome::Refused(refusal),
    })
}

/// A cue with its clause, and its outcome.
fn judged(sentence: &Sentence, reading: &Reading, verdict: Result<&Draft, Refusal>) -> Option<Candidate> {
    let scene = sentence.scene;
    let Reading { cue, clause, inherited, .. } = reading;
    let span = |range: TokenRange| scene.span(range);
    let opening = |opening: Opening| {
        let start = opening.start();
        Some((opening_name(opening), scene.span(start..start + 1)?))
    };
    Some(Candidate {
        span: span(cue.tokens)?,
        rows: rows(cue.kind),
        subject: clause.subject.or(*inherited).and_then(span),
        addressee: clause.addressee.and_then(span),
        opening: clause.opening.and_then(opening),
        nested: sentence.nested,
        outcome: outcome(scene, verdict),
    })
}

fn outcome(scene: &Scene, verdict: Result<&Draft, Refusal>) -> Outcome {
    match verdict {
        Ok(draft) => Outcome::Taken {
            rule: draft.rule,
            kind: draft.kind,
            content: draft.content.iter().filter_map(|piece| scene.span(*piece)).collect(),
        },
        Err(refusal) => Outcome::Refused(refusal),
    }
}

const fn opening_name(opening: Opening) -> &'static str {
    match opening {
        Opening::Clause(_) => "clause",
        Opening::Colon(_) => "colon",
        Opening::Mark(_) => "mark",
        Opening::Noun(_) => "noun",
        Opening::Question(_) => "question",
    }
}

/// The rows of the lexicon that make a cue.
fn rows(kind: Kind) -> Vec<Row> {
    match kind {
        Kind::Verb(form) => vec![verb_row(form)],
        Kind::Source(phrase) | Kind::SourceSelf(phrase) => vec![phrase_row(phrase)],
        Kind::SourceClause(phrase, form) => vec![phrase_row(phrase), verb_row(form)],
    }
}

fn verb_row(form: VerbForm) -> Row {
    let verb = form.verb();
    Row {
        file: "lexicon/verbs.tsv",
        line: verb.line,
        entry: verb.lemma,
        class: format!("{} {}", verb.class.as_str(), form.form.name()),
        frames: frame::NAMES.iter().filter(|(_, bit)| verb.takes(*bit)).map(|(name, _)| *name).collect(),
    }
}

fn phrase_row(phrase: &'static Phrase) -> Row {
    Row {
        file: "lexicon/phrases.tsv",
        line: phrase.line,
        entry: phrase.text,
        class: phrase.class.name().to_owned(),
        frames: Vec::new(),
    }
}
