//! Who speaks: mentions joined into entities, implicit subjects by discourse.

mod sources;

use crate::lexicon::Flags;
use crate::lexicon::{Gender, Number};
use crate::quotes::drafts::{Draft, RelayDraft};
use crate::quotes::name::{self, Keys};
use crate::quotes::people::PeopleOf;
use crate::quotes::result::EntityKind;
use crate::quotes::words::scene::{Scene, agrees};
use crate::text::Key;
use crate::tokens::{TokenKind, TokenRange};

/// A source of the text, in token positions.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: TokenRange,
    pub keys: Keys,
    pub named: bool,
    pub titles: Vec<TokenRange>,
    pub title_keys: Vec<Key>,
    pub kind: EntityKind,
    pub gender: Gender,
    pub number: Number,
    pub mentions: Vec<TokenRange>,
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
    people: &'s PeopleOf<'s, 't>,
    pub sources: Vec<Source>,
    /// Who spoke in the quotes so far, newest last, with the quote's paragraph.
    turns: Vec<(u32, usize)>,
}

/// Turns looked at for an implicit subject.
const LOOK_BACK: usize = 12;
/// Sources compared with a mention.
const COMPARED: usize = 64;

impl<'s, 't> Speakers<'s, 't> {
    pub fn new(scene: &'s Scene<'t>, people: &'s PeopleOf<'s, 't>) -> Self {
        Self { scene, people, sources: Vec::new(), turns: Vec::new() }
    }

    /// The speaker of a quote. `actor` is the subject of the sentence's main clause, where it is
    /// known.
    pub fn speaker(&mut self, draft: &Draft, actor: Option<TokenRange>) -> Voice {
        let behind_verb =
            |m: TokenRange| draft.cue.as_ref().is_some_and(|c| c.is_finite() && m.start == c.tokens.end);
        let mention = draft.mention.map(|m| m.tokens).filter(|m| !self.is_noise(*m, behind_verb(*m)));
        let voice = match (mention, draft.antecedent.map(|a| a.tokens)) {
            (Some(mention), _) => Voice { source: Some(self.source(mention)), way: Way::Subject },
            (None, Some(antecedent)) => Voice { source: Some(self.source(antecedent)), way: Way::Antecedent },
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
    fn is_noise(&self, mention: TokenRange, behind_verb: bool) -> bool {
        const ALEF: char = '\u{627}';
        let at = mention.start;
        if !self.may_be_agent(mention, behind_verb)
            || self.is_function_word(at)
            || crate::quotes::phrase::is_thing(self.scene, at)
        {
            return true;
        }
        // "ناجحا ومهما": accusatives, one or joined.
        let accusative = |i: usize| !self.scene.is_known(i) && self.scene.written(i).ends_with(ALEF);
        let all = mention.len() <= 3 && mention.iter().all(accusative);
        all && !self.people.is_surname(name::bare(self.scene, at))
    }

    /// A letter that stands alone, or a word of grammar that no noun phrase starts with.
    fn is_function_word(&self, at: usize) -> bool {
        let scene = self.scene;
        let grammar = Flags::PREPOSITION.with(Flags::NEGATION).with(Flags::COMPLEMENTIZER).with(Flags::BUT);
        let noun = crate::quotes::words::sets::SOURCE.with(Flags::PERSONAL_NAME);
        scene.kind(at) == TokenKind::Word
            && (scene.whole(at).len() <= 1 && !name::is_title_letter(scene, at)
                || scene.is(at, Flags::EMPHASIS)
                || scene.is(at, grammar)
                    && !scene.is(at, noun)
                    && !crate::quotes::words::shape::is_ali(scene, at))
    }

    /// Whether the head can be somebody: not "this attack", nor a definite word that is no name of
    /// the text, unless it stands alone right behind the verb.
    fn may_be_agent(&self, mention: TokenRange, behind_verb: bool) -> bool {
        let (scene, at) = (self.scene, mention.start);
        let known = |at: usize| {
            scene
                .is(at, crate::quotes::words::sets::SOURCE.with(Flags::PERSONAL_NAME).with(Flags::FATHERHOOD))
        };
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
            .iter()
            .any(|i| self.people.is_surname(name::bare(scene, i)) || scene.is(i, Flags::PERSONAL_NAME));
        people || surname || (behind_verb && mention.len() <= 2)
    }

    /// Whether a noun phrase of a clause that reports nothing may be the one who goes on to speak:
    /// a source noun, a given name, or a name that the text knows.
    fn is_agent(&self, phrase: TokenRange) -> bool {
        let at = phrase.start;
        // A text is one only where it is said to say something.
        let said = at > 0 && self.scene.finite(at - 1).is_some();
        let silent = if said { Flags::PLACE } else { Flags::PLACE.with(Flags::DOCUMENT) };
        let speaks = crate::quotes::words::sets::SOURCE.without(silent);
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
            let source = if text { None } else { Some(self.source(relay.tokens)) };
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

    fn implicit(&mut self, draft: &Draft, actor: Option<TokenRange>) -> Voice {
        let form = draft
            .cue
            .as_ref()
            .and_then(|c| c.form())
            .map_or((Gender::Unknown, Number::Unknown), |f| (f.gender, f.number));
        if let Some(actor) = actor.filter(|a| self.is_agent(*a)) {
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

    /// Whether a noun phrase names one of the sources, for headlines.
    pub fn names_known(&self, tokens: TokenRange) -> bool {
        let keys = name::keys(self.scene, tokens);
        self.sources.iter().take(COMPARED).any(|s| {
            let last = s.keys.last();
            s.kind != EntityKind::Document && last.is_some_and(|l| l.len() > 2 && keys.contains(l))
                || (!keys.is_empty() && keys.iter().all(|k| s.title_keys.contains(k) || s.keys.contains(k)))
        })
    }
}
