//! Quotes that continue in a sentence without a cue.

use smallvec::smallvec;

use super::draft::Draft;
use crate::lexicon::spelling;
use crate::quotes::content::Content;
use crate::quotes::result::QuoteType;
use crate::quotes::rule::Rule;
use crate::quotes::words::{Sentence, shape};

/// Continues speech. A quotation without a cue continues the previous quote of its paragraph; at the head of a
/// paragraph it is a new quote by the last speaker.
pub fn continue_speech(sentence: &Sentence, paragraph_start: usize, found: &mut Vec<Draft>) {
    let Some(content) = quotation(sentence) else {
        return continue_unmarked(sentence, found);
    };
    if sentence.range.start() > paragraph_start {
        let last = found.last_mut().filter(|draft| draft.kind == QuoteType::Direct && !draft.nested);
        if let Some(draft) = last {
            draft.content.extend(content.pieces);
        }
    } else if sentence.paragraph > 0 {
        found.push(Draft::new(content, Rule::Continued, sentence.paragraph));
    }
}

/// "وقال: أطلقنا الخدمة. ونعمل الآن على توسيعها": unmarked speech continues in a sentence in the first person.
fn continue_unmarked(sentence: &Sentence, found: &mut [Draft]) {
    let scene = sentence.scene;
    let Some(draft) = found.last_mut().filter(|draft| draft.rule == Rule::VerbColon && !draft.nested) else {
        return;
    };
    let Some(piece) = draft.content.last_mut() else { return };
    let marked = piece.start() > 0 && scene.marks.opens(piece.start() - 1);
    let next =
        scene.trim(piece.end()..sentence.range.end().max(piece.end())).start() >= sentence.range.start();
    if next && !marked && draft.kind == QuoteType::Direct && speaks_of_us(sentence) {
        piece.end_at(scene.trim(sentence.range.start()..sentence.range.end()).end());
    }
}

/// Whether a first-person form is among the first words.
fn speaks_of_us(sentence: &Sentence) -> bool {
    const REACH: usize = 8;
    let (start, end) = (sentence.range.start(), sentence.range.end());
    (start..end.min(start + REACH)).any(|at| {
        let word = sentence.scene.word(at);
        spelling::FIRST_PERSON.contains(&word.written()) || shape::is_first_person(word.scene, word.at)
    })
}

/// Returns the quotation that makes up the whole sentence.
fn quotation(sentence: &Sentence) -> Option<Content> {
    const WORDS: usize = 4;
    let (scene, range) = (sentence.scene, sentence.range);
    let quotation = scene.marks.opened_at(range.start())?;
    let inside = scene.trim(quotation.inside());
    let after = quotation.close + 1;
    let whole = scene.trim(after..range.end().max(after)).is_empty();
    if !whole || scene.words(inside) < WORDS {
        return None;
    }
    Some(Content { pieces: smallvec![inside], kind: QuoteType::Direct, recovered: quotation.recovered })
}
