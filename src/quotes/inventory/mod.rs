//! The inventory of a text: a row for each person, body, document and unnamed source, under its fullest name.
//!
//! The tagger finds the spans; [`join`] merges those that mean the same entity into rows. No speaker is chosen here.

mod join;
mod joint;
mod row;
mod spans;
#[cfg(test)]
mod tests;

pub use row::{Row, bits};

use std::cell::OnceCell;
use std::ops::Deref;

use crate::quotes::name;
use crate::quotes::people::{People, PeopleOf};
use crate::quotes::words::Scene;
use crate::quotes::words::sets::SOURCE;
use crate::segment::Paragraph;
use crate::tagger::Tagged;
use crate::text::Key;
use crate::tokens::TokenRange;
use spans::LONGEST;

/// A mention of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The words.
    pub words: TokenRange,
    /// The index of its row.
    pub row: u32,
}

/// The persons, bodies, documents and unnamed sources of a text.
#[derive(Debug, Default)]
pub struct Inventory {
    /// The rows, in the order of their first mentions.
    pub rows: Vec<Row>,
    /// All mentions, in text order.
    places: Vec<Place>,
    /// The positions of each source noun, sorted by noun and position.
    heads: Vec<(Key, usize)>,
}

/// The inventory of a text, computed on first use: a fifth of all news items quote nobody.
pub struct InventoryOf<'s, 't> {
    scene: &'s Scene<'t>,
    paragraphs: &'s [Paragraph],
    people: &'s PeopleOf<'s, 't>,
    tagged: &'s dyn Fn() -> Vec<Tagged>,
    read: OnceCell<Inventory>,
}

impl<'s, 't> InventoryOf<'s, 't> {
    /// The inventory of the kept paragraphs, with the spans that `tagged` returns.
    pub const fn new(
        scene: &'s Scene<'t>,
        paragraphs: &'s [Paragraph],
        people: &'s PeopleOf<'s, 't>,
        tagged: &'s dyn Fn() -> Vec<Tagged>,
    ) -> Self {
        Self { scene, paragraphs, people, tagged, read: OnceCell::new() }
    }
}

impl Deref for InventoryOf<'_, '_> {
    type Target = Inventory;

    fn deref(&self) -> &Inventory {
        let read = || Inventory::read(self.scene, self.paragraphs, &(self.tagged)(), self.people);
        self.read.get_or_init(read)
    }
}

/// The most occurrences of one noun to look at; further ones add nothing.
pub const HEADS: usize = 16;

impl Inventory {
    /// Builds the rows of a text from what the tagger and the rules found in it.
    pub fn read(scene: &Scene, paragraphs: &[Paragraph], tagged: &[Tagged], people: &People) -> Self {
        let mut rows = join::rows(scene, paragraphs, tagged, people);
        rows.sort_by_key(Row::start);
        let mut places: Vec<Place> = Vec::with_capacity(rows.iter().map(|row| row.mentions.len()).sum());
        for (index, row) in rows.iter().enumerate() {
            let place = |words: &TokenRange| Place { words: *words, row: index as u32 };
            places.extend(row.mentions.iter().map(place));
        }
        places.sort_by_key(|place| (place.words.start(), place.row));
        Self { rows, places, heads: heads(scene, paragraphs) }
    }

    /// Returns the row with this index.
    pub fn row(&self, index: u32) -> Option<&Row> {
        self.rows.get(index as usize)
    }

    /// Returns the mentions that begin before the token, the nearest first.
    pub fn before(&self, at: usize) -> impl Iterator<Item = Place> {
        let end = self.places.partition_point(|place| place.words.start() < at);
        self.places.get(..end).unwrap_or_default().iter().rev().copied()
    }

    /// Returns the mentions that begin at or after the token, the nearest first.
    pub fn from(&self, at: usize) -> impl Iterator<Item = Place> {
        let start = self.places.partition_point(|place| place.words.start() < at);
        self.places.get(start..).unwrap_or_default().iter().copied()
    }

    /// Returns the mentions that overlap the range.
    pub fn within(&self, range: TokenRange) -> impl Iterator<Item = Place> {
        let before =
            self.before(range.start()).take_while(move |p| p.words.start() + LONGEST > range.start());
        let crossing = before.filter(move |place| !place.words.is_apart_from(range));
        crossing.chain(self.from(range.start()).take_while(move |place| place.words.start() < range.end()))
    }

    /// Returns the names that conjunctions join in a phrase, in order; empty if the phrase means only one.
    pub fn members(&self, scene: &Scene, phrase: TokenRange) -> Vec<TokenRange> {
        joint::members(scene, self, phrase)
    }

    /// Returns the positions of a source noun.
    pub fn heads(&self, noun: Key) -> impl Iterator<Item = usize> {
        let from = self.heads.partition_point(|(key, _)| *key < noun);
        let heads = self.heads.get(from..).unwrap_or_default().iter();
        heads.take_while(move |(key, _)| *key == noun).take(HEADS).map(|(_, at)| *at)
    }
}

fn heads(scene: &Scene, paragraphs: &[Paragraph]) -> Vec<(Key, usize)> {
    // A text has about one source noun per fifteen tokens.
    let mut heads = Vec::with_capacity(scene.tokens.len() / 8);
    for paragraph in paragraphs {
        let mut at = paragraph.start();
        while at < paragraph.end() {
            at = scene.first(at..paragraph.end(), |sense| sense.flags.any(SOURCE));
            if at < paragraph.end() {
                heads.push((name::bare(scene, at), at));
            }
            at += 1;
        }
    }
    // Packed into one number, because comparing pairs is slower.
    heads.sort_unstable_by_key(|(key, at)| u128::from(key.0) << 64 | *at as u128);
    heads
}
