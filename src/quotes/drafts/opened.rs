//! Quotes whose content follows their cue: a clause, direct speech after a colon, or a quotation.

use smallvec::smallvec;

use super::before::{WORDS, quotation_before};
use super::draft::Draft;
use super::licence::licensed;
use super::spoken::spoken;
use crate::lexicon::{CueClass, Flags, Form, frame};
use crate::quotes::clause::Opening;
use crate::quotes::clause::reading::Reading;
use crate::quotes::content::{self, Content};
use crate::quotes::cue::Cue;
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::mention;
use crate::quotes::result::QuoteType;
use crate::quotes::rule::Rule;
use crate::quotes::words::{Scene, Sentence, shape};
use crate::tokens::{TokenKind, TokenRange};

/// "قائلا علينا أن نعمل": returns whether speech follows without a colon or marks.
pub fn is_bare(sentence: &Sentence, reading: &Reading) -> bool {
    const WORDS: usize = 3;
    const REACH: usize = 12;
    let cue = &reading.cue;
    if !cue.is_participle() || !cue.takes(frame::BARE) || reading.clause.hand_over.is_some() {
        return false;
    }
    let after = cue.tokens.end();
    sentence.scene.words(after..sentence.range.end().min(after + REACH)) >= WORDS
}

/// "وقال سامر سنعود قريبا", "وتقول سلمى سنعود": returns where speech begins if it follows a verb of saying and its subject
/// without a colon or marks.
pub fn unmarked(sentence: &Sentence, reading: &Reading) -> Option<usize> {
    if !may_speak(sentence, reading) {
        return None;
    }
    let start = after_subject(sentence, reading)?;
    is_bare_speech(sentence, start).then_some(start)
}

/// Whether the cue is a verb of saying in the perfect, or in the imperfect at the head of the sentence.
fn may_speak(sentence: &Sentence, reading: &Reading) -> bool {
    let perfect = || reading.cue.form().is_some_and(|form| form.form == Form::Perfect);
    reading.cue.takes(frame::BARE) && (perfect() || is_imperfect_head(sentence, reading))
}

fn is_imperfect_head(sentence: &Sentence, reading: &Reading) -> bool {
    let imperfect = reading.cue.form().is_some_and(|form| form.form == Form::Imperfect);
    imperfect && reading.cue.tokens.start() == sentence.range.start()
}

/// The token after the subject of the cue and an adverb ("also"), or after a comma in place of a colon: "يقول علي الوردي، الأسرة
/// العراقية تتفرق".
fn after_subject(sentence: &Sentence, reading: &Reading) -> Option<usize> {
    let subject = reading.adjacent_subject()?;
    let after = sentence.scene.word(subject.end());
    let also = after.is_unless(Flags::ADVERB, Flags::TIME);
    let comma = after.kind() == TokenKind::Comma && is_imperfect_head(sentence, reading);
    Some(subject.end() + usize::from(also || comma))
}

/// Whether enough words without quotation marks follow, and the first is not a function word.
fn is_bare_speech(sentence: &Sentence, start: usize) -> bool {
    const WORDS: usize = 5;
    const OTHERS: Flags =
        Flags::CONJUNCTION.with(Flags::PREPOSITION).with(Flags::ADJUNCT).with(Flags::RELATIVE);
    let (scene, end) = (sentence.scene, sentence.range.end().max(start));
    let first = scene.word(start);
    if !first.is_wordlike() || first.is(OTHERS) || first.is_conjoined() {
        return false;
    }
    let marked = scene.marks.opening_from(start).is_some_and(|quotation| quotation.open < end);
    !marked && scene.words(start..end) >= WORDS
}

/// Builds the quote of a verb whose content follows it.
pub fn opened(
    sentence: &Sentence,
    reading: &Reading,
    opening: Opening,
    end: usize,
    drafts: &[Draft],
) -> Result<Draft, Refusal> {
    licensed(sentence, reading, opening)?;
    let content = content_of(sentence.scene, &reading.cue, opening, end)?;
    let who = mention::resolve(sentence, reading, &content.pieces);
    spoken(sentence, reading, opening, &who)?;
    let start = content.pieces.first().map_or(sentence.range.end(), |piece| piece.start());
    let subject = who.mention.map(|mention| mention.tokens);
    let relayed = mention::relayed(sentence, reading, subject, start);
    let content = with_left_piece(sentence, reading, opening, content, drafts);
    Ok(Draft {
        mention: relayed.speaker.or(who.mention),
        antecedent: who.antecedent,
        addressee: who.addressee,
        relays: relayed.relays,
        ..Draft::of(sentence, reading, content, rule(&reading.cue, opening))
    })
}

