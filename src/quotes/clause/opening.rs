//! What brings content in: complementizers, colons, quotation marks, question words.

use crate::lexicon::CueClass;
use crate::lexicon::{Flags, PhraseClass, Prefix, frame};
use crate::quotes::clause::{Opening, Step, Walk, is_imperfect};
use crate::quotes::cue::{self, Kind};
use crate::quotes::phrase;
use crate::quotes::words::sets;
use crate::text::letter::proclitic::LAM;
use crate::tokens::{TokenKind, TokenRange};

impl Walk<'_, '_> {
    pub(super) fn is_question(&self, at: usize) -> bool {
        self.scene.is(at, Flags::WHETHER)
            || self.scene.phrase(at).is_some_and(|(p, _)| p.class == PhraseClass::Whether)
    }

    /// A complementizer brings the content in, unless it belongs to another word.
    pub(super) fn complementizer(&mut self, at: usize) -> Step {
        // "قال بان إن": the first of two is a name.
        if at == self.cue.tokens.end && self.scene.is(at + 1, Flags::COMPLEMENTIZER) {
            self.clause.subject = Some(TokenRange::new(at, at + 1));
            return Step::On(at + 1);
        }
        if self.relative && self.commas == 0 && self.foreign_complementizer(at) {
            return Step::On(at + 1);
        }
        if self.belongs_to_relative(at) {
            return Step::Done;
        }
        if at > self.cue.tokens.end {
            let before = self.scene.flags(at - 1);
            let other = Flags::ADJUNCT
                .with(Flags::CONJUNCTION)
                .with(Flags::MODAL)
                .with(Flags::BUT)
                .with(Flags::QUANTIFIER)
                .with(Flags::WHETHER);
            // "حتى إن", "لولا أن", "هو أنه": another word governs it.
            let pronoun = before.any(Flags::PRONOUN_SUFFIX)
                && before.0 & !(Flags::PRONOUN_SUFFIX.0) == 0
                && self.scene.whole(at - 1).len() <= 3;
            if before.any(Flags::MODAL) || pronoun || before.any(other) && !before.any(Flags::PREPOSITION) {
                return Step::On(at + 1);
            }
        }
        if self.is_condition(at) {
            return Step::On(at + 1);
        }
        if self.means_wanting(at) {
            return Step::Done;
        }
        // "شدد على ضرورة أن": the noun before the complementizer is part of what was said.
        if let Some(start) = self.preposition.filter(|&start| {
            start < at
                && at - start <= 2
                && self.scene.is_wordlike(start)
                && !self.scene.is(start, sets::SOURCE)
        }) {
            self.clause.opening = Some(Opening::Noun(start));
            return Step::Done;
        }
        let suffixed = self.scene.is(at, Flags::PRONOUN_SUFFIX);
        self.clause.opening = Some(Opening::Clause(if suffixed { at } else { at + 1 }));
        Step::Done
    }

    /// In a relative clause: whether its own verb takes the complementizer.
    pub(super) fn foreign_complementizer(&self, at: usize) -> bool {
        (self.cue.tokens.end..at)
            .rev()
            .take(1)
            .any(|i| self.scene.finite(i).is_some_and(|f| f.verb().takes(frame::CLAUSE)))
    }

    /// "قرر إن كانت …": the condition that is spelt like the complementizer.
    fn is_condition(&self, at: usize) -> bool {
        const HAMZA_BELOW: char = '\u{625}';
        self.scene.written(at).starts_with(HAMZA_BELOW)
            && !self.scene.is(at, Flags::PRONOUN_SUFFIX)
            && self.scene.is(at + 1, Flags::AUXILIARY)
    }

    /// "نشر بيانا قال فيه إن", "القائمة التي أفيد أنها": what a reporting verb of the relative clause has
    /// right behind it is that verb's.
    fn belongs_to_relative(&self, at: usize) -> bool {
        const NEAR: usize = 4;
        let first = at.saturating_sub(NEAR).max(self.cue.tokens.end);
        let own = |i: usize| {
            matches!(cue::judge(self.scene, i), Some(Ok(cue)) if cue.is_finite() && cue.takes(frame::COLON) && (!cue.takes(frame::STRICT) || cue.takes(frame::VENUE)))
                && !self.scene.is(i, sets::SOURCE)
        };
        let light = Flags::PRONOUN_SUFFIX.with(Flags::TIME).with(Flags::ADVERB).with(Flags::THAT_WHICH);
        let near = (first..at).rev().take_while(|&i| i + 1 == at || self.scene.is(i + 1, light));
        self.relative && near.into_iter().any(own)
    }

    /// "decided, wanted, refused to": أن with a present-tense verb after a verb that says so.
    pub(super) fn means_wanting(&self, at: usize) -> bool {
        let hoped = self.cue.verb().is_some_and(|v| matches!(v.class, CueClass::Forecast | CueClass::Demand));
        self.cue.takes(frame::SUBJUNCTIVE)
            && !hoped
            && !self.scene.is(at, Flags::PRONOUN_SUFFIX)
            && is_imperfect(self.scene, at + 1)
    }

    pub(super) fn colon(&mut self, at: usize) -> Step {
        if self.belongs_to_relative(at) {
            return Step::Done;
        }
        let next = self.scene.kind(at + 1);
        let inside_name = next == TokenKind::Newline && at + 1 >= self.limit;
        if self.cue.is_nominal() && !self.cue.takes(frame::COLON) || inside_name {
            return Step::Done;
        }
        self.clause.opening = Some(match next {
            TokenKind::Quote | TokenKind::Apostrophe if self.scene.marks.opens(at + 1) => {
                Opening::Mark(at + 1)
            }
            _ => Opening::Colon(at + 1),
        });
        Step::Done
    }

