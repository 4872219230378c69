//! The noun phrase that names a source: title, name, apposition.

mod ends;

use crate::lexicon::{Flags, PhraseClass, Prefix, frame, is_common, preposition_frame};
use crate::quotes::words::scene::Scene;
use crate::quotes::words::shape::{
    is_abstract, is_ali, is_name_word, is_nisba, is_oblique, is_particle_name, is_possessed, is_surname_like,
    is_with_act,
};
use crate::text::letter::proclitic::{BA, KAF, LAM, TA, YA};
use crate::tokens::{TokenKind, TokenRange};

use crate::quotes::words::sets::{ADVERBIAL, GOVERNING, SOURCE};
pub use ends::is_joined_noun;
use ends::*;

/// Words at which every noun phrase ends.
const BARRIER: Flags = Flags::COMPLEMENTIZER
    .with(Flags::BECAUSE)
    .with(Flags::RELATIVE)
    .with(Flags::NEGATION)
    .with(Flags::CONDITION)
    .with(Flags::CONJUNCTION)
    .with(Flags::AUXILIARY)
    .with(Flags::QAD)
    .with(Flags::FUTURE)
    .with(Flags::MODAL)
    .with(Flags::ACT)
    .with(Flags::WHETHER);

/// Tokens that a noun phrase may have; longer ones are not names.
const MAX_TOKENS: usize = 28;

/// A noun phrase in the making.
#[derive(Clone, Copy, Default)]
struct Growth {
    /// What its first word is.
    head: Flags,
    /// A word that may be a personal name has come: prepositions now lie outside.
    named: bool,
    /// A noun that governs prepositions has come.
    governs: bool,
    /// A free preposition has been taken in since; a second one lies outside.
    taken: bool,
    /// Words of a personal name so far.
    names: u8,
}

impl Growth {
    /// The first word.
    fn begin(&mut self, scene: &Scene, at: usize) {
        let source = scene.is(at, SOURCE);
        // "الجسمي": unknown to the press but as somebody's name.
        let surname = is_surname_like(scene, at) && !scene.is_definite(at + 1);
        self.governs = scene.is(at, GOVERNING);
        self.named = !source && !scene.is_definite(at) || surname;
        self.names = u8::from(self.named);
    }

    /// A noun that belongs to the phrase.
    fn take(&mut self, scene: &Scene, start: usize, at: usize) {
        let flags = scene.flags(at);
        let source = flags.any(SOURCE);
        let definite = scene.is_definite(at);
        if flags.any(Flags::TITLE.with(Flags::UNNAMED)) && !scene.is(at - 1, Flags::FATHERHOOD) {
            // A title behind the name governs anew: "X, the spokesman for …".
            *self = Self { head: self.head, governs: true, ..Self::default() };
        }
        self.governs |= flags.any(GOVERNING);
        // Behind an unnamed indefinite source an indefinite word is its adjective.
        let adjective = || {
            self.head.any(Flags::UNNAMED.with(Flags::DOCUMENT))
                && !self.head.any(Flags::TITLE)
                && !scene.is_definite(start)
        };
        // "وزير حقوق الإنسان", "مدير عام إدارة": the complement of a title in the construct state.
        let construct = || {
            scene.is(at - 1, SOURCE)
                && !scene.is_definite(at - 1)
                && (scene.is_definite(at + 1) || scene.is(at + 1, SOURCE))
        };
        let other = || {
            scene.verb(at).is_some()
                || adjective()
                || construct()
                || is_joined_noun(scene, at)
                || flags.any(Flags::TIME)
        };
        let name = || (flags.any(Flags::PERSONAL_NAME) || !other()) && !scene.is_common(at);
        self.named |= !source && !definite && name();
        self.named &= !flags.any(Flags::EMPHASIS);
        self.names += u8::from(!source && self.named);
    }
}

/// The noun phrase that starts at `start`, or none where none can.
pub fn read(scene: &Scene, start: usize, limit: usize, single: bool) -> Option<TokenRange> {
    if !can_start(scene, start) {
        return None;
    }
    let (at, _) = grow(scene, start, limit, single);
    completed(scene, TokenRange::new(start, at))
}

