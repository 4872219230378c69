//! A sentence with its one quote marked inline: `**قال** الوزير [سامر القلعاوي] إن {السد آمن}.`

use super::file::{Case, Quote, Quotes};
use super::signs::Marked;

/// The case of a table's row. The note may say `known-gap: …` and `carries: …` (another verb is the cue).
pub fn row(title: &str, name: &str, sentence: &str, note: &str, line: usize) -> Result<Case, String> {
    let marked = Marked::read(sentence)?;
    let content = marked.words("{");
    let mut quotes = Quotes::default();
    if !content.is_empty() {
        let mut fields = Vec::new();
        if title == "lemma" {
            fields.push(("lemma".to_owned(), note_value(note, "carries").unwrap_or_else(|| name.to_owned())));
        }
        fields.extend(marked.words("**").pop().map(|cue| ("cue".to_owned(), cue)));
        fields.extend(marked.words("[").pop().map(|speaker| ("speaker".to_owned(), speaker)));
        quotes.wanted.push(Quote { content, fields, ..Quote::default() });
    }
    Ok(Case {
        name: name.to_owned(),
        line,
        table: Some(title.to_owned()),
        text: marked.text,
        quotes: Some(quotes),
        gap: note_value(note, "known-gap"),
        ..Case::default()
    })
}

/// The part of a note after `key:`. Notes are separated by semicolons.
fn note_value(note: &str, key: &str) -> Option<String> {
    let found = note.split(';').find_map(|part| part.trim().strip_prefix(key)?.strip_prefix(':'))?;
    Some(found.trim().to_owned())
}
