//! What the written shape of a word tells where the lexicon does not know it.

use crate::lexicon::{Flags, Form, Prefix, frame, preposition_frame};
use crate::quotes::words::scene::Scene;
use crate::quotes::words::sets::SOURCE;
use crate::text::letter::proclitic::{AIN, ALEF, BA, HA, KAF, LAM, MEEM, NUN, TA, WAW, YA};
use crate::text::letter::spelling::SON_OF;
use crate::tokens::TokenKind;

/// Whether the word is a verb in the first person plural, as far as its shape tells: نتمنى that the
/// lexicon knows, شهدنا.
pub fn is_first_person(scene: &Scene, at: usize) -> bool {
    const ENDING: &str = "\u{646}\u{627}";
    let key = scene.stem(at);
    let verb = scene.verb(at).is_some_and(|f| f.form == Form::Imperfect) || scene.is(at, Flags::ACT);
    let plural = verb && key.first() == NUN && key.len() > 3;
    let perfect = scene.kind(at) == TokenKind::Word
        && !scene.is_known(at)
        && !scene.is_definite(at)
        && key.len() >= 5
        && key.first() != LAM
        && key.first() != BA
        && scene.written(at).ends_with(ENDING);
    plural || perfect
}

/// Whether the word has the shape of a verbal or abstract noun: تحقيق، اجتماع، أهمية، محادثات.
pub fn is_abstract(scene: &Scene, at: usize) -> bool {
    is_abstract_key(scene.stem(at), scene.written(at))
}

/// The same of a folded word, and how it is written.
pub fn is_abstract_key(key: crate::text::Key, text: &str) -> bool {
    const ENDINGS: [&[u8]; 3] = ["\u{629}".as_bytes(), "\u{627}\u{62A}".as_bytes(), "\u{647}".as_bytes()];
    let length = key.len();
    let tafil = length == 5 && key.first() == TA && key.letter(3) == YA;
    let ifal = length >= 5 && key.first() == ALEF && key.letter(length - 2) == ALEF;
    tafil || ifal || (length > 3 && ENDINGS.iter().any(|ending| text.as_bytes().ends_with(ending)))
}

/// Whether the word is the preposition "with" and a verbal noun that the lexicon does not know: بابتكار،
/// بتوقيع، بمحاولة. Names are hardly ever spelt so.
pub fn is_with_act(scene: &Scene, at: usize) -> bool {
    let key = scene.whole(at);
    if key.first() != BA {
        return false;
    }
    let length = key.len();
    let ifal = length >= 6 && key.letter(1) == ALEF && key.letter(length - 2) == ALEF;
    let tafil = length == 6 && key.letter(1) == TA && key.letter(4) == YA;
    let mufaala = length == 7 && key.letter(1) == MEEM && key.letter(3) == ALEF && key.letter(6) == HA;
    (ifal || tafil || mufaala) && !scene.is_definite(at) && !scene.is(at, Flags::PERSONAL_NAME)
}

/// Whether the word has the ending of a feminine plural of things: الظروف no, المعلومات yes.
pub fn is_plural_abstract(scene: &Scene, at: usize) -> bool {
    scene.ends_with(at, "\u{627}\u{62A}")
}

/// Whether a clause that begins with the word is a noun said of its subject (أنها "فرصة لتحقيق …"),
/// and has no verb or particle at its head.
pub fn is_predicate(scene: &Scene, at: usize) -> bool {
    if scene.kind(at) != TokenKind::Word || scene.verb(at).is_some() {
        return false;
    }
    let flags = scene.flags(at);
    let noun =
        Flags::TITLE.with(Flags::ORGANISATION).with(Flags::DOCUMENT).with(Flags::UNNAMED).with(Flags::MEDIUM);
    if flags.0 != 0 && !flags.any(noun) {
        return false;
    }
    let definite = scene.is_definite(at) && scene.is_definite(at + 1);
    let described = !scene.is_definite(at) && !scene.is_definite(at + 1) && is_nisba(scene, at + 1);
    definite || described || scene.written(at).ends_with('\u{629}')
}

/// Whether the word carries a possessive pronoun and is no source: التزامه، رفضها.
#[inline(always)]
pub fn is_possessed(scene: &Scene, at: usize) -> bool {
    // Most words end in another letter.
    const LAST: [&str; 3] = ["\u{647}", "\u{627}", "\u{645}"];
    scene.ends_with_any(at, &LAST) && ends_in_pronoun(scene, at)
}

fn ends_in_pronoun(scene: &Scene, at: usize) -> bool {
    const PRONOUNS: [&str; 4] = ["\u{647}", "\u{647}\u{627}", "\u{647}\u{645}", "\u{646}\u{627}"];
    scene.stem(at).is_longer_than(3)
        && !scene.is(at, SOURCE.with(Flags::PERSONAL_NAME))
        && scene.ends_with_any(at, &PRONOUNS)
}

/// Whether the head stands in the oblique case, as a sound plural shows it: no subject.
#[inline(always)]
pub fn is_oblique(scene: &Scene, head: usize) -> bool {
    const NOON: &str = "\u{646}";
    scene.ends_with(head, NOON) && ends_oblique(scene, head)
}

