//! A proper name: finds the source with that name.

use super::Speakers;
use super::identified::Identified;
use super::source::Source;
use super::witness::Witness;
use crate::quotes::name::{self, Mention};
use crate::quotes::people::{alike, same_person};
use crate::quotes::resolution::{Identity, Mismatch};
use crate::quotes::result::EntityKind;
use crate::text::Key;

/// Returns the source with that name, or a body whose name in these words was taken for a description.
pub fn source(speakers: &Speakers, mention: &Mention, witness: &mut impl Witness) -> Option<Identified> {
    let keys = name::keys(speakers.scene, mention.name);
    speakers
        .newest(witness, |source| same_name(source, &keys))
        .or_else(|| speakers.newest(witness, |source| same_words(source, &keys)))
}

/// Returns whether both names may refer to one person.
pub fn same_name(source: &Source, keys: &[Key]) -> Result<Identity, Mismatch> {
    Mismatch::NoName.unless(source.named)?;
    Mismatch::DifferentName.unless(same_person(&source.keys, keys))?;
    Ok(match (keys, source.keys.as_slice()) {
        ([word], [_, .., last]) if alike(*word, *last) => Identity::Surname,
        ([_], [_, _, ..]) => Identity::GivenName,
        _ => Identity::SameName,
    })
}

fn same_words(source: &Source, keys: &[Key]) -> Result<Identity, Mismatch> {
    Mismatch::DifferentName.unless(!source.named)?;
    Mismatch::OtherKind.unless(source.kind != EntityKind::Person)?;
    Mismatch::DifferentWords.unless(source.keys.as_slice() == keys)?;
    Ok(Identity::SameWords)
}
