//! The quotes of one sentence (quotations kept whole): each cue with its clause and content.

use std::ops::Range;

use super::clause::{self, Clause, Opening};
use super::content::{self, Content};
use super::cue::{self, Cue, Kind};
use super::draft::{Draft, RelayDraft, Rule};
use super::noun;
use super::scene::Scene;
use crate::analysis::{CueClass, Gender, Number, QuoteType};
use crate::lexicon::{Flags, Form, PhraseClass, Prefix, frame};
use crate::text::TokenKind;

/// One sentence, or the inside of one quotation.
pub struct Unit<'s, 't> {
    pub scene: &'s Scene<'t>,
    pub range: Range<usize>,
    pub paragraph: usize,
    pub nested: bool,
}

/// A cue with what was read of its clause.
struct Reading {
    cue: Cue,
    clause: Clause,
    /// The subject that an earlier cue handed over.
    inherited: Option<Range<usize>>,
    /// Where what belongs to this cue begins: its conjunction, turn phrase or comma.
    head: usize,
    /// Whether another cue took this one's content.
    carried: bool,
}

/// Cues of one sentence looked at for the end of a quote's content; more are no sentence.
const CUES_AHEAD: usize = 32;
/// Tokens before a participle in which its main clause stands.
const MAIN_CLAUSE: usize = 160;
/// Quotes of the sentence that may already hold a quotation.
const DRAFTS_BACK: usize = 8;

/// Whether the last quotes all hold the cue: speech in speech in speech is noise, and each of them
/// would be read to the end.
fn nested_too_deep(drafts: &[Draft], cue: usize) -> bool {
    const DEPTH: usize = 6;
    let holds = |d: &Draft| d.content.iter().any(|c| c.start <= cue && cue < c.end);
    drafts.len() >= DEPTH && drafts.iter().rev().take(DEPTH).all(holds)
}

impl Unit<'_, '_> {
    /// The quotes, in the order of their cues.
    pub fn quotes(&self) -> Vec<Draft> {
        let readings = self.readings();
        let mut drafts: Vec<Draft> = Vec::new();
        for (index, reading) in readings.iter().enumerate() {
            if reading.carried {
                continue;
            }
            let end = self.boundary(&readings, index);
            if nested_too_deep(&drafts, reading.cue.tokens.start) {
                continue;
            }
            if let Some(draft) = self.quote(reading, end, &mut drafts) {
                drafts.push(draft);
            }
        }
        drafts
    }

    /// The subject of the clause on which a participle or verbal noun hangs: that of the nearest
    /// finite cue before it in the sentence, or the first noun phrase that may speak.
    pub fn main_subject(&self, draft: &Draft) -> Option<Range<usize>> {
        let scene = self.scene;
        let end = draft.cue.as_ref()?.tokens.start;
        let cues = cue::find(scene, self.range.start.max(end.saturating_sub(MAIN_CLAUSE))..end, true);
        let main = cues.iter().rev().filter(|c| c.is_finite()).find_map(|c| {
            let reading = Reading { cue: c.clone(), clause: clause::read(scene, c, end), inherited: None, head: c.tokens.start, carried: false };
            reading.clause.subject.clone().or_else(|| self.subject_before(&reading)).or_else(|| self.antecedent(c))
        });
        if main.is_some() || cues.iter().any(Cue::is_finite) {
            return main;
        }
        // The sentence's verb reports nothing: its subject is the first source in it.
        (self.range.start..end.min(self.range.start + 20)).find_map(|at| {
            let source = scene.is(at, noun::SOURCE) && !scene.is(at, Flags::PLACE) && !scene.prefix(at).has(Prefix::PREPOSITIONS);
            if source { noun::phrase(scene, at, end, false) } else { None }
        })
    }

    /// The subject of the sentence's first verb: behind it, or the phrase before it.
    pub fn actor(&self) -> Option<Range<usize>> {
        const REACH: usize = 12;
        let scene = self.scene;
        let first = (self.range.start..self.range.end.min(self.range.start + REACH)).find(|&at| !scene.marks.inside(at) && (scene.is(at, Flags::ACT) || scene.finite(at).is_some() || at == self.range.start && self.is_verb_like(at)))?;
        let behind = (first + 1..self.range.end.min(first + 3)).find_map(|at| noun::phrase(scene, at, self.range.end, true));
        let phrase = behind.or_else(|| self.subject_ending(first))?;
        noun::can_speak(scene, &phrase).then_some(phrase)
    }

