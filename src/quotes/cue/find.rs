//! Finds the cues of a sentence.

use super::fits::{fits, is_homograph};
use super::masdar::brings_clause;
use super::refusal::Refusal;
use super::{Cue, Cues, Kind};
use crate::lexicon::{Flags, Form, Phrase, PhraseClass, Prefix, VerbForm, frame};
use crate::quotes::words::sense::Sense;
use crate::quotes::words::{Scene, Word};
use crate::segment::Quotation;
use crate::tokens::{TokenKind, TokenRange};

/// Returns the cues in the range, in order; if `flat`, quotations inside the range are skipped.
pub fn find(scene: &Scene, range: TokenRange, flat: bool) -> Cues {
    let mut cues = Cues::new();
    let mut at = range.start();
    let mut quotation = None;
    while at < range.end() {
        if flat && quotation.is_none_or(|q: &Quotation| q.open < at) {
            quotation = scene.marks.opening_from(at);
        }
        let open = quotation.map_or(range.end(), |q| q.open.min(range.end()));
        at = scene.first(at..open, Sense::may_attribute);
        if at == open {
            at = quotation.map_or(range.end(), |q| q.close + 1);
            continue;
        }
        at = match scene.phrase(at) {
            // "صلى الله عليه وسلم": no word of a blessing is a cue.
            Some((Phrase { class: PhraseClass::Aside, .. }, end)) => end,
            phrase => match judge_with(scene.word(at), phrase) {
                Some(Ok(cue)) => {
                    let end = cue.tokens.end();
                    cues.push(cue);
                    end
                }
                _ => at + 1,
            },
        };
    }
    cues
}

/// Returns the cue that begins at the token, or why it was refused; `None` if the lexicon has no cue there.
pub fn judge(scene: &Scene, at: usize) -> Option<Result<Cue, Refusal>> {
    judge_with(scene.word(at), scene.phrase(at))
}

/// Like [`judge`], given the phrase of the lexicon that begins there.
fn judge_with(word: Word, phrase: Option<(&'static Phrase, usize)>) -> Option<Result<Cue, Refusal>> {
    let flags = word.flags();
    let phrase = phrase.filter(|_| flags.any(Flags::PHRASE)).and_then(|phrase| phrase_cue(word, phrase));
    match phrase {
        // A conjunction of source without its verb may be a verb itself.
        None | Some(Err(Refusal::NoVerb)) if flags.any(Flags::VERB) => verb_cue(word).or(phrase),
        _ => phrase,
    }
}

fn verb_cue(word: Word) -> Option<Result<Cue, Refusal>> {
    let form = as_meant(word, word.verb()?);
    Some(fits(word, form).map(|()| Cue::new(TokenRange::new(word.at, word.at + 1), Kind::Verb(form))))
}

/// Corrects the form. After a preposition, a perfect that is spelt like its verbal noun is the verbal noun (إلى وصف
/// الرئيس بأنه). A perfect with an object pronoun right before its complementizer is a finite verb (ووصفها بأنها).
fn as_meant(word: Word, mut form: VerbForm) -> VerbForm {
    let is_finite = || form.verb().takes(frame::OBJECT) && opens_soon(word);
    // "جاء رد الوزير": two finite verbs do not follow each other.
    let governed = || word.prev().is_preposition() || !word.is_conjoined() && word.prev().finite().is_some();
    let is_masdar = || governed() && is_homograph(word, form);
    form.form = match form.form {
        Form::PerfectObject if is_finite() => Form::Perfect,
        Form::PerfectObject | Form::MasdarSuffixed if is_judged_by(word, form) => Form::Perfect,
        Form::Perfect if is_masdar() => Form::Masdar,
        written => written,
    };
    form
}

/// "ووصفها أحد الرهائن بأنها": the subject is between the verb with its object and the clause with ب.
fn is_judged_by(word: Word, form: VerbForm) -> bool {
    const REACH: usize = 12;
    const SHE_IS: Flags = Flags::COMPLEMENTIZER.with(Flags::PRONOUN_SUFFIX);
    let scene = word.scene;
    let next = word.next();
    let who = next.kind() == TokenKind::Word && !next.is_preposition() && !scene.is_lam_phrase(next.at);
    if !form.verb().takes(frame::OBJECT) || !who || next.is(Flags::COMPLEMENTIZER) {
        return false;
    }
    let reach = next.at + 1..next.at + REACH;
    let mut words = reach.take_while(|&at| matches!(scene.kind(at), TokenKind::Word | TokenKind::Comma));
    words.any(|at| scene.word(at).is_all(SHE_IS) && scene.prefix(at).has(Prefix::BA))
}

/// Whether a complementizer or a colon follows the word, perhaps after an adverb: "أبلغه شخصيا أنه", "وخاطبهم: ".
fn opens_soon(word: Word) -> bool {
    let at = word.at + usize::from(word.next().is(Flags::ADVERB));
    brings_clause(word.scene, at) || word.scene.kind(at + 1) == TokenKind::Colon
}

fn phrase_cue(word: Word, (phrase, end): (&'static Phrase, usize)) -> Option<Result<Cue, Refusal>> {
    let cue = |end, kind| Cue::new(TokenRange::new(word.at, end), kind);
    Some(match phrase.class {
        PhraseClass::Source | PhraseClass::SourceRelay | PhraseClass::SourceApart => {
            Ok(cue(end, Kind::Source(phrase)))
        }
        PhraseClass::SourceSelf => Ok(cue(end, Kind::SourceSelf(phrase))),
        PhraseClass::SourceClause | PhraseClass::Comparison => finite_after(word.scene, end)
            .map(|(verb, form)| cue(verb + 1, Kind::SourceClause(phrase, form)))
            .ok_or(Refusal::NoVerb),
        PhraseClass::Term => Err(Refusal::Term),
        PhraseClass::Impersonal => Err(Refusal::Impersonal),
        _ => return None,
    })
}

/// "ما ذكره": after "that which", a form that is spelt like a verbal noun with a pronoun is the perfect.
fn as_verb_of_what(word: Word, mut form: VerbForm) -> VerbForm {
    let homograph = form.form == Form::MasdarSuffixed && form.verb().takes(frame::HOMOGRAPH);
    let what = word.prev().is(Flags::THAT_WHICH) || word.prev().ends_with("\u{645}\u{627}");
    if homograph && what {
        form.form = Form::PerfectObject;
    }
    form
}

/// The finite verb right after a conjunction of source; it may have an object pronoun ("بحسب ما ذكرته") or follow "was"
/// and the particle of the perfect.
fn finite_after(scene: &Scene, start: usize) -> Option<(usize, VerbForm)> {
    const REACH: usize = 3;
    (start..start + REACH).find_map(|at| {
        let form = as_verb_of_what(scene.word(at), scene.verb(at)?);
        let between = (start..at).all(|at| scene.is(at, Flags::QAD.with(Flags::AUXILIARY)));
        (form.is_inflected() && between).then_some((at, form))
    })
}
