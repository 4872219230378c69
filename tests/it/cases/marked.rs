//! A sentence with its one quote marked in place: `**قال** الوزير [سامر القلعاوي] إن {السد آمن}.`

use super::file::{Case, Quote, Quotes};

/// The case of a table's row. The note may say `known-gap: …` and `carries: …` (another verb is the cue).
pub fn row(title: &str, name: &str, sentence: &str, note: &str, line: usize) -> Result<Case, String> {
    let sentence = sentence.replace("<br>", "\n");
    let marked = read(&sentence)?;
    let mut quotes = Quotes::default();
    if !marked.content.is_empty() {
        let mut fields = Vec::new();
        if title == "lemma" {
            fields.push(("lemma".to_owned(), note_value(note, "carries").unwrap_or_else(|| name.to_owned())));
        }
        fields.extend(marked.cue.map(|cue| ("cue".to_owned(), cue)));
        fields.extend(marked.speaker.map(|speaker| ("speaker".to_owned(), speaker)));
        quotes.wanted.push(Quote { content: marked.content, fields, ..Quote::default() });
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

/// What a note says behind `key:`; notes are divided by semicolons.
fn note_value(note: &str, key: &str) -> Option<String> {
    let found = note.split(';').find_map(|part| part.trim().strip_prefix(key)?.strip_prefix(':'))?;
    Some(found.trim().to_owned())
}

#[derive(Debug, Default)]
struct Marked {
    text: String,
    cue: Option<String>,
    content: Vec<String>,
    speaker: Option<String>,
}

/// Takes the signs out of the sentence and keeps what stood between them.
fn read(sentence: &str) -> Result<Marked, String> {
    let mut marked = Marked::default();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut rest = sentence;
    while let Some(sign) = rest.chars().next() {
        let length = if rest.starts_with("**") { 2 } else { sign.len_utf8() };
        match (sign, open.last()) {
            ('*', Some(&('*', start))) | ('}', Some(&('{', start))) | (']', Some(&('[', start))) => {
                open.pop();
                marked.keep(sign, start);
            }
            ('*' | '{' | '[', _) => open.push((sign, marked.text.len())),
            ('}' | ']', _) => return Err(format!("\"{sign}\" closes nothing in \"{sentence}\"")),
            _ => marked.text.push(sign),
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    if open.is_empty() { Ok(marked) } else { Err(format!("a sign is not closed in \"{sentence}\"")) }
}

impl Marked {
    fn keep(&mut self, sign: char, start: usize) {
        let words = self.text.get(start..).unwrap_or_default().to_owned();
        match sign {
            '*' => self.cue = Some(words),
            '}' => self.content.push(words),
            _ => self.speaker = Some(words),
        }
    }
}
