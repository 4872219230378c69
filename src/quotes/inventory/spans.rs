//! The spans that may name somebody: the tagger's, corrected by grammar, and those that only the rules find.

use smallvec::{SmallVec, smallvec};

use crate::lexicon::{Flags, is_common};
use crate::quotes::name::{self, Keys, Mention, NameEnd};
use crate::quotes::people::People;
use crate::quotes::phrase;
use crate::quotes::result::EntityKind;
use crate::quotes::words::Scene;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_name_word, is_particle_name, is_surname_like};
use crate::tagger::{Kind, Tagged};
use crate::text::letter::proclitic;
use crate::text::snug;
use crate::tokens::{TokenKind, TokenRange};

/// The most tokens in a mention.
pub const LONGEST: usize = 24;

/// Returns all spans of a text that may name a row.
pub fn all(scene: &Scene, tagged: &[Tagged], people: &People) -> Vec<Span> {
    let whole = adjoined(scene, tagged);
    let parted = whole.iter().flat_map(|tagged| parted(scene, tagged));
    let all = parted.filter_map(|tagged| Span::of(scene, &tagged)).chain(untagged(scene, tagged, people));
    let all = all.chain(inside(scene, tagged, people));
    // A longer span has swallowed its clause, and would be expensive to compare.
    let short = all.filter(|span| span.mention.tokens.len() <= LONGEST);
    let mut spans = Vec::with_capacity(whole.len());
    short.for_each(|span| snug::add(&mut spans, span));
    spans
}

/// Splits one span with two persons: "سامر الراوي ونبيل قسيس".
fn parted(scene: &Scene, tagged: &Tagged) -> SmallVec<[Tagged; 2]> {
    const WORDS: usize = 2;
    let words = tagged.words;
    let joined = |at: &usize| {
        let word = scene.word(*at);
        word.is_conjoined() || word.may_begin_with(&[proclitic::WAW])
    };
    let second = (words.start() + WORDS..words.end()).find(joined);
    match second {
        Some(at) if tagged.kind == Kind::Person => {
            let part = |start, end| Tagged { words: TokenRange::new(start, end), ..*tagged };
            smallvec![part(words.start(), at), part(at, words.end())]
        }
        _ => smallvec![*tagged],
    }
}

/// Merges adjacent spans of one person: "عبد الله" and "السالم".
fn adjoined(scene: &Scene, tagged: &[Tagged]) -> Vec<Tagged> {
    let mut whole: Vec<Tagged> = Vec::with_capacity(tagged.len());
    for next in tagged {
        let word = scene.word(next.words.start());
        let titled = word.is(Flags::TITLE.with(Flags::UNNAMED));
        match whole.last_mut() {
            Some(last)
                if (last.kind, next.kind) == (Kind::Person, Kind::Person)
                    && last.words.end() == next.words.start()
                    && !(word.has_proclitic() || titled) =>
            {
                last.words.end_at(next.words.end());
            }
            _ => whole.push(*next),
        }
    }
    whole
}

/// A span with its mention.
pub struct Span {
    pub mention: Mention,
    pub keys: Keys,
    /// The skeleton of each key.
    pub skeletons: Keys,
    pub kind: EntityKind,
    pub trust: u8,
}

impl Span {
    fn of(scene: &Scene, tagged: &Tagged) -> Option<Self> {
        let kind = match tagged.kind {
            Kind::Person => EntityKind::Person,
            Kind::Body => EntityKind::Organisation,
            Kind::Document => EntityKind::Document,
            Kind::Unnamed => EntityKind::Unnamed,
            Kind::Title => return None,
        };
        let words = scene.trim(behind_verb(scene, tagged.words));
        let mention = match kind {
            EntityKind::Person => person(scene, words),
            _ => thing(scene, scene.trim(words.start()..object_start(scene, words))),
        };
        Self::new(scene, mention, kind, tagged.trust)
    }

    fn new(scene: &Scene, mention: Mention, kind: EntityKind, trust: u8) -> Option<Self> {
        let keys = name::keys(scene, mention.name);
        let skeletons = keys.iter().map(|key| name::skeleton(*key)).collect();
        (!keys.is_empty()).then_some(Self { mention, keys, skeletons, kind, trust })
    }
}

/// "نادى المحتجون": skips a verb before its subject.
fn behind_verb(scene: &Scene, words: TokenRange) -> TokenRange {
    let first = scene.word(words.start());
    let noun = SOURCE.with(Flags::PERSONAL_NAME);
    let verb = words.len() > 1 && first.finite().is_some() && !first.is(noun);
    TokenRange::new(words.start() + usize::from(verb), words.end())
}

/// A mention of anything except a person; the whole phrase is its name.
fn thing(scene: &Scene, words: TokenRange) -> Mention {
    Mention { name: words, named: false, titles: name::Titles::new(), ..name::read(scene, words) }
}

/// "المكتب بيانا": where a verb's object begins after the name of its subject.
fn object_start(scene: &Scene, words: TokenRange) -> usize {
    let mut rest = words.start() + 1..words.end();
    let end = rest.find(|at| scene.is_accusative(*at)).unwrap_or(words.end());
    let hanging = scene.is(end - 1, Flags::PREPOSITION) && end - words.start() > 1;
    end - usize::from(hanging)
}

