//! A noun phrase that may name a source, and facts about it.

use crate::lexicon::{Flags, Prefix, frame, preposition_frame};
use crate::quotes::name::Mention;
use crate::quotes::phrase;
use crate::quotes::result::EntityKind;
use crate::quotes::words::shape::is_nisba;
use crate::quotes::words::{Scene, Word};
use crate::tokens::TokenRange;

/// A run of the folded words of all phrases: [`super::People::words`].
#[derive(Clone, Copy, Debug)]
pub struct Words {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Words {
    /// The run between two positions. Positions that do not fit in 32 bits are clamped.
    pub fn between(start: usize, end: usize) -> Self {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: place(start), end: place(end) }
    }

    /// Returns the number of words.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// A noun phrase that may name a source.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub mention: Mention,
    /// All its folded words; the head comes first.
    pub keys: Words,
    /// The folded words of its titles.
    pub titles: Words,
    /// The folded words of its name.
    pub names: Words,
    /// Other facts about the phrase.
    pub(super) facts: Facts,
    /// For a text: where the phrase of its issuer begins: "أعلن X، في بيان", "دراسة أجرتها X".
    pub(super) issuer: Option<u32>,
}

impl Phrase {
    /// Returns whether the phrase can serve as a name: it is not so long that it has swallowed its clause.
    pub(super) fn says_in_full(&self) -> bool {
        const WORDS: usize = 8;
        !self.facts.joined && self.keys.len() <= WORDS
    }

    /// Returns whether it names a body, medium or text with more than `words` words.
    pub(super) fn is_longer_body(&self, words: usize) -> bool {
        self.mention.kind != EntityKind::Person && self.keys.len() > words && self.says_in_full()
    }
}

/// Facts about a phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    /// Its titles name a state or nationality.
    pub foreign: bool,
    /// Its head is a medium.
    pub medium: bool,
    /// Its head has a proclitic ل and the article, or another proclitic preposition: not a name to show.
    pub joined: bool,
    /// في follows its definite head: the rest is a place, not part of the name.
    pub placed: bool,
}

impl Facts {
    /// Determines the facts of a mention.
    pub fn of(scene: &Scene, mention: &Mention) -> Self {
        let head = scene.word(mention.tokens.start());
        Self {
            foreign: is_foreign(scene, mention),
            medium: head.is(Flags::MEDIUM),
            joined: is_joined(head.prefix()),
            placed: head.is_definite() && mention.tokens.iter().any(|at| is_in(scene.word(at))),
        }
    }
}

/// Whether a title names a state, or has an adjective of nationality after its head.
fn is_foreign(scene: &Scene, mention: &Mention) -> bool {
    let head = mention.tokens.start();
    let first = head + usize::from(scene.is(head, Flags::HONORIFIC));
    let foreign = |at: usize| match scene.word(at) {
        word if word.is(Flags::PLACE) => true,
        word => at > first + 1 && word.is_definite() && word.fits(is_nisba),
    };
    mention.titles.iter().any(|title| title.iter().any(foreign))
}

/// Whether a head has a proclitic preposition; ل without the article may be part of a name.
const fn is_joined(prefix: Prefix) -> bool {
    prefix.has(Prefix::PREPOSITIONS) && (prefix.has(Prefix::ARTICLE) || !prefix.has(Prefix::LAM))
}

/// Returns whether the word is في.
pub(super) fn is_in(word: Word) -> bool {
    preposition_frame(word.whole()) == frame::FI
}

/// Returns the author of a text, named by a verb with a pronoun: "تقرير نشرته صحيفة X", "دراسة أجرتها جامعة X".
pub fn maker(scene: &Scene, text: &Mention) -> Option<TokenRange> {
    const REACH: usize = 12;
    if text.kind != EntityKind::Document || text.named {
        return None;
    }
    let after = scene.word(text.tokens.end());
    let after = if after.is(Flags::RELATIVE) { after.next() } else { after };
    let inside = text.tokens.iter().map(|at| scene.word(at));
    let verb = inside.chain([after]).find(|word| word.is(Flags::MAKES))?;
    // "الصادر عن الوزارة".
    let maker = if verb.next().is(Flags::PREPOSITION) { verb.next().next() } else { verb.next() };
    if is_maker(maker) { phrase::headed(scene, maker.at, maker.at + REACH) } else { None }
}

fn is_maker(word: Word) -> bool {
    const MAKERS: Flags = Flags::ORGANISATION.with(Flags::MEDIUM).with(Flags::TITLE);
    word.is(MAKERS) && !word.has_proclitic_preposition()
}
