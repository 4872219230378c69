//! Reads the words of a text for a verbatim match: every spelling of a word has one key. `docs/across.md` defines which spellings are equal.

use super::super::fold::{HAMZAS, hashed};
use super::super::numbers;
use super::super::words::{self, Word};
use crate::lexicon;
use crate::text::letter::{self, Class, class, proclitic};
use crate::text::{Key, LONGEST, Span, cluster_end, start};

/// A word, a number, or a sign that is read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The bytes of the word.
    pub span: Span,
    /// Equal for all spellings that count as one word.
    pub key: u64,
}

/// Represents hamza and every letter that carries it except alef.
const HAMZA: u64 = 32;
/// The prefix of the keys of numbers, and of negative numbers.
const NUMBER: u64 = 1 << 40;
const NEGATIVE: u64 = 1 << 41;
/// Parts of keys that are not folded letters are above the letters.
const OTHER: u64 = 64;

/// The conjunctions and prepositions that are attached to a word.
const PROCLITICS: [Class; 5] = [proclitic::WAW, proclitic::FA, proclitic::BA, proclitic::LAM, proclitic::KAF];

/// Reads the words of a text, in order. If a text has 4 GiB or more, only the first 4 GiB are read.
pub fn read(text: &str) -> Vec<Seen> {
    let text = start(text, LONGEST);
    let mut reader = Reader { text, words: Vec::new(), word: None, start: None, before: letter::NONE };
    for (at, c) in text.char_indices() {
        reader.read(at, c);
    }
    reader.finish();
    reader.words
}

/// The properties of a word by itself.
pub fn word(text: &str, seen: Seen) -> Word {
    words::alone(seen.span.slice(text), seen.span, seen.key)
}

/// The word without an attached conjunction or preposition, if the rest has this key. A quotation may start after the proclitic.
pub fn behind_proclitic(text: &str, seen: Seen, key: u64) -> Option<Seen> {
    let written = seen.span.slice(text);
    let is_letter = |(_, c): &(usize, char)| matches!(class(*c), 1..=31 | letter::LAM_ALEF);
    let mut letters = written.char_indices().filter(is_letter);
    let first = letters.next().map(|(_, c)| class(c)).filter(|first| PROCLITICS.contains(first))?;
    let rest = Span::new(seen.span.start + letters.next()?.0 as u32, seen.span.end);
    let [only] = read(rest.slice(text))[..] else { return None };
    let same = only.key == key && comes_off(first, written, rest.slice(text));
    same.then_some(Seen { span: rest, key })
}

/// Returns whether the first letter can be a proclitic: the lexicon does not have the word with this letter as its own, or has the rest too.
fn comes_off(first: Class, written: &str, rest: &str) -> bool {
    let look_up = |word: &str| lexicon::look_up(Key::of(word), Key::of(word).len());
    let known = look_up(written);
    let own = known.is_known() && known.proclitics == 0 && first != proclitic::WAW;
    !own || look_up(rest).is_known() || lexicon::is_common(Key::of(rest))
}

struct Reader<'t> {
    text: &'t str,
    words: Vec<Seen>,
    word: Option<Making>,
    /// The start of a sign that belongs to the next character.
    start: Option<usize>,
    /// The class of the last visible character.
    before: Class,
}

/// A word that is being read.
struct Making {
    start: usize,
    end: usize,
    key: u64,
    number: bool,
    /// A yaa that is ignored if a hamza follows.
    yaa: bool,
    /// The number of letters, the first and the last letter, and whether the word ends in tatweel.
    letters: u32,
    first: Class,
    last: Class,
    stretched: bool,
}

impl Making {
    const fn new(start: usize, end: usize, key: u64, number: bool) -> Self {
        Self {
            start,
            end,
            key,
            number,
            yaa: false,
            letters: 0,
            first: letter::NONE,
            last: letter::NONE,
            stretched: false,
        }
    }

    /// The maximum number of letters that are attached to a word.
    const LONGEST: u32 = 3;

    /// Returns whether the word is only a proclitic, written separately or before a quotation mark: "و", "الـ", "بالـ".
    fn is_proclitic(&self) -> bool {
        match self.letters {
            1 => PROCLITICS.contains(&self.first),
            2..=Self::LONGEST => {
                let begins = PROCLITICS.contains(&self.first) || self.first == proclitic::ALEF;
                self.stretched && begins && PROCLITICS.contains(&self.last)
            }
            _ => false,
        }
    }
}

