//! JSON Lines: one object a document.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::document::Id;
use super::fault::Fault;

/// `{"id": …, KEY: value}`.
struct Line<'a, T> {
    id: &'a Id,
    key: &'static str,
    value: &'a T,
}

impl<T: Serialize> Serialize for Line<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("id", self.id)?;
        map.serialize_entry(self.key, self.value)?;
        map.end()
    }
}

/// The line of an answer, with its line end.
pub fn line(id: &Id, key: &'static str, value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let mut bytes = serde_json::to_vec(&Line { id, key, value })
        .map_err(|error| Fault::internal(format!("the answer does not fit JSON: {error}")))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The line of a document without an answer.
pub fn error_line(id: &Id, error: &Value) -> Vec<u8> {
    line(id, "error", error).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_comes_first_and_arabic_stays_readable() {
        let bytes = line(&Id::from("خبر"), "analysis", &"نص").unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "{\"id\":\"خبر\",\"analysis\":\"نص\"}\n");
    }
}
