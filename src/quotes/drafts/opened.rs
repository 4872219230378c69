//! Quotes with content behind their cue, and quotations before it.

use crate::quotes::drafts::source;
use crate::quotes::drafts::unit;
use crate::quotes::mention::Found;
use crate::quotes::mention::relay;
use crate::quotes::mention::subject;
use crate::quotes::words::Sentence;
use crate::quotes::words::sets;
use crate::quotes::words::shape;

use crate::lexicon::{CueClass, Gender, Number};
use crate::lexicon::{Flags, Form, PhraseClass, Prefix, frame, preposition_frame};
use crate::quotes::clause::Opening;
use crate::quotes::content::{self, Content};
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::cue::{self, Cue};
use crate::quotes::drafts::draft::{Draft, Rule};
use crate::quotes::drafts::unit::Reading;
use crate::quotes::result::QuoteType;
use crate::tokens::{TokenKind, TokenRange};

/// Quotes of the sentence that may already hold a quotation.
pub(super) const DRAFTS_BACK: usize = 8;

/// "قائلا علينا أن نعمل": speech without any sign.
pub fn is_bare(sentence: &Sentence, reading: &Reading) -> bool {
    const WORDS: usize = 3;
    let behind = reading.cue.tokens.end;
    reading.cue.is_participle()
        && reading.cue.takes(frame::BARE)
        && reading.clause.hand_over.is_none()
        && sentence.scene.words(behind..sentence.range.end.min(behind + WORDS * 4)) >= WORDS
}

/// A verb with content behind it.
pub fn opened(
    sentence: &Sentence,
    reading: &Reading,
    opening: Opening,
    end: usize,
    drafts: &mut [Draft],
) -> Result<Draft, Refusal> {
    licensed(sentence, reading, opening)?;
    let mut content = content(sentence, opening, end)?;
    predicate(sentence, reading, opening, &mut content);
    let rule = rule(&reading.cue, opening);
    let mut draft = draft(sentence, reading, content, rule);
    subject::resolve_subject(sentence, reading, &mut draft);
    let nobody = draft.mention.is_none() && draft.antecedent.is_none();
    if nobody && sentence.nested {
        return Err(Refusal::NoSpeaker);
    }
    let asked = reading.cue.verb().is_some_and(|v| matches!(v.class, CueClass::Demand | CueClass::Question));
    if asked && reading.clause.subject.as_ref().is_some_and(|s| sentence.scene.is(s.start, Flags::DEITY)) {
        return Err(Refusal::Prayer);
    }
    if (nobody || reading.cue.takes(frame::MIDDLE)) && is_hearsay(reading, opening) {
        return Err(Refusal::Hearsay);
    }
    let shown = sentence.scene.is(reading.cue.tokens.start.saturating_sub(1), Flags::THAT_WHICH);
    if (nobody || shown || is_thing(sentence, &draft, &reading.cue)) && describes_noun(sentence, &reading.cue)
    {
        return Err(Refusal::DescribesNoun);
    }
    if reading.cue.takes(frame::EVIDENCE) && !is_source(sentence, reading, &draft) {
        return Err(Refusal::Evidence);
    }
    relay::relay_chain(sentence, reading, &mut draft);
    left_piece(sentence, reading, opening, &mut draft, drafts);
    Ok(draft)
}

/// `وصفه بأنه "…"`: a predicate in marks is a fragment of the judgement, not a clause of its own.
pub fn predicate(sentence: &Sentence, reading: &Reading, opening: Opening, content: &mut Content) {
    let judges = reading.cue.verb().is_some_and(|v| v.class == CueClass::Judgement && v.takes(frame::OBJECT));
    let Opening::Clause(start) = opening else { return };
    let predicate =
        judges || content.pieces.first().is_some_and(|p| shape::is_predicate(sentence.scene, p.start));
    if predicate && content.kind == QuoteType::Direct && sentence.scene.is(start, Flags::PRONOUN_SUFFIX) {
        let end = content.pieces.last().map_or(start, |p| p.end + 1);
        let piece = start..end;
        *content =
            Content { pieces: vec![piece.into()], kind: QuoteType::Mixed, recovered: content.recovered };
    }
}

