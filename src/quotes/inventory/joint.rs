//! Those who speak together under one name: "سامر الراوي ونبيل قسيس".

use super::{Inventory, Place};
use crate::quotes::result::EntityKind;
use crate::quotes::words::Scene;
use crate::text::letter::proclitic::WAW;
use crate::tokens::TokenRange;

/// The names inside a phrase that conjunctions join, in order; none where the phrase means one.
pub fn members(scene: &Scene, inventory: &Inventory, name: TokenRange) -> Vec<TokenRange> {
    let joints: Vec<usize> = (name.start + 1..name.end).filter(|&at| may_join(scene, at)).collect();
    if joints.is_empty() {
        return Vec::new();
    }
    let inside = |place: &Place| name.start <= place.words.start && place.words.end <= name.end;
    let speaks = |place: &Place| inventory.row(place.row).is_some_and(|row| is_somebody(row.kind));
    let places: Vec<TokenRange> =
        inventory.within(name).filter(inside).filter(speaks).map(|place| place.words).collect();
    // "وزارة الثقافة والإعلام" is one body.
    let parts = |at: &usize| !places.iter().any(|words| words.start < *at && *at < words.end);
    let joints: Vec<usize> = joints.into_iter().filter(parts).collect();
    let starts = std::iter::once(name.start).chain(joints.iter().copied());
    let ends = joints.iter().copied().chain([name.end]);
    let longest = |(start, end): (usize, usize)| {
        let own = places.iter().filter(|words| start <= words.start && words.end <= end);
        own.max_by_key(|words| words.len()).copied()
    };
    let found: Option<Vec<TokenRange>> = starts.zip(ends).map(longest).collect();
    found.filter(|members| members.len() > 1).unwrap_or_default()
}

/// Whether a conjunction may be written onto the word.
fn may_join(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    word.is_conjoined() || word.may_begin_with(&[WAW])
}

const fn is_somebody(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Organisation)
}