    /// Whether the sentence's first word looks like a present-tense verb before its subject.
    fn is_verb_like(&self, at: usize) -> bool {
        let joined = self.scene.whole(at).first() == crate::text::letter::proclitic::WAW;
        let subject = self.scene.is(at + 1, noun::SOURCE) && self.scene.is_definite(at + 1);
        subject && (clause::is_imperfect(self.scene, at) || joined && !self.scene.is_known(at))
    }

    fn readings(&self) -> Vec<Reading> {
        let scene = self.scene;
        let cues = cue::find(scene, self.range.clone(), true);
        let mut readings: Vec<Reading> = Vec::with_capacity(cues.len());
        for cue in cues {
            let clause = if cue.form().is_some() { clause::read(scene, &cue, self.range.end) } else { Clause::default() };
            let head = self.head(cue.tokens.start);
            readings.push(Reading { cue, clause, inherited: None, head, carried: false });
        }
        for index in 0..readings.len() {
            self.hand_over(&mut readings, index);
        }
        readings
    }

    /// Gives a cue's subject to the cue that takes its content.
    fn hand_over(&self, readings: &mut [Reading], index: usize) {
        let Some(reading) = readings.get(index) else { return };
        if reading.clause.opening.is_some() {
            return;
        }
        let Some(to) = reading.clause.hand_over else { return };
        if reading.cue.takes(frame::STRICT) && !reading.cue.takes(frame::LIGHT) && !self.is_close(reading.cue.tokens.end, to) {
            return;
        }
        let subject = reading.clause.subject.clone().or_else(|| reading.inherited.clone()).or_else(|| self.subject_before(reading));
        let head = reading.head;
        let Ok(next) = readings.binary_search_by_key(&to, |r| r.cue.tokens.start) else { return };
        let takes = readings.get(next).is_some_and(|r| r.clause.opening.is_some() || r.clause.hand_over.is_some());
        if !takes {
            return;
        }
        if let Some(next) = readings.get_mut(next) {
            if next.inherited.is_none() && next.clause.subject.is_none() {
                next.inherited = subject;
            }
            next.head = head;
        }
        if let Some(reading) = readings.get_mut(index) {
            reading.carried = true;
        }
    }

    /// Where the clause of a cue begins: before its conjunction or turn phrase.
    fn head(&self, cue: usize) -> usize {
        let mut head = cue;
        while head > self.range.start {
            let before = head - 1;
            let particle = self.scene.is(before, Flags::QAD.with(Flags::AUXILIARY).with(Flags::BUT).with(Flags::CONJUNCTION));
            // "قبل أن يضيف"
            let purpose = before > self.range.start && self.scene.is(before, Flags::COMPLEMENTIZER) && self.scene.is(before - 1, Flags::ADJUNCT);
            if !particle && !purpose {
                break;
            }
            head = before - usize::from(purpose);
        }
        head
    }

    /// Where the content of the reading at `index` must end: before the next cue that stands beside
    /// it, and not inside its content.
    fn boundary(&self, readings: &[Reading], index: usize) -> usize {
        let Some(reading) = readings.get(index) else { return self.range.end };
        let start = reading.clause.opening.map_or(reading.cue.tokens.end, Opening::start);
        readings
            .iter()
            .skip(index + 1)
            .take(CUES_AHEAD)
            .filter(|next| next.head >= start)
            .find(|next| self.is_sibling(reading, next))
            .map_or(self.range.end, |next| next.head)
    }

    /// Whether `next` starts a quote of its own beside `reading`'s, and does not belong to its content.
    fn is_sibling(&self, reading: &Reading, next: &Reading) -> bool {
        let scene = self.scene;
        let at = next.cue.tokens.start;
        let comma = at > self.range.start && matches!(scene.kind(next.head.saturating_sub(1)), TokenKind::Comma | TokenKind::Quote | TokenKind::Semicolon | TokenKind::Dash);
        let has_content = next.clause.opening.is_some() || next.carried;
        match next.cue.kind {
            Kind::Source(_) | Kind::SourceClause(..) => self.attributes(next),
            Kind::SourceSelf(_) => true,
            Kind::Verb(form) => match form.form {
                Form::Participle => comma || has_content || scene.prefix(at).has(Prefix::CONJUNCTION),
                Form::Perfect | Form::Imperfect => {
                    let joined = scene.prefix(at).has(Prefix::CONJUNCTION) || next.head < at && scene.is(next.head, Flags::CONJUNCTION.with(Flags::BUT).with(Flags::ADJUNCT));
                    let same_tense = reading.cue.form().is_none_or(|f| f.form == form.form || f.form != Form::Perfect) || scene.is(next.head, Flags::ADJUNCT);
                    let strict = next.cue.takes(frame::STRICT);
                    // ", أكد أن": without a conjunction, but set off and with its own clause right behind.
                    let asyndetic = comma && form.form == Form::Perfect && next.clause.opening.is_some_and(|o| o.start() <= next.cue.tokens.end + 3);
                    (joined && same_tense && (has_content || form.form == Form::Perfect) || asyndetic && same_tense) && !strict
                }
                Form::Masdar | Form::MasdarSuffixed | Form::PerfectObject => false,
            },
        }
    }

