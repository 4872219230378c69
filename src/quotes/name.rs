//! A mention taken apart: titles, name, and what kind of source it is.

use std::ops::Range;

use super::noun::SOURCE;
use super::scene::Scene;
use super::shape::{is_abstract, is_name_word, is_nisba, is_particle_name, is_surname_like};
use crate::analysis::{EntityKind, Gender, Number};
use crate::lexicon::{Flags, Prefix};
use crate::text::letter::proclitic;
use crate::text::{Key, TokenKind};

/// A mention with its parts.
#[derive(Clone, Debug)]
pub struct Mention {
    pub tokens: Range<usize>,
    /// The proper name, or the whole phrase where there is none.
    pub name: Range<usize>,
    /// Whether `name` is a proper name.
    pub named: bool,
    /// Titles and descriptions around the name.
    pub titles: Vec<Range<usize>>,
    pub kind: EntityKind,
    pub gender: Gender,
    pub number: Number,
    /// Whether the head is "counterpart" with a pronoun.
    pub counterpart: bool,
    /// Whether the head is definite: it means somebody whom the text has named.
    pub definite: bool,
}

/// Takes the mention in `tokens` apart.
pub fn read(scene: &Scene, tokens: Range<usize>) -> Mention {
    let tokens = without_demonstrative(scene, without_marks(scene, tokens));
    let head = scene.flags(tokens.start);
    let whole = Mention {
        name: tokens.clone(),
        named: false,
        titles: Vec::new(),
        kind: kind(head),
        gender: gender(scene, tokens.start),
        number: number(scene, tokens.start),
        counterpart: head.any(Flags::COUNTERPART),
        definite: !head.any(Flags::QUANTIFIER) && is_construct_definite(scene, tokens.clone())
            || head.any(Flags::COUNTERPART)
            || (head.any(Flags::TITLE) && head.any(Flags::PRONOUN_SUFFIX)),
        tokens: tokens.clone(),
    };
    if head.any(Flags::QUANTIFIER) && !head.any(SOURCE) {
        // "one of the officials", "a number of …": nobody is named.
        return Mention { kind: EntityKind::Unnamed, titles: vec![tokens], definite: false, ..whole };
    }
    // "عماد" is a rank, too: before another name it is one itself.
    let given = head.any(Flags::PERSONAL_NAME)
        && !scene.is_definite(tokens.start)
        && tokens.len() > 1
        && is_name_word(scene, tokens.start + 1);
    if given {
        return name_first(scene, Mention { kind: EntityKind::Person, ..whole });
    }
    let person = head.any(Flags::TITLE.with(Flags::UNNAMED)) && !is_body(head)
        || is_title_letter(scene, tokens.start);
    if person {
        return titled(scene, whole);
    }
    if head.any(SOURCE) {
        return body(scene, whole);
    }
    name_first(scene, whole)
}

/// Without a demonstrative before a definite noun: "تلك المصادر".
fn without_demonstrative(scene: &Scene, tokens: Range<usize>) -> Range<usize> {
    let points = scene.is(tokens.start, Flags::DEMONSTRATIVE) && scene.is_definite(tokens.start + 1);
    if points && tokens.len() > 1 { tokens.start + 1..tokens.end } else { tokens }
}

