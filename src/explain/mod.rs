//! Explains an answer stage by stage, with the outcome for every candidate.

mod choices;
mod quotes;
mod speakers;

pub use choices::{Choice, Choices, Fact, Instead, Listed, Said, Weighed, WeightRow, choices};
pub use quotes::{Candidate, Outcome, Row};
use speakers::Decisions;
pub use speakers::{Compared, Decision, Known, Parts, Step};

use crate::analysis::Options;
use crate::analyze::{Article, whole};
use crate::clean::{self, Block, TitleChoice, blocks};
use crate::quotes::Extraction;
use crate::segment::{Marks, Sentence, sentences};
use crate::tagger::{self, Seen, Tagged};
use crate::text::{Cancel, Cancelled, LONGEST};
use crate::tokens::{Tokens, read, tokenize_until};

/// What each stage made of a text, for finding out why an answer is as it is. The stages themselves run again, so an
/// explanation cannot differ from the answer; it is slower than [`analyze`](crate::analyze()).
#[derive(Debug)]
pub struct Explanation<'t> {
    /// The words and punctuation.
    pub tokens: Tokens<'t>,
    /// The lines, each with its kind and rule.
    pub blocks: Vec<Block>,
    /// The choice of the title; `None` if no line can be set apart from the text.
    pub title: Option<TitleChoice>,
    /// How quotation marks were paired.
    pub marks: Marks,
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// Who and what the tagger found in the text.
    pub tagged: Vec<Tagged>,
    /// Every word or phrase that might attribute, and its outcome.
    pub candidates: Vec<Candidate>,
    /// Who and what the text names, in the order of first mention.
    pub inventory: Vec<Listed>,
    /// The choice of each speaker among all candidates, in the order in which the choices were made.
    pub choices: Vec<Choice>,
    /// How the speaker of each quote of the extraction was found.
    pub speakers: Vec<Decision>,
    /// The quotes and their speakers, including proposals that were left out of the answer because they are unlikely to
    /// be quotes. [`crate::Quote::is_believed`] distinguishes them.
    pub extraction: Extraction,
}

/// Runs the stages of [`analyze`](crate::analyze()) one by one. The result names every speaker, whatever `min_speaker_confidence` is,
/// because its purpose is to show how each was found.
///
/// # Errors
///
/// If `cancel` was set before the work was done.
pub fn explain<'t>(text: &'t str, options: &Options, cancel: &Cancel) -> Result<Explanation<'t>, Cancelled> {
    let tokens = read(text, LONGEST, options.segment.keep_lines, cancel).ok_or(Cancelled)?;
    let blocks = blocks(&tokens);
    let title = clean::title(&tokens);
    let article = Article::read(&tokens, &blocks, options);
    let cuts = article.cuts(&tokens);
    let sentences = sentences(&tokens, &article.paragraphs, &cuts, &options.segment);
    let tagged = tagger::tag(&tokens, &article.paragraphs);
    let candidates = quotes::candidates(&tokens, &article.paragraphs, &article.marks, &cuts);
    let Decisions { extraction, speakers, inventory, choices } =
        speakers::decisions(&tokens, &article, &cuts, &tagged, options, cancel).ok_or(Cancelled)?;
    let marks = article.marks;
    Ok(Explanation {
        tokens,
        blocks,
        title,
        marks,
        sentences,
        tagged,
        candidates,
        inventory,
        choices,
        speakers,
        extraction,
    })
}

/// Returns the facts that the tagger weighs, for the tokens of each kept line, or of every line if `every_line` is set.
///
/// # Errors
///
/// If `cancel` was set before the work was done.
pub fn facts(
    text: &str,
    every_line: bool,
    options: &Options,
    cancel: &Cancel,
) -> Result<Vec<Vec<Seen>>, Cancelled> {
    let tokens = read(text, LONGEST, options.segment.keep_lines, cancel).ok_or(Cancelled)?;
    let blocks = if every_line { whole(&tokens) } else { blocks(&tokens) };
    let article = Article::read(&tokens, &blocks, options);
    Ok(tagger::seen(&tokens, &article.paragraphs))
}

/// Returns the choice of the title; `None` if no line can be set apart from the text.
///
/// # Errors
///
/// If `cancel` was set before the work was done.
pub fn title(text: &str, cancel: &Cancel) -> Result<Option<TitleChoice>, Cancelled> {
    Ok(clean::title(&tokenize_until(text, cancel).ok_or(Cancelled)?))
}
