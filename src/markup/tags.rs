//! Tags: where they end, and what their elements do to a text.

use crate::text::bytes;

/// What a tag does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It ends a line.
    Line,
    /// Nothing: the text goes on.
    Inline,
}

/// Elements that begin and end lines.
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
/// Elements whose content no reader of the article sees.
const HIDDEN: &[&str] = &[
    "audio", "button", "canvas", "head", "iframe", "math", "nav", "noscript", "object", "option", "script",
    "select", "style", "svg", "template", "textarea", "video",
];

/// What stands after the bracket of a declaration.
const DECLARATIONS: [&str; 3] = ["!DOCTYPE", "!doctype", "?xml"];

/// A tag, or a comment or declaration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'t> {
    /// Its name; empty for a comment or declaration.
    pub name: &'t str,
    /// One past its last byte.
    pub end: usize,
    /// Whether it ends an element.
    pub closes: bool,
    pub effect: Effect,
    /// Whether HTML has an element of this name.
    known: bool,
}

/// What is known of a text's tags.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Page {
    /// Tags of HTML, as far as they were counted.
    known: u32,
    /// Whether some of them end lines, so that line ends of the text are white space.
    pub breaks: bool,
    /// Whether a heading says the title.
    pub headed: bool,
    /// From the first tag to the end of the last.
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

    /// A part of a page whose line ends are white space.
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

    /// Whether the text is a page with its markup: one tag may be what the text speaks of.
    pub const fn is_markup(&self) -> bool {
        self.known >= LEAST
    }

    /// From the first tag to the end of the last, if the text is a page with its markup.
    pub fn tags(&self) -> Option<(u32, u32)> {
        self.span.filter(|_| self.is_markup()).map(|(start, end)| (start as u32, end as u32))
    }
}

/// Tags that make a text a page.
const LEAST: u32 = 2;

#[inline]
fn is_open(byte: u8, _: u8) -> bool {
    byte == b'<'
}

/// Reads tags. What was once looked for and is not in the rest of the text is not looked for again, so that a text costs
/// no more than its length.
pub(super) struct Reader<'t> {
    text: &'t str,
    /// Whether no tag ends any more.
    endless: bool,
    /// Whether no comment ends any more.
    uncommented: bool,
    /// Elements that do not end any more, a bit for each of `HIDDEN`.
    unclosed: u32,
}

impl<'t> Reader<'t> {
    pub const fn new(text: &'t str) -> Self {
        Self { text, endless: false, uncommented: false, unclosed: 0 }
    }

    /// The tag, comment or declaration that begins with the `<` at `at`.
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

    /// One past the `>` that ends the tag whose name ends at `from`: the first one outside of quotes that are near, or
    /// the first.
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

    /// One past the element that the tag begins, if no reader sees it and it ends.
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

    /// One past the first tag from `at` on that ends an element of this name.
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

/// The name of the tag of which `rest` is what follows its bracket, and whether it ends an element.
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

/// What an element does, and whether HTML has it.
fn effect(name: &str) -> (Effect, bool) {
    let is = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
    match () {
        () if is(LINES) => (Effect::Line, true),
        () => (Effect::Inline, is(INLINE) || is(HIDDEN)),
    }
}
