//! Units: the lines of a text, or the runs of a line between wide gaps.

use super::bullet::is_bullet;
use super::end::End;
use super::part::{Run, identity, is_part_sign, of_letters, parts};
use super::phrase::{id, is_credit, is_name};
use crate::lexicon::{Flags, PageClass, PhraseHash, Place, page_phrase};
use crate::text::Span;
use crate::tokens::{Token, TokenKind, Tokens};

/// A phrase of `lexicon/page.tsv` at the start of a unit, or inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The class of the phrase.
    pub class: PageClass,
    /// The number of words after it.
    pub rest: u16,
}

/// The maximum number of words of a unit that are counted. A longer unit is judged by the first ones.
const COUNTED: u16 = 32_000;
/// The maximum of counts that only matter as zero, one or a few.
const FEW: u8 = 64;

/// A line, or a run inside a line, with counts of its parts. A text of short lines has a unit for every other byte, so all counts
/// are small.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    /// Its tokens: the first, and one past the last.
    pub tokens: (u32, u32),
    /// Whether it is in one line with the previous unit.
    pub inline: bool,
    /// The number of words and numbers.
    pub words: u16,
    /// Words without an Arabic letter.
    pub foreign: u16,
    /// Numbers.
    pub numbers: u16,
    /// Numbers with a sign inside them: times and dates.
    pub joined: u8,
    /// Function words.
    pub function: u8,
    /// Forms of reporting verbs.
    pub verbs: u8,
    /// Commas and semicolons.
    pub commas: u8,
    /// Sentence ends before the last.
    pub stops: u8,
    /// Dashes and slashes.
    pub dashes: u8,
    /// The number of month names.
    pub months: u8,
    /// Words that occur in dates.
    pub dates: u16,
    /// Whether it contains a whole date, not only a time or a day of the week.
    pub dated: bool,
    /// Whether it contains a mail address.
    pub address: bool,
    /// Whether its last word is an agency's name.
    pub signed: bool,
    /// Whether it starts with a list sign, or with a number and a dash.
    pub bullet: bool,
    /// Whether it contains a copyright sign.
    pub copyright: bool,
    /// Bars.
    pub bars: u16,
    /// Words that are too long to be one word: several words without spaces.
    pub glued: u16,
    /// Whether it contains a temperature.
    pub degrees: bool,
    /// The number of letters in its words.
    pub letters: u16,
    /// Whether it contains an agency or a picture's creator in brackets.
    pub credit: bool,
    /// Whether it ends with a few words in brackets, like a caption with the source of the picture.
    pub source: bool,
    /// Whether it is entirely in brackets.
    pub bracketed: bool,
    /// Whether a word says where someone is in a picture.
    pub position: bool,
    /// The end of the unit.
    pub end: End,
    /// A hash of its words, without the signs between them.
    pub hash: u64,
    /// Whether it contains a separator: a dash between spaces, or a bar.
    pub parted: bool,
    /// The number of words before the first separator that has words on both sides.
    pub lead_words: u8,
    /// A boilerplate phrase.
    pub phrase: Option<Phrase>,
}

const _: () = assert!(size_of::<Unit>() == 56);

/// The maximum length of a unit that is searched for phrases.
const SHORT: u16 = 24;
/// The maximum length of a name, in words.
const NAMED: u16 = 8;
/// The maximum length of a phrase at the start of a unit, in words.
const PHRASE_WORDS: u16 = 6;

const FUNCTION: Flags = Flags::COMPLEMENTIZER
    .with(Flags::PREPOSITION)
    .with(Flags::CONJUNCTION)
    .with(Flags::RELATIVE)
    .with(Flags::ADJUNCT)
    .with(Flags::PRONOUN_SUFFIX)
    .with(Flags::NEGATION)
    .with(Flags::AUXILIARY)
    .with(Flags::QAD)
    .with(Flags::FUTURE)
    .with(Flags::BECAUSE)
    .with(Flags::DEMONSTRATIVE);
const DATE: Flags = Flags::MONTH.with(Flags::WEEKDAY);

/// The unit of the tokens `first..last`; `None` if the range is empty.
pub(super) fn unit(tokens: &Tokens<'_>, (first, last): (usize, usize), inline: bool) -> Option<Unit> {
    let text = tokens.text();
    let own = tokens.get(first..last)?;
    own.first()?;
    let mut unit = Unit { tokens: (first as u32, last as u32), inline, ..Unit::default() };
    let mut next = first;
    for at in tokens.landmarks(first..last).chain([last]) {
        // Most tokens are plain words between two landmarks.
        unit.add_words(tokens.get(next..at).unwrap_or_default());
        next = at + 1;
        let Some(token) = tokens.get(at).filter(|_| at < last) else { break };
        if token.is_wordlike() {
            if unit.add_word(token, identity(text, token)) {
                unit.add_odd_word(text, token);
            }
        } else {
            let before = own.get(..at - first).and_then(<[Token]>::last);
            unit.add_sign(text, token, before);
            unit.parted |= is_part_sign(text, token);
        }
    }
    unit.lead_words = u8::try_from(unit.parts(tokens).0.1).unwrap_or(u8::MAX);
    unit.pass_over_names(text, own);
    unit.end = End::of(text, own);
    unit.stops -= u8::from(matches!(unit.end, End::Stop | End::Query) && unit.stops > 0);
    unit.bullet = is_bullet(text, own);
    unit.find_phrases(text, own);
    unit.dated |= unit.numbers > 1 && (unit.months > 0 || unit.spaced_date(text, own));
    unit.find_brackets(text, own);
    Some(unit)
}

