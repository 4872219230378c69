//! Finds the quotes that may report one utterance: those whose signatures share numbers.

use std::cmp::Reverse;

use super::document::{TraceDocument, TraceQuote};
use crate::across::published::Published;
use crate::quotes::signature;

/// The maximum number of earlier quotes that a quote is compared with.
const MOST: usize = 12;

/// The maximum number of earlier quotes to which one number of a signature links a quote.
const NEAR: usize = 8;

/// The score of a number that two signatures share, by the number of quotes that have it: the fewer quotes, the higher the score.
const WORTH: [(usize, u32); 3] = [(3, 4), (8, 3), (32, 2)];
/// The score of a number that more quotes have.
const LEAST_WORTH: u32 = 1;
/// Two quotes with a lower total score are not compared.
const ENOUGH: u32 = 3;

/// A quote among all quotes. The order of the items does not depend on the order of the documents.
#[derive(Clone, Copy, Debug)]
pub struct Item<'d> {
    /// The index of its document in the caller's list.
    pub document: usize,
    /// Its index in the document.
    pub index: usize,
    /// The quote.
    pub quote: &'d TraceQuote,
    /// The publication time of the document.
    pub published: Option<Published>,
}

impl<'d> Item<'d> {
    /// All quotes that have words.
    pub fn all(documents: &'d [TraceDocument]) -> Vec<Self> {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        let read = |index: &usize| documents.get(*index).map(|document| (published(document), document));
        let name = |index: &usize| {
            read(index).map(|(published, it)| (Reverse(published.map(Reverse)), &it.outlet, &it.id))
        };
        // Documents with the same name are ordered by their words.
        let said = |index: &usize| {
            read(index).map(|(_, it)| it.quotes.iter().map(|quote| (&quote.words, &quote.content)))
        };
        order.sort_by(|a, b| {
            name(a)
                .cmp(&name(b))
                .then_with(|| said(a).into_iter().flatten().cmp(said(b).into_iter().flatten()))
        });
        Self::of(documents, order)
    }

    /// All quotes that have words, in the order of the documents.
    pub fn in_order(documents: &'d [TraceDocument]) -> Vec<Self> {
        Self::of(documents, (0..documents.len()).collect())
    }

    fn of(documents: &'d [TraceDocument], order: Vec<usize>) -> Vec<Self> {
        let quotes = |index: usize| {
            let document = documents.get(index)?;
            let published = published(document);
            let quotes = document.quotes.iter().enumerate().filter(|(_, quote)| !quote.words.is_empty());
            Some(quotes.map(move |(at, quote)| Item { document: index, index: at, quote, published }))
        };
        order.into_iter().filter_map(quotes).flatten().collect()
    }
}

fn published(document: &TraceDocument) -> Option<Published> {
    Published::read(document.published.as_deref()?)
}

/// Pairs of quotes from different documents, in order. Each pair occurs once, with the earlier quote first.
pub fn pairs(items: &[Item<'_>]) -> Vec<(u32, u32)> {
    let mut shared = joined(items, &numbers(items));
    shared.sort_unstable();
    let mut pairs: Vec<(u32, u32, u32)> = Vec::new();
    for (later, earlier, worth) in shared {
        match pairs.last_mut() {
            Some(last) if (last.0, last.1) == (later, earlier) => last.2 += worth,
            _ => pairs.push((later, earlier, worth)),
        }
    }
    pairs.retain(|pair| pair.2 >= ENOUGH);
    let mut best = Vec::new();
    for of_one in pairs.chunk_by_mut(|a, b| a.0 == b.0) {
        of_one.sort_by_key(|(_, earlier, worth)| (Reverse(*worth), Reverse(*earlier)));
        best.extend(of_one.iter().take(MOST).map(|(later, earlier, _)| (*earlier, *later)));
    }
    best.sort_unstable();
    best
}

/// Each number of each signature with its quote, sorted.
fn numbers(items: &[Item<'_>]) -> Vec<(u32, u32)> {
    let of = |(at, item): (usize, &Item<'_>)| {
        signature(&item.quote.words).into_iter().map(move |number| (number, at as u32))
    };
    let mut numbers: Vec<_> = items.iter().enumerate().flat_map(of).collect();
    numbers.sort_unstable();
    numbers
}

/// For each two quotes that share a number: the later one, the earlier one, and the score of the number.
fn joined(items: &[Item<'_>], numbers: &[(u32, u32)]) -> Vec<(u32, u32, u32)> {
    let document = |at: u32| items.get(at as usize).map(|item| item.document);
    let mut found = Vec::new();
    for group in numbers.chunk_by(|a, b| a.0 == b.0) {
        let worth =
            WORTH.iter().find(|(most, _)| group.len() <= *most).map_or(LEAST_WORTH, |(_, worth)| *worth);
        for (place, (_, later)) in group.iter().enumerate() {
            let before = group.get(place.saturating_sub(NEAR)..place).unwrap_or_default();
            let others = before.iter().filter(|(_, earlier)| document(*earlier) != document(*later));
            found.extend(others.map(|(_, earlier)| (*later, *earlier, worth)));
        }
    }
    found
}
