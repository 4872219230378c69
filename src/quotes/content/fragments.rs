//! Distinguishes quoted words from names and terms in quotation marks.

use super::Content;
use crate::lexicon::Flags;
use crate::quotes::result::QuoteType;
use crate::quotes::words::{Scene, Word, sets};
use crate::segment::Quotation;
use crate::text::Span;
use crate::tokens::{TokenKind, TokenRange};

/// A quotation inside a reported clause.
struct Fragment<'s, 't> {
    /// Its tokens.
    inside: TokenRange,
    /// The number of words.
    words: usize,
    /// Its first word.
    first: Word<'s, 't>,
    /// The word before its opening mark.
    before: Word<'s, 't>,
}

/// Tests that show that a quotation is a name or term and not quoted words.
const NAMES: &[fn(&Fragment<'_, '_>) -> bool] =
    &[is_one_word, is_numbered, is_person, is_body, is_after_source, is_foreign];

/// Returns whether a quotation inside a reported clause makes the quote mixed: it has two words, or one word that is
/// not a name.
pub fn counts_as_fragment(scene: &Scene, quotation: &Quotation) -> bool {
    let inside = quotation.inside();
    let (first, before) = (scene.word(inside.start()), scene.word(quotation.open).prev());
    let fragment = Fragment { inside, words: scene.words(inside), first, before };
    !NAMES.iter().any(|is_name| is_name(&fragment))
}

/// Empty, or one word with the article.
fn is_one_word(fragment: &Fragment) -> bool {
    match fragment.words {
        0 => true,
        1 => fragment.first.is_definite(),
        _ => false,
    }
}

/// A word and a number.
fn is_numbered(fragment: &Fragment) -> bool {
    fragment.words == 2 && fragment.first.next().kind() == TokenKind::Number
}

/// A personal name.
fn is_person(fragment: &Fragment) -> bool {
    fragment.words <= 4 && fragment.first.is(sets::GIVEN)
}

/// "لجنة الدفاع": a body's name; "مجموعة مسلحة" is not one.
fn is_body(fragment: &Fragment) -> bool {
    const BODY: Flags = Flags::ORGANISATION.with(Flags::MEDIUM).with(Flags::PLACE);
    match fragment.words {
        _ if !fragment.first.is(BODY) => false,
        1 => true,
        2..=4 => !fragment.first.is_definite() && fragment.first.next().is_definite(),
        _ => false,
    }
}

/// A noun that takes names comes before it.
fn is_after_source(fragment: &Fragment) -> bool {
    let short = fragment.words <= 3 && !is_adjective(fragment);
    short && fragment.before.is(sets::SOURCE) && !is_said_of_noun(fragment)
}

/// `الخبر "نفيا قاطعا"`, `المشروع "جدلي"`: a predicate of the noun before it, not that noun's name.
fn is_said_of_noun(fragment: &Fragment) -> bool {
    fragment.before.is_definite() && !fragment.first.is_definite()
}

/// `برد "محدود"`: an adjective, not a name.
fn is_adjective(fragment: &Fragment) -> bool {
    fragment.words == 1 && fragment.first.is_common()
}

/// No word in Arabic, or letter names: `"سي آي إيه"` is as foreign as "CIA".
fn is_foreign(fragment: &Fragment) -> bool {
    !has_arabic(fragment) || is_spelt(fragment)
}

fn has_arabic(fragment: &Fragment) -> bool {
    let scene = fragment.first.scene;
    fragment.inside.iter().any(|at| matches!(scene.kind(at), TokenKind::Word | TokenKind::Mixed))
}

/// Whether it contains the name of a letter.
fn is_spelt(fragment: &Fragment) -> bool {
    fragment.inside.iter().any(|at| fragment.first.scene.is(at, Flags::LETTER))
}

/// Returns the parts of the content that are in quotation marks, as spans of the text.
pub fn quoted(scene: &Scene, content: &Content) -> Vec<Span> {
    if content.kind == QuoteType::Indirect {
        return Vec::new();
    }
    let mut spans = Vec::new();
    for &piece in &content.pieces {
        let whole = whole(scene, content.kind, piece);
        spans.extend(whole.and_then(|whole| scene.span(whole)));
        let rest = TokenRange::new(whole.map_or(piece.start(), |whole| whole.end()), piece.end());
        spans.extend(fragments(scene, rest));
    }
    spans
}

/// The start of the piece, as far as the quotation that opens right before it reaches. Direct content inside marks is
/// quoted as a whole.
fn whole(scene: &Scene, kind: QuoteType, piece: TokenRange) -> Option<TokenRange> {
    let quotation = scene.marks.opened_at(piece.start().checked_sub(1)?)?;
    let close = match quotation.close {
        close if close < piece.end() => close,
        close if close <= piece.end() + 2 && kind == QuoteType::Direct => piece.end(),
        _ => return None,
    };
    Some(TokenRange::new(piece.start(), close))
}

/// A quotation can close after the content, if no closing mark is at the content's end.
fn fragments(scene: &Scene, range: TokenRange) -> impl Iterator<Item = Span> {
    let inside = move |quotation: &Quotation| {
        let inside = quotation.inside();
        TokenRange::new(inside.start(), inside.end().min(range.end()))
    };
    scene
        .marks
        .outermost(range)
        .filter(|quotation| counts_as_fragment(scene, quotation))
        .filter_map(move |quotation| scene.span(inside(quotation)))
}
