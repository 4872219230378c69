//! What a reader sees.

use super::*;
use crate::style::Style;
use isnad::rules::Resolution;
use isnad::{CueClass, EntityKind, QuoteOptions, QuoteType, Span, Speaker};

const TEXT: &str = "أعلن وزير النقل\nسليم الراوي للصحفيين: «نعم»، نقلا عن وكالة المدى. وأضاف أن الطريق سيفتح";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the text holds the words");
    Span::new(start as u32, (start + words.len()) as u32)
}

/// A quote and an entity of another text, to be changed.
fn pattern() -> (Quote, Entity) {
    let found = isnad::extract_quotes("قال الوزير إن الطريق مغلق.", &QuoteOptions::new());
    (found.quotes[0].clone(), found.entities[0].clone())
}

fn cue(word: &str, lemma: &'static str, class: CueClass) -> Option<Cue> {
    let mut cue = pattern().0.cue?;
    (cue.span, cue.lemma, cue.class) = (span(word), lemma, class);
    Some(cue)
}

fn said(kind: QuoteType, content: &str, cue: Option<Cue>, speaker: Speaker) -> Quote {
    let (mut quote, _) = pattern();
    (quote.kind, quote.content, quote.cue, quote.speaker) = (kind, vec![span(content)], cue, speaker);
    quote.confidence = 0.9;
    quote
}

fn entity(name: &str, kind: EntityKind, titles: &[&str], quotes: &[u32]) -> Entity {
    let (_, mut entity) = pattern();
    (entity.name, entity.kind, entity.mentions) = (span(name), kind, vec![span(name)]);
    entity.titles = titles.iter().map(|title| span(title)).collect();
    entity.quotes = quotes.to_vec();
    entity
}

/// Somebody who is named, or implied, or not known.
fn by(mention: Option<&str>, entity: Option<u32>, resolution: Resolution) -> Speaker {
    let mut speaker = Speaker::default();
    (speaker.mention, speaker.entity, speaker.rule.resolution) = (mention.map(span), entity, resolution);
    speaker
}

fn sample() -> Extraction {
    let name = "سليم الراوي";
    let cue_of_direct = cue("أعلن", "أعلن", CueClass::Statement);
    let named = by(Some(name), Some(0), Resolution::Turn);
    let mut direct = said(QuoteType::Direct, "نعم", cue_of_direct, named);
    (direct.addressee, direct.addressee_name) = (Some(span("للصحفيين")), Some("الصحفيين".to_owned()));
    direct.relays = vec![relay("وكالة المدى", 1)];
    let implied = cue("وأضاف", "أضاف", CueClass::Continuation);
    let mut found = Extraction::default();
    found.quotes = vec![
        direct,
        said(QuoteType::Indirect, "الطريق سيفتح", implied, by(None, Some(0), Resolution::Turn)),
        said(QuoteType::Mixed, "الطريق", None, by(None, None, Resolution::Nobody)),
        // Somebody was found, and their name is withheld.
        said(QuoteType::Indirect, "سيفتح", None, by(None, None, Resolution::Turn)),
    ];
    found.entities = vec![
        entity(name, EntityKind::Person, &["وزير النقل", "وزير النقل"], &[0, 1]),
        entity("وكالة المدى", EntityKind::Organisation, &[], &[]),
    ];
    found
}

fn relay(words: &str, entity: u32) -> Relay {
    let text = "قال الوزير نقلا عن وكالة المدى إن الطريق مغلق.";
    let mut relay = isnad::extract_quotes(text, &QuoteOptions::new()).quotes[0].relays[0];
    (relay.span, relay.cue, relay.entity) = (span(words), None, Some(entity));
    relay
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

(speaker below the minimum confidence)
  indirect · no cue · 0.90
    سيفتح

(speaker unknown)
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
