//! Who speaks: mentions joined into entities, implicit subjects by discourse.

use std::ops::Range;

use super::draft::{Draft, RelayDraft};
use super::name::{self, Mention};
use super::people::{self, People, Phrase, alike, holds_all, same_person};
use super::scene::{Scene, agrees};
use crate::analysis::{EntityKind, Gender, Number};
use crate::lexicon::{Flags, Prefix};
use crate::text::{Key, TokenKind};

/// A source of the text, in token positions.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: Range<usize>,
    pub keys: Vec<Key>,
    pub named: bool,
    pub titles: Vec<Range<usize>>,
    pub title_keys: Vec<Key>,
    pub kind: EntityKind,
    pub gender: Gender,
    pub number: Number,
    pub mentions: Vec<Range<usize>>,
}

/// Who speaks in a quote, and how that was found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Voice {
    pub source: Option<u32>,
    pub way: Way,
}

/// How a speaker was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// The subject in the cue's clause.
    Subject,
    /// The noun before a relative cue.
    Antecedent,
    /// The subject of the sentence's main verb.
    MainVerb,
    /// Who spoke before, in the same paragraph.
    Turn,
    /// Who spoke before, in an earlier paragraph.
    OldTurn,
    /// Nobody was found.
    #[default]
    Nobody,
}

/// A relay with its source.
pub type ResolvedRelay = (RelayDraft, Option<u32>);

/// The sources of a text, as the quotes are read in order.
pub struct Speakers<'s, 't> {
    scene: &'s Scene<'t>,
    people: &'s People,
    pub sources: Vec<Source>,
    /// Who spoke in the quotes so far, newest last, with the quote's paragraph.
    turns: Vec<(u32, usize)>,
}

/// Turns looked at for an implicit subject.
const LOOK_BACK: usize = 12;
/// Sources compared with a mention.
const COMPARED: usize = 64;

impl<'s, 't> Speakers<'s, 't> {
    pub fn new(scene: &'s Scene<'t>, people: &'s People) -> Self {
        Self { scene, people, sources: Vec::new(), turns: Vec::new() }
    }

    /// The speaker of a quote. `actor` is the subject of the sentence's main clause, where it is
    /// known.
    pub fn speaker(&mut self, draft: &Draft, actor: Option<Range<usize>>) -> Voice {
        let behind_verb =
            |m: &Range<usize>| draft.cue.as_ref().is_some_and(|c| c.is_finite() && m.start == c.tokens.end);
        let mention = draft.mention.as_ref().filter(|m| !self.is_noise(m, behind_verb(m)));
        let voice = match (mention, &draft.antecedent) {
            (Some(mention), _) => Voice { source: Some(self.source(mention.clone())), way: Way::Subject },
            (None, Some(antecedent)) => {
                Voice { source: Some(self.source(antecedent.clone())), way: Way::Antecedent }
            }
            (None, None) => self.implicit(draft, actor),
        };
        if let Some(source) = voice.source {
            self.learn(draft, source);
            if !draft.nested {
                self.turns.push((source, draft.paragraph));
            }
        }
        voice
    }

    /// A single unknown word that ends like an accusative, and is no surname of the text: an
    /// adverb or object that stands where a subject could.
    fn is_noise(&self, mention: &Range<usize>, behind_verb: bool) -> bool {
        const ALEF: char = '\u{627}';
        let at = mention.start;
        if !self.may_be_agent(mention, behind_verb)
            || self.is_function_word(at)
            || super::noun::is_thing(self.scene, at)
        {
            return true;
        }
        // "ناجحا ومهما": accusatives, one or joined.
        let accusative = |i: usize| !self.scene.is_known(i) && self.scene.written(i).ends_with(ALEF);
        let all = mention.len() <= 3 && mention.clone().all(accusative);
        all && !self.people.is_surname(name::bare(self.scene, at))
    }

