//! Agreement between verb and source.

use super::source::Source;
use crate::lexicon::{Gender, Number};
use crate::quotes::resolution::Mismatch;
use crate::quotes::words::scene::agrees;

/// Returns what prevents a source from agreeing with a verb or description of this gender and number.
pub fn agreement(form: (Gender, Number), source: &Source) -> Result<(), Mismatch> {
    Mismatch::Gender.unless(agrees((form.0, Number::Unknown), source.agreement()))?;
    Mismatch::Number.unless(agrees(form, source.agreement()))
}
