//! Who a clause's subject is: behind the verb, before it, or that of the clause it hangs on.

use crate::quotes::mention::{Found, Sayer};
use crate::quotes::name;
use crate::quotes::people;
use crate::quotes::phrase;
use crate::quotes::words::Sentence;
use crate::quotes::words::sets;

use crate::lexicon::{CueClass, Gender, Number};
use crate::lexicon::{Flags, PhraseClass, Prefix, frame, preposition_frame};
use crate::quotes::clause::{self, Opening};
use crate::quotes::cue::{self, Cue, Cues};
use crate::quotes::drafts::draft::Draft;
use crate::quotes::drafts::unit::Reading;
use crate::text::letter::proclitic::{BA, FA, LAM, WAW};
use crate::tokens::{TokenKind, TokenRange};

/// Tokens before a participle in which its main clause stands.
const MAIN_CLAUSE: usize = 160;

/// The subject of the clause on which a participle or verbal noun hangs: that of the nearest
/// finite cue before it in the sentence, or the first noun phrase that may speak.
pub fn main_subject(sentence: &Sentence, draft: &Draft) -> Option<Sayer> {
    let scene = sentence.scene;
    let end = draft.cue.as_ref()?.tokens.start;
    let cues = cue::find(
        scene,
        TokenRange::new(sentence.range.start.max(end.saturating_sub(MAIN_CLAUSE)), end),
        true,
    );
    let cues = outer(sentence, cues, end);
    let main = cues.iter().rev().filter(|c| c.is_finite()).find_map(|c| {
        let reading = Reading::new(c.clone(), clause::read(scene, c, end), c.tokens.start);
        reading
            .clause
            .subject
            .or_else(|| subject_before(sentence, &reading).map(|s| s.tokens))
            .or_else(|| antecedent(sentence, c).map(|s| s.tokens))
    });
    let main = main.map(|main| Found::MainVerb.sayer(main));
    if main.is_some() || cues.iter().any(Cue::is_finite) {
        return main;
    }
    // The sentence's verb reports nothing: whoever does it, or the first source in it.
    let reach = sentence.range.start..end.min(sentence.range.start + 20);
    let person =
        |phrase: &TokenRange| heads_source(sentence, *phrase) || scene.kind(phrase.start) == TokenKind::Quote;
    let acts = |at: &usize| scene.is(*at, Flags::ACT) && !scene.marks.inside(*at);
    let actor = reach.clone().find(acts).and_then(|verb| subject_behind(sentence, verb)).filter(person);
    actor.map(|actor| Found::Actor.sayer(actor)).or_else(|| {
        reach.into_iter().find_map(|at| {
            let governed =
                at > sentence.range.start && scene.is(at - 1, Flags::PREPOSITION.with(Flags::ADJUNCT));
            let source = scene.is(at, sets::SOURCE)
                && !scene.is(at, Flags::PLACE)
                && !governed
                && !scene.prefix(at).has(Prefix::PREPOSITIONS);
            if source {
                phrase::read(scene, at, end, false).map(|p| Found::FirstSource.sayer(p))
            } else {
                None
            }
        })
    })
}

/// The cues that stand in no clause of another: "أكد X أن Y طلب كذا، مشيرا إلى" is X's.
pub fn outer(sentence: &Sentence, mut cues: Cues, end: usize) -> Cues {
    // More cues before one participle are no sentence that anybody wrote.
    const CUES: usize = 10;
    cues.drain(..cues.len().saturating_sub(CUES));
    let mut outer = Cues::new();
    let mut clause = None;
    for cue in cues {
        let joined = sentence.scene.prefix(cue.tokens.start).has(Prefix::CONJUNCTION)
            || cue.tokens.start > sentence.range.start
                && sentence.scene.kind(cue.tokens.start - 1) == TokenKind::Comma;
        let inside = clause.is_some_and(|start| cue.tokens.start >= start) && !joined;
        if inside && cue.is_finite() {
            continue;
        }
        if cue.is_finite() {
            clause = match clause::read(sentence.scene, &cue, end).opening {
                Some(Opening::Clause(start)) if cue.takes(frame::CLAUSE) && !cue.takes(frame::STRICT) => {
                    Some(start)
                }
                _ => clause,
            };
        }
        outer.push(cue);
    }
    outer
}

