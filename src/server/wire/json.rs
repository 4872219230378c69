//! Answers as proto3 JSON, with or without fields that have default values.
//!
//! pbjson leaves out default values. Many clients fail on missing keys, so the other fields are added while an answer is written,
//! from a table of fields that the build generates from the `.proto`. Fields with presence are included only if they are set.

use std::fmt::Display;
use std::io;

use bytes::Bytes;
use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};

use crate::analysis::{Part, Parts};
use crate::server::mask::in_proto;

include!(concat!(env!("OUT_DIR"), "/isnad_fields.rs"));

/// A field of a message.
#[derive(Debug)]
struct Field {
    name: &'static str,
    /// Its default value; none for a field with presence.
    default: Option<Unset>,
}

/// The default value of a field.
#[derive(Clone, Copy, Debug)]
enum Unset {
    Whole,
    Fraction,
    False,
    Text,
    List,
    /// The name of an enum's value 0.
    Name(&'static str),
}

/// The part of an answer that a field belongs to.
fn part(name: &str) -> Option<Part> {
    let name = in_proto(name);
    // Both forms of the alignment are one part.
    let name = if name == "compact_alignment" { Part::Alignment.as_str() } else { name.as_str() };
    Part::ALL.iter().copied().find(|part| part.as_str() == name)
}

/// The length of a piece of JSON. A single growing buffer would take three times the answer's size while it is copied.
const PIECE: usize = 32 << 10;

/// The JSON options of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Whether fields with default values are included.
    pub defaults: bool,
    /// The requested parts; others are left out regardless of their values.
    pub parts: Parts,
}

/// Writes an answer, in pieces.
#[must_use]
pub fn pieces(answer: &impl Serialize, form: Form) -> Vec<Bytes> {
    let mut pieces = Pieces::default();
    // Every value in an answer has a JSON form, and writing to memory cannot fail.
    let written = serde_json::to_writer(&mut pieces, &Shown { answer, form });
    debug_assert!(written.is_ok(), "{written:?}");
    pieces.whole.push(pieces.last.into());
    pieces.whole
}

/// Writes pieces.
#[derive(Debug, Default)]
struct Pieces {
    whole: Vec<Bytes>,
    last: Vec<u8>,
}

impl io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.last.len() + bytes.len() > PIECE {
            self.whole.push(std::mem::take(&mut self.last).into());
        }
        self.last.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An answer with its JSON options.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a, T> {
    /// The answer.
    pub answer: &'a T,
    /// Its form.
    pub form: Form,
}

impl<T: Serialize> Serialize for Shown<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.form.defaults {
            self.answer.serialize(Whole { inner: serializer, parts: self.form.parts })
        } else {
            self.answer.serialize(serializer)
        }
    }
}

/// A value inside an answer, with all its fields.
struct Inner<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> Serialize for Inner<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Whole { inner: serializer, parts: Parts::ALL })
    }
}

/// Writes messages with all their fields.
struct Whole<S> {
    inner: S,
    parts: Parts,
}

/// Methods that add nothing.
macro_rules! as_they_are {
    ($($method:ident($kind:ty);)*) => {
        $(fn $method(self, value: $kind) -> Result<S::Ok, S::Error> {
            self.inner.$method(value)
        })*
    };
}

