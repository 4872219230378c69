//! Builds nested rows from answers.

use arrow::array::{
    BooleanBuilder, Float32Builder, Int32Builder, Int64Builder, ListBuilder, RecordBatch, StringBuilder,
};
use arrow::datatypes::{Schema, SchemaRef};
use arrow::error::ArrowError;
use isnad::server::{pb, wire};

use super::columns::{Lists, Maybe, Table as _, fields, table};
use crate::fault::Kind;

table!(
    /// Why a document has no answer.
    Errors { code: StringBuilder, message: StringBuilder, field(optional): StringBuilder, }
);
table!(
    /// Parts of a text.
    Spans { start: Int32Builder, end: Int32Builder, }
);
table!(
    /// Sentences.
    Sentences {
        index: Int32Builder,
        start: Int32Builder,
        end: Int32Builder,
        text: StringBuilder,
        inside_quote: BooleanBuilder,
        block: Int32Builder,
        paragraph: Int32Builder,
    }
);
table!(
    /// Relays.
    Relays {
        index: Int32Builder,
        name: StringBuilder,
        start: Int32Builder,
        end: Int32Builder,
        cue(optional): StringBuilder,
        entity(optional): Int32Builder,
    }
);
table!(
    /// Quotes.
    Quotes {
        index: Int32Builder,
        kind: StringBuilder,
        text: StringBuilder,
        content: Lists<Spans>,
        cue(optional): StringBuilder,
        cue_class(optional): StringBuilder,
        speaker(optional): StringBuilder,
        speaker_entity(optional): Int32Builder,
        speaker_confidence: Float32Builder,
        speaker_rule: StringBuilder,
        addressee(optional): StringBuilder,
        confidence: Float32Builder,
        rule: StringBuilder,
        recovered: BooleanBuilder,
        fingerprint: StringBuilder,
        signature: ListBuilder<Int64Builder>,
        relays: Lists<Relays>,
    }
);
table!(
    /// Sources.
    Entities {
        index: Int32Builder,
        name: StringBuilder,
        start: Int32Builder,
        end: Int32Builder,
        titles: ListBuilder<StringBuilder>,
        kind(optional): StringBuilder,
        gender(optional): StringBuilder,
        number(optional): StringBuilder,
        mentions: Lists<Spans>,
        quotes: ListBuilder<Int32Builder>,
    }
);
table!(
    /// Documents.
    Rows {
        id(optional): StringBuilder,
        error(optional): Maybe<Errors>,
        clean_text(optional): StringBuilder,
        title(optional): StringBuilder,
        bylines: ListBuilder<StringBuilder>,
        place(optional): StringBuilder,
        timestamps: ListBuilder<StringBuilder>,
        sentences: Lists<Sentences>,
        quotes: Lists<Quotes>,
        entities: Lists<Entities>,
    }
);

/// The schema of the rows.
pub fn schema() -> Schema {
    Schema::new(fields::<Rows>())
}

/// A text indexed by code points.
struct Text<'t> {
    text: &'t str,
    /// The byte offset of each code point, and of the end.
    starts: Vec<usize>,
}

impl<'t> Text<'t> {
    fn new(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, starts }
    }

    /// The text under a span.
    fn of(&self, span: Option<&pb::Span>) -> Option<&'t str> {
        let span = span?;
        let at = |offset: u32| self.starts.get(offset as usize).copied();
        self.text.get(at(span.start)?..at(span.end)?)
    }

    fn joined(&self, spans: &[pb::Span]) -> String {
        spans.iter().filter_map(|span| self.of(Some(span))).collect::<Vec<_>>().join(" … ")
    }
}

// An index or offset of a text below 2 GiB.
#[allow(clippy::cast_possible_wrap, reason = "texts of a batch are below 2 GiB")]
const fn int(number: u32) -> i32 {
    number as i32
}

/// The name of an enum value without its prefix; none for the unspecified value.
fn named(name: &str, prefix: &str) -> Option<String> {
    let name = name.strip_prefix(prefix).unwrap_or(name);
    (name != "UNSPECIFIED").then(|| name.to_lowercase().replace('_', "-"))
}

/// The string, unless it is empty.
fn said(string: &str) -> Option<&str> {
    (!string.is_empty()).then_some(string)
}

fn index(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX)
}

/// Appends a span to two columns.
fn put(start: &mut Int32Builder, end: &mut Int32Builder, span: Option<&pb::Span>) {
    start.append_value(span.map_or(0, |span| int(span.start)));
    end.append_value(span.map_or(0, |span| int(span.end)));
}

fn put_spans(lists: &mut Lists<Spans>, spans: &[pb::Span]) {
    for span in spans {
        let row = lists.next();
        put(&mut row.start, &mut row.end, Some(span));
    }
    lists.close();
}

fn put_strings<'s>(list: &mut ListBuilder<StringBuilder>, strings: impl IntoIterator<Item = &'s str>) {
    strings.into_iter().for_each(|string| list.values().append_value(string));
    list.append(true);
}

impl Sentences {
    fn put(&mut self, at: usize, text: &Text<'_>, sentence: &pb::Sentence) {
        self.index.append_value(index(at));
        put(&mut self.start, &mut self.end, sentence.span.as_ref());
        self.text.append_value(text.of(sentence.span.as_ref()).unwrap_or_default());
        self.inside_quote.append_value(sentence.inside_quote);
        self.block.append_value(int(sentence.block));
        self.paragraph.append_value(int(sentence.paragraph));
    }
}

