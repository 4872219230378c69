//! Why a document has no answer: a message for people and a code for programs.

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};

/// One reason. The codes are those of `google.rpc.Code`, so that error lines of the command line match errors
/// of the stream. The message never contains a document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    code: Code,
    reason: String,
}

/// The codes of `google.rpc.Code` that a document can fail with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Code {
    Unknown = 2,
    InvalidArgument = 3,
    NotFound = 5,
    PermissionDenied = 7,
    Internal = 13,
}

impl Fault {
    /// The document is invalid.
    pub fn invalid(reason: impl Into<String>) -> Self {
        Self { code: Code::InvalidArgument, reason: reason.into() }
    }

    /// isnad itself failed.
    pub fn internal(reason: impl Into<String>) -> Self {
        Self { code: Code::Internal, reason: reason.into() }
    }

    /// This fault at `place` as the JSON object of an error line.
    pub fn to_json(&self, place: &str) -> Value {
        json!({ "code": self.code as i32, "message": format!("{place}: {self}") })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        let code = match error.kind() {
            io::ErrorKind::NotFound => Code::NotFound,
            io::ErrorKind::PermissionDenied => Code::PermissionDenied,
            // Compressed data that is damaged or truncated.
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                Code::InvalidArgument
            }
            _ => Code::Unknown,
        };
        Self { code, reason: plain(&error) }
    }
}

/// Runs `work` and turns a panic into a fault. The core should not panic; if it does, only this document
/// fails.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    let failed = |_| Err(Fault::internal("isnad failed on this document; please report it"));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(failed)
}

/// The system's message without the error number after it, as other tools print it.
pub fn plain(error: &io::Error) -> String {
    let words = error.to_string();
    words.split_once(" (os error").map_or(words.clone(), |(reason, _)| reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_errors_read_as_other_tools_print_them() {
        let fault = Fault::from(io::Error::from_raw_os_error(2));
        assert_eq!(fault.to_string(), "No such file or directory");
        assert_eq!(fault.to_json("a.txt")["code"], 5);
        assert_eq!(fault.to_json("a.txt")["message"], "a.txt: No such file or directory");
    }
}
