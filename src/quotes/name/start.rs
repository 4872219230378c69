//! Finds where a personal name begins after its titles.

use super::kind::is_body;
use crate::lexicon::{Flags, is_common};
use crate::quotes::words::sets::{GIVEN, SOURCE};
use crate::quotes::words::shape::{is_name_word, is_nisba, is_particle_name, is_surname_like, may_be_named};
use crate::quotes::words::{Scene, Word};
use crate::text::letter::proclitic::{ALEF, DAL, LAM, MEEM};
use crate::tokens::{TokenKind, TokenRange};

/// Returns where the personal name starts after titles and their complements.
pub fn name_start(scene: &Scene, tokens: TokenRange) -> Option<usize> {
    if let Some(name) = name_in_apposition(scene, tokens) {
        return Some(name);
    }
    let mut titles = Titles::of(scene, tokens);
    let mut at = tokens.start() + 1;
    while at < tokens.end() {
        at = match titles.role(scene.word(at)) {
            Role::Nothing => at + 1,
            Role::Title { construct } => {
                titles.construct = construct;
                at + 1
            }
            Role::Inner { end } => {
                titles.construct = false;
                end.max(at + 1)
            }
            Role::Name => return Some(at),
        };
    }
    None
}

/// "والي بن عروس، عبد اللطيف الميساوي": a name of several words after the last comma, whatever comes before it.
fn name_in_apposition(scene: &Scene, tokens: TokenRange) -> Option<usize> {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=5;
    let comma = scene.signs.places(tokens.iter(), |kind| kind == TokenKind::Comma).last()?;
    let name = TokenRange::new(comma + 1, tokens.end());
    let begins = may_be_named(scene.word(name.start()));
    let named =
        WORDS.contains(&name.len()) && begins && name.iter().skip(1).all(|at| may_go_on(scene.word(at)));
    named.then_some(name.start())
}

/// Whether a name may continue with the word.
fn may_go_on(word: Word) -> bool {
    may_be_named(word) || word.fits(is_surname_like)
}

/// The role of a token before or in a personal name.
enum Role {
    /// A sign, or a Latin word that follows another.
    Nothing,
    /// A title, or its complement or adjective. If it is in the construct state, the next word is its complement.
    Title { construct: bool },
    /// A name inside the titles, which ends before `end`.
    Inner { end: usize },
    /// The first word of the name.
    Name,
}

/// The titles read so far.
struct Titles {
    /// The tokens of the mention.
    tokens: TokenRange,
    /// Whether a complement must follow the last word, an indefinite noun in the construct state.
    construct: bool,
    /// Whether only a given name can start the name: after an indefinite "official" or "source", other words describe.
    described: bool,
}

impl Titles {
    /// Starts with the first word of `tokens`.
    fn of(scene: &Scene, tokens: TokenRange) -> Self {
        let head = scene.word(tokens.start());
        let construct = !head.is_definite() && !head.fits(is_title_letter);
        let described = construct && is_indefinite_description(head);
        Self { tokens, construct, described }
    }

    /// Returns the role of the token.
    fn role(&self, word: Word) -> Role {
        if word.fits(is_title_letter) {
            return Role::Title { construct: false };
        }
        match word.kind() {
            TokenKind::Comma => Role::Title { construct: false },
            TokenKind::Quote => self.marked(word),
            // "شركة Nova Solar سامر": Latin words form one name, and are not part of an Arabic name after them.
            TokenKind::Foreign if word.prev().kind() == TokenKind::Foreign => Role::Nothing,
            TokenKind::Word | TokenKind::Mixed | TokenKind::Foreign => self.word(word),
            _ => Role::Nothing,
        }
    }

    /// A quotation is the name of a body or a complement; otherwise it is the name of a person.
    fn marked(&self, mark: Word) -> Role {
        let quotation = mark.scene.marks.opened_at(mark.at);
        match quotation.filter(|quotation| quotation.close < self.tokens.end()) {
            None => Role::Nothing,
            Some(quotation) if holds(mark.prev()) => Role::Inner { end: quotation.close },
            Some(_) => Role::Name,
        }
    }

    /// The role of a word. The order matters: grammar takes precedence over what looks like a name.
    fn word(&self, word: Word) -> Role {
        if self.is_with_preposition(word) {
            return Role::Title { construct: !word.is_definite() };
        }
        if let Some(end) = self.namesake(word) {
            return Role::Inner { end };
        }
        if word.fits(is_particle_name) || self.is_father(word) {
            return Role::Name;
        }
        if word.is(SOURCE) {
            return self.source(word);
        }
        // A surname alone after a definite title ("الرئيس الأسد") looks like a title; other mentions in the text
        // resolve it.
        if word.is_definite() || self.is_complement(word) {
            return Role::Title { construct: false };
        }
        if looks_like_name(word) { Role::Name } else { Role::Title { construct: false } }
    }

    /// Whether the word is a preposition or has a proclitic preposition.
    fn is_with_preposition(&self, word: Word) -> bool {
        if word.is(Flags::PREPOSITION) && !word.fits(is_particle_name) {
            return true;
        }
        let joined = word.has_proclitic_preposition() || word.scene.joins_preposition(word.at);
        joined || self.is_with_lam(word)
    }

