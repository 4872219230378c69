//! A title or description without a name: a source that has been given that title, or the surname at its end.

use super::Speakers;
use super::identified::Identified;
use super::mention::ends_in_another;
use super::source::Source;
use super::witness::Witness;
use crate::quotes::name::{self, Mention};
use crate::quotes::people::holds_all;
use crate::quotes::resolution::{Identity, Mismatch};
use crate::quotes::result::EntityKind;
use crate::text::Key;

/// Returns the source to which the description refers.
pub fn source(speakers: &Speakers, mention: &Mention, witness: &mut impl Witness) -> Option<Identified> {
    let keys = name::keys(speakers.scene, mention.tokens);
    if !mention.definite {
        return by_bare_surname(speakers, &keys, witness)
            .or_else(|| speakers.newest(witness, |source| same_words(source, &keys)));
    }
    by_surname(speakers, mention, &keys, witness)
        .or_else(|| speakers.newest(witness, |source| called_so(source, &keys)))
}

/// "الفريق الراوي": the last word is the surname of a source.
fn by_surname(
    speakers: &Speakers,
    mention: &Mention,
    keys: &[Key],
    witness: &mut impl Witness,
) -> Option<Identified> {
    let last = keys.last().filter(|_| !ends_in_another(speakers, mention))?;
    speakers.newest(witness, |source| has_surname(source, *last))
}

/// "قسيس" after "نبيل قسيس": an indefinite word that is also a title, and alone refers to the source with that surname.
fn by_bare_surname(speakers: &Speakers, keys: &[Key], witness: &mut impl Witness) -> Option<Identified> {
    let [surname] = keys else { return None };
    speakers.newest(witness, |source| has_surname(source, *surname))
}

fn has_surname(source: &Source, surname: Key) -> Result<Identity, Mismatch> {
    Mismatch::NoSurname.unless(source.named)?;
    Mismatch::OtherKind.unless(source.kind == EntityKind::Person)?;
    Mismatch::DifferentSurname.unless(source.keys.last() == Some(&surname))?;
    Ok(Identity::TitleAndSurname)
}

fn called_so(source: &Source, keys: &[Key]) -> Result<Identity, Mismatch> {
    Mismatch::OtherKind.unless(source.is_somebody())?;
    Mismatch::DifferentTitle.unless(holds_all(&source.title_keys, keys))?;
    Ok(Identity::Title)
}

fn same_words(source: &Source, keys: &[Key]) -> Result<Identity, Mismatch> {
    Mismatch::OtherKind.unless(source.is_somebody())?;
    Mismatch::NotDefinite.unless(source.keys.as_slice() == keys)?;
    Ok(Identity::SameWords)
}
