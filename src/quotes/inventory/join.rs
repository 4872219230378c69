//! Builds rows from spans: spans that mean the same entity become one row.

use foldhash::HashMap;
use foldhash::fast::RandomState;
use smallvec::SmallVec;

use super::row::Row;
use super::spans::{self, Span};
use crate::quotes::name;
use crate::quotes::people::{People, alike, has_all, holds_all, same_person};
use crate::quotes::result::EntityKind;
use crate::quotes::words::Scene;
use crate::segment::Paragraph;
use crate::tagger::{Kind, Tagged};
use crate::text::{Key, snug};
use crate::tokens::{Token, TokenKind, TokenRange};

/// The most rows with a shared word to compare with a span; the nearest are used.
const COMPARED: usize = 12;

/// Returns the rows of a text, in no particular order.
pub fn rows(scene: &Scene, paragraphs: &[Paragraph], tagged: &[Tagged], people: &People) -> Vec<Row> {
    let spans = spans::all(scene, tagged, people);
    let titles = tagged.iter().filter(|tagged| tagged.kind == Kind::Title).map(|tagged| tagged.words);
    let titles: Vec<TokenRange> = titles.collect();
    // The longest first, so that a short name can join the row of a long one.
    let place = |(index, span): (usize, &Span)| {
        let [long, start] = [span.keys.len(), span.mention.tokens.start()].map(|number| number as u32);
        u128::from(!long) << 64 | u128::from(start) << 32 | index as u128
    };
    // Each place is packed into one number, because comparing tuples is slower.
    let mut order: Vec<u128> = spans.iter().enumerate().map(place).collect();
    order.sort_unstable();
    let sorted = || order.iter().filter_map(|place| spans.get(*place as u32 as usize));
    let mut joined = Joined::new(scene, spans.len());
    sorted().filter(|span| span.mention.named).for_each(|span| joined.add(span));
    joined.title(&titles);
    sorted().filter(|span| !span.mention.named).for_each(|span| joined.add(span));
    joined.complete();
    joined.surnames(paragraphs);
    joined.rows
}

/// The rows so far, and an index of them by word.
struct Joined<'s, 't> {
    scene: &'s Scene<'t>,
    rows: Vec<Row>,
    by_word: HashMap<Key, SmallVec<[u32; 4]>>,
}

impl<'s, 't> Joined<'s, 't> {
    /// No rows yet, with capacity for the given number of spans. The capacity is limited, because the many spans of a
    /// long text make few rows.
    fn new(scene: &'s Scene<'t>, spans: usize) -> Self {
        const WORDS: usize = 2;
        const MOST: usize = 256;
        let spans = spans.min(MOST);
        let by_word = HashMap::with_capacity_and_hasher(WORDS * spans, RandomState::default());
        Self { scene, rows: Vec::with_capacity(spans), by_word }
    }

    /// Joins the span to the nearest row that it may mean, or makes a new row from it.
    fn add(&mut self, span: &Span) {
        let at = span.mention.tokens.start();
        let fits = |index: &u32| self.rows.get(*index as usize).is_some_and(|row| may_mean(row, span));
        let nearest =
            self.sharing(&span.skeletons).filter(fits).min_by_key(|index| self.distance(*index, at));
        match nearest.and_then(|index| self.rows.get_mut(index as usize)) {
            Some(row) => row.add(self.scene, &span.mention),
            None => self.insert(span),
        }
    }

    fn insert(&mut self, span: &Span) {
        let index = self.rows.len() as u32;
        snug::add(&mut self.rows, Row::of(self.scene, span));
        for skeleton in &span.skeletons {
            self.by_word.entry(*skeleton).or_default().push(index);
        }
        span.mention.titles.iter().for_each(|title| self.found_by(index, *title));
    }

    /// Indexes the row by the words of its title as well.
    fn found_by(&mut self, index: u32, title: TokenRange) {
        for word in name::keys(self.scene, title) {
            let rows = self.by_word.entry(name::skeleton(word)).or_default();
            if !rows.contains(&index) {
                rows.push(index);
            }
        }
    }

    /// The rows that share the last word or the first.
    fn sharing<'k>(&'k self, skeletons: &'k [Key]) -> impl Iterator<Item = u32> + 'k {
        let words = skeletons.last().into_iter().chain(skeletons.first());
        let rows = words.filter_map(|skeleton| self.by_word.get(skeleton));
        rows.flat_map(|rows| rows.iter().rev().take(COMPARED).copied())
    }

    /// The distance to the row's nearest mention; later mentions count as farther away.
    fn distance(&self, index: u32, at: usize) -> usize {
        const LATER: usize = 2000;
        let Some(row) = self.rows.get(index as usize) else { return usize::MAX };
        let next = row.mentions.partition_point(|mention| mention.start() <= at);
        let before = next.checked_sub(1).and_then(|last| row.mentions.get(last)).map(|m| at - m.start());
        before.or_else(|| row.mentions.get(next).map(|m| m.start() - at + LATER)).unwrap_or(usize::MAX)
    }

