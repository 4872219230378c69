//! Where a noun phrase ends: what belongs to the verb, and not to the one who speaks.

use super::Growth;
use crate::lexicon::{Flags, Form, Prefix, frame, is_common, preposition_frame};
use crate::quotes::words::scene::Scene;
use crate::quotes::words::sets::{GOVERNING, SOURCE};
use crate::quotes::words::shape::{
    is_abstract, is_abstract_key, is_name_word, is_nisba, is_oblique, is_plural_abstract, is_possessed,
};
use crate::text::letter::proclitic::{ALEF, BA, KAF, LAM, MEEM, NUN, WAW};
use crate::tokens::TokenKind;

const TAA: &str = "\u{629}";

/// Whether the word ends in taa marbuta.
pub(super) fn is_feminine(scene: &Scene, at: usize) -> bool {
    scene.ends_with(at, TAA)
}

/// Whether a common word behind a name lies outside it: any that is indefinite, and one with the
/// article where a surname has come ("سامر الراوي | الحكومة", but "عبد الفتاح البرهان").
pub(super) fn ends_full_name(scene: &Scene, at: usize, growth: &Growth) -> bool {
    // "عبد الحميد قياس إن": the surname is still to come.
    let closed = scene.is(at + 1, Flags::COMPLEMENTIZER) || scene.kind(at + 1) == TokenKind::Comma;
    let open = closed && (growth.names == 1 || at > 1 && scene.is(at - 2, Flags::FATHERHOOD));
    if open && !scene.written(at).ends_with('\u{627}') {
        return false;
    }
    !scene.is_definite(at) || growth.names > 1 && !scene.is(at - 2, Flags::FATHERHOOD) && !is_nisba(scene, at)
}

/// An unknown word with ل that is no part of a name: "the witness to X": no given name before it
/// and no complement of its own behind it.
pub(super) fn told(scene: &Scene, at: usize) -> bool {
    let unknown = scene.whole(at).first() == LAM
        && !scene.is_known(at)
        && scene.whole(at).len() > 3
        && !scene.is_definite(at)
        // "لبناني" is a word of its own.
        && (!scene.is_common(at) || is_common(scene.whole(at).rest()));
    let complement = || {
        let second = at + 2;
        scene.is_lam_complement(at)
            || !scene.is_known(at + 1) && scene.is_definite(second) && !scene.is_definite(at + 1)
    };
    unknown && !complement() && !is_name_word(scene, at - 1)
}

/// A word with a pronoun that no name ends in (عودته، قرارها): what follows a name, not part of it.
pub(super) fn owned(scene: &Scene, at: usize) -> bool {
    const ENDINGS: [&str; 3] = ["\u{62A}\u{647}", "\u{647}\u{627}", "\u{647}\u{645}"];
    !scene.is_definite(at)
        && !scene.is(at, Flags::EMPHASIS)
        && is_possessed(scene, at)
        && (scene.ends_with_any(at, &ENDINGS) || scene.marks.opens(at + 1))
}

/// "مدير الأمن | رسالة إلى": an indefinite text behind a complete title is what was given.
pub(super) fn begins_object(scene: &Scene, at: usize, head: Flags) -> bool {
    if !head.any(Flags::TITLE) || scene.is_definite(at) || !scene.is_definite(at - 1) {
        return false;
    }
    let text = || scene.is(at, Flags::DOCUMENT) && !scene.is(at, SOURCE.without(Flags::DOCUMENT));
    // "الرئيس المصري | احترام بلاده".
    let joined = || matches!(scene.whole(at).first(), WAW | LAM);
    let act = || !joined() && scene.is_common(at) && (is_abstract(scene, at) || is_possessed(scene, at + 1));
    text() || act()
}

/// An unknown word that begins with ب or ك and the article: no head of a noun phrase.
pub(super) fn joins_article(scene: &Scene, at: usize) -> bool {
    let key = scene.whole(at);
    matches!(key.first(), BA | KAF) && key.letter(1) == ALEF && key.letter(2) == LAM && key.len() > 5
}