/// A person, within the tagger's bounds; only titles before the name are cut off.
fn person(scene: &Scene, words: TokenRange) -> Mention {
    let mention = name::read(scene, words);
    let words = TokenRange::new(words.start(), hard_end(scene, words));
    let head = scene.word(words.start());
    if mention.named && mention.name.start() > words.start() {
        let titles =
            mention.titles.iter().copied().filter(|title| title.start() < mention.name.start()).collect();
        return Mention { name: TokenRange::new(mention.name.start(), words.end()), titles, ..mention };
    }
    if !mention.named && head.is(Flags::TITLE.with(Flags::UNNAMED)) {
        return described(scene, mention);
    }
    let words = TokenRange::new(given_names(scene, words.start()), surname_end(scene, words));
    Mention { tokens: words, name: words, named: true, titles: name::Titles::new(), ..mention }
}

/// A definite title ends where its noun phrase ends, unless a preposition continues it: "الوزير | القرار", "المدرب | بثقة".
fn described(scene: &Scene, mention: Mention) -> Mention {
    let tokens = mention.tokens;
    let read =
        phrase::read(scene, tokens.start(), tokens.end(), true).filter(|_| scene.is_definite(tokens.start()));
    let end = read.map_or(tokens.end(), |read| read.end());
    if end < tokens.end() && !scene.is(end, Flags::PREPOSITION) {
        return name::read(scene, TokenRange::new(tokens.start(), end));
    }
    mention
}

/// Where grammar ends the name, regardless of the tagger: before a preposition, a sign, or a title after it.
fn hard_end(scene: &Scene, words: TokenRange) -> usize {
    match name::first_end(scene, words) {
        Some((at, NameEnd::Preposition)) => at,
        _ => {
            let ends =
                |at: &usize| scene.is_lam_phrase(*at) || joins(scene, *at) || scene.is(*at, Flags::ADVERB);
            (words.start() + 1..words.end()).find(ends).unwrap_or(words.end())
        }
    }
}

/// Where given names right before a name begin.
fn given_names(scene: &Scene, start: usize) -> usize {
    const NAMES: usize = 2;
    let given = |at: &usize| {
        let word = scene.word(*at);
        (word.is(Flags::PERSONAL_NAME) || word.fits(is_particle_name)) && !word.next().has_proclitic()
    };
    (start.saturating_sub(NAMES)..start).rev().take_while(given).last().unwrap_or(start)
}

/// Where the name ends: a given name is extended by words that can only be names.
fn surname_end(scene: &Scene, words: TokenRange) -> usize {
    const WORDS: usize = 4;
    let mut end = words.end();
    while end - words.start() < WORDS && goes_on(scene, end, end - words.start()) {
        end += 1;
    }
    // "بان كي-مون".
    let dashed = scene.kind(end) == TokenKind::Dash && is_name_word(scene, end + 1);
    if dashed { end + 2 } else { end }
}

/// Whether the word has a proclitic preposition: "بالأمر", "بشكل".
fn joins(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    let common = word.may_begin_with(&[proclitic::BA, proclitic::KAF]) && is_common(word.whole().rest());
    common || word.has_proclitic_preposition()
}

/// Whether the word at `at` continues a name of this many words.
fn goes_on(scene: &Scene, at: usize, words: usize) -> bool {
    let (word, last) = (scene.word(at), scene.word(at - 1));
    let open = words == 1 || last.is(Flags::PERSONAL_NAME);
    let name = word.fits(is_name_word) || word.fits(is_surname_like);
    open && name && !joins(scene, at) && !word.has_proclitic() && !scene.is_accusative(at)
}

/// Bodies that the rules find inside the name of a document or source: "بلاغ لوزارة الصحة".
fn inside<'p>(scene: &'p Scene, tagged: &'p [Tagged], people: &'p People) -> impl Iterator<Item = Span> + 'p {
    let holder = |mention: &&Mention| {
        let near = tagged.partition_point(|tagged| tagged.words.end() <= mention.tokens.start());
        tagged.get(near).is_some_and(|tagged| {
            let holds =
                tagged.words.start() < mention.tokens.start() && mention.tokens.end() <= tagged.words.end();
            holds && matches!(tagged.kind, Kind::Document | Kind::Unnamed)
        })
    };
    let bodies = people.mentions().filter(|mention| mention.kind == EntityKind::Organisation);
    bodies.filter(holder).filter_map(|mention| Span::new(scene, mention.clone(), EntityKind::Organisation, 0))
}

/// Persons that only the rules found.
fn untagged<'p>(
    scene: &'p Scene,
    tagged: &'p [Tagged],
    people: &'p People,
) -> impl Iterator<Item = Span> + 'p {
    let free = |mention: &&Mention| {
        let near = tagged.partition_point(|tagged| tagged.words.end() <= mention.tokens.start());
        tagged.get(near).is_none_or(|tagged| tagged.words.is_apart_from(mention.tokens))
    };
    let named = people.mentions().filter(|mention| mention.is_named_person());
    named.filter(free).filter_map(|mention| Span::new(scene, mention.clone(), EntityKind::Person, 0))
}
