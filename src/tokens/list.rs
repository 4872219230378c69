//! The tokens of a text, and an index of those that are not plain words.

use std::ops::{Deref, Range};

use super::{Token, TokenKind};

/// The tokens of a text, in order. Between them is white space.
#[derive(Clone, Debug, Default)]
pub struct Tokens<'t> {
    text: &'t str,
    /// The number of bytes of the caller's text after it.
    pub(super) unread: usize,
    list: Vec<Token>,
    /// A bit for each token that is not an Arabic word or follows more than a space. Every stage searches for line ends
    /// or signs, and seven of eight tokens are neither.
    landmarks: Vec<u64>,
    /// Whether the text may contain control characters, lost characters or presentation forms. Hardly any text does.
    pub(super) odd: bool,
    /// The first tokens of lines of broken paragraphs that start a clause of their own, in order.
    pub(super) clauses: Vec<usize>,
}

/// The number of tokens whose bits are in one word.
const RUN: usize = 64;

/// Returns whether the token is not an Arabic word, or follows more than a space. `end` is the start of the white space before it.
#[inline]
fn is_landmark(token: &Token, end: usize) -> bool {
    token.kind != TokenKind::Word || token.span.start as usize > end + 1
}

impl Deref for Tokens<'_> {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.list
    }
}

impl<'t> Tokens<'t> {
    /// An empty list for a text that is about to be read.
    pub(super) fn of(text: &'t str, skimmed: bool) -> Self {
        // Arabic news has a token for about nine bytes, and a sign for about sixty.
        let words = text.len() / if skimmed { 16 } else { 8 };
        // The order matters: a list with nothing after it in memory grows without being copied.
        let landmarks = Vec::with_capacity(words / RUN + 1);
        Self {
            text,
            unread: 0,
            landmarks,
            list: Vec::with_capacity(words + RUN),
            odd: false,
            clauses: Vec::new(),
        }
    }

    /// The text of the tokens, as far as it was read.
    #[inline]
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The number of bytes of the text that were not read because spans cannot address them.
    #[inline]
    #[must_use]
    pub const fn unread(&self) -> usize {
        self.unread
    }

    /// Reserves room for the tokens of the whole text, assuming the rate up to the byte at `end`. Lists that double take
    /// three times the memory, and a text of signs alone has eight times the tokens of news.
    #[cold]
    fn grow(&mut self, end: u32) {
        let (so_far, end) = (self.list.len(), end as usize);
        let expected = so_far * self.text.len().saturating_sub(end) / end.max(1);
        self.list.reserve_exact(expected + so_far / 64 + RUN);
    }

    /// Adds a token. `end` is the start of the white space before it.
    #[inline]
    pub(super) fn push(&mut self, token: Token, end: usize) {
        let at = self.list.len();
        if at.is_multiple_of(RUN) {
            self.landmarks.push(0);
            if self.list.capacity() - at < RUN {
                self.grow(token.span.start);
            }
        }
        if is_landmark(&token, end) {
            self.mark(at);
        }
        self.list.push(token);
    }

    /// Sets the bit of a token in the last word of bits.
    fn mark(&mut self, at: usize) {
        if let Some(bits) = self.landmarks.last_mut() {
            *bits |= 1 << (at % RUN);
        }
    }

    /// Removes the last token but one. Both are words.
    pub(super) fn skip_word(&mut self) {
        let Some(last) = self.list.len().checked_sub(1).filter(|&last| last > 0) else { return };
        self.list.swap_remove(last - 1);
        let landmark = self.unmark(last);
        if last.is_multiple_of(RUN) {
            self.landmarks.pop();
        }
        self.unmark(last - 1);
        if landmark {
            self.mark(last - 1);
        }
    }

    /// Clears the bit of a token in the last word of bits, and returns whether it was set.
    fn unmark(&mut self, at: usize) -> bool {
        let Some(bits) = self.landmarks.last_mut() else { return false };
        let bit = 1 << (at % RUN);
        let landmark = *bits & bit != 0;
        *bits &= !bit;
        landmark
    }

    /// Removes the tokens at these indexes, which must be in order.
    pub(super) fn remove(&mut self, places: &[usize]) {
        let mut places = places.iter().peekable();
        // White space after a line end does not count.
        let mut end = None;
        let mut kept = 0;
        self.landmarks.fill(0);
        for at in 0..self.list.len() {
            let Some(&token) = self.list.get(at).filter(|_| places.next_if_eq(&&at).is_none()) else {
                continue;
            };
            if is_landmark(&token, end.unwrap_or(token.span.start as usize))
                && let Some(bits) = self.landmarks.get_mut(kept / RUN)
            {
                *bits |= 1 << (kept % RUN);
            }
            self.list.swap(kept, at);
            kept += 1;
            end = (token.kind != TokenKind::Newline).then_some(token.span.end as usize);
        }
        self.list.truncate(kept);
        self.landmarks.truncate(kept.div_ceil(RUN));
    }

    /// The tokens that start a clause of their own on a line of a broken paragraph, in order.
    pub(crate) fn clauses(&self) -> &[usize] {
        &self.clauses
    }