/// "باراك أوباما | بتنكيس الأعلام": an unknown word with ب before a verbal noun is the verb's complement.
pub(super) fn is_complement_of_verb(scene: &Scene, at: usize) -> bool {
    let key = scene.whole(at);
    let unknown = scene.kind(at) == TokenKind::Word
        && !scene.is_known(at)
        && matches!(key.first(), BA | LAM)
        // "بلحوجة", "بنكيران": "son of" in the Maghreb.
        && !(key.first() == BA && matches!(key.letter(1), LAM | NUN))
        && key.len() > 4;
    unknown && (is_abstract_key(key.rest(), scene.written(at)) || scene.seen.has(key.rest()))
}

/// Whether ب is written onto the word, as far as its first letter tells.
pub(super) fn begins_with_ba(scene: &Scene, at: usize) -> bool {
    scene.prefix(at).has(Prefix::BA) || !scene.is_known(at) && scene.whole(at).first() == BA
}

/// Whether a definite unknown word begins like a participle: المفرج، المشار.
pub(super) fn is_passive(scene: &Scene, at: usize) -> bool {
    scene.is_definite(at) && !scene.is_known(at) && scene.whole(at).rest().rest().first() == MEEM
}

/// A further part of a surname: behind "عبد X", or right before a sign or preposition
/// ("سلمى اللومي الرقيق، في").
pub(super) fn ends_name(scene: &Scene, start: usize, at: usize) -> bool {
    let servant = at > start + 1 && scene.is(at - 2, Flags::FATHERHOOD);
    let closed =
        !scene.is_wordlike(at + 1) || scene.is(at + 1, Flags::PREPOSITION.with(Flags::COMPLEMENTIZER));
    servant || closed && at == start + 2 && !scene.is(start, SOURCE)
}

/// "للتفتيش وتطوير بيئة العمل": an unknown word with و before a verbal noun goes on with the title.
pub fn is_joined_noun(scene: &Scene, at: usize) -> bool {
    let key = scene.whole(at);
    let unknown =
        scene.kind(at) == TokenKind::Word && !scene.is_known(at) && key.first() == WAW && key.len() > 4;
    unknown && is_abstract_key(key.rest(), scene.written(at))
}

/// Behind a definite word of a body's or text's name an indefinite one starts something else:
/// "the committee | criticism".
pub(super) fn behind_body(scene: &Scene, start: usize, at: usize, head: Flags) -> bool {
    let body = head.any(SOURCE) && !head.any(Flags::TITLE.with(Flags::QUANTIFIER));
    if !body || scene.is(at, Flags::EMPHASIS) {
        return false;
    }
    // "وكالة الأنباء رويترز": its own name.
    if head.any(Flags::MEDIUM) && scene.is(at, Flags::MEDIUM) {
        return false;
    }
    let named = Flags::PERSONAL_NAME.with(Flags::FATHERHOOD).with(Flags::PREPOSITION).with(Flags::PLACE);
    let definite = scene.is_definite(at);
    let indefinite = || !definite && !scene.is(at, named) && scene.prefix(at) == Prefix::default();
    // "محكمة كولونيا | الحكم", "المحكمة | الموافقة".
    let object = || {
        definite
            && !is_nisba(scene, at)
            && (!scene.is(at, SOURCE) || is_plural_abstract(scene, at))
            && (scene.is(at - 1, Flags::PLACE) && at > start + 1 && !is_feminine(scene, at)
                || scene.is_definite(start) && scene.verb(at).is_some_and(|f| f.form == Form::Masdar)
                || scene.is_definite(at - 1)
                    && is_plural_abstract(scene, at)
                    && !is_plural_abstract(scene, at - 1))
    };
    let other_script = || scene.kind(at - 1) == TokenKind::Foreign && scene.is(at, Flags::PERSONAL_NAME);
    // "الشرطة في أستراليا | إحباط الهجوم".
    let act = || at > start + 1 && scene.is(at - 1, Flags::PLACE) && !definite && scene.is_common(at);
    let ends = scene.is_definite(at - 1) && indefinite() || object() || other_script() || act();
    let person = || (start..at).any(|i| scene.is(i, Flags::TITLE));
    ends && !person() && !scene.is_lam_complement(at)
}