    /// Whether a phrase of source names one: a source noun, a name, or something set off by a comma.
    /// "حسب الظروف" does not, nor "كما نص" in the middle of a sentence.
    fn attributes(&self, reading: &Reading) -> bool {
        let scene = self.scene;
        let head = reading.head;
        let set_off = head <= self.range.start + 1 || !scene.is_wordlike(head - 1);
        match reading.cue.kind {
            Kind::Source(_) => {
                let at = reading.cue.tokens.end;
                let source = scene.is(at, noun::SOURCE) && !scene.is(at, Flags::OCCASION) || noun::is_name_word(scene, at) || scene.marks.opens(at);
                source || set_off && noun::can_start(scene, at) || set_off && scene.is_lam_phrase(at)
            }
            Kind::SourceClause(phrase, form) => {
                let end = reading.clause.subject.as_ref().map_or(reading.cue.tokens.end, |s| s.end);
                let closes = scene.trim(end..self.range.end.max(end)).is_empty() || head <= self.range.start + 1;
                let comparison = phrase.rest.is_empty() && self.is_comparison(phrase);
                // "وفقا لما نص عليه القانون": the conjunction is the verb's object.
                let object = scene.is(reading.cue.tokens.end, Flags::PREPOSITION) && scene.is(reading.cue.tokens.end, Flags::PRONOUN_SUFFIX);
                (set_off || !(object && form.verb().takes(frame::STRICT))) && (!comparison || closes || reading.clause.opening.is_some())
            }
            _ => true,
        }
    }

    /// "كما": compares as often as it attributes.
    fn is_comparison(&self, phrase: &crate::lexicon::Phrase) -> bool {
        phrase.text.chars().count() <= 3
    }

    fn quote(&self, reading: &Reading, end: usize, drafts: &mut Vec<Draft>) -> Option<Draft> {
        match reading.cue.kind {
            Kind::Source(_) | Kind::SourceClause(..) if !self.attributes(reading) => None,
            Kind::Source(_) => self.source(reading, end, drafts),
            Kind::SourceClause(..) => self.source_clause(reading, end, drafts),
            Kind::SourceSelf(_) => self.source_self(reading, drafts),
            Kind::Verb(_) => match reading.clause.opening {
                Some(opening) => self.opened(reading, opening, end, drafts),
                None if self.is_bare(reading) => self.opened(reading, Opening::Colon(reading.cue.tokens.end), end, drafts),
                None => self.content_first(reading, drafts),
            },
        }
    }

    /// "قائلا علينا أن نعمل": speech without any sign.
    fn is_bare(&self, reading: &Reading) -> bool {
        let behind = reading.cue.tokens.end;
        reading.cue.is_participle() && reading.cue.takes(frame::BARE) && reading.clause.hand_over.is_none() && self.scene.words(behind..self.range.end) >= 3
    }

    /// A verb with content behind it.
    fn opened(&self, reading: &Reading, opening: Opening, end: usize, drafts: &mut [Draft]) -> Option<Draft> {
        if !self.licensed(reading, opening) {
            return None;
        }
        let mut content = self.content(opening, end)?;
        self.predicate(reading, opening, &mut content);
        let rule = rule(&reading.cue, opening);
        let mut draft = self.draft(reading, content, rule);
        self.resolve_subject(reading, &mut draft);
        if draft.mention.is_none() && draft.antecedent.is_none() && (self.nested || self.is_hearsay(reading, opening)) {
            return None;
        }
        self.relay_chain(reading, &mut draft);
        self.left_piece(reading, opening, &mut draft, drafts);
        Some(draft)
    }

