//! Turns drafts and sources into the quotes and entities of the answer, as spans of the text.

use std::ops::Range;

use super::clause::is_imperfect;
use super::content;
use super::cue;
use super::drafts::{Draft, RelayDraft};
use super::extraction::Extraction;
use super::name;
use super::resolution::{Identity, Nearness, Resolution};
use super::result::{Cue, Entity, EntityKind, Quote, QuoteOptions, QuoteType, Relay, Speaker};
use super::rule::Rule;
use super::score::Evidence;
use super::signature;
use super::speakers::{self, Speakers, Voice, Witness};
use super::words::Scene;
use crate::lexicon::{CueClass, Flags, Form, Gender, VerbForm, frame};
use crate::text::{Span, snug};
use crate::tokens::{Token, TokenKind, TokenRange};

/// A draft with its speaker and relays.
pub struct Voiced {
    pub draft: Draft,
    pub voice: Voice,
    pub relays: Vec<speakers::ResolvedRelay>,
    /// Its index in the order in which the drafts were found.
    pub index: u32,
}

/// Builds the answer from the drafts, in the order of their content.
pub fn finish(
    scene: &Scene,
    speakers: &Speakers,
    voiced: Vec<Voiced>,
    options: &QuoteOptions,
    witness: &mut impl Witness,
) -> Extraction {
    let mut entities: Vec<Entity> = Vec::with_capacity(speakers.sources.len());
    let used = used(speakers, &voiced);
    // A source without any word in its name is dropped; a source that no quote uses is not listed.
    let listed = speakers.sources.iter().zip(used).map(|(source, used)| {
        entities.push(if used { entity(scene, speakers, source) } else { None }?);
        Some(entities.len() as u32 - 1)
    });
    let listed: Vec<Option<u32>> = listed.collect();
    witness.listed(&listed);
    let density = of_density(voiced.len(), scene.tokens.len());
    let quotes = snug::turn(voiced, |voiced| {
        let evidence = evidence(scene, speakers, &voiced).with(density);
        quote(scene, &voiced, &listed, evidence).filter(|quote| quote.confidence >= options.min_confidence)
    });
    for (index, quote) in quotes.iter().enumerate() {
        if let Some(entity) = quote.speaker.entity.and_then(|e| entities.get_mut(e as usize)) {
            entity.quotes.push(index as u32);
        }
    }
    Extraction { quotes, entities }
}

fn entity(scene: &Scene, speakers: &Speakers, source: &speakers::Source) -> Option<Entity> {
    let spans = |ranges: &[TokenRange]| {
        let mut spans: Vec<Span> = ranges.iter().filter_map(|r| scene.span(*r)).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    };
    let members = speakers.members(source.name);
    // A title before the first of several people belongs to that person and is not part of their joint name.
    let titled = members.first().filter(|_| scene.is(source.name.start(), Flags::TITLE));
    let start = titled.map_or(source.name.start(), |first| first.start());
    let name = name::span(scene, TokenRange::new(start, source.name.end()))?;
    let mut titles = spans(&source.titles);
    titles.retain(|title| *title != name);
    Some(Entity {
        name,
        titles,
        kind: source.kind,
        gender: source.gender,
        number: source.number,
        mentions: spans(&source.mentions),
        members: members.into_iter().filter_map(|member| name::span(scene, member)).collect(),
        quotes: Vec::new(),
    })
}

/// Returns, for each source, whether it speaks or relays a quote.
fn used(speakers: &Speakers, voiced: &[Voiced]) -> Vec<bool> {
    let mut used = vec![false; speakers.sources.len()];
    let relayed = voiced.iter().flat_map(|voiced| &voiced.relays).map(|(_, source)| *source);
    let said = voiced.iter().map(|voiced| voiced.voice.source);
    for index in relayed.chain(said).flatten() {
        if let Some(used) = used.get_mut(index as usize) {
            *used = true;
        }
    }
    used
}