/// Adds one to a count if `one` is set, up to a small maximum.
#[inline]
fn add(count: &mut u8, one: bool) {
    *count += u8::from(one & (*count < FEW));
}

/// Returns whether the word is too long to be one word.
const fn is_glued(word: &Token) -> bool {
    word.length >= 16
}

impl Unit {
    /// Returns whether no word of the unit has an Arabic letter.
    pub const fn is_foreign(&self) -> bool {
        self.words == self.foreign
    }

    /// Returns whether the unit ends like a headline and has no sentence inside it.
    pub const fn trails_off(&self) -> bool {
        matches!(self.end, End::Open | End::Ellipsis | End::Query) && self.stops == 0 && self.commas < 2
    }

    /// The tokens of the unit.
    pub fn own<'t>(&self, tokens: &'t Tokens<'_>) -> &'t [Token] {
        tokens.get(self.tokens.0 as usize..self.tokens.1 as usize).unwrap_or_default()
    }

    /// The span from its first token to its last.
    pub fn span(&self, tokens: &Tokens<'_>) -> Span {
        let own = self.own(tokens);
        own.first().zip(own.last()).map_or(Span::default(), |(first, last)| first.span.cover(last.span))
    }

    /// The run of words before its first separator, and the run after its last; both empty if it has none.
    pub fn parts(&self, tokens: &Tokens<'_>) -> (Run, Run) {
        if self.parted { parts(tokens.text(), self.own(tokens)) } else { Default::default() }
    }

    /// A bit set with a bit for each of its words, for a quick comparison of two units.
    pub fn sketch(&self, tokens: &Tokens<'_>) -> u64 {
        let words = self.own(tokens).iter().filter(|token| token.is_wordlike());
        let bit = |token| 1_u64 << (identity(tokens.text(), token).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58);
        words.fold(0, |sketch, token| sketch | bit(token))
    }

    /// Counts plain words, up to the maximum.
    #[inline]
    fn add_words(&mut self, words: &[Token]) {
        let words = words.get(..usize::from(COUNTED - self.words)).unwrap_or(words);
        let (mut hash, mut letters, mut glued) = (PhraseHash(self.hash), 0, 0);
        for word in words {
            hash = hash.then(of_letters(word));
            letters += u32::from(word.length);
            glued += u16::from(is_glued(word));
            if word.word.is_known() {
                self.add_flags(word);
            }
        }
        self.words += words.len() as u16;
        self.letters = u16::try_from(u32::from(self.letters) + letters).unwrap_or(u16::MAX);
        self.glued += glued;
        self.hash = hash.0;
    }

    /// Counts a word, up to the maximum. `identity` is the hash of the word.
    fn add_word(&mut self, token: &Token, identity: u64) -> bool {
        if self.words == COUNTED {
            return false;
        }
        self.words += 1;
        self.letters = self.letters.saturating_add(u16::from(token.length));
        self.glued += u16::from(is_glued(token));
        self.add_flags(token);
        self.hash = PhraseHash(self.hash).then(identity).0;
        true
    }

    /// Counts the lexicon's properties of a word.
    #[inline]
    fn add_flags(&mut self, token: &Token) {
        let flags = token.word.flags();
        let letter = token.length == 1 && flags.any(Flags::PREPOSITION); // "ا ف ب" is an agency.
        add(&mut self.function, flags.any(FUNCTION) && !letter);
        add(&mut self.verbs, flags.any(Flags::VERB));
        if flags.any(DATE) {
            self.dates += 1;
            add(&mut self.months, flags.any(Flags::MONTH));
        }
    }

    fn add_sign(&mut self, text: &str, token: &Token, before: Option<&Token>) {
        match token.kind {
            TokenKind::Comma | TokenKind::Semicolon => add(&mut self.commas, true),
            TokenKind::Dash => add(&mut self.dashes, true),
            TokenKind::Symbol => match token.span.slice(text) {
                "/" => add(&mut self.dashes, true),
                "|" => self.bars = self.bars.saturating_add(1),
                "©" => self.copyright = true,
                "℃" | "°" => self.degrees = true,
                _ => {}
            },
            TokenKind::Stop | TokenKind::Query if token.length == 1 => {
                // An abbreviation has one or two letters before its full stop.
                add(&mut self.stops, before.is_some_and(|b| b.length > 2));
            }
            _ => {}
        }
    }

