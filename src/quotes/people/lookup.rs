//! Whom a mention means among the phrases of the text.

use crate::quotes::clause;
use crate::quotes::words::shape;

use super::{LOOK_AROUND, NAME_WORDS, People, Phrase, bits};
use crate::lexicon::Flags;
use crate::quotes::name::{self, Mention};
use crate::quotes::resolution::Identity;
use crate::quotes::result::EntityKind;
use crate::quotes::words::scene::Scene;
use crate::text::Key;
use crate::tokens::{TokenKind, TokenRange};

impl People {
    /// The phrase of the one behind a text, or the phrase itself.
    pub fn sayer<'p>(&'p self, phrase: &'p Phrase) -> &'p Phrase {
        let at = |start: usize| self.phrases.binary_search_by_key(&start, |p| p.mention.tokens.start).ok();
        phrase.issuer.and_then(at).and_then(|index| self.phrases.get(index)).unwrap_or(phrase)
    }

    /// The fullest personal name in the text that ends in the same word as `name`.
    pub fn fullest(&self, scene: &Scene, name: TokenRange) -> Option<TokenRange> {
        let keys = name::keys(scene, name);
        let range = self.with_last(*keys.last()?)?;
        let full = name::keys(scene, range);
        (full.len() > keys.len() && keys.iter().all(|k| full.contains(k))).then_some(range)
    }

    /// The fullest personal name that ends in the one word of `name`, looked for in the text around it,
    /// which is all of an article: it may stand where no source does ("دافع عنه أوليفر مايلز").
    pub fn searched(scene: &Scene, name: TokenRange) -> Option<TokenRange> {
        // Some hundred kilobytes: more is a collection of articles, and each name would go through all of it.
        const AROUND: usize = 8192;
        let surname = name.start;
        let wanted = name::bare(scene, surname);
        let around = surname.saturating_sub(AROUND)..scene.tokens.len().min(surname + AROUND);
        let tokens = scene.tokens.get(around.clone()).unwrap_or_default();
        // Most words neither begin with it nor have it behind an article.
        let number = name::is_number(wanted);
        let letters = if number { 0 } else { wanted.letters_mask() };
        let may_be = |key: Key| key.0 & letters == wanted.0 || key.rest().rest() == wanted;
        let alike = tokens.iter().zip(around).filter(|(token, _)| number || may_be(token.key()));
        let same = |&at: &usize| at != surname && name::bare(scene, at) == wanted;
        let found = alike.map(|(_, at)| at).filter(same).filter_map(|at| given_names(scene, at));
        found.max_by_key(|range| (range.len(), std::cmp::Reverse(range.start)))
    }

    /// A longer personal name that begins with all the words of a shorter one: "King X" and
    /// "King X the Second".
    pub fn extended(&self, keys: &[Key]) -> Option<&Phrase> {
        let person = |p: &&Phrase| {
            p.mention.named
                && p.mention.kind == EntityKind::Person
                && p.names.len() > keys.len()
                && self.words(p.names).starts_with(keys)
        };
        let found = self.phrases.iter().take(LOOK_AROUND).find(person)?;
        // A given name alone means the only one who has it.
        let only = || {
            let mut same = self.phrases.iter().take(LOOK_AROUND).filter(person);
            same.all(|p| same_person(self.words(p.names), self.words(found.names)))
        };
        (keys.len() > 1 || only()).then_some(found)
    }

    /// Whether the word is the last of a personal name in the text.
    pub fn is_surname(&self, key: Key) -> bool {
        self.with_last(key).is_some()
    }

    /// The fullest personal name that ends in the word.
    fn with_last(&self, key: Key) -> Option<TokenRange> {
        let at = self.fullest.binary_search_by_key(&key, |(last, ..)| *last).ok()?;
        self.fullest.get(at).map(|(.., range)| *range)
    }

    /// The nearest phrase before `at`, then behind it, that fits.
    fn nearest(&self, at: usize, fits: impl Fn(&Phrase) -> bool) -> Option<&Phrase> {
        self.nearest_with(at, &[], fits)
    }

    /// The nearest phrase before `at`, then behind it, that has all of these words and fits.
    fn nearest_with(&self, at: usize, words: &[Key], fits: impl Fn(&Phrase) -> bool) -> Option<&Phrase> {
        let wanted = bits(words);
        let middle = self.phrases.partition_point(|p| p.mention.tokens.start < at);
        let found = |index: &usize| {
            self.bits.get(*index).is_some_and(|held| held & wanted == wanted)
                && self.phrases.get(*index).is_some_and(&fits)
        };
        let before = (middle.saturating_sub(LOOK_AROUND)..middle).rev().find(found);
        let end = self.phrases.len().min(middle + LOOK_AROUND);
        before.or_else(|| (middle..end).find(found)).and_then(|index| self.phrases.get(index))
    }

