//! Decides whether a verb may take what follows it.

use crate::lexicon::{Flags, Form, PhraseClass, Prefix, frame, preposition_frame, spelling};
use crate::quotes::clause::Opening;
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::cue::{self, Cue};
use crate::quotes::words::{Scene, Sentence};
use crate::text::letter::proclitic::{AIN, LAM};
use crate::tokens::TokenKind;

/// A verb and the content that follows it.
struct Link<'r, 't> {
    scene: &'r Scene<'t>,
    reading: &'r Reading,
    cue: &'r Cue,
    opening: Opening,
    /// The number of tokens between the cue, or a subject close to it, and the content.
    distance: usize,
}

/// A test on a verb and the content that follows it.
type Fact = fn(&Link<'_, '_>) -> bool;

/// Why a verbal noun may not take the content, in the order of testing.
const MASDAR: &[(Fact, Refusal)] =
    &[(is_mark_apart, Refusal::MarkApart), (is_apart, Refusal::MasdarApart), (is_cut_off, Refusal::CutOff)];

/// Why no cue may take the content, in the order of testing.
const ANY: &[(Fact, Refusal)] = &[
    (is_impersonal, Refusal::Impersonal),
    (lacks_venue, Refusal::NoVenue),
    (is_not_its_frame, Refusal::NotItsFrame),
    (is_of_another_word, Refusal::OthersComplement),
    (is_new_sentence, Refusal::NewSentence),
    (is_short_mark, Refusal::ShortMarks),
    (is_too_far, Refusal::TooFar),
];

/// Checks whether the verb may take what follows it.
pub fn licensed(sentence: &Sentence, reading: &Reading, opening: Opening) -> Result<(), Refusal> {
    let distance = distance(reading, opening);
    let link = Link { scene: sentence.scene, reading, cue: &reading.cue, opening, distance };
    let of_masdar = if link.cue.is_nominal() { MASDAR } else { &[] };
    let mut reasons = of_masdar.iter().chain(ANY);
    reasons.find(|(holds, _)| holds(&link)).map_or(Ok(()), |&(_, refusal)| Err(refusal))
}

/// The number of tokens between the cue, or a subject close to it, and the content.
fn distance(reading: &Reading, opening: Opening) -> usize {
    let cue = reading.cue.tokens.end();
    let at_hand = reading.clause.subject.filter(|subject| subject.start() <= cue + 1);
    opening.start().saturating_sub(at_hand.map_or(cue, |subject| subject.end()))
}

impl Link<'_, '_> {
    /// Returns whether the cue is a verbal noun without a pronoun.
    fn is_bare_masdar(&self) -> bool {
        self.cue.form().is_some_and(|form| form.form == Form::Masdar)
    }

    /// Returns where the quotation opens, if it is neither part of a clause nor after a colon.
    fn mark(&self) -> Option<usize> {
        match self.opening {
            Opening::Mark(open) if !follows_colon(self.scene, open) => Some(open),
            _ => None,
        }
    }

    /// The complementizer of the clause.
    fn complementizer(&self) -> Option<usize> {
        match self.opening {
            Opening::Clause(start) => {
                let complementizer = self.scene.is(start, Flags::COMPLEMENTIZER);
                Some(if complementizer { start } else { start.wrapping_sub(1) })
            }
            _ => None,
        }
    }

    /// Returns the complementizer of an everyday verb's clause, which may belong to another word.
    fn doubtful_complementizer(&self) -> Option<usize> {
        self.complementizer().filter(|_| self.cue.takes(frame::STRICT))
    }
}

/// Whether the content of a verbal noun is a quotation that follows neither the noun nor a colon.
fn is_mark_apart(link: &Link) -> bool {
    link.is_bare_masdar() && link.mark().is_some_and(|open| open > link.cue.tokens.end())
}

/// Whether a verbal noun and its clause are too far apart.
fn is_apart(link: &Link) -> bool {
    /// The most tokens between a verbal noun with a pronoun and its clause.
    const REACH: usize = 3;
    if link.is_bare_masdar() { is_far_from_masdar(link) } else { link.distance > REACH }
}

/// Whether the verbal noun is followed neither by a complementizer nor by a subject with one.
fn is_far_from_masdar(link: &Link) -> bool {
    let at = link.cue.tokens.start();
    if link.distance <= 1 || cue::brings_clause(link.scene, at) {
        return false;
    }
    link.cue.form().and_then(|form| cue::subject_of_masdar(link.scene, at, form)).is_none()
}

/// "دعوته، فلولا أنها": a comma ends the phrase of a verbal noun.
fn is_cut_off(link: &Link) -> bool {
    if matches!(link.opening, Opening::Colon(_) | Opening::Mark(_)) {
        return false;
    }
    // "قولهما، إن": a verbal noun of saying, and its complementizer right after the comma.
    let first = link.cue.tokens.end();
    let says = link.cue.takes(frame::BARE);
    let at_once = says && link.complementizer().is_some_and(|complementizer| complementizer == first + 1);
    !at_once && (first..link.opening.start()).any(|at| link.scene.kind(at) == TokenKind::Comma)
}

/// "يذكر أن", "يشار إلى أن": a verb of reminding right before its complementizer.
fn is_impersonal(link: &Link) -> bool {
    let (scene, verb) = (link.scene, link.cue.tokens.start());
    let ends = |at: usize| {
        scene.phrase(at).filter(|(phrase, _)| phrase.class == PhraseClass::Impersonal).map(|(_, end)| end)
    };
    // A phrase that begins at the verb, or one that begins at the word before and includes the verb.
    ends(verb).is_some() || verb > 0 && ends(verb - 1).is_some_and(|end| end >= verb)
}