/// "إشارة تؤكد أن", "مما يؤكد أن": a verb that says what the noun before it shows.
pub fn describes_noun(sentence: &Sentence, cue: &Cue) -> bool {
    let scene = sentence.scene;
    let Some(before) = cue.tokens.start.checked_sub(1).filter(|&b| b >= sentence.range.start) else {
        return false;
    };
    let particle = sets::PARTICLES
        .with(Flags::DEMONSTRATIVE)
        .with(Flags::FUTURE)
        .with(Flags::PREPOSITION)
        .with(Flags::VERB);
    let noun = scene.kind(before) == TokenKind::Word
        && !scene.is_definite(before)
        && !scene.is(before, particle.with(sets::SOURCE).with(Flags::PERSONAL_NAME))
        || scene.marks.closes(before)
        || scene.is(before, Flags::THAT_WHICH);
    let said = cue.form().is_some_and(|f| f.form == Form::Imperfect && f.number == Number::Singular);
    let source = sets::SOURCE.with(Flags::PERSONAL_NAME);
    let titled = (before.saturating_sub(2)..before).any(|at| scene.is(at, source));
    said && !titled && noun && !scene.prefix(cue.tokens.start).has(Prefix::CONJUNCTION)
}

/// "استنتاج قاطع يفيد بأن": what stands right before the verb is no source and has no article.
pub fn is_thing(sentence: &Sentence, draft: &Draft, cue: &Cue) -> bool {
    let scene = sentence.scene;
    let source = sets::SOURCE.with(Flags::PERSONAL_NAME).with(Flags::QUANTIFIER).with(Flags::FATHERHOOD);
    draft.mention.map(|m| m.tokens).is_some_and(|m| {
        m.end == cue.tokens.start
            && !scene.is_definite(m.start)
            && !scene.is(m.start, source)
            && shape::is_abstract(scene, m.start)
    })
}

/// Whether the one who speaks is a source or a person, and nobody else may be meant.
pub fn is_source(sentence: &Sentence, reading: &Reading, draft: &Draft) -> bool {
    let scene = sentence.scene;
    let Some(mention) = draft.mention.or(draft.antecedent).map(|m| m.tokens) else {
        return reading.cue.form().is_some_and(|f| f.form == Form::Perfect);
    };
    let head = mention.start + usize::from(scene.is(mention.start, Flags::DEMONSTRATIVE));
    let next = head + 1;
    let quantified = scene.is(head, Flags::QUANTIFIER) && scene.is(next, sets::SOURCE);
    let source = scene.is(head, sets::SOURCE.with(Flags::PERSONAL_NAME).with(Flags::FATHERHOOD));
    let owned = shape::is_possessed(scene, head);
    let named = shape::is_name_word(scene, head) && shape::is_name_word(scene, next);
    source || quantified || owned || named || scene.kind(head) != TokenKind::Word
}

/// "يتوقع أن", "يعتقد أن" without anybody who does: the passive of common expectation.
pub fn is_hearsay(reading: &Reading, opening: Opening) -> bool {
    let imperfect = reading.cue.form().is_some_and(|f| {
        f.form == Form::Imperfect && f.gender == Gender::Masculine && f.number == Number::Singular
    });
    let belief =
        reading.cue.verb().is_some_and(|v| matches!(v.class, CueClass::Forecast | CueClass::Opinion));
    let middle = reading.cue.takes(frame::MIDDLE)
        && reading.cue.form().is_some_and(|f| {
            f.form == Form::Imperfect && f.gender == Gender::Feminine && f.number == Number::Singular
        });
    let far = reading.clause.subject.is_none();
    middle && far
        || imperfect
            && belief
            && opening.start() <= reading.cue.tokens.end + 1
            && matches!(opening, Opening::Clause(_))
}

pub fn content(sentence: &Sentence, opening: Opening, end: usize) -> Result<Content, Refusal> {
    let scene = sentence.scene;
    let content = match opening {
        Opening::Clause(start) | Opening::Question(start) => {
            content::clause(scene, start, end.max(start), false)
        }
        Opening::Noun(start) => {
            let content = content::clause(scene, start, end.max(start), false).ok_or(Refusal::Empty)?;
            // A bare noun complement is a quote only for its quoted words.
            let marked = content.pieces.iter().any(|p| {
                scene
                    .marks
                    .outermost(*p)
                    .any(|q| scene.words(q.inside()) >= 2 && content::counts_as_fragment(scene, q))
            });
            if !marked && content.kind != QuoteType::Direct {
                return Err(Refusal::BareComplement);
            }
            Some(Content { kind: QuoteType::Mixed, ..content })
        }
        Opening::Colon(start) => content::clause(scene, start, end.max(start), true),
        Opening::Mark(open) => {
            let colon = open > 0 && scene.kind(open - 1) == TokenKind::Colon;
            content::quotation(scene, open, end.max(open), colon)
        }
    };
    content.ok_or(Refusal::Empty)
}

