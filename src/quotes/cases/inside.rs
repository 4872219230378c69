//! The functions of the layers that the test cases call, with byte offsets into the text. If those functions move or
//! change, change this file.

use std::ops::Range;

use super::super::words::{Lookups, Scene, Sentence, shape};
use super::super::{clause, cue, drafts, name, phrase};
use crate::clean::{Block, BlockKind, BlockRule};
use crate::lexicon::{Flags, Prefix, frame};
use crate::quotes::{Extraction, QuoteOptions};
use crate::segment::{Cuts, Marks, Paragraph, paragraphs};
use crate::text::{Cancel, Span};
use crate::tokens::{TokenRange, Tokens, tokenize};

/// A text with everything that is read from it before its quotes.
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

    /// The token that contains the byte.
    fn token(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end as usize <= byte)
    }

    fn bytes(&self, tokens: TokenRange) -> Range<usize> {
        let start = self.tokens.get(tokens.start()).map_or(self.text.len(), |it| it.span.start as usize);
        let last = tokens.end().checked_sub(1).filter(|last| *last >= tokens.start());
        start..last.and_then(|last| self.tokens.get(last)).map_or(start, |it| it.span.end as usize)
    }

    /// The sentences; a quotation is never split.
    fn sentences<'s>(&'s self, scene: &'s Scene<'t>) -> impl Iterator<Item = Sentence<'s, 't>> {
        let paragraphs = self.paragraphs.iter().enumerate();
        let ranges = paragraphs.flat_map(|(at, own)| self.cuts.units(own).map(move |range| (at, range)));
        ranges.map(|(paragraph, range)| Sentence { scene, range: range.into(), paragraph, nested: false })
    }
}

/// Returns whether the word at the byte has this property: a flag of the lexicon by its name there, or a property that
/// follows from the word's position or shape. `None` if no property has that name.
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

/// Returns the noun phrase that begins at the byte and can be a speaker. After a verb that takes a person as its
/// object, the phrase is a single name. A noun with a proclitic, or one requested as `headed`, is read as the head of a
/// phrase.
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

/// The parts of a mention.
pub struct Parts {
    /// Its name, if that is not the whole mention.
    pub name: Option<Range<usize>>,
    pub titles: Vec<Range<usize>>,
    pub kind: &'static str,
    /// Whether it refers to somebody whom the text has named.
    pub definite: bool,
}

/// Parses the mention at these bytes.
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

/// Returns the outcome for the word at the byte: the rule of its quote, or the reason for its refusal. `None` if the
/// word is not a cue.
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

/// Returns the quotes of the text and their speakers, including those that an answer leaves out for lack of evidence:
/// the sentences of a layer are too short to score well.
pub fn extraction(text: &str) -> Extraction {
    let Page { tokens, paragraphs, marks, cuts, .. } = &Page::read(text);
    let options = QuoteOptions::default();
    crate::quotes::weigh(tokens, paragraphs, marks, cuts, &options, &Cancel::new()).expect("nobody cancelled")
}
