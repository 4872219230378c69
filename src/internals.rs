//! What the program and the tests use of the layers. No promise covers it.

/// What two quotes have in common.
pub mod across {
    pub use crate::across::{Column, Fact, is_time, moment, pair_facts, related, trace_pairs};
}

/// Cleaning.
pub mod clean {
    pub use crate::clean::{TitleCandidate, TitleChoice, blocks, cleaned};
}

/// How each layer came to its result.
pub mod explain {
    pub use crate::explain::{
        Candidate, Choice, Choices, Compared, Decision, Explanation, Fact, Instead, Known, Listed, Outcome,
        Parts, Row, Said, Step, Weighed, WeightRow, choices, explain, facts, title,
    };
}

/// What a word may be.
pub mod lexicon {
    pub use crate::lexicon::{Flags, PageClass, PhraseClass, Place, frame};
}

/// What a reader sees of HTML and of character references.
pub mod markup {
    pub use crate::markup::Readable;
}

/// The extraction, and the reasons that `explain` names.
pub mod quotes {
    pub use crate::quotes::{Barrier, Doubt, Evidence, Mismatch, NameEnd, Refusal, extract};
}

/// Paragraphs, pairs of marks, sentences.
pub mod segment {
    pub use crate::segment::{Cuts, Marks, Paragraph, Quotation, paragraphs, sentences};
}

/// Who and what a text names.
pub mod tagger {
    pub use crate::tagger::{Kind, Seen, Tagged};
}

/// Letters.
pub mod text {
    pub use crate::text::letter;
}

/// Words and signs.
pub mod tokens {
    pub use crate::tokens::{Token, TokenKind, Tokens, tokenize};
}
