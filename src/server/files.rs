//! File descriptors: raises the limit, and keeps some for operators.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tracing::warn;

/// File descriptors not used for service connections: the operators' port, listeners, TLS files, the system's
/// own.
const KEPT: usize = 96;

/// Raises the soft limit to the hard limit. The soft limit is low only for programs that cannot handle large
/// descriptors.
pub(super) fn raise_limit() {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current != maximum
        && let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum })
    {
        warn!(%error, "cannot raise the limit on file descriptors");
    }
}

/// The number of connections that file descriptors allow, at most `wanted`.
pub(super) fn connections(wanted: usize) -> usize {
    let limit = getrlimit(Resource::Nofile).current.and_then(|it| usize::try_from(it).ok());
    limit.map_or(wanted, |limit| for_connections(limit).min(wanted))
}

/// The part of a limit for connections: at least half of it.
const fn for_connections(limit: usize) -> usize {
    let half = limit / 2;
    let rest = limit.saturating_sub(KEPT);
    if rest > half { rest } else { half }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_to_others() {
        assert_eq!(for_connections(1024), 928);
        assert_eq!(for_connections(200), 104);
        assert_eq!(for_connections(40), 20);
    }
}