/// Whether the phrase means something known: a definite head, or a head whose complement is
/// ("وزير الخارجية", "رئيس فرنسا").
fn is_construct_definite(scene: &Scene, tokens: Range<usize>) -> bool {
    let honorific = usize::from(scene.is(tokens.start, Flags::HONORIFIC));
    for at in tokens.clone().take(4 + honorific) {
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
fn without_marks(scene: &Scene, tokens: Range<usize>) -> Range<usize> {
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
    const HA: char = '\u{647}';
    let suffixed = scene.written(head).ends_with(HA);
    if suffixed {
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
    let tokens = mention.tokens.clone();
    // "شقيق العقيد سامر الراوي": the name is not the brother's, but for one behind a comma.
    let kin = scene.is(tokens.start, Flags::KIN)
        && !scene.is_definite(tokens.start)
        && !scene.is(tokens.start, Flags::PRONOUN_SUFFIX);
    let own = |start: &usize| !kin || scene.kind(*start - 1) == TokenKind::Comma;
    let named = name_start(scene, tokens.clone());
    mention.definite |= kin && named.is_some();
    if let Some(start) = named.filter(own) {
        mention.titles.push(scene.trim(tokens.start..start));
        let rest = without_marks(scene, scene.trim(start..tokens.end));
        let end = name_end(scene, rest.clone());
        // A body behind the name is no title: "اتهم زعيم الحزب سامر الراوي الحكومة".
        let object = is_body(scene.flags(end)) && !scene.is(end, Flags::PREPOSITION);
        if end < rest.end && !object {
            mention.titles.push(scene.trim(end..rest.end));
        }
        mention.name = rest.start..end;
        mention.named = true;
        mention.kind = EntityKind::Person;
    } else if let Some(surname) = surname_alone(scene, tokens.clone()) {
        mention.titles.push(tokens.start..surname);
        mention.name = surname..tokens.end;
        mention.named = true;
    } else {
        mention.titles.push(tokens.clone());
        if scene.is(tokens.start, Flags::UNNAMED) && !scene.is_definite(tokens.start) {
            mention.kind = EntityKind::Unnamed;
        }
    }
    mention
}

/// "الدكتور المزروع", "الشيخ القرضاوي": a surname with the article behind a form of address.
fn surname_alone(scene: &Scene, tokens: Range<usize>) -> Option<usize> {
    let last = tokens.end.checked_sub(1).filter(|&last| last > tokens.start)?;
    let address = scene.is(last - 1, Flags::ADDRESS) && scene.is_definite(last - 1);
    (address && is_surname_like(scene, last)).then_some(last)
}

/// Where the personal name starts behind titles and their complements.
fn name_start(scene: &Scene, tokens: Range<usize>) -> Option<usize> {
    // Whether the word before waits for a complement: an indefinite noun in the construct state.
    let mut construct = !scene.is_definite(tokens.start) && !is_title_letter(scene, tokens.start);
    // Behind an indefinite "official" or "source" only a given name is a name; the rest describes.
    let described =
        construct && scene.is(tokens.start, Flags::UNNAMED) && !scene.is_definite(tokens.start + 1);
    let mut inside_marks = tokens.start;
    for at in tokens.start + 1..tokens.end {
        let flags = scene.flags(at);
        if at < inside_marks {
            continue;
        }
        if is_title_letter(scene, at) {
            construct = false;
            continue;
        }
        match scene.kind(at) {
            TokenKind::Comma => {
                construct = false;
                continue;
            }
            TokenKind::Quote if scene.marks.opened_at(at).is_some_and(|q| q.close < tokens.end) => {
                let head = scene.flags(at - 1);
                if !is_body(head) {
                    return Some(at);
                }
                inside_marks = scene.marks.opened_at(at).map_or(at, |q| q.close);
                construct = false;
                continue;
            }
            // "شركة Nova Solar سامر": Latin words are one name, and no part of an Arabic one behind them.
            TokenKind::Foreign if scene.kind(at - 1) == TokenKind::Foreign => continue,
            TokenKind::Word | TokenKind::Mixed | TokenKind::Foreign => {}
            _ => continue,
        }
        let lam = scene.whole(at).first() == proclitic::LAM
            && !scene.is_known(at)
            && scene.is_definite(at + 1)
            && at + 2 < tokens.end;
        let preposition = (flags.any(Flags::PREPOSITION) && !is_particle_name(scene, at))
            || scene.prefix(at).has(Prefix::PREPOSITIONS)
            || lam;
        if preposition {
            construct = !scene.prefix(at).has(Prefix::PREPOSITIONS) || !scene.prefix(at).has(Prefix::ARTICLE);
        } else if let Some(behind) = namesake(scene, tokens.start, at, tokens.end) {
            inside_marks = behind;
            construct = false;
        } else if is_particle_name(scene, at) {
            return Some(at);
        } else if flags.any(Flags::FATHERHOOD) && !construct && !scene.is_definite(at) {
            // "الإمام ابن القيم".
            return Some(at);
        } else if flags.any(SOURCE) {
            // "عماد منسي" behind a definite word: a given name that is a rank, too. "الكولونيل جنرال أليكسي".
            let given = flags.any(Flags::PERSONAL_NAME) && is_name_word(scene, at + 1);
            if given && !construct && !scene.is_definite(at) {
                return Some(at);
            }
            let rank = scene.is(at - 1, Flags::TITLE)
                && scene.is_definite(at - 1)
                && scene.is(at + 1, Flags::PERSONAL_NAME);
            construct = !scene.is_definite(at) && !flags.any(Flags::PLACE) && !rank;
        } else if scene.is_definite(at) {
            // A surname alone behind a definite title: "الرئيس الأسد" reads as title; the text's
            // other mentions tell.
            construct = false;
        } else if construct || (described && !flags.any(Flags::PERSONAL_NAME.with(Flags::FATHERHOOD))) {
            construct = false;
        } else if (scene.verb(at).is_none() || flags.any(Flags::PERSONAL_NAME))
            && !is_adjective(scene, at)
            && (!scene.is_common(at) || opens_apposition(scene, at))
            && !flags.any(Flags::DEMONSTRATIVE.with(Flags::ADVERB))
            && !flags.any(Flags::EMPHASIS)
        {
            return Some(at);
        }
    }
    None
}

/// "جامعة الأميرة نورة بنت سعود | الدكتورة …": a body named after somebody, where another title follows; one
/// past the name.
fn namesake(scene: &Scene, start: usize, at: usize, end: usize) -> Option<usize> {
    let title = |at: usize| scene.is(at, Flags::TITLE) && scene.is_definite(at);
    let body = at > start + 1
        && title(at - 1)
        && scene.is(at - 2, Flags::ORGANISATION.with(Flags::PLACE))
        && !scene.is_definite(at - 2);
    let next = (at + 1..end).find(|&i| title(i) && i + 1 < end)?;
    body.then_some(next)
}

/// "المبعوث، غير بيدرسن": behind a comma and before an unknown word a common one is a name spelt like it.
fn opens_apposition(scene: &Scene, at: usize) -> bool {
    let next = at + 1;
    // "الطفلة عهد التميمي": before a surname, too.
    let surname = is_surname_like(scene, next);
    let titled = scene.is(at - 1, Flags::TITLE) && scene.is_definite(at - 1);
    scene.kind(at - 1) == TokenKind::Comma && is_name_word(scene, next) || titled && surname
}

/// "د.", "أ.", "م.": doctor, professor, engineer.
pub fn is_title_letter(scene: &Scene, at: usize) -> bool {
    scene.kind(at) == TokenKind::Word
        && scene.kind(at + 1) == TokenKind::Stop
        && scene.whole(at).len() == 1
        && matches!(scene.whole(at).first(), proclitic::DAL | proclitic::ALEF | proclitic::MEEM)
}

/// Indefinite adjectives of nationality (أميركي، روسية) behind an indefinite noun.
fn is_adjective(scene: &Scene, at: usize) -> bool {
    let indefinite = at > 0 && !scene.is_definite(at - 1) && scene.is(at - 1, SOURCE);
    indefinite && is_nisba(scene, at) && scene.stem(at).len() > 4
}

/// Where a name ends: at a comma or at a title behind it.
fn name_end(scene: &Scene, tokens: Range<usize>) -> usize {
    const RELIGION: &str = "\u{627}\u{644}\u{62F}\u{64A}\u{646}";
    (tokens.start + 1..tokens.end)
        .find(|&at| {
            // Behind a surname with the article nothing indefinite belongs to a name.
            let title = scene.is(at, Flags::TITLE) && !scene.is_definite(at);
            // A title as a name's second word (مصطفى سيد قادر) has no complement behind it.
            let general = scene.is(at + 1, Flags::TIME) && at + 2 < tokens.end;
            let complement = scene.is_definite(at + 1)
                || scene.is(at + 1, SOURCE.with(Flags::PREPOSITION))
                || (scene.is_definite(at + 2) && at + 2 < tokens.end);
            let name_behind = is_name_word(scene, at + 1) && at + 1 < tokens.end;
            let inner = title && !general && !complement && (scene.stem(at).len() <= 4 || name_behind);
            if scene.is(at - 1, Flags::FATHERHOOD) || (inner && at + 1 < tokens.end) {
                return false;
            }
            // "عصمت الله عليزاي", "بدر الدين بلحوجة": of two words, and no surname yet.
            let compound = scene.is(at - 1, Flags::DEITY) || scene.written(at - 1) == RELIGION;
            let complete = at > tokens.start + 1
                && scene.is_definite(at - 1)
                && !(compound && at == tokens.start + 2)
                && !scene.is_definite(at)
                && !scene.is(at - 2, Flags::FATHERHOOD)
                && !scene.is(at, Flags::FATHERHOOD);
            // "سامر الراوي | الحكومة": behind a surname with the article the verb's object.
            let object = at > tokens.start + 1
                && scene.is_definite(at)
                && scene.is_definite(at - 1)
                && is_abstract(scene, at)
                && !is_nisba(scene, at)
                && !scene.is(at - 2, Flags::FATHERHOOD)
                && (scene.is_wordlike(at + 1) && !scene.is(at + 1, Flags::COMPLEMENTIZER));
            let preposition = scene.is(at, Flags::PREPOSITION) && !is_particle_name(scene, at);
            let feminine = at > tokens.start + 1
                && scene.is_definite(at)
                && scene.written(at).ends_with('\u{629}')
                && !scene.is(at - 2, Flags::FATHERHOOD);
            complete
                || object
                || preposition
                || feminine
                || scene.kind(at) == TokenKind::Comma
                || matches!(scene.kind(at), TokenKind::Open | TokenKind::Close)
                || (scene.is(at, SOURCE)
                    && !scene.is(at, Flags::PLACE)
                    && (scene.is_definite(at) || scene.is(at, Flags::TITLE))
                    && !scene.is(at, Flags::FATHERHOOD)
                    && !is_surname(scene, tokens.clone(), at))
        })
        .unwrap_or(tokens.end)
}

/// A trade that is a surname (النجار، مجاهد): right behind one given name, and last.
fn is_surname(scene: &Scene, tokens: Range<usize>, at: usize) -> bool {
    let last = at + 1 == tokens.end || matches!(scene.kind(at + 1), TokenKind::Comma | TokenKind::Open);
    // "النائب سامر الراوي | الحكومة": behind a title a given name does not stand alone.
    let office = scene.is(at + 1, Flags::TITLE) && !scene.is_definite(at + 1);
    let titled = tokens.start > 0
        && (scene.is_definite(at) || office)
        && scene.is(tokens.start, Flags::PERSONAL_NAME)
        && scene.is(tokens.start - 1, Flags::TITLE)
        && !is_nisba(scene, at + 1);
    at == tokens.start + 1 && (last || titled)
}

/// A body, medium or document: the phrase is its name. Of a document, the body behind it is.
fn body(scene: &Scene, mut mention: Mention) -> Mention {
    let end = name_end_of_body(scene, mention.tokens.clone());
    let tokens = mention.tokens.clone();
    // Laws are about many, statements of one.
    if mention.kind == EntityKind::Document
        && let Some(next) = issuer(scene, tokens.start, end)
    {
        let inner = read(scene, next..end);
        mention.titles.push(tokens.start..tokens.start + 1);
        mention.titles.extend(inner.titles);
        mention.name = inner.name;
        mention.named = inner.named;
        mention.kind = inner.kind;
        return mention;
    }
    mention.name = tokens.start..end;
    if end < tokens.end {
        // "جهاز الأمن الداخلي، شين بيت": the apposition is the proper name.
        let apposition = scene.trim(end..tokens.end);
        if !apposition.is_empty()
            && !scene.is(apposition.start, SOURCE)
            && !scene.is_definite(apposition.start)
            && scene.whole(apposition.start).first() != proclitic::LAM
        {
            mention.titles.push(tokens.start..end);
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
        let owner = scene.is(at, owners) && !scene.is(at, Flags::PLURAL) && !adjective(at);
        if owner && at == head + 1 {
            return Some(at);
        }
        at += 1;
    }
    let told = at < end && scene.prefix(at).has(Prefix::LAM) && scene.is(at, owners);
    let marked =
        at < end && scene.marks.opened_at(at).is_some_and(|q| q.close < end && scene.words(q.inside()) > 1);
    (told || marked).then_some(at)
}

fn name_end_of_body(scene: &Scene, tokens: Range<usize>) -> usize {
    tokens.clone().find(|&at| scene.kind(at) == TokenKind::Comma).unwrap_or(tokens.end)
}

/// "عمر بلا فريج، النائب البرلماني": the name, then titles.
fn name_first(scene: &Scene, mut mention: Mention) -> Mention {
    // "الروماني أولاريو كوزمين": where he is from.
    let head = mention.tokens.start;
    let nationality = scene.is(head, Flags::NATIONALITY) && scene.is_definite(head);
    if nationality && mention.tokens.len() > 1 && is_name_word(scene, head + 1) {
        mention.titles.push(head..head + 1);
        mention.tokens.start += 1;
        let whole = name_first(scene, mention);
        return Mention { tokens: head..whole.tokens.end, ..whole };
    }
    let end = name_end(scene, mention.tokens.clone());
    mention.name = mention.tokens.start..end;
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

/// The folded words of a range, without the article and without signs.
pub fn keys(scene: &Scene, range: Range<usize>) -> Vec<Key> {
    range
        .filter(|&at| {
            scene.is_wordlike(at)
                && !scene.is(at, Flags::EMPHASIS.with(Flags::DEMONSTRATIVE).with(Flags::HONORIFIC))
        })
        .map(|at| bare(scene, at))
        .collect()
}

/// The folded word without the article and known proclitics.
pub fn bare(scene: &Scene, at: usize) -> Key {
    let key = scene.stem(at);
    if scene.kind(at) == TokenKind::Number {
        return number_key(scene, at);
    }
    if !scene.is_known(at)
        && key.first() == proclitic::ALEF
        && key.letter(1) == proclitic::LAM
        && key.len() > 4
    {
        return key.rest().rest();
    }
    key
}

/// Marks the key of a number.
const NUMBER: u64 = 1 << 63;

/// Whether the key is that of a number.
pub const fn is_number(key: Key) -> bool {
    key.0 & NUMBER != 0
}

/// A key of its own for each number: "article 27" is not "article 28".
fn number_key(scene: &Scene, at: usize) -> Key {
    let text = scene.written(at);
    Key(text.bytes().fold(NUMBER, |key, byte| (key.rotate_left(5) ^ u64::from(byte)) | NUMBER))
}

/// A folded word without the endings of a state's name and of its adjective: فرنسا، فرنسي، فرنسية.
pub fn root(key: Key) -> Key {
    let stripped = |key: Key, ending: &[u8]| {
        let last = key.letter(key.len().saturating_sub(1));
        if key.len() > 3 && ending.contains(&last) { key.without_last() } else { key }
    };
    stripped(stripped(key, &[proclitic::ALEF, proclitic::HA]), &[proclitic::YA])
}

/// The consonants of a folded word: what stays when long vowels are spelt this way or that.
pub fn skeleton(key: Key) -> Key {
    let mut out = Key::default();
    let mut length = 0;
    for i in 0..key.len() {
        // Foreign g is spelt this way or that.
        let letter = if key.letter(i) == proclitic::GHAIN { proclitic::JEEM } else { key.letter(i) };
        let weak = matches!(letter, proclitic::ALEF | proclitic::WAW | proclitic::YA);
        if !weak || i == 0 {
            out = out.push(letter, length);
            length += 1;
        }
    }
    out
}
