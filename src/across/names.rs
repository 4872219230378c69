//! Decides whether two names refer to one person or body.
//!
//! ```
//! use isnad::names::{NameRelation, compare};
//!
//! assert_eq!(compare("وزيرة المياه هالة المرزوقي", "هالة المرزوقي"), NameRelation::Same);
//! assert_eq!(compare("عبد الرحمن بن سالم", "عبدالرحمن ابن سالم"), NameRelation::Variant);
//! assert_eq!(compare("هالة المرزوقي", "المرزوقي"), NameRelation::Contained);
//! assert_eq!(compare("سامر القلعاوي", "سمير القلعاوي"), NameRelation::Different);
//! assert_eq!(compare("هالة المرزوقي", "الوزيرة"), NameRelation::Unknown);
//! ```

use crate::clean::BlockKind;
use crate::lexicon::{Flags, is_common};
use crate::quotes::EntityKind;
use crate::quotes::name::{self, Mention, consonant, skeleton};
use crate::quotes::words::{Lookups, Scene};
use crate::segment::{Marks, Paragraph};
use crate::text::letter::{Class, class, plain, proclitic};
use crate::text::{Key, kinds};
use crate::tokens::{TokenRange, tokenize};

kinds! {
    /// How two names relate.
    #[derive(Default)]
    pub enum NameRelation {
        /// The same words, with the same letters.
        Same "same",
        /// The same words in another spelling: hamza, taa marbuta, the article, ابن or بن, عبد written separately, the vowels of a
        /// foreign name.
        Variant "variant",
        /// One name is a part of the other: the surname or the given name alone, or both without the names between them.
        Contained "contained",
        /// The names of two persons or bodies.
        Different "different",
        /// One of them is not a name: it is empty, a pronoun, or a role alone.
        #[default]
        Unknown "unknown",
    }
}

impl NameRelation {
    /// Returns whether the names can refer to one person or body.
    pub(crate) const fn can_be_one(self) -> bool {
        matches!(self, Self::Same | Self::Variant | Self::Contained)
    }
}

/// Compares two names and ignores titles around them. The order of the arguments does not matter.
///
/// Only the words are compared. A father and a son of the same name count as one person.
#[must_use]
pub fn compare(a: &str, b: &str) -> NameRelation {
    Name::read(a).compare(&Name::read(b))
}

/// A name without its titles, prepared for comparison.
#[derive(Clone, Debug, Default)]
pub(crate) struct Name {
    /// The words without diacritics, separated by spaces.
    plain: String,
    words: Vec<NameWord>,
}

/// A word of a name. A part that is written separately, such as عبد and ابو, is one word with the next.
#[derive(Clone, Debug, Default)]
struct NameWord {
    /// The folded letters, without the article.
    key: Key,
    /// The characters in lower case if the word has no Arabic letters; otherwise empty.
    foreign: String,
    /// The minimum number of consonants for two spellings of the word to differ only in vowels.
    least: u32,
}

/// The minimum for a foreign word, for an Arabic word with the article, and for a given name.
const LEAST_FOREIGN: u32 = 4;
const LEAST_WITH_ARTICLE: u32 = 5;
const LEAST_GIVEN: u32 = 7;

impl Name {
    /// Reads the name in `phrase`.
    pub(crate) fn read(phrase: &str) -> Self {
        let tokens = tokenize(phrase);
        let whole = TokenRange::new(0, tokens.len());
        let paragraphs = [Paragraph { tokens: whole, block: 0, kind: BlockKind::Body }];
        let (lookups, marks) = (Lookups::of(&tokens), Marks::pair(&tokens, &paragraphs));
        let scene = lookups.scene(&marks);
        let whole = scene.trim(0..tokens.len());
        if whole.is_empty() {
            return Self::default();
        }
        let mention = name::read(&scene, whole);
        if names_somebody(&scene, &mention) {
            Self::of(&scene, mention.name)
        } else {
            surname(&scene, &mention).map_or_else(Self::default, |name| Self::of(&scene, name))
        }
    }

    fn of(scene: &Scene, range: TokenRange) -> Self {
        let mut name = Self::default();
        let mut before = Key::default();
        for at in range.iter().filter(|at| scene.is_wordlike(*at)) {
            let plain: String = plain(scene.written(at)).collect();
            if !name.plain.is_empty() {
                name.plain.push(' ');
            }
            name.plain.push_str(&plain);
            match joins(scene, at) {
                Some(part) => before = part,
                None => name.words.push(NameWord::of(scene, at, std::mem::take(&mut before))),
            }
        }
        name
    }

