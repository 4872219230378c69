//! Quotes under those who said them.

use std::collections::HashSet;

use isnad::{Cue, Entity, Extraction, Quote, Relay};

use super::page::Page;

/// The quotes of each speaker, speakers in the order of their first mention; then those of speakers who are not sure
/// enough to be named, and of nobody.
pub fn extraction(page: &mut Page, extraction: &Extraction) {
    let (spoken, unspoken) = by_speaker(extraction);
    let (withheld, untold): (Vec<_>, Vec<_>) =
        unspoken.into_iter().partition(|quote| quote.speaker.is_withheld());
    for (entity, quotes) in extraction.entities.iter().zip(spoken) {
        if !quotes.is_empty() {
            page.blank();
            page.line(0, &speaker(page, entity));
            quotes.into_iter().for_each(|it| quote(page, extraction, it));
        }
    }
    for (heading, quotes) in [("(speaker not sure enough)", withheld), ("(speaker not told)", untold)] {
        if !quotes.is_empty() {
            page.blank();
            page.line(0, &page.style.dim(heading));
            quotes.into_iter().for_each(|it| quote(page, extraction, it));
        }
    }
}

/// The quotes of each entity, and the rest; in one pass, for hostile texts have many of both.
fn by_speaker(extraction: &Extraction) -> (Vec<Vec<&Quote>>, Vec<&Quote>) {
    let mut spoken = vec![Vec::new(); extraction.entities.len()];
    let mut unspoken = Vec::new();
    for quote in &extraction.quotes {
        let entity = quote.speaker.entity.and_then(|index| spoken.get_mut(index as usize));
        entity.unwrap_or(&mut unspoken).push(quote);
    }
    (spoken, unspoken)
}

/// Name, titles, kind.
fn speaker(page: &Page, entity: &Entity) -> String {
    let name = page.style.name(&page.words(entity.name));
    let kind = page.style.dim(&format!("({})", entity.kind.as_str()));
    let mut seen = HashSet::new();
    let titles: Vec<_> = entity
        .titles
        .iter()
        .map(|title| page.words(*title))
        .filter(|title| seen.insert(title.clone()))
        .collect();
    if titles.is_empty() { format!("{name} {kind}") } else { format!("{name}, {} {kind}", titles.join(", ")) }
}

/// How it was said, what was said, to whom, through whom.
fn quote(page: &mut Page, extraction: &Extraction, quote: &Quote) {
    page.line(1, &manner(page, quote));
    page.line(2, &page.pieces(&quote.content));
    if let Some(addressee) = &quote.addressee_name {
        page.line(2, &labelled(page, "to", &page.style.words(addressee)));
    }
    if !quote.relays.is_empty() {
        page.line(2, &labelled(page, "via", &chain(page, extraction, &quote.relays)));
    }
}

/// Type, cue, whether the speaker is only implied, confidence.
fn manner(page: &Page, quote: &Quote) -> String {
    let mut parts = vec![quote.kind.as_str().to_owned(), cue(page, quote.cue.as_ref())];
    if quote.speaker.mention.is_none() && quote.speaker.entity.is_some() {
        parts.push("speaker implied".to_owned());
    }
    parts.push(format!("{:.2}", quote.confidence));
    parts.join(" · ")
}

fn cue(page: &Page, cue: Option<&Cue>) -> String {
    let Some(cue) = cue else { return "no cue".to_owned() };
    let lemma = page.style.cue(&page.style.words(cue.lemma));
    format!("{lemma} ({})", cue.class.as_str())
}

/// Who passed it on, nearest to the reader first.
fn chain(page: &Page, extraction: &Extraction, relays: &[Relay]) -> String {
    relays.iter().map(|it| relay(page, extraction, it)).collect::<Vec<_>>().join(" ← ")
}

/// The fullest name where it is known, else the words that stand there.
fn relay(page: &Page, extraction: &Extraction, relay: &Relay) -> String {
    let entity = relay.entity.and_then(|index| extraction.entities.get(index as usize));
    page.words(entity.map_or(relay.span, |entity| entity.name))
}

fn labelled(page: &Page, label: &str, words: &str) -> String {
    format!("{} {words}", page.style.dim(&format!("{label}:")))
}

#[cfg(test)]
mod tests;
