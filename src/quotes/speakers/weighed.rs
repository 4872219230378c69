//! The source that the weights choose: the rules' pick, another row of the inventory, or nobody.

use super::identified::Identified;
use super::source::Source;
use super::witness::Witness;
use super::{COMPARED, Ruled, Speakers, Voice, mention};
use crate::quotes::choice::{One, Question, RulesPick, Turn, Who, candidates};
use crate::quotes::drafts::Draft;
use crate::quotes::inventory::Row;
use crate::quotes::name::{self, Mention};
use crate::quotes::resolution::{Identity, Resolution, Sayer, SpeakerRule};
use crate::quotes::result::EntityKind;
use crate::quotes::score::choose;
use crate::text::snug;
use crate::tokens::TokenRange;

/// Resolves the speaker by weighing the facts about all candidates.
pub fn voice(
    speakers: &mut Speakers,
    draft: &Draft,
    sayer: Option<Sayer>,
    rules: Ruled,
    witness: &mut impl Witness,
) -> Voice {
    let standing = sayer.or(draft.mention);
    let standing = standing.map(|sayer| mention::read(speakers, mention::cut(speakers, sayer.tokens)));
    let said = standing.as_ref().filter(|_| sayer.is_some());
    let question =
        Question::of(speakers.scene, speakers.paragraphs, speakers.inventory, draft, said, standing.as_ref());
    let rule = rules.rule();
    let new = rules.found.as_ref().and_then(|found| found.newcomer(speakers));
    let known = rules.found.as_ref().and_then(Identified::index);
    let source = new.as_ref().or_else(|| speakers.get(known?));
    let pick = RulesPick { one: source.map(|source| one(speakers, &question, source, known)), rule };
    let source_of = |row: u32| speakers.source_of(row);
    let inventory = speakers.inventory;
    let among = candidates(speakers.scene, inventory, &question, &speakers.turns, &pick, source_of);
    let facts = among.iter().map(|candidate| candidate.facts);
    let Some(choice) = choose(question.situation(), facts, speakers.weights) else {
        return speakers.ruled(rules, 0.0, witness);
    };
    witness.weighed(&question, &among, choice);
    let who = among.get(choice.index).map_or(Who::Nobody, |candidate| candidate.who);
    let own = pick.one.map(|one| (one.row, one.named));
    let own_row = own.and_then(|(row, _)| row);
    let voice = match who {
        Who::Rules => {
            let voice = speakers.ruled(rules, choice.share, witness);
            remember(speakers, voice.source, own_row);
            remember_titles(speakers, voice.source, said);
            voice
        }
        Who::Mention => {
            let source = standing.as_ref().map(|mention| stand(speakers, mention, witness));
            let found = sayer.or(draft.mention).map_or(rule.resolution, |by| Resolution::Named(by.found));
            let rule = SpeakerRule { resolution: found, identity: Some(Identity::Weighed) };
            Voice { source, rule, share: choice.share }
        }
        Who::Nobody => Voice { share: choice.share, ..Voice::default() },
        Who::Row(row) => {
            let same = rules.found.filter(|_| own == Some((Some(row), true)));
            let own = same.map(|found| speakers.admit(found, witness));
            let source = admit(speakers, row, own, said, witness);
            let rule = SpeakerRule { identity: Some(Identity::Weighed), ..resolved(rule, &question) };
            Voice { source: Some(source), rule, share: choice.share }
        }
    };
    if who != Who::Rules {
        witness.taken(voice.source.and_then(|index| Some((index, speakers.get(index)?))));
    }
    voice
}

/// Returns the turn of a source in a quote.
pub fn turn(speakers: &Speakers, draft: &Draft, source: u32) -> Turn {
    let content = draft.content.first().map_or(0, |piece| piece.start());
    let at = draft.cue.as_ref().map_or(content, |cue| cue.tokens.start());
    let row = speakers.get(source).and_then(|source| row_of(speakers, source));
    let end = draft.content.last().map_or(at, |piece| piece.end());
    Turn { source, row, at, end }
}

/// The resolution of the rules; if they named nobody, the quote counts as a turn of the chosen source.
fn resolved(rule: SpeakerRule, question: &Question) -> SpeakerRule {
    match (rule.resolution, question.mention) {
        (Resolution::Nobody, None) => SpeakerRule { resolution: Resolution::EarlierParagraph, ..rule },
        _ => rule,
    }
}

