//! Who a clause's subject and addressee are, as the walk from the cue meets them.

use crate::quotes::phrase;
use crate::quotes::words::sets;
use crate::quotes::words::shape;

use super::Walk;
use crate::lexicon::{CueClass, Gender};
use crate::lexicon::{Flags, Form, Prefix, frame};
use crate::quotes::words::scene::Scene;
use crate::text::letter::proclitic::LAM;
use crate::tokens::{TokenKind, TokenRange};

impl Walk<'_, '_> {
    pub(super) fn subject(&mut self, at: usize) -> Option<usize> {
        if self.clause.subject.is_some()
            || self.relative
            || self.cue.is_participle() && at > self.cue.tokens.end
        {
            return None;
        }
        let owned = self.cue.form().is_some_and(|f| {
            f.form == Form::MasdarSuffixed
                || f.form == Form::Masdar && self.scene.is_definite(self.cue.tokens.start)
        });
        // "وصف الرئيس بأنه": behind the noun of a judgement stands whom it is about.
        let judged = self.cue.form().is_some_and(|f| {
            f.form == Form::Masdar && f.verb().class == CueClass::Judgement && f.verb().takes(frame::OBJECT)
        });
        // "أكدت عام 2013 أن": a date.
        let dated = self.scene.kind(at + 1) == TokenKind::Number
            && !self.scene.is_definite(at)
            && !self.scene.is(at, sets::SOURCE.with(Flags::PERSONAL_NAME));
        if owned || judged || dated || self.cue.is_participle() || !self.may_be_subject(at) {
            return None;
        }
        let possessed = shape::is_possessed(self.scene, at) && !self.scene.is(at, Flags::PREPOSITION);
        let comma = usize::from(self.scene.kind(at + 1) == TokenKind::Comma);
        if possessed && at == self.cue.tokens.end && self.scene.is(at + 1 + comma, Flags::COMPLEMENTIZER) {
            // "أظهرت نتائجها أن".
            self.clause.subject = Some(TokenRange::new(at, at + 1));
            return Some(at + 1);
        }
        if self.cue.takes(frame::NOUN) && at == self.cue.tokens.end && possessed {
            // "أكدت التزامها": the complement, not a subject.
            self.preposition = Some(at);
            self.adjunct = true;
            return None;
        }
        let range = phrase::read(self.scene, at, self.limit, self.cue.takes(frame::OBJECT))
            .or_else(|| self.month_name(at))?;
        // "دعت لعقد الجلسة": ل brings in what is asked for.
        let asked = self.cue.takes(frame::LI | frame::ILA)
            && self.scene.whole(at).first() == LAM
            && !self.scene.is_known(at);
        if asked
            || at > self.cue.tokens.end && self.disagrees(range.start)
            || !phrase::can_speak(self.scene, range)
            || shape::is_oblique(self.scene, range.start)
        {
            return None;
        }
        let range = self.before_complement(range);
        let end = range.end;
        if self.subject_is_pronoun() {
            self.clause.addressee = self.clause.addressee.take().or(Some(range));
            self.adjunct = true;
            return Some(end);
        }
        self.clause.subject = Some(range);
        Some(end)
    }

    /// "أنه يناشد الجميع": with its subject in the complementizer the verb has its object behind it.
    fn subject_is_pronoun(&self) -> bool {
        let mut before = self.cue.tokens.start;
        while before > 0 && self.scene.is(before - 1, Flags::QAD.with(Flags::AUXILIARY)) {
            before -= 1;
        }
        let pronoun = before > 0
            && self.scene.is(before - 1, Flags::COMPLEMENTIZER)
            && self.scene.is(before - 1, Flags::PRONOUN_SUFFIX);
        pronoun && self.cue.takes(frame::OBJECT)
    }

    /// Without the verb's own preposition and what follows it: "لفت المتحدثون | إلى تفاقم المشكلة".
    fn before_complement(&self, range: TokenRange) -> TokenRange {
        let frames = self.cue.frames() & !(frame::FI | frame::LI | frame::BI);
        let own = |&at: &usize| own_preposition(self.scene, at) & frames != 0;
        let end = (range.start + 1..range.end).find(own).unwrap_or(range.end);
        self.scene.trim(range.start..end)
    }

    /// The subject stands right behind the cue; behind an adjunct only where a source noun starts
    /// a phrase of its own.
    fn may_be_subject(&self, at: usize) -> bool {
        if !self.adjunct && self.clause.addressee.as_ref().is_none_or(|a| a.end == at) {
            return true;
        }
        let before = at.saturating_sub(1);
        let fresh = matches!(self.scene.kind(before), TokenKind::Comma | TokenKind::Dash)
            || self.scene.is(before, Flags::TIME)
            || self.clause.addressee.as_ref().is_some_and(|a| a.end == at);
        fresh && self.scene.is(at, sets::SOURCE) && !self.scene.is(at, Flags::DOCUMENT)
    }

