//! Reads the people of a text: each noun phrase headed by a title, body, medium or document, and each name.

use std::cmp::Reverse;

use smallvec::smallvec;

use super::names::{lone_subjects, name_before};
use super::phrase::{Facts, Phrase, Words, is_in, maker};
use super::{NAME_WORDS, People, bits};
use crate::lexicon::Flags;
use crate::quotes::name::{self, Mention};
use crate::quotes::phrase;
use crate::quotes::result::EntityKind;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::{Scene, Word};
use crate::segment::Paragraph;
use crate::text::{Key, snug};
use crate::tokens::{TokenKind, TokenRange};

/// Returns the people that the kept paragraphs name.
pub fn read(scene: &Scene, paragraphs: &[Paragraph]) -> People {
    let mut reader = Reader::new(scene, lone_subjects(scene, paragraphs));
    for paragraph in paragraphs {
        reader.paragraph(paragraph);
    }
    let mut people = reader.people;
    // Of the names that end in one word only the longest is kept; of names of equal length, the first.
    people.fullest.sort_by_key(|(last, words, _)| (*last, Reverse(*words)));
    people.fullest.dedup_by_key(|(last, ..)| *last);
    people
}

/// The state of reading: the people of the paragraphs read so far.
struct Reader<'s, 't> {
    scene: &'s Scene<'t>,
    people: People,
    /// Words that are the whole subject of a cue somewhere; sorted.
    alone: Vec<Key>,
}

impl<'s, 't> Reader<'s, 't> {
    fn new(scene: &'s Scene<'t>, alone: Vec<Key>) -> Self {
        // Most texts have about one phrase per ten tokens; a long text may have none.
        const MOST: usize = 4096;
        let tokens = scene.tokens.len().min(MOST);
        let phrases = Vec::with_capacity(tokens / 8);
        let words = Vec::with_capacity(tokens / 2);
        let bits = Vec::with_capacity(phrases.capacity());
        Self { scene, people: People { phrases, bits, words, fullest: Vec::new() }, alone }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        const HEADS: Flags = SOURCE.with(Flags::PERSONAL_NAME);
        let mut at = paragraph.start();
        while at < paragraph.end() {
            at = self.scene.first(at..paragraph.end(), |sense| sense.flags.any(HEADS));
            if at < paragraph.end() {
                at = self.phrase(at, paragraph.end()).max(at + 1);
            }
        }
    }

    /// Records the phrase whose head is at `at`, and returns where to continue.
    fn phrase(&mut self, at: usize, end: usize) -> usize {
        let found = match self.scene.flags(at) {
            flags if !flags.any(SOURCE) => self.bare_name(at, end),
            flags if flags.any(Flags::PLACE) => None,
            _ => self.source(at, end),
        };
        found.unwrap_or(at + 1)
    }

    /// A source noun with the words that belong to it.
    fn source(&mut self, at: usize, end: usize) -> Option<usize> {
        let scene = self.scene;
        let range = phrase::headed(scene, at, end)?;
        let mut mention = name::read(scene, range);
        if let Some(name) = name_before(scene, &mention) {
            let titles = smallvec![mention.tokens];
            mention = Mention { titles, kind: EntityKind::Person, named: true, name, ..mention };
        }
        let inner = mention.tokens;
        self.add(mention);
        // "شقيق العقيد سامر الراوي" contains a separate person.
        if scene.is(inner.start(), Flags::KIN) {
            return None;
        }
        self.bodies_inside(inner);
        Some(range.end())
    }

    /// A name without a title, starting at its given name.
    fn bare_name(&mut self, at: usize, end: usize) -> Option<usize> {
        let range = phrase::read(self.scene, at, end.min(at + NAME_WORDS), true)?;
        let mention = name::read(self.scene, range);
        if self.scene.words(mention.name) >= 2 {
            self.add(Mention { kind: EntityKind::Person, named: true, ..mention });
        }
        Some(range.end())
    }

    /// Records bodies inside a phrase ("the secretariat of the party X"), because the text can refer to them later.
    fn bodies_inside(&mut self, phrase: TokenRange) {
        let scene = self.scene;
        let of_person = scene.is(phrase.start(), Flags::TITLE);
        for at in phrase.start() + 1..phrase.end() {
            let word = scene.word(at);
            if !is_body(word) && (of_person || !is_person_inside(word)) {
                continue;
            }
            if let Some(range) = phrase::headed(scene, at, phrase.end()) {
                self.add(name::read(scene, range));
            }
        }
    }

