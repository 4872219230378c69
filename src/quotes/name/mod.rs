//! Splits a mention into titles and name, and determines the kind of source.

mod body;
mod end;
mod keys;
mod kind;
mod shown;
mod start;

use smallvec::{SmallVec, smallvec};

use crate::lexicon::{Flags, Gender, Number};
use crate::quotes::result::EntityKind;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::is_name_word;
use crate::quotes::words::{Scene, Word};
use crate::tokens::{TokenKind, TokenRange};

use body::body;
use end::name_end;
pub use end::{NameEnd, first_end};
pub use keys::{Keys, bare, consonant, is_number, keys, root, skeleton, words};
use kind::{gender, is_body, kind, number};
pub use shown::{addressed, span};
pub use start::is_title_letter;
use start::{name_start, surname_alone};

/// Titles and descriptions; rarely more than one before a name and one after it.
pub type Titles = SmallVec<[TokenRange; 2]>;

/// A mention and its parts.
#[derive(Clone, Debug)]
pub struct Mention {
    pub tokens: TokenRange,
    /// The proper name, or the whole phrase if it has no proper name.
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
    /// Whether the head is definite: the mention refers to somebody whom the text has named.
    pub definite: bool,
}

impl Mention {
    /// Returns whether it has the proper name of a person.
    pub fn is_named_person(&self) -> bool {
        self.named && self.kind == EntityKind::Person
    }

    /// Returns whether it has a proper name and refers to somebody whom the text has named.
    pub const fn is_known(&self) -> bool {
        self.named && self.definite
    }

    /// Returns whether it introduces an unnamed source.
    pub fn is_introduced_unnamed(&self) -> bool {
        self.kind == EntityKind::Unnamed && !self.named && !self.definite
    }
}

/// Heads that refer to a person.
const PERSON: Flags = Flags::TITLE.with(Flags::UNNAMED);

/// Splits the mention in `tokens` into its parts.
pub fn read(scene: &Scene, tokens: TokenRange) -> Mention {
    let tokens = without_demonstrative(scene, without_marks(scene, tokens));
    let whole = whole(scene, tokens);
    match head(scene, tokens) {
        // "one of the officials", "a number of …": no one is named.
        Head::Quantity => {
            Mention { kind: EntityKind::Unnamed, titles: smallvec![tokens], definite: false, ..whole }
        }
        Head::GivenName => name_first(scene, Mention { kind: EntityKind::Person, ..whole }),
        Head::Person => titled(scene, whole),
        Head::Body => body(scene, whole),
        Head::Other => name_first(scene, whole),
    }
}

/// The kind of a mention's first word.
enum Head {
    /// A number, or a part of somebody or something.
    Quantity,
    /// A given name that is also a title.
    GivenName,
    /// A title or description of a person.
    Person,
    /// A body, medium, document or place.
    Body,
    /// Anything else; most names.
    Other,
}

fn head(scene: &Scene, tokens: TokenRange) -> Head {
    let head = scene.word(tokens.start());
    match head.flags() {
        flags if flags.any(Flags::QUANTIFIER) && !flags.any(SOURCE) => Head::Quantity,
        _ if tokens.len() > 1 && is_given_name(head) => Head::GivenName,
        flags if flags.any(PERSON) && !is_body(flags) => Head::Person,
        _ if head.fits(is_title_letter) => Head::Person,
        flags if flags.any(SOURCE) => Head::Body,
        _ => Head::Other,
    }
}

/// "عماد" is also a rank, but before another name it is a given name.
fn is_given_name(head: Word) -> bool {
    head.is_indefinite(Flags::PERSONAL_NAME) && head.next().fits(is_name_word)
}

/// The mention as a whole, before its name is known.
fn whole(scene: &Scene, tokens: TokenRange) -> Mention {
    let head = scene.word(tokens.start());
    let flags = head.flags();
    Mention {
        name: tokens,
        named: false,
        titles: Titles::new(),
        kind: kind(flags),
        gender: gender(head),
        number: number(head),
        counterpart: flags.any(Flags::COUNTERPART),
        definite: is_definite(scene, tokens),
        tokens,
    }
}

/// Whether the mention refers to somebody known.
fn is_definite(scene: &Scene, tokens: TokenRange) -> bool {
    let head = scene.word(tokens.start());
    match head.flags() {
        flags if flags.any(Flags::COUNTERPART) => true,
        // "our correspondent".
        flags if flags.any(PERSON) && flags.any(Flags::PRONOUN_SUFFIX) => true,
        flags if flags.any(Flags::QUANTIFIER) => false,
        _ => is_construct_definite(scene, tokens),
    }
}

/// Strips a demonstrative before a definite noun: "تلك المصادر".
fn without_demonstrative(scene: &Scene, tokens: TokenRange) -> TokenRange {
    let first = scene.word(tokens.start());
    let points = first.is(Flags::DEMONSTRATIVE) && first.next().is_definite();
    if points && tokens.len() > 1 { TokenRange::new(tokens.start() + 1, tokens.end()) } else { tokens }
}

