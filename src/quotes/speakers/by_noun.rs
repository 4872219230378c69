//! A noun for a body or text: the same words, or a definite head that an earlier mention spells out.

use super::Speakers;
use super::identified::Identified;
use super::source::Source;
use super::witness::Witness;
use crate::quotes::name::{self, Keys, Mention};
use crate::quotes::people::{alike, holds_all};
use crate::quotes::resolution::{Identity, Mismatch};
use crate::quotes::result::EntityKind;
use crate::text::Key;
use crate::tokens::TokenKind;

/// The words of a noun phrase that may refer to a body or text.
struct Noun {
    head: Key,
    /// The words of the name.
    names: Keys,
    /// All words.
    keys: Keys,
    definite: bool,
    /// Whether the name ends in a quotation mark.
    marked: bool,
}

/// A form of a name, with a test for whether the noun is that form of a source's name.
type Form = (Identity, fn(&Noun, &Source) -> bool);

/// The forms of a name, the most certain first.
const FORMS: [Form; 5] = [
    (Identity::SameWords, |noun, source| source.keys == noun.names),
    (Identity::ShortForm, is_short_form),
    (Identity::LongForm, is_long_form),
    (Identity::WithoutHead, is_without_head),
    (Identity::MarkedName, is_marked_name),
];

/// Returns the body or text to which the noun refers.
pub fn source(speakers: &Speakers, mention: &Mention, witness: &mut impl Witness) -> Option<Identified> {
    let names = name::keys(speakers.scene, mention.name);
    let noun = Noun {
        head: *names.first()?,
        names,
        keys: name::keys(speakers.scene, mention.tokens),
        definite: mention.definite,
        marked: speakers.scene.kind(mention.name.end().saturating_sub(1)) == TokenKind::Quote,
    };
    speakers.newest(witness, |source| form(&noun, source))
}

fn form(noun: &Noun, source: &Source) -> Result<Identity, Mismatch> {
    Mismatch::OtherKind.unless(source.kind != EntityKind::Person)?;
    let form = FORMS.iter().find(|(_, is_form)| is_form(noun, source));
    form.map(|(identity, _)| *identity).ok_or(Mismatch::DifferentWords)
}

/// "the ministry" for "the ministry of health".
fn is_short_form(noun: &Noun, source: &Source) -> bool {
    let heads = [source.keys.first(), source.title_keys.first()];
    if !noun.definite || !heads.into_iter().flatten().any(|head| alike(*head, noun.head)) {
        return false;
    }
    holds_all(&source.keys, &noun.names) || holds_all(&source.title_keys, &noun.keys)
}

/// "the council of ministers of X" for "the council of ministers".
fn is_long_form(noun: &Noun, source: &Source) -> bool {
    source.keys.len() > 1 && noun.names.starts_with(&source.keys)
}

/// "X" for "the company X".
fn is_without_head(noun: &Noun, source: &Source) -> bool {
    let rest = source.keys.get(1..).unwrap_or_default();
    source.kind == EntityKind::Organisation
        && noun.names.len() < source.keys.len()
        && rest.starts_with(&noun.names)
}

/// "وكالة الأنباء الرسمية سبأ", "وكالة الأنباء سبأ".
fn is_marked_name(noun: &Noun, source: &Source) -> bool {
    noun.marked
        && source.kind == EntityKind::Organisation
        && source.keys.first().is_some_and(|head| alike(*head, noun.head))
        && source.keys.last() == noun.names.last()
}
