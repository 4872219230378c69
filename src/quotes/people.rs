//! Everybody and everything in a text that may speak: each noun phrase with a title, body, medium
//! or document at its head, and the fullest form of every name.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::name::{self, Mention};
use super::noun;
use super::scene::Scene;
use super::shape;
use crate::analysis::EntityKind;
use crate::lexicon::{Flags, Prefix, frame, preposition_frame};
use crate::segment::Paragraph;
use crate::text::{Key, TokenKind};

/// A noun phrase that may name a source.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub mention: Mention,
    /// All its folded words; the head comes first.
    pub keys: Vec<Key>,
    /// The folded words of its titles.
    pub titles: Vec<Key>,
    /// The folded words of its name.
    pub names: Vec<Key>,
    /// Whether its titles name a state or nationality.
    foreign: bool,
    /// Whether its head is a medium.
    medium: bool,
    /// Whether ل and the article are written into its head: no name to show.
    joined: bool,
    /// Of a text, where the phrase of the one behind it begins: "أعلن X، في بيان", "دراسة أجرتها X".
    issuer: Option<usize>,
}

/// The one behind a text that a verb with its pronoun names: "تقرير نشرته صحيفة X", "دراسة أجرتها جامعة X".
pub fn maker(scene: &Scene, text: &Mention) -> Option<Range<usize>> {
    const REACH: usize = 12;
    if text.kind != EntityKind::Document || text.named {
        return None;
    }
    let behind = text.tokens.end;
    let verb = behind + usize::from(scene.is(behind, Flags::RELATIVE));
    let made = scene.is(verb, Flags::MAKES);
    let maker = verb + 1;
    let body = Flags::ORGANISATION.with(Flags::MEDIUM).with(Flags::TITLE);
    let source = made && scene.is(maker, body) && !scene.prefix(maker).has(Prefix::PREPOSITIONS);
    source.then(|| noun::headed(scene, maker, maker + REACH)).flatten()
}

impl Phrase {
    /// Whether it can stand as a name: not so long that it has swallowed its clause.
    fn says_in_full(&self) -> bool {
        const WORDS: usize = 8;
        !self.joined && self.keys.len() <= WORDS
    }
}

/// What the text tells of its people and bodies.
#[derive(Debug, Default)]
pub struct People {
    /// In the order of the text.
    phrases: Vec<Phrase>,
    /// For the last word of a personal name, the fullest range of words that ends in it.
    fullest: HashMap<Key, Range<usize>>,
    /// Words that stand alone as the subject of a cue somewhere: surnames, wherever they stand.
    alone: HashSet<Key>,
}

/// Words that a personal name has at most.
const NAME_WORDS: usize = 5;
/// Phrases looked at for one mention: a text with more between two mentions has changed its subject.
const LOOK_AROUND: usize = 400;

impl People {
    /// Reads the kept paragraphs once.
    pub fn read(scene: &Scene, paragraphs: &[Paragraph]) -> Self {
        let alone = paragraphs
            .iter()
            .flat_map(|p| p.start..p.end)
            .filter_map(|at| subject_alone(scene, at))
            .collect();
        let mut people = Self { alone, ..Self::default() };
        for paragraph in paragraphs {
            let mut at = paragraph.start;
            while at < paragraph.end {
                at = people.phrase(scene, at, paragraph.end).max(at + 1);
            }
        }
        people
    }

