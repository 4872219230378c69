//! What the cases ask of the layers' own functions, in bytes of the text. When those move or change, this file does.

use std::ops::Range;

use super::super::words::{Lookups, Scene, Sentence, shape};
use super::super::{clause, cue, drafts, name, phrase};
use crate::clean::{Block, BlockKind, BlockRule};
use crate::lexicon::{Flags, Prefix, frame};
use crate::quotes::{Extraction, QuoteOptions};
use crate::segment::{Cuts, Marks, Paragraph, paragraphs};
use crate::text::{Cancel, Span};
use crate::tokens::{TokenRange, Tokens, tokenize};

/// A text with all that is read of it before its quotes are.
struct Page<'t> {
    text: &'t str,
    tokens: Tokens<'t>,
    paragraphs: Vec<Paragraph>,
    marks: Marks,
    cuts: Cuts,
}

impl<'t> Page<'t> {
    fn read(text: &'t str) -> Self {
        let span = Span::new(0, text.len() as u32);
        let whole = [Block { span, kind: BlockKind::Body, kept: true, rule: BlockRule::Whole }];
        let tokens = tokenize(text);
        let paragraphs = paragraphs(&tokens, &whole, true);
        let marks = Marks::pair(&tokens, &paragraphs);
        let cuts = Cuts::of(&tokens, &paragraphs, &marks);
        Self { text, tokens, paragraphs, marks, cuts }
    }

    fn look<T>(&self, look: impl FnOnce(&Scene) -> T) -> T {
        look(&Lookups::of(&self.tokens).scene(&self.marks))
    }

    /// The token that holds the byte.
    fn token(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end as usize <= byte)
    }

    fn bytes(&self, tokens: TokenRange) -> Range<usize> {
        let start = self.tokens.get(tokens.start()).map_or(self.text.len(), |it| it.span.start as usize);
        let last = tokens.end().checked_sub(1).filter(|last| *last >= tokens.start());
        start..last.and_then(|last| self.tokens.get(last)).map_or(start, |it| it.span.end as usize)
    }

    /// The sentences with quotations kept whole.
    fn sentences<'s>(&'s self, scene: &'s Scene<'t>) -> impl Iterator<Item = Sentence<'s, 't>> {
        let paragraphs = self.paragraphs.iter().enumerate();
        let ranges = paragraphs.flat_map(|(at, own)| self.cuts.units(own).map(move |range| (at, range)));
        ranges.map(|(paragraph, range)| Sentence { scene, range: range.into(), paragraph, nested: false })
    }
}

/// Whether the word at the byte is so: a property of the lexicon by its name there, or one that its place or
/// shape tells. None where nothing is called so.
pub fn is(text: &str, byte: usize, fact: &str) -> Option<bool> {
    let page = Page::read(text);
    let at = page.token(byte);
    page.look(|scene| {
        Some(match fact {
            "verb" => scene.verb(at).is_some(),
            "definite" => scene.is_definite(at),
            "common" => scene.is_common(at),
            "lam-complement" => scene.is_lam_complement(at),
            "abstract" => shape::is_abstract(scene, at),
            "ba-act" => shape::is_with_act(scene, at),
            "ba-noun" => scene.joins_preposition(at),
            "first-person" => shape::is_first_person(scene, at),
            "imperfect" => clause::is_imperfect(scene, at),
            "lam-phrase" => scene.is_lam_phrase(at),
            "name-word" => shape::is_name_word(scene, at),
            "oblique" => shape::is_oblique(scene, at),
            "particle-name" => shape::is_particle_name(scene, at),
            "plural-thing" => shape::is_plural_abstract(scene, at),
            "possessed" => shape::is_possessed(scene, at),
            "predicate" => shape::is_predicate(scene, at),
            "relational" => shape::is_nisba(scene, at),
            "surname" => shape::is_surname_like(scene, at),
            "thing" => phrase::is_thing(scene, at),
            "title-letter" => name::is_title_letter(scene, at),
            other => scene.is(at, Flags::NAMES.iter().find(|(name, _)| *name == other)?.1),
        })
    })
}

/// The noun phrase that begins at the byte and may speak. Behind a verb that takes a person as its object it is one
/// name; a noun that carries a proclitic heads one, too, and so does one that is asked for as `headed`.
pub fn phrase(text: &str, byte: usize, headed: bool) -> Option<Range<usize>> {
    let page = Page::read(text);
    let at = page.token(byte);
    page.look(|scene| {
        let limit = page.sentences(scene).map(|sentence| sentence.range.end()).find(|end| at < *end)?;
        let verb = at.checked_sub(1).and_then(|before| scene.verb(before));
        let single = verb.is_some_and(|form| form.verb().takes(frame::OBJECT));
        let joined = scene.prefix(at).has(Prefix::PREPOSITIONS) || scene.prefix(at).has(Prefix::CONJUNCTION);
        let found = if headed || joined || scene.is_lam_phrase(at) {
            phrase::headed(scene, at, limit)
        } else {
            phrase::read(scene, at, limit, single)
        };
        found.filter(|found| phrase::can_speak(scene, *found)).map(|found| page.bytes(found))
    })
}

/// What a mention is made of.
pub struct Parts {
    /// Its name, where that is not all of it.
    pub name: Option<Range<usize>>,
    pub titles: Vec<Range<usize>>,
    pub kind: &'static str,
    /// Whether it means somebody whom the text has named.
    pub definite: bool,
}

/// The parts of the mention that these bytes are.
pub fn parts(text: &str, mention: Range<usize>) -> Parts {
    let page = Page::read(text);
    let tokens = TokenRange::new(page.token(mention.start), page.token(mention.end.saturating_sub(1)) + 1);
    let read = page.look(|scene| name::read(scene, tokens));
    Parts {
        name: (read.named || read.name != read.tokens).then(|| page.bytes(read.name)),
        titles: read.titles.into_iter().map(|title| page.bytes(title)).collect(),
        kind: read.kind.as_str(),
        definite: read.definite,
    }
}

/// What becomes of the word at the byte: the rule of its quote, or why it makes none; nothing where it is no cue.
pub fn verdict(text: &str, byte: usize) -> Option<Result<&'static str, &'static str>> {
    let page = Page::read(text);
    let at = page.token(byte);
    page.look(|scene| {
        if let Some(Err(refusal)) = cue::judge(scene, at) {
            return Some(Err(refusal.as_str()));
        }
        let mut found = None;
        for sentence in page.sentences(scene) {
            let mut judge = |sentence: &Sentence| {
                drafts::judge(sentence, &mut |reading, verdict| {
                    if reading.cue.tokens.contains(at) {
                        found = Some(verdict.map(|it| it.rule.as_str()).map_err(|it| it.as_str()));
                    }
                })
            };
            for draft in judge(&sentence) {
                drafts::nested(scene, &draft).iter().for_each(|inner| drop(judge(inner)));
            }
        }
        found
    })
}

/// The quotes of the text and their speakers, with those that their evidence leaves out of an answer: the sentences of a
/// layer are too short to be believed.
pub fn extraction(text: &str) -> Extraction {
    let Page { tokens, paragraphs, marks, cuts, .. } = &Page::read(text);
    let options = QuoteOptions::default();
    crate::quotes::weigh(tokens, paragraphs, marks, cuts, &options, &Cancel::new()).expect("nobody cancelled")
}