/// One past the last token that the phrase takes in, and what it has taken in by then.
fn grow(scene: &Scene, start: usize, limit: usize, single: bool) -> (usize, Growth) {
    let limit = limit.min(start + MAX_TOKENS);
    let mut growth = Growth { head: scene.flags(start), ..Growth::default() };
    let mut at = start;
    while at < limit
        && let Some(next) = step(scene, start, at, limit, single, &mut growth)
    {
        at = next;
    }
    (at, growth)
}

/// The noun phrase of a source noun that may carry a proclitic ("ووزير", "لوزير").
pub fn headed(scene: &Scene, start: usize, limit: usize) -> Option<TokenRange> {
    let limit = limit.min(start + MAX_TOKENS);
    let (mut at, growth) = grow(scene, start, limit, false);
    // "المبعوث …، فلان،": a short name in apposition.
    if scene.kind(at) == TokenKind::Comma
        && !growth.named
        && let Some(name) = read(scene, at + 1, limit, false)
    {
        let closed = !scene.is_wordlike(name.end) || scene.is(name.end, BARRIER.with(Flags::PREPOSITION));
        if closed && scene.words(name) <= 4 && !scene.is(name.start, SOURCE) {
            at = name.end;
        }
    }
    completed(scene, TokenRange::new(start, at))
}

/// The noun phrase that starts at `start`, with its appositions in commas before `end`.
pub fn with_appositions(scene: &Scene, start: usize, end: usize) -> Option<TokenRange> {
    let mut range = read(scene, start, end, false)?;
    while scene.kind(range.end) == TokenKind::Comma && range.end + 1 < end {
        let next = read(scene, range.end + 1, end, false).filter(|next| can_speak(scene, *next));
        let closed = |at: usize| at == end || scene.kind(at) == TokenKind::Comma;
        match next.filter(|next| closed(next.end)) {
            Some(next) => range.end = next.end,
            None => break,
        }
    }
    Some(range)
}

/// Without signs around it, nor a preposition at its end that was left without its noun; none where there is no word.
fn completed(scene: &Scene, range: TokenRange) -> Option<TokenRange> {
    let plain = |at: usize| scene.is_wordlike(at) && !scene.is(at, Flags::PREPOSITION);
    if !range.is_empty() && plain(range.start) && plain(range.end - 1) {
        return Some(range);
    }
    let range = scene.trim(range);
    let dangling = |at: usize| {
        scene.is(at, Flags::PREPOSITION) && !scene.is(at, Flags::PRONOUN_SUFFIX) && !is_ali(scene, at)
    };
    let mut end = range.end;
    while end > range.start + 1 && dangling(end - 1) {
        end -= 1;
    }
    (range.start..end).any(|at| scene.is_wordlike(at)).then_some(TokenRange::new(range.start, end))
}

/// Whether a noun phrase can start at the token.
pub fn can_start(scene: &Scene, at: usize) -> bool {
    let flags = scene.flags(at);
    match scene.kind(at) {
        TokenKind::Word => {
            if flags.any(BARRIER)
                || scene.prefix(at).has(Prefix::PREPOSITIONS)
                || scene.prefix(at).has(Prefix::CONJUNCTION)
            {
                return false;
            }
            let adverbial = flags.any(ADVERBIAL.with(Flags::GLOSS).with(Flags::EMPHASIS));
            let source = flags.any(SOURCE.with(Flags::PERSONAL_NAME));
            let pronoun = || {
                at > 0 && scene.is(at - 1, Flags::COMPLEMENTIZER) && scene.is(at - 1, Flags::PRONOUN_SUFFIX)
            };
            // "إنه رأى": spelt like "رأي", opinion.
            let verb = scene.finite(at).is_some() && pronoun();
            let verbal = || scene.verb(at).is_some() && !scene.is_definite(at);
            let emphasis = flags.any(Flags::EMPHASIS)
                || flags.any(Flags::DEMONSTRATIVE)
                    && (!scene.is_definite(at + 1) || scene.is(at + 1, Flags::TIME));
            !emphasis
                && !verb
                && (source || !(adverbial || verbal()) || is_ali(scene, at))
                && !scene.has_tanween(at)
                && !scene.is_lam_phrase(at)
                && !joins_article(scene, at)
                && !scene.joins_preposition(at)
        }
        // "لـCNN" is told.
        TokenKind::Mixed => scene.whole(at).first() != LAM,
        TokenKind::Foreign => true,
        TokenKind::Quote => scene.marks.opened_at(at).is_some_and(|q| scene.words(q.inside()) <= 4),
        _ => false,
    }
}

