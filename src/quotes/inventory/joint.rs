//! Several people or bodies that speak together under one name: "سامر الراوي ونبيل قسيس".

use super::{Inventory, Place, Row};
use crate::quotes::name;
use crate::quotes::result::EntityKind;
use crate::quotes::words::Scene;
use crate::text::letter::proclitic::WAW;
use crate::tokens::TokenRange;

/// Returns the names that conjunctions join in a phrase, in order; empty if the phrase means only one.
pub fn members(scene: &Scene, inventory: &Inventory, phrase: TokenRange) -> Vec<TokenRange> {
    let mut joints: Vec<usize> =
        (phrase.start() + 1..phrase.end()).filter(|&at| may_join(scene, at)).collect();
    if joints.is_empty() {
        return Vec::new();
    }
    let names = names(scene, inventory, phrase);
    // "وزارة الثقافة والإعلام" is one body.
    joints.retain(|&at| !names.iter().any(|(name, _)| name.start() < at && at < name.end()));
    let starts = std::iter::once(phrase.start()).chain(joints.iter().copied());
    let parts: Vec<_> = starts.zip(joints.iter().copied().chain([phrase.end()])).collect();
    let all = |named: fn(&Name, TokenRange) -> bool| -> Option<Vec<TokenRange>> {
        parts.iter().map(|&(start, end)| longest(&names, scene.trim(start..end), named)).collect()
    };
    let found = all(ends_in_person).or_else(|| all(is_body));
    found.filter(|members| members.len() > 1 && are_several(scene, &joints, members)).unwrap_or_default()
}

/// Whether each conjunction is certain, or all parts are names of several words: "براندون ويتشيرت" is one name.
fn are_several(scene: &Scene, joints: &[usize], members: &[TokenRange]) -> bool {
    let joins = |at: &usize| scene.word(*at).is_conjoined() || scene.seen.has(scene.word(*at).whole().rest());
    joints.iter().all(joins) || members.iter().all(|name| name.len() > 1)
}

/// A mention of a person or body, with its kind.
type Name = (TokenRange, EntityKind);

/// "السفير سامر الراوي": a person's name ends the part, whatever titles come before it.
fn ends_in_person((name, kind): &Name, part: TokenRange) -> bool {
    *kind == EntityKind::Person && part.start() <= name.start() && name.end() == part.end()
}

/// A body's name must be the whole part: "صحيفة الأفق المقربة من الحكومة" has more than the name.
fn is_body((name, kind): &Name, part: TokenRange) -> bool {
    *kind == EntityKind::Organisation && *name == part
}

/// The named persons and bodies inside the phrase.
fn names(scene: &Scene, inventory: &Inventory, phrase: TokenRange) -> Vec<Name> {
    let inside = |place: &Place| phrase.start() <= place.words.start() && place.words.end() <= phrase.end();
    let speaks = |place: Place| {
        let row = inventory.row(place.row).filter(|row| is_somebody(row))?;
        // "الخبير الاقتصادي" is not a name, even if its row has one.
        let described = row.kind == EntityKind::Person && !name::read(scene, place.words).named;
        (!described).then_some((place.words, row.kind))
    };
    inventory.within(phrase).filter(inside).filter_map(speaks).collect()
}

/// The longest name that covers the part in this way.
fn longest(names: &[Name], part: TokenRange, is_such: fn(&Name, TokenRange) -> bool) -> Option<TokenRange> {
    let own = names.iter().filter(|name| is_such(name, part)).map(|(name, _)| *name);
    own.max_by_key(|name| name.len())
}

/// Whether the word may have a proclitic conjunction.
fn may_join(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    word.is_conjoined() || word.may_begin_with(&[WAW])
}

fn is_somebody(row: &Row) -> bool {
    row.kind == EntityKind::Organisation || row.kind == EntityKind::Person && row.named
}
