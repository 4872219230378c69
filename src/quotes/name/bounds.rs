//! Where a personal name begins and ends among its titles.

use super::is_body;
use crate::lexicon::{Flags, Prefix, is_common};
use crate::quotes::words::scene::Scene;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_abstract, is_name_word, is_nisba, is_particle_name, is_surname_like};
use crate::text::letter::proclitic;
use crate::tokens::{TokenKind, TokenRange};

/// "الدكتور المزروع", "الشيخ القرضاوي": a surname with the article behind a form of address.
pub(super) fn surname_alone(scene: &Scene, tokens: TokenRange) -> Option<usize> {
    let last = tokens.end.checked_sub(1).filter(|&last| last > tokens.start)?;
    let address = scene.is(last - 1, Flags::ADDRESS) && scene.is_definite(last - 1);
    (address && is_surname_like(scene, last)).then_some(last)
}

/// Where the personal name starts behind titles and their complements.
pub(super) fn name_start(scene: &Scene, tokens: TokenRange) -> Option<usize> {
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
        let complement = || scene.is_definite(at + 1) && at + 2 < tokens.end;
        let lam = || {
            scene.whole(at).first() == proclitic::LAM
                && !scene.is_known(at)
                && (complement() || is_common(scene.whole(at).rest()))
        };
        let preposition = (flags.any(Flags::PREPOSITION) && !is_particle_name(scene, at))
            || scene.prefix(at).has(Prefix::PREPOSITIONS)
            || scene.joins_preposition(at)
            || lam();
        if preposition {
            construct = !scene.is_definite(at);
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
            let rank = scene.is_definite(at - 1)
                && (scene.is(at + 1, Flags::PERSONAL_NAME) || flags.any(Flags::ADDRESS));
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
    !scene.whole(at).is_longer_than(1)
        && scene.kind(at) == TokenKind::Word
        && scene.kind(at + 1) == TokenKind::Stop
        && matches!(scene.whole(at).first(), proclitic::DAL | proclitic::ALEF | proclitic::MEEM)
}

/// Indefinite adjectives of nationality (أميركي، روسية) behind an indefinite noun.
fn is_adjective(scene: &Scene, at: usize) -> bool {
    let noun = SOURCE.without(Flags::PLACE);
    let indefinite = at > 0 && !scene.is_definite(at - 1) && scene.is(at - 1, noun);
    // "جنرال أليكسي" is no man's nationality.
    let rank = at > 0 && scene.is(at - 1, Flags::ADDRESS);
    indefinite && !rank && is_nisba(scene, at) && scene.stem(at).len() > 4
}

/// Where a name ends: at a comma or at a title behind it.
pub(super) fn name_end(scene: &Scene, tokens: TokenRange) -> usize {
    const RELIGION: &str = "\u{627}\u{644}\u{62F}\u{64A}\u{646}";
    (tokens.start + 1..tokens.end)
        .find(|&at| {
            // Behind a surname with the article nothing indefinite belongs to a name.
            let title = scene.is(at, Flags::TITLE) && !scene.is_definite(at);
            // A title as a name's second word (مصطفى سيد قادر) has no complement behind it.
            let general = || scene.is(at + 1, Flags::TIME) && at + 2 < tokens.end;
            let complement = || {
                scene.is_definite(at + 1)
                    || scene.is(at + 1, SOURCE.with(Flags::PREPOSITION))
                    || (scene.is_definite(at + 2) && at + 2 < tokens.end)
            };
            let short = || scene.stem(at).len() <= 4 || is_name_word(scene, at + 1);
            let inner = || title && at + 1 < tokens.end && !general() && !complement() && short();
            if scene.is(at - 1, Flags::FATHERHOOD) || inner() {
                return false;
            }
            // "عصمت الله عليزاي", "بدر الدين بلحوجة": of two words, and no surname yet.
            let compound = || scene.is(at - 1, Flags::DEITY) || scene.written(at - 1) == RELIGION;
            let later = at > tokens.start + 1;
            let complete = || {
                scene.is_definite(at - 1)
                    && !scene.is_definite(at)
                    && !scene.is(at - 2, Flags::FATHERHOOD)
                    && !scene.is(at, Flags::FATHERHOOD)
                    && (at > tokens.start + 2 || !compound())
            };
            // "سامر الراوي | الحكومة": behind a surname with the article the verb's object.
            let object = || {
                scene.is_definite(at)
                    && scene.is_definite(at - 1)
                    && is_abstract(scene, at)
                    && !is_nisba(scene, at)
                    && !scene.is(at - 2, Flags::FATHERHOOD)
                    && (scene.is_wordlike(at + 1) && !scene.is(at + 1, Flags::COMPLEMENTIZER))
            };
            let preposition = || scene.is(at, Flags::PREPOSITION) && !is_particle_name(scene, at);
            let feminine = || {
                scene.is_definite(at)
                    && scene.written(at).ends_with('\u{629}')
                    && !scene.is(at - 2, Flags::FATHERHOOD)
            };
            later && (complete() || object() || feminine())
                || preposition()
                || scene.kind(at) == TokenKind::Comma
                || matches!(scene.kind(at), TokenKind::Open | TokenKind::Close)
                || (scene.is(at, SOURCE)
                    && !scene.is(at, Flags::PLACE)
                    && (scene.is_definite(at) || scene.is(at, Flags::TITLE))
                    && !scene.is(at, Flags::FATHERHOOD)
                    && !is_surname(scene, tokens, at))
        })
        .unwrap_or(tokens.end)
}

/// A trade that is a surname (النجار، مجاهد): right behind one given name, and last.
fn is_surname(scene: &Scene, tokens: TokenRange, at: usize) -> bool {
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
