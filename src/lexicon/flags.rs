//! The properties of words in the lexicon. `build.rs` includes this file: the names here are the
//! vocabulary of the columns in `lexicon/`.

/// A set of properties of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u64);

impl Flags {
    /// Returns whether the sets have a property in common.
    #[inline]
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The set without the properties of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The union of both sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Defines a constant for each name, and the list of names for `build.rs`.
macro_rules! flags {
    ($($bit:literal $constant:ident $name:literal $doc:literal;)*) => {
        impl Flags {
            $(#[doc = $doc] pub const $constant: Self = Self(1 << $bit);)*
            /// The names in the lexicon's files.
            pub const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$constant)),*];
        }
    };
}

flags! {
    0 COMPLEMENTIZER "compl" "Introduces what was said: إن، أن.";
    1 PRONOUN_SUFFIX "pron" "Is a pronoun, or has one attached.";
    2 WHETHER "whether" "Introduces a question.";
    3 NEGATION "neg" "Negates.";
    4 CONDITION "cond" "Introduces a condition.";
    5 PREPOSITION "prep" "A preposition.";
    6 CONJUNCTION "conj" "Joins clauses.";
    7 ADJUNCT "adjunct" "Starts a phrase of time, place, cause or occasion.";
    8 RELATIVE "rel" "A relative pronoun.";
    9 TIME "time" "A time.";
    10 WEEKDAY "weekday" "A day of the week.";
    11 MONTH "month" "A month.";
    12 AUXILIARY "aux" "Was, had.";
    13 QAD "qad" "The particle of the perfect.";
    14 FUTURE "future" "The particle of the future.";
    15 BUT "but" "But.";
    16 DEMONSTRATIVE "dem" "This, that, there.";
    17 QUANTIFIER "quant" "All, some.";
    18 EMPHASIS "self" "Himself.";
    19 BECAUSE "because" "Because, as if: looks like a complementizer but is not one.";
    20 MODAL "modal" "Must, can: its clause is not a report.";
    21 ADVERB "adverb" "Also, only.";
    22 GLOSS "gloss" "The writer continues in their own voice.";
    23 PRESS "press" "Journalists.";
    24 OCCASION "occasion" "An event or text in which things are said.";
    25 TITLE "title" "An office or honorific before a name.";
    26 ORGANISATION "org" "A body.";
    27 MEDIUM "medium" "An agency, newspaper, channel.";
    28 DOCUMENT "document" "A statement, report, law.";
    29 UNNAMED "unnamed" "A source without a name.";
    30 VERB "verb" "A form of a reporting verb.";
    31 PHRASE "phrase" "Starts a phrase of the lexicon.";
    32 FEMININE "feminine" "Grammatically feminine.";
    33 PLURAL "plural" "Grammatically plural.";
    34 ABBREVIATION "abbreviation" "A full stop after it does not end a sentence.";
    35 INTERFACE "ui" "A boilerplate word.";
    36 PERSONAL_NAME "given" "A given name.";
    37 PLACE "place" "A place.";
    59 ET_CETERA "etc" "And others, and so on: ends a list, but not a sentence.";
    58 SEES "sees" "Saw, obtained a text: the noun after it passes the text on.";
    57 ADDRESS "address" "A form of address or rank: a surname alone may follow it.";
    56 KIN "kin" "A relative of someone: the name after it is that person's, not the relative's.";
    55 WRITING "writing" "A text in which something is said in writing: after في it passes on what was said.";
    54 MAKES "makes" "Made, issued, published it: the noun after it is the author of a text.";
    53 VENUE_PRONOUN "venue" "In it: فيه، فيها.";
    52 TONGUE "tongue" "Tongue: the speaker follows على لسان.";
    51 LETTER "letter" "The name of a foreign letter: in بي بي سي، سي إن إن.";
    50 ASKED "asked" "Was asked: the noun after it answers.";
    49 VOCATIVE "vocative" "Addresses someone.";
    48 DEITY "deity" "God: asked of, not asking.";
    47 MANNER "manner" "What something accords with: after a preposition of source it is not a source.";
    46 TOPIC "topic" "Introduces the topic of a sentence: as for.";
    45 NAMING "naming" "Introduces a name: called, whose name is.";
    44 THEN "then" "Starts the clause after a source or condition: فإن.";
    43 THAT_WHICH "thatwhich" "That which: the clause before it as subject.";
    40 FATHERHOOD "bin" "Son of, father of, servant of, family of: inside a personal name.";
    42 HONORIFIC "honorific" "His Excellency, His Highness: does not identify the person.";
    41 ACT "act" "A finite form of a verb that does not report.";
    39 COUNTERPART "counterpart" "His or her counterpart: a title by reference to another.";
    38 NATIONALITY "nisba" "An adjective of nationality.";
}

