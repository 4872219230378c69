//! `isnad verify`: claims about texts, with a line of JSON for each text or a human-readable answer.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use isnad::{Claim, OffsetEncoding, OffsetIndex, Place, Presence, Span, Verdict, Verifier, WordEdit, words};
use serde_json::{Value, json};

use crate::document::{Body, Ticket, read_text};
use crate::fault::Fault;
use crate::lines::{self, Object, is_standard};
use crate::progress::Progress;
use crate::report::Report;
use crate::style::Style;

/// The input and the claims about it.
pub struct Verifying<'a> {
    /// JSON Lines files, or text files if claims are given; `-` or none for standard input.
    pub paths: &'a [PathBuf],
    /// Claims about each text.
    pub claims: &'a [String],
    /// The speaker of these claims.
    pub speaker: Option<&'a str>,
    /// The unit of offsets in JSON lines.
    pub unit: OffsetEncoding,
    /// The style of human-readable answers.
    pub style: Style,
}

impl Verifying<'_> {
    /// Answers all texts.
    pub fn run(&self) -> ExitCode {
        if self.claims.is_empty() { lines::run(self.paths, &|line| self.line(line)) } else { self.texts() }
    }

    fn line(&self, line: &Object) -> Result<Value, Fault> {
        let text = line.get("text").and_then(Value::as_str).filter(|text| !text.is_empty());
        let text = text.ok_or_else(|| Fault::invalid("\"text\" is not a string, or is empty"))?;
        let claims = line.get("claims").and_then(Value::as_array).filter(|claims| !claims.is_empty());
        let claims = claims.ok_or_else(|| Fault::invalid("\"claims\" is not a list, or is empty"))?;
        let claims = claims.iter().enumerate().map(|(at, value)| claim(at, value));
        let claims = claims.collect::<Result<Vec<_>, _>>()?;
        let verifier = Verifier::new(text);
        let index = OffsetIndex::new(text, self.unit);
        let verdict = |claim: &Claim<'_>| {
            let of_claim = OffsetIndex::new(claim.words, self.unit);
            Shown { text, of_text: &index, of_claim: &of_claim }.verdict(&verifier.verify(claim))
        };
        Ok(json!({ "verdicts": claims.iter().map(verdict).collect::<Vec<_>>() }))
    }

    /// Checks the command line's claims against each text.
    fn texts(&self) -> ExitCode {
        let mut report = Report::new(Progress::none());
        let standard = [PathBuf::from("-")];
        let paths = if self.paths.is_empty() { &standard } else { self.paths };
        for path in paths {
            let document = ticket(path, paths.len() == 1).read();
            match document.text {
                Ok(text) => {
                    let heading = if document.alone { None } else { Some(document.place.as_str()) };
                    if report.write(self.answer(&text, heading).as_bytes()).is_break() {
                        break;
                    }
                }
                Err(fault) => report.complain(&format!("{}: {fault}", document.place)),
            }
        }
        report.end()
    }

    fn answer(&self, text: &str, heading: Option<&str>) -> String {
        let verifier = Verifier::new(text);
        let mut page = heading.map_or_else(String::new, |heading| format!("{}\n", self.style.bold(heading)));
        for words in self.claims {
            let claim = Claim::new(words);
            let claim = self.speaker.map_or(claim, |speaker| claim.with_speaker(speaker));
            let told = Told { text, claim: words, style: self.style };
            told.verdict(&mut page, &verifier.verify(&claim));
        }
        page
    }
}

fn ticket(path: &Path, alone: bool) -> Ticket {
    if !is_standard(path) {
        return Ticket::file(path.to_owned(), String::new(), alone);
    }
    let body = read_text(io::stdin().lock()).map_or_else(Body::Bad, Body::Text);
    Ticket { place: "standard input".to_owned(), id: Value::Null, alone, body }
}

/// A claim of a JSON line. Errors name its index in the list.
fn claim(at: usize, value: &Value) -> Result<Claim<'_>, Fault> {
    let words = value.get("words").and_then(Value::as_str);
    let words = words.ok_or_else(|| Fault::invalid(format!("\"claims[{at}].words\" is not a string")))?;
    if !words.contains(char::is_alphanumeric) {
        return Err(Fault::invalid(format!("\"claims[{at}].words\" has no word")));
    }
    match value.get("speaker") {
        None | Some(Value::Null) => Ok(Claim::new(words)),
        Some(Value::String(name)) => Ok(Claim::new(words).with_speaker(name)),
        Some(_) => Err(Fault::invalid(format!("\"claims[{at}].speaker\" is not a string"))),
    }
}

