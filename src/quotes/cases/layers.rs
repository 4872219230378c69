//! How each layer writes the rows of its file.

use std::ops::Range;

use super::marked::{Mark, Marked};
use super::{Row, Told, Write, inside};
use crate::quotes::{Extraction, Quote};
use crate::text::Span;

/// Each file of `tests/layers` with the layer that writes its rows.
pub const LAYERS: [(&str, Write); 8] = [
    ("words", word),
    ("phrases", phrase),
    ("names", name),
    ("cues", cue),
    ("clauses", clause),
    ("contents", content),
    ("identity", identity),
    ("turns", turn),
];

const CUE: &str = "**";
const SOURCE: &str = "[";
const INNER: &str = "{";

/// The **word**: each property in the column `is`, preceded by "not" if the word does not have it.
fn word(row: &mut Row) -> Told<()> {
    let at = marked(row, CUE)?.start;
    let text = row.marked.text.clone();
    let cell = row.cell("is")?;
    let told = cell.split(',').map(|fact| {
        let fact = fact.trim();
        let fact = fact.strip_prefix("not ").unwrap_or(fact);
        let is = inside::is(&text, at, fact).ok_or(format!("no word is called \"{fact}\""))?;
        Ok(if is { fact.to_owned() } else { format!("not {fact}") })
    });
    *cell = told.collect::<Told<Vec<String>>>()?.join(", ");
    Ok(())
}

/// The [phrase] that begins at each mark; empty if no phrase begins there.
fn phrase(row: &mut Row) -> Told<()> {
    marked(row, SOURCE)?;
    let headed = row.question() == "apposition";
    let Marked { text, marks } = &mut row.marked;
    for mark in marks.iter_mut().filter(|mark| mark.sign == SOURCE) {
        let start = mark.range.start;
        mark.range = inside::phrase(text, start, headed).unwrap_or(start..start);
    }
    Ok(())
}

/// The {name} and **titles** inside the [mention], and its kind.
fn name(row: &mut Row) -> Told<()> {
    let mention = marked(row, SOURCE)?;
    let parts = inside::parts(&row.marked.text, mention.clone());
    let titles = parts.titles.into_iter().map(|title| Mark::new(CUE, title));
    let name = parts.name.map(|name| Mark::new(INNER, name));
    row.marked.marks = [Mark::new(SOURCE, mention)].into_iter().chain(titles).chain(name).collect();
    let definite = if parts.definite { "yes" } else { "no" };
    // A table has one of these columns.
    set(row, "kind", parts.kind.to_owned()).or_else(|_| set(row, "definite", definite.to_owned()))
}

/// The outcome for the **cue**: a rule, or the reason for its refusal.
fn cue(row: &mut Row) -> Told<()> {
    let verdict = match inside::verdict(&row.marked.text, marked(row, CUE)?.start) {
        Some(Ok(rule)) => rule.to_owned(),
        Some(Err(reason)) => format!("refused: {reason}"),
        None => "-".to_owned(),
    };
    set(row, "verdict", verdict)
}

/// The [subject] of the **cue**, its addressee in `to`, and its relays in `via`.
fn clause(row: &mut Row) -> Told<()> {
    let cue = marked(row, CUE)?;
    let text = row.marked.text.clone();
    let found = inside::extraction(&text);
    let quote = of_cue(&found, &cue);
    let words = |span: Span| span.slice(&text).to_owned();
    let told = quote.and_then(|quote| quote.addressee).map_or("-".to_owned(), words);
    let relays: Vec<String> =
        quote.iter().flat_map(|quote| &quote.relays).map(|relay| words(relay.span)).collect();
    let subject = quote.and_then(|quote| quote.speaker.mention.or_else(|| full_name(&found, quote)));
    put(&mut row.marked, SOURCE, subject);
    set(row, "to", told)?;
    set(row, "via", if relays.is_empty() { "-".to_owned() } else { relays.join("; ") })
}

/// The {content} of the **cue**, and its type.
fn content(row: &mut Row) -> Told<()> {
    let cue = marked(row, CUE)?;
    let found = inside::extraction(&row.marked.text);
    let quote = of_cue(&found, &cue);
    let kind = quote.map_or("-".to_owned(), |quote| quote.kind.as_str().to_owned());
    put(&mut row.marked, INNER, quote.iter().flat_map(|quote| quote.content.iter().copied()));
    set(row, "type", kind)
}

/// The number of the source of each [mention](1); mentions of one source have the same number, and "-" means that it is
/// not a mention.
fn identity(row: &mut Row) -> Told<()> {
    let found = inside::extraction(&row.marked.text);
    let mut known: Vec<usize> = Vec::new();
    let mut marks: Vec<&mut Mark> = row.marked.marks.iter_mut().filter(|it| it.sign == SOURCE).collect();
    marks.sort_by_key(|mark| mark.range.start);
    for mark in marks {
        let entity =
            found.entities.iter().position(|it| it.mentions.iter().any(|m| overlap(*m, &mark.range)));
        mark.label = entity.map_or("-".to_owned(), |entity| {
            let place = known.iter().position(|it| *it == entity).unwrap_or_else(|| {
                known.push(entity);
                known.len() - 1
            });
            (place + 1).to_string()
        });
    }
    Ok(())
}

/// The fullest [name] of the speaker at the **cue**.
fn turn(row: &mut Row) -> Told<()> {
    let cue = marked(row, CUE)?;
    let found = inside::extraction(&row.marked.text);
    let name = of_cue(&found, &cue).and_then(|quote| full_name(&found, quote));
    put(&mut row.marked, SOURCE, name);
    Ok(())
}

/// The first part marked with the sign.
fn marked(row: &Row, sign: &str) -> Told<Range<usize>> {
    let found = row.marked.marks.iter().find(|mark| mark.sign == sign);
    found.map(|mark| mark.range.clone()).ok_or(format!("nothing is marked with {sign}"))
}

/// Sets the value of the column.
fn set(row: &mut Row, title: &str, value: String) -> Told<()> {
    *row.cell(title)? = value;
    Ok(())
}

/// Marks these parts, and no others, with the sign.
fn put(marked: &mut Marked, sign: &'static str, spans: impl IntoIterator<Item = Span>) {
    marked.marks.retain(|mark| mark.sign != sign);
    let range = |span: Span| span.start as usize..span.end as usize;
    marked.marks.extend(spans.into_iter().map(|span| Mark::new(sign, range(span))));
}

fn of_cue<'e>(found: &'e Extraction, cue: &Range<usize>) -> Option<&'e Quote> {
    found.quotes.iter().find(|quote| quote.cue.is_some_and(|it| overlap(it.span, cue)))
}

fn overlap(span: Span, range: &Range<usize>) -> bool {
    (span.start as usize) < range.end && range.start < span.end as usize
}

fn full_name(found: &Extraction, quote: &Quote) -> Option<Span> {
    found.entities.get(quote.speaker.entity? as usize).map(|entity| entity.name)
}
