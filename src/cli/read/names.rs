//! The core's enums in words for a reader. `match` without a wildcard: a new variant stops the build here.

use isnad::tokens::TokenKind;
use isnad::{BlockKind, CueClass, FindingKind, Gender, Number};

/// What a block is.
pub const fn block(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "title",
        BlockKind::Deck => "deck",
        BlockKind::Heading => "heading",
        BlockKind::Body => "body",
        BlockKind::Repeat => "repeat",
        BlockKind::Byline => "byline",
        BlockKind::Timestamp => "timestamp",
        BlockKind::Caption => "caption",
        BlockKind::Source => "source",
        BlockKind::Related => "related",
        BlockKind::Comments => "comments",
        BlockKind::Ui => "ui",
    }
}

/// What is doubtful.
pub const fn finding(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::MixedScript => "mixed script",
        FindingKind::Mojibake => "mojibake",
        FindingKind::PresentationForms => "presentation forms",
        FindingKind::UnbalancedMark => "unbalanced mark",
        FindingKind::ControlCharacter => "control character",
        FindingKind::NotArabic => "not arabic",
        FindingKind::Truncated { .. } => "truncated",
    }
}

/// What a cue does.
pub const fn cue(class: CueClass) -> &'static str {
    match class {
        CueClass::Statement => "statement",
        CueClass::Continuation => "continuation",
        CueClass::Explanation => "explanation",
        CueClass::Remark => "remark",
        CueClass::Assertion => "assertion",
        CueClass::Opinion => "opinion",
        CueClass::Forecast => "forecast",
        CueClass::Claim => "claim",
        CueClass::Denial => "denial",
        CueClass::Admission => "admission",
        CueClass::Promise => "promise",
        CueClass::Warning => "warning",
        CueClass::Demand => "demand",
        CueClass::Question => "question",
        CueClass::Answer => "answer",
        CueClass::Judgement => "judgement",
        CueClass::Manner => "manner",
        CueClass::Relay => "relay",
        CueClass::Source => "source",
    }
}

/// What a token is.
pub const fn token(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Word => "word",
        TokenKind::Mixed => "mixed",
        TokenKind::Foreign => "foreign",
        TokenKind::Number => "number",
        TokenKind::Quote => "quote",
        TokenKind::Apostrophe => "apostrophe",
        TokenKind::Open => "open",
        TokenKind::Close => "close",
        TokenKind::Stop => "stop",
        TokenKind::Query => "query",
        TokenKind::Ellipsis => "ellipsis",
        TokenKind::Comma => "comma",
        TokenKind::Semicolon => "semicolon",
        TokenKind::Colon => "colon",
        TokenKind::Dash => "dash",
        TokenKind::Symbol => "symbol",
        TokenKind::Newline => "newline",
    }
}

/// A grammatical gender, if it is known.
pub const fn gender(gender: Gender) -> Option<&'static str> {
    match gender {
        Gender::Unknown => None,
        Gender::Masculine => Some("masculine"),
        Gender::Feminine => Some("feminine"),
    }
}

/// A grammatical number, if it is known.
pub const fn number(number: Number) -> Option<&'static str> {
    match number {
        Number::Unknown => None,
        Number::Singular => Some("singular"),
        Number::Dual => Some("dual"),
        Number::Plural => Some("plural"),
    }
}
