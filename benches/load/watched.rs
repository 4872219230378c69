//! What a process takes, as the system tells.

use std::fs;

use crate::common::process::Process;

/// A line of `/proc/PID/status` in MB: `VmRSS` now, `VmHWM` at most.
pub fn memory(process: &Process, key: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
    let kb: f64 = line.and_then(|it| it.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or_default();
    kb / 1024.0
}
