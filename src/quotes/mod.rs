//! Tokens and paragraphs → who said what.
//!
//! ```text
//! marks ─▶ cues ─▶ clause behind each cue ─▶ content ─▶ drafts ─▶ speakers ─▶ quotes, entities
//! (marks)  (cue)   (clause, noun)            (content)  (unit)    (speakers, people, name)
//! ```

#[cfg(test)]
mod cases;
mod clause;
mod confidence;
mod content;
mod cue;
mod draft;
mod explain;
mod headline;
mod marks;
mod name;
mod noun;
mod opened;
mod opening;
mod people;
mod refusal;
mod relay;
mod scene;
mod sense;
mod shape;
mod source;
mod speakers;
mod subject;
mod unit;

use std::cell::LazyCell;
use std::ops::{Deref, Range};

pub use confidence::Evidence;
pub use draft::Rule;
pub use explain::{Candidate, Outcome, Row, explain};
pub use marks::{Marks, Quotation};
pub use refusal::Refusal;

use crate::analysis::{self, Extraction, Quote, QuoteOptions, Relay, Speaker};
use crate::analyze::Cancel;
use crate::lexicon::{Flags, Prefix, VerbForm, frame, is_common};
use crate::segment::{Cuts, Paragraph};
use crate::text::{Span, TokenKind, Tokens};
use draft::Draft;
use headline::Headlines;
use people::PeopleOf;
use scene::{Scene, Seen};
use sense::senses;
use speakers::{Speakers, Voice, Way};
use unit::Unit;

/// The quotes of the paragraphs and those who speak in them; `None` when cancelled.
#[must_use]
pub fn extract(
    text: &str,
    tokens: &Tokens,
    paragraphs: &[Paragraph],
    marks: &Marks,
    cuts: &Cuts,
    options: &QuoteOptions,
    cancel: &Cancel,
) -> Option<Extraction> {
    let seen = Seen::of(tokens);
    let senses = senses(text, tokens);
    let scene = Scene { text, tokens, signs: tokens, senses: &senses, marks, seen: &seen };
    let mut found = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if cancel.is_cancelled() {
            return None;
        }
        found.extend(paragraph_quotes(&scene, paragraph, index, cuts));
    }
    let people = PeopleOf::new(&scene, paragraphs);
    let mut speakers = Speakers::new(&scene, &people);
    let mut voiced: Vec<Voiced> =
        found.into_iter().map(|(draft, actor)| voice(&mut speakers, draft, actor)).collect();
    let said = voiced.iter().map(|v| v.draft.content.clone()).collect();
    let headlines = Headlines { scene: &scene, speakers: &speakers, said }.quotes(paragraphs);
    voiced.extend(headlines.into_iter().map(|draft| voice(&mut speakers, draft, None)));
    voiced.sort_by_key(|v| v.draft.content.first().map_or((0, 0), |c| (c.start, usize::MAX - c.end)));
    voiced.dedup_by(|b, a| a.draft.content == b.draft.content);
    Some(finish(&scene, &speakers, &voiced, options))
}

/// A draft with its speaker and relays.
struct Voiced {
    draft: Draft,
    voice: Voice,
    relays: Vec<speakers::ResolvedRelay>,
}

fn voice(speakers: &mut Speakers, mut draft: Draft, actor: Option<Range<usize>>) -> Voiced {
    draft.mention = draft.mention.take().map(|mention| speakers.cut(mention));
    let relays = speakers.relays(&draft);
    Voiced { voice: speakers.speaker(&draft, actor), draft, relays }
}

/// The drafts of one paragraph in order, each with the subject of its sentence's main clause.
fn paragraph_quotes(
    scene: &Scene,
    paragraph: &Paragraph,
    index: usize,
    cuts: &Cuts,
) -> Vec<(Draft, Option<Range<usize>>)> {
    let mut found: Vec<(Draft, Option<Range<usize>>)> = Vec::new();
    // The sentence before, where it reported nothing: its subject may go on to speak.
    let mut silent: Option<Unit> = None;
    let mut spoken = index > 0;
    for range in cuts.units(index) {
        let unit = Unit { scene, range: range.clone(), paragraph: index, nested: false };
        let drafts = unit.quotes();
        if drafts.is_empty() {
            continued(scene, paragraph, index, range.clone(), &mut found);
        }
        let nested: Vec<Draft> = drafts.iter().flat_map(|d| nested(scene, d, index)).collect();
        let reports = !drafts.is_empty();
        let subject = LazyCell::new(|| unit.actor());
        for draft in drafts {
            let actor = if draft.dependent { unit.main_subject(&draft) } else { before(&draft, &subject) };
            // Verbs of going on go on with whoever spoke last, unless another person has acted since.
            let goes_on = draft.cue.as_ref().is_some_and(|c| c.takes(frame::PRODROP)) && spoken;
            let person = |a: &Range<usize>| scene.is(a.start, Flags::TITLE.with(Flags::PERSONAL_NAME));
            let mut actor_before = || silent.take()?.actor();
            let actor = actor.or_else(|| actor_before().filter(|a| !goes_on || person(a)));
            spoken = true;
            found.push((draft, actor));
        }
        silent = (!reports).then_some(unit);
        found.extend(nested.into_iter().map(|draft| (draft, None)));
    }
    found
}

