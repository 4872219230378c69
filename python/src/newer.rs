//! Answers of servers newer than this package.

use std::sync::LazyLock;

use isnad::server::pb;
use prost::Message as _;
use prost_reflect::{DescriptorPool, DynamicMessage, Kind, Value};

static POOL: LazyLock<DescriptorPool> =
    LazyLock::new(|| DescriptorPool::decode(pb::DESCRIPTORS).expect("the build wrote the descriptors"));

/// An answer in which enum values unknown to this package are replaced by the unspecified value, because they have no JSON name.
pub fn known(answer: &str, bytes: &[u8]) -> Result<Vec<u8>, prost::DecodeError> {
    let kind = POOL.get_message_by_name(&format!("isnad.v1.{answer}")).expect("an answer of the contract");
    let mut message = DynamicMessage::decode(kind, bytes)?;
    forget(&mut message);
    Ok(message.encode_to_vec())
}

fn forget(message: &mut DynamicMessage) {
    for (field, value) in message.fields_mut() {
        match (value, field.kind()) {
            (Value::Message(inner), _) => forget(inner),
            (Value::List(inner), Kind::Message(_)) => {
                inner.iter_mut().filter_map(Value::as_message_mut).for_each(forget);
            }
            (Value::EnumNumber(number), Kind::Enum(known)) if known.get_value(*number).is_none() => {
                *number = 0;
            }
            (Value::List(numbers), Kind::Enum(known)) => {
                numbers
                    .retain(|it| it.as_enum_number().is_some_and(|number| known.get_value(number).is_some()));
            }
            _ => {}
        }
    }
}