fn ends_oblique(scene: &Scene, head: usize) -> bool {
    let plural = scene.is(head, Flags::PLURAL) && scene.ends_with(head, "\u{64A}\u{646}");
    plural || (scene.is_definite(head) && scene.ends_with(head, "\u{64A}\u{64A}\u{646}"))
}

/// Whether the word ends like an adjective of relation: ي or ية.
pub fn is_nisba(scene: &Scene, at: usize) -> bool {
    let key = scene.stem(at);
    let last = key.letter(key.len().saturating_sub(1));
    last == YA || (last == HA && key.letter(key.len().saturating_sub(2)) == YA)
}

/// The given name that is spelt like the preposition "on" where final yaa has no dots: written
/// with dots, before a name or behind a title.
#[inline(always)]
pub fn is_ali(scene: &Scene, at: usize) -> bool {
    const LETTERS: u32 = 3;
    let key = scene.stem(at);
    key.first() == AIN && !key.is_longer_than(LETTERS) && is_ali_here(scene, at)
}

fn is_ali_here(scene: &Scene, at: usize) -> bool {
    const DOTTED: char = '\u{64A}';
    if at == 0 || preposition_frame(scene.stem(at)) != frame::ALA {
        return false;
    }
    if scene.is(at - 1, Flags::FATHERHOOD) || preposition_frame(scene.whole(at)) != 0 && is_son(scene, at + 1)
    {
        return true;
    }
    let dotted = scene.written(at).ends_with(DOTTED);
    let surname = scene.is_definite(at + 1) && !scene.is(at + 1, SOURCE) && scene.is(at - 1, Flags::TITLE);
    // "قال علي إن": right behind a verb that does not take the preposition.
    let alone = scene.verb(at - 1).is_some_and(|f| !f.verb().takes(frame::ALA))
        && (scene.is(at + 1, Flags::COMPLEMENTIZER) || !scene.is_wordlike(at + 1));
    let titled =
        scene.is(at - 1, Flags::TITLE) || at > 1 && is_nisba(scene, at - 1) && scene.is(at - 2, Flags::TITLE);
    let surname = surname || titled && scene.is_definite(at + 1);
    dotted && (is_name_word(scene, at + 1) || surname || alone)
}

/// "بن": between the names of a son and his father.
fn is_son(scene: &Scene, at: usize) -> bool {
    scene.is(at, Flags::FATHERHOOD) && SON_OF.contains(&scene.written(at))
}

/// The given name that is spelt like "to me": behind a title, before a name (الدكتور لي كابلان).
#[inline]
fn is_lee(scene: &Scene, at: usize) -> bool {
    const LETTERS: u32 = 2;
    let key = scene.whole(at);
    let spelt = key.first() == LAM && key.letter(1) == YA && !key.is_longer_than(LETTERS);
    spelt && at > 0 && scene.is(at - 1, Flags::TITLE) && is_name_word(scene, at + 1)
}

/// Whether the word is a given name that is spelt like a particle: [`is_ali`], [`is_lee`].
#[inline(always)]
pub fn is_particle_name(scene: &Scene, at: usize) -> bool {
    is_ali(scene, at) || is_lee(scene, at)
}

/// Whether the word may belong to a personal name: unknown, indefinite, no verb.
pub fn is_name_word(scene: &Scene, at: usize) -> bool {
    let known = || scene.is_known(at) && !scene.is(at, Flags::PERSONAL_NAME.with(Flags::LETTER));
    scene.kind(at) == TokenKind::Word
        && !scene.is_definite(at)
        && !known()
        && !scene.is_lam_phrase(at)
        && !is_with_act(scene, at)
        && !scene.is_common(at)
}

/// Whether a word with the article is unknown to the press but as somebody's name.
pub fn is_surname_like(scene: &Scene, at: usize) -> bool {
    scene.is_definite(at) && !scene.is_known(at) && !scene.is_common(at)
}

/// Whether the word ends in taa marbuta.
pub fn is_feminine(scene: &Scene, at: usize) -> bool {
    const TAA: &str = "\u{629}";
    scene.ends_with(at, TAA)
}

/// Whether ب or ك and the article are written onto an unknown word.
pub fn joins_article(scene: &Scene, at: usize) -> bool {
    let key = scene.whole(at);
    let article = matches!(key.first(), BA | KAF) && key.letter(1) == ALEF && key.letter(2) == LAM;
    article && key.is_longer_than(5)
}

/// Whether ب is written onto the word, as far as its first letter shows.
pub fn begins_with_ba(scene: &Scene, at: usize) -> bool {
    scene.prefix(at).has(Prefix::BA) || !scene.is_known(at) && scene.whole(at).first() == BA
}

/// Whether a definite unknown word begins like a participle: المفرج، المشار.
pub fn is_passive(scene: &Scene, at: usize) -> bool {
    scene.is_definite(at) && !scene.is_known(at) && scene.whole(at).behind(2).first() == MEEM
}

/// "للتفتيش وتطوير بيئة العمل": an unknown word with و before a verbal noun continues the title.
pub fn is_joined_noun(scene: &Scene, at: usize) -> bool {
    let key = scene.whole(at);
    let joined = key.first() == WAW && !scene.is_known(at) && key.is_longer_than(4);
    joined && is_abstract_key(key.rest(), scene.written(at))
}
