//! Finds the addressee.

use super::walk::{Step, Walk};
use crate::lexicon::{Flags, Prefix};
use crate::quotes::words::Word;
use crate::tokens::TokenRange;

/// ل or إلى before journalists, a news medium or a person.
pub fn addressee(walk: &mut Walk, word: Word) -> Option<Step> {
    if walk.clause.addressee.is_some() || !is_addressee(word) {
        return None;
    }
    let range = TokenRange::new(word.at, end_of_name(walk, word));
    Some(walk.address(range))
}

fn is_addressee(word: Word) -> bool {
    const LISTENERS: Flags = Flags::PRESS.with(Flags::MEDIUM).with(Flags::TITLE);
    word.is(LISTENERS) && word.prefix().has(Prefix::LAM)
}

/// One past the last word of the name.
fn end_of_name(walk: &Walk, first: Word) -> usize {
    const REACH: usize = 8;
    let end = walk.limit.min(first.at + REACH);
    let ends = |&at: &usize| !is_part_of_name(walk.scene.word(at));
    (first.at + 1..end).find(ends).unwrap_or_else(|| end.max(first.at + 1))
}

fn is_part_of_name(word: Word) -> bool {
    word.is_wordlike() && (word.is_definite() || !word.is_known())
}
