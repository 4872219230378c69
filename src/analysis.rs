//! What an analysis is made of. Every span is in bytes of the caller's text.
//!
//! The terms are those of the field: a quote has *content*, a *cue* and a *speaker*; a *relay* is
//! whoever passed the words on.

use crate::clean::Steps;
use crate::text::Span;

/// What the caller may choose. The default is right for a scraped news page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// How the article is taken out of the page and written as clean text.
    pub clean: CleanOptions,
    /// Where sentences may end.
    pub segment: SegmentOptions,
    /// Which quotes are given.
    pub quotes: QuoteOptions,
}

/// How the clean text is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanOptions {
    /// Which changes to characters are made.
    pub profile: CleanProfile,
    /// Whether the repairs that findings suggest are made in the clean text. Default: no.
    pub apply_repairs: bool,
    /// Steps besides those of the profile. Default: none.
    pub with: Steps,
    /// Steps of the profile that are left out. Default: none.
    pub without: Steps,
}

/// A named list of character steps for the clean text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CleanProfile {
    /// Characters stay as they are; only blocks are dropped.
    AsIs,
    /// Safe and meaning-preserving: spaces, bidi and zero-width marks, presentation forms,
    /// tatweel that only stretches, line ends. The default.
    #[default]
    Display,
    /// Lossy, for matching: DISPLAY, then diacritics, alef and hamza forms, final yaa, taa
    /// marbuta, Farsi letters, digits.
    Search,
}

/// Where sentences may end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentOptions {
    /// Whether a line end is the end of a paragraph, and so of a sentence. When false, only a
    /// blank line is. A line end that only wraps a paragraph at a column never is. Default: true.
    pub line_breaks: bool,
    /// Whether sentence ends inside one quotation are left out. Default: no.
    pub keep_quotations_whole: bool,
}

impl Default for SegmentOptions {
    fn default() -> Self {
        Self { line_breaks: true, keep_quotations_whole: false }
    }
}

/// Which quotes are given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuoteOptions {
    /// Quotes below this confidence are left out; 0 (the default) to 1.
    pub min_confidence: f32,
}

/// Everything [`crate::analyze`] finds in one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Blocks, clean text, alignment, findings.
    pub cleaned: Cleaned,
    /// Sentences of the kept blocks, in order, disjoint.
    pub sentences: Vec<Sentence>,
    /// Quotes in the order of their content, and who speaks in them.
    pub extraction: Extraction,
}

/// What cleaning finds in one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cleaned {
    /// The parts of the text; put end to end they give the text.
    pub blocks: Vec<Block>,
    /// The kept blocks, one paragraph a line, in the profile asked for.
    pub clean_text: String,
    /// How `clean_text` maps to the text: in order in both, complete.
    pub alignment: Vec<Alignment>,
    /// What is doubtful about the text, in order.
    pub findings: Vec<Finding>,
    /// What the page says about the article.
    pub metadata: Metadata,
}

/// A run of the text that is one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands. White space between blocks belongs to the block before it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Whether it is part of the article.
    pub kept: bool,
    /// The name of the rule that decided, e.g. `comment-form`.
    pub rule: &'static str,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The headline, once.
    Title,
    /// A sub-headline or summary under the title.
    Deck,
    /// A sub-heading inside the body.
    Heading,
    /// The article's own text.
    Body,
    /// The title or a teaser again.
    Repeat,
    /// Author, agency or dateline on a line of its own.
    Byline,
    /// A date or time on its own.
    Timestamp,
    /// The caption of a picture.
    Caption,
    /// "Source: …" on its own.
    Source,
    /// Links to other stories, and their headings.
    Related,
    /// Readers' comments, their names and dates.
    Comments,
    /// Page furniture: navigation, forms, sharing, terms, copyright, tags, counters, advertising.
    Ui,
}

impl BlockKind {
    /// Whether blocks of this kind are part of the article.
    #[must_use]
    pub const fn is_article(self) -> bool {
        matches!(self, Self::Title | Self::Deck | Self::Heading | Self::Body)
    }
}

/// A run of `clean_text` and the run of the text that it stands for.
///
/// Where the two have the same length they map position by position: copied, or one character put for one. Where
/// they differ only the ends correspond. An empty `raw` is text that cleaning put in (a line end between
/// paragraphs); what cleaning took out lies between runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// Bytes of the clean text.
    pub clean: Span,
    /// Bytes of the caller's text.
    pub raw: Span,
}

/// Something doubtful about the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Where it is.
    pub span: Span,
    /// What should stand there instead, where that is known.
    pub repair: Option<String>,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// A word of Arabic and Latin letters (`تستكشfan`).
    MixedScript,
    /// Text decoded with the wrong encoding.
    Mojibake,
    /// Arabic presentation forms (U+FB50–FDFF, U+FE70–FEFF) instead of letters.
    PresentationForms,
    /// A quotation mark without its partner.
    UnbalancedMark,
    /// A control character that does not belong in text.
    ControlCharacter,
    /// The text is not Arabic.
    NotArabic,
}

/// What the page says about the article, as spans of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<Span>,
    /// The sub-headline or summary.
    pub deck: Option<Span>,
    /// Author lines.
    pub bylines: Vec<Span>,
    /// Agencies or outlets named as the source.
    pub sources: Vec<Span>,
    /// The place of the dateline.
    pub place: Option<Span>,
    /// Dates and times of the page.
    pub timestamps: Vec<Timestamp>,
}

