//! Facts about a candidate from the words of its name and of the mention.

use super::one::One;
use super::question::{Question, inside};
use crate::lexicon::{Flags, Gender, Number};
use crate::quotes::name::Mention;
use crate::quotes::people::{alike, has, has_all, holds_all, same_person};
use crate::quotes::result::EntityKind;
use crate::quotes::score::Facts;
use crate::quotes::words::Scene;
use crate::text::Key;
use crate::tokens::TokenRange;

/// Facts from the candidate's name, its kind, and its agreement with the verb.
pub fn own(scene: &Scene, question: &Question, one: &One) -> Facts {
    let kind = match one.kind {
        EntityKind::Person => Facts::PERSON,
        EntityKind::Organisation => Facts::BODY,
        EntityKind::Document => Facts::DOCUMENT,
        EntityKind::Unnamed => Facts::UNNAMED,
        EntityKind::Unknown => Facts::UNKNOWN_KIND,
    };
    let head = scene.word(one.name.start());
    let description = !one.named && head.is(Flags::TITLE.with(Flags::UNNAMED)) && !head.is_definite();
    kind.with(length(scene.words(one.name)))
        .with(agreement(question, one))
        .and(Facts::NAMED, one.named)
        .and(Facts::TITLED, !one.title_keys.is_empty())
        .and(Facts::COMMON, one.named && one.name.iter().any(|at| scene.is_common(at)))
        .and(Facts::INDEFINITE, description)
        .and(Facts::UNSURE, (1..UNSURE).contains(&one.trust))
        .and(Facts::UNTAGGED, one.trust == 0)
}

/// Below this trust the tagger is not sure.
const UNSURE: u8 = 20;

const fn length(words: usize) -> Facts {
    match words {
        0 | 1 => Facts::ONE_WORD,
        2..=4 => Facts::FULL,
        5 | 6 => Facts::LONG,
        _ => Facts::SWOLLEN,
    }
}

/// A verb agrees with its own subject. If the mention describes the candidate in other words, agreement says nothing.
fn agreement(question: &Question, one: &One) -> Facts {
    if question.mention.is_some() && one.within == Facts::default() {
        return Facts::default();
    }
    let (gender, number) = question.form;
    let (own, plural) = (one.agreement.0, one.agreement.1 == Number::Plural);
    let known = gender != Gender::Unknown && own != Gender::Unknown;
    Facts::default()
        .and(Facts::AGREES, known && gender == own)
        .and(Facts::OTHER_GENDER, known && gender != own)
        .and(Facts::OTHER_NUMBER, number == Number::Plural && !plural && one.kind == EntityKind::Person)
}

/// Returns whether the words of the mention allow it to mean the candidate; `sure` means that the mention is certainly
/// a name.
pub fn may_be_meant(scene: &Scene, question: &Question, one: &One, sure: bool) -> bool {
    let Some(mention) = question.mention else { return true };
    if is_relative(scene, question, one) {
        return false;
    }
    if mention.named && sure {
        // A name does not refer to anybody with another name.
        let beside = one.within.any(Facts::IN_MENTION) || stands_after(scene, mention, one);
        return beside || one.shares && !is_another(question, one);
    }
    one.shares || !OTHERS.iter().any(|is_other| is_other(scene, question, one))
}

