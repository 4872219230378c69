//! The differences between two reports. A clause that one of them lacks is one difference.

use crate::across::changes::{Edit, EditKind};
use crate::text::Span;

/// The minimum number of consecutive unmatched words that form a clause. A negation in a clause does not negate what the other report says.
const CLAUSE: usize = 3;

/// The edits in the order of the text. Neighbouring words that only one side has become one edit if they form a clause.
pub fn clauses(base: &str, text: &str, edits: &[Edit]) -> Vec<Edit> {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| (edit.a, edit.b));
    let mut joined = Vec::with_capacity(edits.len());
    for run in edits.chunk_by(|one, next| goes_on(base, text, one, next)) {
        let whole = run.iter().copied().reduce(|one, next| Edit {
            a: one.a.cover(next.a),
            b: one.b.cover(next.b),
            ..one
        });
        match whole.map(|whole| (whole, side(&whole))) {
            Some((whole, Some(side))) if words(side.of(&whole).slice(side.text(base, text))) >= CLAUSE => {
                joined.push(Edit { kind: side.kind(), ..whole });
            }
            _ => joined.extend_from_slice(run),
        }
    }
    joined
}

/// The report that has the unmatched words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Base,
    Other,
}

impl Side {
    const fn of(self, edit: &Edit) -> Span {
        match self {
            Self::Base => edit.a,
            Self::Other => edit.b,
        }
    }

    const fn text<'t>(self, base: &'t str, text: &'t str) -> &'t str {
        match self {
            Self::Base => base,
            Self::Other => text,
        }
    }

    const fn kind(self) -> EditKind {
        match self {
            Self::Base => EditKind::Dropped,
            Self::Other => EditKind::Added,
        }
    }
}

fn side(edit: &Edit) -> Option<Side> {
    match (edit.a.is_empty(), edit.b.is_empty()) {
        (false, true) => Some(Side::Base),
        (true, false) => Some(Side::Other),
        _ => None,
    }
}

/// Returns whether only punctuation separates two runs of unmatched words of one report.
fn goes_on(base: &str, text: &str, one: &Edit, next: &Edit) -> bool {
    let Some(side) = side(one).filter(|found| side(next) == Some(*found)) else { return false };
    let (first, second) = (side.of(one), side.of(next));
    let between = Span::new(first.end, second.start).slice(side.text(base, text));
    words(between) == 0 && first.end <= second.start
}

fn words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}