/// The sentence's subject, where it stands before the cue of a quote without a subject.
fn before(draft: &Draft, subject: &impl Deref<Target = Option<Range<usize>>>) -> Option<Range<usize>> {
    let cue = draft.cue.as_ref().filter(|_| draft.mention.is_none())?;
    subject.as_ref().filter(|s| s.end <= cue.tokens.start).cloned()
}

/// Quotes inside the marks of a quote's content.
fn nested(scene: &Scene, draft: &Draft, paragraph: usize) -> Vec<Draft> {
    nested_units(scene, draft, paragraph).iter().flat_map(Unit::quotes).collect()
}

/// The quotations in a quote's content that may hold quotes of their own.
fn nested_units<'s, 't>(scene: &'s Scene<'t>, draft: &Draft, paragraph: usize) -> Vec<Unit<'s, 't>> {
    // Speech inside speech is short; what is shorter than this holds no clause of its own.
    const WORDS: usize = 6;
    let inside = |piece: &Range<usize>| -> Vec<Range<usize>> {
        if piece.start > 0 && scene.marks.opens(piece.start - 1) {
            return vec![piece.clone()];
        }
        scene.marks.outermost(piece.clone()).map(Quotation::inside).collect()
    };
    let ranges = draft.content.iter().flat_map(inside).filter(|r| scene.words(r.clone()) >= WORDS);
    ranges.map(|range| Unit { scene, range, paragraph, nested: true }).collect()
}

/// A quotation without a cue of its own goes on with the quote before it in the paragraph; at the
/// head of a paragraph it is a quote of whoever is speaking.
fn continued(
    scene: &Scene,
    paragraph: &Paragraph,
    index: usize,
    range: Range<usize>,
    found: &mut Vec<(Draft, Option<Range<usize>>)>,
) {
    const WORDS: usize = 5;
    let Some(quotation) = scene.marks.opened_at(range.start) else { return };
    let inside = scene.trim(quotation.inside());
    let whole = scene.trim(quotation.close + 1..range.end.max(quotation.close + 1)).is_empty();
    if !whole || scene.words(inside.clone()) < WORDS {
        return;
    }
    if range.start > paragraph.start {
        let before = found
            .last_mut()
            .filter(|(d, _)| d.paragraph == index && d.kind == analysis::QuoteType::Direct && !d.nested);
        if let Some((draft, _)) = before {
            draft.content.push(inside);
        }
        return;
    }
    if found.is_empty() && index == 0 {
        return;
    }
    let kind = analysis::QuoteType::Direct;
    let content = content::Content { pieces: vec![inside], kind, recovered: quotation.recovered };
    found.push((Draft::new(content, Rule::Continued, index), None));
}

