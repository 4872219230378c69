//! The real binary, on a free port.

use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::PATIENCE;

/// `isnad serve` in a process of its own; killed when dropped.
pub struct Process {
    child: Child,
    pub address: String,
}

impl Process {
    /// Starts it and returns when it serves.
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_isnad"))
            .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .expect("isnad starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its log"));
        let mut line = String::new();
        lines.read_line(&mut line).expect("a line");
        // The pipe has to be read on, or the server would stand still when it is full.
        thread::spawn(move || io::copy(&mut lines, &mut io::sink()));
        let start: Value = serde_json::from_str(&line).expect("a log line in JSON");
        assert_eq!(start["message"], "serving", "{line}");
        let address = start["address"].as_str().expect("its address").to_owned();
        Self { child, address }
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
    }

    /// Waits for its end.
    pub fn ended(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "it does not end");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