    /// A letter that stands alone, or a word of grammar that no noun phrase starts with.
    fn is_function_word(&self, at: usize) -> bool {
        let scene = self.scene;
        let grammar = Flags::PREPOSITION.with(Flags::NEGATION).with(Flags::COMPLEMENTIZER).with(Flags::BUT);
        let noun = super::noun::SOURCE.with(Flags::PERSONAL_NAME);
        scene.kind(at) == TokenKind::Word
            && (scene.whole(at).len() <= 1 && !name::is_title_letter(scene, at)
                || scene.is(at, Flags::EMPHASIS)
                || scene.is(at, grammar) && !scene.is(at, noun) && !super::shape::is_ali(scene, at))
    }

    /// Whether the head can be somebody: not "this attack", nor a definite word that is no name of
    /// the text, unless it stands alone right behind the verb.
    fn may_be_agent(&self, mention: &Range<usize>, behind_verb: bool) -> bool {
        let (scene, at) = (self.scene, mention.start);
        let known =
            |at: usize| scene.is(at, super::noun::SOURCE.with(Flags::PERSONAL_NAME).with(Flags::FATHERHOOD));
        if scene.is(at, Flags::DEMONSTRATIVE) {
            return known(at + 1);
        }
        // "اليستير", "المنجي": unknown to the press otherwise, a name.
        if known(at)
            || !scene.is_definite(at)
            || scene.is(at, Flags::QUANTIFIER)
            || !scene.is_known(at) && !scene.is_common(at)
        {
            return true;
        }
        let text = scene.written(at);
        let people = text.ends_with("\u{648}\u{646}") || text.ends_with('\u{629}');
        let surname = mention
            .clone()
            .any(|i| self.people.is_surname(name::bare(scene, i)) || scene.is(i, Flags::PERSONAL_NAME));
        people || surname || (behind_verb && mention.len() <= 2)
    }

    /// Whether a noun phrase of a clause that reports nothing may be the one who goes on to speak:
    /// a source noun, a given name, or a name that the text knows.
    fn is_agent(&self, phrase: &Range<usize>) -> bool {
        let at = phrase.start;
        // A text is one only where it is said to say something.
        let said = at > 0 && self.scene.finite(at - 1).is_some();
        let silent = if said { Flags::PLACE } else { Flags::PLACE.with(Flags::DOCUMENT) };
        let speaks = super::noun::SOURCE.without(silent);
        let last = phrase.end.saturating_sub(1);
        if self.scene.is(at, Flags::QUANTIFIER) && self.scene.is_definite(at) {
            return false;
        }
        self.scene.is(at, speaks)
            || said && self.scene.kind(at) == TokenKind::Quote
            || self.scene.is(at, Flags::PERSONAL_NAME)
            || self.people.is_surname(name::bare(self.scene, last)) && !self.scene.is_common(last)
    }

    /// The relays of a quote with their sources.
    pub fn relays(&mut self, draft: &Draft) -> Vec<ResolvedRelay> {
        let mut resolved = Vec::with_capacity(draft.relays.len());
        for relay in &draft.relays {
            // "في بيان": a text without a name is no source that anything else could mean.
            let text = self.scene.is(relay.tokens.start, Flags::WRITING) && relay.cue.is_none();
            let source = if text { None } else { Some(self.source(relay.tokens.clone())) };
            resolved.push((relay.clone(), source));
        }
        resolved
    }

    /// The verb's gender and number tell those of its subject.
    fn learn(&mut self, draft: &Draft, source: u32) {
        let Some(form) = draft.cue.as_ref().and_then(|c| c.form()) else { return };
        let overt = draft.mention.is_some() && !draft.dependent && form.gender != Gender::Unknown;
        let person = |s: &&mut Source| {
            s.gender == Gender::Unknown || s.kind == EntityKind::Person && s.number != Number::Plural
        };
        if let Some(source) = self.sources.get_mut(source as usize).filter(|s| overt && person(s)) {
            source.gender = form.gender;
        }
    }