    /// The person whom a title without a name means: the nearest one introduced with all its
    /// words, else a counterpart of the same nationality, else the only one with its head.
    pub fn by_title(&self, at: usize, wanted: &[Key]) -> Option<(&Phrase, Identity)> {
        let head = *wanted.first()?;
        let person = |p: &Phrase| p.mention.named && p.mention.kind == EntityKind::Person;
        let exact = |p: &Phrase| person(p) && holds_all(self.words(p.titles), wanted);
        // "the foreign minister" is the one whose country need not be told.
        let home = |p: &Phrase| exact(p) && !p.foreign;
        let first = if wanted.len() > 1 { self.nearest(at, home) } else { None };
        let same = |p: &Phrase| person(p) && self.words(p.titles).first().is_some_and(|t| alike(*t, head));
        // "رئيس الدولة الفنلندية" for "رئيس فنلندا X".
        let related = |p: &Phrase| same(p) && wanted.iter().skip(1).any(|w| holds(self.words(p.titles), *w));
        let by = |identity: Identity| move |phrase| (phrase, identity);
        first
            .or_else(|| self.nearest(at, exact))
            .map(by(Identity::TitleInText))
            .or_else(|| self.counterpart(at, wanted).map(by(Identity::Counterpart)))
            .or_else(|| self.only(at, related).map(by(Identity::RelatedTitle)))
            .or_else(|| self.only(at, same).filter(|_| wanted.len() <= 2).map(by(Identity::OnlyTitle)))
    }

    /// The nearest phrase that fits, where all that fit name one person.
    fn only(&self, at: usize, fits: impl Fn(&Phrase) -> bool) -> Option<&Phrase> {
        let found = self.nearest(at, &fits)?;
        let mut all = self.phrases.iter().take(LOOK_AROUND).filter(|p| fits(p));
        all.all(|p| same_person(self.words(p.names), self.words(found.names))).then_some(found)
    }

    /// "his Russian counterpart X" for "the Russian minister".
    fn counterpart(&self, at: usize, wanted: &[Key]) -> Option<&Phrase> {
        let last = *wanted.last().filter(|_| wanted.len() > 1)?;
        self.nearest(at, |p| p.mention.named && p.mention.counterpart && holds(self.words(p.titles), last))
    }

    /// The body, medium or text that a short definite mention means: the nearest phrase with the
    /// same head that says more.
    pub fn by_head(&self, at: usize, wanted: &[Key]) -> Option<&Phrase> {
        let head = *wanted.first()?;
        self.nearest_with(at, &[head], |p| {
            let own_head = self.words(p.keys).first().is_some_and(|k| *k == head)
                || self.words(p.names).first().is_some_and(|k| *k == head);
            own_head
                && p.says_in_full()
                && p.keys.len() > wanted.len()
                && p.mention.kind != EntityKind::Person
                && holds_all(self.words(p.keys), wanted)
        })
    }

    /// The unnamed source that a definite mention takes up: "the sources" → "medical sources in …".
    pub fn by_unnamed(&self, at: usize, wanted: &[Key]) -> Option<&Phrase> {
        let head = *wanted.first()?;
        let before = self.phrases.partition_point(|p| p.mention.tokens.start < at);
        self.phrases.get(..before)?.iter().rev().take(LOOK_AROUND).find(|p| {
            p.mention.kind == EntityKind::Unnamed
                && !p.mention.named
                && !p.mention.definite
                && self.words(p.keys).first().is_some_and(|k| alike(*k, head))
        })
    }

    /// The longer form of a body's name: the nearest phrase that begins with all its words.
    pub fn longer(&self, at: usize, keys: &[Key]) -> Option<&Phrase> {
        const WORDS: usize = 9;
        self.nearest_with(at, keys, |p| {
            let names = self.words(if p.mention.kind == EntityKind::Organisation { p.keys } else { p.names });
            p.says_in_full()
                && !p.placed
                && names.len() > keys.len()
                && names.len() <= WORDS
                && p.mention.kind != EntityKind::Person
                && names.starts_with(keys)
        })
    }