    /// Records the phrase whose head stands at `at`; returns where to go on.
    fn phrase(&mut self, scene: &Scene, at: usize, end: usize) -> usize {
        if scene.is(at, Flags::PERSONAL_NAME) && !scene.is(at, noun::SOURCE) {
            return self.bare_name(scene, at, end);
        }
        if !scene.is(at, noun::SOURCE) || scene.is(at, Flags::PLACE) {
            return at + 1;
        }
        let Some(range) = noun::headed(scene, at, end) else { return at + 1 };
        let behind = range.end;
        let mut mention = name::read(scene, range);
        if let Some(name) = name_before(scene, &mention) {
            mention.titles = vec![mention.tokens.clone()];
            mention.kind = EntityKind::Person;
            mention.named = true;
            mention.name = name;
        }
        let inner = mention.tokens.clone();
        self.add(scene, mention);
        // "شقيق العقيد سامر الراوي" holds a person of its own.
        if scene.is(inner.start, Flags::KIN) {
            return at + 1;
        }
        self.bodies_inside(scene, inner);
        behind
    }

    /// A name without a title, from its given name on.
    fn bare_name(&mut self, scene: &Scene, at: usize, end: usize) -> usize {
        let Some(range) = noun::phrase(scene, at, end.min(at + NAME_WORDS), true) else { return at + 1 };
        let behind = range.end;
        let mention = name::read(scene, range);
        if scene.words(mention.name.clone()) >= 2 {
            self.add(scene, Mention { kind: EntityKind::Person, named: true, ..mention });
        }
        behind
    }

    /// Bodies named inside a phrase ("the secretariat of the party X") can be meant later, too.
    fn bodies_inside(&mut self, scene: &Scene, phrase: Range<usize>) {
        // "an agreement with his counterpart X": a person inside the name of a text or body.
        let person = !scene.is(phrase.start, Flags::TITLE);
        let body = |at: &usize| {
            let body = scene.is(*at, Flags::ORGANISATION.with(Flags::MEDIUM)) && !scene.is(*at, Flags::TITLE);
            let joined = scene.is(*at, Flags::UNNAMED) && scene.prefix(*at).has(Prefix::CONJUNCTION);
            body || joined || person && scene.is(*at, Flags::TITLE) && scene.is(*at - 1, Flags::PREPOSITION)
        };
        for at in (phrase.start + 1..phrase.end).filter(body) {
            if let Some(range) = noun::headed(scene, at, phrase.end) {
                self.add(scene, name::read(scene, range));
            }
        }
    }

    fn add(&mut self, scene: &Scene, mut mention: Mention) {
        if mention.named && mention.kind == EntityKind::Person {
            mention.name = self.up_to_surname(scene, mention.name);
        }
        let names = name::keys(scene, mention.name.clone());
        let person = mention.named && mention.kind == EntityKind::Person;
        let most = if mention.name.clone().any(|at| scene.is(at, Flags::FATHERHOOD)) {
            2 * NAME_WORDS
        } else {
            NAME_WORDS
        };
        if person && (names.is_empty() || names.len() > most) {
            return;
        }
        if person && let Some(&last) = names.last() {
            let known = self.fullest.entry(last).or_insert_with(|| mention.name.clone());
            if scene.words(known.clone()) < names.len() {
                *known = mention.name.clone();
            }
        }
        let titles = mention.titles.iter().flat_map(|t| name::keys(scene, t.clone())).collect();
        let head = mention.tokens.start;
        let joined = scene.prefix(head).has(Prefix::PREPOSITIONS)
            && (scene.prefix(head).has(Prefix::ARTICLE) || !scene.prefix(head).has(Prefix::LAM));
        let medium = scene.is(head, Flags::MEDIUM);
        let head = head + usize::from(scene.is(head, Flags::HONORIFIC));
        let maker = maker(scene, &mention).map(|maker| maker.start);
        let issuer = maker.or_else(|| self.issuer(scene, &mention));
        let foreign = mention.titles.iter().flat_map(Clone::clone).any(|at| {
            scene.is(at, Flags::PLACE)
                || (at > head + 1 && scene.is_definite(at) && shape::is_nisba(scene, at))
        });
        self.phrases.push(Phrase {
            foreign,
            medium,
            joined,
            issuer,
            keys: name::keys(scene, mention.tokens.clone()),
            titles,
            names,
            mention,
        });
    }

