//! What a reader sees.

use super::*;
use crate::style::Style;
use isnad::quotes::{Resolution, Rule, SpeakerRule};
use isnad::text::Span;
use isnad::{CueClass, EntityKind, Gender, Number, QuoteType, Speaker};

const TEXT: &str = "أعلن وزير النقل\nسليم الراوي للصحفيين: «نعم»، نقلا عن وكالة المدى. وأضاف أن الطريق سيفتح";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the text holds the words");
    Span::new(start as u32, (start + words.len()) as u32)
}

fn cue(word: &str, lemma: &'static str, class: CueClass) -> Option<Cue> {
    Some(Cue { span: span(word), lemma, class })
}

fn said(kind: QuoteType, content: &str, cue: Option<Cue>, speaker: Speaker) -> Quote {
    Quote {
        kind,
        content: vec![span(content)],
        quoted: Vec::new(),
        cue,
        speaker,
        relays: Vec::new(),
        addressee: None,
        addressee_name: None,
        confidence: 0.9,
        rule: Rule::VerbColon,
        evidence: isnad::quotes::Evidence::default(),
        recovered: false,
        fingerprint: 0,
    }
}

fn entity(name: &str, kind: EntityKind, titles: &[&str], quotes: &[u32]) -> Entity {
    Entity {
        name: span(name),
        titles: titles.iter().map(|title| span(title)).collect(),
        kind,
        gender: Gender::Unknown,
        number: Number::Unknown,
        mentions: vec![span(name)],
        quotes: quotes.to_vec(),
        members: Vec::new(),
    }
}

fn sample() -> Extraction {
    let by = |mention, entity| Speaker { mention, entity, confidence: 1.0, ..Speaker::default() };
    let name = "سليم الراوي";
    let direct = Quote {
        addressee: Some(span("للصحفيين")),
        addressee_name: Some("الصحفيين".to_owned()),
        relays: vec![Relay { span: span("وكالة المدى"), cue: None, entity: Some(1) }],
        ..said(
            QuoteType::Direct,
            "نعم",
            cue("أعلن", "أعلن", CueClass::Statement),
            by(Some(span(name)), Some(0)),
        )
    };
    let implied = cue("وأضاف", "أضاف", CueClass::Continuation);
    Extraction {
        quotes: vec![
            direct,
            said(QuoteType::Indirect, "الطريق سيفتح", implied, by(None, Some(0))),
            said(QuoteType::Mixed, "الطريق", None, by(None, None)),
            said(QuoteType::Indirect, "سيفتح", None, Speaker { rule: turn(), ..by(None, None) }),
        ],
        entities: vec![
            entity(name, EntityKind::Person, &["وزير النقل", "وزير النقل"], &[0, 1]),
            entity("وكالة المدى", EntityKind::Organisation, &[], &[]),
        ],
    }
}

/// How somebody was found whose name may be withheld.
fn turn() -> SpeakerRule {
    SpeakerRule { resolution: Resolution::Turn, ..SpeakerRule::default() }
}

fn shown(style: Style) -> String {
    let mut page = Page::new(TEXT, style);
    extraction(&mut page, &sample());
    page.into_lines()
}

#[test]
fn quotes_stand_under_their_speakers() {
    let expected = "\
سليم الراوي, وزير النقل (person)
  direct · أعلن (statement) · 0.90
    نعم
    to: الصحفيين
    via: وكالة المدى
  indirect · أضاف (continuation) · speaker implied · 0.90
    الطريق سيفتح

(speaker not sure enough)
  indirect · no cue · 0.90
    سيفتح

(speaker not told)
  mixed · no cue · 0.90
    الطريق
";
    assert_eq!(shown(Style::default()), expected);
}

#[test]
fn a_terminal_gets_each_arabic_run_isolated() {
    let shown = shown(Style { colour: false, terminal: true });
    assert!(shown.starts_with("\u{2068}سليم الراوي\u{2069}, \u{2068}وزير النقل\u{2069} (person)\n"));
    assert!(shown.contains("\n    \u{2068}نعم\u{2069}\n"));
}

#[test]
fn colour_is_closed_on_every_line() {
    let shown = shown(Style { colour: true, terminal: false });
    for line in shown.lines().filter(|line| line.contains('\u{1B}')) {
        assert_eq!(line.matches("\u{1B}[").count(), 2 * line.matches("\u{1B}[0m").count(), "{line}");
    }
}