/// Whether a time, an adjunct or a verb ends the phrase here.
pub(super) fn ends_by_kind(scene: &Scene, at: usize, source: bool, growth: &Growth) -> bool {
    // What follows is of words that the lexicon knows.
    let flags = scene.flags(at);
    if flags.0 == 0 && !scene.is_known(at) {
        return false;
    }
    if flags.any(Flags::TIME) && !source {
        let behind_medium = scene.is(at - 1, Flags::MEDIUM.with(Flags::ORGANISATION));
        return !behind_medium && !month_name(scene, at, growth);
    }
    if flags.any(Flags::ADJUNCT) && !source && scene.is(at - 1, Flags::PREPOSITION) && growth.governs {
        return !scene.is(at + 1, SOURCE);
    }
    if flags.any(Flags::ADJUNCT) && !source {
        return !(growth.governs
            && !growth.named
            && scene.is(at, Flags::PREPOSITION)
            && scene.is(at + 1, SOURCE));
    }
    if source || scene.is_definite(at) || flags.any(Flags::PERSONAL_NAME) {
        return false;
    }
    // "الأوروبي سيرجو بيكولو": a foreign name that begins like a future.
    if scene.prefix(at).has(Prefix::SIN) && is_name_word(scene, at + 1) {
        return false;
    }
    match scene.verb(at).map(|v| v.form) {
        Some(Form::Perfect | Form::PerfectObject | Form::Imperfect | Form::MasdarSuffixed) => true,
        Some(Form::Participle) => growth.named || scene.stem(at).len() > 4,
        Some(Form::Masdar) => !scene.is(at - 1, SOURCE) && growth.named,
        None => false,
    }
}

/// "the agency for news", "the centre for studies": ل and the article behind a body, no people.
pub(super) fn serves(scene: &Scene, at: usize, head: Flags) -> bool {
    let body = head.any(Flags::ORGANISATION.with(Flags::MEDIUM)) && !head.any(Flags::TITLE);
    let prefix = scene.prefix(at);
    let key = scene.whole(at);
    let unknown = !scene.is_known(at) && key.first() == LAM && key.letter(1) == LAM && key.len() > 4;
    body && (prefix.has(Prefix::LAM) && prefix.has(Prefix::ARTICLE) || unknown && scene.is_definite(at - 1))
        && !is_oblique(scene, at)
        && (!scene.is(at, Flags::PLURAL.with(Flags::TITLE))
            || head.any(Flags::MEDIUM) && scene.is(at, Flags::MEDIUM) && !scene.is(at, Flags::TITLE))
}

/// A month's name that is a surname: behind a given name, with no number or year by it.
fn month_name(scene: &Scene, at: usize, growth: &Growth) -> bool {
    let dated = scene.kind(at + 1) == TokenKind::Number
        || scene.kind(at - 1) == TokenKind::Number
        || scene.is(at + 1, Flags::TIME);
    let given = !scene.is_known(at - 1) || scene.is(at - 1, Flags::PERSONAL_NAME);
    growth.named && scene.is(at, Flags::MONTH) && !dated && given
}

