//! Properties of a word that its written shape shows if it is not in the lexicon.

use crate::lexicon::{Flags, Form, Prefix, frame, preposition_frame, spelling};
use crate::quotes::words::sets::{GIVEN, SOURCE};
use crate::quotes::words::{Scene, Word};
use crate::text::Key;
use crate::text::letter::proclitic::{AIN, ALEF, BA, HA, KAF, LAM, MEEM, NUN, TA, WAW, YA};
use crate::tokens::TokenKind;

/// Returns whether the word is a verb in the first person plural, judging by its shape: a known verb such as نتمنى, or
/// شهدنا.
pub fn is_first_person(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    is_we_do(word) || is_we_did(word)
}

fn is_we_do(verb: Word) -> bool {
    let key = verb.stem();
    if key.first() != NUN || !key.is_longer_than(3) {
        return false;
    }
    verb.is(Flags::ACT) || verb.verb().is_some_and(|verb| verb.form == Form::Imperfect)
}

fn is_we_did(verb: Word) -> bool {
    const ENDING: &str = "\u{646}\u{627}";
    let key = verb.stem();
    if !verb.is_unknown_word() || verb.is_definite() {
        return false;
    }
    match key.first() {
        LAM | BA => false,
        _ => key.is_longer_than(4) && verb.ends_with(ENDING),
    }
}

/// Returns whether the word has the shape of a verbal or abstract noun: تحقيق، اجتماع، أهمية، محادثات.
pub fn is_abstract(scene: &Scene, at: usize) -> bool {
    is_abstract_key(scene.stem(at), scene.written(at))
}

/// Like [`is_abstract`], for a folded word and its written form.
pub fn is_abstract_key(key: Key, text: &str) -> bool {
    const ENDINGS: [&[u8]; 3] = ["\u{629}".as_bytes(), "\u{627}\u{62A}".as_bytes(), "\u{647}".as_bytes()];
    let length = key.len();
    match (key.first(), length) {
        (TA, 5) if key.letter(3) == YA => true,
        (ALEF, 5..) if key.letter(length - 2) == ALEF => true,
        (_, 4..) => ENDINGS.iter().any(|ending| text.as_bytes().ends_with(ending)),
        _ => false,
    }
}

/// Returns whether the word is the preposition "with" and a verbal noun that is not in the lexicon: بابتكار، بتوقيع،
/// بمحاولة. Names rarely have this spelling.
pub fn is_with_act(scene: &Scene, at: usize) -> bool {
    let key = scene.whole(at);
    if key.first() != BA || !is_act(key.rest()) {
        return false;
    }
    !scene.is_definite(at) && !scene.is(at, Flags::PERSONAL_NAME)
}

/// Whether the key has the shape of the verbal nouns توقيع, ابتكار, محاولة.
const fn is_act(key: Key) -> bool {
    let length = key.len();
    match (key.first(), length) {
        (ALEF, 5..) => key.letter(length - 2) == ALEF,
        (TA, 5) => key.letter(3) == YA,
        (MEEM, 6) => matches!((key.letter(2), key.letter(5)), (ALEF, HA)),
        _ => false,
    }
}

/// Returns whether the word has the ending of a feminine plural of things: المعلومات has it, الظروف does not.
pub fn is_plural_abstract(scene: &Scene, at: usize) -> bool {
    scene.ends_with(at, "\u{627}\u{62A}")
}

/// Nouns that can be a predicate.
const PREDICATES: Flags =
    Flags::TITLE.with(Flags::ORGANISATION).with(Flags::DOCUMENT).with(Flags::UNNAMED).with(Flags::MEDIUM);

/// Returns whether a clause that begins with the word is a nominal predicate (أنها "فرصة لتحقيق …"), without a verb or
/// particle at its head.
pub fn is_predicate(scene: &Scene, at: usize) -> bool {
    if scene.kind(at) != TokenKind::Word || scene.verb(at).is_some() {
        return false;
    }
    let (flags, next) = (scene.flags(at), scene.word(at + 1));
    if flags != Flags::default() && !flags.any(PREDICATES) {
        return false;
    }
    if is_feminine(scene, at) {
        return true;
    }
    match scene.is_definite(at) {
        true => next.is_definite(),
        false => next.fits(is_nisba) && !next.is_definite(),
    }
}

/// Returns whether the word has a possessive pronoun and is not a source: التزامه، رفضها.
#[inline(always)]
pub fn is_possessed(scene: &Scene, at: usize) -> bool {
    scene.may_end_in(at, &[HA, ALEF, MEEM]) && ends_in_pronoun(scene, at)
}

fn ends_in_pronoun(scene: &Scene, at: usize) -> bool {
    const PRONOUNS: [&str; 4] = ["\u{647}", "\u{647}\u{627}", "\u{647}\u{645}", "\u{646}\u{627}"];
    scene.stem(at).is_longer_than(3)
        && !scene.is(at, SOURCE.with(Flags::PERSONAL_NAME))
        && scene.ends_with_any(at, &PRONOUNS)
}

/// Returns whether the head is in the oblique case, as a sound plural shows: it is not a subject.
#[inline(always)]
pub fn is_oblique(scene: &Scene, head: usize) -> bool {
    scene.may_end_in(head, &[NUN]) && ends_oblique(scene, head)
}

fn ends_oblique(scene: &Scene, head: usize) -> bool {
    if scene.is(head, Flags::PLURAL) && scene.ends_with(head, "\u{64A}\u{646}") {
        return true;
    }
    scene.is_definite(head) && scene.ends_with(head, "\u{64A}\u{64A}\u{646}")
}

