//! The parts of each layer that the program and the tests use. There is no promise of stability.

/// Comparison of quotes.
pub mod across {
    pub use crate::across::{Column, Fact, is_time, moment, pair_facts, related, trace_pairs};
}

/// Cleaning.
pub mod clean {
    pub use crate::clean::{TitleCandidate, TitleChoice, blocks, cleaned};
}

/// How each layer reached its result.
pub mod explain {
    pub use crate::explain::{
        Candidate, Choice, Choices, Compared, Decision, Explanation, Fact, Instead, Known, Listed, Outcome,
        Parts, Row, Said, Step, Weighed, WeightRow, choices, explain, facts, title,
    };
}

/// Classes of words and phrases.
pub mod lexicon {
    pub use crate::lexicon::{Flags, PageClass, PhraseClass, Place, frame};
}

/// The visible text of HTML and of text with character references.
pub mod markup {
    pub use crate::markup::Readable;
}

/// The extraction, and the reasons that `explain` names.
pub mod quotes {
    pub use crate::quotes::{Barrier, Doubt, Evidence, Mismatch, NameEnd, Refusal, extract};
}

/// Paragraphs, pairs of quotation marks, and sentences.
pub mod segment {
    pub use crate::segment::{Cuts, Marks, Paragraph, Quotation, paragraphs, sentences};
}

/// The people, bodies and other entities that a text names.
pub mod tagger {
    pub use crate::tagger::{Kind, Seen, Tagged};
}

/// Letters.
pub mod text {
    pub use crate::text::letter;
}

/// Tokens: words, numbers and signs.
pub mod tokens {
    pub use crate::tokens::{Token, TokenKind, Tokens, tokenize};
}