/// The subject of the sentence's first verb: behind it, or the phrase before it.
pub fn actor(sentence: &Sentence) -> Option<TokenRange> {
    const REACH: usize = 12;
    let scene = sentence.scene;
    let first = (sentence.range.start..sentence.range.end.min(sentence.range.start + REACH)).find(|&at| {
        !scene.marks.inside(at)
            && (scene.is(at, Flags::ACT)
                || scene.finite(at).is_some()
                || at == sentence.range.start && is_verb_like(sentence, at))
    })?;
    let can_speak = |phrase: &TokenRange| phrase::can_speak(scene, *phrase);
    subject_behind(sentence, first).or_else(|| subject_ending(sentence, first).filter(can_speak))
}

/// The noun phrase right behind a verb, or behind one word between, that may be its subject.
pub fn subject_behind(sentence: &Sentence, verb: usize) -> Option<TokenRange> {
    let phrase = (verb + 1..sentence.range.end.min(verb + 3))
        .find_map(|at| phrase::read(sentence.scene, at, sentence.range.end, true))?;
    phrase::can_speak(sentence.scene, phrase).then_some(phrase)
}

/// Whether the sentence's first word looks like a present-tense verb before its subject.
pub fn is_verb_like(sentence: &Sentence, at: usize) -> bool {
    let joined = sentence.scene.whole(at).first() == WAW;
    let subject = sentence.scene.is(at + 1, sets::SOURCE) && sentence.scene.is_definite(at + 1);
    subject && (clause::is_imperfect(sentence.scene, at) || joined && !sentence.scene.is_known(at))
}

/// Mention or antecedent: behind the verb, handed over, or before it.
pub fn resolve_subject(sentence: &Sentence, reading: &Reading, draft: &mut Draft) {
    let own =
        reading.clause.subject.filter(|s| draft.content.iter().all(|c| s.end <= c.start || c.end <= s.start));
    draft.mention = own.map(|own| Found::Subject.sayer(own));
    // "إن الرئيس أبلغ الوزير أن": with the subject before a verb that takes a person as object, the
    // phrase behind it is told.
    if draft.mention.is_some()
        && reading.cue.takes(frame::OBJECT)
        && reading.inherited.is_none()
        && let Some(subject) = subject_before(sentence, reading).filter(|s| heads_source(sentence, s.tokens))
    {
        draft.addressee = draft.mention.replace(subject).map(|told| told.tokens);
        return;
    }
    // "الوزير قال لرويترز إن": ل brings in the one who is told where the subject stands before.
    if let Some(told) =
        draft.mention.map(|m| m.tokens).filter(|m| m.len() == 1 && may_be_told(sentence, m.start))
        && let Some(subject) = subject_before(sentence, reading)
    {
        draft.mention = Some(subject);
        draft.addressee = Some(told);
        return;
    }
    if let Some(inherited) = reading.inherited.filter(|_| draft.mention.is_none()) {
        // Right before the cue it is the subject of the cue's own clause; further off, the
        // one who goes on speaking.
        if is_close(sentence, inherited.end, reading.cue.tokens.start) {
            draft.mention = Some(Found::Inherited.sayer(inherited));
        } else {
            draft.antecedent = Some(Found::GoesOn.sayer(inherited));
        }
    }
    if draft.mention.is_some() || draft.antecedent.is_some() || draft.dependent {
        return;
    }
    if let Some(asked) = asked(sentence, &reading.cue) {
        draft.antecedent = Some(Found::Asked.sayer(asked));
    } else if let Some(antecedent) = antecedent(sentence, &reading.cue) {
        draft.antecedent = Some(antecedent);
    } else {
        draft.mention = subject_before(sentence, reading);
    }
}

/// Whether an unknown word may begin with the preposition ب or ل: it has a complement.
pub fn may_be_adjunct(sentence: &Sentence, at: usize) -> bool {
    matches!(sentence.scene.whole(at).first(), BA | LAM)
        && !sentence.scene.is_known(at)
        && sentence.scene.is_definite(at + 1)
}

/// Whether an unknown word begins with ل.
pub fn may_be_told(sentence: &Sentence, at: usize) -> bool {
    !sentence.scene.is_known(at) && sentence.scene.whole(at).first() == LAM
}

/// Whether only a few words and no comma stand between.
pub fn is_close(sentence: &Sentence, from: usize, to: usize) -> bool {
    to.saturating_sub(from) <= 8 && (from..to).all(|i| sentence.scene.kind(i) != TokenKind::Comma)
}

/// "سئل فلان عن كذا فأجاب": the one who was asked.
pub fn asked(sentence: &Sentence, cue: &Cue) -> Option<TokenRange> {
    const REACH: usize = 60;
    let scene = sentence.scene;
    let start = sentence.range.start.max(cue.tokens.start.saturating_sub(REACH));
    let answers = cue.verb().is_some_and(|v| matches!(v.class, CueClass::Answer | CueClass::Statement));
    let asked = (start..cue.tokens.start).rev().find(|&at| scene.is(at, Flags::ASKED)).filter(|_| answers)?;
    let range = phrase::read(scene, asked + 1, cue.tokens.start, true)?;
    phrase::can_speak(scene, range).then_some(range)
}