/// Returns whether the word ends like an adjective of relation: ي or ية.
pub fn is_nisba(scene: &Scene, at: usize) -> bool {
    let key = scene.stem(at);
    let letter = |back: u32| key.letter(key.len().saturating_sub(back));
    match letter(1) {
        YA => true,
        HA => letter(2) == YA,
        _ => false,
    }
}

/// Returns whether the word is the given name that is spelt like the preposition "on" in texts that leave the dots off
/// final yaa: it has its dots, and is before a name or after a title.
#[inline(always)]
pub fn is_ali(scene: &Scene, at: usize) -> bool {
    const LETTERS: u32 = 3;
    let key = scene.stem(at);
    key.first() == AIN && !key.is_longer_than(LETTERS) && is_ali_here(scene.word(at))
}

/// Tests that show that a word with its dots is the name.
const SIGNS: [fn(Word<'_, '_>) -> bool; 4] =
    [|word| word.next().fits(is_name_word), is_after_title, is_whole_subject, is_governed];

/// "بحسب علي الراشدي": a preposition does not govern another preposition.
fn is_governed(word: Word) -> bool {
    word.prev().is(Flags::PREPOSITION.with(Flags::ADJUNCT).with(Flags::PHRASE)) && word.next().is_definite()
}

fn is_ali_here(word: Word) -> bool {
    const DOTTED: &str = "\u{64A}";
    if word.at == 0 || preposition_frame(word.stem()) != frame::ALA {
        return false;
    }
    if is_between_names(word) {
        return true;
    }
    word.ends_with(DOTTED) && SIGNS.iter().any(|sign| sign(word))
}

/// Whether "son of" is next to the word.
fn is_between_names(word: Word) -> bool {
    if word.prev().is(Flags::FATHERHOOD) {
        return true;
    }
    preposition_frame(word.whole()) != 0 && is_son(word.next())
}

/// Whether a title comes before the word, and a surname with the article follows.
fn is_after_title(word: Word) -> bool {
    let before = word.prev();
    if !word.next().is_definite() {
        return false;
    }
    before.is(Flags::TITLE) || before.fits(is_nisba) && before.prev().is(Flags::TITLE)
}

/// "قال علي إن": the word is right after a verb that does not take the preposition.
fn is_whole_subject(word: Word) -> bool {
    let next = word.next();
    if next.is_wordlike() && !next.is(Flags::COMPLEMENTIZER) {
        return false;
    }
    word.prev().verb().is_some_and(|verb| !verb.verb().takes(frame::ALA))
}

/// "بن" between the names of a son and his father.
fn is_son(word: Word) -> bool {
    word.is(Flags::FATHERHOOD) && spelling::SON_OF.contains(&word.written())
}

/// Whether the word is the given name that is spelt like "to me": after a title, before a name (الدكتور لي كابلان).
#[inline]
fn is_lee(scene: &Scene, at: usize) -> bool {
    const LETTERS: u32 = 2;
    let word = scene.word(at);
    let spelt = matches!(word.letters(), (LAM, YA)) && !word.whole().is_longer_than(LETTERS);
    spelt && word.prev().is(Flags::TITLE) && word.next().fits(is_name_word)
}

/// Returns whether the word is a given name that is spelt like a particle: [`is_ali`], [`is_lee`].
#[inline(always)]
pub fn is_particle_name(scene: &Scene, at: usize) -> bool {
    is_ali(scene, at) || is_lee(scene, at)
}

/// Returns whether the word may belong to a personal name: unknown, indefinite, and not a verb.
pub fn is_name_word(scene: &Scene, at: usize) -> bool {
    const NAMES: Flags = Flags::PERSONAL_NAME.with(Flags::LETTER);
    if scene.kind(at) != TokenKind::Word || scene.is_definite(at) || scene.is_lam_phrase(at) {
        return false;
    }
    if scene.is_known(at) {
        return scene.is(at, NAMES) && !is_with_act(scene, at);
    }
    !is_with_act(scene, at) && !scene.is_common(at)
}

/// Returns whether the word is a given name, or may be part of one.
pub fn may_be_named(word: Word) -> bool {
    word.is(GIVEN) || word.fits(is_name_word)
}

/// Returns whether a word with the article is one that the press uses only as somebody's name.
pub fn is_surname_like(scene: &Scene, at: usize) -> bool {
    if scene.is_known(at) || !scene.is_definite(at) {
        return false;
    }
    !scene.is_common(at)
}

/// Returns whether the word ends in taa marbuta.
pub fn is_feminine(scene: &Scene, at: usize) -> bool {
    const TAA: &str = "\u{629}";
    scene.ends_with(at, TAA)
}

/// Returns whether an unknown word has the article and a proclitic ب or ك.
pub fn joins_article(scene: &Scene, at: usize) -> bool {
    let key = scene.whole(at);
    let article = matches!((key.first(), key.letter(1), key.letter(2)), (BA | KAF, ALEF, LAM));
    article && key.is_longer_than(5)
}

/// Returns whether the word has a proclitic ب, judging by its first letter.
pub fn begins_with_ba(scene: &Scene, at: usize) -> bool {
    match scene.is_known(at) {
        true => scene.prefix(at).has(Prefix::BA),
        false => scene.whole(at).first() == BA,
    }
}

/// Returns whether a definite unknown word begins like a participle: المفرج، المشار.
pub fn is_passive(scene: &Scene, at: usize) -> bool {
    if scene.is_known(at) || scene.whole(at).letter(2) != MEEM {
        return false;
    }
    scene.is_definite(at)
}

/// "للتفتيش وتطوير بيئة العمل": returns whether an unknown word is و and a verbal noun, which continues the title.
pub fn is_joined_noun(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    word.is_unknown_with(WAW, 4) && is_abstract_key(word.whole().rest(), word.written())
}
