//! The differences between a claim and a text, one row each.

use super::super::changes::{EditKind, Moves, alone, changed, count_moves};
use super::super::edits::Step;
use super::super::fold;
use super::super::words::{Marks, Word};
use super::found::{Found, Searched};
use super::reading::word;
use super::verdict::WordEdit;
use crate::text::{Key, Span};

/// The maximum number of rows of one verdict.
pub const MOST_EDITS: usize = 64;

/// The differences, most harmful first, then in the order of the text.
pub fn edits(searched: &Searched<'_>, words: &str, found: &Found) -> Vec<WordEdit> {
    let of_text = |at: usize| searched.list.words.get(at).map_or(0, |word| word.key);
    let of_claim = |at: usize| searched.claim.get(at).map_or(0, |word| word.key);
    let moved = count_moves(&found.steps, of_text, of_claim);
    let teller = Teller { searched, words, found, moved };
    let mut rows: Vec<WordEdit> = Vec::new();
    for step in &found.steps {
        let Some(edit) = teller.edit(*step) else { continue };
        match rows.last_mut() {
            Some(last) if goes_on(last, &edit) => {
                (last.claim, last.text) = (last.claim.cover(edit.claim), last.text.cover(edit.text));
            }
            _ => rows.push(edit),
        }
    }
    rows.extend(teller.between());
    rows.sort_by_key(|edit| (edit.kind as u8, edit.text.start, edit.claim.start));
    rows
}

/// Returns whether `edit` only extends the run of unmatched words in `last`.
fn goes_on(last: &WordEdit, edit: &WordEdit) -> bool {
    let run = matches!(edit.kind, EditKind::Dropped | EditKind::Added);
    run && last.kind == edit.kind && (last.claim == edit.claim || last.text == edit.text)
}

struct Teller<'s> {
    searched: &'s Searched<'s>,
    words: &'s str,
    found: &'s Found,
    moved: Moves,
}

impl Teller<'_> {
    fn of_text(&self, at: usize) -> Option<Word> {
        let seen = self.searched.list.words.get(at)?;
        Some(word(self.searched.text, *seen))
    }

    fn of_claim(&self, at: usize) -> Option<Word> {
        self.searched.claim.get(at).copied()
    }

    fn edit(&self, step: Step) -> Option<WordEdit> {
        match step {
            Step::Equal(..) => None,
            Step::Changed(j, i) => {
                let (text, claim) = (self.of_text(j)?, self.of_claim(i)?);
                let kind =
                    if self.is_spelling(&text, &claim) { EditKind::Spelling } else { changed(&text, &claim) };
                let swapped = self.moved.contains_key(&text.key) && self.moved.contains_key(&claim.key);
                let kind = if swapped && kind != EditKind::Polarity { EditKind::Moved } else { kind };
                Some(WordEdit { kind, claim: claim.span, text: text.span })
            }
            Step::Dropped(j, i) => {
                let text = self.of_text(j)?;
                Some(WordEdit {
                    kind: self.alone(&text, EditKind::Dropped),
                    claim: self.gap(i),
                    text: text.span,
                })
            }
            Step::Added(j, i) => {
                let claim = self.of_claim(i)?;
                let kind = self.alone(&claim, EditKind::Added);
                Some(WordEdit { kind, claim: claim.span, text: self.text_gap(j) })
            }
        }
    }

    /// A negation at another place may negate something else.
    fn alone(&self, word: &Word, otherwise: EditKind) -> EditKind {
        if word.marks.any(Marks::NEGATION.with(Marks::DENIAL)) {
            EditKind::Polarity
        } else {
            alone(word, otherwise, &self.moved)
        }
    }

    /// Returns whether only the spelling differs, or the number is written in words on one side.
    fn is_spelling(&self, text: &Word, claim: &Word) -> bool {
        /// A key of this length or more does not contain the whole word.
        const WHOLE: u32 = 12;
        let key = |word: &Word, of: &str| Key::of(word.span.slice(of));
        let (a, b) = (key(text, self.searched.text), key(claim, self.words));
        let letters = !a.is_empty() && a.len() < WHOLE && fold::spelling(a) == fold::spelling(b);
        letters || text.value.is_some() && text.value == claim.value
    }

    /// The place in the claim where words are missing: before the word at `at`.
    fn gap(&self, at: usize) -> Span {
        let last = self.searched.claim.last().map_or(0, |word| word.span.end);
        let start = self.of_claim(at).map_or(last, |word| word.span.start);
        Span::new(start, start)
    }

    /// The place in the text where words are missing: before the word at `at` if that is in a place of the claim, otherwise after the previous word.
    fn text_gap(&self, at: usize) -> Span {
        let list = self.searched.list;
        let inside = self.found.places.iter().any(|place| place.contains(&at));
        match at.checked_sub(1) {
            Some(before) if !inside => {
                let end = list.span(before, at).end;
                Span::new(end, end)
            }
            _ => list.before(at),
        }
    }

    /// The edits between two places: words left out, or an order that differs from the text.
    fn between(&self) -> impl Iterator<Item = WordEdit> {
        let list = self.searched.list;
        let places = self.found.places.iter().zip(&self.found.claimed);
        places.clone().zip(places.skip(1)).map(move |((before, _), (after, claimed))| {
            if before.end <= after.start {
                let text = list.span(before.end, after.start);
                WordEdit { kind: EditKind::Dropped, claim: self.gap(claimed.start), text }
            } else {
                let claim = self.searched.claim.get(claimed.clone()).unwrap_or_default();
                let span = |words: &[Word]| Some(words.first()?.span.cover(words.last()?.span));
                let (claim, text) = (span(claim).unwrap_or_default(), list.span(after.start, after.end));
                WordEdit { kind: EditKind::Moved, claim, text }
            }
        })
    }
}
