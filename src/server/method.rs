//! The methods that the server knows, by their paths.

use super::budget::Purpose;

/// The paths of calls of which one is one document, and that are bounded together.
const ONE_DOCUMENT: [&str; 5] = [
    "/isnad.v1.TextService/Clean",
    "/isnad.v1.TextService/Segment",
    "/isnad.v1.TextService/ExtractQuotes",
    "/isnad.v1.TextService/Analyze",
    "/isnad.v1.TextService/Verify",
];

/// Calls over which messages come for as long as both sides like.
const LASTING: [&str; 4] = [
    "/isnad.v1.TextService/AnalyzeStream",
    "/isnad.v1.TextService/Trace",
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
];

/// The other paths that a log line names; anything else is `_OTHER`.
const OTHERS: [&str; 3] =
    ["/isnad.v1.TextService/GetInfo", "/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch"];

/// The name of what is none of these.
const OTHER: &str = "_OTHER";

/// A method, by a name that may be written anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Method(&'static str);

/// What comes over a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One document.
    OneDocument,
    /// Messages, for as long as both sides like.
    Lasting,
    /// One message that is no document.
    Other,
}

impl Method {
    /// The method of a path.
    pub(super) fn of(path: &str) -> Self {
        let known = ONE_DOCUMENT.into_iter().chain(LASTING).chain(OTHERS);
        Self(known.into_iter().find(|it| *it == path).unwrap_or(OTHER))
    }

    /// Its path; `_OTHER` when the server does not know it.
    pub(super) const fn name(self) -> &'static str {
        self.0
    }

    /// Whether the server does not know it.
    pub(super) fn is_other(self) -> bool {
        self.0 == OTHER
    }

    /// What comes over it.
    pub(super) fn shape(self) -> Shape {
        match self.0 {
            it if ONE_DOCUMENT.contains(&it) => Shape::OneDocument,
            it if LASTING.contains(&it) => Shape::Lasting,
            _ => Shape::Other,
        }
    }

    /// Whether it is one of the service's own, and not of health or reflection.
    pub(super) fn is_ours(self) -> bool {
        self.0.starts_with("/isnad.")
    }

    /// Whether it is one of health or reflection.
    pub(super) fn is_probe(self) -> bool {
        self.0.starts_with("/grpc.")
    }

    /// What its calls take bytes for.
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
