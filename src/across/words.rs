//! The words of a quote, in the form in which quotes are compared.

use crate::lexicon::{self, Flags, Sense};
use crate::text::{Cancel, Key, Span, bits};
use crate::tokens::{Token, TokenKind, Tokens, read};

use super::fold;
use super::numbers::{self, Count, ONE, Part};

/// The maximum number of words of a text that are compared.
pub const MOST: usize = 4096;
/// The maximum number of bytes of a text that are read. A word has at least two bytes and a space, and hardly ever more than 32 bytes.
const LONGEST: usize = 32 * MOST;

/// A word, a number of several words, or a two-word name that may also be written as one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The bytes of the word.
    pub span: Span,
    /// Equal for all spellings of the word, and for a number in digits and in words. An attached conjunction is left out.
    pub key: u64,
    /// Equal for most forms of the word; the key of a number.
    pub stem: u64,
    /// The value of a number in thousandths, if it has one.
    pub value: Option<u64>,
    /// The word's marks from the lexicon.
    pub marks: Marks,
    /// How rare the word is in the press: see [`lexicon::rarity`].
    pub rarity: u8,
}

impl Word {
    /// The weight of the word. A word that occurs in every text weighs almost nothing.
    pub fn weight(&self) -> u32 {
        /// Words of at most this rarity have the lowest weight.
        const EVERYWHERE: u32 = 7;
        const LEAST: u32 = 2;
        (10 * u32::from(self.rarity).saturating_sub(EVERYWHERE)).max(LEAST)
    }
}

/// The rarity assigned to all numbers.
const OF_NUMBERS: u8 = 13;

/// Properties of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u16);

bits!(Marks);

impl Marks {
    /// No property.
    pub const NONE: Self = Self(0);
    /// A number, date or time; a date has no value.
    pub const NUMBER: Self = Self(1);
    /// Negates: not, never.
    pub const NEGATION: Self = Self(1 << 1);
    /// Says that something is untrue.
    pub const DENIAL: Self = Self(1 << 2);
    /// Expresses doubt: perhaps, about.
    pub const HEDGE: Self = Self(1 << 3);
    /// All, some, only.
    pub const QUANTIFIER: Self = Self(1 << 4);
    /// A given name or a place.
    pub const NAME: Self = Self(1 << 5);
    /// A particle, preposition or pronoun, which carries little meaning.
    pub const FUNCTION: Self = Self(1 << 6);
    /// Used by the press for something other than a name.
    pub const COMMON: Self = Self(1 << 7);
    /// A day, month or time.
    pub const TIME: Self = Self(1 << 8);
    /// Per cent.
    pub const PERCENT: Self = Self(1 << 9);
    /// In another script.
    pub const FOREIGN: Self = Self(1 << 10);
    /// Part of a formula: prayers, sessions, markets.
    pub const FORMULA: Self = Self(1 << 11);
    /// Part of Quran or hadith.
    pub const SCRIPTURE: Self = Self(1 << 12);
    /// Up, for, won.
    pub const RISE: Self = Self(1 << 13);
    /// Down, against, lost.
    pub const FALL: Self = Self(1 << 14);
    /// A finite verb.
    pub const VERB: Self = Self(1 << 15);
}

/// The words of a text, at most [`MOST`] of them.
pub fn words(text: &str) -> Vec<Word> {
    // The call cannot be cancelled.
    let tokens = read(text, LONGEST, false, Cancel::NEVER).unwrap_or_default();
    let mut reader = Reader { tokens: &tokens, words: Vec::new(), count: None };
    for at in 0..tokens.len() {
        if reader.words.len() == MOST {
            break;
        }
        reader.read(at);
    }
    reader.words
}

/// Makes one word of `written`, which consists of letters or digits only, with its own key. Unlike [`words`], it does not combine numbers
/// of several words or "son of".
pub fn alone(written: &str, span: Span, key: u64) -> Word {
    let whole = Key::of(written);
    let token = Token {
        span,
        whole,
        word: lexicon::look_up(whole, whole.len()),
        kind: if whole.is_empty() { TokenKind::Foreign } else { TokenKind::Word },
        length: whole.len() as u8,
        spaced: true,
    };
    let (plain, _) = fold::without_conjunction(&token);
    let number = numbers::value(written).filter(|_| whole.is_empty());
    let sense = sense(&token, plain);
    let value = number.or_else(|| said_value(sense));
    let marks = match value {
        _ if is_percent(written) => Marks::PERCENT,
        Some(_) => Marks::NUMBER,
        None if !whole.is_empty() => marks(&token, plain, sense),
        None if written.contains(|c| numbers::digit(c).is_some()) => Marks::NUMBER,
        None => Marks::FOREIGN,
    };
    let (stem, rarity) = if marks.any(Marks::FOREIGN.with(Marks::NUMBER).with(Marks::PERCENT)) {
        (key, OF_NUMBERS)
    } else {
        (fold::stem(fold::spelling(plain)), lexicon::rarity(plain))
    };
    Word { span, key, stem, value, marks, rarity }
}