/// A verdict as JSON.
struct Shown<'a> {
    text: &'a str,
    of_text: &'a OffsetIndex<'a>,
    of_claim: &'a OffsetIndex<'a>,
}

impl Shown<'_> {
    fn verdict(&self, verdict: &Verdict) -> Value {
        let name = |kind: Option<&str>| kind.map_or(Value::Null, Into::into);
        json!({
            "presence": verdict.presence.as_str(),
            "coverage": (f64::from(verdict.coverage) * 1000.0).round() / 1000.0,
            "exact": verdict.exact,
            "attribution": name(verdict.attribution.map(|it| it.as_str())),
            "polarity": name(verdict.polarity.map(|it| it.as_str())),
            "places": verdict.places.iter().map(|place| self.place(place)).collect::<Vec<_>>(),
            "edits": verdict.edits.iter().map(|edit| self.edit(edit)).collect::<Vec<_>>(),
            "more_edits": verdict.more_edits,
        })
    }

    fn place(&self, place: &Place) -> Value {
        json!({
            "spans": place.spans.iter().map(|span| range(self.of_text, *span)).collect::<Vec<_>>(),
            "setting": place.setting.as_str(),
            "speaker": place.name.map(|name| words(self.text, name)),
            "in_article": place.in_article,
        })
    }

    fn edit(&self, edit: &WordEdit) -> Value {
        let (claim, text) = (range(self.of_claim, edit.claim), range(self.of_text, edit.text));
        json!({"kind": edit.kind.as_str(), "claim": claim, "text": text})
    }
}

fn range(index: &OffsetIndex<'_>, span: Span) -> Value {
    let range = index.range(span);
    json!({"start": range.start, "end": range.end})
}

/// A human-readable verdict.
struct Told<'a> {
    text: &'a str,
    claim: &'a str,
    style: Style,
}

impl Told<'_> {
    fn verdict(&self, page: &mut String, verdict: &Verdict) {
        let style = self.style;
        let share = match verdict.presence {
            Presence::Verbatim | Presence::NotFound => String::new(),
            _ => format!(" {}", style.dim(&format!("{:.0} % of its words", 100.0 * verdict.coverage))),
        };
        line(page, 0, &style.bold(verdict.presence.as_str()), &format!("{}{share}", style.words(self.claim)));
        for place in &verdict.places {
            let parts: Vec<_> = place.spans.iter().map(|span| words(self.text, *span)).collect();
            line(page, 2, &style.dim("text"), &style.words(&parts.join(" … ")));
            let around = if place.in_article { "" } else { ", not in the article" };
            let whose = place.name.map(|name| style.name(&words(self.text, name)));
            let whose = whose.map_or_else(|| "nobody".to_owned(), |name| style.words(&name));
            line(page, 2, &style.dim("speaker"), &format!("{whose} ({}{around})", place.setting));
        }
        if verdict.exact as usize > verdict.places.len() {
            line(page, 2, &style.dim("places"), &verdict.exact.to_string());
        }
        if let Some(attribution) = verdict.attribution {
            line(page, 2, &style.dim("claimed"), attribution.as_str());
        }
        if let Some(polarity) = verdict.polarity {
            line(page, 2, &style.dim("polarity"), polarity.as_str());
        }
        for edit in &verdict.edits {
            let side = |span: Span, of: &str| match words(of, span) {
                words if words.is_empty() => "–".to_owned(),
                words => style.words(&words),
            };
            let (text, claim) = (side(edit.text, self.text), side(edit.claim, self.claim));
            line(page, 2, &style.cue(edit.kind.as_str()), &format!("text {text}, claim {claim}"));
        }
    }
}

fn line(page: &mut String, indent: usize, name: &str, words: &str) {
    // Writing into a string cannot fail.
    let _ = writeln!(page, "{:indent$}{name}: {words}", "");
}