/// One past the token at `at` where the phrase goes on with it.
fn step(
    scene: &Scene,
    start: usize,
    at: usize,
    limit: usize,
    single: bool,
    growth: &mut Growth,
) -> Option<usize> {
    match scene.kind(at) {
        TokenKind::Word => word(scene, start, at, single, growth),
        TokenKind::Foreign | TokenKind::Mixed => {
            growth.named = true;
            Some(at + 1)
        }
        TokenKind::Number => (at > start && scene.is(at - 1, SOURCE)).then_some(at + 1),
        TokenKind::Quote | TokenKind::Apostrophe => nickname(scene, at, growth).filter(|&end| end <= limit),
        // An initial: "د. فلان", "هـ. فلان".
        TokenKind::Stop => (at > start
            && scene.tokens.get(at - 1).is_some_and(|t| t.kind == TokenKind::Word && t.length == 1))
        .then_some(at + 1),
        TokenKind::Open => {
            let behind = scene.behind_bracket(at, limit)?;
            if behind == at + 3
                && scene.kind(at + 1) == TokenKind::Number
                && at > start
                && scene.is(at - 1, SOURCE)
            {
                return Some(behind);
            }
            let short = scene.words(at..behind) <= 6;
            let goes_on = scene.kind(behind) == TokenKind::Word
                && (scene.is_definite(behind) || is_name_word(scene, behind) && scene.verb(behind).is_none());
            (short && goes_on && at > start).then_some(behind)
        }
        _ => None,
    }
}

/// What the word adds to the phrase, or none where it lies outside. The order matters: what is certain by grammar
/// comes before what names look like.
fn word(scene: &Scene, start: usize, at: usize, single: bool, growth: &mut Growth) -> Option<usize> {
    let flags = scene.flags(at);
    if at == start {
        growth.begin(scene, at);
        return Some(at + 1);
    }
    // "بن أبي بردة", "عبد الحميد": whatever it is elsewhere.
    if scene.is(at - 1, Flags::FATHERHOOD) && !flags.any(BARRIER.with(Flags::PREPOSITION)) {
        growth.named = true;
        growth.names += 1;
        return Some(at + 1);
    }
    if ends_by_grammar(scene, at, growth) {
        return None;
    }
    if flags.any(Flags::NAMING) {
        growth.named = true;
        return is_name_word(scene, at + 1).then_some(at + 1);
    }
    if begins_complement(scene, at, growth) {
        return None;
    }
    if is_particle_name(scene, at) {
        growth.named = true;
        return Some(at + 1);
    }
    if flags.any(Flags::PREPOSITION) || scene.prefix(at).has(Prefix::PREPOSITIONS) {
        return preposition(scene, start, at, growth).then_some(at + 1);
    }
    if ends_behind_name(scene, start, at, single, growth) {
        return None;
    }
    growth.take(scene, start, at);
    Some(at + 1)
}