/// Whether the phrase refers to something known: its head is definite, or the head's complement is ("وزير الخارجية",
/// "رئيس فرنسا").
fn is_construct_definite(scene: &Scene, tokens: TokenRange) -> bool {
    const WORDS: usize = 4;
    let head = scene.word(tokens.start());
    let honorific = usize::from(head.is(Flags::HONORIFIC));
    let words = tokens.iter().take(WORDS + honorific).map(|at| scene.word(at));
    let mut construct = words.take_while(|&word| is_in_construct(head, word));
    construct.any(|word| word.is_definite() || is_proper(head, word))
}

/// Whether the word is the head, or the complement of the noun before it.
fn is_in_construct(head: Word, word: Word) -> bool {
    if word.has_proclitic_preposition() {
        return false;
    }
    word.at == head.at || word.prev().is(SOURCE.with(Flags::QUANTIFIER))
}

/// Whether a complement is a proper name. "والد سامر" refers to somebody known; "شيخ محمود" is Mahmoud himself.
fn is_proper(head: Word, word: Word) -> bool {
    if word.at == head.at {
        return false;
    }
    word.is(Flags::PLACE) || word.is(Flags::PERSONAL_NAME) && head.is(Flags::KIN)
}

/// Strips quotation marks that enclose the whole mention.
fn without_marks(scene: &Scene, tokens: TokenRange) -> TokenRange {
    match scene.marks.opened_at(tokens.start()) {
        Some(quotation) if quotation.close + 1 == tokens.end() => scene.trim(quotation.inside()),
        _ => tokens,
    }
}

/// "نائب وزير الخارجية الروسي سيرغي فيرشينين": titles, their complements, then the name.
fn titled(scene: &Scene, mut mention: Mention) -> Mention {
    let tokens = mention.tokens;
    let head = scene.word(tokens.start());
    let kin = head.is_unless(Flags::KIN, Flags::PRONOUN_SUFFIX) && !head.is_definite();
    let start = name_start(scene, tokens);
    mention.definite |= kin && start.is_some();
    // "شقيق العقيد سامر الراوي": the name does not belong to the brother, unless it follows a comma.
    let own = |&start: &usize| !kin || scene.kind(start - 1) == TokenKind::Comma;
    if let Some(start) = start.filter(own) {
        return with_name(scene, mention, start);
    }
    if let Some(surname) = surname_alone(scene, tokens) {
        mention.titles.push(TokenRange::new(tokens.start(), surname));
        mention.name = TokenRange::new(surname, tokens.end());
        mention.named = true;
        return mention;
    }
    mention.titles.push(tokens);
    if head.is_indefinite(Flags::UNNAMED) {
        mention.kind = EntityKind::Unnamed;
    }
    mention
}

/// The mention of a person whose name starts at `start`, with titles before the name and perhaps after it.
fn with_name(scene: &Scene, mut mention: Mention, start: usize) -> Mention {
    let tokens = mention.tokens;
    mention.titles.push(scene.trim(tokens.start()..start));
    let rest = without_marks(scene, scene.trim(start..tokens.end()));
    let end = name_end(scene, rest);
    // A body after the name is not a title: "اتهم زعيم الحزب سامر الراوي الحكومة".
    let object = is_body(scene.flags(end)) && !scene.is(end, Flags::PREPOSITION);
    if end < rest.end() && !object {
        mention.titles.push(scene.trim(end..rest.end()));
    }
    let name = TokenRange::new(rest.start(), end);
    Mention { name, named: true, kind: EntityKind::Person, ..mention }
}

/// Returns why the proper name of a mention ends where it does; `None` if the mention ends there, too.
pub fn why_ends(scene: &Scene, mention: &Mention) -> Option<NameEnd> {
    let rest = scene.trim(mention.name.start()..mention.tokens.end());
    let (at, why) = first_end(scene, rest).filter(|_| mention.named)?;
    (at == mention.name.end()).then_some(why)
}

/// "عمر بلا فريج، النائب البرلماني": the name, then titles.
fn name_first(scene: &Scene, mut mention: Mention) -> Mention {
    let head = scene.word(mention.tokens.start());
    if mention.tokens.len() > 1 && (is_nationality(head) || is_woman(head)) {
        mention.titles.push(TokenRange::new(head.at, head.at + 1));
        mention.tokens.start_at(mention.tokens.start() + 1);
        let whole = name_first(scene, mention);
        return Mention { tokens: TokenRange::new(head.at, whole.tokens.end()), ..whole };
    }
    let end = name_end(scene, mention.tokens);
    mention.name = TokenRange::new(mention.tokens.start(), end);
    mention.named = true;
    let title = scene.trim(end..mention.tokens.end());
    if title.is_empty() {
        return mention;
    }
    let first = scene.word(title.start());
    if first.is(Flags::TITLE) {
        mention.kind = EntityKind::Person;
        mention.gender = gender(first);
    }
    mention.titles.push(title);
    mention
}

/// "الحاجة سعاد الحمد": a name does not have both the article and this ending, so before a given name the word is a
/// title.
fn is_woman(head: Word) -> bool {
    const TAA_MARBUTA: char = '\u{629}';
    head.is_definite() && head.written().ends_with(TAA_MARBUTA) && head.next().is(Flags::PERSONAL_NAME)
}

/// "الروماني أولاريو كوزمين": a nationality before the name.
fn is_nationality(head: Word) -> bool {
    head.is_with_article(Flags::NATIONALITY) && head.next().fits(is_name_word)
}
