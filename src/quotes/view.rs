//! Views that join a result with its text: quotes with text and speakers, entities with names and quotes.
//!
//! A view dereferences to its record, so all fields of the record are available.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Deref;

use super::result::{Cue, Entity, Quote, Relay, Speaker};
use crate::markup::words;
use crate::text::Span;

/// What a view needs: the text and everything that was found in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joined<'a> {
    pub(super) text: &'a str,
    pub(super) quotes: &'a [Quote],
    pub(super) entities: &'a [Entity],
}

impl<'a> Joined<'a> {
    pub(super) fn quotes(self) -> impl Iterator<Item = QuoteView<'a>> {
        self.quotes.iter().map(move |quote| QuoteView { joined: self, quote })
    }

    pub(super) fn entities(self) -> impl Iterator<Item = EntityView<'a>> {
        self.entities.iter().map(move |entity| EntityView { joined: self, entity })
    }

    fn entity(self, index: Option<u32>) -> Option<EntityView<'a>> {
        let entity = self.entities.get(usize::try_from(index?).ok()?)?;
        Some(EntityView { joined: self, entity })
    }

    fn words(self, span: Span) -> Cow<'a, str> {
        words(self.text, span)
    }
}

/// A [`Quote`] with its text: what was said, by whom, through whom. It dereferences to the quote.
///
/// ```
/// let text = "نقلت وكالة الضفاف عن سليم الطرابيشي قوله إن البلدية ستطلب فحصا مستقلا.";
/// let article = isnad::analyze(text);
/// let quote = article.quotes(text).next().expect("a quote");
///
/// assert_eq!(quote.text(), "البلدية ستطلب فحصا مستقلا");
/// assert_eq!(quote.speaker().expect("a speaker").name(), "سليم الطرابيشي");
/// assert_eq!(quote.relays().map(|relay| relay.name()).collect::<Vec<_>>(), ["وكالة الضفاف"]);
/// assert_eq!(quote.kind, isnad::QuoteType::Indirect);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct QuoteView<'a> {
    joined: Joined<'a>,
    quote: &'a Quote,
}

impl<'a> QuoteView<'a> {
    /// Returns what was said, for display: the pieces as [`words`](crate::words) returns them, joined with ` … `. For a
    /// denial ([`CueClass::Denial`](crate::CueClass::Denial)) this is what was denied.
    #[must_use]
    pub fn text(self) -> Cow<'a, str> {
        match &self.quote.content[..] {
            [span] => self.joined.words(*span),
            spans => {
                let pieces: Vec<_> = spans.iter().map(|span| self.joined.words(*span)).collect();
                pieces.join(" … ").into()
            }
        }
    }

    /// Returns what was said, piece by piece, exactly as in the text.
    pub fn pieces(self) -> impl Iterator<Item = &'a str> {
        self.quote.content.iter().map(move |span| span.slice(self.joined.text))
    }

    /// Returns the words that attribute it, if there are any.
    #[must_use]
    pub fn cue(self) -> Option<CueView<'a>> {
        self.quote.cue.as_ref().map(|cue| CueView { joined: self.joined, cue })
    }

    /// Returns the speaker; `None` if the text does not say who speaks, or if the confidence is too low
    /// ([`Speaker::is_withheld`] distinguishes the two).
    #[must_use]
    pub fn speaker(self) -> Option<SpeakerView<'a>> {
        let entity = self.joined.entity(self.quote.speaker.entity)?;
        Some(SpeakerView { speaker: &self.quote.speaker, entity })
    }

    /// Returns the sources that passed it on, in the order of [`Quote::relays`].
    pub fn relays(self) -> impl Iterator<Item = RelayView<'a>> {
        self.quote.relays.iter().map(move |relay| RelayView { joined: self.joined, relay })
    }

    /// Returns the addressee's name as it would be written alone: "الصحفيين" for "للصحفيين".
    #[must_use]
    pub fn addressee_name(self) -> Option<&'a str> {
        self.quote.addressee_name.as_deref()
    }
}

impl Deref for QuoteView<'_> {
    type Target = Quote;

    fn deref(&self) -> &Quote {
        self.quote
    }
}

/// A [`Cue`] with its text. It dereferences to the cue.
#[derive(Clone, Copy, Debug)]
pub struct CueView<'a> {
    joined: Joined<'a>,
    cue: &'a Cue,
}

impl<'a> CueView<'a> {
    /// Returns the words as in the text: "وأضافت".
    #[must_use]
    pub fn text(self) -> &'a str {
        self.cue.span.slice(self.joined.text)
    }
}