impl Relays {
    fn put(&mut self, at: usize, relay: &pb::Relay) {
        self.index.append_value(index(at));
        self.name.append_value(&relay.name);
        put(&mut self.start, &mut self.end, relay.span.as_ref());
        self.cue.append_option(relay.cue.as_ref().map(|cue| &cue.lemma));
        self.entity.append_option(relay.entity.map(int));
    }
}

impl Quotes {
    fn put(&mut self, at: usize, text: &Text<'_>, quote: &pb::Quote) {
        self.index.append_value(index(at));
        self.kind.append_option(named(quote.r#type().as_str_name(), "QUOTE_TYPE_"));
        self.text.append_value(text.joined(&quote.content));
        put_spans(&mut self.content, &quote.content);
        self.cue.append_option(quote.cue.as_ref().map(|cue| &cue.lemma));
        let class = quote.cue.as_ref().and_then(|cue| named(cue.class().as_str_name(), "CUE_CLASS_"));
        self.cue_class.append_option(class);
        self.put_speaker(quote.speaker.as_ref());
        self.addressee.append_option(said(&quote.addressee_name));
        self.confidence.append_value(quote.confidence);
        self.rule.append_value(&quote.rule);
        self.recovered.append_value(quote.recovered);
        self.fingerprint.append_value(&quote.fingerprint);
        quote.signature.iter().for_each(|number| self.signature.values().append_value(i64::from(*number)));
        self.signature.append(true);
        quote.relays.iter().enumerate().for_each(|(at, relay)| self.relays.next().put(at, relay));
        self.relays.close();
    }

    fn put_speaker(&mut self, speaker: Option<&pb::Speaker>) {
        self.speaker.append_option(speaker.and_then(|speaker| said(&speaker.name)));
        self.speaker_entity.append_option(speaker.and_then(|speaker| speaker.entity).map(int));
        self.speaker_confidence.append_value(speaker.map_or(0.0, |speaker| speaker.confidence));
        self.speaker_rule.append_value(speaker.map_or("", |speaker| &speaker.rule));
    }
}

impl Entities {
    fn put(&mut self, at: usize, entity: &pb::Entity) {
        self.index.append_value(index(at));
        self.name.append_value(&entity.name);
        put(&mut self.start, &mut self.end, entity.name_span.as_ref());
        put_strings(&mut self.titles, entity.titles.iter().map(String::as_str));
        self.kind.append_option(named(entity.kind().as_str_name(), "ENTITY_KIND_"));
        self.gender.append_option(named(entity.gender().as_str_name(), "GENDER_"));
        self.number.append_option(named(entity.number().as_str_name(), "NUMBER_"));
        put_spans(&mut self.mentions, &entity.mentions);
        entity.quotes.iter().for_each(|quote| self.quotes.values().append_value(int(*quote)));
        self.quotes.append(true);
    }
}

impl Rows {
    /// Adds the row of a document with an answer.
    pub fn analysis(&mut self, id: Option<&str>, text: &str, found: &wire::AnalyzeResponse) {
        let text = Text::new(text);
        self.id.append_option(id);
        self.put_error(None);
        self.clean_text.append_option(said(&found.clean_text));
        self.put_metadata(&text, &found.metadata.clone().unwrap_or_default());
        found.sentences.iter().enumerate().for_each(|(at, it)| self.sentences.next().put(at, &text, it));
        found.quotes.iter().enumerate().for_each(|(at, it)| self.quotes.next().put(at, &text, it));
        found.entities.iter().enumerate().for_each(|(at, it)| self.entities.next().put(at, it));
        self.close();
    }

    /// Adds the row of a document without an answer.
    pub fn fault(&mut self, id: Option<&str>, kind: Kind) {
        self.id.append_option(id);
        self.put_error(Some(kind));
        self.clean_text.append_null();
        self.put_metadata(&Text::new(""), &pb::Metadata::default());
        self.close();
    }

    fn put_error(&mut self, kind: Option<Kind>) {
        let row = self.error.next(kind.is_some());
        row.code.append_value(kind.map_or("", Kind::code));
        row.message.append_value(kind.map_or_else(String::new, Kind::message));
        row.field.append_option(kind.and_then(Kind::field));
    }

    fn put_metadata(&mut self, text: &Text<'_>, metadata: &pb::Metadata) {
        self.title.append_option(text.of(metadata.title.as_ref()));
        put_strings(&mut self.bylines, metadata.bylines.iter().filter_map(|span| text.of(Some(span))));
        self.place.append_option(text.of(metadata.place.as_ref()));
        put_strings(&mut self.timestamps, metadata.timestamps.iter().filter_map(|it| it.iso.as_deref()));
    }

    fn close(&mut self) {
        self.sentences.close();
        self.quotes.close();
        self.entities.close();
    }

    /// The rows as a batch.
    pub fn into_batch(mut self, schema: SchemaRef) -> Result<RecordBatch, ArrowError> {
        let (_, columns) = self.finish();
        RecordBatch::try_new(schema, columns)
    }
}
