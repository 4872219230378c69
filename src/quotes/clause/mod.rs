//! What stands behind a cue in its own clause: subject, addressee, and what brings the content in.

mod opening;
pub mod reading;
mod subject;

use crate::quotes::phrase;
use crate::quotes::words::sets;
use crate::quotes::words::shape;

use crate::lexicon::{Flags, Form, PhraseClass, Prefix, frame};
use crate::quotes::cue::{self, Cue};
use crate::quotes::words::scene::Scene;
use crate::tokens::{TokenKind, TokenRange};

pub use subject::is_imperfect;

/// What brings the content in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// A complementizer; the content starts at the token.
    Clause(usize),
    /// A colon; the content starts at the token.
    Colon(usize),
    /// A quotation; its opening mark is the token.
    Mark(usize),
    /// A noun complement that holds a quotation; it starts at the token.
    Noun(usize),
    /// A question word; the content starts at the token.
    Question(usize),
}

impl Opening {
    /// The first token of the content.
    pub const fn start(self) -> usize {
        match self {
            Self::Clause(at) | Self::Colon(at) | Self::Mark(at) | Self::Noun(at) | Self::Question(at) => at,
        }
    }
}

/// The clause behind a cue.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    /// The noun phrase of the subject.
    pub subject: Option<TokenRange>,
    /// To whom it was said.
    pub addressee: Option<TokenRange>,
    /// What brings the content in; none where the clause has no content behind the cue.
    pub opening: Option<Opening>,
    /// Another cue that the walk met first, and that takes the content and this subject.
    pub hand_over: Option<usize>,
    /// One past the last token that was looked at.
    pub end: usize,
}

/// Tokens that may stand between a cue and its content.
const REACH: usize = 90;

/// Reads the clause behind `cue` up to `limit`.
pub fn read(scene: &Scene, cue: &Cue, limit: usize) -> Clause {
    let start = cue.tokens.end;
    let limit = limit.min(start + REACH);
    let mut walk = Walk {
        scene,
        cue,
        limit,
        clause: Clause { end: limit, ..Clause::default() },
        preposition: None,
        relative: false,
        commas: 0,
        object: None,
        adjunct: false,
    };
    let mut at = start;
    while at < limit {
        match walk.step(at) {
            Step::On(next) => at = next.max(at + 1),
            Step::Done => {
                walk.clause.end = at;
                break;
            }
        }
    }
    walk.clause
}

/// What a step of the walk leads to.
pub(super) enum Step {
    /// Go on at the token.
    On(usize),
    /// The clause ends, or its content begins.
    Done,
}

/// The walk from a cue to its content.
pub(super) struct Walk<'s, 't> {
    pub(super) scene: &'s Scene<'t>,
    pub(super) cue: &'s Cue,
    pub(super) limit: usize,
    pub(super) clause: Clause,
    /// Where the complement behind the verb's own preposition starts.
    pub(super) preposition: Option<usize>,
    /// Inside a relative clause: its verbs and complementizers are not the cue's.
    pub(super) relative: bool,
    pub(super) commas: u8,
    /// Where a noun stands behind the subject: it may begin a complement with quoted words.
    pub(super) object: Option<usize>,
    /// An adjunct has come: no subject is looked for unless it is plainly one.
    pub(super) adjunct: bool,
}

impl Walk<'_, '_> {
    fn step(&mut self, at: usize) -> Step {
        match self.scene.kind(at) {
            TokenKind::Word | TokenKind::Mixed | TokenKind::Foreign => self.word(at),
            TokenKind::Colon => self.colon(at),
            TokenKind::Quote | TokenKind::Apostrophe => self.mark(at),
            TokenKind::Comma => self.comma(at),
            TokenKind::Open => self.bracket(at),
            TokenKind::Dash => Step::On(self.scene.behind_aside(at, self.limit).unwrap_or(at + 1)),
            // An initial or abbreviation in a name.
            TokenKind::Stop if at > 0 && self.is_initial(at - 1) => Step::On(at + 1),
            TokenKind::Stop | TokenKind::Query | TokenKind::Newline | TokenKind::Semicolon => Step::Done,
            _ => Step::On(at + 1),
        }
    }

    /// Whether the word is one of those between the subject and the content of which nothing is asked.
    #[inline]
    fn is_passed_over(&self, at: usize) -> bool {
        let settled = self.relative
            || self.clause.subject.as_ref().is_some_and(|s| s.end < at)
                && !matches!(self.scene.kind(at - 1), TokenKind::Comma | TokenKind::Dash);
        settled
            && at > self.cue.tokens.end
            && self.scene.says_nothing(at)
            && self.scene.whole(at).is_longer_than(1)
    }

