//! Counts how often a text has each of its words. Names recur.

use crate::segment::Paragraph;
use crate::tokens::{Token, TokenKind};

/// Approximate counts of the words of a text: two words may share a count.
#[derive(Debug)]
pub struct Repeats(Box<[u8; 1 << BITS]>);

/// The number of levels that are distinguished.
pub const LEVELS: usize = 4;

/// The binary logarithm of the number of counters, which is enough for an article.
const BITS: u32 = 11;

impl Repeats {
    /// Counts the words of the paragraphs.
    pub fn of(tokens: &[Token], paragraphs: &[Paragraph]) -> Self {
        let mut counts = Box::new([0_u8; 1 << BITS]);
        for paragraph in paragraphs {
            for token in tokens.get(paragraph.start()..paragraph.end()).unwrap_or_default() {
                let count = &mut counts[place(token)];
                *count += u8::from(usize::from(*count) < LEVELS);
            }
        }
        Self(counts)
    }

    /// How often the text has the word, at most the number of levels; 0 if the token is not a word.
    #[inline]
    pub fn count(&self, token: &Token) -> usize {
        if token.kind == TokenKind::Word { usize::from(self.0[place(token)]) } else { 0 }
    }
}

const fn place(token: &Token) -> usize {
    (token.whole.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS)) as usize
}
