//! `isnad serve`: a process with one server.

use std::fs;
use std::time::Duration;

use anyhow::Context;
use tokio::runtime::Builder;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing::warn;
use tracing_subscriber::util::SubscriberInitExt;

use super::files;
use super::logging::{redact_panics, standard_error, subscriber};
use super::serve::{Leave, serve};
use super::settings::Settings;
use super::sockets::Sockets;
use super::tls::Tls;

/// How long cut work may still take before the process ends without it.
const LAST_GRACE: Duration = Duration::from_secs(2);

/// Checks the files that the settings name, as [`run`] does before it serves.
///
/// # Errors
/// If [`run`] would fail to start: a certificate or key is missing, does not match or is not valid now.
pub fn check(settings: &Settings) -> anyhow::Result<()> {
    Tls::load(settings).context("TLS").map(drop)
}

/// Serves until SIGTERM, SIGHUP or SIGINT, then drains. After SIGINT, it skips `drain_delay` if no call is in flight.
/// A second signal ends the process immediately. SIGHUP stays ignored if it was ignored at the start, as under
/// `nohup`.
///
/// # Errors
/// If the settings are invalid, or the server cannot listen on the address.
pub fn run(settings: Settings) -> anyhow::Result<()> {
    let (lines, _written) = standard_error();
    subscriber(settings.log_format, &settings.log, lines)?.try_init()?;
    redact_panics();
    files::raise_limit();
    let runtime = Builder::new_multi_thread().thread_name("isnad").enable_all().build()?;
    let ended = runtime.block_on(async {
        // First of all, so that no signal is missed.
        let stop = Stop::new().context("cannot listen for signals")?;
        let sockets = Sockets::bind(&settings).await?;
        serve(sockets, settings, stop.wait()).await
    });
    // Blocking work cannot be stopped from outside; its cancel flag has been set.
    runtime.shutdown_timeout(LAST_GRACE);
    ended
}

/// The signals that end a server.
struct Stop {
    terminate: Signal,
    interrupt: Signal,
    /// None if the process was started to outlive its terminal.
    hangup: Option<Signal>,
}

impl Stop {
    fn new() -> std::io::Result<Self> {
        let hangup = (!ignores_hangup()).then(|| signal(SignalKind::hangup())).transpose()?;
        let (terminate, interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        Ok(Self { terminate, interrupt, hangup })
    }

    /// Waits for the first signal, and spawns a task that waits for the second.
    async fn wait(mut self) -> Leave {
        let how = self.next().await;
        tokio::spawn(async move {
            self.next().await;
            warn!("a second signal: ending at once");
            std::process::exit(1);
        });
        how
    }

    async fn next(&mut self) -> Leave {
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => drop(hangup.recv().await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.terminate.recv() => Leave::Announced,
            () = hangup => Leave::Announced,
            _ = self.interrupt.recv() => Leave::AtOnceIfIdle,
        }
    }
}

/// Whether the process was started with SIGHUP ignored; false if the system does not report it.
fn ignores_hangup() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}
