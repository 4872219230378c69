//! What became of every word or phrase that might attribute: the extraction told step by step.

use crate::lexicon::{CueClass, Form, PhraseClass, frame};
use crate::quotes::clause::Opening;
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::{self, Kind};
use crate::quotes::drafts::{Draft, judge, nested};
use crate::quotes::words::{Scene, Seen, Sentence, senses};
use crate::quotes::{QuoteType, Refusal, Rule};
use crate::segment::{Cuts, Marks};
use crate::text::Span;
use crate::tokens::{TokenRange, Tokens};

/// A word or phrase that might attribute.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Where it stands.
    pub span: Span,
    /// The rows of the lexicon that know it.
    pub rows: Vec<Row>,
    /// The subject read behind it.
    pub subject: Option<Span>,
    /// Whom it speaks to.
    pub addressee: Option<Span>,
    /// What brings its content in (`clause`, `colon`, `mark`, `noun`, `question`), and the first
    /// word of the content.
    pub opening: Option<(&'static str, Span)>,
    /// Whether it stands inside a quotation of another quote.
    pub nested: bool,
    /// What became of it.
    pub outcome: Outcome,
}

/// A row of the lexicon.
#[derive(Clone, Debug)]
pub struct Row {
    /// `lexicon/FILE.tsv`.
    pub file: &'static str,
    /// Its line there.
    pub line: u16,
    /// The dictionary form, or the phrase.
    pub entry: &'static str,
    /// A verb's class and form, or the class of a phrase.
    pub class: String,
    /// What can follow a verb, by the names of `lexicon/README.md`.
    pub frames: Vec<&'static str>,
}

/// What became of a candidate.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It made a quote, before its speaker was looked for.
    Taken {
        /// The rule.
        rule: Rule,
        /// Direct, indirect or mixed.
        kind: QuoteType,
        /// The content.
        content: Vec<Span>,
    },
    /// It made none.
    Refused(Refusal),
}

/// The candidates of the paragraphs, in the order of their places.
#[must_use]
pub fn candidates(text: &str, tokens: &Tokens, marks: &Marks, cuts: &Cuts) -> Vec<Candidate> {
    let seen = Seen::of(tokens);
    let senses = senses(text, tokens);
    let scene = Scene { text, tokens, signs: tokens, senses: &senses, marks, seen: &seen };
    let mut candidates = Vec::new();
    for at in 0..cuts.paragraphs() {
        for range in cuts.units(at) {
            let unit = Sentence { scene: &scene, range: range.into(), paragraph: at, nested: false };
            let drafts = candidates_of(&unit, &mut candidates);
            for inner in drafts.iter().flat_map(|draft| nested(&scene, draft)) {
                candidates_of(&inner, &mut candidates);
            }
        }
    }
    candidates.sort_by_key(|c| (c.span, c.nested));
    candidates
}

/// Adds the candidates of a unit and gives its quotes.
fn candidates_of(unit: &Sentence, candidates: &mut Vec<Candidate>) -> Vec<Draft> {
    let scene = unit.scene;
    // One past the last token of the cue before.
    let mut behind = unit.range.start;
    for at in unit.range.iter().filter(|&at| unit.nested || !scene.marks.inside(at)) {
        match cue::judge(scene, at).filter(|_| at >= behind) {
            Some(Ok(cue)) => behind = cue.tokens.end,
            Some(Err(refusal)) => candidates.extend(word(scene, at, refusal, unit.nested)),
            None => {}
        }
    }
    judge(unit, &mut |reading, verdict| {
        let outcome = match verdict {
            Ok(draft) => Outcome::Taken {
                rule: draft.rule,
                kind: draft.kind,
                content: draft.content.iter().filter_map(|r| scene.span(*r)).collect(),
            },
            Err(refusal) => Outcome::Refused(refusal),
        };
        candidates.extend(clause(scene, reading, unit.nested, outcome));
    })
}

/// A word of the lexicon that is no cue at its place.
fn word(scene: &Scene, at: usize, refusal: Refusal, nested: bool) -> Option<Candidate> {
    let phrase = scene.phrase(at).map(|(phrase, _)| phrase_row(phrase));
    let verb = scene.verb(at).map(verb_row);
    Some(Candidate {
        span: scene.span(at..at + 1)?,
        rows: phrase.into_iter().chain(verb).collect(),
        subject: None,
        addressee: None,
        opening: None,
        nested,
        outcome: Outcome::Refused(refusal),
    })
}

fn clause(scene: &Scene, reading: &Reading, nested: bool, outcome: Outcome) -> Option<Candidate> {
    let rows = match reading.cue.kind {
        Kind::Verb(form) => vec![verb_row(form)],
        Kind::Source(phrase) | Kind::SourceSelf(phrase) => vec![phrase_row(phrase)],
        Kind::SourceClause(phrase, form) => vec![phrase_row(phrase), verb_row(form)],
    };
    let span = |range: TokenRange| scene.span(range);
    let subject = reading.clause.subject.or(reading.inherited);
    Some(Candidate {
        span: span(reading.cue.tokens)?,
        rows,
        subject: subject.and_then(span),
        addressee: reading.clause.addressee.and_then(span),
        opening: reading
            .clause
            .opening
            .and_then(|o| Some((name(o), span(TokenRange::new(o.start(), o.start() + 1))?))),
        nested,
        outcome,
    })
}

const fn name(opening: Opening) -> &'static str {
    match opening {
        Opening::Clause(_) => "clause",
        Opening::Colon(_) => "colon",
        Opening::Mark(_) => "mark",
        Opening::Noun(_) => "noun",
        Opening::Question(_) => "question",
    }
}

fn verb_row(form: crate::lexicon::VerbForm) -> Row {
    let verb = form.verb();
    let class: CueClass = verb.class;
    let named = Form::NAMES.iter().find(|(_, variant)| *variant == format!("{:?}", form.form));
    Row {
        file: "lexicon/verbs.tsv",
        line: verb.line,
        entry: verb.lemma,
        class: format!("{} {}", format!("{class:?}").to_lowercase(), named.map_or("", |(name, _)| name)),
        frames: frame::NAMES.iter().filter(|(_, bit)| verb.takes(*bit)).map(|(name, _)| *name).collect(),
    }
}

fn phrase_row(phrase: &'static crate::lexicon::Phrase) -> Row {
    let named = PhraseClass::NAMES.iter().find(|(_, variant)| *variant == format!("{:?}", phrase.class));
    Row {
        file: "lexicon/phrases.tsv",
        line: phrase.line,
        entry: phrase.text,
        class: named.map_or("", |(name, _)| name).to_owned(),
        frames: Vec::new(),
    }
}