    /// Adds titles that are next to a mention.
    fn title(&mut self, titles: &[TokenRange]) {
        if titles.is_empty() {
            return;
        }
        let mut beside: HashMap<usize, u32> =
            HashMap::with_capacity_and_hasher(2 * self.rows.len(), RandomState::default());
        for (index, row) in self.rows.iter().enumerate().filter(|(_, row)| row.kind == EntityKind::Person) {
            for mention in &row.mentions {
                beside.insert(mention.start(), index as u32);
                beside.insert(mention.end(), index as u32);
            }
        }
        for title in titles {
            let after = usize::from(self.scene.kind(title.end()) == TokenKind::Comma);
            let before = self.scene.kind(title.start().wrapping_sub(1)) == TokenKind::Comma;
            let ends = [title.end() + after, title.start().wrapping_sub(usize::from(before))];
            if let Some(index) = ends.iter().find_map(|end| beside.get(end)).copied() {
                if let Some(row) = self.rows.get_mut(index as usize) {
                    row.titled(self.scene, *title);
                }
                self.found_by(index, *title);
            }
        }
    }

    /// Completes rows that have only a surname, if the text has the full name but the tagger did not find it.
    fn complete(&mut self) {
        const SEARCHED: usize = 12;
        let alone = |row: &&mut Row| row.named && row.kind == EntityKind::Person && row.name.len() == 1;
        for row in self.rows.iter_mut().filter(alone).take(SEARCHED) {
            if let Some(name) = People::searched(self.scene, row.name) {
                row.rename(self.scene, name);
                row.mentioned(name);
            }
        }
    }

    /// Adds mentions by surname alone, where the tagger did not find them, to the row of the person with that surname.
    fn surnames(&mut self, paragraphs: &[Paragraph]) {
        let surname = |(index, row): (usize, &Row)| match row.keys.as_slice() {
            [_, .., last] if row.named => Some((*last, index)),
            _ => None,
        };
        let mut owners: Vec<(Key, usize)> = self.rows.iter().enumerate().filter_map(surname).collect();
        owners.sort_unstable();
        owners.dedup_by_key(|(key, _)| *key);
        let wanted = owners.iter().fold(0, |bits, (key, _)| bits | key.bit());
        let mut taken = vec![false; self.scene.tokens.len()];
        for at in self.rows.iter().flat_map(|row| &row.mentions).flat_map(|mention| mention.iter()) {
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
        }
        let unknown = |token: &Token| token.kind == TokenKind::Word && !token.word.is_known();
        for paragraph in paragraphs {
            let tokens = self.scene.tokens.get(paragraph.start()..paragraph.end()).unwrap_or_default();
            let free = taken.get(paragraph.start()..paragraph.end()).unwrap_or_default();
            let places = tokens.iter().zip(free).zip(paragraph.start()..);
            for (_, at) in places.filter(|((token, taken), _)| !**taken && unknown(token)) {
                let key = name::bare(self.scene, at);
                if key.bit() & wanted == 0 {
                    continue;
                }
                let owner = owners.binary_search_by_key(&key, |(key, _)| *key).ok();
                let owner = owner.and_then(|place| owners.get(place));
                if let Some(row) = owner.and_then(|(_, index)| self.rows.get_mut(*index)) {
                    row.mentions.push(TokenRange::new(at, at + 1));
                }
            }
        }
        // Sorted once at the end, because a name may recur very often.
        for row in &mut self.rows {
            row.mentions.sort_by_key(|mention| mention.start());
        }
    }
}

/// Whether the span may mean the row.
fn may_mean(row: &Row, span: &Span) -> bool {
    match (span.kind, span.mention.named) {
        (EntityKind::Person, true) => row.named && same_person(&row.keys, &span.keys),
        (EntityKind::Person, false) => may_be_titled(row, span),
        (EntityKind::Organisation, _) => row.kind == span.kind && may_be_called(row, &span.keys),
        _ => row.kind == span.kind && begins_alike(&row.keys, &span.keys),
    }
}

/// A title alone means a person whose titles contain all of its words, or a row with the same words.
fn may_be_titled(row: &Row, span: &Span) -> bool {
    let definite = span.mention.definite;
    row.kind == EntityKind::Person
        && if row.named { definite && holds_all(&row.title_keys, &span.keys) } else { row.keys == span.keys }
}

/// A body's short name consists of words of its full name: more than one, or its first word.
fn may_be_called(row: &Row, keys: &[Key]) -> bool {
    let same = row.keys.as_slice() == keys;
    same || has_all(&row.keys, keys)
        && (keys.len() > 1 || begins_alike(&row.keys, keys) || row.keys.len() <= 2)
}

/// "التقرير" for "تقرير المنظمة".
fn begins_alike(row: &[Key], keys: &[Key]) -> bool {
    let first = matches!((row.first(), keys.first()), (Some(a), Some(b)) if alike(*a, *b));
    first && has_all(row, keys)
}