impl Reader<'_> {
    fn read(&mut self, at: usize, c: char) {
        let class = class(c);
        let end = at + c.len_utf8();
        match class {
            letter::FORMAT => return,
            letter::EXTEND => self.extend(end),
            letter::TATWEEL => self.stretch(end),
            letter::SPACE | letter::NEWLINE | letter::QUOTE | letter::OPEN | letter::APOSTROPHE
                if self.is_proclitic() => {}
            letter::PREPEND => {
                self.finish();
                self.start = Some(at);
                return;
            }
            letter::DIGIT => self.push(at, end, true, numbers::digit(c).map_or(c as u64, u64::from)),
            letter @ 1..=31 => self.letter(at, end, letter),
            letter::LAM_ALEF => {
                self.letter(at, end, proclitic::LAM);
                self.letter(at, end, proclitic::ALEF);
            }
            letter::OTHER => self.other(at, end, c),
            _ => self.sign(at, end, c),
        }
        if !matches!(class, letter::EXTEND | letter::TATWEEL) {
            self.before = class;
        }
        self.start = None;
    }

    fn letter(&mut self, at: usize, end: usize, letter: Class) {
        let folded = if HAMZAS.map(class).contains(&letter) { HAMZA } else { letter.into() };
        self.push(at, end, false, folded);
        if let Some(word) = &mut self.word {
            word.letters += 1;
            word.stretched = false;
            word.last = letter;
            word.first = if word.letters == 1 { letter } else { word.first };
        }
    }

    fn is_proclitic(&self) -> bool {
        self.word.as_ref().is_some_and(Making::is_proclitic)
    }

    /// Handles a character of another script, or one that is not a letter.
    fn other(&mut self, at: usize, end: usize, c: char) {
        /// The name of God as one character.
        const ALLAH: char = '\u{FDF2}';
        if c == ALLAH {
            for letter in [proclitic::ALEF, proclitic::LAM, proclitic::LAM, proclitic::HA] {
                self.letter(at, end, letter);
            }
        } else if c.is_alphanumeric() {
            self.push(at, end, false, OTHER + c as u64);
            if let Some(word) = &mut self.word {
                // Never a proclitic, whatever the characters are.
                word.letters += Making::LONGEST + 1;
            }
        } else {
            self.extend(end);
        }
    }

    fn sign(&mut self, at: usize, end: usize, c: char) {
        if self.is_inside_number(end)
            && let Some(separator) = separator(c)
        {
            self.push(at, end, true, OTHER + separator as u64);
        } else if self.is_minus(end, c) {
            self.finish();
            self.word = Some(Making::new(at, end, NEGATIVE, true));
        } else {
            self.finish();
            if let Some(sign) = read_aloud(c) {
                self.push(at, end, false, OTHER + sign as u64);
                self.finish();
            }
        }
    }

    /// Returns whether the number is followed by a separator and a digit.
    fn is_inside_number(&self, end: usize) -> bool {
        self.before == letter::DIGIT
            && self.word.as_ref().is_some_and(|word| word.number)
            && self.has_digit(end)
    }

    /// Returns whether the sign is the minus of the next number: only white space or an opening mark precedes it.
    fn is_minus(&self, end: usize, c: char) -> bool {
        const OPEN: [Class; 5] = [letter::NONE, letter::SPACE, letter::NEWLINE, letter::OPEN, letter::QUOTE];
        matches!(c, '-' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}')
            && OPEN.contains(&self.before)
            && self.has_digit(end)
    }

    /// Returns whether the next visible character is a digit.
    fn has_digit(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default().chars().take(4).map(class);
        let mut seen = rest.skip_while(|class| matches!(*class, letter::FORMAT | letter::EXTEND));
        seen.next() == Some(letter::DIGIT)
    }

    /// Adds a part to the word, or starts a new word. Digits and letters are separate words.
    fn push(&mut self, at: usize, end: usize, number: bool, part: u64) {
        if self.word.as_ref().is_some_and(|word| word.number != number) {
            self.finish();
        }
        let start = self.start.unwrap_or(at);
        let key = if number { NUMBER } else { 0 };
        let word = self.word.get_or_insert(Making::new(start, end, key, number));
        word.end = end;
        if word.yaa && part != HAMZA {
            word.key = hashed(word.key, proclitic::YA.into());
        }
        word.yaa = !number && part == u64::from(proclitic::YA);
        if !word.yaa {
            word.key = hashed(word.key, part);
        }
    }

    /// Handles a mark on the last letter, or a tatweel after it.
    fn extend(&mut self, end: usize) {
        if let Some(word) = &mut self.word {
            word.end = end;
        }
    }

    fn stretch(&mut self, end: usize) {
        if let Some(word) = &mut self.word {
            (word.end, word.stretched) = (end, true);
        }
    }

    fn finish(&mut self) {
        if let Some(word) = self.word.take() {
            let key = if word.yaa { hashed(word.key, proclitic::YA.into()) } else { word.key };
            let is_ascii = self.text.as_bytes().get(word.end).is_none_or(u8::is_ascii);
            let end = if is_ascii { word.end as u32 } else { cluster_end(self.text, word.end as u32) };
            self.words.push(Seen { span: Span::new(word.start as u32, end), key });
        }
    }
}

