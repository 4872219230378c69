//! Units: the lines of a text, and the runs that wide gaps make inside a line.

use super::bullet::is_bullet;
use super::phrase::{id, is_credit, is_name};
use crate::lexicon::{Flags, PageClass, PhraseHash, Place, page_phrase};
use crate::text::Span;
use crate::tokens::{Token, TokenKind, Tokens};

/// What a unit ends with, closing marks aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// A word.
    #[default]
    Open,
    /// One full stop.
    Stop,
    /// Question or exclamation marks.
    Query,
    /// An ellipsis or a run of stops.
    Ellipsis,
    /// A colon.
    Colon,
    /// A comma or semicolon.
    Comma,
    /// A dash, bar or slash.
    Dash,
}

/// A phrase of `lexicon/page.tsv` that a unit begins with, or holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// What it tells.
    pub class: PageClass,
    /// Words of the unit behind it.
    pub rest: u32,
}

/// Hash and number of some words.
pub(super) type Run = (u64, u32);

/// A line, or a run inside one, and what it is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    /// From its first token to its last.
    pub span: Span,
    /// Its tokens: first, and one past the last.
    pub tokens: (u32, u32),
    /// Whether it stands in one line with the unit before it.
    pub inline: bool,
    /// Words and numbers.
    pub words: u32,
    /// Words with no Arabic letter.
    pub foreign: u32,
    /// Numbers.
    pub numbers: u32,
    /// Numbers with a sign inside: times and dates.
    pub joined: u32,
    /// Words that only grammar needs.
    pub function: u32,
    /// Forms of reporting verbs.
    pub verbs: u32,
    /// Commas and semicolons.
    pub commas: u32,
    /// Sentence ends before the last.
    pub stops: u32,
    /// Dashes and slashes.
    pub dashes: u32,
    /// Names of months.
    pub months: u32,
    /// Words of dates.
    pub dates: u32,
    /// Whether it holds a whole date, not only a time or a day of the week.
    pub dated: bool,
    /// Whether it holds a mail address.
    pub address: bool,
    /// Whether its last word is an agency.
    pub signed: bool,
    /// Whether it begins with the sign of a list, or with a number and a dash.
    pub bullet: bool,
    /// Whether it shows a copyright sign.
    pub copyright: bool,
    /// Bars.
    pub bars: u32,
    /// Words longer than any: several of which the spaces were lost.
    pub glued: u32,
    /// Whether it shows a temperature.
    pub degrees: bool,
    /// Letters of its words.
    pub letters: u32,
    /// Whether brackets in it hold an agency or a picture's maker.
    pub credit: bool,
    /// Whether it ends with a few words in brackets, as captions do with a picture's source.
    pub source: bool,
    /// Whether all of it stands in brackets.
    pub bracketed: bool,
    /// Whether a word says where somebody stands in a picture.
    pub position: bool,
    /// What it ends with.
    pub end: End,
    /// Hash of its words, whatever the signs between them.
    pub hash: u64,
    /// Hash and number of the words before its first dash.
    pub lead: Run,
    /// Hash and number of the words behind its last dash.
    pub trail: Run,
    /// A bit for each of its words, to compare two units at a glance.
    pub sketch: u64,
    /// A phrase of page furniture.
    pub phrase: Option<Phrase>,
}

/// Longer units are not looked through for phrases.
const SHORT: u32 = 24;
/// Longer units are no names.
const NAMED: u32 = 8;
/// Words that a phrase at the start of a unit can have.
const PHRASE_WORDS: u32 = 6;

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