    /// A feminine verb has no masculine person as its subject.
    fn disagrees(&self, head: usize) -> bool {
        let feminine = self.cue.form().is_some_and(|f| f.gender == Gender::Feminine);
        let person = self.scene.is(head, Flags::TITLE)
            && !self
                .scene
                .is(head, Flags::FEMININE.with(Flags::PLURAL).with(Flags::ORGANISATION).with(Flags::MEDIUM));
        let marked = self.scene.written(head).ends_with('\u{629}');
        feminine && person && !marked
    }

    /// A surname that is a month's name, right behind the cue.
    fn month_name(&self, at: usize) -> Option<TokenRange> {
        let dated = self.scene.kind(at + 1) == TokenKind::Number || self.scene.is(at + 1, Flags::TIME);
        let month = at == self.cue.tokens.end && self.scene.is(at, Flags::MONTH) && !dated;
        month.then_some(TokenRange::new(at, at + 1))
    }

    /// ل or إلى before journalists, a medium or a person.
    pub(super) fn addressee(&mut self, at: usize) -> Option<usize> {
        let lam = self.scene.prefix(at).has(Prefix::LAM)
            && self.scene.is(at, Flags::PRESS.with(Flags::MEDIUM).with(Flags::TITLE));
        if !lam || self.clause.addressee.is_some() || self.relative {
            return None;
        }
        let mut end = at + 1;
        while end < self.limit.min(at + 8)
            && self.scene.is_wordlike(end)
            && (self.scene.is_definite(end) || !self.scene.is_known(end))
        {
            end += 1;
        }
        self.clause.addressee = Some(TokenRange::new(at, end));
        self.adjunct = true;
        Some(end)
    }

    pub(super) fn note_adjunct(&mut self, at: usize) {
        let flags = self.scene.flags(at);
        let frames = self.cue.frames();
        let own = own_preposition(self.scene, at);
        if own == frame::FI && self.cue.takes(frame::VENUE) && self.clause.subject.is_none() {
            self.clause.subject = phrase::read(self.scene, at + 1, self.limit, false);
        }
        // An everyday verb has its preposition at hand.
        let at_hand = || !self.cue.takes(frame::STRICT) || self.cue.takes(frame::OBJECT) || !self.adjunct;
        if frames & own != 0 && !self.relative && self.preposition.is_none() && at_hand() {
            let proclitic = self.scene.prefix(at).has(Prefix::PREPOSITIONS);
            self.preposition = Some(if proclitic { at } else { at + 1 });
        }
        let behind = || at == self.clause.subject.as_ref().map_or(self.cue.tokens.end, |s| s.end);
        if self.cue.takes(frame::NOUN) && self.object.is_none() && !self.relative && behind() {
            let noun = !flags.any(sets::ADVERBIAL.with(Flags::RELATIVE).with(Flags::ACT));
            self.object = (noun && self.scene.kind(at) == TokenKind::Word).then_some(at);
        }
        // "به", "فيه", "أمس" and "أيضا" leave the subject's place open; any other word takes it.
        let light = flags.any(
            Flags::PRONOUN_SUFFIX
                .with(Flags::TIME)
                .with(Flags::ADVERB)
                .with(Flags::QAD)
                .with(Flags::AUXILIARY),
        );
        self.adjunct |= !light;
    }
}

/// The frame of the preposition at the token: a word of its own, or a proclitic of a known word
/// or of a mark (`بـ"…"`).
#[inline(always)]
pub(super) fn own_preposition(scene: &Scene, at: usize) -> u32 {
    const LETTERS: u32 = 3;
    let longer = scene.whole(at).is_longer_than(LETTERS);
    if longer && scene.prefix(at) == Prefix::default() { 0 } else { short_preposition(scene, at) }
}

fn short_preposition(scene: &Scene, at: usize) -> u32 {
    use crate::text::letter::proclitic::BA;
    let key = scene.whole(at);
    let prefix = scene.prefix(at);
    let alone = key.len() == 1;
    if prefix.has(Prefix::BA) || (alone && key.first() == BA) {
        return frame::BI;
    }
    if prefix.has(Prefix::LAM) || (alone && key.first() == LAM) {
        return frame::LI;
    }
    if !scene.is(at, Flags::PREPOSITION) {
        return 0;
    }
    crate::lexicon::preposition_frame(key)
}

/// Whether the word looks like a present-tense verb: يفعل، تفعل، نفعل, and not a known noun.
pub fn is_imperfect(scene: &Scene, at: usize) -> bool {
    if scene.finite(at).is_some_and(|f| f.form == Form::Imperfect) {
        return true;
    }
    use crate::text::letter::proclitic::{NUN, TA, YA};
    let key = scene.whole(at);
    let prefix = matches!(key.first(), YA | TA | NUN);
    prefix
        && key.len() >= 3
        && !scene.is(at, sets::SOURCE)
        && !scene.is_known(at)
        && scene.kind(at) == TokenKind::Word
}