/// The value of a word that is a number.
fn said_value(sense: Option<(Sense, u64)>) -> Option<u64> {
    match sense {
        Some((Sense::Number | Sense::Scale, value)) => Some(value.saturating_mul(ONE)),
        _ => None,
    }
}

struct Reader<'t> {
    tokens: &'t Tokens<'t>,
    words: Vec<Word>,
    /// The number that the last word belongs to.
    count: Option<Count>,
}

impl Reader<'_> {
    fn read(&mut self, at: usize) {
        let Some(token) = self.tokens.get(at) else { return };
        match token.kind {
            TokenKind::Word => self.word(token, at),
            TokenKind::Number => self.digits(token),
            TokenKind::Mixed | TokenKind::Foreign => {
                self.push(token.span, fold::other(token, self.tokens.text()), Marks::FOREIGN);
            }
            TokenKind::Symbol if is_percent(token.span.slice(self.tokens.text())) => self.percent(token.span),
            // A sign between words ends a number.
            _ => self.count = None,
        }
    }

    fn word(&mut self, token: &Token, at: usize) {
        let (key, joined) = fold::without_conjunction(token);
        let sense = sense(token, key);
        match sense {
            Some((Sense::Bin, _)) if !self.words.is_empty() => self.count = None,
            Some((Sense::Percent, _)) => self.percent(token.span),
            Some((Sense::Number, value)) => {
                self.number(token.span, Part::Value(value.saturating_mul(ONE)), joined);
            }
            Some((Sense::Unit, value)) if self.is_ten(at + 1) => {
                self.number(token.span, Part::Value(value.saturating_mul(ONE)), joined);
            }
            Some((Sense::Scale, value)) => self.number(token.span, Part::Scale(value), joined),
            Some((Sense::Scales, value)) if self.count.is_some() => {
                self.number(token.span, Part::Scale(value), joined);
            }
            _ if self.joins(token) => self.join(token),
            _ => self.push_rare(
                token.span,
                fold::spelling(key),
                marks(token, key, sense),
                lexicon::rarity(key),
            ),
        }
    }

    fn push(&mut self, span: Span, key: u64, marks: Marks) {
        let rarity = if marks.any(Marks::NUMBER.with(Marks::PERCENT)) { OF_NUMBERS } else { lexicon::RARE };
        self.push_rare(span, key, marks, rarity);
    }

    fn push_rare(&mut self, span: Span, key: u64, marks: Marks, rarity: u8) {
        let stem = if marks.any(Marks::FOREIGN.with(Marks::NUMBER)) { key } else { fold::stem(key) };
        self.words.push(Word { span, key, stem, value: None, marks, rarity });
        self.count = None;
    }

    fn digits(&mut self, token: &Token) {
        let text = token.span.slice(self.tokens.text());
        match numbers::value(text.trim_end_matches(is_percent_sign)) {
            Some(value) => self.number(token.span, Part::Value(value), false),
            None => self.push(token.span, fold::other(token, self.tokens.text()), Marks::NUMBER),
        }
        if text.ends_with(is_percent_sign) {
            self.percent(token.span);
        }
    }

    /// Adds a part of a number to the preceding number, or starts a new one.
    fn number(&mut self, span: Span, part: Part, joined: bool) {
        let longer = self.count.and_then(|count| count.then(part, joined));
        let before = longer.and_then(|_| self.words.pop());
        let count = longer.unwrap_or_else(|| Count::begin(part));
        let value = count.value();
        let span = before.map_or(span, |before| before.span.cover(span));
        let key = fold::number(value);
        self.words.push(Word {
            span,
            key,
            stem: key,
            value: Some(value),
            marks: Marks::NUMBER,
            rarity: OF_NUMBERS,
        });
        self.count = Some(count);
    }

    /// Handles "%", "بالمئة", or the second word of "في المئة": all become one word.
    fn percent(&mut self, span: Span) {
        let preposition = |word: &Word| word.marks.any(Marks::FUNCTION) && word.value.is_none();
        let before = self.words.pop_if(|word| preposition(word) && word.span.end < span.start);
        let span = before.map_or(span, |before| before.span.cover(span));
        self.push(span, fold::number(u64::MAX), Marks::PERCENT.with(Marks::FOREIGN));
    }

    /// Returns whether the token is the number ten.
    fn is_ten(&self, at: usize) -> bool {
        let ten = |token: &Token| lexicon::sense(token.whole) == Some((Sense::Number, 10));
        self.tokens.get(at).is_some_and(ten)
    }

    /// Returns whether the word forms one name with the previous word, like "عبد" and "الله".
    fn joins(&self, token: &Token) -> bool {
        let servant = |word: &Word| matches!(lexicon::sense(Key(word.key)), Some((Sense::Joined, _)));
        fold::without_article(token.whole) != token.whole && self.words.last().is_some_and(servant)
    }

    fn join(&mut self, token: &Token) {
        let Some(before) = self.words.pop() else { return };
        let first = Key(before.key);
        let key =
            (0..token.whole.len()).fold(first, |key, at| key.push(token.whole.letter(at), first.len() + at));
        self.push(before.span.cover(token.span), fold::spelling(key), Marks::NAME);
    }
}

