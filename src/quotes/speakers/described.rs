//! "the source", "the speaker", "the statement": the current speaker, if the description fits.

use super::agreement::agreement;
use super::identified::Identified;
use super::source::Source;
use super::witness::Witness;
use super::{LOOK_BACK, Speakers, Turn};
use crate::lexicon::{Flags, Gender, Number, Prefix};
use crate::quotes::name::{self, Mention};
use crate::quotes::people::alike;
use crate::quotes::resolution::{Identity, Mismatch};
use crate::quotes::result::EntityKind;
use crate::quotes::words::Scene;
use crate::text::Key;
use crate::tokens::TokenKind;

/// Returns the newest turn whose source fits the description.
pub fn source(speakers: &Speakers, mention: &Mention, witness: &mut impl Witness) -> Option<Identified> {
    let scene = speakers.scene;
    if !mention.definite || !is_description(scene, mention) || says_more(scene, mention) {
        return None;
    }
    let description = Description::of(scene, mention);
    let found = speakers
        .newest_turn(LOOK_BACK, witness, |source| description.fits(source))
        .or_else(|| last_body(speakers, mention, witness));
    found.map(|(turn, identity)| Identified::known(turn.source, identity))
}

/// A statement without an issuer belongs to the body that spoke last.
fn last_body(speakers: &Speakers, mention: &Mention, witness: &mut impl Witness) -> Option<(Turn, Identity)> {
    if mention.kind != EntityKind::Document {
        return None;
    }
    speakers.newest_turn(1, witness, |source| {
        Mismatch::OtherKind.unless(source.kind == EntityKind::Organisation)?;
        Ok(Identity::LastBody)
    })
}

/// Whether the mention is short and has no name.
fn is_description(scene: &Scene, mention: &Mention) -> bool {
    const WORDS: usize = 4;
    let words = scene.words(mention.tokens);
    match mention.kind {
        EntityKind::Person | EntityKind::Unnamed | EntityKind::Document => !mention.named && words <= WORDS,
        EntityKind::Unknown => words >= 2 && mention.tokens.iter().all(|at| is_common_definite(scene, at)),
        EntityKind::Organisation => false,
    }
}

/// Whether the word is definite or emphatic, and one that the press also uses as a common word.
fn is_common_definite(scene: &Scene, at: usize) -> bool {
    let definite = scene.is_definite(at) || scene.is(at, Flags::EMPHASIS);
    definite && (scene.is_known(at) || scene.is_common(at))
}

/// Whether the mention is more than a description of the current speaker: "المادة (28)", "المتحدث باسم الوزارة", "رئيس
/// البعثة في البلاد", unlike "القيادي في الحزب".
fn says_more(scene: &Scene, mention: &Mention) -> bool {
    let spokesman = |at: usize| scene.is(at, Flags::PREPOSITION) && scene.is_in_the_name_of(at);
    let article = scene.prefix(mention.tokens.start()).has(Prefix::ARTICLE);
    let somebody = article && !mention.tokens.iter().any(spokesman);
    let more = |at: usize| match scene.kind(at) {
        TokenKind::Number => true,
        _ => !somebody && scene.is(at, Flags::PREPOSITION),
    };
    mention.tokens.iter().any(more)
}

/// What a description says about the source it refers to.
struct Description {
    kind: EntityKind,
    gender: Gender,
    number: Number,
    head: Option<Key>,
    /// The second of two words: in "the father of X", X.
    child: Option<Key>,
    /// "المصدر" may refer to a body or text of either gender.
    may_be_body: bool,
    /// "الوزير" does not refer to an unnamed source.
    is_office: bool,
}

impl Description {
    fn of(scene: &Scene, mention: &Mention) -> Self {
        let tokens = mention.tokens;
        let (title, unnamed) =
            (scene.is(tokens.start(), Flags::TITLE), scene.is(tokens.start(), Flags::UNNAMED));
        Self {
            kind: mention.kind,
            gender: mention.gender,
            number: mention.number,
            head: name::words(scene, tokens).next(),
            child: (tokens.len() == 2).then(|| name::bare(scene, tokens.end() - 1)),
            may_be_body: matches!((unnamed, title, mention.number), (true, false, Number::Singular)),
            is_office: title && !unnamed,
        }
    }

    fn fits(&self, source: &Source) -> Result<Identity, Mismatch> {
        Mismatch::Relative.unless(!self.is_of_child(source))?;
        if self.kind == EntityKind::Document {
            Mismatch::DifferentWords.unless(self.heads(source))?;
        } else if !self.is_such_a_body(source) {
            self.fits_somebody(source)?;
        }
        Ok(Identity::Description)
    }

    /// The father of X is not X.
    fn is_of_child(&self, source: &Source) -> bool {
        source.named && source.keys.first().copied() == self.child
    }

    /// Whether the text has the same head.
    fn heads(&self, source: &Source) -> bool {
        let Some(head) = self.head else { return false };
        let heads = [source.title_keys.first(), source.keys.first()];
        heads.into_iter().flatten().any(|own| alike(*own, head))
    }

    fn is_such_a_body(&self, source: &Source) -> bool {
        self.may_be_body && matches!(source.kind, EntityKind::Organisation | EntityKind::Document)
    }

    fn fits_somebody(&self, source: &Source) -> Result<(), Mismatch> {
        Mismatch::Number.unless(self.has_number_of(source))?;
        agreement((self.gender, self.number), source)?;
        let one = self.kind == EntityKind::Person && self.number != Number::Plural;
        match source.kind {
            // "الخبير" does not refer to an organisation.
            EntityKind::Organisation if one => Err(Mismatch::OtherKind),
            EntityKind::Unnamed if self.is_office && !source.named => Err(Mismatch::NoOffice),
            _ => Ok(()),
        }
    }

    fn has_number_of(&self, source: &Source) -> bool {
        match (self.number, source.number) {
            (Number::Plural, number) => number == Number::Plural,
            (Number::Unknown, _) | (_, Number::Unknown) => true,
            (number, other) => number == other,
        }
    }
}
