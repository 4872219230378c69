//! A short mention: finds the phrase of the text, before or after it, that names the same source in full.

use super::identified::Identified;
use super::source::Source;
use super::witness::Witness;
use super::{Speakers, by_name, identify};
use crate::lexicon::{Flags, Number};
use crate::quotes::name::{self, Keys, Mention};
use crate::quotes::people::Phrase;
use crate::quotes::resolution::{Identity, Mismatch};
use crate::quotes::result::EntityKind;
use crate::text::Key;
use crate::tokens::TokenRange;

/// A phrase of the text, and the strategy that found it.
type Spelt<'s> = (&'s Phrase, Identity);

/// Returns the source that the phrase names.
pub fn source(speakers: &Speakers, mention: &Mention, witness: &mut impl Witness) -> Option<Identified> {
    let (phrase, identity) = phrase(speakers, mention)?;
    let full = &phrase.mention;
    // The issuer of a text may have a short name in that phrase.
    if mention.kind == EntityKind::Document && full.kind != EntityKind::Document {
        return Some(identify(speakers, full.tokens, witness).by(identity));
    }
    let words = speakers.people.words(phrase.names);
    let known = speakers.newest(witness, |source| {
        let same = if full.named { by_name::same_name(source, words) } else { same_words(source, words) };
        same.map(|_| identity)
    });
    known.or_else(|| {
        let source = Source {
            titles: full.titles.to_vec(),
            title_keys: speakers.people.words(phrase.titles).to_vec(),
            ..Source::of(full, full.name, Keys::from_slice(words))
        };
        Some(Identified::new(source, identity))
    })
}

fn same_words(source: &Source, words: &[Key]) -> Result<Identity, Mismatch> {
    Mismatch::DifferentWords.unless(source.keys.as_slice() == words)?;
    Ok(Identity::SameWords)
}

fn phrase<'s>(speakers: &Speakers<'s, '_>, mention: &Mention) -> Option<Spelt<'s>> {
    match (mention.kind, mention.named) {
        (EntityKind::Person | EntityKind::Unnamed, false) => person(speakers, mention),
        (EntityKind::Organisation | EntityKind::Document, false) => body(speakers, mention),
        (EntityKind::Unknown, _) => holder(speakers, mention),
        _ => None,
    }
}

/// A person by title, or an unnamed source by its noun.
fn person<'s>(speakers: &Speakers<'s, '_>, mention: &Mention) -> Option<Spelt<'s>> {
    let at = mention.tokens.start();
    let keys = name::keys(speakers.scene, mention.tokens);
    if !mention.definite {
        return introduced(speakers, mention, &keys);
    }
    let people = speakers.people;
    let by_title = if mention.number == Number::Plural { None } else { people.by_title(at, &keys) };
    let unnamed = || if keys.len() == 1 { people.by_unnamed(at, &keys) } else { None };
    by_title.or_else(|| unnamed().map(|phrase| (phrase, Identity::Unnamed)))
}

/// The source of an indefinite description that the text names only later.
fn introduced<'s>(speakers: &Speakers<'s, '_>, mention: &Mention, keys: &[Key]) -> Option<Spelt<'s>> {
    if mention.number == Number::Plural {
        return None;
    }
    speakers.people.introduced(mention, keys).map(|phrase| (phrase, Identity::Introduced))
}

/// A body or text in its longest form, or the issuer of the text.
fn body<'s>(speakers: &Speakers<'s, '_>, mention: &Mention) -> Option<Spelt<'s>> {
    let (people, at) = (speakers.people, mention.tokens.start());
    if (mention.kind, mention.definite) == (EntityKind::Organisation, false) {
        let keys = name::keys(speakers.scene, mention.tokens);
        if let Some(spelt) = introduced(speakers, mention, &keys) {
            return Some(spelt);
        }
    }
    let names = name::keys(speakers.scene, mention.name);
    let longer = people.longer(at, &names).map(|phrase| (phrase, Identity::LongerInText));
    let (first, identity) = longer.or_else(|| by_head(speakers, mention, &names))?;
    // "the presidency" → "the general presidency" → "the general presidency of the army".
    let longest = people.longer(at, people.words(first.names));
    let full = longest.filter(|phrase| phrase.mention.kind == first.mention.kind).unwrap_or(first);
    let sayer = people.sayer(full);
    let issued = !std::ptr::eq(sayer, full);
    Some((sayer, if issued { Identity::Issuer } else { identity }))
}

/// "التقارير" does not refer to a single report.
fn by_head<'s>(speakers: &Speakers<'s, '_>, mention: &Mention, names: &[Key]) -> Option<Spelt<'s>> {
    if !mention.definite {
        return None;
    }
    let found = speakers.people.by_head(mention.tokens.start(), names)?;
    let numbers = [Number::Unknown, found.mention.number];
    numbers.contains(&mention.number).then_some((found, Identity::HeadInText))
}

/// A proper name of few words that does not belong to a person: the body or medium whose name contains it.
fn holder<'s>(speakers: &Speakers<'s, '_>, mention: &Mention) -> Option<Spelt<'s>> {
    const WORDS: usize = 4;
    let (people, name) = (speakers.people, mention.name);
    let names = name::keys(speakers.scene, name);
    if names.len() > WORDS || is_persons(speakers, name, &names) {
        return None;
    }
    let found = people.holding(speakers.scene, mention.tokens.start(), &names)?;
    Some((found, Identity::Holder))
}

/// Whether the name begins with a given name, or ends in a surname of the text.
fn is_persons(speakers: &Speakers, name: TokenRange, names: &[Key]) -> bool {
    if speakers.scene.is(name.start(), Flags::PERSONAL_NAME) {
        return true;
    }
    names.last().is_some_and(|last| speakers.people.is_surname(*last))
}