/// Behind a verb with an object the subject is one name: a state before an indefinite word, or a
/// title with its adjective before another definite noun.
pub(super) fn ends_before_object(scene: &Scene, start: usize, at: usize, head: Flags) -> bool {
    let state = at == start + 1 && head.any(Flags::PLACE) && !scene.is_definite(at);
    let text = scene.written(at);
    let plural = text.ends_with("\u{64A}\u{646}") && scene.is_definite(at) && scene.is_definite(at - 1);
    let served = scene.whole(at - 1).first() == LAM
        && scene.is_definite(at - 1)
        && scene.is_definite(at)
        && !is_nisba(scene, at);
    let adjective = is_nisba(scene, at) || text.ends_with('\u{629}');
    let third = at == start + 2
        && head.any(Flags::ORGANISATION)
        && !scene.is_definite(start)
        && scene.is_definite(at - 1)
        && scene.is_definite(at)
        && !adjective
        && !scene.is(at, SOURCE);
    if plural || served || third {
        return true;
    }
    let oblique = is_oblique(scene, at) && !scene.is(at - 1, Flags::TITLE.with(Flags::UNNAMED));
    let second = at == start + 1
        && scene.is_definite(start)
        && scene.is_definite(at)
        && !head.any(Flags::TITLE)
        && !is_nisba(scene, at);
    if oblique || second {
        return true;
    }
    let nisba = head.any(Flags::TITLE)
        && at > start + 1
        && !scene.is(at, Flags::TITLE)
        && scene.is_definite(at)
        && scene.is_definite(at - 1)
        && is_nisba(scene, at - 1)
        && !is_nisba(scene, at)
        && scene.whole(at).first() != LAM;
    state || nisba
}

/// Whether a preposition still belongs to the phrase: behind a noun that governs it, before a name
/// has come, and not before an occasion, a time or the press.
pub(super) fn governed(scene: &Scene, start: usize, at: usize, growth: &Growth) -> bool {
    let head = growth.head;
    let proclitic = scene.prefix(at).has(Prefix::PREPOSITIONS);
    let object = if proclitic { at } else { at + 1 + usize::from(scene.is(at + 1, Flags::ADJUNCT)) };
    if proclitic && serves(scene, at, head) {
        return true;
    }
    // "تقدم رئيس الشركة | بالشكر", but "المكلف بالتحقيق": an act is the verb's complement.
    let act = scene.verb(at).is_some_and(|f| f.form == Form::Masdar);
    if proclitic && act && scene.prefix(at).has(Prefix::BA) && !scene.is(at - 1, GOVERNING) {
        return false;
    }
    let outside = scene.is(
        object,
        Flags::OCCASION
            .with(Flags::TIME)
            .with(Flags::PRESS)
            .with(Flags::COMPLEMENTIZER)
            .with(Flags::DEMONSTRATIVE),
    );
    let document = head.any(Flags::DOCUMENT) && !head.any(Flags::TITLE);
    // "أشار التقرير | إلى وقائع".
    if document && scene.is_definite(start) && at == start + 1 && !proclitic {
        return false;
    }
    let addressee = scene.prefix(at).has(Prefix::LAM) && scene.is(at, Flags::MEDIUM) && !document;
    let pronoun = scene.is(at, Flags::PRONOUN_SUFFIX);
    // A body lies in a place or at another body; what else follows says where it spoke.
    let head_is_body =
        head.any(Flags::ORGANISATION.with(Flags::MEDIUM)) && !head.any(Flags::TITLE.with(Flags::UNNAMED));
    let outside = outside
        || (!proclitic && scene.is(object, Flags::DOCUMENT))
        || (head_is_body
            && !proclitic
            && !scene.is(object, Flags::PLACE.with(Flags::ORGANISATION))
            && !scene.is_definite(object));
    // "المسؤول عن", "المشرف على", but "الفريق القبيل | عن تهنئة": these two only right behind a noun that takes them.
    let taken = matches!(preposition_frame(scene.whole(at)), frame::AN | frame::ALA);
    if taken && scene.is(at - 1, Flags::TITLE) && scene.is_definite(object) {
        return growth.governs && !growth.named;
    }
    if taken && !scene.is(at - 1, GOVERNING) && !head.any(Flags::DOCUMENT) {
        return false;
    }
    // "the BBC's correspondent in Khartoum James …": a place between title and name.
    if growth.named && !proclitic && scene.is(object, Flags::PLACE) && is_name_word(scene, object + 1) {
        return growth.governs;
    }
    let noun =
        scene.is_wordlike(object) || matches!(scene.kind(object), TokenKind::Quote | TokenKind::Apostrophe);
    growth.governs && !growth.named && !outside && !addressee && !pronoun && noun
}
