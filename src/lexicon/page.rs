//! What page furniture says: the vocabulary of `lexicon/page.tsv` and the way its phrases are
//! found. `build.rs` includes this file, so that both sides hash words alike.

/// What a phrase of `lexicon/page.tsv` tells of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageClass {
    /// Opens a list of other stories, usually for good: "most read", "related stories".
    Related,
    /// Points at another story from between two paragraphs: "read also".
    Also,
    /// "More": goes with the section around it.
    More,
    /// Opens readers' comments.
    Comments,
    /// A part of a comment form, or the rules for comments.
    Form,
    /// Copyright, terms, makers of the site.
    Copyright,
    /// A link to the site's own services.
    Site,
    /// Sharing and printing.
    Share,
    /// Any other button or counter.
    Ui,
    /// Asks to follow or install.
    Follow,
    /// Asks to follow, in a word that is also an everyday verb: only at the end of a text.
    Followed,
    /// A poll.
    Poll,
    /// Tags of the article.
    Tags,
    /// Where the text is from.
    Source,
    /// A date's label.
    Stamp,
    /// "Two hours ago".
    Ago,
    /// Who wrote it.
    Byline,
    /// What a picture shows.
    Caption,
    /// Tells where somebody stands in a picture: a caption's word.
    Position,
    /// A news agency.
    Agency,
    /// The end of a wire text.
    End,
    /// The name of a site's section.
    Section,
    /// A word with which an article goes on behind a pointer to another.
    Resume,
    /// A word of dates.
    Time,
    /// A word for the hours before noon.
    Morning,
    /// A word for the hours behind noon.
    Evening,
}

impl PageClass {
    /// Names as they stand in the lexicon's file.
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

/// Where in a line a phrase counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// It is the whole line.
    Line,
    /// The line begins with it.
    Start,
    /// The line begins with it, and a colon or nothing is behind it.
    Label,
    /// Two words anywhere in a short line.
    Pair,
    /// One word anywhere in a short line.
    Word,
    /// Begins the tail that hangs on the last line of a text.
    Tail,
    /// The line begins with it, and a name in quotation marks is behind it.
    Service,
}

impl Place {
    /// Names as they stand in the lexicon's file.
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

/// One phrase of the table: its hash, what it tells, and where (bits of [`Place::bit`]).
pub type PageRow = (u64, Option<PageClass>, u8);

/// The words of a phrase, hashed one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhraseHash(pub u64);

impl PhraseHash {
    /// The hash of a whole phrase.
    #[must_use]
    pub const fn then(self, word: u64) -> Self {
        Self((self.0.rotate_left(7) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}

/// Bits that show what is no phrase of the table.
pub const PAGE_BITS: usize = 1 << 15;

/// The bit of a phrase.
#[inline]
#[must_use]
pub const fn page_bit(hash: u64) -> usize {
    (hash >> (64 - PAGE_BITS.trailing_zeros())) as usize
}

/// What stands for one word in a [`PhraseHash`]: its folded letters, one value for every number,
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
