//! Everybody and everything in a text that may speak: each noun phrase with a title, body, medium
//! or document at its head, and the fullest form of every name.

mod lookup;

use crate::quotes::phrase;
use crate::quotes::words::sets;
use crate::quotes::words::shape;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::ops::Deref;

use smallvec::smallvec;

use crate::lexicon::{Flags, Prefix, frame, preposition_frame};
use crate::quotes::name::{self, Mention};
use crate::quotes::result::EntityKind;
use crate::quotes::words::scene::Scene;
use crate::segment::Paragraph;
use crate::text::Key;
use crate::tokens::{TokenKind, TokenRange};

pub use lookup::{alike, holds_all, same_person};

/// A run among the folded words of all phrases: [`People::words`].
#[derive(Clone, Copy, Debug)]
pub struct Words {
    start: u32,
    end: u32,
}

impl Words {
    /// How many there are.
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
    /// Whether its titles name a state or nationality.
    foreign: bool,
    /// Whether its head is a medium.
    medium: bool,
    /// Whether ل and the article are written into its head: no name to show.
    joined: bool,
    /// Whether في stands behind its definite head: where it was, not what it is called.
    placed: bool,
    /// Of a text, where the phrase of the one behind it begins: "أعلن X، في بيان", "دراسة أجرتها X".
    issuer: Option<usize>,
}

/// The one behind a text that a verb with its pronoun names: "تقرير نشرته صحيفة X", "دراسة أجرتها جامعة X".
pub fn maker(scene: &Scene, text: &Mention) -> Option<TokenRange> {
    const REACH: usize = 12;
    if text.kind != EntityKind::Document || text.named {
        return None;
    }
    let behind = text.tokens.end;
    let verb = behind + usize::from(scene.is(behind, Flags::RELATIVE));
    let made = scene.is(verb, Flags::MAKES);
    let maker = verb + 1;
    let body = Flags::ORGANISATION.with(Flags::MEDIUM).with(Flags::TITLE);
    let source = made && scene.is(maker, body) && !scene.prefix(maker).has(Prefix::PREPOSITIONS);
    source.then(|| phrase::headed(scene, maker, maker + REACH)).flatten()
}

impl Phrase {
    /// Whether it can stand as a name: not so long that it has swallowed its clause.
    fn says_in_full(&self) -> bool {
        const WORDS: usize = 8;
        !self.joined && self.keys.len() <= WORDS
    }
}

/// What the text tells of its people and bodies.
#[derive(Debug, Default)]
pub struct People {
    /// In the order of the text.
    phrases: Vec<Phrase>,
    /// The bits of the words of each: what a phrase does not hold is told without looking at it.
    bits: Vec<u64>,
    /// The folded words of all phrases, in one list: a text has hundreds of phrases.
    words: Vec<Key>,
    /// Each last word of a personal name with the fullest range of words that ends in it, and their number; sorted.
    fullest: Vec<(Key, usize, TokenRange)>,
    /// Words that stand alone as the subject of a cue somewhere: surnames, wherever they stand. Sorted.
    alone: Vec<Key>,
}

/// Words that a personal name has at most.
const NAME_WORDS: usize = 5;
/// Phrases looked at for one mention: a text with more between two mentions has changed its subject.
const LOOK_AROUND: usize = 400;

/// The people of a text, who are read when one is first asked for: a fifth of all news quotes nobody.
pub struct PeopleOf<'s, 't> {
    scene: &'s Scene<'t>,
    paragraphs: &'s [Paragraph],
    read: OnceCell<People>,
}

impl<'s, 't> PeopleOf<'s, 't> {
    /// Those of the kept paragraphs.
    pub const fn new(scene: &'s Scene<'t>, paragraphs: &'s [Paragraph]) -> Self {
        Self { scene, paragraphs, read: OnceCell::new() }
    }
}

impl Deref for PeopleOf<'_, '_> {
    type Target = People;

    fn deref(&self) -> &People {
        self.read.get_or_init(|| People::read(self.scene, self.paragraphs))
    }
}

impl People {
    /// Reads the kept paragraphs once.
    fn read(scene: &Scene, paragraphs: &[Paragraph]) -> Self {
        let mut alone = Vec::new();
        for paragraph in paragraphs {
            alone.extend((paragraph.start..paragraph.end).filter_map(|at| subject_alone(scene, at)));
        }
        alone.sort_unstable();
        alone.dedup();
        // Most texts have a phrase for every ten tokens or so.
        let phrases = Vec::with_capacity(scene.tokens.len() / 8);
        let words = Vec::with_capacity(scene.tokens.len() / 2);
        let bits = Vec::with_capacity(phrases.capacity());
        let mut people = Self { phrases, bits, words, alone, ..Self::default() };
        for paragraph in paragraphs {
            let mut at = paragraph.start;
            while at < paragraph.end {
                at = scene.first(at..paragraph.end, |sense| {
                    sense.flags.any(sets::SOURCE.with(Flags::PERSONAL_NAME))
                });
                if at < paragraph.end {
                    at = people.phrase(scene, at, paragraph.end).max(at + 1);
                }
            }
        }
        // Of the names that end in one word the longest stays, of those as long the first.
        people.fullest.sort_by_key(|(last, words, _)| (*last, Reverse(*words)));
        people.fullest.dedup_by_key(|(last, ..)| *last);
        people
    }