impl Deref for CueView<'_> {
    type Target = Cue;

    fn deref(&self) -> &Cue {
        self.cue
    }
}

/// A [`Speaker`] with a name. It dereferences to the speaker.
#[derive(Clone, Copy, Debug)]
pub struct SpeakerView<'a> {
    speaker: &'a Speaker,
    entity: EntityView<'a>,
}

impl<'a> SpeakerView<'a> {
    /// Returns the fullest name in the text, without titles.
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        self.entity.name()
    }

    /// Returns the speaker's titles, each once.
    #[must_use]
    pub fn titles(self) -> Vec<Cow<'a, str>> {
        self.entity.titles()
    }

    /// Returns the words next to the cue that name the speaker; `None` if the speaker is implied.
    #[must_use]
    pub fn mention(self) -> Option<&'a str> {
        self.speaker.mention.map(|span| span.slice(self.entity.joined.text))
    }

    /// Returns the speaker's entity in the whole article.
    #[must_use]
    pub const fn entity(self) -> EntityView<'a> {
        self.entity
    }
}

impl Deref for SpeakerView<'_> {
    type Target = Speaker;

    fn deref(&self) -> &Speaker {
        self.speaker
    }
}

/// A [`Relay`] with its text. It dereferences to the relay.
#[derive(Clone, Copy, Debug)]
pub struct RelayView<'a> {
    joined: Joined<'a>,
    relay: &'a Relay,
}

impl<'a> RelayView<'a> {
    /// Returns the fullest name in the text, or the words of the relay if it has no entity.
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        self.entity().map_or_else(|| self.joined.words(self.relay.span), EntityView::name)
    }

    /// Returns the word that says that the source passed the words on, if there is one.
    #[must_use]
    pub fn cue(self) -> Option<CueView<'a>> {
        self.relay.cue.as_ref().map(|cue| CueView { joined: self.joined, cue })
    }

    /// Returns the relay's entity in the whole article, if it is known.
    #[must_use]
    pub fn entity(self) -> Option<EntityView<'a>> {
        self.joined.entity(self.relay.entity)
    }
}

impl Deref for RelayView<'_> {
    type Target = Relay;

    fn deref(&self) -> &Relay {
        self.relay
    }
}

/// An [`Entity`] with its text and its quotes. It dereferences to the entity.
///
/// ```
/// let text = "قالت وزيرة المياه هالة المرزوقي إن السد آمن. وأضافت المرزوقي أن الوزارة فحصت جدرانه.";
/// let article = isnad::analyze(text);
/// let entity = article.entities(text).next().expect("an entity");
///
/// assert_eq!(entity.name(), "هالة المرزوقي");
/// assert_eq!(entity.titles(), ["وزيرة المياه"]);
/// assert_eq!(entity.quotes().count(), 2);
/// assert!(entity.mentions().any(|mention| mention == "المرزوقي"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct EntityView<'a> {
    joined: Joined<'a>,
    entity: &'a Entity,
}

impl<'a> EntityView<'a> {
    /// Returns the fullest name in the text, without titles.
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        self.joined.words(self.entity.name)
    }

    /// Returns the titles, each once, in text order.
    #[must_use]
    pub fn titles(self) -> Vec<Cow<'a, str>> {
        let mut seen = HashSet::new();
        let titles = self.entity.titles.iter().map(|span| self.joined.words(*span));
        titles.filter(|title| seen.insert(title.clone())).collect()
    }

    /// Returns all words that mention it, in order, as in the text; a verb that only implies the entity is not a
    /// mention.
    pub fn mentions(self) -> impl Iterator<Item = &'a str> {
        self.entity.mentions.iter().map(move |span| span.slice(self.joined.text))
    }

    /// Returns the names within its name if several speak together; empty if the entity is a single one.
    pub fn members(self) -> impl Iterator<Item = Cow<'a, str>> {
        self.entity.members.iter().map(move |span| self.joined.words(*span))
    }

    /// Returns the quotes whose speaker it is, including those where the words only imply it.
    pub fn quotes(self) -> impl Iterator<Item = QuoteView<'a>> {
        let quotes =
            self.entity.quotes.iter().filter_map(move |index| self.joined.quotes.get(*index as usize));
        quotes.map(move |quote| QuoteView { joined: self.joined, quote })
    }
}

impl Deref for EntityView<'_> {
    type Target = Entity;

    fn deref(&self) -> &Entity {
        self.entity
    }
}
