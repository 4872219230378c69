//! Runs the server on one core and its callers on the others, so that neither slows the other.

use std::process::Command;

use crate::common::process::Process;

/// Starts a server on the first core, and moves this process to the others.
pub fn apart(arguments: &[&str]) -> Process {
    let mut taskset = Command::new("taskset");
    taskset
        .args(["-c", "0", env!("CARGO_BIN_EXE_isnad"), "serve", "--listen", "127.0.0.1:0"])
        .args(arguments);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if cores > 1 {
        let (rest, own) = (format!("1-{}", cores.max(2) - 1), std::process::id().to_string());
        let moved =
            Command::new("taskset").args(["-a", "-c", "-p", &rest, &own]).output().expect("taskset runs");
        assert!(moved.status.success(), "{moved:?}");
    }
    Process::run(taskset).read()
}
