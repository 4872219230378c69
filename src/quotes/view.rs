//! Views that join a result with its text: quotes with words and speakers, entities with names and quotes.
//!
//! A view dereferences to the record that it shows, so that all fields of the record are at hand.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Deref;

use super::result::{Cue, Entity, Quote, Relay, Speaker};
use crate::markup::words;
use crate::text::Span;

/// What a view looks up: the text and everything that was found in it.
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
    /// What was said, for reading: its pieces as [`words`](crate::words) gives them, joined with ` … `. Of a denial
    /// ([`CueClass::Denial`](crate::CueClass::Denial)) it is what was denied.
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

    /// What was said, piece by piece, exactly as the text has it.
    pub fn pieces(self) -> impl Iterator<Item = &'a str> {
        self.quote.content.iter().map(move |span| span.slice(self.joined.text))
    }

    /// The words that attribute it, if any do.
    #[must_use]
    pub fn cue(self) -> Option<CueView<'a>> {
        self.quote.cue.as_ref().map(|cue| CueView { joined: self.joined, cue })
    }

    /// Who said it; `None` if the text does not say who, or not surely enough
    /// ([`Speaker::is_withheld`] tells the two apart).
    #[must_use]
    pub fn speaker(self) -> Option<SpeakerView<'a>> {
        let entity = self.joined.entity(self.quote.speaker.entity)?;
        Some(SpeakerView { speaker: &self.quote.speaker, entity })
    }

    /// Who passed it on, in the order of [`Quote::relays`].
    pub fn relays(self) -> impl Iterator<Item = RelayView<'a>> {
        self.quote.relays.iter().map(move |relay| RelayView { joined: self.joined, relay })
    }

    /// To whom it was said, as the name stands alone: "الصحفيين" where the text has "للصحفيين".
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
    /// The words as the text has them: "وأضافت".
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

/// A [`Speaker`] whose name is known. It dereferences to the speaker.
#[derive(Clone, Copy, Debug)]
pub struct SpeakerView<'a> {
    speaker: &'a Speaker,
    entity: EntityView<'a>,
}

impl<'a> SpeakerView<'a> {
    /// The fullest name that the text has for them, without titles.
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        self.entity.name()
    }

    /// Their titles, each once.
    #[must_use]
    pub fn titles(self) -> Vec<Cow<'a, str>> {
        self.entity.titles()
    }

    /// The words that name them beside the cue; `None` if they are implied.
    #[must_use]
    pub fn mention(self) -> Option<&'a str> {
        self.speaker.mention.map(|span| span.slice(self.entity.joined.text))
    }

    /// Who they are in the whole article.
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
    /// The fullest name that the text has for it, or the words in its place.
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        self.entity().map_or_else(|| self.joined.words(self.relay.span), EntityView::name)
    }

    /// The word that says that it passed the words on, if there is one.
    #[must_use]
    pub fn cue(self) -> Option<CueView<'a>> {
        self.relay.cue.as_ref().map(|cue| CueView { joined: self.joined, cue })
    }

    /// Who it is in the whole article, if that is known.
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
    /// The fullest name that the text has for it, without titles.
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        self.joined.words(self.entity.name)
    }

    /// Its titles, each once, in the order of the text.
    #[must_use]
    pub fn titles(self) -> Vec<Cow<'a, str>> {
        let mut seen = HashSet::new();
        let titles = self.entity.titles.iter().map(|span| self.joined.words(*span));
        titles.filter(|title| seen.insert(title.clone())).collect()
    }

    /// All words that mention it, in order, as the text has them; a verb that implies it is none.
    pub fn mentions(self) -> impl Iterator<Item = &'a str> {
        self.entity.mentions.iter().map(move |span| span.slice(self.joined.text))
    }

    /// The names in its name where several speak together; nothing if it is one.
    pub fn members(self) -> impl Iterator<Item = Cow<'a, str>> {
        self.entity.members.iter().map(move |span| self.joined.words(*span))
    }

    /// The quotes of which it is the speaker, also those whose words imply it.
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
