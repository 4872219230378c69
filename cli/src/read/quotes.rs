//! Quotes, grouped by speaker.

use std::collections::HashSet;

use isnad::{Cue, Entity, Extraction, Quote, Relay};

use super::page::Page;

/// The quotes of each speaker, in the order of the speakers' first mentions; then the quotes whose speaker is below
/// the minimum confidence, and those without a speaker.
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
    for (heading, quotes) in
        [("(speaker below the minimum confidence)", withheld), ("(speaker unknown)", untold)]
    {
        if !quotes.is_empty() {
            page.blank();
            page.line(0, &page.style.dim(heading));
            quotes.into_iter().for_each(|it| quote(page, extraction, it));
        }
    }
}

/// The quotes of each entity, and the rest. One pass, because adversarial text has many of both.
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

/// A quote: manner, content, addressee, relays.
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

/// The relays, nearest to the reader first.
fn chain(page: &Page, extraction: &Extraction, relays: &[Relay]) -> String {
    relays.iter().map(|it| relay(page, extraction, it)).collect::<Vec<_>>().join(" ← ")
}

/// The fullest name if it is known, otherwise the words of the text.
fn relay(page: &Page, extraction: &Extraction, relay: &Relay) -> String {
    let entity = relay.entity.and_then(|index| extraction.entities.get(index as usize));
    page.words(entity.map_or(relay.span, |entity| entity.name))
}

fn labelled(page: &Page, label: &str, words: &str) -> String {
    format!("{} {words}", page.style.dim(&format!("{label}:")))
}

#[cfg(test)]
mod tests;