    /// The subject of the sentence in which a text is where something is said.
    fn issuer(&self, scene: &Scene, text: &Mention) -> Option<usize> {
        const REACH: usize = 60;
        const PHRASES: usize = 8;
        let head = text.tokens.start;
        let venue = head > 0 && preposition_frame(scene.whole(head - 1)) == frame::FI;
        let speaks = |p: &Phrase| {
            let before = p.mention.tokens.start.checked_sub(1)?;
            let verb = (scene.finite(before).is_some() || scene.is(before, Flags::ACT))
                && !scene.prefix(p.mention.tokens.start).has(Prefix::CONJUNCTION);
            let source = matches!(p.mention.kind, EntityKind::Organisation | EntityKind::Person);
            Some(verb && source && head - before < REACH)
        };
        if !scene.is(head, Flags::DOCUMENT) || !venue {
            return None;
        }
        let phrase =
            self.phrases.iter().rev().take(PHRASES).find(|p| speaks(p).unwrap_or_default())?;
        let ends = |at: usize| matches!(scene.kind(at), TokenKind::Stop | TokenKind::Newline);
        let one_sentence = !(phrase.mention.tokens.end..head).any(ends);
        one_sentence.then_some(phrase.mention.tokens.start)
    }

    /// The phrase of the one behind a text, or the phrase itself.
    pub fn sayer<'p>(&'p self, phrase: &'p Phrase) -> &'p Phrase {
        let at = |start: usize| self.phrases.binary_search_by_key(&start, |p| p.mention.tokens.start).ok();
        phrase.issuer.and_then(at).and_then(|index| self.phrases.get(index)).unwrap_or(phrase)
    }

    /// Without what follows a word that is elsewhere the only one of a subject: the object of the verb
    /// before the name ("التقى سامر الراوي وفدا" and "قال الراوي إن").
    fn up_to_surname(&self, scene: &Scene, name: Range<usize>) -> Range<usize> {
        let surname = |at: &usize| self.alone.contains(&name::bare(scene, *at));
        let end = (name.start + 1..name.end).find(surname).map_or(name.end, |at| at + 1);
        name.start..end
    }

    /// The fullest personal name in the text that ends in the same word as `name`.
    pub fn fullest(&self, scene: &Scene, name: Range<usize>) -> Option<Range<usize>> {
        let keys = name::keys(scene, name);
        let range = self.fullest.get(keys.last()?)?;
        let full = name::keys(scene, range.clone());
        (full.len() > keys.len() && keys.iter().all(|k| full.contains(k))).then(|| range.clone())
    }

    /// The fullest personal name that ends in the one word of `name`, looked for in the whole text:
    /// it may stand where no source does ("دافع عنه أوليفر مايلز").
    pub fn searched(scene: &Scene, name: Range<usize>) -> Option<Range<usize>> {
        let surname = name.start;
        let wanted = name::bare(scene, surname);
        let same = |at: usize| at != surname && name::bare(scene, at) == wanted;
        let found = (0..scene.tokens.len()).filter(|&at| same(at)).filter_map(|at| given_names(scene, at));
        found.max_by_key(|range| (range.len(), std::cmp::Reverse(range.start)))
    }

    /// A longer personal name that begins with all the words of a shorter one: "King X" and
    /// "King X the Second".
    pub fn extended(&self, keys: &[Key]) -> Option<&Phrase> {
        let person = |p: &&Phrase| {
            p.mention.named
                && p.mention.kind == EntityKind::Person
                && p.names.len() > keys.len()
                && p.names.starts_with(keys)
        };
        let found = self.phrases.iter().take(LOOK_AROUND).find(person)?;
        // A given name alone means the only one who has it.
        let only = || {
            let mut same = self.phrases.iter().take(LOOK_AROUND).filter(person);
            same.all(|p| same_person(&p.names, &found.names))
        };
        (keys.len() > 1 || only()).then_some(found)
    }

