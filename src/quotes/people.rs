//! Named sources of a text: every "title, name" in it, and the fullest form of every name.

use std::collections::HashMap;
use std::ops::Range;

use super::name::{self, Mention};
use super::noun;
use super::scene::Scene;
use crate::lexicon::Flags;
use crate::segment::Paragraph;
use crate::text::Key;

/// A person that the text introduces with title and name.
#[derive(Clone, Debug)]
pub struct Introduction {
    pub mention: Mention,
    pub titles: Vec<Key>,
    pub names: Vec<Key>,
}

/// What the text tells of its people.
#[derive(Debug, Default)]
pub struct People {
    pub introductions: Vec<Introduction>,
    /// For the last word of a name, the fullest range of words that ends in it.
    fullest: HashMap<Key, Range<usize>>,
}

/// Words that a personal name has at most.
const NAME_WORDS: usize = 5;

impl People {
    /// Reads the kept paragraphs once.
    pub fn read(scene: &Scene, paragraphs: &[Paragraph]) -> Self {
        let mut people = Self::default();
        for paragraph in paragraphs {
            let mut at = paragraph.start;
            while at < paragraph.end {
                at = people.introduce(scene, at, paragraph.end).max(at + 1);
            }
        }
        people
    }

    /// Records the person that a title at `at` introduces; returns where to go on.
    fn introduce(&mut self, scene: &Scene, at: usize, end: usize) -> usize {
        if !scene.is(at, Flags::TITLE) {
            return at + 1;
        }
        let Some(range) = noun::titled(scene, at, end) else { return at + 1 };
        let behind = range.end;
        let mention = name::read(scene, range);
        if mention.named && mention.titles.first().is_some_and(|t| t.start <= mention.name.start) {
            self.add(scene, mention);
        }
        behind
    }

    fn add(&mut self, scene: &Scene, mention: Mention) {
        let names = name::keys(scene, mention.name.clone());
        if names.is_empty() || names.len() > NAME_WORDS {
            return;
        }
        let titles = mention.titles.iter().flat_map(|t| name::keys(scene, t.clone())).collect();
        if let Some(&last) = names.last() {
            let known = self.fullest.entry(last).or_insert_with(|| mention.name.clone());
            if scene.words(known.clone()) < names.len() {
                *known = mention.name.clone();
            }
        }
        self.introductions.push(Introduction { mention, titles, names });
    }

    /// The fullest name in the text that ends in the same word as `name`.
    pub fn fullest(&self, scene: &Scene, name: Range<usize>) -> Option<Range<usize>> {
        let keys = name::keys(scene, name);
        let last = keys.last()?;
        let range = self.fullest.get(last)?;
        let full = name::keys(scene, range.clone());
        (full.len() > keys.len() && keys.iter().all(|k| full.contains(k))).then(|| range.clone())
    }

    /// The person whom a title without a name means: the last introduced before it whose titles
    /// hold all its words; a counterpart (نظير) shares its head.
    pub fn by_title(&self, scene: &Scene, title: Range<usize>) -> Option<&Introduction> {
        let wanted = name::keys(scene, title.clone());
        let head = *wanted.first()?;
        let covers = |i: &&Introduction| {
            let has = |key: &Key| i.titles.iter().any(|t| t == key || name::skeleton(*t) == name::skeleton(*key));
            let modifiers = wanted.get(1..).unwrap_or_default();
            has(&head) && modifiers.iter().all(has)
        };
        let before = self.introductions.iter().rev().filter(|i| i.mention.tokens.start < title.start);
        let after = self.introductions.iter().filter(|i| i.mention.tokens.start > title.start);
        before.chain(after).take(LOOK_BACK).find(covers)
    }

    /// The counterpart: a person introduced as "his counterpart" with the same nationality.
    pub fn counterpart(&self, scene: &Scene, title: Range<usize>) -> Option<&Introduction> {
        let wanted = name::keys(scene, title.clone());
        let last = *wanted.last().filter(|_| wanted.len() > 1)?;
        self.introductions.iter().take(LOOK_BACK).find(|i| {
            let counterpart = scene.tokens.get(i.mention.tokens.start).is_some_and(|t| t.word.flags().any(Flags::EMPHASIS));
            counterpart && i.titles.iter().any(|t| name::skeleton(*t) == name::skeleton(last))
        })
    }
}

/// Introductions looked at for one title: a text with more people than this is a list.
const LOOK_BACK: usize = 64;

/// Whether two names mean one person: the same last word, and the words of the shorter one in the
/// longer one.
pub fn same_person(a: &[Key], b: &[Key]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let equal = |x: &Key, y: &Key| x == y || (x.len() > 3 && name::skeleton(*x) == name::skeleton(*y));
    let (Some(x), Some(y)) = (short.last(), long.last()) else { return false };
    let tail = equal(x, y) || (short.len() == 1 && long.len() > 1 && long.first().is_some_and(|first| equal(x, first)) && x.len() > 3);
    tail && short.iter().all(|s| long.iter().any(|l| equal(s, l)))
}
