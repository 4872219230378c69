//! Verdicts as messages.

use super::encoding;
use super::spans::Spans;
use crate::server::pb;
use crate::text::{OffsetEncoding, Span, start};
use crate::{LEXICON_VERSION, Place, Verdict, WordEdit};

/// The longest name of a speaker in bytes, and the most spans of a place. They bound the size of an answer.
const LONGEST_NAME: usize = 256;
const MOST_SPANS: usize = 8;

/// The answer of `Verify` for the words of claims about `text`, each with the verdict.
#[must_use]
pub fn verify_response<'c>(
    text: &str,
    found: impl IntoIterator<Item = (&'c str, Verdict)>,
    unit: OffsetEncoding,
) -> pb::VerifyResponse {
    let spans = Spans::new(text, unit);
    let verdict = |(words, found): (&str, Verdict)| verdict(&spans, &Spans::new(words, unit), found);
    pb::VerifyResponse {
        offset_encoding: encoding(unit).into(),
        verdicts: found.into_iter().map(verdict).collect(),
        lexicon_version: LEXICON_VERSION.to_owned(),
    }
}

fn verdict(text: &Spans, claim: &Spans, found: Verdict) -> pb::Verdict {
    pb::Verdict {
        presence: pb::Presence::from(found.presence).into(),
        places: found.places.iter().map(|it| place(text, it)).collect(),
        exact: found.exact,
        coverage: found.coverage,
        edits: found.edits.iter().map(|it| edit(text, claim, it)).collect(),
        more_edits: found.more_edits,
        attribution: found.attribution.map(pb::Attribution::from).unwrap_or_default().into(),
        polarity: found.polarity.map(pb::Polarity::from).unwrap_or_default().into(),
    }
}

fn place(text: &Spans, place: &Place) -> pb::Place {
    pb::Place {
        spans: text.all(place.spans.get(..MOST_SPANS).unwrap_or(&place.spans)),
        setting: pb::Setting::from(place.setting).into(),
        speaker: place.name.map(|name| shortened(text, name)).unwrap_or_default(),
        in_article: place.in_article,
    }
}

/// The name, cut to the length that an answer carries.
fn shortened(text: &Spans, name: Span) -> String {
    let mut name = text.words(name);
    name.truncate(start(&name, LONGEST_NAME).len());
    name
}

fn edit(text: &Spans, claim: &Spans, edit: &WordEdit) -> pb::WordEdit {
    let kind = pb::EditKind::from(edit.kind).into();
    pb::WordEdit { kind, claim: claim.one(edit.claim), text: text.one(edit.text) }
}