/// Tests that exclude a candidate if the mention is a description and shares no word with it.
const OTHERS: [fn(&Scene<'_>, &Question<'_>, &One<'_>) -> bool; 3] =
    [is_other_office, is_other_group, is_other_gender];

/// Whether the verb before a description has the other gender: "وهمس الجد" does not refer to the woman who spoke last.
fn is_other_gender(_: &Scene, question: &Question, one: &One) -> bool {
    let (gender, own) = (question.form.0, one.agreement.0);
    let differ = gender != own && gender != Gender::Unknown && own != Gender::Unknown;
    let person = one.named && one.kind == EntityKind::Person && one.agreement.1 != Number::Plural;
    differ && person && question.mention.is_some_and(is_one_person)
}

fn is_one_person(mention: &Mention) -> bool {
    mention.number != Number::Plural && matches!(mention.kind, EntityKind::Person | EntityKind::Unknown)
}

/// Whether an office that shares no word with the candidate belongs to somebody else: "الوزير" is not an unnamed source, and
/// "القاضي" is not a person whom the text has named without that office.
fn is_other_office(scene: &Scene, question: &Question, one: &One) -> bool {
    let Some(mention) = question.mention.filter(|mention| is_office(scene, mention)) else { return false };
    let described = mention.definite && !mention.named;
    one.kind == EntityKind::Unnamed || described && is_unlinked(question, one)
}

/// Whether a plural that shares no word with the candidate excludes it: "الممرضون" are neither "الأطباء" nor one
/// person.
fn is_other_group(_: &Scene, question: &Question, one: &One) -> bool {
    let Some(mention) = question.mention else { return false };
    let person = |kind| matches!(kind, EntityKind::Person | EntityKind::Unnamed | EntityKind::Unknown);
    let plural = mention.number == Number::Plural && !mention.named && person(mention.kind);
    plural && person(one.kind) && (!one.named || one.agreement.1 != Number::Plural)
}

/// Facts from comparing the mention with the candidate.
pub fn facts(scene: &Scene, question: &Question, one: &One) -> Facts {
    let Some(mention) = question.mention else { return Facts::default() };
    one.within
        .with(unlike(scene, mention, one))
        .with(shared(question, one))
        .with(of_titles(question, one))
        .with(beside_head(question, one))
        .and(Facts::AFTER_MENTION, stands_after(scene, mention, one))
        .and(Facts::MENTION_INDEFINITE, !mention.definite && !mention.named && is_earlier(question, one))
}

/// Returns whether the candidate is one of several people whom conjunctions join in the mention, and not all of them.
pub fn is_one_of_joint(question: &Question, one: &One) -> bool {
    let holds = |words: TokenRange| inside(words, one.mentions).any(Facts::IN_MENTION);
    question.standing.is_some_and(|mention| one.name != mention.tokens && holds(mention.tokens))
}

/// "شقيق سامر" is not سامر.
fn is_relative(scene: &Scene, question: &Question, one: &One) -> bool {
    let Some(mention) = question.mention else { return false };
    let head = scene.word(mention.tokens.start());
    let part = one.within.any(Facts::IN_MENTION) && !one.within.any(Facts::WHOLE_MENTION);
    let another = part || one.keys.first() == question.keys.get(1);
    another && head.is_unless(Flags::KIN, Flags::PRONOUN_SUFFIX)
}

/// Whether nothing in the text links the mention to a named person: the name and titles share no word with it, and the person is
/// not mentioned near its first word.
fn is_unlinked(question: &Question, one: &One) -> bool {
    let person = one.named && one.kind == EntityKind::Person;
    let titled = !one.title_keys.is_empty();
    let linked = one.shares || stands_soon_after(question, one);
    person && titled && !linked && beside_head(question, one) == Facts::default()
}

/// "مبعوث الأمم المتحدة إلى سوريا، X": the candidate follows soon, in the same clause.
fn stands_soon_after(question: &Question, one: &One) -> bool {
    const SOON: usize = 8;
    let end = question.mention.map_or(0, |mention| mention.tokens.end());
    next_from(one.mentions, end).is_some_and(|own| own.start() <= end + SOON)
}

/// Two full names with one word in common: "كريم الصفدي" is not "سلمى الصفدي".
fn is_another(question: &Question, one: &One) -> bool {
    let full = one.named && one.keys.len() > 1 && question.name.len() > 1;
    full && !same_person(one.keys, &question.name)
}

/// Whether the mention's head is a title, but neither a noun for an unnamed source nor "معاليه", which refers to somebody just
/// named.
fn is_office(scene: &Scene, mention: &Mention) -> bool {
    scene.word(mention.tokens.start()).is_unless(Flags::TITLE, Flags::UNNAMED.with(Flags::PRONOUN_SUFFIX))
}

/// The ways in which a description differs from the candidate.
fn unlike(scene: &Scene, mention: &Mention, one: &One) -> Facts {
    if mention.named {
        return Facts::default();
    }
    let plural = mention.number == Number::Plural && one.named && one.kind == EntityKind::Person;
    let (gender, own) = (mention.gender, one.agreement.0);
    // "المصدر", "البيان": the gender of these nouns says nothing about a body.
    let person = matches!(one.kind, EntityKind::Person | EntityKind::Unnamed);
    let known = person && gender != Gender::Unknown && own != Gender::Unknown;
    let office = is_office(scene, mention);
    Facts::default()
        .and(Facts::NO_OFFICE, office && one.kind == EntityKind::Unnamed)
        .and(Facts::UNLIKE_PLURAL, plural)
        .and(Facts::UNLIKE_GENDER, known && gender != own)
        .and(Facts::UNLIKE_KIND, mention.kind != one.kind)
}

fn is_earlier(question: &Question, one: &One) -> bool {
    one.mentions.first().is_some_and(|first| first.end() <= question.at)
}

/// Which words the mention and the name share.
fn shared(question: &Question, one: &One) -> Facts {
    if !one.shares {
        return Facts::SHARES_NOTHING;
    }
    let keys = &question.keys;
    let (mut in_name, mut in_titles) = (0, 0);
    for key in keys {
        if has(one.keys, *key) {
            in_name += 1;
        } else if has(one.title_keys, *key) {
            in_titles += 1;
        }
    }
    let name_within = !one.keys.is_empty() && in_name > 0 && has_all(keys, one.keys);
    Facts::default()
        .and(Facts::SHARES_ALL, in_name + in_titles == keys.len())
        .and(Facts::SHARES_SOME, in_name > 0)
        .with(borders(keys, one.keys))
        .with(either_within(in_name == keys.len(), name_within))
}

/// Whether the mention and the name begin or end with the same word.
fn borders(keys: &[Key], name: &[Key]) -> Facts {
    let same = |a: Option<&Key>, b: Option<&Key>| a.zip(b).is_some_and(|(a, b)| alike(*a, *b));
    Facts::default()
        .and(Facts::LAST_SHARED, same(keys.last(), name.last()))
        .and(Facts::FIRST_SHARED, same(keys.first(), name.first()))
}

/// Whether all words of the mention are in the name, and all words of the name in the mention.
fn either_within(mention: bool, name: bool) -> Facts {
    match (mention, name) {
        (true, true) => Facts::SAME_WORDS,
        (true, false) => Facts::WITHIN_NAME,
        (false, true) => Facts::NAME_WITHIN,
        (false, false) => Facts::default(),
    }
}

/// Which words of the mention are among the candidate's titles.
fn of_titles(question: &Question, one: &One) -> Facts {
    let (keys, titles) = (&question.keys, one.title_keys);
    if titles.is_empty() {
        return Facts::default();
    }
    let (head, any) = if one.shares { titled(titles, keys) } else { (false, false) };
    Facts::default()
        .and(Facts::IN_TITLES, !keys.is_empty() && holds_all(titles, keys))
        .and(Facts::HEAD_IN_TITLES, head)
        .and(Facts::NO_TITLE_SHARED, !any)
}

/// Whether the first word of the mention is in the titles, and whether any is.
fn titled(titles: &[Key], keys: &[Key]) -> (bool, bool) {
    let head = keys.first().is_some_and(|head| has(titles, *head));
    (head, head || keys.iter().any(|key| has(titles, *key)))
}

/// "أكد المتحدث باسم الجيش، X، أن".
fn stands_after(scene: &Scene, mention: &Mention, one: &One) -> bool {
    let end = mention.tokens.end();
    let sign = usize::from(!scene.is_wordlike(end));
    let at = one.mentions.partition_point(|own| own.start() < end);
    one.mentions.get(at).is_some_and(|own| own.start() <= end + sign)
}

/// "تقرير X" elsewhere, for "التقرير": the candidate is next to another occurrence of the mention's first word.
fn beside_head(question: &Question, one: &One) -> Facts {
    const SOON: usize = 6;
    let said = question.mention.map(|mention| mention.tokens).unwrap_or_default();
    question.heads.iter().fold(Facts::default(), |facts, &at| {
        let next = next_from(one.mentions, at + 1).filter(|own| own.is_apart_from(said));
        let before = one.mentions.partition_point(|own| own.end() <= at);
        // A mention that contains the word is not next to it.
        if one.mentions.get(before).is_some_and(|own| own.contains(at)) {
            return facts;
        }
        let distance = next.map(|own| own.start() - at - 1);
        let before = before.checked_sub(1).and_then(|index| one.mentions.get(index));
        let before = before.is_some_and(|own| own.end() + 1 >= at);
        facts
            .and(Facts::AFTER_HEAD, distance.is_some_and(|words| words <= SOON))
            .and(Facts::RIGHT_AFTER_HEAD, distance == Some(0))
            .and(Facts::BEFORE_HEAD, before)
    })
}

/// The first mention that begins at or after the token.
fn next_from(mentions: &[TokenRange], at: usize) -> Option<TokenRange> {
    mentions.get(mentions.partition_point(|own| own.start() < at)).copied()
}
