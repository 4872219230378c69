//! Which fields of an answer a caller wants: `google.protobuf.FieldMask`, which is a string in JSON.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::analysis::{Part, Parts};

/// What every answer holds, whether it is asked for or not.
const ALWAYS: [&str; 2] = ["offset_encoding", "lexicon_version"];

/// The longest path that an error names.
const LONGEST_PATH: usize = 64;

/// `google.protobuf.FieldMask`.
#[derive(Clone, PartialEq, Eq, Hash, prost::Message)]
pub struct FieldMask {
    /// Names of fields, as in the `.proto`.
    #[prost(string, repeated, tag = "1")]
    pub paths: Vec<String>,
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
        Ok(Self { paths: paths.map(in_proto).collect() })
    }
}

/// The parts that a mask names, of those that an answer has; all without one. Else what is wrong with it.
pub(super) fn parts(mask: Option<&FieldMask>, of_answer: &[Part]) -> Result<Parts, String> {
    let Some(mask) = mask.filter(|mask| !mask.paths.is_empty()) else { return Ok(Parts::ALL) };
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
    format!("names {path} is no field of the answer")
}

/// A name of JSON in the form of the `.proto`.
pub(super) fn in_proto(name: &str) -> String {
    let letter = |c: char| {
        let divider = c.is_ascii_uppercase().then_some('_');
        divider.into_iter().chain([c.to_ascii_lowercase()])
    };
    name.chars().flat_map(letter).collect()
}

/// The other way.
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
    fn a_mask_names_parts_of_its_answer_alone() {
        let of_answer = [Part::Quotes, Part::Entities];
        let named = |paths: &[&str]| parts(Some(&mask(paths)), &of_answer);
        assert_eq!(named(&["quotes"]), Ok(Parts::from_iter([Part::Quotes])));
        assert_eq!(named(&["lexicon_version"]), Ok(Parts::NONE));
        assert_eq!(named(&["*"]), Ok(Parts::ALL));
        assert_eq!(named(&[]), Ok(Parts::ALL));
        assert_eq!(parts(None, &of_answer), Ok(Parts::ALL));
        let wrong = named(&["quotes", "quotes.speaker"]).expect_err("no part");
        assert_eq!(wrong, "names quotes.speaker, which is no field of the answer");
        for unsaid in ["سر", "a b", ""] {
            assert_eq!(named(&[unsaid]).expect_err("no part"), "names what is no field of the answer");
        }
        assert!(named(&["sentences"]).is_err(), "a part of another answer");
    }
}
