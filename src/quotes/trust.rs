//! Filters an answer: removes proposals that the evidence does not support, and withholds speakers below the caller's
//! confidence.

use std::iter;

use super::extraction::Extraction;
use super::result::{Entity, Quote};

/// Removes proposals that are not quotes by their evidence, and the entities to which no other quote refers.
pub fn believed(mut extraction: Extraction) -> Extraction {
    let Extraction { quotes, entities } = &mut extraction;
    let mut next = 0..;
    let places: Vec<Option<u32>> =
        quotes.iter().map(|quote| if quote.is_believed() { next.next() } else { None }).collect();
    if places.iter().all(Option::is_some) {
        return extraction;
    }
    quotes.retain(Quote::is_believed);
    for entity in entities.iter_mut() {
        let moved = entity.quotes.iter().filter_map(|quote| places.get(*quote as usize).copied().flatten());
        entity.quotes = moved.collect();
    }
    list_referred(quotes, entities);
    extraction
}

/// Removes the names of speakers below the confidence `least`, from 0 to 1, and the entities to which no speaker or
/// relay refers. At 0 the answer is unchanged.
pub fn named(mut extraction: Extraction, least: f32) -> Extraction {
    if least > 0.0 {
        let Extraction { quotes, entities } = &mut extraction;
        withhold(quotes, entities, least);
        list_referred(quotes, entities);
    }
    extraction
}

/// Detaches speakers below the confidence from their entities.
fn withhold(quotes: &mut [Quote], entities: &mut [Entity], least: f32) {
    for speaker in quotes.iter_mut().map(|quote| &mut quote.speaker) {
        speaker.entity = speaker.entity.filter(|_| speaker.confidence >= least);
    }
    let speaks = |quote: u32| quotes.get(quote as usize).is_some_and(|quote| quote.speaker.entity.is_some());
    for entity in entities {
        entity.quotes.retain(|quote| speaks(*quote));
    }
}

/// Removes the entities to which nothing refers, and renumbers the references to the others.
fn list_referred(quotes: &mut [Quote], entities: &mut Vec<Entity>) {
    let mut referred = vec![false; entities.len()];
    for index in quotes.iter_mut().flat_map(references).flatten() {
        if let Some(referred) = referred.get_mut(*index as usize) {
            *referred = true;
        }
    }
    let mut next = 0..;
    let places: Vec<Option<u32>> =
        referred.iter().map(|referred| if *referred { next.next() } else { None }).collect();
    let mut place = places.iter();
    entities.retain(|_| place.next().is_some_and(Option::is_some));
    for reference in quotes.iter_mut().flat_map(references) {
        *reference = reference.and_then(|index| places.get(index as usize).copied().flatten());
    }
}

/// The references to entities in a quote: the speaker, and each relay.
fn references(quote: &mut Quote) -> impl Iterator<Item = &mut Option<u32>> {
    iter::once(&mut quote.speaker.entity).chain(quote.relays.iter_mut().map(|relay| &mut relay.entity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::{QuoteOptions, extract_quotes};

    /// One speaker by name and then by turn, and another through an agency.
    const TEXT: &str = "قال وزير النقل سامر القلعاوي إن الطريق مغلق. وأضاف أن العمل مستمر.\n\
                        ونقلت وكالة الضفاف عن ليان الورداني قولها إن السد آمن.";

    fn quotes(min_speaker_confidence: f32) -> Extraction {
        extract_quotes(TEXT, &QuoteOptions::new().with_min_speaker_confidence(min_speaker_confidence))
    }

    fn words(span: Span) -> &'static str {
        span.slice(TEXT)
    }

    /// The names of the speakers, one per quote, and the names of the relays.
    fn names(extraction: &Extraction) -> (Vec<Option<&'static str>>, Vec<Option<&'static str>>) {
        let name = |entity: Option<u32>| Some(words(extraction.entities.get(entity? as usize)?.name));
        let speakers = extraction.quotes.iter().map(|quote| name(quote.speaker.entity));
        let relays = extraction.quotes.iter().flat_map(|quote| &quote.relays).map(|relay| name(relay.entity));
        (speakers.collect(), relays.collect())
    }

    #[test]
    fn by_default_all_are_named() {
        let all = quotes(0.0);
        let (speakers, relays) = names(&all);
        assert_eq!(speakers, [Some("سامر القلعاوي"), Some("سامر القلعاوي"), Some("ليان الورداني")]);
        assert_eq!(relays, [Some("وكالة الضفاف")]);
        assert_eq!(named(all.clone(), 0.0), all);
    }

    #[test]
    fn at_each_confidence_those_from_it_on_are_named_and_the_rest_is_the_same() {
        let all = quotes(0.0);
        for least in all.quotes.iter().map(|quote| quote.speaker.confidence) {
            let some = quotes(least);
            let (before, after) = (names(&all), names(&some));
            assert_eq!(after.1, before.1, "relays at {least}");
            for (index, (old, new)) in all.quotes.iter().zip(&some.quotes).enumerate() {
                let sure = old.speaker.confidence >= least;
                assert_eq!(after.0[index], before.0[index].filter(|_| sure), "quote {index} at {least}");
                assert_eq!(new.speaker.is_withheld(), !sure, "quote {index} at {least}");
                let mut same = new.clone();
                same.speaker.entity = old.speaker.entity;
                same.relays.clone_from(&old.relays);
                assert_eq!(&same, old);
            }
        }
    }

    #[test]
    fn whoever_is_only_a_relay_stays_and_moves_up() {
        let none = quotes(1.0);
        assert_eq!(
            none.entities.iter().map(|entity| words(entity.name)).collect::<Vec<_>>(),
            ["وكالة الضفاف"]
        );
        assert_eq!(names(&none), (vec![None; 3], vec![Some("وكالة الضفاف")]));
        assert!(none.entities[0].quotes.is_empty());
    }

    #[test]
    fn whom_the_text_does_not_name_is_not_withheld() {
        assert!(!crate::Speaker::default().is_withheld());
    }
}