/// The rule for a cue and the way its content is introduced.
fn rule(cue: &Cue, opening: Opening) -> Rule {
    match opening {
        _ if cue.is_participle() => Rule::Participle,
        _ if cue.is_nominal() => Rule::Nominal,
        Opening::Clause(_) => Rule::VerbClause,
        Opening::Colon(_) => Rule::VerbColon,
        Opening::Mark(_) => Rule::VerbMark,
        Opening::Noun(_) => Rule::VerbNoun,
        Opening::Question(_) => Rule::VerbQuestion,
    }
}

/// The content that the opening introduces, up to `end` at most.
fn content_of(scene: &Scene, cue: &Cue, opening: Opening, end: usize) -> Result<Content, Refusal> {
    let start = opening.start();
    let end = end.max(start);
    let content = match opening {
        Opening::Clause(_) => {
            content::clause(scene, start, end, false).map(|content| judged(scene, cue, start, content))
        }
        Opening::Question(_) => content::clause(scene, start, end, false),
        Opening::Noun(_) => content::clause(scene, start, end, false)
            .map(|content| complement(scene, content).ok_or(Refusal::BareComplement))
            .transpose()?,
        Opening::Colon(_) => content::clause(scene, start, end, true),
        Opening::Mark(_) => {
            let colon = start > 0 && scene.kind(start - 1) == TokenKind::Colon;
            content::quotation(scene, start, end, colon)
        }
    };
    content.ok_or(Refusal::Empty)
}

/// Accepts a noun complement as a quote only if it has quoted words.
fn complement(scene: &Scene, content: Content) -> Option<Content> {
    let quoted = content.kind == QuoteType::Direct || content.pieces.iter().any(|p| is_quoted(scene, *p));
    quoted.then_some(Content { kind: QuoteType::Mixed, ..content })
}

/// Whether the piece has a quotation of two or more words that is not a name.
fn is_quoted(scene: &Scene, piece: TokenRange) -> bool {
    const WORDS: usize = 2;
    let mut quotations = scene.marks.outermost(piece);
    quotations.any(|q| scene.words(q.inside()) >= WORDS && content::counts_as_fragment(scene, q))
}

/// `وصفه بأنه "…"`: a predicate in marks is a fragment of the judgement, not a separate clause.
fn judged(scene: &Scene, cue: &Cue, start: usize, content: Content) -> Content {
    let marked = content.kind == QuoteType::Direct && scene.is(start, Flags::PRONOUN_SUFFIX);
    if !marked || !judges(cue) && !is_predicate(scene, &content) {
        return content;
    }
    let end = content.pieces.last().map_or(start, |piece| piece.end() + 1);
    let whole = TokenRange::new(start, end);
    Content { pieces: smallvec![whole], kind: QuoteType::Mixed, recovered: content.recovered }
}

/// Whether the verb passes judgement on somebody.
fn judges(cue: &Cue) -> bool {
    cue.takes(frame::OBJECT) && cue.verb().is_some_and(|verb| verb.class == CueClass::Judgement)
}

/// Whether the content is a nominal predicate.
fn is_predicate(scene: &Scene, content: &Content) -> bool {
    content.pieces.first().is_some_and(|piece| shape::is_predicate(scene, piece.start()))
}

/// `"A"، قال X، "B"`: the quotation before the cue belongs to it as well.
fn with_left_piece(
    sentence: &Sentence,
    reading: &Reading,
    opening: Opening,
    mut content: Content,
    drafts: &[Draft],
) -> Content {
    let verb = reading.cue.tokens.start();
    let direct = matches!(opening, Opening::Mark(_)) && reading.cue.is_finite();
    if direct
        && !sentence.scene.word(verb).is_conjoined()
        && let Some(left) = quotation_before(sentence, reading.head, drafts, WORDS)
    {
        content.pieces.insert(0, left);
    }
    content
}
