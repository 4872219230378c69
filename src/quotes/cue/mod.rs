//! Cues: the words that may attribute.

pub mod refusal;

use crate::quotes::phrase;
use crate::quotes::words::sets;
use crate::quotes::words::shape;

use smallvec::SmallVec;

use crate::lexicon::{CueClass, Gender, Number};
use crate::lexicon::{Flags, Form, Phrase, PhraseClass, Prefix, Verb, VerbForm, frame};
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::words::scene::Scene;
use crate::quotes::words::sense::Sense;
use crate::segment::Quotation;
use crate::text::letter::proclitic::{ALEF, HA, LAM, MEEM};
use crate::tokens::{TokenKind, TokenRange};

/// What kind of word a cue is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A form of a reporting verb.
    Verb(VerbForm),
    /// A preposition of source: "according to".
    Source(&'static Phrase),
    /// A conjunction of source and its verb: "as … said".
    SourceClause(&'static Phrase, VerbForm),
    /// A phrase that only says whose words these were: "as he put it".
    SourceSelf(&'static Phrase),
}

/// A word or phrase that may attribute.
#[derive(Clone, Debug)]
pub struct Cue {
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it is.
    pub kind: Kind,
    /// What can follow its verb: bits of [`frame`].
    frames: u32,
}

impl Cue {
    pub fn new(tokens: TokenRange, kind: Kind) -> Self {
        let mut cue = Self { tokens, kind, frames: 0 };
        cue.frames = cue.verb().map_or(0, |verb| verb.frames);
        cue
    }

    /// The verb's form, where there is a verb.
    pub fn form(&self) -> Option<VerbForm> {
        match self.kind {
            Kind::Verb(form) | Kind::SourceClause(_, form) => Some(form),
            Kind::Source(_) | Kind::SourceSelf(_) => None,
        }
    }

    /// The verb's row, where there is a verb.
    pub fn verb(&self) -> Option<&'static Verb> {
        self.form().map(VerbForm::verb)
    }

    /// Whether the cue's verb takes one of the frames.
    #[inline]
    pub const fn takes(&self, frames: u32) -> bool {
        self.frames & frames != 0
    }

    /// What can follow its verb: bits of [`frame`]; none where there is no verb.
    pub const fn frames(&self) -> u32 {
        self.frames
    }

    /// Dictionary form and class.
    pub fn lemma(&self) -> (&'static str, CueClass) {
        match self.kind {
            Kind::Verb(form) => (form.verb().lemma, form.verb().class),
            Kind::Source(phrase) | Kind::SourceClause(phrase, _) | Kind::SourceSelf(phrase) => {
                (phrase.text, CueClass::Source)
            }
        }
    }

    /// Whether it is a finite verb.
    pub fn is_finite(&self) -> bool {
        matches!(self.kind, Kind::Verb(form) if matches!(form.form, Form::Perfect | Form::Imperfect))
    }

    /// Whether it is a participle.
    pub fn is_participle(&self) -> bool {
        matches!(self.kind, Kind::Verb(form) if form.form == Form::Participle)
    }

    /// Whether it is a verbal noun.
    pub fn is_nominal(&self) -> bool {
        matches!(self.kind, Kind::Verb(form) if matches!(form.form, Form::Masdar | Form::MasdarSuffixed))
    }
}

/// The cues of a sentence: few, most often.
pub type Cues = SmallVec<[Cue; 4]>;

/// The cues in the range, in order; quotations inside it are passed over where `flat`.
pub fn find(scene: &Scene, range: TokenRange, flat: bool) -> Cues {
    let mut cues = Cues::new();
    let mut at = range.start;
    let mut quotation = None;
    while at < range.end {
        if flat && quotation.is_none_or(|q: &Quotation| q.open < at) {
            quotation = scene.marks.opening_from(at);
        }
        let open = quotation.map_or(range.end, |q| q.open.min(range.end));
        at = scene.first(at..open, Sense::may_attribute);
        if at == open {
            at = quotation.map_or(range.end, |q| q.close + 1);
            continue;
        }
        let phrase = scene.phrase(at);
        // "صلى الله عليه وسلم": no word of a wish is a cue.
        if let Some((_, end)) = phrase.filter(|(p, _)| p.class == PhraseClass::Aside) {
            at = end;
            continue;
        }
        match judge_with(scene, at, phrase) {
            Some(Ok(cue)) => {
                at = cue.tokens.end;
                cues.push(cue);
            }
            _ => at += 1,
        }
    }
    cues
}

/// The cue that begins at the token, or why there is none; nothing where the lexicon has no cue.
pub fn judge(scene: &Scene, at: usize) -> Option<Result<Cue, Refusal>> {
    judge_with(scene, at, scene.phrase(at))
}

/// The same, where the phrase of the lexicon that begins there is known.
fn judge_with(
    scene: &Scene,
    at: usize,
    phrase: Option<(&'static Phrase, usize)>,
) -> Option<Result<Cue, Refusal>> {
    let flags = scene.flags(at);
    let phrase = phrase.filter(|_| flags.any(Flags::PHRASE)).and_then(|phrase| phrase_cue(scene, at, phrase));
    if matches!(phrase, Some(Ok(_) | Err(Refusal::Impersonal | Refusal::Term))) || !flags.any(Flags::VERB) {
        return phrase;
    }
    let Some(form) = scene.verb(at).map(|form| as_meant(scene, at, form)) else { return phrase };
    Some(fits(scene, at, form).map(|()| Cue::new(TokenRange::new(at, at + 1), Kind::Verb(form))))
}

/// Behind a preposition a perfect spelt like its verbal noun is that (إلى وصف الرئيس بأنه); a perfect
/// with an object's pronoun right before its complementizer is a finite verb (ووصفها بأنها).
fn as_meant(scene: &Scene, at: usize, mut form: VerbForm) -> VerbForm {
    if form.form == Form::PerfectObject && form.verb().takes(frame::OBJECT) && brings_clause(scene, at) {
        form.form = Form::Perfect;
        return form;
    }
    let noun = at > 0
        && is_preposition(scene, at - 1)
        && form.form == Form::Perfect
        && form.verb().takes(frame::HOMOGRAPH)
        && scene.written(at).chars().count() == form.verb().lemma.chars().count();
    if noun {
        form.form = Form::Masdar;
    }
    form
}

/// A preposition without a pronoun.
fn is_preposition(scene: &Scene, at: usize) -> bool {
    scene.is(at, Flags::PREPOSITION) && !scene.is(at, Flags::PRONOUN_SUFFIX)
}

fn phrase_cue(
    scene: &Scene,
    at: usize,
    (phrase, end): (&'static Phrase, usize),
) -> Option<Result<Cue, Refusal>> {
    let kind = match phrase.class {
        PhraseClass::Source | PhraseClass::SourceRelay | PhraseClass::SourceApart => Kind::Source(phrase),
        PhraseClass::Term => return Some(Err(Refusal::Term)),
        PhraseClass::SourceClause | PhraseClass::Comparison => {
            let verb = verb_behind(scene, end).ok_or(Refusal::NoVerb);
            let kind = |form| Kind::SourceClause(phrase, form);
            return Some(verb.map(|(i, form)| Cue::new(TokenRange::new(at, i + 1), kind(form))));
        }
        PhraseClass::SourceSelf => Kind::SourceSelf(phrase),
        PhraseClass::Impersonal => return Some(Err(Refusal::Impersonal)),
        _ => return None,
    };
    Some(Ok(Cue::new(TokenRange::new(at, end), kind)))
}

/// The finite verb right behind a conjunction of source, also with an object pronoun
/// ("بحسب ما ذكرته") or behind "was" and the particle of the perfect.
fn verb_behind(scene: &Scene, at: usize) -> Option<(usize, VerbForm)> {
    (at..at + 3).find_map(|i| {
        let form = scene
            .verb(i)
            .filter(|v| matches!(v.form, Form::Perfect | Form::Imperfect | Form::PerfectObject))?;
        let between = (at..i).all(|j| scene.is(j, Flags::QAD.with(Flags::AUXILIARY)));
        between.then_some((i, form))
    })
}

/// "نعتقد", and "أعتقد" where the perfect has no hamza: first person, so the speaker's own words.
fn is_first_person(scene: &Scene, at: usize, form: VerbForm) -> bool {
    const HAMZA: char = '\u{623}';
    const ALEF: char = '\u{627}';
    const MADDA: char = '\u{622}';
    let plural =
        form.form == Form::Imperfect && form.number == Number::Plural && form.gender == Gender::Unknown;
    let text = scene.written(at);
    let stem =
        if scene.prefix(at).has(Prefix::CONJUNCTION) { text.chars().nth(1) } else { text.chars().next() };
    let own = stem == Some(MADDA) && !form.verb().lemma.starts_with(MADDA);
    own || plural
        || (form.form == Form::Perfect && stem == Some(HAMZA) && form.verb().lemma.starts_with(ALEF))
}

/// Whether a complementizer stands right behind the word, or behind its preposition.
pub fn brings_clause(scene: &Scene, at: usize) -> bool {
    let behind = at + 1 + usize::from(scene.is(at + 1, Flags::PREPOSITION));
    scene.is(behind, Flags::COMPLEMENTIZER)
}

/// "تصريح الوزير بأن", "وصف الرئيس بأنه": the noun phrase between a bare verbal noun and its complementizer.
pub fn subject_of_masdar(scene: &Scene, at: usize, form: VerbForm) -> Option<TokenRange> {
    const REACH: usize = 12;
    let bare = !scene.is_definite(at) && form.verb().takes(frame::CLAUSE | frame::BI);
    let behind = (at + 2..at + REACH)
        .take_while(|&i| {
            matches!(
                scene.kind(i),
                TokenKind::Word | TokenKind::Mixed | TokenKind::Foreign | TokenKind::Comma
            )
        })
        .find(|&i| scene.is(i, Flags::COMPLEMENTIZER))?;
    let subject = phrase::read(scene, at + 1, behind, false).filter(|_| bare)?;
    let head = subject.start;
    let source = scene.is(head, sets::SOURCE.with(Flags::PERSONAL_NAME).with(Flags::QUANTIFIER))
        || scene.kind(head) != TokenKind::Word
        || subject.len() == 1 && shape::is_name_word(scene, head) && !shape::is_abstract(scene, head);
    // "في تصريح صحفي أن": an adjective.
    let adjective = subject.len() == 1
        && shape::is_nisba(scene, head)
        && !scene.is_definite(head)
        && !scene.is(head, Flags::PERSONAL_NAME);
    // "في تصريح لصحيفة": ل brings in who is told.
    let told = scene.whole(head).first() == LAM && !scene.is_known(head);
    (source && !told && !adjective && (subject.end == behind || subject.end + 1 == behind)).then_some(subject)
}

/// Whether a form of a participle is another noun at its place: a verbal noun, or "ومقره" (and its
/// seat), which folds to "مقرة".
pub fn is_noun_like(scene: &Scene, at: usize) -> bool {
    let comma = at > 0 && scene.kind(at - 1) == TokenKind::Comma;
    let seat =
        scene.written(at).ends_with('\u{647}') && (scene.prefix(at).has(Prefix::CONJUNCTION) || !comma);
    seat || is_masdar_like(scene, at)
}

/// A feminine participle of the third stem is also its verbal noun (مطالبة، مناقشة): that unless a
/// comma or conjunction sets it off, or it brings in a clause.
fn is_masdar_like(scene: &Scene, at: usize) -> bool {
    let key = scene.stem(at);
    let shape = key.len() == 6 && key.first() == MEEM && key.letter(2) == ALEF && key.letter(5) == HA;
    shape && !is_set_off(scene, at) && !brings_clause(scene, at)
}

/// Whether a comma or conjunction stands before the word.
fn is_set_off(scene: &Scene, at: usize) -> bool {
    at == 0 || scene.prefix(at).has(Prefix::CONJUNCTION) || scene.kind(at - 1) == TokenKind::Comma
}

/// "في سالم بارك": the second word of a name behind a preposition.
fn is_second_name(scene: &Scene, at: usize) -> bool {
    at > 1
        && is_preposition(scene, at - 2)
        && shape::is_name_word(scene, at - 1)
        && !scene.prefix(at).has(Prefix::CONJUNCTION)
        && !brings_clause(scene, at)
}

/// "جرى نقاش طلب العضوية": a verbal noun spelt like the perfect, governed by the noun before it.
fn is_governed_masdar(scene: &Scene, at: usize, form: VerbForm) -> bool {
    let homograph = form.form == Form::Perfect
        && form.verb().takes(frame::HOMOGRAPH)
        && form.verb().takes(frame::STRICT)
        && scene.written(at).chars().count() == form.verb().lemma.chars().count();
    let Some(before) = at.checked_sub(1).filter(|_| homograph) else { return false };
    let noun = scene.kind(before) == TokenKind::Word
        && !scene.is_definite(before)
        && !scene.is(before, sets::PARTICLES.with(Flags::PERSONAL_NAME))
        && !scene.prefix(at).has(Prefix::CONJUNCTION);
    noun && scene.is_definite(at + 1) && !brings_clause(scene, at)
}

/// Says whether the form at this place can attribute at all; what it needs behind it is seen later.
fn fits(scene: &Scene, at: usize, form: VerbForm) -> Result<(), Refusal> {
    let prefix = scene.prefix(at);
    let refused = match form.form {
        Form::Perfect | Form::Imperfect => {
            // "the statement that he made": a title or noun spelt like the verb.
            let noun_like = at > 0 && is_preposition(scene, at - 1)
                || is_second_name(scene, at) && form.verb().takes(frame::STRICT);
            // "refused to mention": the verbal noun behind another verb or a negation.
            let verb_before = at > 0
                && !prefix.has(Prefix::CONJUNCTION)
                && scene.finite(at - 1).is_some_and(|v| !v.verb().takes(frame::LIGHT | frame::PRODROP));
            let denied = at > 0 && scene.is(at - 1, Flags::NEGATION) && form.form == Form::Perfect;
            match () {
                () if noun_like => Some(Refusal::BehindPreposition),
                () if is_first_person(scene, at, form) => Some(Refusal::FirstPerson),
                () if verb_before => Some(Refusal::BehindVerb),
                () if form.form == Form::Imperfect && at > 0 && scene.is(at - 1, Flags::QAD) => {
                    Some(Refusal::Speculation)
                }
                () if denied => Some(Refusal::Negated),
                () if is_governed_masdar(scene, at, form) => Some(Refusal::BareMasdar),
                () => prefix.has(Prefix::ARTICLE).then_some(Refusal::WithArticle),
            }
        }
        // "متوجها إلى": carries another cue and reports nothing itself.
        Form::Participle if form.verb().takes(frame::LIGHT) => Some(Refusal::OnlyCarries),
        Form::Participle => {
            let person = scene.is(at, Flags::TITLE.with(Flags::UNNAMED)) && !brings_clause(scene, at);
            // "42 مركزا": what is counted.
            let counted = at > 0 && scene.kind(at - 1) == TokenKind::Number;
            let plural = scene.written(at).ends_with("\u{627}\u{62A}") && !is_set_off(scene, at);
            let noun = plural || person || counted || is_noun_like(scene, at) || scene.stem(at).len() <= 3;
            match prefix.has(Prefix::ARTICLE) {
                true => Some(Refusal::WithArticle),
                false => noun.then_some(Refusal::Noun),
            }
        }
        Form::MasdarSuffixed => None,
        // "which he said": only a conjunction of source takes it.
        Form::PerfectObject => Some(Refusal::WithObject),
        // A bare verbal noun attributes only as "القول" and "بالقول".
        Form::Masdar => {
            let definite = prefix.has(Prefix::ARTICLE) && form.verb().takes(frame::CLAUSE);
            // "يمكن القول إن", "يحق لنا القول".
            let modal = (at.saturating_sub(3)..at).any(|i| scene.is(i, Flags::MODAL))
                || at > 0 && scene.is(at - 1, Flags::PREPOSITION) && scene.is(at - 1, Flags::PRONOUN_SUFFIX);
            if definite && modal {
                return Err(Refusal::Speculation);
            }
            (!definite && subject_of_masdar(scene, at, form).is_none()).then_some(Refusal::BareMasdar)
        }
    };
    refused.map_or(Ok(()), Err)
}
