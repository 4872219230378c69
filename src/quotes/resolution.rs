//! How a speaker was found, by the names in the field `rule` of a speaker.
//!
//! A rule has two parts. The first, a [`Resolution`], says where the words that name the speaker are, or whose turn it
//! is. The second, an [`Identity`], says which strategy matched those words to a source. So `subject/surname` is a noun
//! phrase in the cue's clause that is the surname of a source.

use std::fmt;

use crate::text::named;
use crate::tokens::TokenRange;

named! {
    /// How the noun phrase of a possible speaker was found.
    pub enum Found {
        // In the cue's clause.
        /// "قال X إن", "كما أفاد X".
        Subject "subject" "The subject in the cue's own clause.";
        /// "الكرملين أعلن أن", "إن الرئيس أبلغ الوزير أن".
        SubjectBefore "subject-before" "The subject before its verb.";
        /// "أما X فقال".
        Topic "topic" "The topic at the start of the sentence.";
        /// "وتابع X قائلا".
        Inherited "inherited" "The subject handed over by an earlier cue close by.";
        /// "نقلت الوكالة عن X قوله", "قال A نقلا عن X إن".
        Quoted "quoted" "The source that the verb's subject quotes.";
        /// "بحسب X".
        Source "source" "The noun phrase after a preposition of source.";
        /// "وبحسب X، قال إن".
        PassedOn "passed-on" "The source of a phrase before a cue that has no subject.";
        /// "X: …".
        Headline "headline" "The noun phrase before a headline's colon.";
        // Outside the cue's clause, but referring to its speaker.
        /// "وتابع X …، قائلا".
        GoesOn "goes-on" "The subject handed over by an earlier cue further away.";
        /// "سئل X عن كذا فأجاب".
        Asked "asked" "The person who was asked.";
        /// "X الذي قال".
        Antecedent "antecedent" "The noun before a relative pronoun.";
        /// "كلمة X قال فيها".
        Venue "venue" "The person who gave the speech.";
        // The subject of another clause.
        /// "قال X إن … مضيفا أن".
        MainVerb "main-verb" "The subject of the main clause's reporting verb.";
        /// "زار X المدينة، مؤكدا أن".
        Actor "actor" "The subject of the main clause's verb, which reports nothing.";
        /// "الوزير في المدينة، مؤكدا أن".
        FirstSource "first-source" "The first source noun of a sentence without such a verb.";
        /// "وصل X وقال إن".
        FirstVerb "first-verb" "The subject of the sentence's first verb, before a cue without a subject.";
        /// "وصل X أمس. وقال إن".
        SentenceBefore "sentence-before" "The subject of the previous sentence, which reports nothing.";
    }
}

impl Found {
    /// Returns the noun phrase, found in this way.
    pub(crate) const fn sayer(self, tokens: TokenRange) -> Sayer {
        Sayer { tokens, found: self }
    }

    /// Returns how near the cue the noun phrase was found; the weights distinguish this.
    pub(crate) const fn nearness(self) -> Nearness {
        match self {
            Self::Subject
            | Self::SubjectBefore
            | Self::Topic
            | Self::Inherited
            | Self::Quoted
            | Self::Source
            | Self::PassedOn
            | Self::Headline => Nearness::OwnClause,
            Self::GoesOn | Self::Asked | Self::Antecedent | Self::Venue => Nearness::Outside,
            Self::MainVerb | Self::Actor | Self::FirstSource | Self::FirstVerb | Self::SentenceBefore => {
                Nearness::OtherClause
            }
        }
    }
}

/// Where the words that name a speaker are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nearness {
    /// In the cue's clause.
    OwnClause,
    /// Outside the cue's clause, but referring to its speaker.
    Outside,
    /// In another clause, as its subject.
    OtherClause,
}

/// The noun phrase of a possible speaker, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sayer {
    /// The noun phrase.
    pub tokens: TokenRange,
    /// How it was found.
    pub found: Found,
}

/// How a speaker was found: by a noun phrase, by the order of turns, or not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Resolution {
    /// By a noun phrase that names the speaker.
    Named(Found),
    /// By turn: an earlier speaker, in the same paragraph.
    Turn,
    /// By turn: an earlier speaker, in an earlier paragraph.
    EarlierParagraph,
    /// Not at all: the text does not say who speaks.
    #[default]
    Nobody,
}

impl Resolution {
    /// Returns every resolution.
    pub fn all() -> impl Iterator<Item = Self> {
        let named = Found::ALL.iter().copied().map(Self::Named);
        named.chain([Self::Turn, Self::EarlierParagraph, Self::Nobody])
    }

    /// Returns the short name, as in a speaker's rule.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Named(found) => found.as_str(),
            Self::Turn => "turn",
            Self::EarlierParagraph => "earlier-paragraph",
            Self::Nobody => "nobody",
        }
    }

    /// Returns what the name means, as a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Named(found) => found.meaning(),
            Self::Turn => "An earlier speaker, in the same paragraph.",
            Self::EarlierParagraph => "An earlier speaker, in an earlier paragraph.",
            Self::Nobody => "The text does not say who speaks.",
        }
    }
}