/// Whether grammar ends the phrase here: a particle, a sign of case, an aside, what points at something else.
fn ends_by_grammar(scene: &Scene, at: usize, growth: &Growth) -> bool {
    let flags = scene.flags(at);
    let aside = || {
        scene.phrase(at).is_some_and(|(phrase, _)| {
            matches!(phrase.class, PhraseClass::Turn | PhraseClass::Whether | PhraseClass::Aside)
        })
    };
    let medium_name = || flags.any(Flags::CONDITION.with(Flags::WHETHER)) && scene.is(at - 1, Flags::MEDIUM);
    let barrier = || flags.any(BARRIER) && !medium_name() || flags.any(Flags::GLOSS.with(Flags::ADVERB));
    // "كابلان ذلك": the object, not part of the name.
    let pointed =
        || scene.is_definite(at + 1) && !begins_with_ba(scene, at + 1) && !scene.is(at + 1, Flags::TIME);
    let pointing = || flags.any(Flags::DEMONSTRATIVE) && (growth.names > 0 || !pointed());
    let counted =
        || flags.any(Flags::QUANTIFIER) && scene.is_definite(at) && scene.is(at + 1, Flags::PREPOSITION);
    // "أمير القصيم | مهرجانَ".
    let accusative = || scene.is_accusative(at);
    flags.0 != 0 && (barrier() || pointing() || counted()) || aside() || accusative() || owned(scene, at)
}

/// Whether the word begins the verb's complement: its object, or a preposition written onto a word.
fn begins_complement(scene: &Scene, at: usize, growth: &Growth) -> bool {
    const UNDOTTED: &str = "\u{649}";
    let flags = scene.flags(at);
    let source = flags.any(SOURCE);
    // "الدكتور المزروع | بالأمر الملكي".
    let with_article = || joins_article(scene, at) && scene.is_common(at) && is_surname_like(scene, at - 1);
    let joined = || (growth.names > 0 || !scene.is(at - 1, GOVERNING)) && scene.joins_preposition(at);
    // "ابن عذاري رأى": spelt like "رأي", opinion, where final yaa has no dots.
    let verb = || source && scene.finite(at).is_some() && scene.ends_with(at, UNDOTTED);
    // "سامر الراوي | كلمة", "| تغريدة".
    let speech = || {
        flags.any(Flags::OCCASION.with(Flags::DOCUMENT))
            && !flags.any(SOURCE.without(Flags::DOCUMENT).with(Flags::PERSONAL_NAME))
            && !scene.is_definite(at)
    };
    // "شركة ميتا | ليشغل المنصب": what for.
    let purpose = || {
        let key = scene.whole(at);
        key.first() == LAM && matches!(key.letter(1), YA | TA) && !scene.is_known(at) && is_common(key.rest())
    };
    // "الاحتلال الإسرائيلي | الفلسطينيين".
    let case = |at: usize| scene.is_definite(at) && is_oblique(scene, at);
    let oblique =
        || scene.is_definite(at - 1) && case(at) && is_nisba(scene, at - 1) && !is_oblique(scene, at - 1);
    // "بيان صحفي | عزمه".
    let text = || growth.head.any(Flags::DOCUMENT.with(Flags::MEDIUM)) && !growth.head.any(Flags::TITLE);
    let complement = || is_complement_of_verb(scene, at) || growth.names > 1 && joins_article(scene, at);
    let told_to = || {
        scene.is_lam_phrase(at)
            && (growth.named || !growth.governs || scene.whole(at).len() == 1)
            && !serves(scene, at, growth.head)
    };
    // Most words begin with no letter that may be a preposition.
    let proclitic =
        matches!(scene.whole(at).first(), BA | LAM | KAF) || scene.prefix(at).has(Prefix::PREPOSITIONS);
    let joins = || {
        is_with_act(scene, at)
            || told_to()
            || with_article()
            || joined()
            || growth.named && complement()
            || purpose()
            || growth.names == 0 && told(scene, at)
    };
    ends_by_kind(scene, at, source, growth)
        || growth.names > 0 && flags.0 != 0 && (verb() || speech())
        || oblique()
        || text() && is_possessed(scene, at)
        || proclitic && joins()
}

/// Whether a preposition, free or written onto the word, still belongs to the phrase.
fn preposition(scene: &Scene, start: usize, at: usize, growth: &mut Growth) -> bool {
    // "المفرج عنهم", "مقربون منه": a participle and its preposition.
    let near = at == start + 1 && growth.head.any(Flags::UNNAMED) && scene.is(at + 1, Flags::COMPLEMENTIZER);
    let own = scene.is(at, Flags::PREPOSITION) && scene.is(at, Flags::PRONOUN_SUFFIX);
    if own && (is_passive(scene, at - 1) || near) {
        return true;
    }
    let free = !scene.prefix(at).has(Prefix::PREPOSITIONS);
    let inside = governed(scene, start, at, growth) && !(free && growth.taken);
    growth.taken |= free;
    inside
}