    /// Whether the word is the last of a personal name in the text.
    pub fn is_surname(&self, key: Key) -> bool {
        self.fullest.contains_key(&key)
    }

    /// The nearest phrase before `at`, then behind it, that fits.
    fn nearest(&self, at: usize, fits: impl Fn(&Phrase) -> bool) -> Option<&Phrase> {
        let middle = self.phrases.partition_point(|p| p.mention.tokens.start < at);
        let (before, after) = self.phrases.split_at(middle);
        before
            .iter()
            .rev()
            .take(LOOK_AROUND)
            .find(|p| fits(p))
            .or_else(|| after.iter().take(LOOK_AROUND).find(|p| fits(p)))
    }

    /// The person whom a title without a name means: the nearest one introduced with all its
    /// words, else a counterpart of the same nationality, else the only one with its head.
    pub fn by_title(&self, at: usize, wanted: &[Key]) -> Option<&Phrase> {
        let head = *wanted.first()?;
        let person = |p: &Phrase| p.mention.named && p.mention.kind == EntityKind::Person;
        let exact = |p: &Phrase| person(p) && holds_all(&p.titles, wanted);
        // "the foreign minister" is the one whose country need not be told.
        let home = |p: &Phrase| exact(p) && !p.foreign;
        let first = if wanted.len() > 1 { self.nearest(at, home) } else { None };
        let same = |p: &Phrase| person(p) && p.titles.first().is_some_and(|t| alike(*t, head));
        // "رئيس الدولة الفنلندية" for "رئيس فنلندا X".
        let related = |p: &Phrase| same(p) && wanted.iter().skip(1).any(|w| holds(&p.titles, *w));
        first
            .or_else(|| self.nearest(at, exact))
            .or_else(|| self.counterpart(at, wanted))
            .or_else(|| self.only(at, related))
            .or_else(|| self.only(at, same).filter(|_| wanted.len() <= 2))
    }

    /// The nearest phrase that fits, where all that fit name one person.
    fn only(&self, at: usize, fits: impl Fn(&Phrase) -> bool) -> Option<&Phrase> {
        let found = self.nearest(at, &fits)?;
        let mut all = self.phrases.iter().take(LOOK_AROUND).filter(|p| fits(p));
        all.all(|p| same_person(&p.names, &found.names)).then_some(found)
    }

    /// "his Russian counterpart X" for "the Russian minister".
    fn counterpart(&self, at: usize, wanted: &[Key]) -> Option<&Phrase> {
        let last = *wanted.last().filter(|_| wanted.len() > 1)?;
        self.nearest(at, |p| p.mention.named && p.mention.counterpart && holds(&p.titles, last))
    }

    /// The body, medium or text that a short definite mention means: the nearest phrase with the
    /// same head that says more.
    pub fn by_head(&self, at: usize, wanted: &[Key]) -> Option<&Phrase> {
        let head = *wanted.first()?;
        self.nearest(at, |p| {
            let own_head =
                p.keys.first().is_some_and(|k| *k == head) || p.names.first().is_some_and(|k| *k == head);
            own_head
                && p.says_in_full()
                && p.keys.len() > wanted.len()
                && p.mention.kind != EntityKind::Person
                && holds_all(&p.keys, wanted)
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
                && p.keys.first().is_some_and(|k| alike(*k, head))
        })
    }

    /// The longer form of a body's name: the nearest phrase that begins with all its words.
    pub fn longer(&self, at: usize, keys: &[Key]) -> Option<&Phrase> {
        const WORDS: usize = 9;
        self.nearest(at, |p| {
            let names = if p.mention.kind == EntityKind::Organisation { &p.keys } else { &p.names };
            p.says_in_full()
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
            let marked = p.mention.tokens.clone().any(|at| scene.kind(at) == TokenKind::Quote);
            let rest = p.keys.get(1..).unwrap_or_default();
            let behind_head = || rest == keys || marked && rest.starts_with(keys);
            let anywhere = || p.keys.windows(keys.len()).skip(1).any(|window| window == keys);
            within && (p.medium && anywhere() || body && behind_head())
        };
        self.nearest(at, fits)
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
            EntityKind::Person => p.mention.named && p.mention.definite && matches(&p.titles),
            EntityKind::Organisation => p.medium && p.keys.len() > keys.len() && matches(&p.keys),
            _ => false,
        })
    }
}

