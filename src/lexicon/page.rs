//! Boilerplate phrases: the vocabulary of `lexicon/page.tsv` and the look-up of its phrases.
//! `build.rs` includes this file, so that both sides hash words in the same way.

/// The class of a phrase of `lexicon/page.tsv`. It says what the line of the phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageClass {
    /// Opens a list of other stories, usually until the end of the page: "most read", "related stories".
    Related,
    /// Points to another story from between two paragraphs: "read also".
    Also,
    /// "More": belongs to the section around it.
    More,
    /// Opens readers' comments.
    Comments,
    /// A part of a comment form, or the rules for comments.
    Form,
    /// Copyright, terms, creators of the site.
    Copyright,
    /// A link to the site's own services.
    Site,
    /// Sharing and printing.
    Share,
    /// Any other button or counter.
    Ui,
    /// Asks the reader to follow or install.
    Follow,
    /// Asks the reader to follow, with a word that is also an everyday verb: only at the end of a text.
    Followed,
    /// A poll.
    Poll,
    /// The tags of the article.
    Tags,
    /// The source of the text.
    Source,
    /// The label of a date.
    Stamp,
    /// "Two hours ago".
    Ago,
    /// The writer.
    Byline,
    /// The label of a caption.
    Caption,
    /// Says where someone is in a picture: a word of captions.
    Position,
    /// A news agency.
    Agency,
    /// The end of a wire text.
    End,
    /// The name of a site's section.
    Section,
    /// A word with which an article resumes after a pointer to another.
    Resume,
    /// A word that occurs in dates.
    Time,
    /// A word for the hours before noon.
    Morning,
    /// A word for the hours after noon.
    Evening,
}

impl PageClass {
    /// The names in the lexicon's file.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("related", Self::Related),
        ("also", Self::Also),
        ("more", Self::More),
        ("comments", Self::Comments),
        ("form", Self::Form),
        ("copyright", Self::Copyright),
        ("site", Self::Site),
        ("share", Self::Share),
        ("ui", Self::Ui),
        ("follow", Self::Follow),
        ("followed", Self::Followed),
        ("poll", Self::Poll),
        ("tags", Self::Tags),
        ("source", Self::Source),
        ("stamp", Self::Stamp),
        ("ago", Self::Ago),
        ("byline", Self::Byline),
        ("caption", Self::Caption),
        ("position", Self::Position),
        ("agency", Self::Agency),
        ("end", Self::End),
        ("section", Self::Section),
        ("resume", Self::Resume),
        ("time", Self::Time),
        ("morning", Self::Morning),
        ("evening", Self::Evening),
    ];
}

/// The place in a line where a phrase counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The phrase is the whole line.
    Line,
    /// The line starts with the phrase.
    Start,
    /// The line starts with the phrase, and then ends or continues with a colon.
    Label,
    /// Two words anywhere in a short line.
    Pair,
    /// One word anywhere in a short line.
    Word,
    /// The phrase starts the boilerplate at the end of the last line of a text.
    Tail,
    /// The line starts with the phrase, followed by a name in quotation marks.
    Service,
}

impl Place {
    /// The names in the lexicon's file.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("line", Self::Line),
        ("start", Self::Start),
        ("label", Self::Label),
        ("pair", Self::Pair),
        ("word", Self::Word),
        ("tail", Self::Tail),
        ("service", Self::Service),
    ];

    /// The bit of this place in a set.
    #[must_use]
    pub const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// One phrase of the table: its hash, its class, and its places (bits of [`Place::bit`]).
pub type PageRow = (u64, Option<PageClass>, u8);

/// A hash of the words of a phrase, added one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhraseHash(pub u64);

impl PhraseHash {
    /// The hash extended by a word.
    #[must_use]
    pub const fn then(self, word: u64) -> Self {
        Self((self.0.rotate_left(7) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}

/// The number of bits of a filter that rejects most phrases that are not in the table.
pub const PAGE_BITS: usize = 1 << 15;

/// The bit of a phrase in the filter.
#[inline]
#[must_use]
pub const fn page_bit(hash: u64) -> usize {
    (hash >> (64 - PAGE_BITS.trailing_zeros())) as usize
}

/// The identifier of one word in a [`PhraseHash`]: its folded letters, one value for every number,
/// or the lower-case letters of another script.
#[must_use]
pub fn word_id(key: u64, word: &str) -> u64 {
    const OTHER: u64 = 1 << 63;
    if key != 0 {
        return key;
    }
    if word.chars().next().is_some_and(char::is_numeric) {
        return OTHER | 1;
    }
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    }
    OTHER | hash
}