    /// The phrase of a medium or body that holds a proper name: "the newspaper X", "the organisation X" for "X".
    pub fn holding(&self, scene: &Scene, at: usize, keys: &[Key]) -> Option<&Phrase> {
        const WORDS: usize = 6;
        let fits = |p: &Phrase| {
            let within = p.keys.len() > keys.len() && p.keys.len() <= WORDS && !keys.is_empty();
            let body = p.mention.kind == EntityKind::Organisation && !p.joined;
            let marked = p.mention.tokens.iter().any(|at| scene.kind(at) == TokenKind::Quote);
            let rest = self.words(p.keys).get(1..).unwrap_or_default();
            let behind_head = || rest == keys || marked && rest.starts_with(keys);
            let named = rest.starts_with(keys) || marked && rest.ends_with(keys);
            within && (p.medium && named || body && behind_head())
        };
        self.nearest_with(at, keys, fits)
    }

    /// Whom a headline describes and the text names later: "دبلوماسي إسرائيلي كبير" for "الدبلوماسي الإسرائيلي،
    /// X", "صحيفة بريطانية" for "صحيفة X البريطانية".
    pub fn introduced(&self, described: &Mention, keys: &[Key]) -> Option<&Phrase> {
        const LEAST: usize = 2;
        let at = described.tokens.end;
        let after = self.phrases.partition_point(|p| p.mention.tokens.start < at);
        let head = *keys.first()?;
        let matches = |words: &[Key]| {
            let same = keys.iter().filter(|key| holds(words, **key)).count();
            words.first().is_some_and(|first| alike(*first, head)) && same >= LEAST && same + 1 >= keys.len()
        };
        self.phrases.get(after..)?.iter().take(LOOK_AROUND).find(|p| match p.mention.kind {
            EntityKind::Person => p.mention.named && p.mention.definite && matches(self.words(p.titles)),
            EntityKind::Organisation => p.medium && p.keys.len() > keys.len() && matches(self.words(p.keys)),
            _ => false,
        })
    }
}

/// The given names before the surname at `surname`, with it: known given names, or unknown words
/// behind a title, a verb or a sign.
fn given_names(scene: &Scene, surname: usize) -> Option<TokenRange> {
    let given = Flags::PERSONAL_NAME.with(Flags::FATHERHOOD);
    let mut start = surname;
    while start > 0 && surname - start < NAME_WORDS - 1 {
        let at = start - 1;
        let unknown = shape::is_name_word(scene, at)
            && !shape::is_abstract(scene, at)
            && scene.verb(at).is_none()
            && !scene.is(at, Flags::ACT)
            && scene.stem(at).len() > 2
            && !clause::is_imperfect(scene, at);
        if !scene.is(at, given) && !unknown {
            break;
        }
        start = at;
    }
    let known = (start..surname).any(|at| scene.is(at, given));
    let before = start.checked_sub(1);
    let introduced = before.is_some_and(|b| {
        scene.finite(b).is_some()
            || scene.is(b, Flags::BUT.with(Flags::COMPLEMENTIZER))
            || scene.is_definite(b) && scene.is(b, Flags::TITLE.with(Flags::NATIONALITY))
    });
    (start < surname && (known || introduced)).then_some(TokenRange::new(start, surname + 1))
}

/// Whether two spellings may be one word: equal, or equal but for long vowels.
pub fn alike(a: Key, b: Key) -> bool {
    let words = || !name::is_number(a) && !name::is_number(b) && a.len() > 3 && b.len() > 3;
    a == b || begin_alike(a, b) && words() && name::skeleton(a) == name::skeleton(b)
}

/// Whether the first letters leave it open that two words are alike or akin.
#[inline]
fn begin_alike(a: Key, b: Key) -> bool {
    name::consonant(a.first()) == name::consonant(b.first())
}

/// Whether two words of titles mean the same: alike, or a state and its adjective ("رئيس اليمن", "الرئيس
/// اليمني").
fn akin(a: Key, b: Key) -> bool {
    begin_alike(a, b) && (alike(a, b) || a.len() > 3 && b.len() > 2 && name::root(a) == name::root(b))
}

/// Whether the words hold one like `word`.
pub fn holds(words: &[Key], word: Key) -> bool {
    words.iter().any(|w| akin(*w, word))
}

/// Whether the words hold all of `wanted`.
pub fn holds_all(words: &[Key], wanted: &[Key]) -> bool {
    wanted.iter().all(|w| holds(words, *w))
}

/// Whether two names mean one person: the same last word (or a single word that begins the longer
/// name), and the words of the shorter one in the longer one.
pub fn same_person(a: &[Key], b: &[Key]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some(x), Some(y), Some(first)) = (short.last(), long.last(), long.first()) else { return false };
    let tail = alike(*x, *y) || (short.len() == 1 && long.len() > 1 && alike(*x, *first) && x.len() > 3);
    tail && short.iter().all(|s| long.iter().any(|l| alike(*l, *s)))
}
