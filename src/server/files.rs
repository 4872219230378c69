//! File descriptors: as many as the system allows, and some kept for operators.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tracing::warn;

/// What connections of the service leave: the operators' port, listeners, files of TLS, the system's own.
const KEPT: usize = 96;

/// Raises the soft limit to the hard one. It is low only for programs that cannot handle large numbers.
pub(super) fn raise_limit() {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current != maximum
        && let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum })
    {
        warn!(%error, "cannot raise the limit on file descriptors");
    }
}

/// How many of these connections there are file descriptors for.
pub(super) fn connections(wanted: usize) -> usize {
    let limit = getrlimit(Resource::Nofile).current.and_then(|it| usize::try_from(it).ok());
    limit.map_or(wanted, |limit| for_connections(limit).min(wanted))
}

/// What a limit leaves to connections: at least half of it.
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