    /// Removes names whose folded form is a preposition from the count of function words.
    fn pass_over_names(&mut self, text: &str, own: &[Token]) {
        if self.function > 0 && self.words <= NAMED {
            let names = own.windows(2).filter(|pair| is_name(text, pair)).count();
            self.function = self.function.saturating_sub(names as u8);
        }
    }

    /// Counts a number or a word of another script.
    fn add_odd_word(&mut self, text: &str, token: &Token) {
        match token.kind {
            TokenKind::Number => self.add_number(text, token),
            TokenKind::Foreign => {
                self.foreign += 1;
                self.address |= token.span.slice(text).contains('@');
                self.degrees |= token.span.slice(text).starts_with(['℃', '°']);
            }
            _ => {}
        }
    }

    fn add_number(&mut self, text: &str, token: &Token) {
        self.numbers += 1;
        let number = token.span.slice(text);
        add(&mut self.joined, number.contains([':', '/', '-']));
        self.dated |= number.matches(['/', '-']).count() == 2;
    }

    /// Finds boilerplate phrases: at the start of any unit, and anywhere in a short one.
    fn find_phrases(&mut self, text: &str, own: &[Token]) {
        let limit = if self.words <= SHORT { self.words } else { PHRASE_WORDS };
        let mut hash = PhraseHash::default();
        let mut last = 0;
        let mut count = 0;
        let enclosed = is_enclosed(own);
        for (at, token) in
            own.iter().enumerate().filter(|(_, token)| token.is_wordlike()).take(usize::from(limit))
        {
            let id = id(text, token);
            count += 1;
            hash = hash.then(id);
            let rest = self.words.saturating_sub(count);
            if count <= PHRASE_WORDS {
                self.take(hash, rest, |places| fits(places, rest, own.get(at + 1)));
                if count == 1 && enclosed {
                    self.take(hash, rest, |places| places & Place::Label.bit() != 0);
                }
            }
            if self.words <= SHORT {
                self.take(PhraseHash::default().then(last).then(id), rest, |places| {
                    places & Place::Pair.bit() != 0
                });
                self.note(PhraseHash::default().then(id));
            }
            last = id;
        }
        let agency = |(class, _)| class == PageClass::Agency;
        self.signed =
            self.words <= SHORT && page_phrase(PhraseHash::default().then(last)).is_some_and(agency);
    }

    /// Reads the bracketed parts of a short unit.
    fn find_brackets(&mut self, text: &str, own: &[Token]) {
        if self.words > SHORT {
            return;
        }
        let bracket = |kind| own.iter().position(|token| token.kind == kind);
        let (Some(open), Some(close)) = (bracket(TokenKind::Open), bracket(TokenKind::Close)) else { return };
        let inside = own.get(open + 1..close).unwrap_or_default();
        let before = own.get(..open).unwrap_or_default();
        self.bracketed = close + 1 == own.len() && before.iter().all(|token| token.kind == TokenKind::Dash);
        self.credit = inside.len() <= 12 && is_credit(text, inside);
        self.source = close + 1 == own.len() && (1..=5).contains(&inside.len()) && open > 0;
    }

    /// Returns whether numbers with spaced slashes form a date (`1 / 12 / 2020`).
    fn spaced_date(&self, text: &str, own: &[Token]) -> bool {
        let slash = |token: &&Token| token.span.len() == 1 && token.span.slice(text) == "/";
        self.numbers >= 3 && own.iter().filter(slash).count() == 2
    }

    /// Keeps the phrase with this hash if it exists and its place is `right`.
    fn take(&mut self, hash: PhraseHash, rest: u16, right: impl Fn(u8) -> bool) {
        if let Some((class, places)) = page_phrase(hash)
            && right(places)
        {
            self.phrase = Some(Phrase { class, rest });
        }
    }

    /// Counts a single word that indicates a date or a picture.
    fn note(&mut self, hash: PhraseHash) {
        match page_phrase(hash) {
            Some((PageClass::Time | PageClass::Morning | PageClass::Evening, places))
                if places & Place::Word.bit() != 0 =>
            {
                self.dates = self.dates.saturating_add(1)
            }
            Some((PageClass::Position, places)) if places & Place::Word.bit() != 0 => self.position = true,
            _ => {}
        }
    }
}

/// Returns whether the first token is an opening bracket and the last a closing one.
fn is_enclosed(own: &[Token]) -> bool {
    let kinds = (own.first().map(|first| first.kind), own.last().map(|last| last.kind));
    kinds == (Some(TokenKind::Open), Some(TokenKind::Close))
}

/// Returns whether a phrase with these places counts if `rest` words and the token `next` follow it.
fn fits(places: u8, rest: u16, next: Option<&Token>) -> bool {
    let next = next.map(|token| token.kind);
    places & Place::Start.bit() != 0
        || (rest == 0 && places & (Place::Line.bit() | Place::Label.bit()) != 0)
        || (places & Place::Label.bit() != 0 && next == Some(TokenKind::Colon))
        || (places & Place::Service.bit() != 0 && next == Some(TokenKind::Quote))
}
