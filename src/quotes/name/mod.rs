//! A mention taken apart: titles, name, and what kind of source it is.

mod bounds;
mod keys;

use smallvec::{SmallVec, smallvec};

use crate::lexicon::{Flags, Prefix, frame, preposition_frame};
use crate::lexicon::{Gender, Number};
use crate::quotes::result::EntityKind;
use crate::quotes::words::scene::Scene;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_name_word, is_nisba};
use crate::text::letter::proclitic;
use crate::tokens::{TokenKind, TokenRange};

pub use bounds::is_title_letter;
use bounds::{name_end, name_start, surname_alone};
pub use keys::{Keys, bare, consonant, is_number, keys, root, skeleton, words};

/// Titles and descriptions: seldom more than one before a name and one behind it.
pub type Titles = SmallVec<[TokenRange; 2]>;

/// A mention with its parts.
#[derive(Clone, Debug)]
pub struct Mention {
    pub tokens: TokenRange,
    /// The proper name, or the whole phrase where there is none.
    pub name: TokenRange,
    /// Whether `name` is a proper name.
    pub named: bool,
    /// Titles and descriptions around the name.
    pub titles: Titles,
    pub kind: EntityKind,
    pub gender: Gender,
    pub number: Number,
    /// Whether the head is "counterpart" with a pronoun.
    pub counterpart: bool,
    /// Whether the head is definite: it means somebody whom the text has named.
    pub definite: bool,
}

/// Takes the mention in `tokens` apart.
pub fn read(scene: &Scene, tokens: TokenRange) -> Mention {
    let tokens = without_demonstrative(scene, without_marks(scene, tokens));
    let head = scene.flags(tokens.start);
    let whole = Mention {
        name: tokens,
        named: false,
        titles: Titles::new(),
        kind: kind(head),
        gender: gender(scene, tokens.start),
        number: number(scene, tokens.start),
        counterpart: head.any(Flags::COUNTERPART),
        definite: !head.any(Flags::QUANTIFIER) && is_construct_definite(scene, tokens)
            || head.any(Flags::COUNTERPART)
            || (head.any(Flags::TITLE.with(Flags::UNNAMED)) && head.any(Flags::PRONOUN_SUFFIX)),
        tokens,
    };
    if head.any(Flags::QUANTIFIER) && !head.any(SOURCE) {
        // "one of the officials", "a number of …": nobody is named.
        return Mention { kind: EntityKind::Unnamed, titles: smallvec![tokens], definite: false, ..whole };
    }
    // "عماد" is a rank, too: before another name it is one itself.
    let given = head.any(Flags::PERSONAL_NAME)
        && !scene.is_definite(tokens.start)
        && tokens.len() > 1
        && is_name_word(scene, tokens.start + 1);
    if given {
        return name_first(scene, Mention { kind: EntityKind::Person, ..whole });
    }
    let person =
        head.any(Flags::TITLE.with(Flags::UNNAMED)) && !is_body(head) || is_title_letter(scene, tokens.start);
    if person {
        return titled(scene, whole);
    }
    if head.any(SOURCE) {
        return body(scene, whole);
    }
    name_first(scene, whole)
}

/// Without a demonstrative before a definite noun: "تلك المصادر".
fn without_demonstrative(scene: &Scene, tokens: TokenRange) -> TokenRange {
    let points = scene.is(tokens.start, Flags::DEMONSTRATIVE) && scene.is_definite(tokens.start + 1);
    if points && tokens.len() > 1 { TokenRange::new(tokens.start + 1, tokens.end) } else { tokens }
}

/// Whether the phrase means something known: a definite head, or a head whose complement is
/// ("وزير الخارجية", "رئيس فرنسا").
fn is_construct_definite(scene: &Scene, tokens: TokenRange) -> bool {
    let honorific = usize::from(scene.is(tokens.start, Flags::HONORIFIC));
    for at in tokens.iter().take(4 + honorific) {
        let complement =
            at == tokens.start || scene.is(at - 1, SOURCE) || scene.is(at - 1, Flags::QUANTIFIER);
        if !complement || scene.prefix(at).has(Prefix::PREPOSITIONS) {
            return false;
        }
        // "والد سامر" is somebody known, "شيخ محمود" is Mahmoud.
        let kin = scene.is(tokens.start, Flags::KIN) && scene.is(at, Flags::PERSONAL_NAME);
        let proper = scene.is(at, Flags::PLACE) || kin;
        if scene.is_definite(at) || at > tokens.start && proper {
            return true;
        }
    }
    false
}