    /// Returns whether the text may contain control characters, lost characters or presentation forms.
    pub(crate) const fn may_be_odd(&self) -> bool {
        self.odd
    }

    /// The indexes in `range` of the tokens that are not Arabic words or follow more than a space.
    pub(crate) fn landmarks(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let run = |index: usize| self.landmarks.get(index).copied();
        let mut index = range.start / RUN;
        // Bits before the start are not part of the range.
        let mut bits = run(index).unwrap_or(0) & u64::MAX << (range.start % RUN);
        std::iter::from_fn(move || {
            while bits == 0 {
                index += 1;
                bits = run(index).filter(|_| index * RUN < range.end)?;
            }
            let at = index * RUN + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            (at < range.end).then_some(at)
        })
    }

    /// The indexes in `range` of the tokens of the wanted kind, which must not be that of words.
    pub(crate) fn places(
        &self,
        range: Range<usize>,
        wanted: impl Fn(TokenKind) -> bool,
    ) -> impl Iterator<Item = usize> {
        self.landmarks(range).filter(move |&at| self.list.get(at).is_some_and(|token| wanted(token.kind)))
    }

    /// The number of tokens that start before the byte at `offset`. The first `from` tokens must. Short distances are fast.
    pub(crate) fn before(&self, offset: u32, from: usize) -> usize {
        let begins_before = |token: &Token| token.span.start < offset;
        let mut near = from;
        let mut step = RUN;
        while self.list.get(near + step).is_some_and(begins_before) {
            near += step;
            step *= 2;
        }
        let within = self.list.get(near..self.list.len().min(near + step)).unwrap_or_default();
        near + within.partition_point(begins_before)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{skim, tokenize};
    use super::*;
    use crate::text::{Cancel, LONGEST};

    /// Texts of words, signs, wide gaps and line ends in varying orders, some longer than one word of bits.
    fn texts() -> Vec<String> {
        const PIECES: [&str; 9] = ["كتاب ", "قلم", "  ", "\n", "، ", "12", ".", "   باب ", "\u{A0}"];
        let text = |seed: usize| {
            let piece = |at: usize| PIECES[(at * at + seed * at / 3 + seed) % PIECES.len()];
            (0..40 + 7 * seed).map(piece).collect::<String>()
        };
        (0..60).map(text).collect()
    }

    fn skimmed(text: &str) -> Tokens<'_> {
        skim(text, LONGEST, false, &Cancel::new()).unwrap_or_default()
    }

    #[test]
    fn every_token_that_is_no_word_is_a_landmark() {
        for text in texts() {
            for tokens in [tokenize(&text), skimmed(&text)] {
                let odd: Vec<usize> =
                    (0..tokens.len()).filter(|&at| tokens[at].kind != TokenKind::Word).collect();
                let places: Vec<usize> =
                    tokens.places(0..tokens.len(), |kind| kind != TokenKind::Word).collect();
                assert_eq!(places, odd, "{text:?}");
            }
        }
    }

    #[test]
    fn words_behind_wide_gaps_are_landmarks_and_no_others() {
        for text in texts() {
            let tokens = tokenize(&text);
            let landmarks: Vec<usize> = tokens.landmarks(0..tokens.len()).collect();
            for at in (1..tokens.len()).filter(|&at| tokens[at].kind == TokenKind::Word) {
                let gap = tokens[at].span.start - tokens[at - 1].span.end;
                let fresh = tokens[at - 1].kind == TokenKind::Newline;
                assert_eq!(landmarks.contains(&at), gap > 1 && !fresh, "{text:?} {at}");
            }
        }
    }

    #[test]
    fn landmarks_of_a_range_are_those_that_lie_in_it() {
        for text in texts() {
            let tokens = tokenize(&text);
            let all: Vec<usize> = tokens.landmarks(0..tokens.len()).collect();
            for start in 0..tokens.len() {
                for end in [start, start + 1, start + RUN, tokens.len()] {
                    let inside: Vec<usize> =
                        all.iter().copied().filter(|at| (start..end).contains(at)).collect();
                    assert_eq!(tokens.landmarks(start..end).collect::<Vec<_>>(), inside);
                }
            }
        }
    }

    #[test]
    fn tokens_before_an_offset_are_counted_from_wherever_the_look_begins() {
        let text = texts().concat();
        let tokens = tokenize(&text);
        for offset in (0..text.len() as u32 + 2).step_by(7) {
            let before = tokens.iter().filter(|token| token.span.start < offset).count();
            for from in [0, before / 2, before.saturating_sub(1), before] {
                assert_eq!(tokens.before(offset, from), before, "{offset} from {from}");
            }
        }
    }

    #[test]
    fn a_text_with_an_odd_character_says_so() {
        for odd in ["\u{1}", "\u{7F}", "\u{FFFD}", "\u{FEFB}", "\u{FEFF}"] {
            for around in ["كتاب", " ", "12", "\n", "abc", "«"] {
                let text = format!("{around}{odd}{around}");
                assert!(tokenize(&text).may_be_odd(), "{odd:?} in {around:?}");
            }
        }
        assert!(!tokenize("قال «نعم»، 12 كتابا\n\tو«لا».").may_be_odd());
    }
}