    /// Records a mention, unless it is a person with an impossible name.
    fn add(&mut self, mut mention: Mention) {
        let scene = self.scene;
        let person = mention.is_named_person();
        if person {
            mention.name = self.up_to_surname(mention.name);
        }
        let kept = self.people.words.len();
        let keys = self.keep(name::words(scene, mention.tokens));
        // A body's mention is its own name, and an office without a name is its own title.
        let own_name = mention.name == mention.tokens;
        let names = if own_name { keys } else { self.keep(name::words(scene, mention.name)) };
        if person && !self.add_name(&mention, names) {
            self.people.words.truncate(kept);
            return;
        }
        let own_title = mention.titles.as_slice() == [mention.tokens];
        let titles = mention.titles.iter().flat_map(|title| name::words(scene, *title));
        let titles = if own_title { keys } else { self.keep(titles) };
        let bits = self.bits(&mention, keys, names);
        snug::add(&mut self.people.bits, bits);
        let facts = Facts::of(scene, &mention);
        let issuer = self.issuer(&mention).map(|at| at as u32);
        let (read, all) = (mention.tokens.start(), self.scene.tokens.len());
        let phrase = Phrase { keys, titles, names, facts, issuer, mention };
        snug::push(&mut self.people.phrases, phrase, read, all);
    }

    /// Records the last word of a person's name; returns whether it can be a name.
    fn add_name(&mut self, mention: &Mention, names: Words) -> bool {
        if is_too_long(self.scene, mention.name, names.len()) {
            return false;
        }
        let Some(&last) = self.people.words(names).last() else { return false };
        snug::add(&mut self.people.fullest, (last, self.scene.words(mention.name), mention.name));
        true
    }

    /// The bit set of a phrase's words, and of its name's words if the name comes before it.
    fn bits(&self, mention: &Mention, keys: Words, names: Words) -> u64 {
        let apart = mention.name.start() < mention.tokens.start();
        bits(self.people.words(keys)) | if apart { bits(self.people.words(names)) } else { 0 }
    }

    /// Appends folded words to the shared list.
    fn keep(&mut self, words: impl Iterator<Item = Key>) -> Words {
        let start = self.people.words.len();
        words.for_each(|word| snug::add(&mut self.people.words, word));
        Words::between(start, self.people.words.len())
    }

    /// Where the phrase of a text's issuer begins: the text's author, or the subject of a clause that says something
    /// "in" the text.
    fn issuer(&self, text: &Mention) -> Option<usize> {
        const PHRASES: usize = 8;
        if let Some(maker) = maker(self.scene, text) {
            return Some(maker.start());
        }
        let head = self.scene.word(text.tokens.start());
        if !head.is(Flags::DOCUMENT) || !is_in(head.prev()) {
            return None;
        }
        let mut before = self.people.phrases.iter().rev().take(PHRASES);
        let issuer = before.find(|phrase| is_speaker(&phrase.mention, head))?.mention.tokens;
        let ends = |at: usize| matches!(self.scene.kind(at), TokenKind::Stop | TokenKind::Newline);
        let one_sentence = !(issuer.end()..head.at).any(ends);
        one_sentence.then_some(issuer.start())
    }

    /// Cuts the name after a word that is elsewhere the whole subject of a cue. What follows is the object of the verb
    /// before the name ("التقى سامر الراوي وفدا" and "قال الراوي إن").
    fn up_to_surname(&self, name: TokenRange) -> TokenRange {
        let surname = |at: &usize| self.alone.binary_search(&name::bare(self.scene, *at)).is_ok();
        let end = (name.start() + 1..name.end()).find(surname).map_or(name.end(), |at| at + 1);
        TokenRange::new(name.start(), end)
    }
}

/// Whether the name has too many words; a name with the names of fathers may have twice as many as others.
fn is_too_long(scene: &Scene, name: TokenRange, words: usize) -> bool {
    match words {
        0..=NAME_WORDS => false,
        _ if words > 2 * NAME_WORDS => true,
        _ => !name.iter().any(|at| scene.is(at, Flags::FATHERHOOD)),
    }
}

/// Whether the word is the head of a body inside the phrase.
fn is_body(word: Word) -> bool {
    if word.is_unless(Flags::ORGANISATION.with(Flags::MEDIUM), Flags::TITLE) {
        return true;
    }
    word.is(Flags::UNNAMED) && word.is_conjoined()
}

/// "an agreement with his counterpart X": a person inside the name of a text or body.
fn is_person_inside(word: Word) -> bool {
    word.is(Flags::TITLE) && word.prev().is(Flags::PREPOSITION)
}

/// Whether the mention is the subject of a verb that is not far before the text.
fn is_speaker(mention: &Mention, text: Word) -> bool {
    const REACH: usize = 60;
    let head = text.scene.word(mention.tokens.start());
    let verb = head.prev();
    if head.at == 0 || head.is_conjoined() || text.at.saturating_sub(verb.at) >= REACH {
        return false;
    }
    match mention.kind {
        EntityKind::Organisation | EntityKind::Person => verb.is(Flags::ACT) || verb.finite().is_some(),
        _ => false,
    }
}
