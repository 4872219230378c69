//! The answer: drafts and sources as quotes and entities, in spans of the text.

use super::content;
use super::cue;
use super::drafts::{Draft, RelayDraft};
use super::resolution::{Found, Resolution};
use super::result::{Cue, Entity, EntityKind, Extraction, Quote, QuoteOptions, QuoteType, Relay, Speaker};
use super::rule::Rule;
use super::score::Evidence;
use super::speakers::{self, Speakers, Voice, Witness};
use super::words::Scene;
use crate::lexicon::{Flags, Gender, Prefix, VerbForm, frame, is_common};
use crate::text::Span;
use crate::text::letter::{Class, EXTEND, FORMAT, TATWEEL, class, proclitic};
use crate::tokens::{TokenKind, TokenRange};

/// A draft with its speaker and relays.
pub struct Voiced {
    pub draft: Draft,
    pub voice: Voice,
    pub relays: Vec<speakers::ResolvedRelay>,
}

/// The answer from the drafts, in the order of their content.
pub fn finish(
    scene: &Scene,
    speakers: &Speakers,
    voiced: &[Voiced],
    options: &QuoteOptions,
    witness: &mut impl Witness,
) -> Extraction {
    let mut entities: Vec<Entity> = Vec::with_capacity(speakers.sources.len());
    // A source whose name turns out to have no word is nobody.
    let listed = speakers.sources.iter().map(|source| {
        entities.push(entity(scene, source)?);
        Some(entities.len() as u32 - 1)
    });
    let listed: Vec<Option<u32>> = listed.collect();
    witness.listed(&listed);
    let quotes: Vec<Quote> = voiced
        .iter()
        .filter_map(|v| quote(scene, v, &listed, evidence(scene, speakers, v)))
        .filter(|q| q.confidence >= options.min_confidence)
        .collect();
    for (index, quote) in quotes.iter().enumerate() {
        if let Some(entity) = quote.speaker.entity.and_then(|e| entities.get_mut(e as usize)) {
            entity.quotes.push(index as u32);
        }
    }
    Extraction { quotes, entities }
}

fn entity(scene: &Scene, source: &speakers::Source) -> Option<Entity> {
    let spans = |ranges: &[TokenRange]| {
        let mut spans: Vec<Span> = ranges.iter().filter_map(|r| scene.span(*r)).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    };
    let name = name_span(scene, source.name)?;
    let mut titles = spans(&source.titles);
    titles.retain(|title| *title != name);
    Some(Entity {
        name,
        titles,
        kind: source.kind,
        gender: source.gender,
        number: source.number,
        mentions: spans(&source.mentions),
        quotes: Vec::new(),
    })
}

/// The span of a name, without the proclitics that are written onto its first word. ل hides the alef of the
/// article that follows it, so that it stays.
fn name_span(scene: &Scene, range: TokenRange) -> Option<Span> {
    let mut span = scene.span(range)?;
    let written = scene.tokens.get(range.start)?.span.slice(scene.text);
    let prefix = proclitics(scene, range.start);
    let mut rest = written;
    if prefix.has(Prefix::CONJUNCTION) {
        rest = without(rest, &[proclitic::WAW, proclitic::FA]);
    }
    let hidden = prefix.has(Prefix::LAM) && scene.is_definite(range.start);
    if prefix.has(Prefix::PREPOSITIONS) && !hidden {
        rest = without(rest, &[proclitic::BA, proclitic::LAM, proclitic::KAF]);
    }
    span.start += (written.len() - rest.len()) as u32;
    Some(span)
}

/// The proclitics of the word. "وفقا لمواصفات": if it is unknown and the rest of it is a word of the press, ل is one.
fn proclitics(scene: &Scene, at: usize) -> Prefix {
    let key = scene.whole(at);
    let lam = key.first() == proclitic::LAM && key.letter(1) != proclitic::LAM;
    let joined = lam && !scene.is_known(at) && is_common(key.rest());
    if joined { Prefix::LAM } else { scene.prefix(at) }
}

/// Without its first letter, if that is one of these. The vowel sign goes with its letter: "لِوزير".
fn without<'a>(word: &'a str, letters: &[Class]) -> &'a str {
    let rest = word.strip_prefix(|c| letters.contains(&class(c)));
    rest.map_or(word, |rest| rest.trim_start_matches(|c| matches!(class(c), EXTEND | FORMAT | TATWEEL)))
}

/// The quote of the answer; `listed` has the place of each source among the entities.
fn quote(scene: &Scene, voiced: &Voiced, listed: &[Option<u32>], evidence: Evidence) -> Option<Quote> {
    let entity = |source: Option<u32>| listed.get(source? as usize).copied().flatten();
    let draft = &voiced.draft;
    let content: Vec<Span> = draft.content.iter().filter_map(|r| scene.span(*r)).collect();
    if content.is_empty() {
        return None;
    }
    let pieces =
        content::Content { pieces: draft.content.clone(), kind: draft.kind, recovered: draft.recovered };
    let cue = draft.cue.as_ref().and_then(|c| cue_of(scene, c));
    Some(Quote {
        kind: draft.kind,
        quoted: content::quoted(scene, &pieces),
        cue,
        speaker: Speaker {
            mention: draft.mention.and_then(|m| scene.span(m.tokens)),
            entity: entity(voiced.voice.source),
            confidence: evidence.of_speaker(),
            rule: voiced.voice.rule,
        },
        relays: voiced
            .relays
            .iter()
            .filter_map(|(relay, source)| relay_of(scene, relay, entity(*source)))
            .collect(),
        addressee: draft.addressee.and_then(|r| scene.span(r)),
        confidence: evidence.of_quote(),
        evidence,
        rule: draft.rule,
        recovered: draft.recovered,
        fingerprint: fingerprint(scene, draft),
        content,
    })
}

