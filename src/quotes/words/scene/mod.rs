//! What every step of the extraction looks at: the text, its tokens and marks.
//!
//! Positions are token indexes. Nothing here fails: beyond either end is a line end.

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
    /// The same with its landmarks. Apart, because nearly every step looks at a token: through this one it would go
    /// by way of another pointer.
    pub signs: &'t Tokens<'t>,
    pub senses: &'t [Sense],
    pub marks: &'t Marks,
    pub seen: &'t Seen<'t>,
}

impl<'t> Scene<'t> {
    /// The word at a place.
    #[inline]
    pub const fn word(&self, at: usize) -> Word<'_, 't> {
        Word { scene: self, at }
    }

    /// The token as written.
    pub fn written(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |t| t.span.slice(self.text))
    }

    /// Whether the token as written ends so.
    #[inline]
    pub fn ends_with(&self, at: usize, ending: &str) -> bool {
        self.bytes(at).ends_with(ending.as_bytes())
    }

    /// Whether the token as written ends in one of these.
    #[inline]
    pub fn ends_with_any(&self, at: usize, endings: &[&str]) -> bool {
        let bytes = self.bytes(at);
        endings.iter().any(|ending| bytes.ends_with(ending.as_bytes()))
    }

    /// Whether one of the letters may be the word's last: no look at how it is written, for most words end in another.
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

    /// What the token is; a line end outside the text.
    #[inline]
    pub fn kind(&self, at: usize) -> TokenKind {
        self.tokens.get(at).map_or(TokenKind::Newline, |t| t.kind)
    }

    /// What the word is; nothing outside the text.
    #[inline]
    fn sense(&self, at: usize) -> Option<&'t Sense> {
        self.senses.get(at)
    }

    /// The first word of the range that is so; the range's end if none is.
    #[inline]
    pub fn first(&self, range: impl Into<TokenRange>, wanted: impl Fn(&Sense) -> bool) -> usize {
        let range = range.into();
        let senses = self.senses.get(range.iter()).unwrap_or_default();
        senses.iter().position(wanted).map_or(range.end(), |at| range.start() + at)
    }

    /// The properties of the word.
    #[inline]
    pub fn flags(&self, at: usize) -> Flags {
        self.sense(at).map_or(Flags::default(), |it| it.flags)
    }

    /// Whether the word has one of the properties.
    #[inline]
    pub fn is(&self, at: usize, flags: Flags) -> bool {
        self.flags(at).any(flags)
    }

    /// "باسم", whichever way it is read here.
    pub fn is_in_the_name_of(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(sense::is_in_the_name_of)
    }

    /// The proclitics of a word of the lexicon.
    #[inline]
    pub fn prefix(&self, at: usize) -> Prefix {
        self.sense(at).map_or(Prefix::default(), |it| it.prefix)
    }

    /// Whether the lexicon has nothing to say of the word, or of the proclitics before it.
    #[inline]
    pub fn says_nothing(&self, at: usize) -> bool {
        self.sense(at).is_none_or(Sense::says_nothing)
    }

    /// The form of a reporting verb that the word is.
    #[inline]
    pub fn verb(&self, at: usize) -> Option<VerbForm> {
        self.sense(at)?.verb
    }

    /// The finite form of a reporting verb that the word is.
    pub fn finite(&self, at: usize) -> Option<VerbForm> {
        self.verb(at).filter(|v| matches!(v.form, Form::Perfect | Form::Imperfect))
    }

    /// The folded word without the proclitics that the lexicon took off.
    #[inline]
    pub fn stem(&self, at: usize) -> Key {
        self.tokens.get(at).map_or(Key::default(), |t| t.key())
    }

    /// The folded word with its proclitics.
    #[inline]
    pub fn whole(&self, at: usize) -> Key {
        self.tokens.get(at).map_or(Key::default(), |t| t.whole)
    }

    /// Whether more is written than letters: hardly any word of news has vowel signs.
    #[inline]
    fn is_vocalised(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.span.len() > 2 * u32::from(t.length))
    }

    /// Whether the word is written with tanween of the accusative: an adverb or object, no name.
    #[inline]
    pub fn has_tanween(&self, at: usize) -> bool {
        const FATHATAN: char = '\u{64B}';
        self.is_vocalised(at) && self.written(at).contains(FATHATAN)
    }

    /// Whether the word is written with a sign of the accusative.
    #[inline]
    pub fn is_accusative(&self, at: usize) -> bool {
        const FATHA: char = '\u{64E}';
        self.is_vocalised(at) && (self.has_tanween(at) || self.written(at).ends_with(FATHA))
    }

    /// Whether the word begins with the article, also after و ف ب ل ك.
    #[inline]
    pub fn is_definite(&self, at: usize) -> bool {
        self.sense(at).is_some_and(Sense::is_definite)
    }

    /// Whether the word is in the lexicon.
    pub fn is_known(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.word.is_known())
    }

    /// Whether the word is one of the press that is not part of a name. After a proclitic that the press
    /// does not write it with it counts with a definite complement ("بتنكيس الأعلام") or the article.
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

    /// Whether ب or ك is written onto a noun of the press that is not in the lexicon: "بلهجة", "بدعم".
    #[inline]
    pub fn joins_preposition(&self, at: usize) -> bool {
        matches!(self.whole(at).first(), proclitic::BA | proclitic::KAF) && self.joins_ba_or_kaf(at)
    }

    fn joins_ba_or_kaf(&self, at: usize) -> bool {
        // Shorter ones only before a complement: "بسوق المكسرات".
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
            // Spelt like a verb.
            proclitic::YA | proclitic::TA | proclitic::NUN => false,
            _ => rest.len() >= LETTERS,
        }
    }

    /// Whether it is a word that is not in the lexicon.
    #[inline]
    pub fn is_unknown_word(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Word && !self.is_known(at)
    }

    /// Whether the word is ل and a name: a proclitic on a known word, or on a word that also
    /// occurs in the text without it.
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

    /// Whether the word is ل and a noun with a definite complement: "لمكافحة الإرهاب".
    pub fn is_lam_complement(&self, at: usize) -> bool {
        let key = self.whole(at);
        if self.kind(at) != TokenKind::Word || key.first() != proclitic::LAM {
            return false;
        }
        key.is_longer_than(3) && self.is_definite(at + 1)
    }

    /// Whether the token is read aloud.
    #[inline]
    pub fn is_wordlike(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_wordlike)
    }

    /// Words in the range.
    pub fn words(&self, range: impl Into<TokenRange>) -> usize {
        let range = range.into();
        let within = range.start().min(self.tokens.len())..range.end().min(self.tokens.len());
        let other = self.signs.landmarks(within.clone()).filter(|&at| !self.is_wordlike(at)).count();
        within.len() - other
    }

    /// The phrase of the lexicon that begins at the word, and one past its last token. An open
    /// phrase ends before the word that carries its proclitic.
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

    /// The tokens from the first to the last one of the range, as a span of the text.
    pub fn span(&self, range: impl Into<TokenRange>) -> Option<Span> {
        let tokens = self.tokens.get(range.into().iter())?;
        Some(tokens.first()?.span.cover(tokens.last()?.span))
    }

    /// The range without signs and white space at its ends; quotation marks that pair stay.
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

    /// The end of the bracket that opens at `at`, one past its closing sign, where it closes soon.
    pub fn behind_bracket(&self, at: usize, limit: usize) -> Option<usize> {
        const REACH: usize = 40;
        let end = limit.min(at + REACH);
        (at + 1..end).find(|&i| self.kind(i) == TokenKind::Close).map(|i| i + 1)
    }

    /// The end of an aside between dashes that opens at `at`.
    pub fn behind_aside(&self, at: usize, limit: usize) -> Option<usize> {
        const REACH: usize = 40;
        let end = limit.min(at + REACH);
        (at + 1..end)
            .take_while(|&i| !matches!(self.kind(i), TokenKind::Stop | TokenKind::Newline | TokenKind::Colon))
            .find(|&i| self.kind(i) == TokenKind::Dash)
            .map(|i| i + 1)
    }
}

/// Whether the sign belongs to neither of the words beside it.
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

/// Whether a subject of `gender` and `number` can go with a verb form of the other.
pub fn agrees(form: (Gender, Number), subject: (Gender, Number)) -> bool {
    match (form, subject) {
        ((_, Number::Plural), (_, Number::Singular)) => false,
        ((Gender::Unknown, _), _) | (_, (Gender::Unknown, _)) => true,
        ((one, _), (other, _)) => one == other,
    }
}