/// Says whether the verb may take what stands behind it.
pub fn licensed(sentence: &Sentence, reading: &Reading, opening: Opening) -> Result<(), Refusal> {
    let scene = sentence.scene;
    let cue = &reading.cue;
    let behind = reading.clause.subject.as_ref().filter(|s| s.start <= cue.tokens.end + 1);
    let distance = opening.start().saturating_sub(behind.map_or(cue.tokens.end, |s| s.end));
    let strict = cue.takes(frame::STRICT);
    // A verbal noun has its clause right behind it.
    let masdar = cue.form().is_some_and(|f| f.form == Form::Masdar);
    let apart = |open: usize| open > cue.tokens.end && scene.kind(open - 1) != TokenKind::Colon;
    if masdar && matches!(opening, Opening::Mark(open) if apart(open)) {
        return Err(Refusal::NotItsFrame);
    }
    let far = if masdar {
        !cue::brings_clause(scene, cue.tokens.start)
            && distance > 1
            && cue.form().and_then(|f| cue::subject_of_masdar(scene, cue.tokens.start, f)).is_none()
    } else {
        distance > 3
    };
    // "دعوته، فلولا أنها": a comma ends the phrase of a verbal noun.
    let apart = (cue.tokens.end..opening.start()).any(|at| scene.kind(at) == TokenKind::Comma)
        && !matches!(opening, Opening::Colon(_) | Opening::Mark(_));
    if cue.is_nominal() && (far || apart) {
        return Err(Refusal::TooFar);
    }
    if scene.phrase(cue.tokens.start).is_some_and(|(p, _)| p.class == PhraseClass::Impersonal)
        || is_impersonal(sentence, cue)
    {
        return Err(Refusal::Impersonal);
    }
    if cue.takes(frame::VENUE) && !matches!(opening, Opening::Clause(_)) && !has_venue(sentence, cue) {
        return Err(Refusal::NotItsFrame);
    }
    if strict && !is_own_complement(sentence, reading, opening) {
        return Err(Refusal::NotItsFrame);
    }
    let (takes, at_hand) = match opening {
        Opening::Clause(_) => {
            let takes =
                cue.takes(frame::CLAUSE | frame::BI | frame::ILA | frame::ALA | frame::MIN | frame::AN);
            // "وصف X … بأنه": the object may be long, and ب shows the clause to be the verb's.
            let marked = cue.takes(frame::OBJECT)
                && scene.prefix(opening.start().saturating_sub(1)).has(Prefix::BA)
                || scene.prefix(opening.start()).has(Prefix::BA);
            (takes, !strict || distance <= if marked { 40 } else { 12 })
        }
        Opening::Colon(_) => (cue.takes(frame::COLON | frame::MARK), !strict || distance <= 12),
        Opening::Mark(open) => {
            let colon = open > 0 && scene.kind(open - 1) == TokenKind::Colon;
            let words = scene.marks.opened_at(open).map_or(0, |q| scene.words(q.inside()));
            let takes = cue.takes(frame::COLON | frame::MARK | frame::CLAUSE);
            if takes && !(colon || !strict && words >= 2 || words >= 4 && cue.takes(frame::MARK)) {
                return Err(Refusal::ShortMarks);
            }
            (takes, colon || !strict || distance <= 12)
        }
        Opening::Noun(start) => {
            let preposition = start > 0 && scene.is(start - 1, Flags::PREPOSITION);
            (true, !strict || cue.takes(frame::NOUN) || distance <= if preposition { 10 } else { 2 })
        }
        Opening::Question(_) => (cue.takes(frame::WHETHER), true),
    };
    match (takes, at_hand) {
        (false, _) => Err(Refusal::NotItsFrame),
        (true, false) => Err(Refusal::TooFar),
        (true, true) => Ok(()),
    }
}

/// "جاء في": whether the verb's source stands behind its preposition.
pub fn has_venue(sentence: &Sentence, cue: &Cue) -> bool {
    let behind = cue.tokens.end..cue.tokens.end + 3;
    behind.into_iter().any(|at| {
        preposition_frame(sentence.scene.whole(at)) == frame::FI
            || sentence.scene.is(at, Flags::PREPOSITION) && sentence.scene.is(at, Flags::PRONOUN_SUFFIX)
    })
}

/// Whether the complementizer belongs to an everyday verb: not behind another word's preposition
/// ("يعد دليلا على أن"), and not in a new sentence behind a comma ("سيتوصل إليها، إنه رجل رائع").
pub fn is_own_complement(sentence: &Sentence, reading: &Reading, opening: Opening) -> bool {
    const HAMZA_BELOW: char = '\u{625}';
    let scene = sentence.scene;
    let Opening::Clause(start) = opening else { return true };
    let at = if scene.is(start, Flags::COMPLEMENTIZER) { start } else { start - 1 };
    let before = at - 1;
    let frame = preposition_frame(scene.whole(before));
    let foreign = frame != 0 && !reading.cue.takes(frame);
    let apposed = reading.clause.subject.as_ref().is_some_and(|s| s.end == before);
    let new =
        scene.kind(before) == TokenKind::Comma && !apposed && scene.written(at).starts_with(HAMZA_BELOW);
    !foreign && !new
}