/// Whether a noun begins something else behind what may be a complete name.
fn ends_behind_name(scene: &Scene, start: usize, at: usize, single: bool, growth: &Growth) -> bool {
    let source = scene.is(at, SOURCE);
    let definite = scene.is_definite(at);
    let common = || !source && scene.is_common(at) && !scene.is(at - 1, Flags::FATHERHOOD);
    // "جريدة «النهار» | التعليق".
    let behind_marks = || {
        matches!(scene.kind(at - 1), TokenKind::Quote | TokenKind::Apostrophe)
            && definite
            && common()
            && !is_nisba(scene, at)
            && !is_feminine(scene, at)
    };
    let third = || {
        growth.names >= 2
            && definite
            && !source
            && (single || scene.is_definite(at - 1) && !is_nisba(scene, at) && !ends_name(scene, start, at))
    };
    growth.names > 0 && common() && ends_full_name(scene, at, growth)
        || behind_marks()
        || single
            && (growth.named && source && !definite || ends_before_object(scene, start, at, growth.head))
        || third()
        || behind_body(scene, start, at, growth.head)
        || begins_object(scene, at, growth.head)
}

/// Whether the noun phrase can be somebody or something that speaks: its head is a source noun, a
/// given name, or an unknown word that looks like a name and not like an abstract noun.
pub fn can_speak(scene: &Scene, range: TokenRange) -> bool {
    let head = range.start;
    if scene.is(
        head,
        SOURCE
            .with(Flags::PERSONAL_NAME)
            .with(Flags::FATHERHOOD)
            .with(Flags::QUANTIFIER)
            .with(Flags::DEMONSTRATIVE),
    ) || scene.kind(head) != TokenKind::Word
    {
        return true;
    }
    if is_possessed(scene, head) || is_thing(scene, head) {
        return false;
    }
    // "سامية عبو": before another name it is one.
    if range.len() > 1
        && is_name_word(scene, head)
        && is_name_word(scene, head + 1)
        && scene.verb(head).is_none()
    {
        return true;
    }
    if scene.verb(head).is_some() || is_abstract(scene, head) {
        return scene.is_definite(head) && scene.verb(head).is_none();
    }
    true
}

/// A common indefinite noun with a complement, or in the accusative: "خيوط القضية", "عددا من". Alone it may be a
/// name spelt like it (أيدي، آبل), and the plural of people (معارضون) speaks.
pub fn is_thing(scene: &Scene, at: usize) -> bool {
    const ALEF: char = '\u{627}';
    const PEOPLE: &str = "\u{648}\u{646}";
    let text = scene.written(at);
    let complement = scene.is_common(at + 1)
        || preposition_frame(scene.whole(at + 1)) == frame::MIN
        || scene.is(at + 1, Flags::TIME);
    scene.is_common(at)
        && !scene.is_definite(at)
        && !(scene.stem(at).len() > 4 && text.ends_with(PEOPLE))
        && (complement || text.ends_with(ALEF))
}

/// A name in marks: "the envoy «…»".
fn nickname(scene: &Scene, at: usize, growth: &mut Growth) -> Option<usize> {
    let quotation = scene.marks.opened_at(at)?;
    let words = scene.words(quotation.inside());
    let most = if at > 0 && scene.is(at - 1, SOURCE) { 6 } else { 4 };
    // Marks that end the sentence hold what was said.
    let last =
        matches!(scene.kind(quotation.close + 1), TokenKind::Stop | TokenKind::Newline | TokenKind::Query);
    if words == 0 || words > most || quotation.recovered || (last && words > 1) {
        return None;
    }
    // The name of a body may go on behind it: "the agency «…» for news".
    growth.named = !growth.head.any(Flags::ORGANISATION.with(Flags::MEDIUM)) || growth.head.any(Flags::TITLE);
    Some(quotation.close + 1)
}