    /// Records the phrase whose head stands at `at`; returns where to go on.
    fn phrase(&mut self, scene: &Scene, at: usize, end: usize) -> usize {
        if scene.is(at, Flags::PERSONAL_NAME) && !scene.is(at, sets::SOURCE) {
            return self.bare_name(scene, at, end);
        }
        if !scene.is(at, sets::SOURCE) || scene.is(at, Flags::PLACE) {
            return at + 1;
        }
        let Some(range) = phrase::headed(scene, at, end) else { return at + 1 };
        let behind = range.end;
        let mut mention = name::read(scene, range);
        if let Some(name) = name_before(scene, &mention) {
            mention.titles = smallvec![mention.tokens];
            mention.kind = EntityKind::Person;
            mention.named = true;
            mention.name = name;
        }
        let inner = mention.tokens;
        self.add(scene, mention);
        // "شقيق العقيد سامر الراوي" holds a person of its own.
        if scene.is(inner.start, Flags::KIN) {
            return at + 1;
        }
        self.bodies_inside(scene, inner);
        behind
    }

    /// A name without a title, from its given name on.
    fn bare_name(&mut self, scene: &Scene, at: usize, end: usize) -> usize {
        let Some(range) = phrase::read(scene, at, end.min(at + NAME_WORDS), true) else { return at + 1 };
        let behind = range.end;
        let mention = name::read(scene, range);
        if scene.words(mention.name) >= 2 {
            self.add(scene, Mention { kind: EntityKind::Person, named: true, ..mention });
        }
        behind
    }

    /// Bodies named inside a phrase ("the secretariat of the party X") can be meant later, too.
    fn bodies_inside(&mut self, scene: &Scene, phrase: TokenRange) {
        // "an agreement with his counterpart X": a person inside the name of a text or body.
        let person = !scene.is(phrase.start, Flags::TITLE);
        let body = |at: &usize| {
            let body = scene.is(*at, Flags::ORGANISATION.with(Flags::MEDIUM)) && !scene.is(*at, Flags::TITLE);
            let joined = scene.is(*at, Flags::UNNAMED) && scene.prefix(*at).has(Prefix::CONJUNCTION);
            body || joined || person && scene.is(*at, Flags::TITLE) && scene.is(*at - 1, Flags::PREPOSITION)
        };
        for at in (phrase.start + 1..phrase.end).filter(body) {
            if let Some(range) = phrase::headed(scene, at, phrase.end) {
                self.add(scene, name::read(scene, range));
            }
        }
    }

    fn add(&mut self, scene: &Scene, mut mention: Mention) {
        if mention.named && mention.kind == EntityKind::Person {
            mention.name = self.up_to_surname(scene, mention.name);
        }
        let kept = self.words.len();
        let keys = self.keep(name::words(scene, mention.tokens));
        // A body is its own name, and an office without a name its own title.
        let names =
            if mention.name == mention.tokens { keys } else { self.keep(name::words(scene, mention.name)) };
        let person = mention.named && mention.kind == EntityKind::Person;
        let fathers = || mention.name.iter().any(|at| scene.is(at, Flags::FATHERHOOD));
        let long = names.len() > NAME_WORDS && (names.len() > 2 * NAME_WORDS || !fathers());
        if person && (names.len() == 0 || long) {
            self.words.truncate(kept);
            return;
        }
        if person && let Some(&last) = self.words(names).last() {
            self.fullest.push((last, scene.words(mention.name), mention.name));
        }
        let titles = if mention.titles.as_slice() == [mention.tokens] {
            keys
        } else {
            self.keep(mention.titles.iter().flat_map(|t| name::words(scene, *t)))
        };
        let head = mention.tokens.start;
        let joined = scene.prefix(head).has(Prefix::PREPOSITIONS)
            && (scene.prefix(head).has(Prefix::ARTICLE) || !scene.prefix(head).has(Prefix::LAM));
        let medium = scene.is(head, Flags::MEDIUM);
        let place = |at: usize| preposition_frame(scene.whole(at)) == frame::FI;
        let placed = scene.is_definite(head) && mention.tokens.iter().any(place);
        let head = head + usize::from(scene.is(head, Flags::HONORIFIC));
        let maker = maker(scene, &mention).map(|maker| maker.start);
        let issuer = maker.or_else(|| self.issuer(scene, &mention));
        let foreign = mention.titles.iter().flat_map(Clone::clone).any(|at| {
            scene.is(at, Flags::PLACE)
                || (at > head + 1 && scene.is_definite(at) && shape::is_nisba(scene, at))
        });
        let apart = mention.name.start < mention.tokens.start;
        self.bits.push(bits(self.words(keys)) | if apart { bits(self.words(names)) } else { 0 });
        self.phrases.push(Phrase { foreign, medium, joined, placed, issuer, keys, titles, names, mention });
    }

