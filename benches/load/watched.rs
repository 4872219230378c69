//! The resources that a process uses, as the system reports them.

use std::fs;

use crate::common::process::Process;

/// A line of `/proc/PID/status` in MB: `VmRSS` is the current value, `VmHWM` the peak.
pub fn memory(process: &Process, key: &str) -> f64 {
    memory_of(process.id(), key)
}

/// The same for the process with this id; 0 if it does not exist.
pub fn memory_of(id: u32, key: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
    let kb: f64 = line.and_then(|it| it.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or_default();
    kb / 1024.0
}
