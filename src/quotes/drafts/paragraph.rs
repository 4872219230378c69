//! The quotes of a paragraph, each with the subjects of the clauses around it.

use std::cell::LazyCell;

use super::continued::continue_speech;
use super::draft::Draft;
use super::nested::nested;
use super::sentence;
use crate::lexicon::{Flags, frame};
use crate::quotes::mention::{self, Found, Sayer};
use crate::quotes::words::{Scene, Sentence};
use crate::segment::{Cuts, Paragraph};
use crate::text::snug;
use crate::tokens::{TokenKind, TokenRange};

/// What came earlier in the paragraph, for a quote whose clause names nobody.
struct Earlier<'s, 't> {
    /// The previous sentence, if it reports nothing: its subject may be the next speaker.
    silent: Option<Sentence<'s, 't>>,
    /// Whether somebody spoke earlier in the text.
    spoken: bool,
}

/// Returns the drafts of one paragraph, in order.
pub fn quotes(scene: &Scene, paragraph: &Paragraph, index: usize, cuts: &Cuts) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    let mut earlier = Earlier { silent: None, spoken: index > 0 };
    for range in cuts.units(paragraph) {
        let range = with_next_line(scene, paragraph, range.into());
        let sentence = Sentence { scene, range, paragraph: index, nested: false };
        let drafts = sentence::quotes(&sentence);
        if drafts.is_empty() {
            continue_speech(&sentence, paragraph.start(), &mut found);
            earlier.silent = Some(sentence);
            continue;
        }
        let inner: Vec<Sentence> = drafts.iter().flat_map(|draft| nested(scene, draft)).collect();
        let first_verb = LazyCell::new(|| mention::subject_of_first_verb(&sentence));
        let drafts = snug::turn(drafts, |draft| {
            let own = actor(&sentence, &draft, || *first_verb);
            let actor = own.or_else(|| earlier.actor(&draft));
            if own.is_none() {
                // The previous sentence provides its subject to at most one quote: the first that has no other.
                earlier.silent = None;
            }
            earlier.spoken = true;
            Some(Draft { actor, ..draft })
        });
        snug::append(&mut found, drafts);
        earlier.silent = None;
        inner.iter().for_each(|inner| snug::append(&mut found, sentence::quotes(inner)));
    }
    found
}

/// "وقال الوزير:" at the end of a paragraph: extends the sentence to include the quotation that begins the next
/// paragraph.
fn with_next_line(scene: &Scene, paragraph: &Paragraph, range: TokenRange) -> TokenRange {
    let (start, end) = (range.start(), range.end());
    let colon = end == paragraph.end() && scene.kind(end.saturating_sub(1)) == TokenKind::Colon;
    let quotation = scene.marks.opened_at(end + 1).filter(|_| colon && scene.kind(end) == TokenKind::Newline);
    TokenRange::new(start, quotation.map_or(end, |quotation| quotation.close + 1))
}

/// The subject of the clause to which a dependent cue belongs, or the sentence's subject before a cue without a
/// subject.
fn actor(
    sentence: &Sentence,
    draft: &Draft,
    first_verb: impl FnOnce() -> Option<TokenRange>,
) -> Option<Sayer> {
    let cue = draft.cue.as_ref()?;
    if draft.dependent {
        return mention::main_subject(sentence, cue);
    }
    if draft.mention.is_some() {
        return None;
    }
    first_verb().filter(|subject| subject.end() <= cue.tokens.start()).map(|s| Found::FirstVerb.sayer(s))
}

impl Earlier<'_, '_> {
    /// The subject of the previous sentence.
    fn actor(&self, draft: &Draft) -> Option<Sayer> {
        const PERSON: Flags = Flags::TITLE.with(Flags::PERSONAL_NAME);
        let sentence = self.silent.as_ref()?;
        let subject = mention::subject_of_first_verb(sentence)?;
        // With a verb of continuing the last speaker continues, unless another person has acted since.
        let continues = self.spoken && draft.cue.as_ref().is_some_and(|cue| cue.takes(frame::PRODROP));
        let acted = !continues || sentence.scene.is(subject.start(), PERSON);
        acted.then(|| Found::SentenceBefore.sayer(subject))
    }
}