/// The one word between a cue and what brings its content in ("قال الراوي إن").
fn subject_alone(scene: &Scene, at: usize) -> Option<Key> {
    scene.finite(at)?;
    let subject = at + 1;
    let behind = scene.is(subject + 1, Flags::COMPLEMENTIZER)
        || matches!(scene.kind(subject + 1), TokenKind::Colon | TokenKind::Quote | TokenKind::Comma);
    let name = scene.kind(subject) == TokenKind::Word
        && !scene.is(subject, noun::SOURCE.with(Flags::PREPOSITION).with(Flags::DEMONSTRATIVE))
        && (!scene.is_known(subject) || scene.is(subject, Flags::PERSONAL_NAME));
    (behind && name).then(|| name::bare(scene, subject))
}

/// The given names before the surname at `surname`, with it: known given names, or unknown words
/// behind a title, a verb or a sign.
fn given_names(scene: &Scene, surname: usize) -> Option<Range<usize>> {
    let given = Flags::PERSONAL_NAME.with(Flags::FATHERHOOD);
    let mut start = surname;
    while start > 0 && surname - start < NAME_WORDS - 1 {
        let at = start - 1;
        let unknown = shape::is_name_word(scene, at)
            && !shape::is_abstract(scene, at)
            && scene.verb(at).is_none()
            && !scene.is(at, Flags::ACT)
            && scene.stem(at).len() > 2
            && !super::clause::is_imperfect(scene, at);
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
    (start < surname && (known || introduced)).then_some(start..surname + 1)
}

/// "X, the minister of …", "X the minister": the name before a title.
fn name_before(scene: &Scene, mention: &Mention) -> Option<Range<usize>> {
    if mention.named || !scene.is(mention.tokens.start, Flags::TITLE) {
        return None;
    }
    let comma = mention.tokens.start > 0 && scene.kind(mention.tokens.start - 1) == TokenKind::Comma;
    let end = mention.tokens.start - usize::from(comma);
    let mut start = end;
    while start > 0 && end - start < NAME_WORDS {
        let at = start - 1;
        let surname = start == end && scene.is_definite(at) && !scene.is_known(at);
        let inner =
            scene.is(at, Flags::FATHERHOOD.with(Flags::PERSONAL_NAME)) || shape::is_name_word(scene, at);
        if !(surname || inner) {
            break;
        }
        start = at;
    }
    // Two words at least, and nothing known to be a verb among them: a name, not an object.
    let given = scene.is(start, Flags::PERSONAL_NAME) || scene.is(start + 1, Flags::FATHERHOOD);
    let first = start == 0
        || scene.verb(start - 1).is_some()
        || !scene.is_wordlike(start - 1)
        || scene.is(start - 1, Flags::PREPOSITION);
    (end - start >= 2 && (given || first)).then_some(start..end)
}

/// Whether two spellings may be one word: equal, or equal but for long vowels.
pub fn alike(a: Key, b: Key) -> bool {
    let words = !name::is_number(a) && !name::is_number(b);
    a == b || words && a.len() > 3 && b.len() > 3 && name::skeleton(a) == name::skeleton(b)
}

/// Whether two words of titles mean the same: alike, or a state and its adjective ("رئيس اليمن", "الرئيس
/// اليمني").
fn akin(a: Key, b: Key) -> bool {
    alike(a, b) || a.len() > 3 && b.len() > 2 && name::root(a) == name::root(b)
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
