//! A quote before its speaker is known, in token positions.

use crate::quotes::clause::reading::Reading;
use crate::quotes::content::{Content, Pieces};
use crate::quotes::cue::Cue;
use crate::quotes::mention::{self, RelayDraft, Sayer};
use crate::quotes::result::QuoteType;
use crate::quotes::rule::Rule;
use crate::quotes::words::Sentence;
use crate::tokens::TokenRange;

/// A quote before its speaker is resolved.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Direct, indirect or mixed.
    pub kind: QuoteType,
    /// Token ranges of the content, without the marks at its ends.
    pub content: Pieces,
    /// The cue; `None` for headlines and quotations without a cue.
    pub cue: Option<Cue>,
    /// The speaker's noun phrase.
    pub mention: Option<Sayer>,
    /// The noun phrase before a relative cue ("X, who said"): not a mention in the cue's clause, but the speaker.
    pub antecedent: Option<Sayer>,
    /// The subject of a clause around or before the cue; it is the speaker if there is neither a mention nor an
    /// antecedent.
    pub actor: Option<Sayer>,
    /// The sources through whom the quote came.
    pub relays: Vec<RelayDraft>,
    /// The addressee.
    pub addressee: Option<TokenRange>,
    /// The rule that made it.
    pub rule: Rule,
    /// Whether a quotation mark of the content was inferred.
    pub recovered: bool,
    /// The index of the cue's paragraph.
    pub paragraph: usize,
    /// Whether it is inside the content of another quote.
    pub nested: bool,
    /// Whether the cue shares the subject of the main verb before it (participles, verbal nouns).
    pub dependent: bool,
}

impl Draft {
    /// A quote with only its content.
    pub fn new(content: Content, rule: Rule, paragraph: usize) -> Self {
        Self {
            kind: content.kind,
            content: content.pieces,
            cue: None,
            mention: None,
            antecedent: None,
            actor: None,
            relays: Vec::new(),
            addressee: None,
            rule,
            recovered: content.recovered,
            paragraph,
            nested: false,
            dependent: false,
        }
    }

    /// A quote of a cue, before a speaker is set.
    pub fn of(sentence: &Sentence, reading: &Reading, content: Content, rule: Rule) -> Self {
        Self {
            cue: Some(reading.cue.clone()),
            addressee: reading.clause.addressee,
            nested: sentence.nested,
            dependent: mention::is_dependent(&reading.cue),
            ..Self::new(content, rule, sentence.paragraph)
        }
    }

    /// Returns whether the token is in the content.
    pub fn holds(&self, at: usize) -> bool {
        self.content.iter().any(|piece| piece.contains(at))
    }
}

/// Returns the quotes of the sentence that may already contain a quotation, newest first.
pub fn recent(drafts: &[Draft]) -> impl Iterator<Item = &Draft> {
    const DRAFTS: usize = 8;
    drafts.iter().rev().take(DRAFTS)
}