fn cue_of(scene: &Scene, cue: &cue::Cue) -> Option<Cue> {
    let (lemma, class) = cue.lemma();
    Some(Cue { span: scene.span(cue.tokens)?, lemma, class })
}

fn relay_of(scene: &Scene, relay: &RelayDraft, entity: Option<u32>) -> Option<Relay> {
    let cue = relay.cue.as_ref().and_then(|c| cue_of(scene, c));
    Some(Relay { span: scene.span(relay.tokens)?, cue, entity })
}

/// What speaks for and against the quote and its speaker.
fn evidence(scene: &Scene, speakers: &Speakers, voiced: &Voiced) -> Evidence {
    let Voiced { draft, voice, relays } = voiced;
    let found = of_draft(scene, draft)
        .and(Evidence::RELAYED, !relays.is_empty())
        .with(of_resolution(voice.rule.resolution));
    let source = voice.source.and_then(|index| speakers.sources.get(index as usize));
    let form = draft.cue.as_ref().and_then(|c| c.form());
    source.map_or(found, |source| found.with(of_source(scene, source, form)))
}

fn of_draft(scene: &Scene, draft: &Draft) -> Evidence {
    const SHORT: usize = 4;
    const LONG: usize = 60;
    let words: usize = draft.content.iter().map(|c| scene.words(*c)).sum();
    let everyday = draft.cue.as_ref().is_some_and(|c| c.takes(frame::STRICT));
    of_rule(draft.rule)
        .and(Evidence::DIRECT, draft.kind == QuoteType::Direct)
        .and(Evidence::MIXED, draft.kind == QuoteType::Mixed)
        .and(Evidence::NESTED, draft.nested)
        .and(Evidence::RECOVERED, draft.recovered)
        .and(Evidence::EVERYDAY, everyday)
        .and(Evidence::SHORT, words < SHORT)
        .and(Evidence::LONG, words > LONG)
        .and(Evidence::PIECES, draft.content.len() > 1)
}

const fn of_rule(rule: Rule) -> Evidence {
    match rule {
        Rule::VerbClause => Evidence::VERB_CLAUSE,
        Rule::VerbColon => Evidence::VERB_COLON,
        Rule::VerbMark => Evidence::VERB_MARK,
        Rule::VerbNoun => Evidence::VERB_NOUN,
        Rule::VerbQuestion => Evidence::VERB_QUESTION,
        Rule::Participle => Evidence::PARTICIPLE,
        Rule::Nominal => Evidence::NOMINAL,
        Rule::ContentFirst => Evidence::CONTENT_FIRST,
        Rule::SourceBefore => Evidence::SOURCE_BEFORE,
        Rule::SourceAfter => Evidence::SOURCE_AFTER,
        Rule::Headline => Evidence::HEADLINE,
        Rule::Continued => Evidence::CONTINUED,
    }
}

const fn of_resolution(resolution: Resolution) -> Evidence {
    match resolution {
        Resolution::Named(found) => of_found(found),
        Resolution::Turn => Evidence::TURN,
        Resolution::EarlierParagraph => Evidence::OLD_TURN,
        Resolution::Nobody => Evidence::NOBODY,
    }
}

const fn of_found(found: Found) -> Evidence {
    match found {
        Found::Subject
        | Found::SubjectBefore
        | Found::Topic
        | Found::Inherited
        | Found::Quoted
        | Found::Source
        | Found::PassedOn
        | Found::Headline => Evidence::SUBJECT,
        Found::GoesOn | Found::Asked | Found::Antecedent | Found::Venue => Evidence::ANTECEDENT,
        Found::MainVerb | Found::Actor | Found::FirstSource | Found::FirstVerb | Found::SentenceBefore => {
            Evidence::MAIN_VERB
        }
    }
}

fn of_source(scene: &Scene, source: &speakers::Source, form: Option<VerbForm>) -> Evidence {
    const SWOLLEN: usize = 6;
    let words = scene.words(source.name);
    let person = source.named && matches!(source.kind, EntityKind::Person | EntityKind::Unknown);
    let gender = form.map_or(Gender::Unknown, |f| f.gender);
    let disagrees = gender != Gender::Unknown && source.gender != Gender::Unknown && gender != source.gender;
    Evidence::default()
        .and(Evidence::FULL_NAME, person && (2..=5).contains(&words))
        .and(Evidence::SINGLE_NAME, person && words == 1)
        .and(Evidence::DESCRIBED, !source.named && source.kind == EntityKind::Person)
        .and(Evidence::BODY, source.kind == EntityKind::Organisation)
        .and(Evidence::DOCUMENT, source.kind == EntityKind::Document)
        .and(Evidence::UNNAMED, source.kind == EntityKind::Unnamed)
        .and(Evidence::UNKNOWN_KIND, source.kind == EntityKind::Unknown)
        .and(Evidence::SWOLLEN, words > SWOLLEN)
        .and(Evidence::TITLED, !source.titles.is_empty())
        .and(Evidence::RECURS, source.mentions.len() > 1)
        .and(Evidence::DISAGREES, disagrees)
}

/// A hash of the content's folded words.
fn fingerprint(scene: &Scene, draft: &Draft) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for piece in &draft.content {
        let tokens = scene.tokens.get(piece.iter()).unwrap_or_default();
        let senses = scene.senses.get(piece.iter()).unwrap_or_default();
        for (token, sense) in tokens.iter().zip(senses) {
            if token.kind == TokenKind::Word && !sense.flags.any(Flags::COMPLEMENTIZER) {
                hash = (hash ^ token.whole.0).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
            }
        }
    }
    hash
}
