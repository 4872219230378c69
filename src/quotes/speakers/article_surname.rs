//! "الراوي", "الفريق الراوي": a word with the article, often a trade, that is somebody's surname in the text.

use super::Speakers;
use super::identified::Identified;
use super::mention::ends_in_another;
use super::source::Source;
use crate::quotes::name::{self, Mention};
use crate::quotes::resolution::Identity;
use crate::quotes::result::EntityKind;
use crate::tokens::TokenRange;

/// Returns the person with that surname.
pub fn source(speakers: &Speakers, mention: &Mention) -> Option<Identified> {
    let described = matches!(
        (mention.kind, mention.definite, mention.named),
        (EntityKind::Person | EntityKind::Unnamed, true, false)
    );
    let last =
        mention.tokens.end().checked_sub(1).filter(|last| described && speakers.scene.is_definite(*last))?;
    if ends_in_another(speakers, mention) {
        return None;
    }
    let full = speakers.people.fullest(speakers.scene, TokenRange::new(last, mention.tokens.end()))?;
    let keys = name::keys(speakers.scene, full);
    let source = Source { named: true, ..Source::of(mention, full, keys) };
    Some(Identified::new(source, Identity::ArticleSurname))
}
