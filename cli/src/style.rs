//! Colour, and right-to-left words that stay whole.
//!
//! On a terminal each run of the document's words is put between FIRST STRONG ISOLATE and POP
//! DIRECTIONAL ISOLATE, so that it has its own direction and leaves that of the words around it
//! alone; a terminal that does not reorder shows nothing for them. Characters of the document that
//! would work on the terminal itself, or on the direction of what follows, are not shown. In a pipe
//! the document's words stay as they are, character for character.

use std::io::{self, IsTerminal};

use clap::ValueEnum;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';

/// When there is colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How the output for reading is dressed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Whether isnad's own words are coloured.
    pub colour: bool,
    /// Whether a terminal shows it.
    pub terminal: bool,
}

impl Style {
    /// The style for standard output.
    pub fn of_stdout(choice: ColorChoice) -> Self {
        let terminal = io::stdout().is_terminal();
        let colour = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && !is_set("NO_COLOR") && !is_dumb(),
        };
        Self { colour, terminal }
    }

    /// The document's words, on one line.
    pub fn words(self, words: &str) -> String {
        self.verbatim(&words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The document's words as they are.
    pub fn verbatim(self, words: &str) -> String {
        if !self.terminal || words.is_empty() {
            return words.to_owned();
        }
        let shown = words.chars().filter(|&c| !is_control(c));
        [FIRST_STRONG_ISOLATE].into_iter().chain(shown).chain([POP_DIRECTIONAL_ISOLATE]).collect()
    }

    /// What stands out.
    pub fn bold(self, words: &str) -> String {
        self.dress("1", words)
    }

    /// What stands back.
    pub fn dim(self, words: &str) -> String {
        self.dress("2", words)
    }

    /// A name.
    pub fn name(self, words: &str) -> String {
        self.dress("1;36", words)
    }

    /// A cue.
    pub fn cue(self, words: &str) -> String {
        self.dress("33", words)
    }

    fn dress(self, code: &str, words: &str) -> String {
        if self.colour { format!("\u{1B}[{code}m{words}\u{1B}[0m") } else { words.to_owned() }
    }
}

/// Whether a variable is there and not empty, as no-color.org has it.
fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether a character would work on the terminal, or on the direction of what follows it.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMINAL: Style = Style { colour: false, terminal: true };

    #[test]
    fn a_pipe_gets_the_words_as_they_are() {
        assert_eq!(Style::default().verbatim("قال\u{202B} \u{1B}[31mنعم"), "قال\u{202B} \u{1B}[31mنعم");
    }

    #[test]
    fn a_terminal_gets_isolated_words_that_cannot_break_out() {
        assert_eq!(TERMINAL.verbatim("قال \u{2069}\u{1B}نعم\u{202E}."), "\u{2068}قال نعم.\u{2069}");
        assert_eq!(TERMINAL.verbatim(""), "");
    }

    #[test]
    fn words_are_put_on_one_line() {
        assert_eq!(Style::default().words(" قال \r\n\tنعم\u{A0} "), "قال نعم");
    }
}
