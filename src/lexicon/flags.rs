//! What the lexicon can say of a word. `build.rs` includes this file: the names here are the
//! vocabulary of the columns in `lexicon/`.

/// A set of properties of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u64);

impl Flags {
    /// Whether any of `other`'s properties is here.
    #[inline]
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The set without `other`'s properties.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Makes one constant a name and the list of names for `build.rs`.
macro_rules! flags {
    ($($bit:literal $constant:ident $name:literal $doc:literal;)*) => {
        impl Flags {
            $(#[doc = $doc] pub const $constant: Self = Self(1 << $bit);)*
            /// Names as they stand in the lexicon's files.
            pub const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$constant)),*];
        }
    };
}

flags! {
    0 COMPLEMENTIZER "compl" "Brings in what was said: إن، أن.";
    1 PRONOUN_SUFFIX "pron" "Carries or is a pronoun.";
    2 WHETHER "whether" "Brings in a question.";
    3 NEGATION "neg" "Negates.";
    4 CONDITION "cond" "Brings in a condition.";
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
    19 BECAUSE "because" "Because, as if: looks like a complementizer and is none.";
    20 MODAL "modal" "Must, can: its clause is no report.";
    21 ADVERB "adverb" "Also, only.";
    22 GLOSS "gloss" "The writer goes on in his own voice.";
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
    34 ABBREVIATION "abbreviation" "A full stop behind it ends no sentence.";
    35 INTERFACE "ui" "A word of page furniture.";
    36 PERSONAL_NAME "given" "A given name.";
    37 PLACE "place" "A place.";
    59 ET_CETERA "etc" "And others, and so on: ends a list, and no sentence.";
    58 SEES "sees" "Saw, got hold of a text: whoever stands behind it passes the text on.";
    57 ADDRESS "address" "A form of address or rank: a surname alone may stand behind it.";
    56 KIN "kin" "Of somebody: the name behind it is that one's, not its own.";
    55 WRITING "writing" "A text in which something is said in writing: behind في it passes on what was said.";
    54 MAKES "makes" "Made, issued, published it: whoever stands behind it is behind a text.";
    53 VENUE_PRONOUN "venue" "In it: فيه، فيها.";
    52 TONGUE "tongue" "Tongue: على لسان names the speaker behind it.";
    51 LETTER "letter" "The name of a foreign letter: in بي بي سي، سي إن إن.";
    50 ASKED "asked" "Was asked: whoever stands behind it answers.";
    49 VOCATIVE "vocative" "Calls somebody.";
    48 DEITY "deity" "God: asked of, not asking.";
    47 MANNER "manner" "What something accords with: no source behind a preposition of source.";
    46 TOPIC "topic" "Brings in the topic of a sentence: as for.";
    45 NAMING "naming" "Brings in a name: called, whose name is.";
    44 THEN "then" "Begins the clause behind a source or condition: فإن.";
    43 THAT_WHICH "thatwhich" "That which: the clause before it as subject.";
    40 FATHERHOOD "bin" "Son of, father of, servant of, family of: inside a personal name.";
    42 HONORIFIC "honorific" "His Excellency, His Highness: says nothing of who it is.";
    41 ACT "act" "A finite form of a verb that reports nothing.";
    39 COUNTERPART "counterpart" "His or her counterpart: a title by reference to another.";
    38 NATIONALITY "nisba" "An adjective of nationality.";
}