    /// `وصفه بأنه "…"`: a predicate in marks is a fragment of the judgement, not a clause of its own.
    fn predicate(&self, reading: &Reading, opening: Opening, content: &mut Content) {
        let judges = reading.cue.verb().is_some_and(|v| v.class == CueClass::Judgement && v.takes(frame::OBJECT));
        let Opening::Clause(start) = opening else { return };
        if judges && content.kind == QuoteType::Direct && self.scene.is(start, Flags::PRONOUN_SUFFIX) {
            let end = content.pieces.last().map_or(start, |p| p.end + 1);
            *content = Content { pieces: vec![start..end], kind: QuoteType::Mixed, recovered: content.recovered };
        }
    }

    /// "يتوقع أن", "يعتقد أن" without anybody who does: the passive of common expectation.
    fn is_hearsay(&self, reading: &Reading, opening: Opening) -> bool {
        let imperfect = reading.cue.form().is_some_and(|f| f.form == Form::Imperfect && f.gender == Gender::Masculine && f.number == Number::Singular);
        let belief = reading.cue.verb().is_some_and(|v| matches!(v.class, CueClass::Forecast | CueClass::Opinion));
        imperfect && belief && opening.start() <= reading.cue.tokens.end + 1 && matches!(opening, Opening::Clause(_))
    }

    fn content(&self, opening: Opening, end: usize) -> Option<Content> {
        let scene = self.scene;
        match opening {
            Opening::Clause(start) | Opening::Question(start) => content::clause(scene, start, end.max(start), false),
            Opening::Noun(start) => {
                let content = content::clause(scene, start, end.max(start), false)?;
                // A bare noun complement is a quote only for its quoted words.
                let marked = content.pieces.iter().any(|p| scene.marks.outermost(p.clone()).any(|q| scene.words(q.inside()) >= 2 && content::counts_as_fragment(scene, q)));
                (marked || content.kind == QuoteType::Direct).then_some(Content { kind: QuoteType::Mixed, ..content })
            }
            Opening::Colon(start) => content::clause(scene, start, end.max(start), true),
            Opening::Mark(open) => {
                let colon = open > 0 && scene.kind(open - 1) == TokenKind::Colon;
                content::quotation(scene, open, end.max(open), colon)
            }
        }
    }

    /// Whether the verb may take what stands behind it.
    fn licensed(&self, reading: &Reading, opening: Opening) -> bool {
        let scene = self.scene;
        let cue = &reading.cue;
        let distance = opening.start().saturating_sub(cue.tokens.end);
        let strict = cue.takes(frame::STRICT);
        // A verbal noun has its clause right behind it.
        if cue.is_nominal() && distance > 3 {
            return false;
        }
        if scene.phrase(cue.tokens.start).is_some_and(|(p, _)| p.class == PhraseClass::Impersonal) || self.is_impersonal(cue) {
            return false;
        }
        match opening {
            Opening::Clause(_) => {
                let takes = cue.takes(frame::CLAUSE | frame::BI | frame::ILA | frame::ALA | frame::MIN | frame::AN);
                takes && (!strict || distance <= 12)
            }
            Opening::Colon(_) => cue.takes(frame::COLON | frame::MARK) && (!strict || distance <= 12),
            Opening::Mark(open) => {
                let colon = open > 0 && scene.kind(open - 1) == TokenKind::Colon;
                let words = scene.marks.opened_at(open).map_or(0, |q| scene.words(q.inside()));
                let takes = cue.takes(frame::COLON | frame::MARK | frame::CLAUSE);
                takes && (colon || !strict && words >= 2 || words >= 4 && cue.takes(frame::MARK))
            }
            Opening::Noun(start) => {
                let preposition = start > 0 && scene.is(start - 1, Flags::PREPOSITION);
                !strict || cue.takes(frame::NOUN) || distance <= if preposition { 10 } else { 2 }
            }
            Opening::Question(_) => cue.takes(frame::WHETHER),
        }
    }

    /// "يذكر أن", "يشار إلى أن": the verb of a reminder right before its complementizer.
    fn is_impersonal(&self, cue: &Cue) -> bool {
        cue.tokens.start > 0
            && self.scene.phrase(cue.tokens.start - 1).is_some_and(|(p, end)| p.class == PhraseClass::Impersonal && end >= cue.tokens.start)
    }

