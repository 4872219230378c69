//! JSON Lines: one object per document.

use isnad::Span;
use isnad::internals::clean::{TitleCandidate, TitleChoice};
use isnad::internals::explain::Choices;
use isnad::internals::tagger::Seen;
use isnad::server::wire::Keep;
use isnad::server::wire::json::{Form, Shown};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use crate::document::Id;
use crate::fault::Fault;

/// `{"id": …, KEY: value}`.
struct Line<'a, T> {
    id: &'a Id,
    key: &'static str,
    value: &'a T,
}

impl<T: Serialize> Serialize for Line<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("id", self.id)?;
        map.serialize_entry(self.key, self.value)?;
        map.end()
    }
}

/// The line of an answer, with its line end.
pub fn line(id: &Id, key: &'static str, value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let mut bytes = serde_json::to_vec(&Line { id, key, value })
        .map_err(|error| Fault::internal(format!("the answer does not fit JSON: {error}")))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The line of a service answer, with the requested parts only.
pub fn answer(
    id: &Id,
    key: &'static str,
    answer: impl Serialize + Keep,
    form: Form,
) -> Result<Vec<u8>, Fault> {
    line(id, key, &Shown { answer: &answer.keep(form.parts), form })
}

/// The facts of each line's tokens: first and last byte, key, the key and the names of each fact, names of the place.
pub struct Facts<'a>(pub &'a [Vec<Seen>]);

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let token = |seen: &Seen| json!([seen.span.start, seen.span.end, seen.key, seen.facts, seen.place]);
        serializer.collect_seq(self.0.iter().map(|line| line.iter().map(token).collect::<Vec<_>>()))
    }
}

/// The line of a document without an answer.
pub fn error_line(id: &Id, error: &Value) -> Vec<u8> {
    line(id, "error", error).unwrap_or_default()
}

/// Rows of the inventory, and choices with their candidates; offsets in bytes.
pub fn choices(found: &Choices) -> Value {
    let span = |span: &Span| json!([span.start, span.end]);
    let spans = |all: &[Span]| all.iter().map(span).collect::<Vec<_>>();
    let rows = found.inventory.iter().map(|row| {
        let (titles, mentions) = (spans(&row.titles), spans(&row.mentions));
        json!({"name": span(&row.name), "kind": row.kind.as_str(), "titles": titles, "mentions": mentions})
    });
    let choices = found.choices.iter().map(|choice| {
        let candidates = choice.candidates.iter();
        let candidates = candidates.map(|one| {
            let facts: Vec<_> = one.facts.iter().map(|fact| fact.name).collect();
            json!({"name": one.name.as_ref().map(span), "facts": facts})
        });
        json!({
            "content": spans(&choice.content), "situation": choice.situation, "taken": choice.taken,
            "share": choice.share, "candidates": candidates.collect::<Vec<_>>(),
        })
    });
    let quotes = found.quotes.iter().map(|quote| {
        let name = quote.name.as_ref().map(span);
        json!({"content": spans(&quote.content), "type": quote.kind.as_str(), "name": name, "evidence": quote.evidence})
    });
    json!({
        "inventory": rows.collect::<Vec<_>>(),
        "choices": choices.collect::<Vec<_>>(),
        "quotes": quotes.collect::<Vec<_>>(),
    })
}

/// The choice of a title with its candidates, offsets in bytes; null if there is none.
pub fn title(choice: Option<&TitleChoice>) -> Value {
    let candidate = |candidate: &TitleCandidate| {
        let facts: Vec<_> = candidate.facts.iter().map(|(name, ..)| name).collect();
        json!({"line": candidate.line.map(|line| [line.start, line.end]), "facts": facts})
    };
    choice.map_or(Value::Null, |choice| {
        let candidates: Vec<_> = choice.candidates.iter().map(candidate).collect();
        json!({"situation": choice.situation, "taken": choice.taken, "candidates": candidates})
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_comes_first_and_arabic_stays_readable() {
        let bytes = line(&Id::from("خبر"), "analysis", &"نص").unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "{\"id\":\"خبر\",\"analysis\":\"نص\"}\n");
    }
}