/// Whether the word's first reading is a body, medium or document rather than a person.
fn is_body(flags: Flags) -> bool {
    flags.any(Flags::ORGANISATION.with(Flags::MEDIUM).with(Flags::DOCUMENT)) && !flags.any(Flags::TITLE)
}

/// Without quotation marks around the whole of it.
fn without_marks(scene: &Scene, tokens: TokenRange) -> TokenRange {
    match scene.marks.opened_at(tokens.start) {
        Some(q) if q.close + 1 == tokens.end => scene.trim(q.inside()),
        _ => tokens,
    }
}

fn kind(flags: Flags) -> EntityKind {
    if flags.any(Flags::TITLE) {
        EntityKind::Person
    } else if flags.any(Flags::UNNAMED) {
        EntityKind::Unnamed
    } else if flags.any(Flags::DOCUMENT) && !flags.any(Flags::ORGANISATION) {
        EntityKind::Document
    } else if flags.any(Flags::ORGANISATION.with(Flags::MEDIUM).with(Flags::PLACE)) {
        EntityKind::Organisation
    } else {
        EntityKind::Unknown
    }
}

fn gender(scene: &Scene, head: usize) -> Gender {
    let flags = scene.flags(head);
    // Taa marbuta folds to haa: "his counterpart" is not "a (female) counterpart".
    const HA: &str = "\u{647}";
    if scene.ends_with(head, HA) {
        Gender::Unknown
    } else if flags.any(Flags::FEMININE) || flags.any(Flags::PLACE) {
        Gender::Feminine
    } else if flags.any(SOURCE) {
        Gender::Masculine
    } else {
        Gender::Unknown
    }
}

fn number(scene: &Scene, head: usize) -> Number {
    let flags = scene.flags(head);
    if flags.any(Flags::PLURAL) {
        Number::Plural
    } else if flags.any(SOURCE) {
        Number::Singular
    } else {
        Number::Unknown
    }
}

/// "نائب وزير الخارجية الروسي سيرغي فيرشينين": titles, their complements, then the name.
fn titled(scene: &Scene, mut mention: Mention) -> Mention {
    let tokens = mention.tokens;
    // "شقيق العقيد سامر الراوي": the name is not the brother's, but for one behind a comma.
    let kin = scene.is(tokens.start, Flags::KIN)
        && !scene.is_definite(tokens.start)
        && !scene.is(tokens.start, Flags::PRONOUN_SUFFIX);
    let own = |start: &usize| !kin || scene.kind(*start - 1) == TokenKind::Comma;
    let named = name_start(scene, tokens);
    mention.definite |= kin && named.is_some();
    if let Some(start) = named.filter(own) {
        mention.titles.push(scene.trim(tokens.start..start));
        let rest = without_marks(scene, scene.trim(start..tokens.end));
        let end = name_end(scene, rest);
        // A body behind the name is no title: "اتهم زعيم الحزب سامر الراوي الحكومة".
        let object = is_body(scene.flags(end)) && !scene.is(end, Flags::PREPOSITION);
        if end < rest.end && !object {
            mention.titles.push(scene.trim(end..rest.end));
        }
        mention.name = TokenRange::new(rest.start, end);
        mention.named = true;
        mention.kind = EntityKind::Person;
    } else if let Some(surname) = surname_alone(scene, tokens) {
        mention.titles.push(TokenRange::new(tokens.start, surname));
        mention.name = TokenRange::new(surname, tokens.end);
        mention.named = true;
    } else {
        mention.titles.push(tokens);
        if scene.is(tokens.start, Flags::UNNAMED) && !scene.is_definite(tokens.start) {
            mention.kind = EntityKind::Unnamed;
        }
    }
    mention
}