/// "يذكر أن", "يشار إلى أن": the verb of a reminder right before its complementizer.
pub fn is_impersonal(sentence: &Sentence, cue: &Cue) -> bool {
    cue.tokens.start > 0
        && sentence
            .scene
            .phrase(cue.tokens.start - 1)
            .is_some_and(|(p, end)| p.class == PhraseClass::Impersonal && end >= cue.tokens.start)
}

pub fn draft(sentence: &Sentence, reading: &Reading, content: Content, rule: Rule) -> Draft {
    Draft {
        cue: Some(reading.cue.clone()),
        addressee: reading.clause.addressee,
        nested: sentence.nested,
        dependent: reading.cue.is_participle() || reading.cue.is_nominal(),
        ..Draft::new(content, rule, sentence.paragraph)
    }
}

/// `"A"، قال X، "B"`: the marks before the cue belong to it, too.
pub fn left_piece(
    sentence: &Sentence,
    reading: &Reading,
    opening: Opening,
    draft: &mut Draft,
    drafts: &[Draft],
) {
    let direct = matches!(opening, Opening::Mark(_)) && reading.cue.is_finite();
    if !direct || unit::is_joined(sentence, reading) {
        return;
    }
    if let Some(left) = marks_before(sentence, reading.head, drafts) {
        draft.content.insert(0, left);
    }
}

/// The quotation that ends right before `head` and belongs to no other quote.
pub fn marks_before(sentence: &Sentence, head: usize, drafts: &[Draft]) -> Option<TokenRange> {
    let scene = sentence.scene;
    let mut at = head.checked_sub(1)?;
    while at > sentence.range.start
        && matches!(scene.kind(at), TokenKind::Comma | TokenKind::Dash | TokenKind::Stop)
    {
        at -= 1;
    }
    let quotation = scene.marks.around(at).filter(|q| q.close == at && q.open >= sentence.range.start)?;
    let inside = scene.trim(quotation.inside());
    let taken = drafts
        .iter()
        .rev()
        .take(DRAFTS_BACK)
        .any(|d| d.content.iter().any(|c| c.start <= inside.start && inside.start < c.end));
    (!taken && scene.words(inside) >= 3).then_some(inside)
}

/// "…، يحذر التقرير، …": verb and subject alone between commas.
pub fn is_aside(sentence: &Sentence, reading: &Reading) -> bool {
    let scene = sentence.scene;
    let at = reading.cue.tokens.start;
    let comma = |i: usize| scene.kind(i) == TokenKind::Comma;
    let present = reading.cue.form().is_some_and(|f| f.form == Form::Imperfect);
    let Some(subject) = reading.clause.subject.as_ref() else { return false };
    let closed = comma(subject.end)
        || matches!(scene.kind(subject.end), TokenKind::Stop | TokenKind::Newline | TokenKind::Dash);
    present
        && at > sentence.range.start + 1
        && comma(at - 1)
        && subject.start == reading.cue.tokens.end
        && closed
}

/// Marks or a clause first, then the verb: `"…"، قال X`.
pub fn content_first(sentence: &Sentence, reading: &Reading, drafts: &mut [Draft]) -> Result<Draft, Refusal> {
    let strict = reading.cue.takes(frame::STRICT);
    if !reading.cue.is_finite()
        || strict
        || unit::is_joined(sentence, reading)
        || !reading.cue.takes(frame::COLON | frame::MARK)
    {
        return Err(Refusal::NoContent);
    }
    let aside = is_aside(sentence, reading);
    let content = match marks_before(sentence, reading.head, drafts) {
        Some(inside) => Content { pieces: vec![inside], kind: QuoteType::Direct, recovered: false },
        None if aside => source::clause_before(sentence, reading, drafts)?,
        None => return Err(Refusal::NoContent),
    };
    let direct = content.kind == QuoteType::Direct;
    let mut draft = draft(sentence, reading, content, Rule::ContentFirst);
    draft.mention = reading.clause.subject.map(|s| Found::Subject.sayer(s));
    if let Some(subject) = reading.clause.subject.filter(|_| aside && !direct) {
        source::goes_on(sentence, subject.end, sentence.range.end, &mut draft);
    }
    Ok(draft)
}

/// The rule that a cue and its opening make.
fn rule(cue: &Cue, opening: Opening) -> Rule {
    if cue.is_participle() {
        return Rule::Participle;
    }
    if cue.is_nominal() {
        return Rule::Nominal;
    }
    match opening {
        Opening::Clause(_) => Rule::VerbClause,
        Opening::Colon(_) => Rule::VerbColon,
        Opening::Mark(_) => Rule::VerbMark,
        Opening::Noun(_) => Rule::VerbNoun,
        Opening::Question(_) => Rule::VerbQuestion,
    }
}
