//! The ways in which a document can fail, and their single mapping to gRPC statuses.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use prost::Message;
use tonic::metadata::{MetadataMap, MetadataValue};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt, pb};

use super::call::CallId;

/// The domain of every `google.rpc.ErrorInfo`.
const DOMAIN: &str = "isnad";

/// When a refused caller may retry.
const RETRY_AFTER: Duration = Duration::from_millis(100);

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Failure {
    /// The request is invalid; lists every violation.
    Invalid(Vec<Violation>),
    /// The server is at its limit of documents.
    Overloaded,
    /// The server's memory budget for calls is used up.
    OverBudget,
    /// The server is shutting down.
    Draining,
    /// The caller's or the server's deadline has passed.
    DeadlineExceeded,
    /// The caller no longer waits for the answer.
    Cancelled,
    /// The server is at fault.
    Internal,
}

/// A violation in one field of a request. It never contains any of the request's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Violation {
    /// The path of the field, with the names of the `.proto`.
    pub(super) field: Cow<'static, str>,
    /// The description, for people.
    pub(super) description: String,
    /// The reason, for programs.
    pub(super) reason: Reason,
}

/// The reason of a violation, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// A required field is missing.
    Required,
    /// Longer than the limit. Both are in bytes.
    TooLarge {
        /// The limit.
        limit: usize,
        /// The actual size.
        size: usize,
    },
    /// Not UTF-8.
    NotUtf8,
    /// A number that the enum does not have.
    UnknownValue,
    /// A number outside its range.
    OutOfRange,
    /// Contradicts another field.
    Contradiction,
    /// Malformed.
    Malformed,
}

impl Reason {
    const fn name(self) -> &'static str {
        match self {
            Self::Required => "REQUIRED",
            Self::TooLarge { .. } => "TOO_LARGE",
            Self::NotUtf8 => "NOT_UTF8",
            Self::UnknownValue => "UNKNOWN_VALUE",
            Self::OutOfRange => "OUT_OF_RANGE",
            Self::Contradiction => "CONTRADICTION",
            Self::Malformed => "MALFORMED",
        }
    }
}

impl Failure {
    /// One of each kind.
    pub(super) const KINDS: [Self; 7] = [
        Self::Invalid(Vec::new()),
        Self::Overloaded,
        Self::OverBudget,
        Self::Draining,
        Self::DeadlineExceeded,
        Self::Cancelled,
        Self::Internal,
    ];

    /// The status of a call.
    pub(super) fn status(&self, call: CallId) -> Status {
        let details = self.details(call);
        Status::with_error_details_and_metadata(self.code(), self.message(), details, self.metadata())
    }

    /// The status as a message, for one document of a stream.
    pub(super) fn message_status(&self, call: CallId) -> pb::Status {
        let status = self.status(call);
        let plain = || pb::Status {
            code: status.code().into(),
            message: status.message().to_owned(),
            details: Vec::new(),
        };
        pb::Status::decode(status.details()).unwrap_or_else(|_| plain())
    }

    const fn code(&self) -> Code {
        match self {
            Self::Invalid(_) => Code::InvalidArgument,
            Self::Overloaded | Self::Draining => Code::Unavailable,
            Self::OverBudget => Code::ResourceExhausted,
            Self::DeadlineExceeded => Code::DeadlineExceeded,
            Self::Cancelled => Code::Cancelled,
            Self::Internal => Code::Internal,
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Invalid(violations) => {
                let one = |it: &Violation| format!("{}: {}", it.field, it.description);
                violations.iter().map(one).collect::<Vec<_>>().join("; ")
            }
            Self::Overloaded => "the server is at its limit of documents".to_owned(),
            Self::OverBudget => "the server's memory budget for calls is used up".to_owned(),
            Self::Draining => "this server is shutting down".to_owned(),
            Self::DeadlineExceeded => "the deadline has passed".to_owned(),
            Self::Cancelled => "the call was cancelled".to_owned(),
            Self::Internal => "a fault of the server; please report the request id".to_owned(),
        }
    }

