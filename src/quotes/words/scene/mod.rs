//! The view of the text that every step of the extraction uses: the text, its tokens and marks.
//!
//! Positions are token indexes. Nothing here fails: beyond both ends of the text, every token is a line end.

mod word;

use super::seen::Seen;
use super::sense::{self, Sense};
use crate::lexicon::{self, Flags, Form, Phrase, Prefix, VerbForm};
use crate::lexicon::{Gender, Number};
use crate::segment::Marks;
use crate::text::letter::{Class, KEY_LETTERS, proclitic};
use crate::text::{Key, Span};
use crate::tokens::{Token, TokenKind, TokenRange, Tokens};
pub use word::Word;

/// The text as the extractor sees it.
#[derive(Clone, Copy)]
pub struct Scene<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    /// The same tokens with their landmarks. Kept separately, because nearly every step looks at a token, and access
    /// through this reference would cost another pointer dereference.
    pub signs: &'t Tokens<'t>,
    pub senses: &'t [Sense],
    pub marks: &'t Marks,
    pub seen: &'t Seen<'t>,
}

impl<'t> Scene<'t> {
    /// Returns the word at a position.
    #[inline]
    pub const fn word(&self, at: usize) -> Word<'_, 't> {
        Word { scene: self, at }
    }

    /// Returns the token as written.
    pub fn written(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |t| t.span.slice(self.text))
    }

    /// Returns whether the token as written has this ending.
    #[inline]
    pub fn ends_with(&self, at: usize, ending: &str) -> bool {
        self.bytes(at).ends_with(ending.as_bytes())
    }

    /// Returns whether the token as written has one of these endings.
    #[inline]
    pub fn ends_with_any(&self, at: usize, endings: &[&str]) -> bool {
        let bytes = self.bytes(at);
        endings.iter().any(|ending| bytes.ends_with(ending.as_bytes()))
    }

    /// Returns whether one of the letters may be the word's last. It does not look at the text; most words end in
    /// another letter.
    #[inline]
    pub fn may_end_in(&self, at: usize, letters: &[Class]) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            let length = u32::from(token.length);
            length > KEY_LETTERS || letters.contains(&token.whole.letter(length.saturating_sub(1)))
        })
    }

    #[inline]
    fn bytes(&self, at: usize) -> &'t [u8] {
        let bytes = |t: &Token| self.text.as_bytes().get(t.span.start as usize..t.span.end as usize);
        self.tokens.get(at).and_then(bytes).unwrap_or_default()
    }

    /// Returns the kind of the token; outside the text, a line end.
    #[inline]
    pub fn kind(&self, at: usize) -> TokenKind {
        self.tokens.get(at).map_or(TokenKind::Newline, |t| t.kind)
    }

    /// The sense of the word; `None` outside the text.
    #[inline]
    fn sense(&self, at: usize) -> Option<&'t Sense> {
        self.senses.get(at)
    }

    /// Returns the first word of the range for which `wanted` holds, or the range's end.
    #[inline]
    pub fn first(&self, range: impl Into<TokenRange>, wanted: impl Fn(&Sense) -> bool) -> usize {
        let range = range.into();
        let senses = self.senses.get(range.iter()).unwrap_or_default();
        senses.iter().position(wanted).map_or(range.end(), |at| range.start() + at)
    }

    /// Returns the properties of the word.
    #[inline]
    pub fn flags(&self, at: usize) -> Flags {
        self.sense(at).map_or(Flags::default(), |it| it.flags)
    }

    /// Returns whether the word has one of the properties.
    #[inline]
    pub fn is(&self, at: usize, flags: Flags) -> bool {
        self.flags(at).any(flags)
    }

    /// Returns whether the word is "باسم", in either reading.
    pub fn is_in_the_name_of(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(sense::is_in_the_name_of)
    }

    /// Returns the proclitics of a word in the lexicon.
    #[inline]
    pub fn prefix(&self, at: usize) -> Prefix {
        self.sense(at).map_or(Prefix::default(), |it| it.prefix)
    }

    /// Returns whether the lexicon says nothing about the word or its proclitics.
    #[inline]
    pub fn says_nothing(&self, at: usize) -> bool {
        self.sense(at).is_none_or(Sense::says_nothing)
    }

    /// Returns the form of a reporting verb, if the word is one.
    #[inline]
    pub fn verb(&self, at: usize) -> Option<VerbForm> {
        self.sense(at)?.verb
    }

    /// Returns the form of a reporting verb, if the word is a finite one.
    pub fn finite(&self, at: usize) -> Option<VerbForm> {
        self.verb(at).filter(|v| matches!(v.form, Form::Perfect | Form::Imperfect))
    }

    /// Returns the folded word without the proclitics that the lexicon recognized.
    #[inline]
    pub fn stem(&self, at: usize) -> Key {
        self.tokens.get(at).map_or(Key::default(), |t| t.key())
    }

    /// Returns the folded word with its proclitics.
    #[inline]
    pub fn whole(&self, at: usize) -> Key {
        self.tokens.get(at).map_or(Key::default(), |t| t.whole)
    }

    /// Whether the word has more than its letters; words of news rarely have vowel signs.
    #[inline]
    fn is_vocalised(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.span.len() > 2 * u32::from(t.length))
    }

    /// Returns whether the word has the tanween of the accusative: it is then an adverb or object, not a name.
    #[inline]
    pub fn has_tanween(&self, at: usize) -> bool {
        const FATHATAN: char = '\u{64B}';
        self.is_vocalised(at) && self.written(at).contains(FATHATAN)
    }

    /// Returns whether the word has a sign of the accusative.
    #[inline]
    pub fn is_accusative(&self, at: usize) -> bool {
        const FATHA: char = '\u{64E}';
        self.is_vocalised(at) && (self.has_tanween(at) || self.written(at).ends_with(FATHA))
    }

    /// Returns whether the word begins with the article, perhaps after و ف ب ل ك.
    #[inline]
    pub fn is_definite(&self, at: usize) -> bool {
        self.sense(at).is_some_and(Sense::is_definite)
    }

    /// Returns whether the word is in the lexicon.
    pub fn is_known(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.word.is_known())
    }

    /// Returns whether the press uses the word, and not as part of a name. A word that the press does not write with
    /// this proclitic counts only with the article or a definite complement ("بتنكيس الأعلام").
    pub fn is_common(&self, at: usize) -> bool {
        if !self.is_unknown_word(at) {
            return false;
        }
        lexicon::is_common(self.whole(at)) || self.is_common_after_proclitic(at)
    }

    fn is_common_after_proclitic(&self, at: usize) -> bool {
        const LETTERS: u32 = 4;
        let key = self.whole(at);
        match key.first() {
            proclitic::WAW | proclitic::FA | proclitic::BA | proclitic::LAM | proclitic::KAF
                if key.is_longer_than(LETTERS) =>
            {
                let definite = self.is_definite(at) || self.is_definite(at + 1);
                definite && lexicon::is_common(key.rest())
            }
            _ => false,
        }
    }

    /// Returns whether the word is a noun of the press with a proclitic ب or ك that is not in the lexicon: "بلهجة",
    /// "بدعم".
    #[inline]
    pub fn joins_preposition(&self, at: usize) -> bool {
        matches!(self.whole(at).first(), proclitic::BA | proclitic::KAF) && self.joins_ba_or_kaf(at)
    }

    fn joins_ba_or_kaf(&self, at: usize) -> bool {
        // Shorter words count only before a complement: "بسوق المكسرات".
        const LETTERS: u32 = 4;
        let key = self.whole(at);
        let rest = key.rest();
        if !self.is_unknown_word(at) || self.is_definite(at) || !lexicon::is_common(rest) {
            return false;
        }
        if lexicon::is_common(key) || self.is_definite(at + 1) {
            return true;
        }
        match rest.first() {
            // These are spelt like a verb.
            proclitic::YA | proclitic::TA | proclitic::NUN => false,
            _ => rest.len() >= LETTERS,
        }
    }

    /// Returns whether it is a word that is not in the lexicon.
    #[inline]
    pub fn is_unknown_word(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Word && !self.is_known(at)
    }

    /// Returns whether the word is ل and a name: ل is a proclitic of a known word, or of a word that also occurs in the
    /// text without it.
    #[inline]
    pub fn is_lam_phrase(&self, at: usize) -> bool {
        self.prefix(at).has(Prefix::LAM) || self.whole(at).first() == proclitic::LAM && self.joins_lam(at)
    }

    fn joins_lam(&self, at: usize) -> bool {
        let key = self.whole(at);
        if !self.is_unknown_word(at) {
            return false;
        }
        match key.len() {
            1 => true,
            5.. if key.letter(1) == proclitic::LAM => true,
            4.. => self.seen.has(key.rest()),
            _ => false,
        }
    }

    /// Returns whether the word is ل and a noun with a definite complement: "لمكافحة الإرهاب".
    pub fn is_lam_complement(&self, at: usize) -> bool {
        let key = self.whole(at);
        if self.kind(at) != TokenKind::Word || key.first() != proclitic::LAM {
            return false;
        }
        key.is_longer_than(3) && self.is_definite(at + 1)
    }

    /// Returns whether the token is read aloud.
    #[inline]
    pub fn is_wordlike(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_wordlike)
    }

    /// Returns the number of words in the range.
    pub fn words(&self, range: impl Into<TokenRange>) -> usize {
        let range = range.into();
        let within = range.start().min(self.tokens.len())..range.end().min(self.tokens.len());
        let other = self.signs.landmarks(within.clone()).filter(|&at| !self.is_wordlike(at)).count();
        within.len() - other
    }

    /// Returns the phrase of the lexicon that begins at the word, and one past its last token. An open phrase ends
    /// before the word that carries its proclitic.
    #[inline]
    pub fn phrase(&self, at: usize) -> Option<(&'static Phrase, usize)> {
        if self.sense(at)?.opens_phrase() { self.phrase_of(at) } else { None }
    }

    fn phrase_of(&self, at: usize) -> Option<(&'static Phrase, usize)> {
        let token = self.tokens.get(at)?;
        token.word.entry().phrases().iter().find_map(|phrase| {
            let end = at + 1 + phrase.rest.len();
            let fits = phrase.rest.iter().zip(at + 1..).all(|(&key, i)| match self.whole(i) {
                whole if phrase.open && i + 1 == end => whole.first() == key.first() && whole.len() > 2,
                whole => whole == key,
            });
            fits.then_some((phrase, if phrase.open { end - 1 } else { end }))
        })
    }

    /// Returns the tokens from the first to the last of the range, as a span of the text.
    pub fn span(&self, range: impl Into<TokenRange>) -> Option<Span> {
        let tokens = self.tokens.get(range.into().iter())?;
        Some(tokens.first()?.span.cover(tokens.last()?.span))
    }

    /// Strips signs and white space from both ends of the range; paired quotation marks are kept.
    pub fn trim(&self, range: impl Into<TokenRange>) -> TokenRange {
        let range = range.into();
        let (mut start, mut end) = (range.start(), range.end());
        let loose = |at: usize| is_loose(self.kind(at));
        while start < end && loose(start) {
            start += 1;
        }
        while start < end && loose(end - 1) {
            end -= 1;
        }
        TokenRange::new(start, end)
    }

    /// Returns the position one past the closing bracket for the bracket that opens at `at`, if it closes soon.
    pub fn behind_bracket(&self, at: usize, limit: usize) -> Option<usize> {
        const REACH: usize = 40;
        let end = limit.min(at + REACH);
        (at + 1..end).find(|&i| self.kind(i) == TokenKind::Close).map(|i| i + 1)
    }

    /// Returns the position one past an aside between dashes that opens at `at`.
    pub fn behind_aside(&self, at: usize, limit: usize) -> Option<usize> {
        const REACH: usize = 40;
        let end = limit.min(at + REACH);
        (at + 1..end)
            .take_while(|&i| !matches!(self.kind(i), TokenKind::Stop | TokenKind::Newline | TokenKind::Colon))
            .find(|&i| self.kind(i) == TokenKind::Dash)
            .map(|i| i + 1)
    }
}

/// Whether the sign belongs to neither of its neighbouring words.
const fn is_loose(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Comma
            | TokenKind::Semicolon
            | TokenKind::Colon
            | TokenKind::Stop
            | TokenKind::Dash
            | TokenKind::Newline
            | TokenKind::Ellipsis
    )
}

/// Returns whether a subject can go with a verb form, each given by gender and number.
pub fn agrees(form: (Gender, Number), subject: (Gender, Number)) -> bool {
    match (form, subject) {
        ((_, Number::Plural), (_, Number::Singular)) => false,
        ((Gender::Unknown, _), _) | (_, (Gender::Unknown, _)) => true,
        ((one, _), (other, _)) => one == other,
    }
}