/// Defines an enum whose variants have names in the lexicon's files.
macro_rules! named_enum {
    ($(#[$meta:meta])* $type:ident { $($variant:ident $name:literal $doc:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $(#[doc = $doc] $variant),* }
        impl $type {
            /// The names in the lexicon's files, each with the name of the variant in Rust.
            pub const NAMES: &'static [(&'static str, &'static str)] = &[$(($name, stringify!($variant))),*];

            /// The name in the lexicon's files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

named_enum! {
    /// The function of a phrase.
    PhraseClass {
        Source "source" "A preposition of source; a noun phrase or a clause follows.";
        SourceRelay "source-relay" "A preposition of source; after another verb it names the speaker, and the verb's subject is the relay.";
        Comparison "comparison" "Like a conjunction of source, but compares as often as it attributes.";
        SourceClause "source-clause" "A conjunction of source; a reporting verb follows.";
        SourceSelf "source-self" "A phrase of source that ends in a verbal noun.";
        Turn "turn" "Another speaker takes over.";
        Impersonal "impersonal" "A reminder in the writer's own voice: attributes nothing.";
        Gloss "gloss" "The writer continues in their own voice.";
        GlossAnywhere "gloss-anywhere" "Like `gloss`, even without a comma before it.";
        GlossVerb "gloss-verb" "Coordinates a clause with the previous one: ends content if it introduces another report.";
        GlossReport "gloss-report" "The writer adds something that was not said, if a reporting verb follows.";
        Term "term" "A term containing a word that is spelt like a cue but is not one.";
        SourceApart "source-apart" "A preposition of source if it is set off; otherwise another word governs it.";
        While "while" "Coordinates a clause with the previous one: a source after it applies to that clause only.";
        Aside "aside" "A comment inside a clause, which continues after it.";
        Whether "whether" "Introduces a question.";
    }
}

named_enum! {
    /// The sense of a word when two quotes are compared: `lexicon/across.tsv`.
    Sense {
        Number "number" "A number, with its value.";
        Unit "unit" "A number only before ten.";
        Scale "scale" "A thousand or a power of it: multiplies the number before it.";
        Scales "scales" "The plural of a scale: a number only after another number.";
        Percent "percent" "In the hundred.";
        Bin "bin" "Son of, between names.";
        Joined "joined" "One word with the next word.";
        Negation "negation" "Negates, in addition to the words with the flag `neg`.";
        Denial "denial" "Says that something is untrue.";
        Truth "truth" "True, exact: becomes a denial after a negation.";
        Hedge "hedge" "Perhaps, about.";
        Quantifier "quantifier" "All, some, only.";
        Rise "rise" "Up, for, won.";
        Fall "fall" "Down, against, lost.";
        Formula "formula" "Said repeatedly: prayers, sessions, markets, weather.";
        Scripture "scripture" "Quran and hadith.";
    }
}

named_enum! {
    /// The form of a verb.
    Form {
        Perfect "perfect" "قال";
        Imperfect "imperfect" "يقول";
        PerfectObject "perfect-object" "قاله";
        Participle "participle" "قائلا";
        Masdar "masdar" "قول";
        MasdarSuffixed "masdar-suffixed" "قوله";
    }
}

/// The possible complements of a reporting verb: bits of a verb's `frames`.
pub mod frame {
    /// A complementizer directly.
    pub const CLAUSE: u32 = 1;
    /// ب before the complement.
    pub const BI: u32 = 1 << 1;
    /// إلى before the complement.
    pub const ILA: u32 = 1 << 2;
    /// على before the complement.
    pub const ALA: u32 = 1 << 3;
    /// من before the complement.
    pub const MIN: u32 = 1 << 4;
    /// عن before the complement.
    pub const AN: u32 = 1 << 5;
    /// في before the complement.
    pub const FI: u32 = 1 << 6;
    /// ل before the complement.
    pub const LI: u32 = 1 << 7;
    /// A colon and direct speech.
    pub const COLON: u32 = 1 << 8;
    /// Quotation marks and direct speech.
    pub const MARK: u32 = 1 << 9;
    /// A person as object before the complement.
    pub const OBJECT: u32 = 1 << 10;
    /// An addressee after ل.
    pub const TO_LI: u32 = 1 << 11;
    /// An addressee after إلى.
    pub const TO_ILA: u32 = 1 << 12;
    /// An embedded question.
    pub const WHETHER: u32 = 1 << 13;
    /// A bare noun as complement.
    pub const NOUN: u32 = 1 << 14;
    /// Only if its complement is present: a homograph or everyday verb.
    pub const STRICT: u32 = 1 << 15;
    /// With أن and a present-tense verb it expresses a wish, not an utterance.
    pub const SUBJUNCTIVE: u32 = 1 << 16;
    /// Usually without a subject: continues with the last speaker.
    pub const PRODROP: u32 = 1 << 17;
    /// Only supports another cue.
    pub const LIGHT: u32 = 1 << 18;
    /// Its participle introduces direct speech without any punctuation: "قائلا علينا أن …".
    pub const BARE: u32 = 1 << 19;
    /// Its source follows في: "جاء في بيان".
    pub const VENUE: u32 = 1 << 20;
    /// Also used of things that show something: only a source can be its speaker.
    pub const EVIDENCE: u32 = 1 << 21;
    /// Its feminine imperfect is also spelt like a middle verb without a speaker: "تبين أن" (it turned out).
    pub const MIDDLE: u32 = 1 << 22;
    /// Its verbal noun is spelt like its perfect (طلب، نقل). `build.rs` sets it.
    pub const HOMOGRAPH: u32 = 1 << 23;
    /// Its imperfect is hardly ever the impersonal passive: "ويرى أن".
    pub const ACTIVE: u32 = 1 << 24;
    /// The names in the lexicon's files.
    pub const NAMES: &[(&str, u32)] = &[
        ("evidence", EVIDENCE),
        ("active", ACTIVE),
        ("middle", MIDDLE),
        ("bare", BARE),
        ("venue", VENUE),
        ("clause", CLAUSE),
        ("prep:ب", BI),
        ("prep:إلى", ILA),
        ("prep:على", ALA),
        ("prep:من", MIN),
        ("prep:عن", AN),
        ("prep:في", FI),
        ("prep:ل", LI),
        ("colon", COLON),
        ("mark", MARK),
        ("obj", OBJECT),
        ("to:ل", TO_LI),
        ("to:إلى", TO_ILA),
        ("whether", WHETHER),
        ("noun", NOUN),
        ("strict", STRICT),
        ("subj", SUBJUNCTIVE),
        ("prodrop", PRODROP),
        ("light", LIGHT),
    ];
}

/// Cue classes: the name in the lexicon, and the variant of `CueClass`.
pub const CUE_CLASSES: &[(&str, &str)] = &[
    ("statement", "Statement"),
    ("continuation", "Continuation"),
    ("explanation", "Explanation"),
    ("remark", "Remark"),
    ("assertion", "Assertion"),
    ("opinion", "Opinion"),
    ("forecast", "Forecast"),
    ("claim", "Claim"),
    ("denial", "Denial"),
    ("admission", "Admission"),
    ("promise", "Promise"),
    ("warning", "Warning"),
    ("demand", "Demand"),
    ("question", "Question"),
    ("answer", "Answer"),
    ("judgement", "Judgement"),
    ("manner", "Manner"),
    ("relay", "Relay"),
];
