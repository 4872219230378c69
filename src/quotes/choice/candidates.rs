//! The candidates for the speaker of a quote.

use smallvec::SmallVec;

use super::one::{One, Past, Turn};
use super::place::{self, Rank};
use super::question::Question;
use super::rules::RulesPick;
use super::{turns, words};
use crate::lexicon::Flags;
use crate::quotes::inventory::Inventory;
use crate::quotes::name::Mention;
use crate::quotes::score::{Facts, Situation};
use crate::quotes::words::Scene;
use crate::tokens::{TokenKind, TokenRange};

/// Who a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The rules' pick, in their words.
    Rules,
    /// A row of the inventory.
    Row(u32),
    /// The mention, in its own words.
    Mention,
    /// Nobody: no speaker is named.
    Nobody,
}

/// A candidate, and the facts that are true of it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Who the candidate is.
    pub who: Who,
    /// The words of the name.
    pub name: Option<TokenRange>,
    /// The facts that are true of the candidate.
    pub facts: Facts,
}

/// Limits on the mentions, rows and turns to look at. If a text has more, the nearest are used.
const BEFORE: usize = 80;
const BEHIND: usize = 32;
const ROWS: usize = 32;
const TURNS: usize = 8;

/// Returns the candidates: the rules' pick, rows near the quote, earlier speakers, and nobody.
pub fn candidates(
    scene: &Scene,
    inventory: &Inventory,
    question: &Question,
    past: Past,
    rules: &RulesPick,
    source_of: impl Fn(u32) -> Option<u32>,
) -> Vec<Candidate> {
    let near = Near::of(inventory, question, past);
    let joint = question.standing.is_some_and(|m| !inventory.members(scene, m.tokens).is_empty());
    let mut found = Vec::with_capacity(near.rows.len() + 2);
    let known = |one: &One| {
        words::own(scene, question, one)
            .with(place::facts(scene, question, inventory, one, near.rank(inventory, one.row)))
            .with(turns::facts(question, inventory, past, one))
            .with(words::facts(scene, question, one))
    };
    let sure = question.mention.is_none_or(|mention| is_surely_named(scene, inventory, mention));
    let possible = Possible { scene, question, rules, bound: bound(scene, question, past), sure, joint };
    if let Some(one) = rules.one.as_ref().filter(|one| possible.may_be_of_rules(one)) {
        let facts = known(one).with(rules.own());
        found.push(Candidate { who: Who::Rules, name: Some(one.name), facts });
    }
    let rows = near.rows.iter().filter_map(|index| Some((*index, inventory.row(*index)?)));
    let rows = rows.map(|(index, row)| (index, One::of(index, row, source_of(index), question)));
    found.extend(rows.filter(|(_, one)| possible.holds(one)).map(|(index, one)| {
        let facts = known(&one).with(rules.of(&one));
        Candidate { who: Who::Row(index), name: Some(one.name), facts }
    }));
    if let Some(one) = standing(question).filter(|one| !found.iter().any(|c| c.name == Some(one.name))) {
        let facts = known(&one).with(Facts::STANDS).and(Facts::DOUBTED, question.mention.is_none());
        found.push(Candidate { who: Who::Mention, name: Some(one.name), facts });
    }
    let nobody = Facts::NOBODY.and(Facts::RULES_NOBODY, rules.one.is_none());
    found.push(Candidate { who: Who::Nobody, name: None, facts: nobody });
    found
}

/// Decides which rows grammar allows as the speaker.
struct Possible<'p, 't> {
    scene: &'p Scene<'t>,
    question: &'p Question<'p>,
    rules: &'p RulesPick<'p>,
    bound: Option<Turn>,
    /// Whether the mention is certainly a name.
    sure: bool,
    /// Whether the mention covers several people who speak together.
    joint: bool,
}

impl Possible<'_, '_> {
    fn holds(&self, one: &One) -> bool {
        // A row with the same words as the rules' source is not a second candidate.
        let own = self.rules.one.as_ref();
        let same = own.is_some_and(|own| own.row == one.row && own.keys == one.keys);
        self.bound.is_none_or(|turn| one.is_in(&turn)) && !same && self.may_be(one)
    }

    /// Applies the same test to the rules' pick, if they found an earlier source through a description.
    fn may_be_of_rules(&self, one: &One) -> bool {
        let named = self.question.mention.is_none_or(|mention| mention.named);
        if named || one.source.is_none() { !self.is_one_of_several(one) } else { self.may_be(one) }
    }

    /// Returns whether the candidate is one of several people who speak together.
    fn is_one_of_several(&self, one: &One) -> bool {
        self.joint && words::is_one_of_joint(self.question, one)
    }

