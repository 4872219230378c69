//! Those who speak together under one name: "سامر الراوي ونبيل قسيس".

use super::{Inventory, Place};
use crate::quotes::result::EntityKind;
use crate::quotes::words::Scene;
use crate::text::letter::proclitic::WAW;
use crate::tokens::TokenRange;

/// The names inside a phrase that conjunctions join, in order; none where the phrase means one.
pub fn members(scene: &Scene, inventory: &Inventory, phrase: TokenRange) -> Vec<TokenRange> {
    let mut joints: Vec<usize> = (phrase.start + 1..phrase.end).filter(|&at| may_join(scene, at)).collect();
    if joints.is_empty() {
        return Vec::new();
    }
    let names = names(inventory, phrase);
    // "وزارة الثقافة والإعلام" is one body.
    joints.retain(|&at| !names.iter().any(|name| name.start < at && at < name.end));
    let starts = std::iter::once(phrase.start).chain(joints.iter().copied());
    let ends = joints.iter().copied().chain([phrase.end]);
    let found: Option<Vec<_>> = starts.zip(ends).map(|(start, end)| longest(&names, start, end)).collect();
    found.filter(|members| members.len() > 1).unwrap_or_default()
}

/// The mentions of persons and bodies inside the phrase.
fn names(inventory: &Inventory, phrase: TokenRange) -> Vec<TokenRange> {
    let inside = |place: &Place| phrase.start <= place.words.start && place.words.end <= phrase.end;
    let speaks = |place: &Place| inventory.row(place.row).is_some_and(|row| is_somebody(row.kind));
    inventory.within(phrase).filter(inside).filter(speaks).map(|place| place.words).collect()
}

/// The longest of the names between two joints.
fn longest(names: &[TokenRange], start: usize, end: usize) -> Option<TokenRange> {
    let own = names.iter().filter(|name| start <= name.start && name.end <= end);
    own.max_by_key(|name| name.len()).copied()
}

/// Whether a conjunction may be written onto the word.
fn may_join(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    word.is_conjoined() || word.may_begin_with(&[WAW])
}

const fn is_somebody(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Organisation)
}