fn finish(scene: &Scene, speakers: &Speakers, voiced: &[Voiced], options: &QuoteOptions) -> Extraction {
    let mut entities: Vec<analysis::Entity> = Vec::with_capacity(speakers.sources.len());
    // A source whose name turns out to have no word is nobody.
    let listed = speakers.sources.iter().map(|source| {
        entities.push(entity(scene, source)?);
        Some(entities.len() as u32 - 1)
    });
    let listed: Vec<Option<u32>> = listed.collect();
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

fn entity(scene: &Scene, source: &speakers::Source) -> Option<analysis::Entity> {
    let spans = |ranges: &[Range<usize>]| {
        let mut spans: Vec<Span> = ranges.iter().filter_map(|r| scene.span(r.clone())).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    };
    let name = name_span(scene, source.name.clone())?;
    let mut titles = spans(&source.titles);
    titles.retain(|title| *title != name);
    Some(analysis::Entity {
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
/// article behind it, so that it stays there.
fn name_span(scene: &Scene, range: Range<usize>) -> Option<Span> {
    use crate::text::letter::{EXTEND, FORMAT, TATWEEL, class, proclitic};
    let mut span = scene.span(range.clone())?;
    let first = scene.tokens.get(range.start)?;
    let mut prefix = scene.prefix(range.start);
    // "وفقا لمواصفات": an unknown word, and the press knows the rest of it.
    let key = scene.whole(range.start);
    let joined = !scene.is_known(range.start) && key.first() == proclitic::LAM && is_common(key.rest());
    if joined && key.letter(1) != proclitic::LAM {
        prefix = Prefix::LAM;
    }
    let mut rest = first.span.slice(scene.text);
    let mut take = |wanted: &[u8]| {
        if let Some(behind) = rest.strip_prefix(|c| wanted.contains(&class(c))) {
            // The vowel sign goes with its letter: "لِوزير".
            let behind = behind.trim_start_matches(|c| matches!(class(c), EXTEND | FORMAT | TATWEEL));
            span.start += (rest.len() - behind.len()) as u32;
            rest = behind;
        }
    };
    if prefix.has(Prefix::CONJUNCTION) {
        take(&[proclitic::WAW, proclitic::FA]);
    }
    let hidden = prefix.has(Prefix::LAM) && scene.is_definite(range.start);
    if prefix.has(Prefix::PREPOSITIONS) && !hidden {
        take(&[proclitic::BA, proclitic::LAM, proclitic::KAF]);
    }
    Some(span)
}

/// The quote as it is told; `listed` has the place of each source among the entities.
fn quote(scene: &Scene, voiced: &Voiced, listed: &[Option<u32>], evidence: Evidence) -> Option<Quote> {
    let entity = |source: Option<u32>| listed.get(source? as usize).copied().flatten();
    let draft = &voiced.draft;
    let content: Vec<Span> = draft.content.iter().filter_map(|r| scene.span(r.clone())).collect();
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
            mention: draft.mention.clone().and_then(|r| scene.span(r)),
            entity: entity(voiced.voice.source),
            confidence: evidence.of_speaker(),
        },
        relays: voiced
            .relays
            .iter()
            .filter_map(|(relay, source)| relay_of(scene, relay, entity(*source)))
            .collect(),
        addressee: draft.addressee.clone().and_then(|r| scene.span(r)),
        confidence: evidence.of_quote(),
        evidence,
        rule: draft.rule.name(),
        recovered: draft.recovered,
        fingerprint: fingerprint(scene, draft),
        content,
    })
}

fn cue_of(scene: &Scene, cue: &cue::Cue) -> Option<analysis::Cue> {
    let (lemma, class) = cue.lemma();
    Some(analysis::Cue { span: scene.span(cue.tokens.clone())?, lemma, class })
}

fn relay_of(scene: &Scene, relay: &draft::RelayDraft, entity: Option<u32>) -> Option<Relay> {
    let cue = relay.cue.as_ref().and_then(|c| cue_of(scene, c));
    Some(Relay { span: scene.span(relay.tokens.clone())?, cue, entity })
}

/// What speaks for and against the quote and its speaker.
fn evidence(scene: &Scene, speakers: &Speakers, voiced: &Voiced) -> Evidence {
    const SHORT: usize = 4;
    const LONG: usize = 60;
    let Voiced { draft, voice, .. } = voiced;
    let words: usize = draft.content.iter().map(|c| scene.words(c.clone())).sum();
    let found = of_rule(draft.rule)
        .and(Evidence::DIRECT, draft.kind == analysis::QuoteType::Direct)
        .and(Evidence::MIXED, draft.kind == analysis::QuoteType::Mixed)
        .and(Evidence::NESTED, draft.nested)
        .and(Evidence::RECOVERED, draft.recovered)
        .and(Evidence::EVERYDAY, draft.cue.as_ref().is_some_and(|c| c.takes(frame::STRICT)))
        .and(Evidence::SHORT, words < SHORT)
        .and(Evidence::LONG, words > LONG)
        .and(Evidence::PIECES, draft.content.len() > 1)
        .and(Evidence::RELAYED, !voiced.relays.is_empty())
        .with(of_way(voice.way));
    let source = voice.source.and_then(|index| speakers.sources.get(index as usize));
    let form = draft.cue.as_ref().and_then(|c| c.form());
    source.map_or(found, |source| found.with(of_source(scene, source, form)))
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

const fn of_way(way: Way) -> Evidence {
    match way {
        Way::Subject => Evidence::SUBJECT,
        Way::Antecedent => Evidence::ANTECEDENT,
        Way::MainVerb => Evidence::MAIN_VERB,
        Way::Turn => Evidence::TURN,
        Way::OldTurn => Evidence::OLD_TURN,
        Way::Nobody => Evidence::NOBODY,
    }
}

fn of_source(scene: &Scene, source: &speakers::Source, form: Option<VerbForm>) -> Evidence {
    use analysis::{EntityKind, Gender};
    const SWOLLEN: usize = 6;
    let words = scene.words(source.name.clone());
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
        let tokens = scene.tokens.get(piece.clone()).unwrap_or_default();
        let senses = scene.senses.get(piece.clone()).unwrap_or_default();
        for (token, sense) in tokens.iter().zip(senses) {
            if token.kind == TokenKind::Word && !sense.flags.any(Flags::COMPLEMENTIZER) {
                hash = (hash ^ token.whole.0).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
            }
        }
    }
    hash
}