/// The unit of the tokens `first..last`; none where there are none.
pub(super) fn unit(tokens: &Tokens<'_>, (first, last): (usize, usize), inline: bool) -> Option<Unit> {
    let text = tokens.text();
    let own = tokens.get(first..last)?;
    let span = own.first()?.span.cover(own.last()?.span);
    let mut unit = Unit { span, tokens: (first as u32, last as u32), inline, ..Unit::default() };
    let mut parted = false;
    let mut next = first;
    for at in tokens.landmarks(first..last).chain([last]) {
        // Most tokens are plain words between two landmarks.
        for word in tokens.get(next..at).unwrap_or_default() {
            unit.add_word(word, of_letters(word));
        }
        next = at + 1;
        let Some(token) = tokens.get(at).filter(|_| at < last) else { break };
        if token.is_wordlike() {
            unit.add_word(token, identity(text, token));
            unit.add_odd_word(text, token);
        } else {
            let before = own.get(..at - first).and_then(<[Token]>::last);
            unit.add_sign(text, token, before);
            parted |= is_part_sign(text, token);
        }
    }
    if parted {
        (unit.lead, unit.trail) = parts(text, own);
    }
    unit.pass_over_names(text, own);
    unit.end = end(text, own);
    unit.stops -= u32::from(matches!(unit.end, End::Stop | End::Query) && unit.stops > 0);
    unit.bullet = is_bullet(text, own);
    unit.find_phrases(text, own);
    unit.dated |= unit.numbers > 1 && (unit.months > 0 || unit.spaced_date(text, own));
    unit.find_brackets(text, own);
    Some(unit)
}

/// Whether the token parts a unit: a dash between spaces, or a bar.
pub(super) fn is_part_sign(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Dash => token.spaced,
        TokenKind::Symbol => token.span.slice(text) == "|",
        _ => false,
    }
}

/// Hash and number of the words before the first sign that parts, and behind the last; nothing where no word stands
/// before one.
fn parts(text: &str, own: &[Token]) -> (Run, Run) {
    let mut lead = None;
    let mut part = (0, 0);
    for token in own {
        if token.is_wordlike() {
            part = (PhraseHash(part.0).then(identity(text, token)).0, part.1 + 1);
        } else if part.1 > 0 && is_part_sign(text, token) {
            lead.get_or_insert(part);
            part = (0, 0);
        }
    }
    lead.map_or_else(Default::default, |lead| (lead, part))
}

/// One number for a word with Arabic letters: the length tells a word with a proclitic from the word without.
#[inline]
const fn of_letters(token: &Token) -> u64 {
    token.key().0 ^ (token.length as u64) << 60
}