    fn draft(&self, reading: &Reading, content: Content, rule: Rule) -> Draft {
        Draft {
            kind: content.kind,
            content: content.pieces,
            cue: Some(reading.cue.clone()),
            mention: None,
            antecedent: None,
            relays: Vec::new(),
            addressee: reading.clause.addressee.clone(),
            rule,
            recovered: content.recovered,
            paragraph: self.paragraph,
            nested: self.nested,
            dependent: reading.cue.is_participle() || reading.cue.is_nominal(),
        }
    }

    /// Mention or antecedent: behind the verb, handed over, or before it.
    fn resolve_subject(&self, reading: &Reading, draft: &mut Draft) {
        let own = reading.clause.subject.clone().filter(|s| draft.content.iter().all(|c| s.end <= c.start || c.end <= s.start));
        draft.mention = own;
        // "الوزير قال لرويترز إن": ل brings in the one who is told where the subject stands before.
        if let Some(told) = draft.mention.clone().filter(|m| m.len() == 1 && self.may_be_told(m.start)) {
            if let Some(subject) = self.subject_before(reading) {
                draft.mention = Some(subject);
                draft.addressee = Some(told);
                return;
            }
        }
        if let Some(inherited) = reading.inherited.clone().filter(|_| draft.mention.is_none()) {
            // Right before the cue it is the subject of the cue's own clause; further off, the
            // one who goes on speaking.
            if self.is_close(inherited.end, reading.cue.tokens.start) {
                draft.mention = Some(inherited);
            } else {
                draft.antecedent = Some(inherited);
            }
        }
        if draft.mention.is_some() || draft.antecedent.is_some() || draft.dependent {
            return;
        }
        if let Some(antecedent) = self.antecedent(&reading.cue) {
            draft.antecedent = Some(antecedent);
        } else {
            draft.mention = self.subject_before(reading);
        }
    }

    /// Whether an unknown word may begin with the preposition ب or ل: it has a complement.
    fn may_be_adjunct(&self, at: usize) -> bool {
        use crate::text::letter::proclitic::{BA, LAM};
        matches!(self.scene.whole(at).first(), BA | LAM) && !self.scene.is_known(at) && self.scene.is_definite(at + 1)
    }

    /// Whether an unknown word begins with ل.
    fn may_be_told(&self, at: usize) -> bool {
        !self.scene.is_known(at) && self.scene.whole(at).first() == crate::text::letter::proclitic::LAM
    }

    /// Whether only a few words and no comma stand between.
    fn is_close(&self, from: usize, to: usize) -> bool {
        to.saturating_sub(from) <= 8 && (from..to).all(|i| self.scene.kind(i) != TokenKind::Comma)
    }

    /// The noun phrase before a relative pronoun that the cue follows.
    fn antecedent(&self, cue: &Cue) -> Option<Range<usize>> {
        let scene = self.scene;
        let before = cue.tokens.start.checked_sub(1).filter(|&b| b >= self.range.start)?;
        let relative = if scene.is(before, Flags::RELATIVE) { before } else { before.checked_sub(1).filter(|&b| scene.is(before, Flags::QAD.with(Flags::AUXILIARY)) && scene.is(b, Flags::RELATIVE))? };
        let mut end = relative;
        if end > self.range.start && scene.kind(end - 1) == TokenKind::Comma {
            end -= 1;
        }
        self.phrase_ending(end)
    }

    /// The longest noun phrase that ends right before `end`.
    fn phrase_ending(&self, end: usize) -> Option<Range<usize>> {
        const REACH: usize = 14;
        let first = end.saturating_sub(REACH).max(self.range.start);
        (first..end).find_map(|start| {
            let range = noun::phrase(self.scene, start, end, false)?;
            (range.end == end && self.starts_clean(start) && noun::can_speak(self.scene, &range)).then_some(range)
        })
    }

    /// Whether a noun phrase may begin here: not in the middle of another one.
    fn starts_clean(&self, start: usize) -> bool {
        let scene = self.scene;
        start == self.range.start
            || scene.is(start, noun::SOURCE)
            || !scene.is_wordlike(start - 1)
            || scene.is(start - 1, Flags::PREPOSITION.with(Flags::ADJUNCT).with(Flags::CONJUNCTION).with(Flags::COMPLEMENTIZER).with(Flags::BUT).with(Flags::AUXILIARY))
            || scene.verb(start - 1).is_some()
    }

