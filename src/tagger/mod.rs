//! Who and what a text names: spans of persons, bodies, documents, unnamed sources and titles.
//!
//! ```text
//! token ─▶ facts ─▶ rows of weights ─▶ window ─▶ lattice ─▶ spans
//!          (fact)   (table)            (window)  (lattice)
//! ```
//!
//! A linear chain of labels over the tokens of a paragraph, learned by `scripts/train-tagger` from annotated articles.
//! All weights are integers in `lexicon/tagger.bin`. What a word tells of itself and of its neighbours is added up when
//! the table is made, so a known word costs one look-up; an unknown one is judged by its ends, its shape and the
//! lexicon. `explain` writes the same facts by name, and nothing else is what the trainer learns from.

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
    /// What a span means.
    pub enum Kind {
        /// A person.
        Person "person",
        /// An organisation, state organ, company, party, team, outlet; a state where it acts.
        Body "body",
        /// A document that is a source or is cited.
        Document "document",
        /// A source without a name.
        Unnamed "unnamed",
        /// A role, title or apposition beside a name.
        Title "title",
    }
}

/// Words that mean somebody or something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// The words.
    pub words: TokenRange,
    /// What they mean.
    pub kind: Kind,
    /// How much better they fit it than nothing, in tenths of the natural logarithm of the odds; at most 255.
    pub trust: u8,
}

/// The spans of the paragraphs, in order.
#[must_use]
pub fn tag(tokens: &[Token], paragraphs: &[Paragraph]) -> Vec<Tagged> {
    let repeats = Repeats::of(tokens, paragraphs);
    let longest =
        paragraphs.iter().map(|paragraph| paragraph.end() - paragraph.start()).max().unwrap_or_default();
    let mut lattice = Lattice::new(longest);
    // A text has one for every eight tokens or so; a long one may have none.
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

/// What the weights of each token of the paragraphs stand on.
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

    /// What python-crfsuite finds, whose weights are rounded in the table: lines, each with its spans.
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