    fn implicit(&mut self, draft: &Draft, actor: Option<Range<usize>>) -> Voice {
        let form = draft
            .cue
            .as_ref()
            .and_then(|c| c.form())
            .map_or((Gender::Unknown, Number::Unknown), |f| (f.gender, f.number));
        if let Some(actor) = actor.filter(|a| self.is_agent(a)) {
            let source = self.source(actor);
            let fits = self.sources.get(source as usize).is_some_and(|s| agrees(form, (s.gender, s.number)));
            if fits {
                return Voice { source: Some(source), way: Way::MainVerb };
            }
        }
        let turn = self.turns.iter().rev().take(LOOK_BACK).find(|&&(source, _)| {
            self.sources.get(source as usize).is_some_and(|s| agrees(form, (s.gender, s.number)))
        });
        match turn.or(self.turns.last()) {
            Some(&(source, paragraph)) => {
                let way = if paragraph == draft.paragraph { Way::Turn } else { Way::OldTurn };
                Voice { source: Some(source), way }
            }
            None => Voice::default(),
        }
    }

    /// The source that a mention names: one that is known, or a new one.
    pub fn source(&mut self, tokens: Range<usize>) -> u32 {
        let mention = self.read(self.cut(tokens));
        if let Some(maker) = people::maker(self.scene, &mention) {
            let index = self.source(maker);
            self.enrich(index, &mention);
            return index;
        }
        let found = self.known(&mention);
        let index = found.unwrap_or_else(|| self.add(&mention));
        self.enrich(index, &mention);
        index
    }

    /// The mention's parts; of "X's statements" those of X, where the text knows the surname.
    fn read(&self, tokens: Range<usize>) -> Mention {
        let mention = name::read(self.scene, tokens.clone());
        let next = tokens.start + 1;
        let owned = mention.kind == EntityKind::Document && !mention.named && next < tokens.end;
        if owned && self.people.is_surname(name::bare(self.scene, next)) {
            return name::read(self.scene, next..tokens.end);
        }
        mention
    }

    /// A mention that begins with a surname of the text ends with it: what follows is the clause's.
    pub fn cut(&self, tokens: Range<usize>) -> Range<usize> {
        let first = name::bare(self.scene, tokens.start);
        let unknown = |at: usize| {
            at < tokens.end && !self.scene.is(at, super::noun::SOURCE) && self.scene.is_wordlike(at)
        };
        let surname = self.people.is_surname(first) && !self.scene.is(tokens.start, super::noun::SOURCE);
        if surname
            && unknown(tokens.start + 1)
            && !self.people.is_surname(name::bare(self.scene, tokens.start + 1))
        {
            return tokens.start..tokens.start + 1;
        }
        tokens
    }

    fn known(&self, mention: &Mention) -> Option<u32> {
        if mention.named {
            return self.by_name(mention);
        }
        let keys = name::keys(self.scene, mention.tokens.clone());
        match mention.kind {
            EntityKind::Person | EntityKind::Unnamed => self.by_description(mention, &keys),
            _ => self.by_noun(mention, &keys),
        }
    }

    fn by_name(&self, mention: &Mention) -> Option<u32> {
        let keys = name::keys(self.scene, mention.name.clone());
        self.find(|s| s.named && same_person(&s.keys, &keys))
            .or_else(|| self.find(|s| !s.named && s.kind != EntityKind::Person && s.keys == keys))
    }

    /// A title or description alone: a source that has been called so, or the surname at its end.
    fn by_description(&self, mention: &Mention, keys: &[Key]) -> Option<u32> {
        let god = self.scene.is(mention.tokens.end.saturating_sub(1), Flags::DEITY);
        if let Some(last) = keys.last().filter(|_| mention.definite && !god)
            && let Some(found) =
                self.find(|s| s.named && s.kind == EntityKind::Person && s.keys.last() == Some(last))
        {
            return Some(found);
        }
        let person = |s: &Source| matches!(s.kind, EntityKind::Person | EntityKind::Unnamed);
        if mention.definite {
            self.find(|s| person(s) && holds_all(&s.title_keys, keys))
        } else {
            self.find(|s| person(s) && s.keys == keys)
        }
    }