/// One number for a word: equal for equal words.
pub(super) fn identity(text: &str, token: &Token) -> u64 {
    if !token.key().is_empty() {
        return of_letters(token);
    }
    let bytes = token.span.slice(text).bytes();
    bytes.fold(1, |hash: u64, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

impl Unit {
    /// Whether no word of it has an Arabic letter.
    pub const fn is_foreign(&self) -> bool {
        self.words == self.foreign
    }

    /// Whether it ends as headlines do, and has nothing of a sentence inside.
    pub const fn trails_off(&self) -> bool {
        matches!(self.end, End::Open | End::Ellipsis | End::Query) && self.stops == 0 && self.commas < 2
    }

    /// Counts a word; `identity` is one number for it.
    #[inline]
    fn add_word(&mut self, token: &Token, identity: u64) {
        let flags = token.word.flags();
        self.words += 1;
        self.letters += u32::from(token.length);
        self.glued += u32::from(token.length >= 16); // No word has so many letters.
        let letter = token.length == 1 && flags.any(Flags::PREPOSITION); // "ا ف ب" is an agency.
        self.function += u32::from(flags.any(FUNCTION) && !letter);
        self.verbs += u32::from(flags.any(Flags::VERB));
        if flags.any(DATE) {
            self.dates += 1;
            self.months += u32::from(flags.any(Flags::MONTH));
        }
        self.hash = PhraseHash(self.hash).then(identity).0;
        self.sketch |= 1_u64 << (identity.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58);
    }

    fn add_sign(&mut self, text: &str, token: &Token, before: Option<&Token>) {
        match token.kind {
            TokenKind::Comma | TokenKind::Semicolon => self.commas += 1,
            TokenKind::Dash => self.dashes += 1,
            TokenKind::Symbol => match token.span.slice(text) {
                "/" => self.dashes += 1,
                "|" => self.bars += 1,
                "©" => self.copyright = true,
                "℃" | "°" => self.degrees = true,
                _ => {}
            },
            TokenKind::Stop | TokenKind::Query if token.length == 1 => {
                // The full stop of an abbreviation has a letter or two before it.
                self.stops += u32::from(before.is_some_and(|b| b.length > 2));
            }
            _ => {}
        }
    }

    /// Takes names that folded are prepositions out of the words of grammar.
    fn pass_over_names(&mut self, text: &str, own: &[Token]) {
        if self.function > 0 && self.words <= NAMED {
            let names = own.windows(2).filter(|pair| is_name(text, pair)).count();
            self.function = self.function.saturating_sub(names as u32);
        }
    }

    /// Notes a number or a word of another script.
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
        self.joined += u32::from(number.contains([':', '/', '-']));
        self.dated |= number.matches(['/', '-']).count() == 2;
    }

    /// Looks for phrases of page furniture: at the start of any unit, anywhere in a short one.
    fn find_phrases(&mut self, text: &str, own: &[Token]) {
        let limit = if self.words <= SHORT { self.words } else { PHRASE_WORDS };
        let mut hash = PhraseHash::default();
        let mut last = 0;
        let mut count = 0;
        let enclosed = is_enclosed(own);
        for (at, token) in
            own.iter().enumerate().filter(|(_, token)| token.is_wordlike()).take(limit as usize)
        {
            let id = id(text, token);
            count += 1;
            hash = hash.then(id);
            let rest = self.words - count;
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

    /// Reads what stands in brackets in a short unit.
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

    /// Whether numbers with slashes between spaces make a date (`1 / 12 / 2020`).
    fn spaced_date(&self, text: &str, own: &[Token]) -> bool {
        let slash = |token: &&Token| token.span.slice(text) == "/";
        self.numbers >= 3 && own.iter().filter(slash).count() == 2
    }

    /// Keeps the phrase with this hash, if there is one and its place is right.
    fn take(&mut self, hash: PhraseHash, rest: u32, right: impl Fn(u8) -> bool) {
        if let Some((class, places)) = page_phrase(hash)
            && right(places)
        {
            self.phrase = Some(Phrase { class, rest });
        }
    }

    /// Counts a single word that tells of dates or pictures.
    fn note(&mut self, hash: PhraseHash) {
        match page_phrase(hash) {
            Some((PageClass::Time | PageClass::Morning | PageClass::Evening, places))
                if places & Place::Word.bit() != 0 =>
            {
                self.dates += 1
            }
            Some((PageClass::Position, places)) if places & Place::Word.bit() != 0 => self.position = true,
            _ => {}
        }
    }
}

/// Whether brackets open with the first token and close with the last.
fn is_enclosed(own: &[Token]) -> bool {
    let kinds = (own.first().map(|first| first.kind), own.last().map(|last| last.kind));
    kinds == (Some(TokenKind::Open), Some(TokenKind::Close))
}

/// Whether a phrase with these places counts where `rest` words and `next` stand behind it.
fn fits(places: u8, rest: u32, next: Option<&Token>) -> bool {
    let next = next.map(|token| token.kind);
    places & Place::Start.bit() != 0
        || (rest == 0 && places & (Place::Line.bit() | Place::Label.bit()) != 0)
        || (places & Place::Label.bit() != 0 && next == Some(TokenKind::Colon))
        || (places & Place::Service.bit() != 0 && next == Some(TokenKind::Quote))
}

/// What the tokens end with, closing marks aside.
fn end(text: &str, own: &[Token]) -> End {
    let closing =
        |token: &&Token| matches!(token.kind, TokenKind::Quote | TokenKind::Close | TokenKind::Apostrophe);
    let Some(last) = own.iter().rev().take(4).find(|token| !closing(token)) else { return End::Open };
    match last.kind {
        TokenKind::Stop if last.length == 1 => End::Stop,
        TokenKind::Query => End::Query,
        TokenKind::Stop | TokenKind::Ellipsis => End::Ellipsis,
        TokenKind::Colon => End::Colon,
        TokenKind::Comma | TokenKind::Semicolon => End::Comma,
        TokenKind::Dash => End::Dash,
        TokenKind::Symbol if matches!(last.span.slice(text), "|" | "/") => End::Dash,
        _ => End::Open,
    }
}