    fn word(&mut self, at: usize) -> Step {
        if self.is_passed_over(at) {
            self.adjunct = true;
            return Step::On(at + 1);
        }
        let flags = self.scene.flags(at);
        if flags.any(Flags::COMPLEMENTIZER) && self.scene.kind(at) == TokenKind::Word {
            return self.complementizer(at);
        }
        if flags.any(Flags::RELATIVE) {
            self.relative = true;
            return Step::On(at + 1);
        }
        // "… لكن المعضلة أن": a clause of its own.
        if flags.any(Flags::BUT) && at > self.cue.tokens.end && self.cue.takes(frame::STRICT) {
            return Step::Done;
        }
        if self.cue.takes(frame::WHETHER) && !self.relative && self.is_question(at) {
            self.clause.opening = Some(Opening::Question(at));
            return Step::Done;
        }
        if let Some((phrase, end)) = self.scene.phrase(at) {
            match phrase.class {
                PhraseClass::Turn | PhraseClass::Aside => return Step::On(end),
                // "وأضافت الوكالة نقلا عن بيان أن": who is quoted stands between.
                PhraseClass::SourceRelay => {
                    self.adjunct = true;
                    return Step::On(end);
                }
                // "فيما دخلت": another clause beside this one.
                PhraseClass::While => return Step::Done,
                PhraseClass::GlossVerb
                    if self.scene.is(end, Flags::ACT) || self.scene.finite(end).is_some() =>
                {
                    return Step::Done;
                }
                _ => {}
            }
        }
        if self.is_own_speech(at) {
            self.clause.opening = Some(Opening::Colon(at));
            return Step::Done;
        }
        if let Some(step) = self.other_cue(at) {
            return step;
        }
        if flags.any(Flags::CONJUNCTION.with(Flags::CONDITION))
            && !flags.any(Flags::PREPOSITION)
            && self.commas > 0
        {
            return Step::Done;
        }
        if let Some(next) = self.subject(at).or_else(|| self.addressee(at)) {
            return Step::On(next);
        }
        let behind_subject = self.clause.subject.as_ref().is_some_and(|s| s.end == at);
        // "سوغ النائب موقفه بأن": what is said follows.
        let reasoned = || self.cue.takes(frame::BI) && self.scene.is(at + 1, Flags::COMPLEMENTIZER);
        let noun = || self.cue.takes(frame::NOUN) && !reasoned();
        if behind_subject && noun() && shape::is_possessed(self.scene, at) {
            // "أكد الوزير عزمه": the complement.
            self.preposition = Some(at);
        }
        self.note_adjunct(at);
        Step::On(at + 1)
    }

    /// "قال الملك، شهدنا …": a verb in the first person right behind a verb of saying, its subject or a
    /// pause begins what is said.
    fn is_own_speech(&self, at: usize) -> bool {
        let cue = self.cue.takes(frame::COLON) && !self.cue.takes(frame::STRICT) && self.cue.is_finite();
        let behind = || {
            at == self.cue.tokens.end
                || self.clause.subject.as_ref().is_some_and(|s| s.end == at)
                || matches!(self.scene.kind(at - 1), TokenKind::Comma | TokenKind::Dash)
        };
        let own = || self.scene.is(at, Flags::VOCATIVE) || shape::is_first_person(self.scene, at);
        cue && !self.relative && behind() && own()
    }