    /// Whether an unknown word consists of ل and a common noun, or has ل and a complement.
    fn is_with_lam(&self, word: Word) -> bool {
        if !word.is_unknown_with(LAM, 0) {
            return false;
        }
        self.has_definite_complement(word) || is_common(word.whole().rest())
    }

    /// Whether a definite word follows, and is not the last word.
    fn has_definite_complement(&self, word: Word) -> bool {
        word.next().is_definite() && word.at + 2 < self.tokens.end()
    }

    /// "جامعة الأميرة نورة بنت سعود | الدكتورة …": for a body named after somebody, followed by another title, returns
    /// the end of the body's name.
    fn namesake(&self, name: Word) -> Option<usize> {
        if name.at < self.tokens.start() + 2 || !is_body_of_somebody(name) {
            return None;
        }
        let last = self.tokens.end().saturating_sub(1);
        (name.at + 1..last).find(|&at| name.scene.word(at).is_with_article(Flags::TITLE))
    }

    /// "الإمام ابن القيم".
    fn is_father(&self, word: Word) -> bool {
        !self.construct && word.is_indefinite(Flags::FATHERHOOD)
    }

    /// The role of a source noun: a title, unless it is also a given name, as "عماد منسي" after a definite word.
    fn source(&self, title: Word) -> Role {
        if title.is_definite() {
            return Role::Title { construct: false };
        }
        if !self.construct && is_given_name(title) {
            return Role::Name;
        }
        Role::Title { construct: !title.is(Flags::PLACE) && !is_rank(title) }
    }

    /// Whether the word completes or describes the title before it.
    fn is_complement(&self, word: Word) -> bool {
        self.construct || self.described && !word.is(GIVEN)
    }
}

/// Whether a quotation after the word is its complement: the name of a body, or the object of a preposition.
fn holds(before: Word) -> bool {
    is_body(before.flags()) || before.is(Flags::PREPOSITION)
}

/// "مصدر مسؤول": the head is an unnamed source, and an indefinite word follows.
fn is_indefinite_description(head: Word) -> bool {
    head.is(Flags::UNNAMED) && !head.next().is_definite()
}

/// Whether the word follows the title of a person after whom a body is named.
fn is_body_of_somebody(name: Word) -> bool {
    const BODY: Flags = Flags::ORGANISATION.with(Flags::PLACE);
    name.prev().is_with_article(Flags::TITLE) && name.prev().prev().is_indefinite(BODY)
}

/// Whether the title is also a given name, and another name follows.
fn is_given_name(title: Word) -> bool {
    title.is(Flags::PERSONAL_NAME) && title.next().fits(is_name_word)
}

/// "الكولونيل جنرال أليكسي": a rank after a definite rank.
fn is_rank(title: Word) -> bool {
    if !title.prev().is_definite() {
        return false;
    }
    title.is(Flags::ADDRESS) || title.next().is(Flags::PERSONAL_NAME)
}

/// Whether the word may be a given name.
fn looks_like_name(word: Word) -> bool {
    const OTHER: Flags = Flags::DEMONSTRATIVE.with(Flags::ADVERB).with(Flags::EMPHASIS);
    if word.is(OTHER) || is_adjective(word) {
        return false;
    }
    if word.verb().is_some() && !word.is(Flags::PERSONAL_NAME) {
        return false;
    }
    !word.is_common() || opens_apposition(word)
}

/// "المبعوث، غير بيدرسن": a common word is a name if it follows a comma and an unknown word follows it.
fn opens_apposition(word: Word) -> bool {
    if word.prev().kind() == TokenKind::Comma && word.next().fits(is_name_word) {
        return true;
    }
    // "الطفلة عهد التميمي": the same before a surname.
    word.prev().is_with_article(Flags::TITLE) && word.next().fits(is_surname_like)
}

/// "د.", "أ.", "م.": doctor, professor, engineer.
pub fn is_title_letter(scene: &Scene, at: usize) -> bool {
    let letter = scene.word(at);
    if letter.whole().is_longer_than(1) || !matches!(letter.first(), DAL | ALEF | MEEM) {
        return false;
    }
    letter.kind() == TokenKind::Word && letter.next().kind() == TokenKind::Stop
}

/// Whether the word is an indefinite adjective of nationality (أميركي، روسية) after an indefinite noun.
fn is_adjective(word: Word) -> bool {
    const NOUN: Flags = SOURCE.without(Flags::PLACE);
    let noun = word.prev();
    // "جنرال أليكسي": the second word is a name, not a nationality.
    if !noun.is_indefinite(NOUN) || noun.is(Flags::ADDRESS) {
        return false;
    }
    word.fits(is_nisba) && word.stem().is_longer_than(4)
}

/// "الدكتور المزروع", "الشيخ القرضاوي": a surname with the article after a form of address.
pub fn surname_alone(scene: &Scene, tokens: TokenRange) -> Option<usize> {
    let last = scene.word(tokens.end().checked_sub(1).filter(|&last| last > tokens.start())?);
    let address = last.prev().is_with_article(Flags::ADDRESS);
    (address && last.fits(is_surname_like)).then_some(last.at)
}
