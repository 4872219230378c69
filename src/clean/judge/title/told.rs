//! The words of the first paragraphs: a title summarises them.

use super::facts::Facts;
use crate::clean::judge::page::Page;
use crate::clean::unit::Unit;
use crate::lexicon::Flags;
use crate::text::Key;
use crate::text::letter::proclitic::{ALEF, LAM};
use crate::tokens::{Token, TokenKind, Tokens};

/// The number of tokens of the text that are examined.
const OPENING: usize = 160;
/// The maximum number of words of a line that are looked up.
const WORDS: usize = 24;
/// The number of letters that identify a word. Letters after them are endings.
const STEM: u32 = 4;

/// The words of a text's first paragraphs.
pub struct Told<'t> {
    tokens: &'t Tokens<'t>,
    /// The prefixes of the words.
    stems: Stems,
}

/// A set of prefixes with open addressing and room for twice the maximum number of entries. 0 is a free slot.
struct Stems([u64; SLOTS]);

/// The number of slots.
const SLOTS: usize = 512;

impl Stems {
    fn of(stems: impl Iterator<Item = u64>) -> Self {
        let mut slots = [0; SLOTS];
        for stem in stems {
            let at = Self::place(&slots, stem);
            slots[at] = stem;
        }
        Self(slots)
    }

    /// The slot of the prefix, or the free slot where it would be inserted.
    fn place(slots: &[u64; SLOTS], stem: u64) -> usize {
        let mut at = (stem.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SLOTS.ilog2())) as usize;
        while slots[at] != 0 && slots[at] != stem {
            at = (at + 1) % SLOTS;
        }
        at
    }

    fn has(&self, stem: u64) -> bool {
        self.0[Self::place(&self.0, stem)] == stem
    }
}

impl<'t> Told<'t> {
    /// Reads the paragraphs from the unit `first` on.
    pub fn below(page: &Page<'t>, first: usize) -> Self {
        let start = page.unit(first).map_or(page.tokens.len(), |unit| unit.tokens.0 as usize);
        let opening = page.tokens.get(start..page.tokens.len().min(start + OPENING)).unwrap_or_default();
        Self { tokens: page.tokens, stems: Stems::of(opening.iter().filter_map(stem)) }
    }

    /// The facts about how many words of a line the paragraphs have.
    pub fn facts(&self, unit: &Unit) -> Facts {
        let own = unit.own(self.tokens);
        let (mut all, mut told) = (0, 0);
        for stem in own.iter().filter_map(stem).take(WORDS) {
            all += 1;
            told += usize::from(self.stems.has(stem));
        }
        match told * 12 {
            0 => Facts::TOLD_NONE,
            part if part >= all * 9 => Facts::TOLD_MOST,
            part if part >= all * 6 => Facts::TOLD_HALF,
            part if part >= all * 4 => Facts::TOLD_THIRD,
            _ => Facts::TOLD_SOME,
        }
    }
}

/// The prefix of a content word.
fn stem(token: &Token) -> Option<u64> {
    const GRAMMAR: Flags =
        Flags::PREPOSITION.with(Flags::CONJUNCTION).with(Flags::RELATIVE).with(Flags::DEMONSTRATIVE);
    let key = without_article(token.key());
    let says = token.kind == TokenKind::Word && key.len() > 2 && !token.word.flags().any(GRAMMAR);
    says.then_some(key.0 & ((1 << (5 * STEM)) - 1))
}

/// The letters after the article. For known words the lexicon has already removed the article.
const fn without_article(key: Key) -> Key {
    let article = key.first() == ALEF && key.letter(1) == LAM && key.len() > STEM;
    if article { key.behind(2) } else { key }
}
