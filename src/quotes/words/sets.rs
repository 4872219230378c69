//! Named sets of properties that several steps use.

use crate::lexicon::Flags;

/// Nouns that head the name of a source.
pub const SOURCE: Flags = Flags::TITLE
    .with(Flags::ORGANISATION)
    .with(Flags::MEDIUM)
    .with(Flags::DOCUMENT)
    .with(Flags::UNNAMED)
    .with(Flags::PLACE);
/// Words that do not head a noun phrase.
pub const ADVERBIAL: Flags =
    Flags::PREPOSITION.with(Flags::ADJUNCT).with(Flags::TIME).with(Flags::ADVERB).with(Flags::PRONOUN_SUFFIX);
/// Words of a given name.
pub const GIVEN: Flags = Flags::PERSONAL_NAME.with(Flags::FATHERHOOD);
/// Nouns after which a preposition still belongs to the phrase: "the spokesman for …".
pub const GOVERNING: Flags =
    Flags::TITLE.with(Flags::UNNAMED).with(Flags::ORGANISATION).with(Flags::DOCUMENT);
/// Function words, which the next word does not complete.
pub const PARTICLES: Flags = Flags::CONJUNCTION
    .with(Flags::ADJUNCT)
    .with(Flags::ADVERB)
    .with(Flags::AUXILIARY)
    .with(Flags::BUT)
    .with(Flags::COMPLEMENTIZER)
    .with(Flags::CONDITION)
    .with(Flags::NEGATION)
    .with(Flags::PRONOUN_SUFFIX)
    .with(Flags::QAD)
    .with(Flags::RELATIVE)
    .with(Flags::TIME);
