//! Why an answer is as it is: the stages one by one, with what became of every candidate.

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

/// What each stage made of a text, for finding out why an answer is as it is. Made anew from the
/// stages themselves, so it cannot tell another story than the answer; slower than [`analyze`](crate::analyze()).
#[derive(Debug)]
pub struct Explanation<'t> {
    /// The words and signs.
    pub tokens: Tokens<'t>,
    /// The lines, each with its kind and rule.
    pub blocks: Vec<Block>,
    /// The choice of the title; nothing if no line can be apart from the text.
    pub title: Option<TitleChoice>,
    /// How quotation marks were paired.
    pub marks: Marks,
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// Who and what the text names.
    pub tagged: Vec<Tagged>,
    /// Every word or phrase that might attribute, and what became of it.
    pub candidates: Vec<Candidate>,
    /// Whom and what the text names, in the order of their first mentions.
    pub inventory: Vec<Listed>,
    /// The choice of each speaker among all candidates, in the order in which they were made.
    pub choices: Vec<Choice>,
    /// How the speaker of each quote of the extraction was found.
    pub speakers: Vec<Decision>,
    /// The quotes and those who speak in them, and beside them what was left out because it is hardly a quote:
    /// [`crate::Quote::is_believed`] tells which.
    pub extraction: Extraction,
}

/// The stages of [`analyze`](crate::analyze()) one by one. It names every speaker, whatever `min_speaker_confidence` is: it is there to show
/// how they were found.
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

/// What the tagger's weights stand on, for the tokens of each line that is kept, or of each line where every one counts.
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

/// The choice of the title; nothing if no line can be apart from the text.
///
/// # Errors
///
/// If `cancel` was set before the work was done.
pub fn title(text: &str, cancel: &Cancel) -> Result<Option<TitleChoice>, Cancelled> {
    Ok(clean::title(&tokenize_until(text, cancel).ok_or(Cancelled)?))
}
