//! The real binary, on a free port.

use std::fs;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tonic::transport::{Channel, Endpoint};

use super::{PATIENCE, admin_says};

/// `isnad serve` in a separate process. It is killed when dropped.
pub struct Process {
    child: Child,
    pub address: String,
    pub admin: Option<String>,
    /// The rest of its log, if the log is not read.
    unread: Option<BufReader<ChildStderr>>,
}

impl Process {
    /// Starts the process and returns when it serves.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_unread(arguments).read()
    }

    /// Reads the log from here on.
    pub fn read(mut self) -> Self {
        let mut log = self.unread.take().expect("its log");
        thread::spawn(move || io::copy(&mut log, &mut io::sink()));
        self
    }

    /// The rest of its log.
    pub fn log(&mut self) -> BufReader<ChildStderr> {
        self.unread.take().expect("its log")
    }

    /// The same, without reading its log.
    pub fn start_unread(arguments: &[&str]) -> Self {
        let mut isnad = Command::new(env!("CARGO_BIN_EXE_isnad"));
        isnad.args(["serve", "--listen", "127.0.0.1:0"]).args(arguments);
        Self::run(isnad)
    }

    /// Runs a command that ends in `isnad serve`, and returns when it serves.
    pub fn run(mut command: Command) -> Self {
        let mut child =
            command.args(["--log-format", "json"]).stderr(Stdio::piped()).spawn().expect("isnad starts");
        let mut log = BufReader::new(child.stderr.take().expect("its log"));
        let mut line = String::new();
        log.read_line(&mut line).expect("a line");
        let start: Value = serde_json::from_str(&line).expect("a log line in JSON");
        assert_eq!(start["message"], "serving", "{line}");
        let address = start["address"].as_str().expect("its address").to_owned();
        let admin = start["admin_address"].as_str().map(str::to_owned);
        Self { child, address, admin, unread: Some(log) }
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The processor time of all its threads.
    pub fn busy(&self) -> Duration {
        let threads = fs::read_dir(format!("/proc/{}/task", self.id())).expect("its threads");
        let nanoseconds = threads.filter_map(|thread| {
            let schedule = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            schedule.split(' ').next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(nanoseconds.sum())
    }

    /// Its peak memory in bytes.
    pub fn most_memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).expect("its status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") << 10
    }

    /// Opens a separate connection.
    pub async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address)).expect("an endpoint");
        endpoint.connect().await.expect("a connection")
    }

    /// The metrics of its operators' port.
    pub async fn metrics(&self) -> String {
        let address = self.admin.as_ref().expect("a port").parse().expect("an address");
        admin_says(address, "GET /metrics").await
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    /// Sends a signal.
    pub fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().expect("kill runs").success());
    }

    /// Kills the process without a chance to clean up.
    pub fn kill(&mut self) {
        self.child.kill().expect("it was alive");
        self.child.wait().expect("a status");
    }

    /// Waits for the process to end.
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