/// Wraps a source as a candidate.
fn one<'o>(speakers: &'o Speakers, question: &Question, source: &'o Source, index: Option<u32>) -> One<'o> {
    let row = row_of(speakers, source);
    let found = row.and_then(|row| speakers.inventory.row(row));
    let mentions = found.map_or(source.mentions.as_slice(), |row| &row.mentions);
    One {
        row,
        source: index,
        name: source.name,
        keys: &source.keys,
        named: source.named,
        kind: kind(source, found),
        agreement: source.agreement(),
        title_keys: &source.title_keys,
        shares: question.shares(&source.keys, &source.title_keys),
        mentions,
        within: question.within(mentions),
        trust: found.map_or(0, |row| row.trust),
    }
}

/// The kind of a source, or the kind of its row if the source's words do not show it.
fn kind(source: &Source, row: Option<&Row>) -> EntityKind {
    row.filter(|_| source.kind == EntityKind::Unknown).map_or(source.kind, |row| row.kind)
}

/// The row whose mentions include a source's name; the longest if several do.
fn row_of(speakers: &Speakers, source: &Source) -> Option<u32> {
    let name = source.name;
    let shared =
        |words: TokenRange| words.end().min(name.end()).saturating_sub(words.start().max(name.start()));
    let best =
        speakers.inventory.within(name).max_by_key(|place| (shared(place.words), place.words.end()))?;
    Some(best.row)
}

/// The source of a row, under the row's name; `own` is the rules' pick, if it has the same row.
fn admit(
    speakers: &mut Speakers,
    index: u32,
    own: Option<u32>,
    said: Option<&Mention>,
    witness: &mut impl Witness,
) -> u32 {
    let known = speakers.source_of(index).or(own).or_else(|| called_alike(speakers, index));
    let source = known.unwrap_or_else(|| add(speakers, index, witness));
    remember(speakers, Some(source), Some(index));
    if let Some(row) = speakers.inventory.row(index)
        && let Some(own) = speakers.sources.get_mut(source as usize)
    {
        // A title does not replace a name.
        if !own.named || row.named || row.kind != EntityKind::Person {
            rename(own, row);
        }
        own.mentions.extend(said.map(|said| said.tokens));
    }
    source
}

/// The source with exactly the same name as the row.
fn called_alike(speakers: &Speakers, index: u32) -> Option<u32> {
    let row = speakers.inventory.row(index)?;
    let same = |source: &Source| source.keys == row.keys && source.named == row.named;
    let back = speakers.sources.iter().rev().take(COMPARED).position(same)?;
    u32::try_from(speakers.sources.len() - 1 - back).ok()
}

/// Adds a new source whose name is the whole mention.
fn stand(speakers: &mut Speakers, mention: &Mention, witness: &mut impl Witness) -> u32 {
    let place = speakers.sources.len() as u32;
    let keys = name::keys(speakers.scene, mention.tokens);
    let source = Source { mentions: vec![mention.tokens], ..Source::of(mention, mention.tokens, keys) };
    witness.added(place, &source);
    snug::add(&mut speakers.sources, source);
    place
}

fn add(speakers: &mut Speakers, index: u32, witness: &mut impl Witness) -> u32 {
    let place = speakers.sources.len() as u32;
    if let Some(row) = speakers.inventory.row(index) {
        let source = Source {
            name: row.name,
            keys: row.keys.clone(),
            named: row.named,
            titles: row.titles.clone(),
            title_keys: row.title_keys.clone(),
            kind: row.kind,
            gender: row.gender,
            number: row.number,
            mentions: row.mentions.first().copied().into_iter().collect(),
        };
        witness.added(place, &source);
        snug::add(&mut speakers.sources, source);
    }
    place
}

/// Gives the source the name of its row.
fn rename(source: &mut Source, row: &Row) {
    source.name = row.name;
    source.keys = row.keys.clone();
    source.named = row.named;
    source.kind = row.kind;
}

/// Records which source a row belongs to.
fn remember(speakers: &mut Speakers, source: Option<u32>, row: Option<u32>) {
    if let (Some(source), Some(row)) = (source, row) {
        let row = row as usize;
        if speakers.of_row.len() <= row {
            speakers.of_row.resize(row + 1, None);
        }
        if let Some(of_row) = speakers.of_row.get_mut(row) {
            of_row.get_or_insert(source);
        }
    }
}

/// "مبعوث الأمم المتحدة إلى سوريا، X": the title before the name refers to the same person, wherever the tagger ended
/// it.
fn remember_titles(speakers: &mut Speakers, source: Option<u32>, said: Option<&Mention>) {
    let Some(mention) = said.filter(|mention| mention.named) else { return };
    let inventory = speakers.inventory;
    let inside =
        |words: TokenRange| mention.tokens.start() <= words.start() && words.end() <= mention.name.start();
    let title = |row: &Row| !row.named && row.kind == EntityKind::Person;
    for place in inventory.within(mention.tokens).filter(|place| inside(place.words)) {
        if inventory.row(place.row).is_some_and(title) {
            remember(speakers, source, Some(place.row));
        }
    }
}