    /// Returns whether the candidate is not the addressee and the mention may refer to it.
    fn may_be(&self, one: &One) -> bool {
        !self.is_one_of_several(one)
            && !is_spoken_to(self.question, one)
            && words::may_be_meant(self.scene, self.question, one, self.sure)
    }
}

/// "قال لرويترز إن": the addressee is not the speaker.
fn is_spoken_to(question: &Question, one: &One) -> bool {
    let Some(addressee) = question.draft.addressee else { return false };
    let at = one.mentions.partition_point(|own| own.end() <= addressee.start());
    one.mentions.get(at).is_some_and(|own| own.start() < addressee.end())
}

/// Returns whether the tagger found a name in the mention, or the lexicon lists a word of it as one.
fn is_surely_named(scene: &Scene, inventory: &Inventory, mention: &Mention) -> bool {
    let tagged = |row: u32| inventory.row(row).is_some_and(|row| row.trust > 0 && row.named);
    let known = mention.name.iter().any(|at| scene.is(at, Flags::PERSONAL_NAME));
    known || inventory.within(mention.tokens).any(|place| tagged(place.row))
}

/// Returns the last turn, if grammar excludes every other speaker.
fn bound(scene: &Scene, question: &Question, past: Past) -> Option<Turn> {
    let latest = past.last()?;
    let bound = match question.situation() {
        Situation::Dependent => is_of_sentence(scene, question, latest),
        Situation::Implicit => question.goes_on && is_beside(question, latest),
        _ => false,
    };
    bound.then_some(*latest)
}

/// "وأشار إلى أنه التقى فلانا، قائلا": a participle shares the subject of the verb before it, which spoke in this
/// sentence.
fn is_of_sentence(scene: &Scene, question: &Question, latest: &Turn) -> bool {
    // In a longer sentence the subject has changed.
    const TOKENS: usize = 256;
    let ends = |at: usize| {
        matches!(
            scene.kind(at),
            TokenKind::Stop | TokenKind::Query | TokenKind::Ellipsis | TokenKind::Newline
        )
    };
    question.at.saturating_sub(latest.at) <= TOKENS && !(latest.at..question.at).any(ends)
}

/// "…". وأضاف": the verb follows right after the words of the latest turn.
const fn is_beside(question: &Question, latest: &Turn) -> bool {
    const SIGNS: usize = 3;
    latest.end <= question.at && question.at - latest.end <= SIGNS
}

/// The mention, in its own words.
fn standing<'o>(question: &'o Question) -> Option<One<'o>> {
    let mention = question.standing?;
    Some(One {
        row: None,
        source: None,
        name: mention.tokens,
        keys: &question.standing_keys,
        named: mention.named,
        kind: mention.kind,
        agreement: (mention.gender, mention.number),
        title_keys: &[],
        shares: question.shares(&question.standing_keys, &[]),
        mentions: std::slice::from_ref(&mention.tokens),
        within: question.within(std::slice::from_ref(&mention.tokens)),
        trust: 0,
    })
}

/// The rows near a quote.
struct Near {
    /// Each row once.
    rows: SmallVec<[u32; 32]>,
    /// How many of them, from the start, were mentioned before the cue; the nearest are first.
    before: usize,
    /// One bit per row, to test cheaply that a row is absent.
    bits: u64,
}

impl Near {
    fn of(inventory: &Inventory, question: &Question, past: Past) -> Self {
        let mut near = Self { rows: SmallVec::new(), before: 0, bits: 0 };
        near.add(inventory.before(question.at).take(BEFORE).map(|place| place.row));
        near.before = near.rows.len();
        if let Some(mention) = question.mention {
            near.add(inventory.within(mention.tokens).map(|place| place.row));
        }
        near.add(past.iter().rev().take(TURNS).filter_map(|turn| turn.row));
        near.add(inventory.from(question.at).take(BEHIND).map(|place| place.row));
        near
    }

    fn add(&mut self, rows: impl Iterator<Item = u32>) {
        for row in rows {
            if self.rows.len() == ROWS {
                break;
            }
            let bit = 1 << (row % u64::BITS);
            if self.bits & bit == 0 || !self.rows.contains(&row) {
                self.rows.push(row);
            }
            self.bits |= bit;
        }
    }

    /// Returns the row's rank among those mentioned before the cue.
    fn rank(&self, inventory: &Inventory, row: Option<u32>) -> Option<Rank> {
        let row = row?;
        let before = self.rows.get(..self.before)?;
        let others = before.iter().position(|other| *other == row)?;
        let kind = |index: u32| inventory.row(index).map(|row| row.kind);
        let own = kind(row);
        let of_kind = before.iter().take(others).any(|other| kind(*other) == own);
        Some(Rank { others, of_kind })
    }
}