/// The normalised form of a separator between two digits of a number.
const fn separator(c: char) -> Option<char> {
    match c {
        '.' | '٫' => Some('.'),
        ',' | '،' | '٬' => Some(','),
        ':' | '/' => Some(c),
        _ => None,
    }
}

/// The normalised form of a sign that is read as a word. All other signs are punctuation.
const fn read_aloud(c: char) -> Option<char> {
    match c {
        '%' | '٪' | '\u{FE6A}' | '\u{FF05}' => Some('%'),
        '+' | '=' | '<' | '>' | '&' | '$' | '‰' | '؉' | '؊' => Some(c),
        '¢'..='¥' | '°' | '±' | '²' | '³' | '¹' | '¼'..='¾' | '×' | '÷' => Some(c),
        '\u{20A0}'..='\u{20CF}' | '\u{2200}'..='\u{2211}' | '\u{2213}'..='\u{22FF}' => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<u64> {
        read(text).iter().map(|word| word.key).collect()
    }

    #[test]
    fn what_the_contract_passes_over_does_not_count() {
        for (a, b) in [
            ("قَالَ الوزيرُ إنّ الطريقَ مُغلق", "قال الوزير ان الطريق مغلق"),
            ("الجســـر مغلق", "الجسر مغلق"),
            ("أحمد إبراهيم آدم ٱلله", "احمد ابراهيم ادم الله"),
            ("مسؤول شؤون", "مسئول شئون"),
            ("شيء سيء بطيء", "شئ سئ بطئ"),
            ("شىء", "شيء"),
            ("على مصطفى", "علي مصطفي"),
            ("المدرسة الكبيرة", "المدرسه الكبيره"),
            ("ﻗﺎل ﻻ", "قال لا"),
            ("ﷲ", "الله"),
            ("٢٥ ۲۵", "25 25"),
            ("٢٫٥ و١٬٥٠٠", "2.5 و1,500"),
            ("كي\u{200C}ف ح\u{200B}ال \u{200F}نعم\u{202C}", "كيف حال نعم"),
            ("«نعم»، (ثم) - لا!", "نعم ثم لا"),
            ("نعم\r\nلا\tثم\u{A0}لا", "نعم لا ثم لا"),
            ("25٪", "25 %"),
            ("1445هـ", "1445 ه"),
            ("کیف", "كيف"),
            ("لـ«تضارب المصالح» و \"قال\"", "لتضارب المصالح وقال"),
            ("الـ \"جسر\"", "الجسر"),
        ] {
            assert_eq!(keys(a), keys(b), "{a} and {b}");
        }
    }

    #[test]
    fn what_can_change_the_meaning_counts() {
        for (a, b) in [
            ("2.5", "25"),
            ("2.5", "2,5"),
            ("-3", "3"),
            ("\u{2212}3", "3"),
            ("\u{200E}-3 درجات", "3 درجات"),
            ("25%", "25"),
            ("10:30", "1030"),
            ("وقال", "قال"),
            ("الجسر", "جسر"),
            ("لا نعم", "نعم"),
            ("بناء", "بنا"),
            ("رؤية", "روية"),
            ("+5", "5"),
            ("$5", "5"),
            ("5", "٦"),
            ("US", "us"),
            ("والاستراتيجيات", "والاستراتيجيون"),
            ("مستوصف", "مستوصفان"),
        ] {
            assert_ne!(keys(a), keys(b), "{a} and {b}");
        }
        assert_eq!(keys("-3"), keys("\u{2212}٣"));
        assert_eq!(keys("كوفيد-19"), keys("كوفيد 19"), "a hyphen between a word and a number");
        assert_eq!(keys("10-20"), keys("10–20"));
    }

    #[test]
    fn spans_hold_the_words_with_their_marks() {
        let words = |text: &'static str| -> Vec<&str> {
            read(text).iter().map(|word| word.span.slice(text)).collect()
        };
        assert_eq!(words("قَالَ: «نعم» 25%؟"), ["قَالَ", "نعم", "25", "%"]);
        assert_eq!(words("من -2.5 إلى"), ["من", "-2.5", "إلى"]);
        assert_eq!(words("بلغ 2.5."), ["بلغ", "2.5"]);
        assert!(words("… - «»").is_empty());
    }
}
