//! The last speakers, for a quote without a noun phrase for its speaker.

use super::agreement::agreement;
use super::witness::Witness;
use super::{LOOK_BACK, Speakers, Turn};
use crate::lexicon::{Gender, Number};
use crate::quotes::resolution::Identity;

/// Returns the newest turn that agrees with the verb, or the newest turn if none does.
pub fn newest(
    speakers: &Speakers,
    form: (Gender, Number),
    witness: &mut impl Witness,
) -> Option<(Turn, Identity)> {
    speakers
        .newest_turn(LOOK_BACK, witness, |source| agreement(form, source).map(|()| Identity::Agreeing))
        .or_else(|| speakers.newest_turn(1, witness, |_| Ok(Identity::Newest)))
}