/// Builds a quote of the answer; `listed` maps each source to its index among the entities.
fn quote(scene: &Scene, voiced: &Voiced, listed: &[Option<u32>], evidence: Evidence) -> Option<Quote> {
    let entity = |source: Option<u32>| listed.get(source? as usize).copied().flatten();
    let draft = &voiced.draft;
    let mut content = Vec::with_capacity(draft.content.len());
    content.extend(draft.content.iter().filter_map(|r| scene.span(*r)));
    if content.is_empty() {
        return None;
    }
    let pieces =
        content::Content { pieces: draft.content.clone(), kind: draft.kind, recovered: draft.recovered };
    let cue = draft.cue.as_ref().and_then(|c| cue_of(scene, c));
    let mut quoted = content::quoted(scene, &pieces);
    quoted.shrink_to_fit();
    Some(Quote {
        kind: draft.kind,
        quoted,
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
        addressee_name: draft.addressee.and_then(|r| name::addressed(scene, r)),
        confidence: evidence.of_quote(),
        evidence,
        rule: draft.rule,
        recovered: draft.recovered,
        fingerprint: fingerprint(scene, draft),
        signature: signature_of(scene, draft),
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

/// The evidence for and against the quote and its speaker.
fn evidence(scene: &Scene, speakers: &Speakers, voiced: &Voiced) -> Evidence {
    let Voiced { draft, voice, relays, .. } = voiced;
    let found = of_draft(scene, draft)
        .and(Evidence::RELAYED, !relays.is_empty())
        .and(Evidence::WEIGHED, voice.rule.identity == Some(Identity::Weighed))
        .with(of_share(voice.share))
        .with(of_resolution(voice.rule.resolution));
    let source = voice.source.and_then(|index| speakers.sources.get(index as usize));
    let form = draft.cue.as_ref().and_then(|c| c.form());
    source.map_or(found, |source| found.with(of_source(scene, source, form)))
}

fn of_draft(scene: &Scene, draft: &Draft) -> Evidence {
    let words: usize = draft.content.iter().map(|c| scene.words(*c)).sum();
    let everyday = draft.cue.as_ref().is_some_and(|c| c.takes(frame::STRICT));
    let of_cue = draft.cue.as_ref().map(|cue| of_class(cue.lemma().1).with(of_place(scene, draft, cue)));
    of_rule(draft.rule)
        .with(of_cue.unwrap_or_default())
        .with(of_length(words))
        .with(of_end(scene, draft))
        .and(Evidence::DIRECT, draft.kind == QuoteType::Direct)
        .and(Evidence::MIXED, draft.kind == QuoteType::Mixed)
        .and(Evidence::NESTED, draft.nested)
        .and(Evidence::RECOVERED, draft.recovered)
        .and(Evidence::EVERYDAY, everyday)
        .and(Evidence::PIECES, draft.content.len() > 1)
}

const fn of_length(words: usize) -> Evidence {
    match words {
        0..=3 => Evidence::SHORT,
        4..=8 => Evidence::FEW_WORDS,
        9..=20 => Evidence::NONE,
        21..=60 => Evidence::MANY_WORDS,
        _ => Evidence::LONG,
    }
}

/// Evidence from the form of the cue and the tokens around it.
fn of_place(scene: &Scene, draft: &Draft, cue: &cue::Cue) -> Evidence {
    const FAR: usize = 15;
    const RELATIVE: Flags = Flags::RELATIVE.with(Flags::THAT_WHICH);
    let word = scene.word(cue.tokens.start());
    let before = word.prev();
    let opens = before.at == word.at || ends_sentence(before.kind());
    let form = cue.form().map(|form| form.form);
    let start = draft.content.first().map_or(0, |piece| piece.start());
    let distance = start.checked_sub(cue.tokens.end());
    Evidence::default()
        .and(Evidence::PERFECT, form == Some(Form::Perfect))
        .and(Evidence::IMPERFECT, form == Some(Form::Imperfect))
        .and(Evidence::AT_HAND, matches!(distance, Some(0 | 1)))
        .and(Evidence::APART, distance.is_some_and(|distance| distance > FAR))
        .and(Evidence::OPENS, opens)
        .and(Evidence::AFTER_COMMA, before.kind() == TokenKind::Comma)
        .and(Evidence::AFTER_RELATIVE, before.is(RELATIVE))
        .and(Evidence::CONJOINED, word.is_conjoined())
        .and(Evidence::IMPERFECT_FIRST, begins_with_imperfect(scene, start))
}

/// "أن يعود": what somebody wants, not what somebody says.
fn begins_with_imperfect(scene: &Scene, start: usize) -> bool {
    scene.word(start).prev().is(Flags::COMPLEMENTIZER) && is_imperfect(scene, start)
}

/// Evidence from where the content ends.
fn of_end(scene: &Scene, draft: &Draft) -> Evidence {
    let after = draft.content.last().map_or(TokenKind::Newline, |piece| scene.kind(piece.end()));
    Evidence::default()
        .and(Evidence::TO_THE_END, ends_sentence(after))
        .and(Evidence::TO_A_COMMA, after == TokenKind::Comma)
}

const fn ends_sentence(sign: TokenKind) -> bool {
    matches!(sign, TokenKind::Stop | TokenKind::Newline | TokenKind::Query | TokenKind::Ellipsis)
}

const fn of_class(class: CueClass) -> Evidence {
    match class {
        CueClass::Statement => Evidence::OF_STATEMENT,
        CueClass::Continuation => Evidence::OF_CONTINUATION,
        CueClass::Explanation => Evidence::OF_EXPLANATION,
        CueClass::Remark => Evidence::OF_REMARK,
        CueClass::Assertion => Evidence::OF_ASSERTION,
        CueClass::Opinion => Evidence::OF_OPINION,
        CueClass::Forecast => Evidence::OF_FORECAST,
        CueClass::Claim => Evidence::OF_CLAIM,
        CueClass::Denial => Evidence::OF_DENIAL,
        CueClass::Admission => Evidence::OF_ADMISSION,
        CueClass::Promise => Evidence::OF_PROMISE,
        CueClass::Warning => Evidence::OF_WARNING,
        CueClass::Demand => Evidence::OF_DEMAND,
        CueClass::Question => Evidence::OF_QUESTION,
        CueClass::Answer => Evidence::OF_ANSWER,
        CueClass::Judgement => Evidence::OF_JUDGEMENT,
        CueClass::Manner => Evidence::OF_MANNER,
        CueClass::Relay => Evidence::OF_RELAY,
        CueClass::Source => Evidence::OF_SOURCE,
    }
}

/// Evidence from the density of quotes: the number of quotes per token.
const fn of_density(quotes: usize, tokens: usize) -> Evidence {
    const SPARSE: usize = 200;
    const DENSE: usize = 60;
    match tokens {
        tokens if tokens > quotes * SPARSE => Evidence::SPARSE,
        tokens if tokens < quotes * DENSE => Evidence::DENSE,
        _ => Evidence::NONE,
    }
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

/// Evidence from the speaker's share of the odds of all candidates.
fn of_share(share: f32) -> Evidence {
    const STEPS: [(f32, Evidence); 5] = [
        (0.5, Evidence::SHARE_50),
        (0.7, Evidence::SHARE_70),
        (0.85, Evidence::SHARE_85),
        (0.95, Evidence::SHARE_95),
        (0.99, Evidence::SHARE_99),
    ];
    STEPS.iter().fold(Evidence::default(), |found, (least, step)| found.and(*step, share >= *least))
}

const fn of_resolution(resolution: Resolution) -> Evidence {
    match resolution {
        Resolution::Named(found) => of_nearness(found.nearness()),
        Resolution::Turn => Evidence::TURN,
        Resolution::EarlierParagraph => Evidence::OLD_TURN,
        Resolution::Nobody => Evidence::NOBODY,
    }
}

const fn of_nearness(nearness: Nearness) -> Evidence {
    match nearness {
        Nearness::OwnClause => Evidence::SUBJECT,
        Nearness::Outside => Evidence::ANTECEDENT,
        Nearness::OtherClause => Evidence::MAIN_VERB,
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

fn signature_of(scene: &Scene, draft: &Draft) -> Vec<u32> {
    let tokens = draft.content.iter().flat_map(|piece| tokens_of(scene, piece.iter()));
    signature::of(tokens, scene.text)
}

fn tokens_of<'a>(scene: &Scene<'a>, range: Range<usize>) -> &'a [Token] {
    scene.tokens.get(range).unwrap_or_default()
}

/// A hash of the content's folded words.
fn fingerprint(scene: &Scene, draft: &Draft) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for piece in &draft.content {
        let tokens = tokens_of(scene, piece.iter());
        let senses = scene.senses.get(piece.iter()).unwrap_or_default();
        for (token, sense) in tokens.iter().zip(senses) {
            if token.kind == TokenKind::Word && !sense.flags.any(Flags::COMPLEMENTIZER) {
                hash = (hash ^ token.whole.0).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
            }
        }
    }
    hash
}
