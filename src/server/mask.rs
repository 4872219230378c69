//! The fields of an answer that a caller requests: `google.protobuf.FieldMask`, which is a string in JSON. It is decoded by
//! hand, like `claims`, because an empty path takes two bytes on the wire and many times that in memory.

use bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType, skip_field, string};
use prost::{DecodeError, Message};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::analysis::{Part, Parts};

/// The fields that every answer has, requested or not.
const ALWAYS: [&str; 2] = ["offset_encoding", "lexicon_version"];

/// The longest path that an error names.
const LONGEST_PATH: usize = 64;

/// The maximum number of paths in a mask; no answer has as many fields.
const MOST_PATHS: usize = 32;

/// `google.protobuf.FieldMask`, with at most one path beyond the limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FieldMask {
    /// Names of fields, as in the `.proto`.
    pub paths: Vec<String>,
}

impl FieldMask {
    /// Whether the mask exceeds the limit; further paths are ignored.
    const fn has_too_many(&self) -> bool {
        self.paths.len() > MOST_PATHS
    }
}

impl Message for FieldMask {
    fn encode_raw(&self, buffer: &mut impl BufMut) {
        string::encode_repeated(1, &self.paths, buffer);
    }

    fn merge_field(
        &mut self,
        tag: u32,
        wire_type: WireType,
        buffer: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match tag {
            1 if !self.has_too_many() => string::merge_repeated(wire_type, &mut self.paths, buffer, context),
            _ => skip_field(wire_type, tag, buffer, context),
        }
    }

    fn encoded_len(&self) -> usize {
        string::encoded_len_repeated(1, &self.paths)
    }

    fn clear(&mut self) {
        self.paths.clear();
    }
}

impl Serialize for FieldMask {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let paths: Vec<String> = self.paths.iter().map(|path| in_json(path)).collect();
        serializer.serialize_str(&paths.join(","))
    }
}

impl<'de> Deserialize<'de> for FieldMask {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        let paths = written.split(',').map(str::trim).filter(|path| !path.is_empty());
        Ok(Self { paths: paths.take(MOST_PATHS + 1).map(in_proto).collect() })
    }
}

/// The parts of an answer that a mask names; all if there is no mask. The error is a violation's description.
pub(super) fn parts(mask: Option<&FieldMask>, of_answer: &[Part]) -> Result<Parts, String> {
    let Some(mask) = mask.filter(|mask| !mask.paths.is_empty()) else { return Ok(Parts::ALL) };
    if mask.has_too_many() {
        return Err(format!("names more than {MOST_PATHS} fields"));
    }
    let mut parts = Parts::NONE;
    for path in &mask.paths {
        match of_answer.iter().find(|part| part.as_str() == path) {
            Some(part) => parts = parts.with(*part),
            None if path == "*" => return Ok(Parts::ALL),
            None if ALWAYS.contains(&path.as_str()) => {}
            None => return Err(unknown(path)),
        }
    }
    Ok(parts)
}

fn unknown(path: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let is_told = !path.is_empty() && path.len() <= LONGEST_PATH && path.chars().all(is_name);
    let path = if is_told { format!("{path}, which") } else { "what".to_owned() };
    format!("names {path} is not a field of the answer")
}

/// Converts a JSON name to its name in the `.proto`.
pub(super) fn in_proto(name: &str) -> String {
    let letter = |c: char| {
        let divider = c.is_ascii_uppercase().then_some('_');
        divider.into_iter().chain([c.to_ascii_lowercase()])
    };
    name.chars().flat_map(letter).collect()
}

/// Converts a `.proto` name to its JSON name.
fn in_json(name: &str) -> String {
    let mut is_raised = false;
    let letter = |c: char| {
        let raised = std::mem::replace(&mut is_raised, c == '_');
        (c != '_').then_some(if raised { c.to_ascii_uppercase() } else { c })
    };
    name.chars().filter_map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(paths: &[&str]) -> FieldMask {
        FieldMask { paths: paths.iter().map(|it| (*it).to_owned()).collect() }
    }

    #[test]
    fn in_json_a_mask_is_a_string() {
        let read: FieldMask = serde_json::from_str(r#""cleanText, quotes""#).expect("a mask");
        assert_eq!(read, mask(&["clean_text", "quotes"]));
        assert_eq!(serde_json::to_string(&read).expect("JSON"), r#""cleanText,quotes""#);
        assert_eq!(serde_json::from_str::<FieldMask>(r#""""#).expect("an empty one"), mask(&[]));
    }

    #[test]
    fn of_too_many_paths_one_is_kept_to_tell() {
        let many = mask(&["quotes"; 5 * MOST_PATHS]);
        let decoded = FieldMask::decode(&many.encode_to_vec()[..]).expect("a message");
        assert_eq!(decoded.paths.len(), MOST_PATHS + 1);
        let read: FieldMask =
            serde_json::from_str(&format!("\"{}\"", ["quotes"; 50].join(","))).expect("a mask");
        assert_eq!(read.paths.len(), MOST_PATHS + 1);
        for mask in [decoded, read] {
            let wrong = parts(Some(&mask), &[Part::Quotes]).expect_err("too many");
            assert_eq!(wrong, "names more than 32 fields");
        }
        let few = mask(&["quotes", "entities"]);
        let bytes = few.encode_to_vec();
        assert_eq!(
            (bytes.len(), FieldMask::decode(&bytes[..]).expect("a message")),
            (few.encoded_len(), few)
        );
    }

    #[test]
    fn a_mask_names_parts_of_its_answer_alone() {
        let of_answer = [Part::Quotes, Part::Entities];
        let named = |paths: &[&str]| parts(Some(&mask(paths)), &of_answer);
        assert_eq!(named(&["quotes"]), Ok(Parts::from_iter([Part::Quotes])));
        assert_eq!(named(&["lexicon_version"]), Ok(Parts::NONE));
        assert_eq!(named(&["*"]), Ok(Parts::ALL));
        assert_eq!(named(&[]), Ok(Parts::ALL));
        assert_eq!(parts(None, &of_answer), Ok(Parts::ALL));
        let wrong = named(&["quotes", "quotes.speaker"]).expect_err("no part");
        assert_eq!(wrong, "names quotes.speaker, which is not a field of the answer");
        for unsaid in ["سر", "a b", ""] {
            assert_eq!(named(&[unsaid]).expect_err("no part"), "names what is not a field of the answer");
        }
        assert!(named(&["sentences"]).is_err(), "a part of another answer");
    }
}