    /// "الكرملين أعلن أن": the subject before the verb, from the head of the clause.
    fn subject_before(&self, reading: &Reading) -> Option<Range<usize>> {
        let scene = self.scene;
        let cue = &reading.cue;
        if !cue.is_finite() || scene.prefix(cue.tokens.start).has(Prefix::CONJUNCTION) {
            return None;
        }
        let mut end = cue.tokens.start;
        while end > self.range.start && scene.is(end - 1, Flags::QAD.with(Flags::AUXILIARY).with(Flags::TIME)) {
            end -= 1;
        }
        self.subject_ending(end)
    }

    fn subject_ending(&self, end: usize) -> Option<Range<usize>> {
        const REACH: usize = 30;
        let first = end.saturating_sub(REACH).max(self.range.start);
        let starts = |i: &usize| *i == self.range.start || self.clause_starts_behind(*i - 1);
        // The longest chain first: "X، the minister of …، said".
        (first..end).filter(starts).find_map(|start| self.chain(start, end))
    }

    /// A noun phrase from `start`, with appositions in commas and adjuncts, up to the verb at `end`.
    fn chain(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let scene = self.scene;
        let mut start = start;
        while start < end && (scene.is(start, Flags::BUT.with(Flags::CONJUNCTION).with(Flags::AUXILIARY).with(Flags::QAD)) || !scene.is_wordlike(start) && scene.kind(start) != TokenKind::Quote) {
            start += 1;
        }
        let mut range = noun::phrase(scene, start, end, false)?;
        while scene.kind(range.end) == TokenKind::Comma && range.end + 1 < end {
            match noun::phrase(scene, range.end + 1, end, false) {
                Some(next) => range.end = next.end,
                None => break,
            }
        }
        if scene.kind(range.end) == TokenKind::Comma && range.end + 1 == end {
            return noun::can_speak(scene, &range).then_some(range);
        }
        // Only adjuncts may stand between the subject and its verb.
        let verbs = (range.end..end).any(|at| scene.finite(at).is_some() || scene.is(at, Flags::ACT.with(Flags::COMPLEMENTIZER).with(Flags::RELATIVE)));
        let adjunct = scene.is(range.end, Flags::PREPOSITION.with(Flags::ADJUNCT).with(Flags::TIME))
            || scene.prefix(range.end).has(Prefix::PREPOSITIONS)
            || self.may_be_adjunct(range.end)
            || !scene.is_wordlike(range.end);
        let rest_is_adjunct = range.end == end || adjunct && !verbs;
        (rest_is_adjunct && noun::can_speak(scene, &range)).then_some(range)
    }

    /// Whether a clause can start behind the token.
    fn clause_starts_behind(&self, at: usize) -> bool {
        matches!(self.scene.kind(at), TokenKind::Comma | TokenKind::Stop | TokenKind::Colon | TokenKind::Semicolon | TokenKind::Newline | TokenKind::Dash)
            || self.scene.is(at, Flags::COMPLEMENTIZER.with(Flags::BUT).with(Flags::AUXILIARY))
    }

    /// "نقلت وكالة A عن B قوله إن": the speaker stands behind "عن", the subject is the relay.
    fn relay_chain(&self, reading: &Reading, draft: &mut Draft) {
        if reading.cue.is_nominal() {
            self.relay_before(reading, draft);
        } else if reading.cue.is_finite() {
            let end = draft.content.first().map_or(self.range.end, |c| c.start);
            let relays = reading.cue.verb().is_some_and(|v| v.class == CueClass::Relay);
            let chain = if relays { self.chain_of(reading.cue.tokens.end, end) } else { self.quoting(reading.cue.tokens.end, end) };
            self.link(chain, draft.mention.clone(), &reading.cue, draft);
        }
    }

    /// Makes the last of a chain the speaker, and the rest and the verb's subject relays, nearest
    /// to the words first.
    fn link(&self, mut chain: Vec<Range<usize>>, subject: Option<Range<usize>>, cue: &Cue, draft: &mut Draft) {
        let Some(speaker) = chain.pop() else { return };
        let relays = chain.into_iter().rev().chain(subject);
        draft.relays.extend(relays.map(|tokens| RelayDraft { tokens, cue: Some(cue.clone()) }));
        draft.mention = Some(speaker);
    }

    /// "A said, quoting B, that": B behind a phrase of quoting.
    fn quoting(&self, start: usize, end: usize) -> Vec<Range<usize>> {
        let found = (start..end).find_map(|at| self.scene.phrase(at).filter(|(p, _)| p.class == PhraseClass::SourceRelay));
        found.and_then(|(_, behind)| noun::phrase(self.scene, behind, end, false)).into_iter().collect()
    }