    pub(super) fn mark(&mut self, at: usize) -> Step {
        let Some(quotation) = self.scene.marks.opened_at(at) else { return Step::On(at + 1) };
        let words = self.scene.words(quotation.inside());
        let behind = quotation.close + 1;
        // "تحت عنوان «…»".
        if at > self.cue.tokens.end && self.scene.is(at - 1, Flags::NAMING) {
            return Step::On(behind);
        }
        if let Some(next) = self.told_in_marks(at, words, behind) {
            return Step::On(next);
        }
        // "وفق ما نقلت «فرانس برس»": nothing is said behind a conjunction of source.
        const NAME: usize = 4;
        let name = (1..=NAME).contains(&words) && !quotation.recovered;
        if matches!(self.cue.kind, Kind::SourceClause(..)) && at == self.cue.tokens.end && name {
            self.clause.subject = Some(TokenRange::new(at, behind));
            return Step::On(behind);
        }
        if self.is_name(at, words, behind) {
            if self.clause.subject.is_none()
                && !self.adjunct
                && !self.cue.is_participle()
                && !self.cue.is_nominal()
                && let Some(range) = phrase::read(self.scene, at, self.limit, false)
            {
                let end = range.end;
                self.clause.subject = Some(range);
                return Step::On(end);
            }
            return Step::On(behind);
        }
        if self.is_title_in_adjunct(at, words, behind) {
            return Step::On(behind);
        }
        match self.preposition.or(self.object).filter(|&start| start <= at) {
            Some(start) if !self.cue.is_nominal() && self.cue.form().is_some() => {
                self.clause.opening = Some(Opening::Noun(start))
            }
            _ if words >= 2 || at == self.cue.tokens.end => self.clause.opening = Some(Opening::Mark(at)),
            _ => return Step::On(behind),
        }
        Step::Done
    }

    /// Whether a short marked string is a name, title or term in the subject or an adjunct: the
    /// clause goes on behind it to its complementizer or colon, or a noun that takes names stands
    /// before it.
    pub(super) fn is_name(&self, at: usize, words: usize, behind: usize) -> bool {
        // `اتهم إيران بـ"السعي إلى …"`: the complement of the verb.
        if self.preposition == Some(at) {
            return false;
        }
        // "in a talk on «…», that …": a title in an adjunct.
        let clause = behind + usize::from(self.scene.kind(behind) == TokenKind::Comma);
        if at > self.cue.tokens.end
            && self.scene.is(clause, Flags::COMPLEMENTIZER)
            && self.preposition.is_none_or(|p| p > at || p + 1 < at)
        {
            return true;
        }
        if at == self.cue.tokens.end {
            let goes_on = self.scene.kind(behind) == TokenKind::Word;
            let body = words <= 5 && goes_on && self.scene.is(at + 1, sets::SOURCE) && self.cue.is_finite();
            return body || words <= 3 && self.brought_in_later(behind);
        }
        let after_source =
            self.scene.is(at - 1, sets::SOURCE) || self.scene.is(at.saturating_sub(2), Flags::MEDIUM);
        words <= 6 && (self.brought_in_later(behind) || (after_source && words <= 3))
    }

    /// `قال لـ"الجريدة" فلان`: a medium in marks behind ل is told; the subject may follow.
    fn told_in_marks(&mut self, at: usize, words: usize, behind: usize) -> Option<usize> {
        let lam = at == self.cue.tokens.end + 1
            && self.scene.whole(at - 1).len() == 1
            && self.scene.whole(at - 1).first() == LAM;
        let told = lam && words <= 4 && !self.cue.takes(frame::LI) && self.clause.addressee.is_none();
        if told {
            self.clause.addressee = Some(TokenRange::new(at - 1, behind));
            self.adjunct = false;
            self.preposition = None;
        }
        told.then_some(behind)
    }

    /// `خلال برنامج "صباح الخير" أمس`: a few words behind a noun of an adjunct, and the clause goes on.
    fn is_title_in_adjunct(&self, at: usize, words: usize, behind: usize) -> bool {
        let noun = self.clause.subject.as_ref().is_none_or(|s| s.end < at)
            && self.scene.kind(at - 1) == TokenKind::Word;
        let goes_on =
            self.scene.kind(behind) == TokenKind::Word && !self.scene.is(behind, Flags::COMPLEMENTIZER);
        let before = at.saturating_sub(2);
        let governed = self.scene.is(before, Flags::PREPOSITION.with(Flags::ADJUNCT))
            || self.scene.prefix(at - 1).has(Prefix::PREPOSITIONS);
        words <= 3 && self.adjunct && governed && self.preposition.is_none() && noun && goes_on
    }

    pub(super) fn brought_in_later(&self, from: usize) -> bool {
        (from..self.limit.min(from + 24))
            .take_while(|&i| {
                let kind = self.scene.kind(i);
                // ", قائلا إن": another cue's clause.
                let other =
                    i > from && self.scene.kind(i - 1) == TokenKind::Comma && self.scene.verb(i).is_some();
                !matches!(kind, TokenKind::Stop | TokenKind::Newline | TokenKind::Query) && !other
            })
            .any(|i| self.scene.kind(i) == TokenKind::Colon || self.scene.is(i, Flags::COMPLEMENTIZER))
    }
}