fn is_percent(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_percent_sign)
}

const fn is_percent_sign(c: char) -> bool {
    matches!(c, '%' | '٪')
}

/// The sense of the word in the lexicon, looked up by its own letters, or without the article and what is attached to it.
fn sense(token: &Token, key: Key) -> Option<(Sense, u64)> {
    if token.word.flags().any(Flags::WEEKDAY) {
        return None;
    }
    lexicon::sense(key)
        .or_else(|| lexicon::sense(fold::without_article(key)))
        .or_else(|| lexicon::sense(token.key()))
}

fn marks(token: &Token, key: Key, sense: Option<(Sense, u64)>) -> Marks {
    const FUNCTION: Flags = Flags::PREPOSITION
        .with(Flags::COMPLEMENTIZER)
        .with(Flags::CONJUNCTION)
        .with(Flags::RELATIVE)
        .with(Flags::AUXILIARY)
        .with(Flags::QAD)
        .with(Flags::DEMONSTRATIVE)
        .with(Flags::PRONOUN_SUFFIX)
        .with(Flags::FUTURE);
    const NAME: Flags = Flags::PERSONAL_NAME.with(Flags::PLACE);
    let flags = token.word.flags();
    let said = |wanted: Sense| sense.is_some_and(|(sense, _)| sense == wanted);
    // "ما" usually means "what".
    let negates = flags.any(Flags::NEGATION) && !flags.any(Flags::THAT_WHICH);
    Marks::NONE
        .and(Marks::NEGATION, negates || said(Sense::Negation))
        .and(Marks::DENIAL, said(Sense::Denial))
        .and(Marks::HEDGE, said(Sense::Hedge))
        .and(Marks::QUANTIFIER, said(Sense::Quantifier) || said(Sense::Scales))
        .and(Marks::NAME, flags.any(NAME) && !flags.any(FUNCTION))
        .and(Marks::FUNCTION, flags.any(FUNCTION))
        .and(Marks::COMMON, lexicon::is_common(key))
        .and(Marks::TIME, flags.any(Flags::TIME.with(Flags::MONTH)))
        .and(Marks::FORMULA, said(Sense::Formula))
        .and(Marks::SCRIPTURE, said(Sense::Scripture))
        .and(Marks::RISE, said(Sense::Rise))
        .and(Marks::FALL, said(Sense::Fall))
        .and(Marks::VERB, flags.any(Flags::VERB.with(Flags::ACT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<u64> {
        words(text).iter().map(|word| word.key).collect()
    }

    #[test]
    fn spellings_of_a_text_have_the_same_words() {
        for (a, b) in [
            ("قال المسؤول إن المدرسةَ مغلقة", "قال المسئول ان المدرسه مغلـــقة"),
            ("سالم بن عبد الله الضفافي", "سالم عبدالله الضفافي"),
            ("وصل ٢٥ في المئة", "وصل خمسة وعشرون بالمئة"),
            ("25%", "25 في المائة"),
            ("خمسة آلاف طالب", "5000 طالب"),
            ("ثلاثة عشر جسرا", "13 جسرا"),
            ("أحد عشر جسرا", "11 جسرا"),
            ("2.5 مليون", "2,500,000"),
        ] {
            assert_eq!(keys(a), keys(b), "{a} and {b}");
        }
    }

    #[test]
    fn a_number_of_several_words_is_one_word() {
        let text = "زار خمسة وعشرون ألف طالب المدينة";
        let number = words(text).into_iter().find(|word| word.value.is_some()).expect("a number");
        assert_eq!((number.value, &text[number.span]), (Some(25_000 * ONE), "خمسة وعشرون ألف"));
        assert!(words("آلاف الطلاب").iter().all(|word| word.value.is_none()));
        assert!(words("يوم الاثنين").iter().all(|word| word.value.is_none()), "a day");
    }

    #[test]
    fn negation_and_doubt_are_seen() {
        let has = |text: &str, mark| words(text).iter().any(|word| word.marks.any(mark));
        assert!(has("لن يفتح الجسر", Marks::NEGATION));
        assert!(has("ولم يفتح الجسر", Marks::NEGATION));
        assert!(has("ربما يفتح الجسر", Marks::HEDGE));
        assert!(has("نفى الخبر", Marks::DENIAL));
        assert!(!has("يفتح الجسر", Marks::NEGATION));
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(words(&"كلمة ".repeat(2 * MOST)).len(), MOST);
    }
}
