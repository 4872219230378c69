//! Where content starts and ends, and of which type it is.

use crate::lexicon::{Flags, PhraseClass};
use crate::quotes::result::QuoteType;
use crate::quotes::words::scene::Scene;
use crate::quotes::words::sense::Sense;
use crate::text::Span;
use crate::tokens::{TokenKind, TokenRange};

/// Content with its type.
#[derive(Clone, Debug)]
pub struct Content {
    pub pieces: Vec<TokenRange>,
    pub kind: QuoteType,
    pub recovered: bool,
}

/// Tokens of a reported clause; no sentence of a text that is meant to be read has more.
pub(super) const MAX_TOKENS: usize = 600;

/// Content of a clause that starts at `start` and may run to `end`.
pub fn clause(scene: &Scene, start: usize, end: usize, colon: bool) -> Option<Content> {
    let end = gloss(scene, start, end.min(start + MAX_TOKENS));
    let range = scene.trim(start..end);
    if range.is_empty() {
        return None;
    }
    if let Some(whole) = wholly_marked(scene, range).or_else(|| coordinated(scene, range)) {
        return Some(whole);
    }
    let fragments = scene.marks.outermost(range).any(|q| counts_as_fragment(scene, q));
    let kind = match (colon, fragments) {
        (true, _) => QuoteType::Direct,
        (false, true) => QuoteType::Mixed,
        (false, false) => QuoteType::Indirect,
    };
    Some(Content { pieces: vec![range], kind, recovered: false })
}

/// Content that stands in one quotation from end to end, a pronoun of the complementizer aside.
fn wholly_marked(scene: &Scene, range: TokenRange) -> Option<Content> {
    let lead = usize::from(scene.is(range.start, Flags::COMPLEMENTIZER));
    let quotation = scene.marks.opened_at(range.start + lead)?;
    let tail = scene.trim(quotation.close + 1..range.end.max(quotation.close + 1));
    let inside = scene.trim(quotation.inside());
    let short = scene.words(inside) < 2;
    if !tail.is_empty() || inside.is_empty() || short {
        return None;
    }
    Some(Content { pieces: vec![inside], kind: QuoteType::Direct, recovered: quotation.recovered })
}

/// `أنه "…"، وأن هناك "…"`: clauses of which each is a quotation, with at most a word before it.
fn coordinated(scene: &Scene, range: TokenRange) -> Option<Content> {
    let mut pieces = Vec::new();
    let mut recovered = false;
    let mut at = range.start;
    while at < range.end {
        let lead = (at..range.end.min(at + 4)).find(|&i| scene.marks.opens(i))?;
        let joined = pieces.is_empty() || (at..lead).any(|i| scene.is(i, Flags::COMPLEMENTIZER));
        let words =
            (at..lead).filter(|&i| scene.is_wordlike(i) && !scene.is(i, Flags::COMPLEMENTIZER)).count();
        let quotation = scene.marks.opened_at(lead).filter(|_| joined && words <= 1)?;
        pieces.push(scene.trim(quotation.inside()));
        recovered |= quotation.recovered;
        at = scene.trim(quotation.close + 1..range.end.max(quotation.close + 1)).start;
    }
    (pieces.len() > 1).then_some(Content { pieces, kind: QuoteType::Direct, recovered })
}

/// A quotation as direct content, with what follows it up to `end` where that belongs to it.
pub fn quotation(scene: &Scene, open: usize, end: usize, colon: bool) -> Option<Content> {
    let quotation = scene.marks.opened_at(open)?;
    let inside = scene.trim(quotation.inside());
    if inside.is_empty() {
        return None;
    }
    let tail = quotation.close + 1;
    // `"…" for the fight against terror.`: the writer ends the speaker's clause in his own words.
    let goes_on = !colon
        && tail < end
        && scene.tokens.get(tail).is_some_and(|t| t.spaced)
        && is_complement(scene, tail);
    if goes_on {
        let range = scene.trim(inside.start..gloss(scene, tail, end));
        return Some(Content { pieces: vec![range], kind: QuoteType::Mixed, recovered: quotation.recovered });
    }
    let mut pieces = vec![inside];
    pieces.extend(joined(scene, tail, end));
    Some(Content { pieces, kind: QuoteType::Direct, recovered: quotation.recovered })
}

/// `"…"، لكن "…"`: quotations that a conjunction joins to the one before `at`.
fn joined(scene: &Scene, at: usize, end: usize) -> Vec<TokenRange> {
    const WORDS: usize = 3;
    let mut pieces = Vec::new();
    let mut at = at;
    loop {
        let comma = usize::from(scene.kind(at) == TokenKind::Comma);
        let link = at + comma;
        let conjunction = scene.is(link, Flags::BUT.with(Flags::CONJUNCTION))
            || scene.kind(link) == TokenKind::Word && scene.whole(link).len() == 1;
        let Some(quotation) = scene.marks.opened_at(link + 1).filter(|q| conjunction && q.close < end) else {
            return pieces;
        };
        let inside = scene.trim(quotation.inside());
        if scene.words(inside) < WORDS {
            return pieces;
        }
        pieces.push(inside);
        at = quotation.close + 1;
    }
}

