//! `isnad serve`: a process around one server.

use std::time::Duration;

use anyhow::Context;
use tokio::runtime::Builder;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing::warn;
use tracing_subscriber::util::SubscriberInitExt;

use super::logging::{hush_panics, standard_error, subscriber};
use super::serve::serve;
use super::settings::Settings;
use super::sockets::Sockets;

/// What work that was cut may still take before the process ends without it.
const LAST_GRACE: Duration = Duration::from_secs(2);

/// Serves until SIGTERM or SIGINT, then drains. A second signal ends the process at once.
///
/// # Errors
/// When the settings are wrong, or the address cannot be listened on.
pub fn run(settings: Settings) -> anyhow::Result<()> {
    let (lines, _written) = standard_error();
    subscriber(settings.log_format, &settings.log, lines)?.try_init()?;
    hush_panics();
    let runtime = Builder::new_multi_thread().thread_name("isnad").enable_all().build()?;
    let ended = runtime.block_on(async {
        // Before anything else, so that no signal is missed.
        let stop = Stop::new().context("cannot listen for signals")?;
        let sockets = Sockets::bind(&settings).await?;
        serve(sockets, settings, stop.wait()).await
    });
    // Blocking work cannot be ended from outside; its cancel flag is set by now.
    runtime.shutdown_timeout(LAST_GRACE);
    ended
}

/// The signals that end a server.
struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    fn new() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for the first signal, and leaves a task behind that waits for the second.
    async fn wait(mut self) {
        self.next().await;
        tokio::spawn(async move {
            self.next().await;
            warn!("a second signal: ending at once");
            std::process::exit(1);
        });
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
