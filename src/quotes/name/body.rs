//! The name of a body, medium or document.

use super::{Mention, read};
use crate::lexicon::{Flags, Prefix, frame, preposition_frame};
use crate::quotes::result::EntityKind;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::is_nisba;
use crate::quotes::words::{Scene, Word};
use crate::text::letter::proclitic::LAM;
use crate::tokens::{TokenKind, TokenRange};

/// Words for those who issue a document.
const OWNERS: Flags = Flags::TITLE.with(Flags::ORGANISATION).with(Flags::MEDIUM).with(Flags::PERSONAL_NAME);

/// Reads a body, medium or document, whose name is the whole phrase. A document takes the name of the body after it.
pub fn body(scene: &Scene, mut mention: Mention) -> Mention {
    let tokens = mention.tokens;
    let end = tokens.iter().find(|&at| scene.kind(at) == TokenKind::Comma).unwrap_or(tokens.end());
    // A law is about many bodies; a statement belongs to one.
    if mention.kind == EntityKind::Document
        && let Some(issuer) = issuer(scene, tokens.start(), end)
    {
        return issued(scene, mention, TokenRange::new(issuer, end));
    }
    mention.name = TokenRange::new(tokens.start(), end);
    let apposition = scene.trim(end..tokens.end());
    if is_proper_name(scene, apposition) {
        mention.titles.push(mention.name);
        mention.name = apposition;
        mention.named = true;
    }
    mention
}

/// A document, under the name of its issuer.
fn issued(scene: &Scene, mut document: Mention, issuer: TokenRange) -> Mention {
    let inner = read(scene, issuer);
    let head = document.tokens.start();
    document.titles.push(TokenRange::new(head, head + 1));
    document.titles.extend(inner.titles);
    Mention { name: inner.name, named: inner.named, kind: inner.kind, ..document }
}

/// "جهاز الأمن الداخلي، شين بيت": whether the apposition is the proper name.
fn is_proper_name(scene: &Scene, apposition: TokenRange) -> bool {
    let first = scene.word(apposition.start());
    if apposition.is_empty() || first.is(SOURCE) || first.is_definite() {
        return false;
    }
    first.first() != LAM
}

/// Where the body or person that issued a document begins: "بيان وزارة …", "تقرير أولي لوزارة …", `بيان "المركز …"`.
fn issuer(scene: &Scene, head: usize, end: usize) -> Option<usize> {
    const ADJECTIVES: usize = 3;
    let first = scene.word(head + 1);
    if first.at < end && is_owner(first, end) {
        return Some(first.at);
    }
    let limit = end.min(head + 1 + ADJECTIVES);
    let at = (first.at..limit).find(|&at| !may_be_adjective(scene.word(at))).unwrap_or(limit);
    if at >= end {
        return None;
    }
    let next = scene.word(at);
    match preposition_frame(next.whole()) {
        // "تصريحات من الوزير".
        frame::MIN if next.next().is(OWNERS) => Some(at + 1),
        _ => (is_served(next) || is_marked(next, end)).then_some(at),
    }
}

/// Whether the word is neither a sign nor an issuer with ل.
fn may_be_adjective(word: Word) -> bool {
    word.kind() == TokenKind::Word && !word.prefix().has(Prefix::LAM)
}

/// Whether the word right after the document owns it.
fn is_owner(word: Word, end: usize) -> bool {
    if !word.is_unless(OWNERS, Flags::PLURAL) || !may_be_adjective(word) {
        return false;
    }
    !is_adjective(word) && !is_participle(word, end)
}

/// Whether the word is an adjective of the word before it.
fn is_adjective(word: Word) -> bool {
    word.fits(is_nisba) && word.is_definite() == word.prev().is_definite()
}

/// "استطلاعات متخصصة": this is an adjective as well.
fn is_participle(word: Word, end: usize) -> bool {
    word.at + 1 == end && word.is_indefinite(Flags::TITLE)
}

/// Whether the word is an owner with a proclitic ل.
fn is_served(word: Word) -> bool {
    word.prefix().has(Prefix::LAM) && word.is(OWNERS)
}

/// Whether a name of several words in marks begins here.
fn is_marked(mark: Word, end: usize) -> bool {
    let quotation = mark.scene.marks.opened_at(mark.at).filter(|quotation| quotation.close < end);
    quotation.is_some_and(|quotation| mark.scene.words(quotation.inside()) > 1)
}