/// The noun phrase before a relative pronoun that the cue follows.
pub fn antecedent(sentence: &Sentence, cue: &Cue) -> Option<Sayer> {
    let scene = sentence.scene;
    let before = cue.tokens.start.checked_sub(1).filter(|&b| b >= sentence.range.start)?;
    // "كلمة للوزير قال فيها": no relative pronoun behind an indefinite noun.
    let inside = preposition_frame(scene.whole(cue.tokens.end)) == 0
        && scene.is(cue.tokens.end, Flags::VENUE_PRONOUN)
        && cue.is_finite();
    if inside && !scene.is(before, Flags::RELATIVE) {
        let speech = scene.is(before, Flags::OCCASION.with(Flags::DOCUMENT)) && !scene.is_definite(before);
        let person = |phrase: &TokenRange| {
            let said = scene.is(phrase.start, Flags::DOCUMENT) && phrase.len() > 1;
            said || scene.is(phrase.start, Flags::TITLE.with(Flags::PERSONAL_NAME))
        };
        let whose = if speech { None } else { phrase_ending(sentence, cue.tokens.start).filter(person) };
        return whose.map(|whose| Found::Venue.sayer(whose));
    }
    let relative = if scene.is(before, Flags::RELATIVE) {
        before
    } else {
        before.checked_sub(1).filter(|&b| {
            scene.is(before, Flags::QAD.with(Flags::AUXILIARY)) && scene.is(b, Flags::RELATIVE)
        })?
    };
    let feminine = scene.is(relative, Flags::FEMININE);
    let other =
        cue.form().is_some_and(|f| feminine && f.gender == Gender::Masculine && f.number != Number::Plural);
    // "السلطات، التي قال إنها": the pronoun is what is said, not who says it.
    if other {
        return None;
    }
    let mut end = relative;
    if end > sentence.range.start && scene.kind(end - 1) == TokenKind::Comma {
        end -= 1;
    }
    phrase_ending(sentence, end).map(|noun| Found::Antecedent.sayer(noun))
}

/// The longest noun phrase that ends right before `end`.
pub fn phrase_ending(sentence: &Sentence, end: usize) -> Option<TokenRange> {
    const REACH: usize = 14;
    let first = end.saturating_sub(REACH).max(sentence.range.start);
    (first..end).find_map(|start| {
        let range = phrase::read(sentence.scene, start, end, false)?;
        (range.end == end && starts_clean(sentence, start) && phrase::can_speak(sentence.scene, range))
            .then_some(range)
    })
}

/// Whether a noun phrase may begin here: not in the middle of another one.
pub fn starts_clean(sentence: &Sentence, start: usize) -> bool {
    let scene = sentence.scene;
    start == sentence.range.start
        || scene.is(start, sets::SOURCE)
        || !scene.is_wordlike(start - 1)
        || scene.is(
            start - 1,
            Flags::PREPOSITION
                .with(Flags::ADJUNCT)
                .with(Flags::CONJUNCTION)
                .with(Flags::COMPLEMENTIZER)
                .with(Flags::BUT)
                .with(Flags::AUXILIARY),
        )
        || scene.verb(start - 1).is_some()
}

/// Whether a phrase is headed by a source noun or a given name.
pub fn heads_source(sentence: &Sentence, phrase: TokenRange) -> bool {
    let sources = sets::SOURCE.with(Flags::PERSONAL_NAME).with(Flags::FATHERHOOD);
    // "إن ساولي نينيستو أبلغ": two words that are names and nothing else.
    let name = |at: usize| crate::quotes::words::shape::is_name_word(sentence.scene, at);
    sentence.scene.is(phrase.start, sources.without(Flags::PLACE))
        || phrase.len() > 1 && name(phrase.start) && name(phrase.start + 1)
}

/// "أما فلان فقال", "أما فلان … مشيرا إلى": the topic of the sentence.
pub fn topic(sentence: &Sentence) -> Option<TokenRange> {
    let scene = sentence.scene;
    let start = sentence.range.start;
    scene.is(start, Flags::TOPIC).then(|| chain_from(sentence, start + 1))?
}

/// The noun phrase from `start` with its appositions in commas.
pub fn chain_from(sentence: &Sentence, start: usize) -> Option<TokenRange> {
    let range = phrase::read(sentence.scene, start, sentence.range.end, false)?;
    phrase::can_speak(sentence.scene, range).then_some(range)
}

