//! Converts the core's enums to wire enums. `match` has no wildcard, so a new variant breaks the build here.

use crate::server::pb;
use crate::text::OffsetEncoding;
use crate::trace::{Coverage, DriftKind, EdgeEvidence, Precision, SpeakerRelation, Stance, Strength};
use crate::{
    Attribution, BlockKind, CueClass, EditKind, EntityKind, FindingKind, Gender, Number, PairKind, Polarity,
    Presence, QuoteType, Setting,
};

/// The unit as a wire enum.
pub(in crate::server) const fn encoding(unit: OffsetEncoding) -> pb::OffsetEncoding {
    match unit {
        OffsetEncoding::Utf8 => pb::OffsetEncoding::Utf8,
        OffsetEncoding::Utf16 => pb::OffsetEncoding::Utf16,
        OffsetEncoding::Utf32 => pb::OffsetEncoding::Utf32,
    }
}

/// The unit for the number in a request; `None` for an unknown number.
pub(in crate::server) fn unit(number: i32) -> Option<OffsetEncoding> {
    Some(match pb::OffsetEncoding::try_from(number).ok()? {
        pb::OffsetEncoding::Unspecified | pb::OffsetEncoding::Utf8 => OffsetEncoding::Utf8,
        pb::OffsetEncoding::Utf16 => OffsetEncoding::Utf16,
        pb::OffsetEncoding::Utf32 => OffsetEncoding::Utf32,
    })
}

/// Writes `From<core enum> for wire enum`, variant by variant.
macro_rules! from_core {
    ($core:ident as $name:ident { $($variant:ident => $wire:ident),+ $(,)? }) => {
        impl From<$core> for pb::$name {
            fn from(value: $core) -> Self {
                match value { $($core::$variant { .. } => Self::$wire),+ }
            }
        }
    };
    ($core:ident as $name:ident { $($same:ident),+ $(,)? }) => {
        from_core!($core as $name { $($same => $same),+ });
    };
    ($name:ident { $($variants:tt)+ }) => {
        from_core!($name as $name { $($variants)+ });
    };
}

from_core!(BlockKind {
    Title,
    Deck,
    Heading,
    Body,
    Repeat,
    Byline,
    Timestamp,
    Caption,
    Source,
    Related,
    Comments,
    Ui
});
from_core!(FindingKind {
    MixedScript,
    Mojibake,
    PresentationForms,
    UnbalancedMark,
    ControlCharacter,
    NotArabic,
    Markup,
    CharacterReference,
    LostCharacter,
    Truncated
});
from_core!(QuoteType { Direct, Indirect, Mixed });
from_core!(CueClass {
    Statement,
    Continuation,
    Explanation,
    Remark,
    Assertion,
    Opinion,
    Forecast,
    Claim,
    Denial,
    Admission,
    Promise,
    Warning,
    Demand,
    Question,
    Answer,
    Judgement,
    Manner,
    Relay,
    Source
});
from_core!(EntityKind {
    Unknown => Unspecified, Person => Person, Organisation => Organisation, Document => Document,
    Unnamed => Unnamed
});
from_core!(Gender { Unknown => Unspecified, Masculine => Masculine, Feminine => Feminine });
from_core!(Number { Unknown => Unspecified, Singular => Singular, Dual => Dual, Plural => Plural });
from_core!(Presence { Verbatim, Near, Partial, NotFound });
from_core!(Attribution { Same, Variant, Other, Nobody });
from_core!(Polarity { Affirmed, Denied, Reversed });
from_core!(Setting { Outside, Quote, Quotes });
from_core!(EditKind {
    Polarity,
    Number,
    Name,
    Hedge,
    Quantifier,
    Changed,
    Dropped,
    Added,
    Moved,
    Form,
    Spelling
});
from_core!(PairKind as UtteranceKind { Utterance, Formula, Scripture });
from_core!(SpeakerRelation as SpeakerRelation { Same, Variant, Contained, Role, Body, Other, Nobody });
from_core!(Coverage as Coverage { Complete, Part, Overlap });
from_core!(Stance as Stance { Affirmed, Denied, Doubted, Asked });
from_core!(Precision as Precision { Day, Minute, Second });
from_core!(EdgeEvidence as EdgeEvidence { NamesOutlet, SharedAgency, SharedChange, SameWording });
from_core!(Strength as EdgeStrength { Strong, Good, Weak });
from_core!(DriftKind as DriftKind {
    Polarity, Number, Name, Speaker, Hedge, Quantifier, Cue, Dropped, Added, Wording, Relay, Order, Form, Spelling
});
