//! A quote whose speaker is sought, and what its clause says.

use smallvec::SmallVec;

use crate::lexicon::{CueClass, Flags, Gender, Number};
use crate::quotes::drafts::Draft;
use crate::quotes::inventory::{HEADS, Inventory, bits};
use crate::quotes::name::{self, Keys, Mention};
use crate::quotes::people::has;
use crate::quotes::result::EntityKind;
use crate::quotes::score::{Facts, Situation};
use crate::quotes::words::Scene;
use crate::segment::Paragraph;
use crate::text::Key;
use crate::tokens::TokenRange;

/// A quote whose speaker is sought.
#[derive(Debug)]
pub struct Question<'q> {
    /// The quote.
    pub draft: &'q Draft,
    /// The noun phrase that names the speaker, if there is one.
    pub mention: Option<&'q Mention>,
    /// The mention, or otherwise the subject that the rules reject.
    pub standing: Option<&'q Mention>,
    /// The folded words of `standing`.
    pub standing_keys: Keys,
    /// The folded words of the mention.
    pub keys: Keys,
    /// The [`bits`] of `keys`.
    pub bits: u64,
    /// The folded words of the mention's proper name, if it has one.
    pub name: Keys,
    /// Where else the text has the first word of the mention, if the mention is not a name.
    pub heads: SmallVec<[usize; HEADS]>,
    /// The first token of the cue, or of the content if there is no cue.
    pub at: usize,
    /// The paragraph of the cue.
    pub paragraph: TokenRange,
    /// The first token of the previous paragraph.
    pub before: usize,
    /// The gender and number that the verb shows.
    pub form: (Gender, Number),
    /// Whether the verb says that somebody continues to speak.
    pub goes_on: bool,
    /// Whether the mention says "the same".
    pub same: bool,
}

impl<'q> Question<'q> {
    /// The question of a draft.
    pub fn of(
        scene: &Scene,
        paragraphs: &[Paragraph],
        inventory: &Inventory,
        draft: &'q Draft,
        mention: Option<&'q Mention>,
        standing: Option<&'q Mention>,
    ) -> Self {
        let content = draft.content.first().map_or(0, |piece| piece.start());
        let form = draft.cue.as_ref().and_then(|cue| cue.form());
        let range = |index: usize| paragraphs.get(index).map(|p| TokenRange::new(p.start(), p.end()));
        let paragraph = range(draft.paragraph).unwrap_or_default();
        let before = draft.paragraph.checked_sub(1).and_then(range).unwrap_or(paragraph);
        let tokens = mention.map(|mention| mention.tokens).unwrap_or_default();
        let keys = name::keys(scene, tokens);
        let head = keys.first().filter(|_| mention.is_some_and(|mention| !mention.named));
        let heads = head.into_iter().flat_map(|head| inventory.heads(*head));
        let heads = heads.filter(|at| !tokens.contains(*at)).collect();
        Self {
            draft,
            mention,
            standing,
            standing_keys: standing.map(|mention| name::keys(scene, mention.tokens)).unwrap_or_default(),
            bits: bits(&keys),
            name: mention.filter(|m| m.named).map(|m| name::keys(scene, m.name)).unwrap_or_default(),
            keys,
            heads,
            at: draft.cue.as_ref().map_or(content, |cue| cue.tokens.start()),
            paragraph,
            before: before.start(),
            form: form.map(|form| (form.gender, form.number)).unwrap_or_default(),
            goes_on: draft.cue.as_ref().is_some_and(|cue| cue.lemma().1 == CueClass::Continuation),
            same: tokens.iter().any(|at| scene.is(at, Flags::EMPHASIS)),
        }
    }

    /// Returns whether a word of the mention is in the name or the titles.
    pub fn shares(&self, name: &[Key], titles: &[Key]) -> bool {
        self.keys.iter().any(|key| has(name, *key) || has(titles, *key))
    }

    /// Returns how the mention overlaps somebody's mentions.
    pub fn within(&self, mentions: &[TokenRange]) -> Facts {
        self.mention.map(|mention| inside(mention.tokens, mentions)).unwrap_or_default()
    }

    /// Returns the situation: what the clause says about the speaker.
    pub fn situation(&self) -> Situation {
        match self.mention {
            None if self.draft.cue.is_none() => Situation::Uncued,
            None if self.draft.dependent => Situation::Dependent,
            None => Situation::Implicit,
            Some(mention) if mention.named => Situation::Name,
            Some(mention) => described(mention, self.keys.len()),
        }
    }
}

/// Returns how the words overlap the mentions.
pub fn inside(words: TokenRange, mentions: &[TokenRange]) -> Facts {
    let from = mentions.partition_point(|own| own.end() <= words.start());
    let Some(own) = mentions.get(from).filter(|own| own.start() < words.end()) else {
        return Facts::default();
    };
    let (begins, ends) = (own.start() == words.start(), own.end() == words.end());
    Facts::IN_MENTION
        .and(Facts::WHOLE_MENTION, begins && ends)
        .and(Facts::BEGINS_MENTION, begins)
        .and(Facts::ENDS_MENTION, ends)
}

/// The situation of a mention without a name.
const fn described(mention: &Mention, words: usize) -> Situation {
    const SHORT: usize = 2;
    match (mention.kind, mention.definite) {
        (EntityKind::Person | EntityKind::Unnamed, true) => Situation::Title,
        (EntityKind::Person | EntityKind::Unnamed, false) => Situation::Description,
        (EntityKind::Organisation, true) if words <= SHORT => Situation::ShortBody,
        (EntityKind::Organisation, _) => Situation::Body,
        (EntityKind::Document, true) => Situation::Text,
        (EntityKind::Document, false) => Situation::NewText,
        (EntityKind::Unknown, _) => Situation::Name,
    }
}
