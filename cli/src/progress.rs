//! A progress bar on standard error.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::plan::{self, Entry};

/// The bar appears only after this long.
const PATIENCE: Duration = Duration::from_secs(1);

/// The bar, or nothing if it would not be visible.
pub struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    documents: u64,
}

/// Whether a bar would be visible and would not mix with the answers: standard error is a terminal and
/// standard output is not.
fn is_wanted() -> bool {
    io::stderr().is_terminal() && !io::stdout().is_terminal()
}

impl Progress {
    /// An invisible bar.
    pub fn none() -> Self {
        Self { bar: None, begun: Instant::now(), documents: 0 }
    }

    /// The bar for the given input, if it would be visible.
    pub fn over(entries: &[Entry]) -> Self {
        if is_wanted() { Self::new(plan::total_size(entries)) } else { Self::none() }
    }

    /// A bar over `total` bytes; a counter if the total is not known.
    pub fn new(total: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden()).with_style(style(total));
        Self { bar: Some(bar), ..Self::none() }
    }

    /// Counts a document of `size` bytes.
    pub fn advance(&mut self, size: u64) {
        let Some(bar) = &self.bar else { return };
        self.documents += 1;
        bar.inc(size);
        bar.set_message(format!("{} documents", self.documents));
        if bar.is_hidden() && self.begun.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Runs `print` with the bar hidden.
    pub fn aside(&self, print: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Removes the bar.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(total: Option<u64>) -> ProgressStyle {
    let template = match total {
        Some(_) => "{elapsed_precise} {wide_bar} {bytes}/{total_bytes}, {msg}, {eta} left",
        None => "{elapsed_precise} {spinner} {bytes}, {msg}",
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