    /// Does the same as [`compare`].
    pub(crate) fn compare(&self, other: &Self) -> NameRelation {
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        if short.words.is_empty() {
            NameRelation::Unknown
        } else if self.plain == other.plain {
            NameRelation::Same
        } else if !is_part(&short.words, &long.words) {
            NameRelation::Different
        } else if short.words.len() == long.words.len() {
            NameRelation::Variant
        } else {
            NameRelation::Contained
        }
    }
}

/// Returns whether the mention has a name, or is a body or a document, which its words identify.
fn names_somebody(scene: &Scene, mention: &Mention) -> bool {
    const OTHERS: Flags =
        Flags::PRONOUN_SUFFIX.with(Flags::DEMONSTRATIVE).with(Flags::RELATIVE).with(Flags::EMPHASIS);
    let is_other = |at| scene.is(at, OTHERS) && !scene.is(at, Flags::ORGANISATION);
    let role = matches!(mention.kind, EntityKind::Person | EntityKind::Unnamed) && !mention.named;
    !role && !mention.name.iter().all(is_other)
}

/// The last word of a title, if the press does not use it as a common word: "الوزير القلعاوي".
fn surname(scene: &Scene, mention: &Mention) -> Option<TokenRange> {
    let last = mention.tokens.end().checked_sub(1).filter(|last| *last > mention.tokens.start())?;
    let given = scene.is(last, Flags::PERSONAL_NAME);
    let unknown = scene.is_wordlike(last) && !scene.is_known(last) && !is_common(name::bare(scene, last));
    // "وزير الطاقة": the word after a title without the article may be its complement.
    let definite = scene.is_definite(mention.tokens.start());
    (mention.kind == EntityKind::Person && (given || unknown && definite))
        .then(|| TokenRange::new(last, last + 1))
}

/// The part that the word contributes to the next word if it is not a word of its own; empty for "son of".
fn joins(scene: &Scene, at: usize) -> Option<Key> {
    // Longer words are forms of address.
    const LONGEST: u32 = 3;
    let key = scene.whole(at);
    let is_last = !scene.is_wordlike(at + 1);
    if is_last || !scene.is(at, Flags::FATHERHOOD) {
        return None;
    }
    Some(if is_son(key) || key.is_longer_than(LONGEST) { Key::default() } else { key })
}

/// Returns whether the folded word is "son", with or without its alef.
fn is_son(key: Key) -> bool {
    let rest = if key.first() == proclitic::ALEF { key.rest() } else { key };
    (rest.len(), rest.first(), rest.letter(1)) == (2, proclitic::BA, proclitic::NUN)
}

impl NameWord {
    fn of(scene: &Scene, at: usize, before: Key) -> Self {
        let own = scene.whole(at);
        let length = before.len();
        let whole = (0..own.len()).fold(before, |key, index| key.push(own.letter(index), length + index));
        let has_article =
            whole.first() == proclitic::ALEF && whole.letter(1) == proclitic::LAM && whole.is_longer_than(4);
        let key = if has_article { whole.behind(2) } else { whole };
        let least = match has_article {
            _ if !before.is_empty() || scene.is(at, Flags::PERSONAL_NAME) => LEAST_GIVEN,
            true => LEAST_WITH_ARTICLE,
            false => LEAST_FOREIGN,
        };
        let foreign = if whole.is_empty() { scene.written(at).to_lowercase() } else { String::new() };
        Self { key, foreign, least }
    }

    /// Returns whether both may be the same word.
    fn is_like(&self, other: &Self) -> bool {
        if self.key == other.key {
            return self.foreign == other.foreign;
        }
        let (a, b) = (skeleton(self.key), skeleton(other.key));
        let least = self.least.max(other.least);
        if a == b {
            return a.len() >= least || least == LEAST_FOREIGN && share_vowels(self.key, other.key);
        }
        let foreign = least == LEAST_FOREIGN && a.len() >= least;
        foreign && transcribed(a) == transcribed(b)
    }
}

/// Returns whether two spellings of a foreign word with few consonants share an inner vowel, and the inner vowels of one are all in
/// the other. Arabic names can differ in the vowel alone.
fn share_vowels(a: Key, b: Key) -> bool {
    const LEAST: u32 = 3;
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (few, many) = (vowels(short), vowels(long));
    skeleton(a).len() >= LEAST && !few.is_empty() && is_subsequence(&few, &many)
}

/// The long vowels inside the word.
fn vowels(key: Key) -> Vec<Class> {
    let is_vowel = |letter: &Class| matches!(*letter, proclitic::ALEF | proclitic::WAW | proclitic::YA);
    (1..key.len().saturating_sub(1)).map(|index| key.letter(index)).filter(is_vowel).collect()
}

fn is_subsequence(few: &[Class], many: &[Class]) -> bool {
    let mut rest = many.iter();
    few.iter().all(|one| rest.any(|other| other == one))
}

