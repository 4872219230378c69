//! A sentence with inline marks on its parts: `**قال** [سامر القلعاوي] إن {السد متين}.`, `[سامر](1)`.
#![allow(dead_code, reason = "the cases of the layers write what they read, the others take its words")]

use std::cmp::Reverse;
use std::ops::Range;

/// The signs that open and close a part. If two enclose the same words, the earlier in this list is outside.
const SIGNS: [(&str, &str); 3] = [("[", "]"), ("**", "**"), ("{", "}")];

/// The place of a sign, and its order among the signs at that place.
type Place = (usize, usize, Reverse<usize>, Reverse<usize>);

/// A marked part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The opening sign: `**`, `[` or `{`.
    pub sign: &'static str,
    /// The place in the text.
    pub range: Range<usize>,
    /// The text in round brackets after it; empty if there is none.
    pub label: String,
}

impl Mark {
    /// A part without a label.
    pub fn new(sign: &'static str, range: Range<usize>) -> Self {
        Self { sign, range, label: String::new() }
    }
}

/// A text and its marked parts.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    pub text: String,
    pub marks: Vec<Mark>,
}

impl Marked {
    /// Removes the signs from the sentence. `<br>` is a line end.
    pub fn read(sentence: &str) -> Result<Self, String> {
        let sentence = sentence.replace("<br>", "\n");
        let mut marked = Self::default();
        // The rank of each open sign, and the start of its part.
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut rest = sentence.as_str();
        while let Some(c) = rest.chars().next() {
            let at = marked.text.len();
            if let Some(&(rank, start)) = open.last()
                && let Some(behind) = rest.strip_prefix(SIGNS[rank].1)
            {
                open.pop();
                let sign = SIGNS[rank].0;
                let (label, behind) = label(sign, behind);
                marked.marks.push(Mark { sign, range: start..at, label: label.to_owned() });
                rest = behind;
            } else if let Some(rank) = SIGNS.iter().position(|it| rest.starts_with(it.0)) {
                open.push((rank, at));
                rest = &rest[SIGNS[rank].0.len()..];
            } else if c == ']' || c == '}' {
                return Err(format!("\"{c}\" closes nothing in \"{sentence}\""));
            } else {
                marked.text.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        if open.is_empty() { Ok(marked) } else { Err(format!("a sign is not closed in \"{sentence}\"")) }
    }

    /// The words of each part with this sign, in order.
    pub fn words(&self, sign: &str) -> Vec<String> {
        let mut marks: Vec<&Mark> = self.marks.iter().filter(|mark| mark.sign == sign).collect();
        marks.sort_by_key(|mark| mark.range.start);
        marks.iter().map(|mark| self.text[mark.range.clone()].to_owned()).collect()
    }

    /// The sentence with its signs.
    pub fn write(&self) -> String {
        // At one place, parts close before others open, and inner parts close first. An empty part is in between.
        let mut signs: Vec<(Place, String)> = Vec::new();
        for Mark { sign, range, label } in &self.marks {
            let rank = SIGNS.iter().position(|it| it.0 == *sign).unwrap_or_default();
            let close = SIGNS[rank].1;
            let label = if label.is_empty() { String::new() } else { format!("({label})") };
            if range.is_empty() {
                let place = (range.start, 1, Reverse(0), Reverse(0));
                signs.push((place, format!("{sign}{close}{label}")));
                continue;
            }
            let opens = (range.start, 2, Reverse(range.end), Reverse(SIGNS.len() - rank));
            let closes = (range.end, 0, Reverse(range.start), Reverse(rank));
            signs.push((opens, (*sign).to_owned()));
            signs.push((closes, format!("{close}{label}")));
        }
        signs.sort();
        let (mut sentence, mut at) = (String::new(), 0);
        for ((place, ..), sign) in signs {
            sentence.push_str(&self.text[at..place]);
            sentence.push_str(&sign);
            at = place;
        }
        sentence.push_str(&self.text[at..]);
        sentence.replace('\n', "<br>")
    }
}

/// The label in round brackets right after a part in square ones, and the rest.
fn label<'t>(sign: &str, behind: &'t str) -> (&'t str, &'t str) {
    let inside = behind.strip_prefix('(').filter(|_| sign == "[").and_then(|rest| rest.split_once(')'));
    inside.unwrap_or(("", behind))
}
