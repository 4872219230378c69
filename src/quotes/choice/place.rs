//! Facts about a candidate from the places of its mentions.

use super::one::One;
use super::question::Question;
use crate::quotes::inventory::Inventory;
use crate::quotes::score::Facts;
use crate::quotes::words::Scene;
use crate::tokens::{TokenKind, TokenRange};

/// A candidate's rank among the mentions before the cue.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rank {
    /// How many other candidates were mentioned later.
    pub others: usize,
    /// Whether one of those is of the same kind.
    pub of_kind: bool,
}

/// Returns the facts that the places of its mentions show.
pub fn facts(
    scene: &Scene,
    question: &Question,
    inventory: &Inventory,
    one: &One,
    rank: Option<Rank>,
) -> Facts {
    let before = one.mentions.partition_point(|mention| mention.start() < question.at);
    let last = before.checked_sub(1).and_then(|index| one.mentions.get(index)).copied();
    let first = one.row.is_some_and(|row| row == 0);
    let found = match last {
        Some(last) => near(question, last).with(of_paragraph(scene, question, one, last)),
        None => Facts::NOT_YET,
    };
    found
        .with(often(one.mentions.len()))
        .with(rank.map_or(Facts::OLDER, of_rank))
        .with(after_cue(question, inventory, one))
        .and(Facts::FIRST_OF_TEXT, first)
}

const fn of_rank(rank: Rank) -> Facts {
    let place = match rank.others {
        0 => Facts::NEWEST,
        1 => Facts::SECOND,
        2 => Facts::THIRD,
        _ => Facts::OLDER,
    };
    place.and(Facts::NEWEST_OF_KIND, !rank.of_kind)
}

const fn often(mentions: usize) -> Facts {
    match mentions {
        0 | 1 => Facts::ONCE,
        2 => Facts::TWICE,
        3..=5 => Facts::OFTEN,
        _ => Facts::VERY_OFTEN,
    }
}

/// How far before the cue it was last mentioned.
const fn near(question: &Question, last: TokenRange) -> Facts {
    match question.at.saturating_sub(last.end()) {
        0..=8 => Facts::WITHIN_8,
        9..=24 => Facts::WITHIN_24,
        25..=64 => Facts::WITHIN_64,
        _ => Facts::FARTHER,
    }
}

fn of_paragraph(scene: &Scene, question: &Question, one: &One, last: TokenRange) -> Facts {
    // How many words, such as a title, may come before a name that opens a paragraph.
    const OPENING: usize = 8;
    let start = question.paragraph.start();
    let paragraph = match last.start() {
        at if at >= start => Facts::IN_PARAGRAPH,
        at if at >= question.before => Facts::PARAGRAPH_BEFORE,
        _ => Facts::EARLIER,
    };
    let from = one.mentions.partition_point(|mention| mention.start() < start);
    let opening =
        one.mentions.get(from).is_some_and(|mention| mention.start() < question.at.min(start + OPENING));
    let comma = scene.kind(last.end()) == TokenKind::Comma;
    paragraph
        .and(Facts::OPENS_PARAGRAPH, opening)
        .and(Facts::BEFORE_CUE, last.end() + usize::from(comma) == question.at)
}

/// Whether it is mentioned after the cue and before the content.
fn after_cue(question: &Question, inventory: &Inventory, one: &One) -> Facts {
    const SOON: usize = 16;
    let Some(cue) = question.draft.cue.as_ref() else { return Facts::default() };
    let end = cue.tokens.end();
    // A mention after the content belongs to the next clause.
    let content = question.draft.content.iter().map(|piece| piece.start()).find(|start| *start >= end);
    let soon = content.unwrap_or(usize::MAX).min(end + SOON);
    let next = one.mentions.partition_point(|mention| mention.start() < end);
    let Some(mention) = one.mentions.get(next).filter(|mention| mention.start() < soon) else {
        return Facts::default();
    };
    let first = inventory.from(end).next().is_none_or(|place| place.words.start() >= mention.start());
    Facts::AFTER_CUE.and(Facts::RIGHT_AFTER_CUE, mention.start() == end).and(Facts::FIRST_AFTER_CUE, first)
}