/// "جاء في": whether the verb needs a source after a preposition and does not have one.
fn lacks_venue(link: &Link) -> bool {
    const REACH: usize = 3;
    const SOMEBODY: Flags = Flags::TITLE.with(Flags::PERSONAL_NAME);
    if matches!(link.opening, Opening::Clause(_)) || !link.cue.takes(frame::VENUE) {
        return false;
    }
    // "وردت النائبة: …": the verb of replying, which has the same spelling.
    if link.reading.clause.subject.is_some_and(|subject| link.scene.is(subject.start(), SOMEBODY)) {
        return false;
    }
    let after = link.cue.tokens.end();
    !(after..after + REACH).any(|at| is_in(link.scene, at))
}

/// Whether the word is "in", or a preposition with a pronoun.
fn is_in(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    if preposition_frame(word.whole()) == frame::FI {
        return true;
    }
    word.is(Flags::PREPOSITION) && word.is(Flags::PRONOUN_SUFFIX)
}

/// Whether the verb does not take this kind of content at all.
fn is_not_its_frame(link: &Link) -> bool {
    const CLAUSES: u32 = frame::CLAUSE | frame::BI | frame::ILA | frame::ALA | frame::MIN | frame::AN;
    let frames = match link.opening {
        Opening::Clause(_) => CLAUSES,
        Opening::Colon(_) => frame::COLON | frame::MARK,
        Opening::Mark(_) => frame::COLON | frame::MARK | frame::CLAUSE,
        Opening::Noun(_) => return false,
        Opening::Question(_) => frame::WHETHER,
    };
    !link.cue.takes(frames)
}

/// "يعد دليلا على أن": whether the preposition before the complementizer belongs to another word. For a verb of saying this is
/// checked only if more than a few tokens are between them. "عليه أن" expresses what somebody must do.
fn is_of_another_word(link: &Link) -> bool {
    const NEAR: usize = 4;
    let Some(complementizer) = link.complementizer() else { return false };
    let before = link.scene.word(complementizer).prev();
    if before.is_all(Flags::PREPOSITION.with(Flags::PRONOUN_SUFFIX)) {
        let own_words = spelling::FIRST_PERSON.contains(&before.written());
        return !own_words && matches!(before.letters(), (AIN, LAM));
    }
    let frame = preposition_frame(before.whole());
    let doubtful = link.cue.takes(frame::STRICT) || link.distance > NEAR;
    doubtful && frame != 0 && !link.cue.takes(frame)
}

/// "سيتوصل إليها، إنه رجل رائع": a new sentence after a comma.
fn is_new_sentence(link: &Link) -> bool {
    const HAMZA_BELOW: char = '\u{625}';
    let Some(complementizer) = link.doubtful_complementizer() else { return false };
    let word = link.scene.word(complementizer);
    let comma = word.prev();
    let apposed = link.reading.clause.subject.is_some_and(|subject| subject.end() == comma.at);
    // "نقلت عن رئيس اللجنة، سامر الراوي، إن", "في التقرير الذي لم ينشر، إن": the comma ends an aside.
    let ends_aside =
        |at: usize| link.scene.kind(at) == TokenKind::Comma || link.scene.is(at, Flags::RELATIVE);
    let aside = || (link.cue.tokens.end()..comma.at).any(ends_aside);
    let begins = comma.kind() == TokenKind::Comma && word.written().starts_with(HAMZA_BELOW);
    begins && !apposed && !aside()
}

/// Whether the quotation has fewer words than the verb requires: it is then a name, title or term.
fn is_short_mark(link: &Link) -> bool {
    let Some(open) = link.mark() else { return false };
    let quotation = link.scene.marks.opened_at(open);
    let words = quotation.map_or(0, |quotation| link.scene.words(quotation.inside()));
    match link.cue.takes(frame::STRICT) {
        false => words < 2,
        true => words < 4 || !link.cue.takes(frame::MARK),
    }
}

/// Whether an everyday verb and its content are too far apart.
fn is_too_far(link: &Link) -> bool {
    link.cue.takes(frame::STRICT) && link.distance > reach(link.scene, link.cue, link.opening)
}

/// The most tokens between an everyday verb and its content.
fn reach(scene: &Scene, cue: &Cue, opening: Opening) -> usize {
    match opening {
        Opening::Clause(start) if is_marked(scene, cue, start) => 40,
        Opening::Clause(_) | Opening::Colon(_) => 12,
        Opening::Mark(open) if follows_colon(scene, open) => usize::MAX,
        // "وكتب سامر، الذي يدير الشركة، في رسالة إليها «…»"
        Opening::Mark(_) if cue.takes(frame::MARK) => 20,
        Opening::Mark(_) => 12,
        Opening::Noun(_) if cue.takes(frame::NOUN) => usize::MAX,
        Opening::Noun(start) if start > 0 && scene.is(start - 1, Flags::PREPOSITION) => 10,
        Opening::Noun(_) => 2,
        Opening::Question(_) => usize::MAX,
    }
}

/// "وصف X … بأنه": the object may be long, but ب shows that the clause belongs to the verb.
fn is_marked(scene: &Scene, cue: &Cue, start: usize) -> bool {
    let before = start.saturating_sub(1);
    let object = cue.takes(frame::OBJECT) && scene.prefix(before).has(Prefix::BA);
    object || scene.prefix(start).has(Prefix::BA)
}

/// Whether a colon comes right before the token.
fn follows_colon(scene: &Scene, at: usize) -> bool {
    at > 0 && scene.kind(at - 1) == TokenKind::Colon
}
