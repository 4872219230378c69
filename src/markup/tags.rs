//! Tags: where they end, and how their elements affect the text.

use crate::text::bytes;

/// The effect of a tag on the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// The tag ends a line.
    Line,
    /// No effect: the line continues.
    Inline,
}

/// Elements that start and end lines.
const LINES: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
/// Elements that are part of a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "embed", "font",
    "i", "img", "input", "ins", "kbd", "label", "link", "mark", "meta", "nobr", "param", "picture", "q", "s",
    "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];
/// Elements whose content is not visible to a reader of the article.
const HIDDEN: &[&str] = &[
    "audio", "button", "canvas", "head", "iframe", "math", "nav", "noscript", "object", "option", "script",
    "select", "style", "svg", "template", "textarea", "video",
];

/// The text after the opening bracket of a declaration.
const DECLARATIONS: [&str; 3] = ["!DOCTYPE", "!doctype", "?xml"];

/// A tag, or a comment or declaration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'t> {
    /// The name; empty for a comment or declaration.
    pub name: &'t str,
    /// One past its last byte.
    pub end: usize,
    /// Whether it is an end tag.
    pub closes: bool,
    pub effect: Effect,
    /// Whether HTML has an element of this name.
    known: bool,
}

/// Summary of a text's tags.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Page {
    /// The number of HTML tags, counted up to a limit.
    known: u32,
    /// Whether some tags end lines, so that line ends of the text are white space.
    pub breaks: bool,
    /// Whether a heading contains the title.
    pub headed: bool,
    /// The range from the start of the first tag to the end of the last.
    span: Option<(usize, usize)>,
}

impl Page {
    /// Reads the tags of a text.
    pub fn of(text: &str) -> Self {
        let mut page = Self::default();
        let mut reader = Reader::new(text);
        let mut at = 0;
        loop {
            at += bytes::find(text.as_bytes().get(at..).unwrap_or_default(), is_open, is_open);
            if at >= text.len() {
                return page;
            }
            match reader.tag(at) {
                Some(tag) => {
                    page.note(&tag, at);
                    at = tag.end;
                }
                None => at += 1,
            }
        }
    }

    /// Settings for a part of a page, in which line ends are white space.
    pub const fn part() -> Self {
        Self { known: LEAST, breaks: true, headed: true, span: None }
    }

    fn note(&mut self, tag: &Tag<'_>, at: usize) {
        if !tag.known {
            return;
        }
        self.known += 1;
        self.breaks |= tag.effect == Effect::Line;
        self.headed |= tag.name.eq_ignore_ascii_case("h1");
        self.span = Some((self.span.map_or(at, |span| span.0), tag.end));
    }

    /// Returns whether the text is a page with markup. A single tag may be something that the text is about.
    pub const fn is_markup(&self) -> bool {
        self.known >= LEAST
    }

    /// The range from the start of the first tag to the end of the last, if the text is a page with markup.
    pub fn tags(&self) -> Option<(u32, u32)> {
        self.span.filter(|_| self.is_markup()).map(|(start, end)| (start as u32, end as u32))
    }
}

/// The minimum number of tags of a page.
const LEAST: u32 = 2;

#[inline]
fn is_open(byte: u8, _: u8) -> bool {
    byte == b'<'
}

/// Reads tags. A search that failed once for the rest of the text is not repeated, so that the cost is linear in the
/// length of the text.
pub(super) struct Reader<'t> {
    text: &'t str,
    /// Whether no further tag is closed.
    endless: bool,
    /// Whether no further comment is closed.
    uncommented: bool,
    /// Elements of which no further one is closed, as a bit for each of `HIDDEN`.
    unclosed: u32,
}

impl<'t> Reader<'t> {
    pub const fn new(text: &'t str) -> Self {
        Self { text, endless: false, uncommented: false, unclosed: 0 }
    }

    /// The tag, comment or declaration that starts with the `<` at `at`.
    pub fn tag(&mut self, at: usize) -> Option<Tag<'t>> {
        let rest = self.text.get(at + 1..)?;
        if rest.starts_with("!--") {
            return self.comment(at);
        }
        let (name, closes) = named(rest).or_else(|| is_declaration(rest).then_some(("", false)))?;
        let end = self.end(at + 1 + usize::from(closes) + name.len())?;
        let (effect, known) = effect(name);
        Some(Tag { name, end, closes, effect, known: known || name.is_empty() })
    }

    fn comment(&mut self, at: usize) -> Option<Tag<'t>> {
        const END: &str = "-->";
        let found =
            if self.uncommented { None } else { self.text.get(at + 4..).and_then(|rest| rest.find(END)) };
        self.uncommented |= found.is_none();
        let end = at + 4 + found? + END.len();
        Some(Tag { name: "", end, closes: false, effect: Effect::Inline, known: false })
    }

    /// One past the `>` that ends the tag whose name ends at `from`: the first one nearby outside quotes, otherwise
    /// the first one.
    fn end(&mut self, from: usize) -> Option<usize> {
        const NEAR: usize = 2048;
        let rest = self.text.as_bytes().get(from..)?;
        let mut quote = None;
        for (at, &byte) in rest.iter().take(NEAR).enumerate() {
            match (quote, byte) {
                (None, b'>') => return Some(from + at + 1),
                (None, b'"' | b'\'') if at > 0 && rest.get(at - 1) == Some(&b'=') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
        }
        let found = if self.endless { None } else { rest.iter().position(|&byte| byte == b'>') };
        self.endless |= found.is_none();
        Some(from + found? + 1)
    }

    /// One past the end of the element that the tag starts, if it is not visible and is closed.
    pub fn hidden(&mut self, tag: &Tag<'_>) -> Option<usize> {
        let which = HIDDEN.iter().position(|name| name.eq_ignore_ascii_case(tag.name))?;
        let bit = 1 << which;
        if tag.closes || self.unclosed & bit != 0 {
            return None;
        }
        let found = self.closing(tag.end, tag.name);
        if found.is_none() {
            self.unclosed |= bit;
        }
        found
    }

    /// One past the first end tag with this name from `at` on.
    fn closing(&mut self, mut at: usize, name: &str) -> Option<usize> {
        loop {
            at += self.text.get(at..)?.find("</")?;
            let found = self.text.get(at + 2..).and_then(|rest| rest.get(..name.len()));
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name))
                && let Some(tag) = self.tag(at)
                && tag.name.len() == name.len()
            {
                return Some(tag.end);
            }
            at += 2;
        }
    }
}

/// The name of the tag, and whether it is an end tag. `rest` is the text after the opening bracket.
fn named(rest: &str) -> Option<(&str, bool)> {
    let begins = rest.strip_prefix('/').unwrap_or(rest);
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-');
    let (name, behind) = begins.split_at_checked(begins.bytes().take_while(inside).count())?;
    let ends = behind.starts_with(|c: char| matches!(c, '>' | '/') || c.is_ascii_whitespace());
    let named = ends && name.starts_with(|c: char| c.is_ascii_alphabetic());
    named.then_some((name, begins.len() < rest.len()))
}

fn is_declaration(rest: &str) -> bool {
    DECLARATIONS.iter().any(|start| rest.starts_with(start))
}

/// The effect of an element, and whether HTML defines it.
fn effect(name: &str) -> (Effect, bool) {
    let is = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
    match () {
        () if is(LINES) => (Effect::Line, true),
        () => (Effect::Inline, is(INLINE) || is(HIDDEN)),
    }
}