    /// A verbal noun behind a verb of passing on.
    fn relay_before(&self, reading: &Reading, draft: &mut Draft) {
        const REACH: usize = 40;
        let scene = self.scene;
        let end = reading.cue.tokens.start;
        let first = end.saturating_sub(REACH).max(self.range.start);
        let Some(verb) = (first..end).rev().find(|&i| scene.verb(i).is_some_and(|v| v.verb().class == CueClass::Relay)) else { return };
        let Some(form) = scene.verb(verb) else { return };
        let cue = Cue { tokens: verb..verb + 1, kind: Kind::Verb(form) };
        let chain = self.chain_of(verb + 1, end);
        let subject = chain.first().and_then(|first| clause::read(scene, &cue, first.start).subject);
        self.link(chain, subject, &cue, draft);
    }

    /// The noun phrases behind each "عن" before `end`: "from A from B".
    fn chain_of(&self, start: usize, end: usize) -> Vec<Range<usize>> {
        let scene = self.scene;
        let links = (start..end).filter(|&i| crate::lexicon::preposition_frame(scene.whole(i)) == frame::AN);
        links.filter_map(|an| noun::phrase(scene, an + 1, end, false)).collect()
    }

    /// `"A"، قال X، "B"`: the marks before the cue belong to it, too.
    fn left_piece(&self, reading: &Reading, opening: Opening, draft: &mut Draft, drafts: &[Draft]) {
        let direct = matches!(opening, Opening::Mark(_)) && reading.cue.is_finite();
        if !direct || scene_prefix(self.scene, reading) {
            return;
        }
        if let Some(left) = self.marks_before(reading.head, drafts) {
            draft.content.insert(0, left);
        }
    }

    /// The quotation that ends right before `head` and belongs to no other quote.
    fn marks_before(&self, head: usize, drafts: &[Draft]) -> Option<Range<usize>> {
        let scene = self.scene;
        let mut at = head.checked_sub(1)?;
        while at > self.range.start && matches!(scene.kind(at), TokenKind::Comma | TokenKind::Dash | TokenKind::Stop) {
            at -= 1;
        }
        let quotation = scene.marks.around(at).filter(|q| q.close == at && q.open >= self.range.start)?;
        let inside = scene.trim(quotation.inside());
        let taken = drafts.iter().rev().take(DRAFTS_BACK).any(|d| d.content.iter().any(|c| c.start <= inside.start && inside.start < c.end));
        (!taken && scene.words(inside.clone()) >= 3).then_some(inside)
    }

    /// Marks or a clause first, then the verb: `"…"، قال X`.
    fn content_first(&self, reading: &Reading, drafts: &mut [Draft]) -> Option<Draft> {
        let strict = reading.cue.takes(frame::STRICT);
        if !reading.cue.is_finite() || strict || scene_prefix(self.scene, reading) || !reading.cue.takes(frame::COLON | frame::MARK) {
            return None;
        }
        let inside = self.marks_before(reading.head, drafts)?;
        let content = Content { pieces: vec![inside], kind: QuoteType::Direct, recovered: false };
        let mut draft = self.draft(reading, content, Rule::ContentFirst);
        draft.mention = reading.clause.subject.clone();
        Some(draft)
    }

    /// "بحسب X".
    fn source(&self, reading: &Reading, end: usize, drafts: &mut Vec<Draft>) -> Option<Draft> {
        let scene = self.scene;
        let start = reading.cue.tokens.end;
        let phrase = noun::phrase(scene, start, self.range.end, false).or_else(|| self.open_phrase(start))?;
        self.attributed(reading, Some(phrase.clone()), phrase.end, end, drafts)
    }

    /// The noun behind a proclitic preposition: وفقا لـX.
    fn open_phrase(&self, start: usize) -> Option<Range<usize>> {
        let scene = self.scene;
        let lam = scene.whole(start).first() == crate::text::letter::proclitic::LAM;
        if !lam {
            return None;
        }
        let occasion = scene.is(start, Flags::OCCASION.with(Flags::DEMONSTRATIVE)) && !scene.is(start, noun::SOURCE);
        if occasion {
            return None;
        }
        noun::headed(scene, start, self.range.end)
    }