    /// Puts folded words into the list of all.
    fn keep(&mut self, words: impl Iterator<Item = Key>) -> Words {
        let start = self.words.len() as u32;
        self.words.extend(words);
        Words { start, end: self.words.len() as u32 }
    }

    /// The folded words of a run.
    pub fn words(&self, run: Words) -> &[Key] {
        self.words.get(run.start as usize..run.end as usize).unwrap_or_default()
    }

    /// The subject of the sentence in which a text is where something is said.
    fn issuer(&self, scene: &Scene, text: &Mention) -> Option<usize> {
        const REACH: usize = 60;
        const PHRASES: usize = 8;
        let head = text.tokens.start;
        let venue = || head > 0 && preposition_frame(scene.whole(head - 1)) == frame::FI;
        if !scene.is(head, Flags::DOCUMENT) || !venue() {
            return None;
        }
        let speaks = |p: &Phrase| {
            let before = p.mention.tokens.start.checked_sub(1)?;
            let verb = (scene.finite(before).is_some() || scene.is(before, Flags::ACT))
                && !scene.prefix(p.mention.tokens.start).has(Prefix::CONJUNCTION);
            let source = matches!(p.mention.kind, EntityKind::Organisation | EntityKind::Person);
            Some(verb && source && head - before < REACH)
        };
        let phrase = self.phrases.iter().rev().take(PHRASES).find(|p| speaks(p).unwrap_or_default())?;
        let ends = |at: usize| matches!(scene.kind(at), TokenKind::Stop | TokenKind::Newline);
        let one_sentence = !(phrase.mention.tokens.end..head).any(ends);
        one_sentence.then_some(phrase.mention.tokens.start)
    }

    /// Without what follows a word that is elsewhere the only one of a subject: the object of the verb
    /// before the name ("التقى سامر الراوي وفدا" and "قال الراوي إن").
    fn up_to_surname(&self, scene: &Scene, name: TokenRange) -> TokenRange {
        let surname = |at: &usize| self.alone.binary_search(&name::bare(scene, *at)).is_ok();
        let end = (name.start + 1..name.end).find(surname).map_or(name.end, |at| at + 1);
        TokenRange::new(name.start, end)
    }
}

/// One number for some words, by which sets of them tell quickly what they do not hold.
fn bits(words: &[Key]) -> u64 {
    words.iter().fold(0, |bits, key| bits | key.bit())
}

/// The one word between a cue and what brings its content in ("قال الراوي إن").
fn subject_alone(scene: &Scene, at: usize) -> Option<Key> {
    scene.finite(at)?;
    let subject = at + 1;
    let behind = scene.is(subject + 1, Flags::COMPLEMENTIZER)
        || matches!(scene.kind(subject + 1), TokenKind::Colon | TokenKind::Quote | TokenKind::Comma);
    let name = scene.kind(subject) == TokenKind::Word
        && !scene.is(subject, sets::SOURCE.with(Flags::PREPOSITION).with(Flags::DEMONSTRATIVE))
        && (!scene.is_known(subject) || scene.is(subject, Flags::PERSONAL_NAME));
    (behind && name).then(|| name::bare(scene, subject))
}

/// "X, the minister of …", "X the minister": the name before a title.
fn name_before(scene: &Scene, mention: &Mention) -> Option<TokenRange> {
    if mention.named || !scene.is(mention.tokens.start, Flags::TITLE) {
        return None;
    }
    let comma = mention.tokens.start > 0 && scene.kind(mention.tokens.start - 1) == TokenKind::Comma;
    let end = mention.tokens.start - usize::from(comma);
    let mut start = end;
    while start > 0 && end - start < NAME_WORDS {
        let at = start - 1;
        let surname = start == end && scene.is_definite(at) && !scene.is_known(at);
        let inner =
            scene.is(at, Flags::FATHERHOOD.with(Flags::PERSONAL_NAME)) || shape::is_name_word(scene, at);
        if !(surname || inner) {
            break;
        }
        start = at;
    }
    // Two words at least, and nothing known to be a verb among them: a name, not an object.
    let given = scene.is(start, Flags::PERSONAL_NAME) || scene.is(start + 1, Flags::FATHERHOOD);
    let first = start == 0
        || scene.verb(start - 1).is_some()
        || !scene.is_wordlike(start - 1)
        || scene.is(start - 1, Flags::PREPOSITION);
    (end - start >= 2 && (given || first)).then_some(TokenRange::new(start, end))
}