    fn details(&self, call: CallId) -> ErrorDetails {
        let mut details = ErrorDetails::new();
        details.set_error_info(self.reason(), DOMAIN, self.facts());
        match self {
            Self::Invalid(violations) => {
                details.set_bad_request(violations.iter().map(field_violation).collect::<Vec<_>>());
            }
            Self::Overloaded | Self::OverBudget | Self::Draining => {
                details.set_retry_info(Some(RETRY_AFTER));
            }
            Self::Internal => {
                details.set_request_info(call.to_string(), "");
            }
            Self::DeadlineExceeded | Self::Cancelled => {}
        }
        details
    }

    /// Its value of the label `outcome` in metrics.
    pub(super) const fn outcome(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::Overloaded => "overloaded",
            Self::OverBudget => "over_budget",
            Self::Draining => "draining",
            Self::DeadlineExceeded => "deadline_exceeded",
            Self::Cancelled => "cancelled",
            Self::Internal => "internal",
        }
    }

    const fn reason(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "INVALID_REQUEST",
            Self::Overloaded => "OVERLOADED",
            Self::OverBudget => "OVER_BUDGET",
            Self::Draining => "SHUTTING_DOWN",
            Self::DeadlineExceeded => "DEADLINE_EXCEEDED",
            Self::Cancelled => "CANCELLED",
            Self::Internal => "INTERNAL",
        }
    }

    /// Limit and size of a field that is too large, for programs.
    fn facts(&self) -> HashMap<String, String> {
        let Self::Invalid(violations) = self else { return HashMap::new() };
        let sizes = violations.iter().find_map(|it| match it.reason {
            Reason::TooLarge { limit, size } => Some((&it.field, limit, size)),
            _ => None,
        });
        sizes.map_or_else(HashMap::new, |(field, limit, size)| {
            let facts =
                [("field", field.to_string()), ("limit", limit.to_string()), ("size", size.to_string())];
            facts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
        })
    }

    /// The metadata for clients with a retry policy.
    fn metadata(&self) -> MetadataMap {
        let mut metadata = MetadataMap::new();
        if matches!(self.code(), Code::Unavailable | Code::ResourceExhausted) {
            let pushback = u64::try_from(RETRY_AFTER.as_millis()).unwrap_or(u64::MAX);
            metadata.insert("grpc-retry-pushback-ms", MetadataValue::from(pushback));
        }
        metadata
    }
}

fn field_violation(violation: &Violation) -> FieldViolation {
    FieldViolation {
        field: violation.field.to_string(),
        description: violation.description.clone(),
        reason: violation.reason.name().to_owned(),
        localized_message: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overload_says_when_to_come_again() {
        let status = Failure::Overloaded.status(CallId::next());
        assert_eq!(status.code(), Code::Unavailable);
        assert_eq!(
            status.metadata().get("grpc-retry-pushback-ms").map(|it| it.as_bytes()),
            Some(&b"100"[..])
        );
        assert_eq!(status.get_error_details().retry_info().and_then(|it| it.retry_delay), Some(RETRY_AFTER));
    }

    #[test]
    fn a_fault_says_its_request_and_no_cause() {
        let call = CallId::next();
        let status = Failure::Internal.status(call);
        let details = status.get_error_details();
        assert_eq!(details.request_info().map(|it| it.request_id.clone()), Some(call.to_string()));
    }

    #[test]
    fn in_a_stream_the_details_are_the_same() {
        let failure = Failure::Invalid(vec![Violation {
            field: "text".into(),
            description: "is empty".to_owned(),
            reason: Reason::Required,
        }]);
        let status = failure.message_status(CallId::next());
        assert_eq!(status.code, Code::InvalidArgument as i32);
        assert_eq!(status.details.len(), 2, "ErrorInfo and BadRequest");
    }
}
