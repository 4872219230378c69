//! Colour, and isolation of right-to-left text.
//!
//! On a terminal each run of the document's text is enclosed in FIRST STRONG ISOLATE and POP DIRECTIONAL
//! ISOLATE, so that its direction does not affect the text around it. A terminal that does not reorder text
//! shows nothing for these characters. Characters of the document that would control the terminal, or change
//! the direction of the text that follows, are not shown. In a pipe the document's text is unchanged.

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

/// The style of human-readable output.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Whether isnad's own words are coloured.
    pub colour: bool,
    /// Whether the output is a terminal.
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

    /// Text of the document, on one line.
    pub fn words(self, words: &str) -> String {
        self.verbatim(&words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Text of the document, with its white space unchanged.
    pub fn verbatim(self, words: &str) -> String {
        if !self.terminal || words.is_empty() {
            return words.to_owned();
        }
        let shown = words.chars().filter(|&c| !is_control(c));
        [FIRST_STRONG_ISOLATE].into_iter().chain(shown).chain([POP_DIRECTIONAL_ISOLATE]).collect()
    }

    /// Emphasised text.
    pub fn bold(self, words: &str) -> String {
        self.dress("1", words)
    }

    /// De-emphasised text.
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

/// Whether a variable is set and not empty, as no-color.org specifies.
fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether a character would control the terminal, or change the direction of the text after it.
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