    /// A body or text: the same words, or a definite head that an earlier mention spells out.
    fn by_noun(&self, mention: &Mention, keys: &[Key]) -> Option<u32> {
        let names = name::keys(self.scene, mention.name.clone());
        let head = names.first().copied()?;
        self.find(|s| {
            let same = s.keys == names;
            let short = mention.definite
                && [s.keys.first(), s.title_keys.first()].into_iter().flatten().any(|k| alike(*k, head))
                && (holds_all(&s.keys, &names) || holds_all(&s.title_keys, keys));
            let long = s.kind != EntityKind::Person && s.keys.len() > 1 && names.starts_with(&s.keys);
            let proper = s.kind == EntityKind::Organisation
                && names.len() < s.keys.len()
                && s.keys.get(1..).is_some_and(|rest| rest.starts_with(&names));
            s.kind != EntityKind::Person && (same || short || long || proper)
        })
    }

    /// The newest source that fits.
    fn find(&self, fits: impl Fn(&Source) -> bool) -> Option<u32> {
        self.sources.iter().enumerate().rev().take(COMPARED).find(|(_, s)| fits(s)).map(|(i, _)| i as u32)
    }

    /// A source for a mention that none of the known ones carries: the one that the text spells
    /// out elsewhere, the one who is speaking where the mention only describes him, or a new one.
    fn add(&mut self, mention: &Mention) -> u32 {
        if let Some(full) = self.trade(mention) {
            let keys = name::keys(self.scene, full.clone());
            let source = Source { named: true, ..self.fresh(mention, full, keys) };
            return self.push(source);
        }
        if let Some(phrase) = self.spelt_out(mention) {
            let full = &phrase.mention;
            // Who is behind a text may be called by a short name there.
            if mention.kind == EntityKind::Document && full.kind != EntityKind::Document {
                return self.source(full.tokens.clone());
            }
            let keys = phrase.names.clone();
            if let Some(known) = self
                .find(|s| if full.named { s.named && same_person(&s.keys, &keys) } else { s.keys == keys })
            {
                return known;
            }
            let name = full.name.clone();
            let source = Source {
                titles: full.titles.clone(),
                title_keys: phrase.titles.clone(),
                ..self.fresh(full, name, keys)
            };
            return self.push(source);
        }
        if let Some(source) = self.described(mention) {
            return source;
        }
        let keys = name::keys(self.scene, mention.name.clone());
        let mut source = self.fresh(mention, mention.name.clone(), keys);
        let known = self.people.fullest(self.scene, source.name.clone());
        if let Some(full) = known.or_else(|| self.searched(&source)).filter(|_| source.named) {
            source.keys = name::keys(self.scene, full.clone());
            source.name = full;
            source.kind = EntityKind::Person;
        } else if let Some(phrase) = self.people.extended(&source.keys).filter(|_| source.named) {
            source.keys.clone_from(&phrase.names);
            source.name = phrase.mention.name.clone();
        }
        self.push(source)
    }

    /// "الراوي", "الفريق الراوي": a word with the article, often a trade, that is the surname of somebody in
    /// the text.
    fn trade(&self, mention: &Mention) -> Option<Range<usize>> {
        let trade = !mention.named
            && !self.scene.is(mention.tokens.end.saturating_sub(1), Flags::DEITY)
            && mention.definite
            && matches!(mention.kind, EntityKind::Person | EntityKind::Unnamed);
        let last = mention.tokens.end.checked_sub(1).filter(|_| trade)?;
        self.scene.is_definite(last).then(|| self.people.fullest(self.scene, last..mention.tokens.end))?
    }

    /// The full name behind a surname that only stands alone where people speak.
    fn searched(&self, source: &Source) -> Option<Range<usize>> {
        let single = source.named && source.name.len() == 1 && self.sources.len() < COMPARED;
        let person = matches!(source.kind, EntityKind::Unknown | EntityKind::Person);
        (single && person).then(|| People::searched(self.scene, source.name.clone()))?
    }