    /// "حسبما أفاد X".
    fn source_clause(&self, reading: &Reading, end: usize, drafts: &mut Vec<Draft>) -> Option<Draft> {
        let subject = reading.clause.subject.clone();
        let behind = subject.as_ref().map_or(reading.cue.tokens.end, |s| s.end);
        if matches!(reading.cue.kind, Kind::SourceClause(p, _) if p.rest.is_empty()) && reading.clause.opening.is_some() {
            // "كما قال X إن": a conjunction and an ordinary verb.
            return reading.clause.opening.and_then(|o| self.opened(reading, o, end, drafts));
        }
        self.attributed(reading, subject, behind, end, drafts)
    }

    /// "على حد قوله" ends the content of the quote before it.
    fn source_self(&self, reading: &Reading, drafts: &mut [Draft]) -> Option<Draft> {
        self.cut_last(reading.head, drafts);
        None
    }

    /// A source before or behind its content.
    fn attributed(&self, reading: &Reading, source: Option<Range<usize>>, behind: usize, end: usize, drafts: &mut Vec<Draft>) -> Option<Draft> {
        let scene = self.scene;
        if reading.head <= self.range.start + 1 && behind < self.range.end {
            return self.source_before(reading, source, behind, end);
        }
        // On top of a quote with its own speaker the source only passed it on.
        if let Some(last) = drafts.last_mut().filter(|d| self.reaches(d, reading.head)) {
            if let Some(tokens) = source {
                last.relays.push(RelayDraft { tokens, cue: Some(reading.cue.clone()) });
            }
            self.cut_last(reading.head, drafts);
            return None;
        }
        let from = drafts.iter().rev().take(DRAFTS_BACK).flat_map(|d| d.content.last()).map(|c| c.end).max().unwrap_or(self.range.start);
        let content = match self.marks_before(reading.head, drafts) {
            Some(inside) => Content { pieces: vec![inside], kind: QuoteType::Direct, recovered: false },
            None => content::clause(scene, self.behind_dateline(from.max(self.range.start)), reading.head, false)?,
        };
        let mut draft = self.draft(reading, content, Rule::SourceAfter);
        draft.mention = source;
        Some(draft)
    }

    /// Behind a dateline ("القاهرة (رويترز) -"), a turn phrase or "كما" at the head of the sentence.
    fn behind_dateline(&self, start: usize) -> usize {
        const REACH: usize = 12;
        let scene = self.scene;
        let dash = (start..self.range.end.min(start + REACH)).find(|&at| {
            let behind = at > start && matches!(scene.kind(at - 1), TokenKind::Close | TokenKind::Colon);
            scene.kind(at) == TokenKind::Dash && (behind || scene.tokens.get(at).is_some_and(|t| t.spaced))
        });
        let mut at = dash.filter(|&d| scene.words(start..d) <= 6).map_or(start, |d| d + 1);
        if let Some((phrase, end)) = scene.phrase(at) {
            if phrase.class == PhraseClass::Turn {
                at = end;
            } else if phrase.class == PhraseClass::SourceClause && self.is_comparison(phrase) {
                at += 1;
            }
        }
        at
    }

    /// "بحسب X، …": the content follows.
    fn source_before(&self, reading: &Reading, source: Option<Range<usize>>, behind: usize, end: usize) -> Option<Draft> {
        let scene = self.scene;
        let comma = (behind..end).take(30).find(|&i| matches!(scene.kind(i), TokenKind::Comma | TokenKind::Colon))?;
        let mut start = comma + 1;
        if scene.is(start, Flags::COMPLEMENTIZER.with(Flags::CONJUNCTION)) && !scene.is(start, Flags::PRONOUN_SUFFIX) {
            start += 1;
        }
        let content = content::clause(scene, start, end.max(start), false)?;
        let mut draft = self.draft(reading, content, Rule::SourceBefore);
        draft.mention = source;
        Some(draft)
    }

    /// Whether the quote's content runs up to `head`.
    fn reaches(&self, draft: &Draft, head: usize) -> bool {
        let Some(last) = draft.content.last() else { return false };
        last.end + 3 >= head || last.end >= head
    }

    fn cut_last(&self, head: usize, drafts: &mut [Draft]) {
        let Some(last) = drafts.last_mut().and_then(|d| d.content.last_mut()) else { return };
        if last.start < head && head < last.end {
            *last = self.scene.trim(last.start..head);
        }
    }
}

/// Whether the cue is joined to what stands before it by و or ف.
fn scene_prefix(scene: &Scene, reading: &Reading) -> bool {
    scene.prefix(reading.cue.tokens.start).has(Prefix::CONJUNCTION)
}

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
