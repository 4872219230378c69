//! Decides whether the words around a place deny it.

use std::ops::Range;

use super::super::fold;
use super::super::words::{Marks, Word};
use super::list::List;
use super::reading::word;
use crate::lexicon::{self, Flags, Sense};
use crate::text::letter::proclitic;
use crate::text::{Key, Span};

/// The number of words before a place among which its verb is searched.
const MOST_BEFORE: usize = 7;

/// The words of a text around a place.
pub struct Around<'t> {
    /// The text.
    pub text: &'t str,
    /// Its words.
    pub list: &'t List,
    /// The sentence in which the place starts.
    pub sentence: Span,
}

/// A word with its properties from the lexicon.
struct Known {
    word: Word,
    flags: Flags,
    key: Key,
}

impl Known {
    fn negates(&self) -> bool {
        self.word.marks.any(Marks::NEGATION)
    }

    fn is_denial(&self) -> bool {
        self.word.marks.any(Marks::DENIAL)
    }

    /// Returns whether the word means "true". A negation makes a denial of it.
    fn is_truth(&self) -> bool {
        let said = |key: Key| lexicon::sense(key).is_some_and(|(sense, _)| sense == Sense::Truth);
        said(self.key) || said(fold::without_article(self.key)) || said(Key(self.word.stem))
    }

    /// Returns whether the word is a verb, or an unknown word in the form of a present-tense verb.
    fn is_verb(&self) -> bool {
        let present = matches!(self.key.first(), proclitic::YA | proclitic::TA | proclitic::NUN);
        self.word.marks.any(Marks::VERB) || self.flags == Flags(0) && present
    }
}

impl Around<'_> {
    fn known(&self, at: usize) -> Option<Known> {
        let seen = self.list.words.get(at).filter(|seen| self.sentence.contains(seen.span.start))?;
        let key = Key::of(seen.span.slice(self.text));
        Some(Known { word: word(self.text, *seen), flags: lexicon::look_up(key, key.len()).flags(), key })
    }

    /// Returns whether words next to the place, in its sentence, deny or negate it.
    pub fn denies(&self, place: &Range<usize>) -> bool {
        self.is_negated(place.start) || self.is_denied_before(place.start) || self.is_denied_after(place.end)
    }

    /// Returns whether a negation governs the first word: right before it, or before its auxiliary.
    fn is_negated(&self, start: usize) -> bool {
        let before = |back: usize| {
            start.checked_sub(back).filter(|at| self.is_close(*at)).and_then(|at| self.known(at))
        };
        let Some(first) = before(1) else { return false };
        let auxiliary = first.flags.any(Flags::AUXILIARY) && before(2).is_some_and(|second| second.negates());
        first.negates() || auxiliary
    }

    /// Returns whether only white space separates a word from the next.
    fn is_close(&self, at: usize) -> bool {
        let ends = self.list.words.get(at).zip(self.list.words.get(at + 1));
        ends.is_some_and(|(a, b)| {
            Span::new(a.span.end, b.span.start).slice(self.text).chars().all(char::is_whitespace)
        })
    }

    /// Recognises "he denied that", "it is not true that" and "did not say that" before the place.
    fn is_denied_before(&self, start: usize) -> bool {
        let is_that = |at: usize| self.known(at).is_some_and(|known| known.flags.any(Flags::COMPLEMENTIZER));
        let Some(that) = [Some(start), start.checked_sub(1)].into_iter().flatten().find(|at| is_that(*at))
        else {
            return false;
        };
        let before = (that.saturating_sub(MOST_BEFORE)..that).rev();
        for at in before {
            let Some(known) = self.known(at) else { return false };
            let negated =
                at.checked_sub(1).and_then(|at| self.known(at)).is_some_and(|before| before.negates());
            if known.is_denial() {
                return !negated;
            }
            if known.is_truth() || known.is_verb() {
                return negated;
            }
        }
        false
    }

    /// Recognises "is not true" right after the place.
    fn is_denied_after(&self, end: usize) -> bool {
        let known = |at: usize| self.known(at);
        known(end).is_some_and(|known| known.negates())
            && known(end + 1).is_some_and(|known| known.is_truth())
    }
}