impl<S: Serializer> Serializer for Whole<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Items<S::SerializeSeq>;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = S::SerializeMap;
    type SerializeStruct = Fields<S::SerializeStruct>;
    type SerializeStructVariant = S::SerializeStructVariant;

    as_they_are! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_unit_struct(&'static str);
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(&Inner(value))
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit_variant(name, index, variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, &Inner(value))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_variant(name, index, variant, &Inner(value))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        self.inner.serialize_seq(length).map(Items)
    }

    fn serialize_tuple(self, length: usize) -> Result<S::SerializeTuple, S::Error> {
        self.inner.serialize_tuple(length)
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<S::SerializeTupleStruct, S::Error> {
        self.inner.serialize_tuple_struct(name, length)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<S::SerializeTupleVariant, S::Error> {
        self.inner.serialize_tuple_variant(name, index, variant, length)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<S::SerializeMap, S::Error> {
        self.inner.serialize_map(length)
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeStruct, S::Error> {
        let known = MESSAGES.binary_search_by_key(&name, |(name, _)| name);
        let fields = known.map_or(&[][..], |at| MESSAGES[at].1);
        // JSON ends an object of length 0 at once.
        let inner = self.inner.serialize_struct(name, length + fields.len())?;
        Ok(Fields { inner, fields, parts: self.parts })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<S::SerializeStructVariant, S::Error> {
        self.inner.serialize_struct_variant(name, index, variant, length)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.collect_str(value)
    }
}

/// A list of values with all their fields.
struct Items<S>(S);

impl<S: SerializeSeq> SerializeSeq for Items<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.0.serialize_element(&Inner(value))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

/// A message with all its fields, in the order of the `.proto`.
struct Fields<S> {
    inner: S,
    /// The fields still to be written.
    fields: &'static [Field],
    parts: Parts,
}

impl<S: SerializeStruct> Fields<S> {
    /// Writes the next `count` fields, which are not set, with their defaults.
    fn fill(&mut self, count: usize) -> Result<(), S::Error> {
        let (unset, rest) = self.fields.split_at(count);
        self.fields = rest;
        for Field { name, default } in unset {
            let is_wanted = self.parts == Parts::ALL || part(name).is_none_or(|part| self.parts.has(part));
            match default.filter(|_| is_wanted) {
                None => {}
                Some(Unset::Whole) => self.inner.serialize_field(name, &0)?,
                Some(Unset::Fraction) => self.inner.serialize_field(name, &0.0)?,
                Some(Unset::False) => self.inner.serialize_field(name, &false)?,
                Some(Unset::Text) => self.inner.serialize_field(name, "")?,
                Some(Unset::List) => self.inner.serialize_field(name, &[(); 0])?,
                Some(Unset::Name(value)) => self.inner.serialize_field(name, value)?,
            }
        }
        Ok(())
    }
}

impl<S: SerializeStruct> SerializeStruct for Fields<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        if let Some(at) = self.fields.iter().position(|field| field.name == name) {
            self.fill(at)?;
            self.fields = &self.fields[1..];
        }
        self.inner.serialize_field(name, &Inner(value))
    }

    fn end(mut self) -> Result<S::Ok, S::Error> {
        self.fill(self.fields.len())?;
        self.inner.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::server::pb;

    fn shown(answer: &impl Serialize, defaults: bool, parts: Parts) -> Value {
        let form = Form { defaults, parts };
        serde_json::to_value(Shown { answer, form }).expect("JSON")
    }

    #[test]
    fn fields_without_presence_are_all_there_and_those_with_it_when_they_are_set() {
        let entity = |entity| pb::Quote {
            speaker: Some(pb::Speaker { entity, ..Default::default() }),
            ..pb::Quote::default()
        };
        let unset = shown(&entity(None), true, Parts::ALL);
        let speaker = json!({"name": "", "confidence": 0.0, "rule": ""});
        let expected = json!({
            "type": "QUOTE_TYPE_UNSPECIFIED", "content": [], "quoted": [], "speaker": speaker, "relays": [],
            "confidence": 0.0, "rule": "", "recovered": false, "addresseeName": "", "fingerprint": "",
            "signature": [],
        });
        assert_eq!(unset, expected);
        assert_eq!(shown(&entity(Some(0)), true, Parts::ALL)["speaker"]["entity"], 0);
    }

    #[test]
    fn fields_keep_their_order_whatever_is_set() {
        let span = pb::Span { start: 0, end: 7 };
        let text = serde_json::to_string(&Shown {
            answer: &pb::Sentence { span: Some(span), block: 2, ..Default::default() },
            form: Form { defaults: true, parts: Parts::ALL },
        });
        let expected = r#"{"span":{"start":0,"end":7},"insideQuote":false,"block":2,"paragraph":0}"#;
        assert_eq!(text.expect("JSON"), expected);
    }

    #[test]
    fn without_defaults_and_without_a_part_nothing_is_added() {
        let answer = pb::SegmentResponse::default();
        assert_eq!(shown(&answer, false, Parts::ALL), json!({}));
        let unwanted = shown(&pb::AnalyzeResponse::default(), true, Parts::from_iter([Part::Sentences]));
        let expected =
            json!({"offsetEncoding": "OFFSET_ENCODING_UNSPECIFIED", "sentences": [], "lexiconVersion": ""});
        assert_eq!(unwanted, expected);
    }
}