    fn fresh(&self, mention: &Mention, name: Range<usize>, keys: Vec<Key>) -> Source {
        Source {
            name,
            keys,
            named: mention.named,
            titles: Vec::new(),
            title_keys: Vec::new(),
            kind: mention.kind,
            gender: mention.gender,
            number: mention.number,
            mentions: Vec::new(),
        }
    }

    fn push(&mut self, source: Source) -> u32 {
        self.sources.push(source);
        (self.sources.len() - 1) as u32
    }

    /// The phrase of the text that says in full whom the mention means.
    fn spelt_out(&self, mention: &Mention) -> Option<&'s Phrase> {
        let at = mention.tokens.start;
        let names = name::keys(self.scene, mention.name.clone());
        let keys = name::keys(self.scene, mention.tokens.clone());
        match mention.kind {
            EntityKind::Person | EntityKind::Unnamed if !mention.named => {
                let one = mention.definite && mention.number != Number::Plural;
                let by_title = one.then(|| self.people.by_title(at, &keys)).flatten();
                by_title.or_else(|| {
                    let alone = mention.definite && keys.len() == 1;
                    if alone { self.people.by_unnamed(at, &keys) } else { self.introduced(mention, &keys) }
                })
            }
            EntityKind::Organisation
                if !mention.named && !mention.definite && self.introduced(mention, &keys).is_some() =>
            {
                self.introduced(mention, &keys)
            }
            EntityKind::Organisation | EntityKind::Document if !mention.named => {
                let short = || self.people.by_head(at, &names).filter(|_| mention.definite);
                let first = self.people.longer(at, &names).or_else(short)?;
                // "the presidency" → "the general presidency" → "the general presidency of the army".
                let full = self
                    .people
                    .longer(at, &first.names)
                    .filter(|p| p.mention.kind == first.mention.kind)
                    .unwrap_or(first);
                Some(self.people.sayer(full))
            }
            EntityKind::Unknown
                if names.len() <= 4
                    && !self.scene.is(mention.name.start, Flags::PERSONAL_NAME)
                    && !names.last().is_some_and(|last| self.people.is_surname(*last)) =>
            {
                self.people.holding(self.scene, at, &names)
            }
            _ => None,
        }
    }

    /// Whom an indefinite description means that the text names only later.
    fn introduced(&self, mention: &Mention, keys: &[Key]) -> Option<&'s Phrase> {
        let described = !mention.definite && mention.number != Number::Plural;
        described.then(|| self.people.introduced(mention, keys)).flatten()
    }

    /// "the source", "the speaker", "the statement": whoever is speaking, where number and gender
    /// allow it.
    fn described(&self, mention: &Mention) -> Option<u32> {
        let words = self.scene.words(mention.tokens.clone());
        let description = match mention.kind {
            EntityKind::Person | EntityKind::Unnamed | EntityKind::Document => !mention.named && words <= 4,
            EntityKind::Unknown => {
                words >= 2
                    && mention
                        .tokens
                        .clone()
                        .all(|at| self.scene.is_definite(at) || self.scene.is(at, Flags::EMPHASIS))
                    && mention.tokens.clone().all(|at| self.scene.is_known(at) || self.scene.is_common(at))
            }
            EntityKind::Organisation => false,
        };
        let shown = (mention.gender, mention.number);
        // "المادة (28)", "المتحدث باسم الوزارة", "رئيس البعثة في البلاد": more than a description of who is
        // speaking, unlike "القيادي في الحزب".
        let head = mention.tokens.start;
        let spokesman = |at: usize| self.scene.is(at, Flags::PREPOSITION) && self.scene.is_in_the_name_of(at);
        let somebody =
            self.scene.prefix(head).has(Prefix::ARTICLE) && !mention.tokens.clone().any(spokesman);
        let own = |at: usize| {
            self.scene.kind(at) == TokenKind::Number
                || self.scene.is(at, Flags::PREPOSITION) && !somebody
        };
        if mention.tokens.clone().any(own) {
            return None;
        }
        let document = mention.kind == EntityKind::Document;
        let head = name::keys(self.scene, mention.tokens.clone()).first().copied();
        // The father of X is not X.
        let child = (mention.tokens.len() == 2).then(|| name::bare(self.scene, mention.tokens.end - 1));
        let fits = |s: &Source| {
            if s.named && s.keys.first().copied() == child {
                return false;
            }
            if document {
                let heads = [s.title_keys.first(), s.keys.first()];
                heads.into_iter().flatten().any(|t| head.is_some_and(|h| alike(*t, h)))
            } else {
                let number = match shown.1 {
                    Number::Plural => s.number == Number::Plural,
                    shown => s.number == shown || shown == Number::Unknown || s.number == Number::Unknown,
                };
                // "المصدر" may be a body or text of either gender.
                let source = self.scene.is(mention.tokens.start, Flags::UNNAMED)
                    && !self.scene.is(mention.tokens.start, Flags::TITLE)
                    && shown.1 == Number::Singular;
                if source && matches!(s.kind, EntityKind::Organisation | EntityKind::Document) {
                    return true;
                }
                // "الخبير" is nobody's organisation.
                let person = mention.kind == EntityKind::Person && shown.1 != Number::Plural;
                let body = s.kind == EntityKind::Organisation;
                // "الوزير" is no source that nobody named.
                let office = self.scene.is(mention.tokens.start, Flags::TITLE)
                    && !self.scene.is(mention.tokens.start, Flags::UNNAMED);
                let nobody = s.kind == EntityKind::Unnamed && !s.named && office;
                number && agrees(shown, (s.gender, s.number)) && !(person && body) && !nobody
            }
        };
        let turn = || {
            self.turns
                .iter()
                .rev()
                .take(LOOK_BACK)
                .find(|&&(s, _)| self.sources.get(s as usize).is_some_and(fits))
        };
        // A statement that nobody is said to have made is that of the body that spoke last.
        let body = || {
            self.turns.last().filter(|&&(s, _)| {
                document && self.sources.get(s as usize).is_some_and(|s| s.kind == EntityKind::Organisation)
            })
        };
        (description && mention.definite).then(|| turn().or_else(body)).flatten().map(|&(s, _)| s)
    }

    /// What the mention adds to what is known of its source.
    fn enrich(&mut self, index: u32, mention: &Mention) {
        let keys = name::keys(self.scene, mention.name.clone());
        let titles: Vec<Key> =
            mention.titles.iter().flat_map(|t| name::keys(self.scene, t.clone())).collect();
        let Some(source) = self.sources.get_mut(index as usize) else { return };
        source.mentions.push(mention.tokens.clone());
        let own = mention.named || mention.kind == source.kind || source.kind == EntityKind::Unknown;
        if own && mention.named == source.named && keys.len() > source.keys.len() && keys.len() <= 12 {
            source.name = mention.name.clone();
            source.keys = keys;
        }
        // The same title again adds nothing, and a source with very many is no person.
        const TITLES: usize = 16;
        if source.titles.len() < TITLES && !titles.iter().all(|t| source.title_keys.contains(t)) {
            source.titles.extend(mention.titles.iter().cloned());
            source.title_keys.extend(titles);
        }
        if source.gender == Gender::Unknown {
            source.gender = mention.gender;
        }
        if source.kind == EntityKind::Unknown {
            source.kind = mention.kind;
        }
    }

    /// Whether a noun phrase names one of the sources, for headlines.
    pub fn names_known(&self, tokens: Range<usize>) -> bool {
        let keys = name::keys(self.scene, tokens);
        self.sources.iter().take(COMPARED).any(|s| {
            let last = s.keys.last();
            s.kind != EntityKind::Document && last.is_some_and(|l| l.len() > 2 && keys.contains(l))
                || (!keys.is_empty() && keys.iter().all(|k| s.title_keys.contains(k) || s.keys.contains(k)))
        })
    }
}
