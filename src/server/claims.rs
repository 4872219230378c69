//! The request of Verify. It is decoded by hand, because an empty claim takes two bytes on the wire but a hundred in memory, which
//! would not be reserved. Claims beyond the limit are skipped; only the fact that there are too many is recorded.

use std::fmt;
use std::sync::Arc;

use bytes::{Buf, BufMut, Bytes};
use prost::encoding::{DecodeContext, WireType, bytes as blob, int32, message, skip_field};
use prost::{DecodeError, Message};
use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::pb::{Claim, OffsetEncoding};

/// The maximum number of claims in one request.
pub(super) const MAX_CLAIMS: usize = 64;

/// The longest name of a claimed speaker, in bytes.
pub(super) const MAX_SPEAKER_BYTES: usize = 256;

/// `isnad.v1.VerifyRequest`, with at most one claim beyond the limit.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct VerifyRequest {
    /// The page's text.
    #[serde(serialize_with = "text_out", deserialize_with = "text_in")]
    pub text: Bytes,
    /// The unit of the answer's offsets.
    #[serde(alias = "offset_encoding", serialize_with = "unit_out", deserialize_with = "unit_in")]
    pub offset_encoding: i32,
    /// The claims to check.
    #[serde(deserialize_with = "claims_in")]
    pub claims: Claims,
}

/// Claims, shared by validation and answering.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims(pub Arc<Vec<Claim>>);

impl Claims {
    /// Whether the limit is exceeded; further claims are skipped.
    fn are_too_many(&self) -> bool {
        self.0.len() > MAX_CLAIMS
    }
}

impl Serialize for Claims {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

impl Message for VerifyRequest {
    fn encode_raw(&self, buffer: &mut impl BufMut) {
        if !self.text.is_empty() {
            blob::encode(1, &self.text, buffer);
        }
        if self.offset_encoding != 0 {
            int32::encode(2, &self.offset_encoding, buffer);
        }
        message::encode_repeated(3, &self.claims.0, buffer);
    }

    fn merge_field(
        &mut self,
        tag: u32,
        wire_type: WireType,
        buffer: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match tag {
            1 => blob::merge(wire_type, &mut self.text, buffer, context),
            2 => int32::merge(wire_type, &mut self.offset_encoding, buffer, context),
            3 if !self.claims.are_too_many() => {
                message::merge_repeated(wire_type, Arc::make_mut(&mut self.claims.0), buffer, context)
            }
            _ => skip_field(wire_type, tag, buffer, context),
        }
    }

    fn encoded_len(&self) -> usize {
        let text = if self.text.is_empty() { 0 } else { blob::encoded_len(1, &self.text) };
        let unit = if self.offset_encoding == 0 { 0 } else { int32::encoded_len(2, &self.offset_encoding) };
        text + unit + message::encoded_len_repeated(3, &self.claims.0)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

fn text_out<S: Serializer>(text: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(std::str::from_utf8(text).unwrap_or_default())
}

fn text_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
    String::deserialize(deserializer).map(Bytes::from)
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn unit_out<S: Serializer>(unit: &i32, serializer: S) -> Result<S::Ok, S::Error> {
    OffsetEncoding::try_from(*unit).unwrap_or_default().serialize(serializer)
}

fn unit_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    OffsetEncoding::deserialize(deserializer).map(i32::from)
}

fn claims_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Claims, D::Error> {
    struct List;

    impl<'de> Visitor<'de> for List {
        type Value = Claims;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of claims")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Claims, A::Error> {
            let mut claims = Vec::new();
            while claims.len() <= MAX_CLAIMS {
                match list.next_element()? {
                    Some(claim) => claims.push(claim),
                    None => break,
                }
            }
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(Claims(Arc::new(claims)))
        }
    }

    deserializer.deserialize_seq(List)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(claims: usize) -> VerifyRequest {
        let claim = Claim { words: "نعم".to_owned(), speaker: "سامر".to_owned() };
        let claims = Claims(Arc::new(vec![claim; claims]));
        VerifyRequest { text: Bytes::from("نعم"), offset_encoding: 2, claims }
    }

    #[test]
    fn a_request_comes_back_from_either_form() {
        let request = request(2);
        let bytes = request.encode_to_vec();
        assert_eq!(bytes.len(), request.encoded_len());
        assert_eq!(VerifyRequest::decode(&bytes[..]).expect("a message"), request);
        let json = serde_json::to_string(&request).expect("JSON");
        assert_eq!(serde_json::from_str::<VerifyRequest>(&json).expect("a request"), request);
        assert_eq!(serde_json::from_str::<VerifyRequest>("{}").expect("a request"), VerifyRequest::default());
    }

    #[test]
    fn of_too_many_claims_one_is_kept_to_tell() {
        let many = request(5 * MAX_CLAIMS);
        let decoded = VerifyRequest::decode(&many.encode_to_vec()[..]).expect("a message");
        assert_eq!(decoded.claims.0.len(), MAX_CLAIMS + 1);
        let json = serde_json::to_string(&many).expect("JSON");
        let parsed: VerifyRequest = serde_json::from_str(&json).expect("a request");
        assert_eq!(parsed.claims.0.len(), MAX_CLAIMS + 1);
    }
}