    fn is_initial(&self, at: usize) -> bool {
        self.scene.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word && t.length <= 1)
            || self.scene.is(at, Flags::ABBREVIATION)
    }

    /// A bracket is passed over; a name in brackets where the subject is due is the subject.
    fn bracket(&mut self, at: usize) -> Step {
        const WORDS: usize = 4;
        let Some(behind) = self.scene.behind_bracket(at, self.limit) else { return Step::On(at + 1) };
        let inside = at + 1..behind - 1;
        let due = at == self.cue.tokens.end && self.cue.is_finite() && self.clause.subject.is_none();
        if due && self.scene.words(inside.clone()) <= WORDS && phrase::can_start(self.scene, at + 1) {
            self.clause.subject = Some(TokenRange::new(at + 1, behind));
        }
        Step::On(behind)
    }

    /// Behind a comma an apposition, a relative clause or an aside may follow; a conjunction starts
    /// something new.
    fn comma(&mut self, at: usize) -> Step {
        self.commas += 1;
        if self.commas > 6 {
            return Step::Done;
        }
        if let Some(subject) = self.clause.subject
            && subject.end == at
            && !self.relative
            && let Some(range) = self.apposition(at + 1)
        {
            self.clause.subject = Some(TokenRange::new(subject.start, range.end));
            return Step::On(range.end);
        }
        Step::On(at + 1)
    }

    /// A noun phrase between commas, or before the words that bring the content in.
    fn apposition(&self, at: usize) -> Option<TokenRange> {
        let range = phrase::read(self.scene, at, self.limit, false)?;
        if !phrase::can_speak(self.scene, range) {
            return None;
        }
        let closed = matches!(
            self.scene.kind(range.end),
            TokenKind::Comma | TokenKind::Colon | TokenKind::Quote | TokenKind::Dash
        ) || self.scene.is(
            range.end,
            Flags::COMPLEMENTIZER
                .with(Flags::PREPOSITION)
                .with(Flags::TIME)
                .with(Flags::ADJUNCT)
                .with(Flags::RELATIVE),
        ) || self.scene.prefix(range.end).has(Prefix::PREPOSITIONS);
        closed.then_some(range)
    }

    /// Another cue before the content: with a conjunction it starts a new clause; without one it
    /// carries this clause's content ("وتابع قائلا").
    fn other_cue(&mut self, at: usize) -> Option<Step> {
        let form = self.scene.verb(at)?;
        if self.scene.is_definite(at) && form.form != Form::Masdar {
            return None;
        }
        // Out of a relative clause: ", مؤكدا أن", ", وقال:", "مكتفيا بالتأكيد على أن".
        let set_off = self.scene.kind(at - 1) == TokenKind::Comma;
        let out = match form.form {
            Form::Participle => set_off,
            Form::Masdar => true,
            Form::Perfect => set_off && self.joins(at) && !form.verb().takes(frame::STRICT),
            _ => false,
        };
        if self.relative && !out {
            return None;
        }
        let source = self.scene.is(at, sets::SOURCE);
        match form.form {
            // An indefinite subject takes a relative clause without a pronoun: "a source who refused".
            Form::Perfect | Form::Imperfect
                if !source
                    && self.clause.subject.is_some()
                    && !self.joins(at)
                    && !self.carries()
                    && !self.relative =>
            {
                self.relative = true;
                Some(Step::On(at + 1))
            }
            Form::Perfect | Form::Imperfect if !source => {
                let purpose = self.scene.prefix(at).has(Prefix::LAM);
                let joined = self.joins(at);
                if !joined || purpose || self.cue.takes(frame::LIGHT) {
                    self.clause.hand_over = Some(at);
                }
                Some(Step::Done)
            }
            Form::Participle
                if !source
                    && self.scene.stem(at).len() > 3
                    && !form.verb().takes(frame::LIGHT)
                    && !cue::is_noun_like(self.scene, at) =>
            {
                self.clause.hand_over = Some(at);
                Some(Step::Done)
            }
            Form::MasdarSuffixed | Form::Masdar
                if form.verb().takes(frame::CLAUSE)
                    && (self.brings_clause(at, form.form)
                        || form.form == Form::Masdar
                            && cue::subject_of_masdar(self.scene, at, form).is_some()) =>
            {
                self.clause.hand_over = Some(at);
                Some(Step::Done)
            }
            _ => None,
        }
    }

    /// Whether a conjunction or comma sets the word at `at` off from the cue's clause.
    fn joins(&self, at: usize) -> bool {
        // "a source, who asked not to be named": set off by a comma and still relative.
        let source = self.clause.subject.as_ref().is_some_and(|s| {
            self.scene.is(s.start, Flags::UNNAMED) && !self.scene.is_definite(s.start) && s.end + 1 == at
        });
        if source && !self.scene.prefix(at).has(Prefix::CONJUNCTION) {
            return false;
        }
        self.scene.prefix(at).has(Prefix::CONJUNCTION) || self.commas > 0
    }

    /// Whether the cue often only carries another one ("وتابع يقول").
    fn carries(&self) -> bool {
        self.cue.takes(frame::LIGHT | frame::PRODROP)
    }

    /// Whether a verbal noun is itself followed by what brings content in ("بالقول إن").
    fn brings_clause(&self, at: usize, form: Form) -> bool {
        let bare = form == Form::Masdar && !self.scene.prefix(at).has(Prefix::ARTICLE);
        !bare
            && (matches!(self.scene.kind(at + 1), TokenKind::Colon | TokenKind::Quote)
                || self.scene.is(at + 1, Flags::COMPLEMENTIZER)
                || (self.scene.is(at + 1, Flags::PREPOSITION)
                    && self.scene.is(at + 2, Flags::COMPLEMENTIZER)))
    }
}
