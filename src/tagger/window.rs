//! Adds up the weights that each token of a paragraph gets from itself and from its neighbours.

use super::fact::{self, EDGE, facts};
use super::repeats::{LEVELS, Repeats};
use super::table::{self, LABELS, Lanes, REACH, Row};
use crate::clean::BlockKind;
use crate::tokens::Token;

/// The index of the current token among the sums.
const OWN: usize = REACH / 2;

/// The sums of the current token and of the tokens in its reach on both sides.
#[derive(Debug, Default)]
pub struct Window([Lanes; REACH - 1]);

impl Window {
    /// Calls `give` with the sum of each token of a paragraph, in order.
    #[inline]
    pub fn slide(tokens: &[Token], kind: BlockKind, repeats: &Repeats, mut give: impl FnMut(Lanes)) {
        let mut window = Self::default();
        let edge = table::find(EDGE).copied().unwrap_or_default();
        for _ in 0..OWN {
            window.read(&edge, &Lanes::default());
        }
        let own = of_counts(table::BLOCKS[block(kind)]);
        let mut read = |token: &Token| {
            let own = &own[repeats.count(token)];
            match table::find(fact::whole(token)) {
                Some(row) => window.read(row, own),
                None => window.read(&unknown(token), own),
            }
        };
        // The sums lag `OWN` tokens behind.
        let (early, tokens) = tokens.split_at(OWN.min(tokens.len()));
        early.iter().for_each(|token| _ = read(token));
        tokens.iter().for_each(|token| give(read(token)));
        for place in 0..OWN {
            let sum = window.read(&edge, &Lanes::default());
            if place + early.len() >= OWN {
                give(sum);
            }
        }
    }

    /// Adds the weights of a token and moves on by one token. Returns the sum of the token that is then out of reach.
    // If inlined, the compiler splits it up, and it takes twice as long.
    #[inline(never)]
    fn read(&mut self, row: &Row, own: &Lanes) -> Lanes {
        let [mut out, mut first, mut second, mut third] = self.0;
        let mut fourth = Lanes::default();
        add(&mut out, &row[0]);
        add(&mut first, &row[1]);
        add(&mut second, &row[2]);
        for (sum, own) in second.iter_mut().zip(own) {
            *sum = sum.wrapping_add(*own);
        }
        add(&mut third, &row[3]);
        add(&mut fourth, &row[4]);
        self.0 = [first, second, third, fourth];
        out
    }
}

/// The weights of a block's tokens, by how often the text has their words.
fn of_counts(block: Lanes) -> [Lanes; LEVELS + 1] {
    let mut counts = [block; LEVELS + 1];
    for (count, own) in counts.iter_mut().enumerate() {
        for (own, weight) in own.iter_mut().zip(table::REPEATED[count.saturating_sub(1)]) {
            *own = own.wrapping_add(weight);
        }
    }
    counts
}

#[inline(always)]
fn add(sum: &mut Lanes, weights: &[u8; LABELS]) {
    for (sum, weight) in sum.iter_mut().zip(weights) {
        *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
    }
}

/// The weights of a word without a row, from its facts.
#[cold]
#[inline(never)]
fn unknown(token: &Token) -> Row {
    let mut sums = [Lanes::default(); REACH];
    let mut known = 0;
    for fact in facts(token) {
        // The row of more letters includes the weights of fewer letters.
        if fact.kind() != known
            && let Some(row) = table::find(fact.key())
        {
            known = fact.kind();
            for (sum, weights) in sums.iter_mut().zip(row) {
                add(sum, weights);
            }
        }
    }
    let mut row = Row::default();
    for (weights, sums) in row.iter_mut().zip(sums) {
        for (weight, sum) in weights.iter_mut().zip(sums) {
            *weight = sum.clamp(-127, 127) as u8;
        }
    }
    row
}

/// The index of a kind of block in the table.
const fn block(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Title => 0,
        BlockKind::Deck => 1,
        BlockKind::Heading => 2,
        _ => 3,
    }
}