/// "الكرملين أعلن أن": the subject before the verb, from the head of the clause.
pub fn subject_before(sentence: &Sentence, reading: &Reading) -> Option<Sayer> {
    let scene = sentence.scene;
    let cue = &reading.cue;
    let so = scene.whole(cue.tokens.start).first() == FA
        && scene.prefix(cue.tokens.start).has(Prefix::CONJUNCTION)
        || cue.tokens.start > sentence.range.start && scene.whole(cue.tokens.start - 1).first() == FA;
    if so && let Some(topic) = topic(sentence) {
        return Some(Found::Topic.sayer(topic));
    }
    if !cue.is_finite() || scene.prefix(cue.tokens.start).has(Prefix::CONJUNCTION) {
        return None;
    }
    let mut end = cue.tokens.start;
    while end > sentence.range.start && scene.is(end - 1, Flags::QAD.with(Flags::AUXILIARY).with(Flags::TIME))
    {
        end -= 1;
    }
    subject_ending(sentence, end).map(|subject| Found::SubjectBefore.sayer(subject))
}

pub fn subject_ending(sentence: &Sentence, end: usize) -> Option<TokenRange> {
    const REACH: usize = 30;
    let first = end.saturating_sub(REACH).max(sentence.range.start);
    let stops = |i: &usize| matches!(sentence.scene.kind(*i), TokenKind::Stop | TokenKind::Query);
    let first = (first..end).rev().find(stops).map_or(first, |stop| stop + 1);
    let starts = |i: &usize| *i == first || clause_starts_behind(sentence, *i - 1);
    // The longest chain first: "X، the minister of …، said".
    (first..end).filter(starts).find_map(|start| chain(sentence, start, end))
}

/// A noun phrase from `start`, with appositions in commas and adjuncts, up to the verb at `end`.
pub fn chain(sentence: &Sentence, start: usize, end: usize) -> Option<TokenRange> {
    let scene = sentence.scene;
    let mut start = start;
    while start < end
        && (scene.is(start, Flags::BUT.with(Flags::CONJUNCTION).with(Flags::AUXILIARY).with(Flags::QAD))
            || !scene.is_wordlike(start) && scene.kind(start) != TokenKind::Quote)
    {
        start += 1;
    }
    // "استظهر عبد الحميد": an unknown word before a given name is the verb.
    let given = Flags::PERSONAL_NAME.with(Flags::FATHERHOOD);
    if start < end && !scene.is_known(start) && !scene.is_definite(start) && scene.is(start + 1, given) {
        start += 1;
    }
    let mut range = phrase::read(scene, start, end, false)?;
    while scene.kind(range.end) == TokenKind::Comma && range.end + 1 < end {
        match phrase::read(scene, range.end + 1, end, false) {
            Some(next) => range.end = next.end,
            None => break,
        }
    }
    if scene.kind(range.end) == TokenKind::Comma && range.end + 1 == end {
        return phrase::can_speak(scene, range).then_some(range);
    }
    // "أحدث استبيان أنجزته الهيئة قد أظهر": who made a text stands between it and its verb.
    let read = name::read(scene, range);
    let behind = people::maker(scene, &read).map_or(range.end, |maker| maker.end.min(end));
    // Only adjuncts may stand between the subject and its verb.
    let verbs = (behind..end).any(|at| {
        scene.finite(at).is_some()
            || scene.is(at, Flags::ACT.with(Flags::COMPLEMENTIZER).with(Flags::RELATIVE))
    });
    let adjunct = scene.is(
        behind,
        Flags::PREPOSITION.with(Flags::ADJUNCT).with(Flags::TIME).with(Flags::ADVERB).with(Flags::QAD),
    ) || scene.prefix(behind).has(Prefix::PREPOSITIONS)
        || may_be_adjunct(sentence, behind)
        || scene.phrase(behind).is_some_and(|(phrase, _)| phrase.class == PhraseClass::Turn)
        || !scene.is_wordlike(behind);
    let rest_is_adjunct = behind == end || adjunct && !verbs;
    (rest_is_adjunct && phrase::can_speak(scene, range)).then_some(range)
}

/// Whether a clause can start behind the token.
pub fn clause_starts_behind(sentence: &Sentence, at: usize) -> bool {
    matches!(
        sentence.scene.kind(at),
        TokenKind::Comma
            | TokenKind::Stop
            | TokenKind::Colon
            | TokenKind::Semicolon
            | TokenKind::Newline
            | TokenKind::Dash
    ) || sentence.scene.is(at, Flags::COMPLEMENTIZER.with(Flags::BUT).with(Flags::AUXILIARY))
}
