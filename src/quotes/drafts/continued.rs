//! Quotations without a cue.

use super::draft::Draft;
use crate::quotes::content::Content;
use crate::quotes::result::QuoteType;
use crate::quotes::rule::Rule;
use crate::quotes::words::Sentence;

/// A quotation without a cue of its own continues the quote before it in the paragraph; at the head
/// of a paragraph it is a quote of the last speaker.
pub fn continue_speech(sentence: &Sentence, paragraph_start: usize, found: &mut Vec<Draft>) {
    let Some(content) = quotation(sentence) else { return };
    if sentence.range.start > paragraph_start {
        let last = found.last_mut().filter(|draft| draft.kind == QuoteType::Direct && !draft.nested);
        if let Some(draft) = last {
            draft.content.extend(content.pieces);
        }
    } else if sentence.paragraph > 0 {
        found.push(Draft::new(content, Rule::Continued, sentence.paragraph));
    }
}

/// The quotation that the sentence consists of.
fn quotation(sentence: &Sentence) -> Option<Content> {
    const WORDS: usize = 4;
    let (scene, range) = (sentence.scene, sentence.range);
    let quotation = scene.marks.opened_at(range.start)?;
    let inside = scene.trim(quotation.inside());
    let after = quotation.close + 1;
    let whole = scene.trim(after..range.end.max(after)).is_empty();
    if !whole || scene.words(inside) < WORDS {
        return None;
    }
    Some(Content { pieces: vec![inside], kind: QuoteType::Direct, recovered: quotation.recovered })
}
