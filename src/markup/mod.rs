//! Text that still has markup: HTML passed in by mistake, and character references in plain text.
//!
//! The visible text is written once, with a map back to the caller's text. The other layers read it like any
//! other text, and [`Map`] maps their spans back.

mod map;
mod references;
mod tags;
mod writer;

pub use map::{Map, Run};

use std::borrow::Cow;

use crate::text::{LONGEST, Span, bytes};

/// The visible text of a text with markup.
#[derive(Clone, Debug, Default)]
pub struct Readable {
    text: String,
    map: Map,
    /// The span from the first tag to the last; `None` in plain text with character references.
    tags: Option<Span>,
}

impl Readable {
    /// The visible text; `None` if the text has neither tags nor character references, as is usual.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let first = bytes::find(text.as_bytes(), may_begin, may_begin);
        if first == text.len() || text.len() > LONGEST {
            return None;
        }
        let page = tags::Page::of(text);
        let written = writer::write(text, &page);
        let changed = page.is_markup() || !written.is_plain();
        changed.then(|| Self::new(text, &page, written))
    }

    /// The visible text of a part of a text with markup.
    #[must_use]
    pub fn part(text: &str) -> String {
        writer::write(text, &tags::Page::part()).text
    }

    fn new(text: &str, page: &tags::Page, written: writer::Written) -> Self {
        let map = Map::new(written.runs, text.len() as u32);
        Self { text: written.text, map, tags: page.tags().map(|(start, end)| Span::new(start, end)) }
    }

    /// The visible text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The map from the visible text to the caller's text.
    #[must_use]
    pub const fn map(&self) -> &Map {
        &self.map
    }

    /// The span from the first tag to the last; `None` in plain text with character references.
    #[must_use]
    pub const fn tags(&self) -> Option<Span> {
        self.tags
    }

    /// The character references of plain text, each with its character. In HTML they are normal, and are not returned.
    pub fn references(&self) -> impl Iterator<Item = (Span, &str)> {
        let plain = self.tags.is_none();
        let replaced = self.map.runs().iter().filter(move |run| plain && !run.is_copied());
        replaced.map(|run| (run.raw, run.readable.slice(&self.text)))
    }
}

/// Returns the words under a span in readable form: without tags, with character references replaced by their characters, and with each
/// run of white space replaced by one space. Borrows from `text` if nothing changes.
///
/// ```
/// let page = "قال <b>الوزير</b>\n إن السد آمن.";
/// assert_eq!(isnad::words(page, isnad::Span::new(0, page.len() as u32)), "قال الوزير إن السد آمن.");
/// ```
#[must_use]
pub fn words(text: &str, span: Span) -> Cow<'_, str> {
    let raw = span.slice(text);
    let readable = raw.contains(['<', '&', '#']).then(|| Readable::part(raw));
    let words = readable.as_deref().unwrap_or(raw).split_whitespace().collect::<Vec<_>>().join(" ");
    if words == raw { Cow::Borrowed(raw) } else { Cow::Owned(words) }
}

/// Returns whether a tag or a character reference may start with the byte.
#[inline]
fn may_begin(byte: u8, _: u8) -> bool {
    (byte == b'<') | (byte == b'&') | (byte == b'#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readable(text: &str) -> String {
        Readable::of(text).map_or_else(|| text.to_owned(), |readable| readable.text)
    }

    #[test]
    fn block_tags_end_lines_and_others_leave_no_trace() {
        let page =
            "<html><body><h1>سد <b>الوادي</b> آمن</h1>\n<p>قال\n الوزير<br>نعم</p><p>لا</p></body></html>";
        assert_eq!(readable(page), "سد الوادي آمن\n\nقال الوزير\nنعم\n\nلا\n\n");
    }

    #[test]
    fn what_no_reader_sees_is_dropped() {
        let page = "<p>نعم<script>if (a < b) { x = '<p>'; }</script><style>p { color: red }</style>\
                    <!-- <p>لا</p> --></p><nav><ul><li>الرئيسية</li></ul></nav><p>ثم</p>";
        assert_eq!(readable(page), "نعم\n\nثم\n");
    }

    #[test]
    fn an_element_without_an_end_takes_nothing_with_it() {
        assert_eq!(readable("<nav><p>نعم</p><script>لا<p>ثم</p>"), "نعم\nلا\nثم\n");
        assert_eq!(readable("<p>نعم</p><!-- لا <p>ثم</p>"), "نعم\n<!-- لا \nثم\n");
    }

    #[test]
    fn the_title_of_the_head_is_read_where_no_heading_says_it() {
        let page = |heading| format!("<head><title>العنوان</title><meta x></head><body>{heading}<p>نعم</p>");
        assert_eq!(readable(&page("")), "العنوان\n\nنعم\n");
        assert_eq!(readable(&page("<h1>سد</h1>")), "سد\n\nنعم\n");
    }

    #[test]
    fn line_ends_count_where_no_tag_ends_a_line() {
        assert_eq!(readable("قال <b>سامي</b>\nنعم <i>ثم</i>\n"), "قال سامي\nنعم ثم\n");
    }

    #[test]
    fn signs_of_inequality_are_no_tags() {
        for text in ["إذا كان 3 < 5 فإن 5 > 3", "a <b و c> d", "<3", "<نعم> و<لا>", "x <- y", "<p"]
        {
            assert!(Readable::of(text).is_none(), "{text}");
        }
    }

    #[test]
    fn references_are_the_characters_that_they_stand_for() {
        let cases = [
            ("قال &quot;نعم&quot;", "قال \"نعم\""),
            ("قال #171;نعم#187; ثم", "قال «نعم» ثم"),
            ("&laquo;نعم&raquo;&nbsp;&hellip;", "«نعم»\u{A0}…"),
            ("&#1575;&#x644;", "ال"),
            ("&amp;quot;نعم&amp;quot;", "\"نعم\""),
            ("80 &percnt; من", "80 % من"),
            ("&quotنعم&quot", "\"نعم\""),
        ];
        for (text, expected) in cases {
            assert_eq!(readable(text), expected);
        }
    }

    #[test]
    fn what_only_looks_like_a_reference_stays() {
        for text in [
            "AT&T;",
            "a&b;",
            "#سوريا;",
            "#12;",
            "&#0;",
            "&#xD800;",
            "?a=1&copy=2",
            "& quot",
            "&#99999999999;",
        ] {
            assert!(Readable::of(text).is_none(), "{text}");
        }
    }

    #[test]
    fn each_character_comes_from_where_it_is_written() {
        for text in [
            "<p>قال&nbsp;<b>سا</b>مي  &quot;نعم&quot;</p>\n<br/><div class='a>b'>لا</div>",
            "&lt;نعم&gt; #187;",
        ] {
            let readable = Readable::of(text).expect("markup");
            let mut end = 0;
            for (at, c) in readable.text().char_indices() {
                let span = readable.map().span(Span::new(at as u32, (at + c.len_utf8()) as u32));
                assert!(span.start >= end && !span.is_empty(), "{c:?} {span:?}");
                end = span.end;
                let raw = span.slice(text);
                let copied = raw == c.to_string();
                assert!(copied || c.is_whitespace() || raw.starts_with(['&', '#']), "{c:?} {raw:?}");
            }
        }
    }
}
