//! The methods of the server, by path.

use super::budget::Purpose;

/// The methods with one document per call. They share one limit.
const ONE_DOCUMENT: [&str; 5] = [
    "/isnad.v1.TextService/Clean",
    "/isnad.v1.TextService/Segment",
    "/isnad.v1.TextService/ExtractQuotes",
    "/isnad.v1.TextService/Analyze",
    "/isnad.v1.TextService/Verify",
];

/// The methods with long-lived calls.
const LASTING: [&str; 4] = [
    "/isnad.v1.TextService/AnalyzeStream",
    "/isnad.v1.TextService/Trace",
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
];

/// Other paths that appear in log lines; all others are logged as `_OTHER`.
const OTHERS: [&str; 3] =
    ["/isnad.v1.TextService/GetInfo", "/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch"];

/// The name of any other method.
const OTHER: &str = "_OTHER";

/// A method, by a name from a fixed list, which is safe to log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Method(&'static str);

/// The shape of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One document.
    OneDocument,
    /// Messages, without a limit on duration.
    Lasting,
    /// One message that is not a document.
    Other,
}

impl Method {
    /// The method of a path.
    pub(super) fn of(path: &str) -> Self {
        let known = ONE_DOCUMENT.into_iter().chain(LASTING).chain(OTHERS);
        Self(known.into_iter().find(|it| *it == path).unwrap_or(OTHER))
    }

    /// Its path; `_OTHER` if the server does not have it.
    pub(super) const fn name(self) -> &'static str {
        self.0
    }

    /// Whether the server does not have this method.
    pub(super) fn is_other(self) -> bool {
        self.0 == OTHER
    }

    /// The shape of its calls.
    pub(super) fn shape(self) -> Shape {
        match self.0 {
            it if ONE_DOCUMENT.contains(&it) => Shape::OneDocument,
            it if LASTING.contains(&it) => Shape::Lasting,
            _ => Shape::Other,
        }
    }

    /// Whether it is a method of the text service, not of health or reflection.
    pub(super) fn is_ours(self) -> bool {
        self.0.starts_with("/isnad.")
    }

    /// Whether it is a method of health or reflection.
    pub(super) fn is_probe(self) -> bool {
        self.0.starts_with("/grpc.")
    }

    /// The budget purpose of its calls.
    pub(super) fn purpose(self) -> Purpose {
        if self.is_probe() { Purpose::Probe } else { Purpose::Arriving }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_are_not_known_have_one_name() {
        assert_eq!(Method::of("/isnad.v1.TextService/Canary").name(), "_OTHER");
        assert_eq!(Method::of("/isnad.v1.TextService/Clean").shape(), Shape::OneDocument);
        assert_eq!(Method::of("/grpc.health.v1.Health/Watch").shape(), Shape::Other);
        assert!(Method::of("/grpc.health.v1.Health/Watch").is_probe());
    }
}
