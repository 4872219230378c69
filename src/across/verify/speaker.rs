//! Finds whose words a place contains, and whether that is the claimed speaker.

use super::super::names::{Name, NameRelation};
use super::reading::read;
use super::verdict::{Attribution, Setting};
use crate::markup::words;
use crate::quotes::{Entity, Extraction};
use crate::text::{Span, start};

/// The maximum number of mentions of one speaker that are compared with a claimed name, and their maximum length in bytes.
const MOST_MENTIONS: usize = 16;
const LONGEST_MENTION: u32 = 256;
/// The maximum number of bytes of a claimed name that are read.
const LONGEST_NAME: usize = 1024;
/// The maximum number of quotes that are examined around one place.
const MOST_QUOTES: usize = 64;

/// The name in a claim.
pub struct Claimed {
    name: Name,
    keys: Vec<u64>,
}

impl Claimed {
    /// Reads the name; `None` if it has no word.
    pub fn read(name: &str) -> Option<Self> {
        // Longer text is not a name, and comparing it repeatedly would be slow.
        let name = start(name, LONGEST_NAME);
        let keys = keys(name);
        (!keys.is_empty()).then(|| Self { name: Name::read(name), keys })
    }

    /// Returns how the entity relates to the claimed name.
    pub fn attribution(&self, text: &str, entity: &Entity) -> Attribution {
        let name = if entity.name.len() <= LONGEST_MENTION { entity.name } else { Span::default() };
        let own = words(text, name);
        if self.name.compare(&Name::read(&own)) == NameRelation::Same || self.keys == keys(&own) {
            return Attribution::Same;
        }
        let others = entity.titles.iter().chain(&entity.mentions).take(MOST_MENTIONS);
        let short = std::iter::once(&entity.name).chain(others).filter(|span| span.len() <= LONGEST_MENTION);
        let is_variant = short.map(|span| words(text, *span)).any(|name| self.may_mean(&name));
        if is_variant { Attribution::Variant } else { Attribution::Other }
    }

    /// Returns whether a name, a title or a mention refers to the same entity: by the same words, or because one is a part of the other.
    fn may_mean(&self, other: &str) -> bool {
        match self.name.compare(&Name::read(other)) {
            NameRelation::Same | NameRelation::Variant | NameRelation::Contained => true,
            NameRelation::Different => false,
            // One of them is a title without a name.
            NameRelation::Unknown => {
                let keys = keys(other);
                let (few, many) =
                    if self.keys.len() <= keys.len() { (&self.keys, &keys) } else { (&keys, &self.keys) };
                !few.is_empty() && many.windows(few.len()).any(|part| part == few.as_slice())
            }
        }
    }
}

fn keys(name: &str) -> Vec<u64> {
    read(name).iter().map(|word| word.key).collect()
}

/// The contents of all quotes, by position.
#[derive(Debug, Default)]
pub struct Contents {
    /// Each span of a content with the index of its quote, in order.
    spans: Vec<(Span, u32)>,
    /// For each span, the furthest end so far.
    ends: Vec<u32>,
}

/// A quote that overlaps a place.
#[derive(Clone, Copy, Debug)]
struct Beside {
    quote: u32,
    /// The number of bytes that it shares with the place.
    shared: u32,
    /// The span from its first to its last byte, and the number of bytes in its content.
    whole: Span,
    length: u32,
}

impl Contents {
    /// Collects the contents of an extraction.
    pub fn of(found: &Extraction) -> Self {
        let quotes = (0..).zip(&found.quotes);
        let mut spans: Vec<(Span, u32)> =
            quotes.flat_map(|(index, quote)| quote.content.iter().map(move |span| (*span, index))).collect();
        spans.sort_by_key(|(span, _)| (span.start, span.end));
        let mut furthest = 0;
        let end = |(span, _): &(Span, u32)| {
            furthest = span.end.max(furthest);
            furthest
        };
        let ends = spans.iter().map(end).collect();
        Self { spans, ends }
    }

    /// The shortest content that contains a byte.
    pub fn around(&self, at: u32) -> Option<Span> {
        self.beside(Span::new(at, at + 1)).map(|(span, _)| span).min_by_key(|span| span.len())
    }

    /// The contents that overlap a span, nearest first.
    fn beside(&self, span: Span) -> impl Iterator<Item = (Span, u32)> {
        let after = self.spans.partition_point(|(own, _)| own.start < span.end);
        let first = self.ends.partition_point(|end| *end <= span.start);
        let near = self.spans.get(first..after).unwrap_or_default().iter().rev().take(MOST_QUOTES);
        near.copied().filter(move |(own, _)| own.end > span.start)
    }

    /// The quote whose words a place contains, and whether there are several.
    pub fn quote(&self, found: &Extraction, place: &[Span]) -> (Setting, Option<u32>) {
        let quotes = self.quotes(found, place);
        let most = quotes.iter().map(|beside| beside.shared).max().unwrap_or(0);
        // The innermost of the quotes that contain nearly the largest part of the place.
        let holds = |beside: &&Beside| 5 * u64::from(beside.shared) >= 4 * u64::from(most);
        let innermost = quotes.iter().filter(holds).min_by_key(|beside| beside.length);
        let apart = |a: &Beside| quotes.iter().any(|b| a.whole.end <= b.whole.start);
        let setting = match innermost {
            None => Setting::Outside,
            Some(_) if quotes.iter().any(apart) => Setting::Quotes,
            Some(_) => Setting::Quote,
        };
        (setting, innermost.map(|beside| beside.quote))
    }

    /// The quotes that contain a large part of the place, or of which the place contains a large part.
    fn quotes(&self, found: &Extraction, place: &[Span]) -> Vec<Beside> {
        let mut quotes: Vec<Beside> = Vec::new();
        let parts =
            place.iter().flat_map(|part| self.beside(*part).map(move |(own, quote)| (*part, own, quote)));
        for (part, own, quote) in parts {
            let shared = part.end.min(own.end).saturating_sub(part.start.max(own.start));
            match quotes.iter_mut().find(|beside| beside.quote == quote) {
                Some(beside) => beside.shared += shared,
                None => quotes.extend(beside(found, quote, shared)),
            }
        }
        let length: u32 = place.iter().map(|part| part.len()).sum();
        quotes.retain(|beside| 2 * u64::from(beside.shared) >= u64::from(length.min(beside.length)));
        quotes
    }
}

fn beside(found: &Extraction, quote: u32, shared: u32) -> Option<Beside> {
    let content = &found.quotes.get(quote as usize)?.content;
    let whole = content.first()?.cover(*content.last()?);
    Some(Beside { quote, shared, whole, length: content.iter().map(|span| span.len()).sum() })
}