/// Whether the words behind a quotation complete its clause: a preposition or an adjunct.
fn is_complement(scene: &Scene, at: usize) -> bool {
    let flags = scene.flags(at);
    let preposition = flags.any(Flags::PREPOSITION) && !flags.any(Flags::PRONOUN_SUFFIX);
    let source =
        scene.phrase(at).is_some_and(|(p, _)| !matches!(p.class, PhraseClass::Whether | PhraseClass::Turn));
    let proclitic = scene.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word) && {
        use crate::text::letter::proclitic::{BA, LAM};
        let key = scene.whole(at);
        (key.first() == LAM || key.first() == BA) && key.len() > 3 && !scene.is_known(at)
            || scene.prefix(at).has(crate::lexicon::Prefix::PREPOSITIONS)
    };
    (preposition || proclitic) && !source
}

/// The end of the content before the writer's own gloss.
pub fn gloss(scene: &Scene, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let quotation = scene.marks.opening_from(at).filter(|q| q.open < end);
        let open = quotation.map_or(end, |q| q.open);
        // A gloss may begin behind the last token, where that is a comma.
        let last = (open + 1).min(scene.tokens.len());
        while at < last {
            let phrase = scene.first(at..last, Sense::opens_phrase);
            if phrase == last {
                break;
            }
            if phrase > at && scene.kind(phrase - 1) == TokenKind::Comma && is_gloss(scene, phrase) {
                return phrase - 1;
            }
            // A few words of content must stand before it.
            if phrase > start + 1 && phrase < open && goes_on_in_own_voice(scene, phrase) {
                return phrase;
            }
            at = phrase + 1;
        }
        at = quotation.map_or(end, |q| q.close + 1);
    }
    end
}

/// A gloss that needs no comma: a concession, another clause's "while", what was left unsaid.
fn goes_on_in_own_voice(scene: &Scene, at: usize) -> bool {
    scene.phrase(at).is_some_and(|(phrase, end)| match phrase.class {
        PhraseClass::GlossAnywhere => true,
        PhraseClass::GlossVerb => scene.finite(end).is_some(),
        PhraseClass::GlossReport => scene.finite(end).is_some(),
        _ => false,
    })
}

fn is_gloss(scene: &Scene, at: usize) -> bool {
    scene.phrase(at).is_some_and(|(phrase, _)| phrase.class == PhraseClass::Gloss)
}

/// Whether a quotation inside a reported clause makes it mixed: two words, or one that is no name.
pub fn counts_as_fragment(scene: &Scene, quotation: &crate::segment::Quotation) -> bool {
    let inside = quotation.inside();
    let words = scene.words(inside);
    let before = quotation.open.saturating_sub(1);
    // `الخبر "نفيا قاطعا"`, `المشروع "جدلي"`: said of the noun, and no name of it.
    let said_of = scene.is_definite(before) && !scene.is_definite(inside.start);
    // `برد "محدود"`: an adjective, no name.
    let adjective = words == 1 && scene.is_common(inside.start);
    let behind_source =
        quotation.open > 0 && scene.is(before, crate::quotes::words::sets::SOURCE) && !said_of && !adjective;
    // `"سي آي إيه"` is as foreign as "CIA".
    let spelt = inside.iter().any(|i| scene.is(i, Flags::LETTER));
    let foreign =
        spelt || inside.iter().all(|i| !matches!(scene.kind(i), TokenKind::Word | TokenKind::Mixed));
    let body = Flags::ORGANISATION.with(Flags::MEDIUM).with(Flags::PLACE);
    let numbered = words == 2 && scene.kind(inside.start + 1) == TokenKind::Number;
    // "لجنة الدفاع": a body's name; "مجموعة مسلحة" is none.
    let construct = scene.is(inside.start, body)
        && (words == 1 || !scene.is_definite(inside.start) && scene.is_definite(inside.start + 1));
    let person = scene.is(inside.start, Flags::PERSONAL_NAME.with(Flags::FATHERHOOD));
    let name = words <= 4 && (person || construct) || numbered;
    let no_quote = foreign || name || (behind_source && words <= 3);
    let long_enough = words >= 2 || (words == 1 && !scene.is_definite(inside.start));
    long_enough && !no_quote
}

/// The parts of the content that stand in quotation marks, as spans of the text.
pub fn quoted(scene: &Scene, content: &Content) -> Vec<Span> {
    if content.kind == QuoteType::Indirect {
        return Vec::new();
    }
    let marked = |piece: TokenRange| {
        // Direct content inside marks is quoted as a whole.
        let opened = piece
            .start
            .checked_sub(1)
            .and_then(|at| scene.marks.opened_at(at))
            .filter(|q| q.close <= piece.end + 2);
        match opened {
            Some(q) if content.kind == QuoteType::Direct || q.close < piece.end => {
                let inside = scene.span(piece.start..q.close.min(piece.end));
                inside
                    .into_iter()
                    .chain(fragments(scene, TokenRange::new(q.close, piece.end)))
                    .collect::<Vec<_>>()
            }
            _ => fragments(scene, piece),
        }
    };
    content.pieces.iter().copied().flat_map(marked).collect()
}

fn fragments(scene: &Scene, range: TokenRange) -> Vec<Span> {
    scene
        .marks
        .outermost(range)
        .filter(|q| counts_as_fragment(scene, q))
        .filter_map(|q| scene.span(q.inside()))
        .collect()
}
