//! Tags the people and things that a text names: spans of persons, bodies, documents, unnamed sources and titles.
//!
//! ```text
//! token ─▶ facts ─▶ rows of weights ─▶ window ─▶ lattice ─▶ spans
//!          (fact)   (table)            (window)  (lattice)
//! ```
//!
//! The model is a linear-chain CRF over the tokens of a paragraph, trained by `scripts/train-tagger` on annotated articles.
//! All weights are integers in `lexicon/tagger.bin`. The weights that a word contributes to itself and to its neighbours are summed when
//! the table is built, so a known word costs one look-up. An unknown word is judged by its first and last letters, its shape and the
//! lexicon. `explain` writes the same facts by name, and the trainer learns from nothing else.

mod fact;
mod lattice;
mod repeats;
mod table;
mod window;

pub use fact::Seen;

use crate::segment::Paragraph;
use crate::text::kinds;
use crate::tokens::{Token, TokenRange};
use lattice::Lattice;
use repeats::Repeats;
use window::Window;

kinds! {
    /// The kind of a span.
    pub enum Kind {
        /// A person.
        Person "person",
        /// An organisation, state organ, company, party, team or outlet; a state as an actor.
        Body "body",
        /// A document that is a source or is cited.
        Document "document",
        /// A source without a name.
        Unnamed "unnamed",
        /// A role, title or apposition beside a name.
        Title "title",
    }
}

/// Words that refer to a person or a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// The words.
    pub words: TokenRange,
    /// The kind.
    pub kind: Kind,
    /// How much better this kind fits than no span, in tenths of the natural logarithm of the odds; at most 255.
    pub trust: u8,
}

/// The spans of the paragraphs, in order.
#[must_use]
pub fn tag(tokens: &[Token], paragraphs: &[Paragraph]) -> Vec<Tagged> {
    let repeats = Repeats::of(tokens, paragraphs);
    let longest =
        paragraphs.iter().map(|paragraph| paragraph.end() - paragraph.start()).max().unwrap_or_default();
    let mut lattice = Lattice::new(longest);
    // A typical text has one span for about every eight tokens; a long one may have none.
    const MOST: usize = 1024;
    let mut found = Vec::with_capacity((tokens.len() / 8).min(MOST));
    for paragraph in paragraphs {
        let words = tokens.get(paragraph.start()..paragraph.end()).unwrap_or_default();
        lattice.clear();
        Window::slide(words, paragraph.kind, &repeats, |emission| lattice.advance(emission));
        lattice.spans(paragraph.start(), &mut found);
    }
    found
}

/// The facts about each token of the paragraphs.
#[must_use]
pub fn seen(tokens: &[Token], paragraphs: &[Paragraph]) -> Vec<Vec<Seen>> {
    let repeats = Repeats::of(tokens, paragraphs);
    let of = |paragraph: &Paragraph| {
        let words = tokens.get(paragraph.start()..paragraph.end()).unwrap_or_default();
        words
            .iter()
            .map(|token| Seen::of(token, paragraph.kind, repeats.count(token).saturating_sub(1)))
            .collect()
    };
    paragraphs.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::blocks;
    use crate::segment::paragraphs;
    use crate::tokens::tokenize;

    /// The output of python-crfsuite, whose weights the table rounds: lines, each with its spans.
    const GOLDEN: &str = include_str!("../../tests/tagger/article.tsv");

    #[test]
    fn spans_are_those_of_the_trainer() {
        let tokens = tokenize(include_str!("../../examples/article.txt"));
        let paragraphs = paragraphs(&tokens, &blocks(&tokens), true);
        let row = |words: TokenRange, what: &str| {
            let (start, end) = (tokens[words.start()].span.start, tokens[words.end() - 1].span.end);
            format!("{start}\t{end}\t{what}")
        };
        let found = tag(&tokens, &paragraphs);
        let mut rows = Vec::new();
        for paragraph in &paragraphs {
            let line = row(TokenRange::new(paragraph.start(), paragraph.end()), "line");
            if GOLDEN.lines().any(|golden| golden == line) {
                rows.push(line);
                let inside = found
                    .iter()
                    .filter(|it| (paragraph.start()..paragraph.end()).contains(&it.words.start()));
                rows.extend(inside.map(|tagged| row(tagged.words, tagged.kind.as_str())));
            }
        }
        assert_eq!(rows, GOLDEN.lines().skip(1).collect::<Vec<_>>());
    }
}
