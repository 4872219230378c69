//! A new source, under the fullest form of its name in the text.

use super::identified::Identified;
use super::source::Source;
use super::{COMPARED, Speakers};
use crate::quotes::name::{self, Keys, Mention};
use crate::quotes::people::People;
use crate::quotes::resolution::Identity;
use crate::quotes::result::EntityKind;
use crate::tokens::TokenRange;

/// Returns the new source of a mention.
pub fn source(speakers: &Speakers, mention: &Mention) -> Identified {
    let source = Source::of(mention, mention.name, name::keys(speakers.scene, mention.name));
    let full = if source.named { in_full(speakers, &source) } else { None };
    full.unwrap_or_else(|| Identified::new(source, Identity::New))
}

/// The same source, under a longer form of its name.
fn in_full(speakers: &Speakers, source: &Source) -> Option<Identified> {
    let person = |name: TokenRange, identity: Identity| {
        let keys = name::keys(speakers.scene, name);
        Identified::new(Source { name, keys, kind: EntityKind::Person, ..source.clone() }, identity)
    };
    let people = speakers.people;
    if let Some(name) = people.fullest(speakers.scene, source.name) {
        return Some(person(name, Identity::FullestForm));
    }
    if let Some(name) = nearby(speakers, source) {
        return Some(person(name, Identity::FullNameNearby));
    }
    let phrase = people.extended(&source.keys)?;
    let keys = Keys::from_slice(people.words(phrase.names));
    let source = Source { name: phrase.mention.name, keys, ..source.clone() };
    Some(Identified::new(source, Identity::ExtendedName))
}

/// The full name for a surname that occurs alone wherever its bearer speaks.
fn nearby(speakers: &Speakers, source: &Source) -> Option<TokenRange> {
    let person = matches!(source.kind, EntityKind::Unknown | EntityKind::Person);
    let looked_for = person && source.name.len() == 1 && speakers.sources.len() < COMPARED;
    looked_for.then(|| People::searched(speakers.scene, source.name))?
}