named! {
    /// The strategy that matched these words, or the turn, to a source.
    pub enum Identity {
        SameName "same-name" "The name of an earlier source, possibly longer or shorter.";
        Surname "surname" "One word: the last word of an earlier source's name.";
        GivenName "given-name" "One word: the first word of an earlier source's name.";
        SameWords "same-words" "The same words as an earlier source that has no proper name.";
        TitleAndSurname "title-and-surname" "A description that ends in the surname of an earlier source.";
        Title "title" "A title without a name: an earlier source has all of its words among its titles.";
        ShortForm "short-form" "A definite noun: an earlier body or document has the same head and contains all of the words.";
        LongForm "long-form" "A body or document whose first words are the name of an earlier source.";
        WithoutHead "without-head" "The name of an earlier body without its first word.";
        MarkedName "marked-name" "The same head and the same last word in quotation marks as an earlier body.";
        ArticleSurname "article-surname" "A word with the article, often a trade, that is a surname in the text.";
        TitleInText "title-in-text" "A title without a name: the text has a person with that title.";
        Counterpart "counterpart" "A title with a nationality: the text has a counterpart of that nationality.";
        RelatedTitle "related-title" "A title: only one person of the text has its head and another of its words.";
        OnlyTitle "only-title" "A short title: only one person of the text has its head.";
        Unnamed "unnamed" "One definite word: an unnamed source that the text described before.";
        Introduced "introduced" "An indefinite description of somebody whom the text names later.";
        LongerInText "longer-in-text" "A body or document: the text has a longer form that begins with all of the words.";
        HeadInText "head-in-text" "A short definite noun: the text has a body or document with the same head and more words.";
        Issuer "issuer" "A document: the person or body that issued it.";
        Maker "maker" "A document: its maker, named by the verb right after it.";
        Holder "holder" "A proper name: the text has a body or medium whose name contains it.";
        Description "description" "A description: the newest turn whose source fits it.";
        LastBody "last-body" "A document without a named issuer: the body that spoke last.";
        FullestForm "fullest-form" "A new source, by the fullest form of its name among the people of the text.";
        FullNameNearby "full-name-nearby" "A new source: the surrounding text has given names before the surname.";
        ExtendedName "extended-name" "A new source: the text has a longer name that begins with all of the words.";
        New "new" "A new source, by the words of the mention.";
        Agreeing "agreeing" "The newest turn that agrees with the verb in gender and number.";
        Newest "newest" "The newest turn, because no turn agrees with the verb.";
        Weighed "weighed" "Another candidate: its facts outweigh the rules' pick.";
    }
}

named! {
    /// Why a source does not match.
    pub enum Mismatch {
        NoName "no-name" "It has no proper name, and the mention, or the phrase that spells it out, has one.";
        DifferentName "different-name" "Its name has different words.";
        NoSurname "no-surname" "It has no proper name, so it has no surname for the description to end in.";
        DifferentSurname "different-surname" "The description does not end in its surname.";
        DifferentTitle "different-title" "The text has not given it this title.";
        DifferentWords "different-words" "Its words are different.";
        NotDefinite "not-definite" "An indefinite mention refers to a source only by the same words, and its words differ.";
        OtherKind "other-kind" "It is of another kind: a person, a body, a document or an unnamed source.";
        Gender "gender" "It differs in gender.";
        Number "number" "It differs in number.";
        Relative "relative" "The mention is a relative of it: the father of X is not X.";
        NoOffice "no-office" "It is an unnamed source, and the mention is an office.";
        Older "older" "A newer source fits.";
        TooFar "too-far" "Too many sources or turns came after it.";
    }
}

impl Mismatch {
    /// Returns this reason as an error, unless `fits`.
    pub(crate) const fn unless(self, fits: bool) -> Result<(), Self> {
        if fits { Ok(()) } else { Err(self) }
    }
}

named! {
    /// Why a noun phrase that was read as a subject is rejected as the speaker.
    pub enum Doubt {
        Pointed "pointed" "A demonstrative before a noun that is not a source: \"this attack\".";
        DefiniteNoun "definite-noun" "A definite noun that is not a source, and is not alone after its verb.";
        FunctionWord "function-word" "A single letter, or a function word.";
        Thing "thing" "A common noun with a complement, or in the accusative.";
        Accusative "accusative" "An unknown word that ends like an adverb or object, and is not a surname in the text.";
        NoAgent "no-agent" "The subject of another clause, and neither a name nor a source noun that may continue to speak.";
        Disagrees "disagrees" "The verb differs in gender or number.";
    }
}

/// How a speaker was found: shown as `subject/surname`, `turn/agreeing`, `nobody`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SpeakerRule {
    /// Where the words that name the speaker are, or whose turn it is.
    pub resolution: Resolution,
    /// The strategy that matched them to a source; `None` if no speaker was found.
    pub identity: Option<Identity>,
}

impl fmt::Display for Resolution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for SpeakerRule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for SpeakerRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.resolution.as_str())?;
        self.identity.map_or(Ok(()), |identity| write!(f, "/{}", identity.as_str()))
    }
}