/// A date or time as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// Where it is written.
    pub span: Span,
    /// ISO 8601, where the writing is unambiguous; never for Hijri dates.
    pub iso: Option<String>,
}

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last visible character, closing marks included.
    pub span: Span,
    /// Whether the end **before** it lies inside one quotation, so that a consumer who wants
    /// quotations whole can join it to the sentence before.
    pub inside_quote: bool,
    /// Index of its block (0 when the text was not cut into blocks).
    pub block: u32,
    /// Index of its paragraph among the kept paragraphs.
    pub paragraph: u32,
}

/// Quotes and those who speak in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// In the order of their content.
    pub quotes: Vec<Quote>,
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
}

/// What the text attributes to a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Direct, indirect or mixed.
    pub kind: QuoteType,
    /// What was said, without the marks around it; more than one span when the text breaks it.
    pub content: Vec<Span>,
    /// The parts of the content that stand in quotation marks.
    pub quoted: Vec<Span>,
    /// The words that attribute it; none for a headline's `NAME:`.
    pub cue: Option<Cue>,
    /// Who said it.
    pub speaker: Speaker,
    /// Who passed it on, nearest first.
    pub relays: Vec<Relay>,
    /// To whom it was said, when the cue's clause names them.
    pub addressee: Option<Span>,
    /// How sure the extractor is of content, type and speaker together, 0 to 1.
    pub confidence: f32,
    /// What the confidences were computed from.
    pub evidence: crate::quotes::Evidence,
    /// The name of the rule that made it; `isnad explain` and the documentation list them.
    pub rule: &'static str,
    /// Whether a quotation mark had to be supplied or reread.
    pub recovered: bool,
    /// A hash of the content's folded words: equal for the same words however they are spelt
    /// with hamza, diacritics or punctuation.
    pub fingerprint: u64,
}

/// How the words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteType {
    /// Word for word: in marks, or after a colon.
    Direct,
    /// Reported: "قال إن …".
    Indirect,
    /// Reported, with quoted fragments.
    Mixed,
}

/// The words that attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Verb, participle or noun with its proclitics, or the phrase.
    pub span: Span,
    /// The dictionary form, as `lexicon/` lists it.
    pub lemma: &'static str,
    /// What kind of saying it is.
    pub class: CueClass,
}

/// What kind of saying a cue is; `lexicon/README.md` tells the classes with examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CueClass {
    /// Neutral report: قال، ذكر، أفاد.
    Statement,
    /// Goes on with what came before: أضاف، تابع.
    Continuation,
    /// Explanation: أوضح، شرح.
    Explanation,
    /// Pointing out: أشار، لفت.
    Remark,
    /// Assertion: أكد، شدد.
    Assertion,
    /// Opinion: اعتبر، رأى.
    Opinion,
    /// Forecast or hope: توقع، أعرب عن أمله.
    Forecast,
    /// A claim the writer keeps away from: زعم، ادعى.
    Claim,
    /// Denial or refusal: نفى، رفض.
    Denial,
    /// Admission or disclosure: اعترف، أقر.
    Admission,
    /// Promise: وعد، تعهد.
    Promise,
    /// Threat or warning: هدد، حذر.
    Warning,
    /// Demand, request or advice: دعا، طالب.
    Demand,
    /// Question: سأل، تساءل.
    Question,
    /// Answer or reaction: أجاب، رد، علق.
    Answer,
    /// Judgement: اتهم، انتقد، وصف.
    Judgement,
    /// Manner of speaking: هتف، صرخ.
    Manner,
    /// Passing on: نقل، نسب.
    Relay,
    /// A preposition or adverb of source: بحسب، وفقا ل.
    Source,
}

/// Who said it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Speaker {
    /// The noun phrase in the cue's clause; none when the subject is implicit.
    pub mention: Option<Span>,
    /// Index into [`Extraction::entities`]; none when the text does not tell.
    pub entity: Option<u32>,
    /// How sure the extractor is of the entity, 0 to 1: a lower bound, as `docs/confidence.md` measures it.
    pub confidence: f32,
}

/// Who passed the words on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relay {
    /// The noun phrase.
    pub span: Span,
    /// The word that says that it passed them on, where there is one.
    pub cue: Option<Cue>,
    /// Index into [`Extraction::entities`].
    pub entity: Option<u32>,
}

/// One source, joined over all its mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The fullest naming in the text, without title; a client shows the words under it.
    pub name: Span,
    /// Titles seen with it.
    pub titles: Vec<Span>,
    /// What it is.
    pub kind: EntityKind,
    /// Grammatical gender, where the text shows it.
    pub gender: Gender,
    /// Grammatical number, where the text shows it.
    pub number: Number,
    /// All mentions, in order.
    pub mentions: Vec<Span>,
    /// Indexes of the quotes in which it speaks.
    pub quotes: Vec<u32>,
}

/// What kind of source an entity is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// Not known.
    #[default]
    Unknown,
    /// A named person.
    Person,
    /// A body, state, company, medium.
    Organisation,
    /// A statement, report, study, law.
    Document,
    /// An unnamed source: "مصدر مطلع".
    Unnamed,
}

/// Grammatical gender.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Not shown.
    #[default]
    Unknown,
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Number {
    /// Not shown.
    #[default]
    Unknown,
    /// One.
    Singular,
    /// Two.
    Dual,
    /// More than two.
    Plural,
}
