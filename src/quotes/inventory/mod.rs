//! Who and what is in a text: a row for each person, body, document and unnamed source, in its fullest form.
//!
//! The tagger finds the spans; [`join`] makes rows of those that mean the same. Nobody is chosen here.

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

/// Who and what is in a text.
#[derive(Debug, Default)]
pub struct Inventory {
    /// In the order of their first mentions.
    pub rows: Vec<Row>,
    /// All mentions in the order of the text.
    places: Vec<Place>,
    /// Each noun of a source with where it stands, in this order.
    heads: Vec<(Key, usize)>,
}

/// The inventory of a text, which is read when it is first asked for: a fifth of all news quotes nobody.
pub struct InventoryOf<'s, 't> {
    scene: &'s Scene<'t>,
    paragraphs: &'s [Paragraph],
    people: &'s PeopleOf<'s, 't>,
    tagged: &'s dyn Fn() -> Vec<Tagged>,
    read: OnceCell<Inventory>,
}

impl<'s, 't> InventoryOf<'s, 't> {
    /// That of the kept paragraphs, in which `tagged` finds the spans.
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

/// Places of one noun that are looked at: a text that has it more often says no more by the rest.
pub const HEADS: usize = 16;

impl Inventory {
    /// The rows of a text, from what the tagger and the rules found in it.
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

    /// The row with this index.
    pub fn row(&self, index: u32) -> Option<&Row> {
        self.rows.get(index as usize)
    }

    /// The mentions that begin before the token, the nearest first.
    pub fn before(&self, at: usize) -> impl Iterator<Item = Place> {
        let end = self.places.partition_point(|place| place.words.start() < at);
        self.places.get(..end).unwrap_or_default().iter().rev().copied()
    }

    /// The mentions that begin at the token or behind it, the nearest first.
    pub fn from(&self, at: usize) -> impl Iterator<Item = Place> {
        let start = self.places.partition_point(|place| place.words.start() < at);
        self.places.get(start..).unwrap_or_default().iter().copied()
    }

    /// The rows with a mention that has tokens of the range.
    pub fn within(&self, range: TokenRange) -> impl Iterator<Item = Place> {
        let before =
            self.before(range.start()).take_while(move |p| p.words.start() + LONGEST > range.start());
        let crossing = before.filter(move |place| !place.words.is_apart_from(range));
        crossing.chain(self.from(range.start()).take_while(move |place| place.words.start() < range.end()))
    }

    /// The names inside a phrase that conjunctions join, in order; none where the phrase means one.
    pub fn members(&self, scene: &Scene, phrase: TokenRange) -> Vec<TokenRange> {
        joint::members(scene, self, phrase)
    }

    /// Where a noun of a source stands.
    pub fn heads(&self, noun: Key) -> impl Iterator<Item = usize> {
        let from = self.heads.partition_point(|(key, _)| *key < noun);
        let heads = self.heads.get(from..).unwrap_or_default().iter();
        heads.take_while(move |(key, _)| *key == noun).take(HEADS).map(|(_, at)| *at)
    }
}

fn heads(scene: &Scene, paragraphs: &[Paragraph]) -> Vec<(Key, usize)> {
    // A text has one for every fifteen tokens or so.
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
    // In one number: a pair would be compared by its parts.
    heads.sort_unstable_by_key(|(key, at)| u128::from(key.0) << 64 | *at as u128);
    heads
}