/// Makes an enum with the names that its variants have in the lexicon's files.
macro_rules! named_enum {
    ($(#[$meta:meta])* $type:ident { $($variant:ident $name:literal $doc:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $(#[doc = $doc] $variant),* }
        impl $type {
            /// Names as they stand in the lexicon's files, with the variant's name in Rust.
            pub const NAMES: &'static [(&'static str, &'static str)] = &[$(($name, stringify!($variant))),*];

            /// Its name in the lexicon's files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

named_enum! {
    /// What a phrase does.
    PhraseClass {
        Source "source" "A preposition of source; a noun phrase or a clause follows.";
        SourceRelay "source-relay" "The same; behind another verb it names the speaker, and the verb's subject passed his words on.";
        Comparison "comparison" "Like a conjunction of source, and compares as often as it attributes.";
        SourceClause "source-clause" "A conjunction of source; a reporting verb follows.";
        SourceSelf "source-self" "A phrase of source that a masdar ends.";
        Turn "turn" "Another speaker takes over.";
        Impersonal "impersonal" "The writer's own reminder: attributes nothing.";
        Gloss "gloss" "The writer goes on in his own voice.";
        GlossAnywhere "gloss-anywhere" "The same, also without a comma before it.";
        GlossVerb "gloss-verb" "Sets a clause beside the one before it: ends content where it brings in another report.";
        GlossReport "gloss-report" "The writer tells what was not said, where a reporting verb follows.";
        Term "term" "A term in which a word spelt like a cue is none.";
        SourceApart "source-apart" "A preposition of source where it is set off; else another word governs it.";
        While "while" "Sets a clause beside the one before it: a source behind it stands for it alone.";
        Aside "aside" "A comment inside a clause, which goes on behind it.";
        Whether "whether" "Brings in a question.";
    }
}

named_enum! {
    /// What a word says when two quotes are compared: `lexicon/across.tsv`.
    Sense {
        Number "number" "A number, with its value.";
        Unit "unit" "A number before ten alone.";
        Scale "scale" "A thousand and its powers: multiplies what is before it.";
        Scales "scales" "The same in the plural: a number behind another alone.";
        Percent "percent" "In the hundred.";
        Bin "bin" "Son of, between names.";
        Joined "joined" "One word with the word behind it.";
        Negation "negation" "Negates, beside the words with that flag.";
        Denial "denial" "Says that something is untrue.";
        Truth "truth" "True, exact: a negation before it denies.";
        Hedge "hedge" "Perhaps, about.";
        Quantifier "quantifier" "All, some, only.";
        Rise "rise" "Up, for, won.";
        Fall "fall" "Down, against, lost.";
        Formula "formula" "Said again and again: prayers, sessions, markets, weather.";
        Scripture "scripture" "Quran and hadith.";
    }
}

named_enum! {
    /// How a form of a verb is made.
    Form {
        Perfect "perfect" "قال";
        Imperfect "imperfect" "يقول";
        PerfectObject "perfect-object" "قاله";
        Participle "participle" "قائلا";
        Masdar "masdar" "قول";
        MasdarSuffixed "masdar-suffixed" "قوله";
    }
}

/// What can follow a reporting verb; bits of a verb's `frames`.
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
    /// An addressee behind ل.
    pub const TO_LI: u32 = 1 << 11;
    /// An addressee behind إلى.
    pub const TO_ILA: u32 = 1 << 12;
    /// An embedded question.
    pub const WHETHER: u32 = 1 << 13;
    /// A bare noun as complement.
    pub const NOUN: u32 = 1 << 14;
    /// Only with its complement in place: a homograph or everyday verb.
    pub const STRICT: u32 = 1 << 15;
    /// With أن and a present-tense verb it means wanting, not saying.
    pub const SUBJUNCTIVE: u32 = 1 << 16;
    /// Usually without a subject: goes on with the last speaker.
    pub const PRODROP: u32 = 1 << 17;
    /// Only carries another cue.
    pub const LIGHT: u32 = 1 << 18;
    /// Its participle takes direct speech without any sign: "قائلا علينا أن …".
    pub const BARE: u32 = 1 << 19;
    /// Its source stands behind في: "جاء في بيان".
    pub const VENUE: u32 = 1 << 20;
    /// Also said of things that show something: only a source can be its speaker.
    pub const EVIDENCE: u32 = 1 << 21;
    /// Its feminine imperfect is also a middle verb that nobody says: "تبين أن" (it turned out).
    pub const MIDDLE: u32 = 1 << 22;
    /// Its verbal noun is spelt like its perfect (طلب، نقل). `build.rs` sets it.
    pub const HOMOGRAPH: u32 = 1 << 23;
    /// Its imperfect is hardly ever the passive of common expectation: "ويرى أن".
    pub const ACTIVE: u32 = 1 << 24;
    /// Names as they stand in the lexicon's files.
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

/// Cue classes: the name in the lexicon and the variant of `CueClass`.
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
