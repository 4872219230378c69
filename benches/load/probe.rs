//! The latency of health checks, as seen by a probe that shares nothing with other clients.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use crate::tally::Tally;

/// The time between two checks.
const PAUSE: Duration = Duration::from_millis(10);

/// A thread that requests `/readyz` at the operators' port, over a new connection each time, as a kubelet does.
pub struct Probe {
    over: Arc<AtomicBool>,
    thread: JoinHandle<Tally>,
}

impl Probe {
    /// Starts the probe.
    pub fn start(port: SocketAddr) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&over);
        let thread = thread::spawn(move || {
            let mut times = Tally::default();
            while !ended.load(Ordering::Relaxed) {
                let start = Instant::now();
                ask(port);
                times.add(start.elapsed());
                sleep(PAUSE);
            }
            times
        });
        Self { over, thread }
    }

    /// Stops the probe and returns its times.
    pub fn times(self) -> Tally {
        self.over.store(true, Ordering::Relaxed);
        self.thread.join().expect("no panic")
    }
}

fn ask(port: SocketAddr) {
    let mut stream = TcpStream::connect(port).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: isnad\r\n\r\n").expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

/// The times of a probe without other load.
pub async fn alone(port: SocketAddr, time: Duration) -> Tally {
    let probe = Probe::start(port);
    tokio::time::sleep(time).await;
    probe.times()
}
