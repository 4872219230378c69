//! Who speaks: mentions joined into entities, implicit subjects by discourse.

use std::ops::Range;

use super::draft::{Draft, RelayDraft, Rule};
use super::name::{self, Mention};
use super::people::{People, same_person};
use super::scene::{Scene, agrees};
use crate::analysis::{EntityKind, Gender, Number};
use crate::text::Key;

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
    pub confidence: f32,
}

/// A relay with its source.
pub type ResolvedRelay = (RelayDraft, Option<u32>);

/// The sources of a text, as the quotes are read in order.
pub struct Speakers<'s, 't> {
    scene: &'s Scene<'t>,
    people: &'s People,
    pub sources: Vec<Source>,
    /// Who spoke in the quotes so far, newest last, with the token of the quote's cue.
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
        let at = draft.cue.as_ref().map_or_else(|| draft.content.first().map_or(0, |c| c.start), |c| c.tokens.start);
        let voice = match (&draft.mention, &draft.antecedent) {
            (Some(mention), _) => Voice { source: Some(self.source(mention.clone())), confidence: 0.95 },
            (None, Some(antecedent)) => Voice { source: Some(self.source(antecedent.clone())), confidence: 0.85 },
            (None, None) => self.implicit(draft, actor),
        };
        if let Some(source) = voice.source {
            self.learn(draft, source);
            if !draft.nested {
                self.turns.push((source, at));
            }
        }
        voice
    }

    /// The relays of a quote with their sources.
    pub fn relays(&mut self, draft: &Draft) -> Vec<ResolvedRelay> {
        draft.relays.iter().map(|relay| (relay.clone(), Some(self.source(relay.tokens.clone())))).collect()
    }

    /// The verb's gender and number tell those of its subject.
    fn learn(&mut self, draft: &Draft, source: u32) {
        let Some(form) = draft.cue.as_ref().and_then(|c| c.form()) else { return };
        let overt = draft.mention.is_some() && !draft.dependent;
        if let Some(source) = self.sources.get_mut(source as usize).filter(|s| overt && s.gender == Gender::Unknown) {
            source.gender = form.gender;
        }
    }

    fn implicit(&mut self, draft: &Draft, actor: Option<Range<usize>>) -> Voice {
        let form = draft.cue.as_ref().and_then(|c| c.form()).map_or((Gender::Unknown, Number::Unknown), |f| (f.gender, f.number));
        if let Some(actor) = actor {
            let source = self.source(actor);
            let fits = self.sources.get(source as usize).is_some_and(|s| agrees(form, (s.gender, s.number)));
            if fits || draft.dependent {
                return Voice { source: Some(source), confidence: 0.85 };
            }
        }
        let turn = self.turns.iter().rev().take(LOOK_BACK).find(|&&(source, _)| {
            self.sources.get(source as usize).is_some_and(|s| agrees(form, (s.gender, s.number)))
        });
        let continued = draft.rule == Rule::Continued;
        match turn.or(self.turns.last()) {
            Some(&(source, _)) => Voice { source: Some(source), confidence: if continued { 0.75 } else { 0.85 } },
            None => Voice::default(),
        }
    }

    /// The source that a mention names: one that is known, or a new one.
    pub fn source(&mut self, tokens: Range<usize>) -> u32 {
        let mention = name::read(self.scene, tokens.clone());
        let found = self.known(&mention);
        let index = found.unwrap_or_else(|| self.add(&mention));
        self.enrich(index, &mention);
        index
    }

    fn known(&self, mention: &Mention) -> Option<u32> {
        if mention.named {
            self.by_name(mention)
        } else if mention.kind == EntityKind::Person {
            self.by_title(mention)
        } else {
            self.by_noun(mention)
        }
    }

    fn by_name(&self, mention: &Mention) -> Option<u32> {
        let keys = name::keys(self.scene, mention.name.clone());
        let same = |s: &Source| s.named && same_person(&s.keys, &keys);
        self.find(same).or_else(|| self.find(|s| !s.named && s.kind == EntityKind::Organisation && s.keys == keys))
    }

    /// A title alone: the person who carries it, by mentions so far.
    fn by_title(&self, mention: &Mention) -> Option<u32> {
        let keys = name::keys(self.scene, mention.tokens.clone());
        let holds = |s: &Source| {
            matches!(s.kind, EntityKind::Person | EntityKind::Unnamed)
                && keys.iter().all(|k| s.title_keys.iter().any(|t| t == k || name::skeleton(*t) == name::skeleton(*k)))
        };
        self.find(holds)
    }

    /// A body or text: the same head, and no word that the other one lacks.
    fn by_noun(&self, mention: &Mention) -> Option<u32> {
        let keys = name::keys(self.scene, mention.name.clone());
        let head = keys.first().copied()?;
        self.find(|s| {
            let own: Vec<Key> = s.keys.iter().chain(&s.title_keys).copied().collect();
            let short = keys.iter().all(|k| own.contains(k));
            let long = !s.keys.is_empty() && s.keys.iter().all(|k| keys.contains(k)) && s.keys.first() == Some(&head);
            (short && own.contains(&head)) || long
        })
    }

    /// The newest source that fits.
    fn find(&self, fits: impl Fn(&Source) -> bool) -> Option<u32> {
        self.sources.iter().enumerate().rev().take(COMPARED).find(|(_, s)| fits(s)).map(|(i, _)| i as u32)
    }

    fn add(&mut self, mention: &Mention) -> u32 {
        let mut source = Source {
            name: mention.name.clone(),
            keys: name::keys(self.scene, mention.name.clone()),
            named: mention.named,
            titles: Vec::new(),
            title_keys: Vec::new(),
            kind: mention.kind,
            gender: mention.gender,
            number: mention.number,
            mentions: Vec::new(),
        };
        if !mention.named && mention.kind == EntityKind::Person {
            self.name_by_title(mention, &mut source);
        }
        if let Some(full) = self.people.fullest(self.scene, source.name.clone()).filter(|_| source.named) {
            source.keys = name::keys(self.scene, full.clone());
            source.name = full;
            source.kind = EntityKind::Person;
        }
        // The title's person may already be here under the name.
        if source.named && !mention.named {
            let keys = source.keys.clone();
            if let Some(known) = self.find(|s| s.named && same_person(&s.keys, &keys)) {
                return known;
            }
        }
        self.sources.push(source);
        (self.sources.len() - 1) as u32
    }

    /// Gives a title without a name the person whom the text introduces with it.
    fn name_by_title(&self, mention: &Mention, source: &mut Source) {
        let title = mention.tokens.clone();
        let found = self.people.by_title(self.scene, title.clone()).or_else(|| self.people.counterpart(self.scene, title));
        if let Some(introduction) = found {
            source.name = introduction.mention.name.clone();
            source.keys.clone_from(&introduction.names);
            source.named = true;
        }
    }

    /// What the mention adds to what is known of its source.
    fn enrich(&mut self, index: u32, mention: &Mention) {
        let keys = name::keys(self.scene, mention.name.clone());
        let titles: Vec<Key> = mention.titles.iter().flat_map(|t| name::keys(self.scene, t.clone())).collect();
        let Some(source) = self.sources.get_mut(index as usize) else { return };
        source.mentions.push(mention.tokens.clone());
        if mention.named == source.named && keys.len() > source.keys.len() && keys.len() <= 12 {
            source.name = mention.name.clone();
            source.keys = keys;
        }
        for (title, key) in mention.titles.iter().zip(std::iter::once(titles)) {
            source.titles.push(title.clone());
            source.title_keys.extend(key);
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