/// The consonants, with one letter for all letters that transcribe the same foreign sound.
fn transcribed(key: Key) -> Key {
    /// Each letter with its representative.
    const ALIKE: [(char, char); 7] =
        [('ق', 'ك'), ('ط', 'ت'), ('ث', 'ت'), ('ص', 'س'), ('ش', 'س'), ('ذ', 'د'), ('ظ', 'ز')];
    let letter =
        |of: Class| ALIKE.iter().find(|(from, _)| class(*from) == of).map_or(of, |(_, to)| class(*to));
    (0..key.len()).fold(Key::default(), |made, at| made.push(letter(consonant(key.letter(at))), at))
}

/// Returns whether the shorter name is the longer one or a part of it that refers to the same person: one word at either end, or
/// several words in order starting with the first.
fn is_part(short: &[NameWord], long: &[NameWord]) -> bool {
    let [first, rest @ ..] = short else { return false };
    let Some((head, tail)) = long.split_first() else { return false };
    if rest.is_empty() {
        return first.is_like(head) || tail.last().is_some_and(|last| first.is_like(last));
    }
    let mut tail = tail.iter();
    first.is_like(head) && rest.iter().all(|word| tail.any(|other| word.is_like(other)))
}

#[cfg(test)]
mod tests {
    use super::NameRelation::{Contained, Different, Same, Unknown, Variant};
    use super::*;

    #[test]
    fn names_relate_as_their_words_do_and_in_either_order() {
        let table = [
            ("سامر القلعاوي", "سامر القلعاوي", Same),
            ("سامر القلعاوي", "سامِر  القلعـاوي", Same),
            ("الوزير سامر القلعاوي", "سامر القلعاوي", Same),
            ("سامر القلعاوي، وزير المياه", "رئيس البلدية سامر القلعاوي", Same),
            ("وزارة المياه", "وزارة المياه", Same),
            ("John Smith", "John Smith", Same),
            ("John Smith", "john smith", Variant),
            ("أسامة القلعاوي", "اسامه القلعاوي", Variant),
            ("سامر القلعاوي", "سامر قلعاوي", Variant),
            ("عبد الرحمن القلعاوي", "عبدالرحمن القلعاوي", Variant),
            ("سامر بن سالم القلعاوي", "سامر ابن سالم القلعاوي", Variant),
            ("سامر بن سالم القلعاوي", "سامر سالم القلعاوي", Variant),
            ("سامر أبو الهيل", "سامر ابوالهيل", Variant),
            ("ليونارد غرافنبرغ", "ليونارد جرافنبرج", Variant),
            ("فيكتور بوتنسكي", "فيكتور بوتينسكي", Variant),
            ("فيكتور بولين", "فيكتور بولن", Variant),
            ("ماركو غوتيليش", "ماركو غوتيليس", Variant),
            ("سامر القلعاوي", "القلعاوي", Contained),
            ("سامر القلعاوي", "سامر", Contained),
            ("سامر القلعاوي", "الوزير القلعاوي", Contained),
            ("سامر سالم القلعاوي", "سامر القلعاوي", Contained),
            ("سامر القلعاوي", "سمير القلعاوي", Different),
            ("سالم القلعاوي", "سليم القلعاوي", Different),
            ("حسن القلعاوي", "حسين القلعاوي", Different),
            ("محمد القلعاوي", "محمود القلعاوي", Different),
            ("عبد الله القلعاوي", "عبيد الله القلعاوي", Different),
            ("سامر العمري", "سامر العامري", Different),
            ("سامر القلعاوي", "نادر القلعاوي", Different),
            ("سامر القلعاوي", "سامر الطرابيشي", Different),
            ("سامر سالم القلعاوي", "سالم القلعاوي", Different),
            ("سامر القلعاوي", "الطرابيشي", Different),
            ("وزارة المياه", "وزارة الطاقة", Different),
            ("سامر القلعاوي", "", Unknown),
            ("سامر القلعاوي", "«»", Unknown),
            ("سامر القلعاوي", "الوزير", Unknown),
            ("سامر القلعاوي", "وزير المياه", Unknown),
            ("هالة المرزوقي", "وزير الطاقة", Unknown),
            ("سامر القلعاوي", "مصدر مطلع", Unknown),
            ("سامر القلعاوي", "هو", Unknown),
            ("", "", Unknown),
        ];
        for (a, b, relation) in table {
            assert_eq!(compare(a, b), relation, "{a} and {b}");
            assert_eq!(compare(b, a), relation, "{b} and {a}");
        }
    }

    #[test]
    fn a_name_is_the_same_as_itself() {
        for name in ["سامر القلعاوي", "عبد الرحمن", "بن سالم", "أبو الهيل", "John", "منظمة الضفاف", "عبد"]
        {
            assert_eq!(compare(name, name), Same, "{name}");
        }
    }
}
