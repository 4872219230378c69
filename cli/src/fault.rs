//! Why a document has no answer, in words for a person and a code for a program.

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};

/// One reason. The codes are those of `google.rpc.Code`, so that an error line of the command line
/// and an error of the stream read alike. The words never hold a document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    code: Code,
    reason: String,
}

/// The codes of `google.rpc.Code` that reading a document can end in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Code {
    Unknown = 2,
    InvalidArgument = 3,
    NotFound = 5,
    PermissionDenied = 7,
    Internal = 13,
}

impl Fault {
    /// The document is not what it should be.
    pub fn invalid(reason: impl Into<String>) -> Self {
        Self { code: Code::InvalidArgument, reason: reason.into() }
    }

    /// isnad itself failed.
    pub fn internal(reason: impl Into<String>) -> Self {
        Self { code: Code::Internal, reason: reason.into() }
    }

    /// The JSON object that stands for this fault at `place` in an error line.
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
            // Packed data that is damaged or ends too soon.
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                Code::InvalidArgument
            }
            _ => Code::Unknown,
        };
        Self { code, reason: plain(&error) }
    }
}

/// The core does not panic; if it does all the same, that costs one document and not the rest.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    let failed = |_| Err(Fault::internal("isnad failed on this document; please report it"));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(failed)
}

/// The system's words without the number behind them, as other tools print them.
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
