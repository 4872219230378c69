//! The tokens of a text, and where among them something else than plain words stands.

use std::ops::{Deref, Range};

use super::{Token, TokenKind};

/// The tokens of a text, in order; what lies between them is white space.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    list: Vec<Token>,
    /// Places of the tokens that are no Arabic words or stand behind more than a space. Every stage looks for line ends
    /// or signs, and seven of eight tokens are neither.
    landmarks: Vec<u32>,
}

impl Deref for Tokens {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.list
    }
}

impl Tokens {
    /// None yet, of a text of so many bytes.
    pub(super) fn for_bytes(bytes: usize, skimmed: bool) -> Self {
        // Arabic news has a token for about every nine bytes, and a sign for about every sixty.
        let words = bytes / if skimmed { 16 } else { 8 };
        Self { list: Vec::with_capacity(words + 4), landmarks: Vec::with_capacity(bytes / 32 + 4) }
    }

    /// Adds a token; `end` is where the white space before it begins.
    #[inline]
    pub(super) fn push(&mut self, token: Token, end: usize) {
        if token.kind != TokenKind::Word || token.span.start as usize > end + 1 {
            self.landmarks.push(self.list.len() as u32);
        }
        self.list.push(token);
    }

    /// Takes the last token but one away; both are words.
    pub(super) fn skip_word(&mut self) {
        let Some(last) = self.list.len().checked_sub(1).filter(|&last| last > 0) else { return };
        self.list.swap_remove(last - 1);
        let wide = self.landmarks.pop_if(|at| *at as usize == last).is_some();
        self.landmarks.pop_if(|at| *at as usize + 1 == last);
        if wide {
            self.landmarks.push(last as u32 - 1);
        }
    }

    /// Takes the tokens at these places away, which are in order.
    pub(super) fn remove(&mut self, places: &[usize]) {
        let mut places = places.iter().peekable();
        let mut end = 0;
        let mut kept = Self::default();
        for (at, &token) in self.list.iter().enumerate() {
            if places.next_if_eq(&&at).is_none() {
                kept.push(token, end);
                end = token.span.end as usize;
            }
        }
        *self = kept;
    }

    /// The places in `range` of the tokens that are no Arabic words or stand behind more than a space.
    pub(crate) fn landmarks(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.landmarks.partition_point(|&at| (at as usize) < range.start);
        let rest = self.landmarks.get(first..).unwrap_or_default();
        rest.iter().map(|&at| at as usize).take_while(move |&at| at < range.end)
    }

    /// The places in `range` of the tokens of a wanted kind, which is no word's.
    pub(crate) fn places(
        &self,
        range: Range<usize>,
        wanted: impl Fn(TokenKind) -> bool,
    ) -> impl Iterator<Item = usize> {
        self.landmarks(range).filter(move |&at| self.list.get(at).is_some_and(|token| wanted(token.kind)))
    }

    /// How many of the tokens begin before the byte at `offset`; those before `from` do.
    pub(crate) fn before(&self, offset: u32, from: usize) -> usize {
        let rest = self.list.get(from..).unwrap_or_default();
        from + rest.partition_point(|token| token.span.start < offset)
    }
}