/// A body, medium or document: the phrase is its name. Of a document, the body behind it is.
fn body(scene: &Scene, mut mention: Mention) -> Mention {
    let end = name_end_of_body(scene, mention.tokens);
    let tokens = mention.tokens;
    // Laws are about many, statements of one.
    if mention.kind == EntityKind::Document
        && let Some(next) = issuer(scene, tokens.start, end)
    {
        let inner = read(scene, TokenRange::new(next, end));
        mention.titles.push(TokenRange::new(tokens.start, tokens.start + 1));
        mention.titles.extend(inner.titles);
        mention.name = inner.name;
        mention.named = inner.named;
        mention.kind = inner.kind;
        return mention;
    }
    mention.name = TokenRange::new(tokens.start, end);
    if end < tokens.end {
        // "جهاز الأمن الداخلي، شين بيت": the apposition is the proper name.
        let apposition = scene.trim(end..tokens.end);
        if !apposition.is_empty()
            && !scene.is(apposition.start, SOURCE)
            && !scene.is_definite(apposition.start)
            && scene.whole(apposition.start).first() != proclitic::LAM
        {
            mention.titles.push(TokenRange::new(tokens.start, end));
            mention.name = apposition;
            mention.named = true;
        }
    }
    mention
}

/// Where the body or person behind a document begins: "بيان وزارة …", "تقرير أولي لوزارة …",
/// `بيان "المركز …"`.
fn issuer(scene: &Scene, head: usize, end: usize) -> Option<usize> {
    const ADJECTIVES: usize = 3;
    let owners = Flags::TITLE.with(Flags::ORGANISATION).with(Flags::MEDIUM).with(Flags::PERSONAL_NAME);
    let adjective =
        |at: usize| at > head && is_nisba(scene, at) && scene.is_definite(at) == scene.is_definite(head);
    let mut at = head + 1;
    while at < end
        && at <= head + ADJECTIVES
        && !scene.prefix(at).has(Prefix::LAM)
        && scene.kind(at) == TokenKind::Word
    {
        // "استطلاعات متخصصة": an adjective, too.
        let alone = at + 1 == end && !scene.is_definite(at) && scene.is(at, Flags::TITLE);
        let owner = scene.is(at, owners) && !scene.is(at, Flags::PLURAL) && !adjective(at) && !alone;
        if owner && at == head + 1 {
            return Some(at);
        }
        at += 1;
    }
    let told = at < end && scene.prefix(at).has(Prefix::LAM) && scene.is(at, owners);
    // "تصريحات من الوزير".
    if at < end && preposition_frame(scene.whole(at)) == frame::MIN && scene.is(at + 1, owners) {
        return Some(at + 1);
    }
    let marked =
        at < end && scene.marks.opened_at(at).is_some_and(|q| q.close < end && scene.words(q.inside()) > 1);
    (told || marked).then_some(at)
}

fn name_end_of_body(scene: &Scene, tokens: TokenRange) -> usize {
    tokens.iter().find(|&at| scene.kind(at) == TokenKind::Comma).unwrap_or(tokens.end)
}

/// "عمر بلا فريج، النائب البرلماني": the name, then titles.
fn name_first(scene: &Scene, mut mention: Mention) -> Mention {
    // "الروماني أولاريو كوزمين": where he is from.
    let head = mention.tokens.start;
    let nationality = scene.is(head, Flags::NATIONALITY) && scene.is_definite(head);
    if nationality && mention.tokens.len() > 1 && is_name_word(scene, head + 1) {
        mention.titles.push(TokenRange::new(head, head + 1));
        mention.tokens.start += 1;
        let whole = name_first(scene, mention);
        return Mention { tokens: TokenRange::new(head, whole.tokens.end), ..whole };
    }
    let end = name_end(scene, mention.tokens);
    mention.name = TokenRange::new(mention.tokens.start, end);
    mention.named = true;
    if end < mention.tokens.end {
        let title = scene.trim(end..mention.tokens.end);
        if !title.is_empty() {
            if scene.is(title.start, Flags::TITLE) {
                mention.kind = EntityKind::Person;
                mention.gender = gender(scene, title.start);
            }
            mention.titles.push(title);
        }
    }
    mention
}
