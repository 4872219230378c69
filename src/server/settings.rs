//! What an operator may set, as one typed struct: defaults, environment, flags.

use std::net::SocketAddr;
use std::str::FromStr;
use std::thread;
use std::time::Duration;

use clap::ValueEnum;

/// Longest id of a document in a stream, in bytes.
pub const MAX_ID_BYTES: usize = 256;

/// How the server listens, what it takes and how it leaves.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct Settings {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "ISNAD_LISTEN", default_value = "127.0.0.1:50051", value_name = "ADDR")]
    pub listen: SocketAddr,

    /// Longest text of a document
    #[arg(long, env = "ISNAD_MAX_TEXT_BYTES", default_value = "1MiB", value_parser = bytes, value_name = "SIZE")]
    pub max_text_bytes: u32,

    /// Longest message, after decompression
    #[arg(long, env = "ISNAD_MAX_MESSAGE_BYTES", default_value = "4MiB", value_parser = bytes, value_name = "SIZE")]
    pub max_message_bytes: u32,

    /// Texts up to this length are worked on where they arrive, longer ones by the workers
    #[arg(long, env = "ISNAD_INLINE_BYTES", default_value = "8KiB", value_parser = bytes, value_name = "SIZE")]
    pub inline_bytes: u32,

    /// Documents in work at once [default: the number of processor cores]
    #[arg(long, env = "ISNAD_MAX_IN_WORK", value_name = "COUNT")]
    pub max_in_work: Option<u32>,

    /// Documents that wait for their turn; the next one is refused
    #[arg(long, env = "ISNAD_MAX_WAITING", default_value = "64", value_name = "COUNT")]
    pub max_waiting: u32,

    /// Unanswered documents of one stream
    #[arg(long, env = "ISNAD_MAX_STREAM_DOCUMENTS", default_value = "4", value_name = "COUNT")]
    pub max_stream_documents: u32,

    /// Connections at once; the next one waits unaccepted
    #[arg(long, env = "ISNAD_MAX_CONNECTIONS", default_value = "1024", value_name = "COUNT")]
    pub max_connections: u32,

    /// Calls at once over one connection
    #[arg(long, env = "ISNAD_MAX_CONCURRENT_STREAMS", default_value = "256", value_name = "COUNT")]
    pub max_concurrent_streams: u32,

    /// Longest list of headers of a call
    #[arg(
        long,
        env = "ISNAD_MAX_HEADER_LIST_BYTES",
        default_value = "16KiB",
        value_parser = bytes,
        value_name = "SIZE"
    )]
    pub max_header_list_bytes: u32,

    /// The server's own deadline for a document
    #[arg(long, env = "ISNAD_DEADLINE", default_value = "30s", value_parser = duration, value_name = "TIME")]
    pub deadline: Duration,

    /// How long a new connection may take to say that it speaks HTTP/2
    #[arg(long, env = "ISNAD_HANDSHAKE_TIMEOUT", default_value = "10s", value_parser = duration, value_name = "TIME")]
    pub handshake_timeout: Duration,

    /// How long calls are still taken after SIGTERM, while readiness already says no
    #[arg(long, env = "ISNAD_DRAIN_DELAY", default_value = "5s", value_parser = duration, value_name = "TIME")]
    pub drain_delay: Duration,

    /// How long calls in flight may go on after that, before they are cut
    #[arg(long, env = "ISNAD_DRAIN_TIMEOUT", default_value = "20s", value_parser = duration, value_name = "TIME")]
    pub drain_timeout: Duration,

    /// How log lines are written, on standard error
    #[arg(long, env = "ISNAD_LOG_FORMAT", default_value = "text", value_name = "FORMAT")]
    pub log_format: LogFormat,

    /// Which log lines are written: error, warn, info, debug, or a list such as info,isnad=debug
    #[arg(long = "log", env = "ISNAD_LOG", default_value = "info", value_name = "FILTER")]
    pub log_filter: String,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For reading.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 50051)),
            max_text_bytes: 1 << 20,
            max_message_bytes: 4 << 20,
            inline_bytes: 8 << 10,
            max_in_work: None,
            max_waiting: 64,
            max_stream_documents: 4,
            max_connections: 1024,
            max_concurrent_streams: 256,
            max_header_list_bytes: 16 << 10,
            deadline: Duration::from_secs(30),
            handshake_timeout: Duration::from_secs(10),
            drain_delay: Duration::from_secs(5),
            drain_timeout: Duration::from_secs(20),
            log_format: LogFormat::Text,
            log_filter: "info".to_owned(),
        }
    }
}

impl Settings {
    /// Documents in work at once: as set, else one for each processor core.
    #[must_use]
    pub fn in_work(&self) -> u32 {
        let cores = || thread::available_parallelism().map_or(1, |cores| cores.get());
        self.max_in_work.unwrap_or_else(|| u32::try_from(cores()).unwrap_or(u32::MAX))
    }

    /// Everything that is wrong with the settings together; nothing when they can be served with.
    #[must_use]
    pub fn errors(&self) -> Vec<String> {
        let zero = [
            ("max-text-bytes", self.max_text_bytes == 0),
            ("max-in-work", self.in_work() == 0),
            ("max-stream-documents", self.max_stream_documents == 0),
            ("max-connections", self.max_connections == 0),
            ("max-concurrent-streams", self.max_concurrent_streams == 0),
            ("deadline", self.deadline.is_zero()),
            ("handshake-timeout", self.handshake_timeout.is_zero()),
        ];
        let mut errors: Vec<String> = zero
            .into_iter()
            .filter(|(_, is_zero)| *is_zero)
            .map(|(name, _)| format!("--{name} must not be 0"))
            .collect();
        if self.max_message_bytes <= self.max_text_bytes {
            errors
                .push("--max-message-bytes must be above --max-text-bytes: a message holds more".to_owned());
        }
        errors
    }
}

/// Reads a size: "512", "64KiB", "4MiB".
fn bytes(value: &str) -> Result<u32, String> {
    let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("B", 1)];
    scaled(value, &units, 1).and_then(|size| u32::try_from(size).map_err(|_| "is over 4 GiB".to_owned()))
}

/// Reads a time: "250ms", "30s", "2m"; "0" is none.
fn duration(value: &str) -> Result<Duration, String> {
    if value == "0" {
        return Ok(Duration::ZERO);
    }
    scaled(value, &[("ms", 1), ("s", 1000), ("m", 60_000)], 0).map(Duration::from_millis)
}

/// A whole number with the first unit that fits; a `bare` of 0 wants one.
fn scaled(value: &str, units: &[(&str, u64)], bare: u64) -> Result<u64, String> {
    let (digits, unit) = units
        .iter()
        .find_map(|(name, unit)| Some((value.strip_suffix(name)?, *unit)))
        .unwrap_or((value, bare));
    let names = units.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let number = u64::from_str(digits.trim()).ok().filter(|_| unit > 0);
    number.and_then(|it| it.checked_mul(unit)).ok_or_else(|| format!("is not a whole number with {names}"))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    fn parse(arguments: &[&str]) -> Result<Settings, clap::Error> {
        Line::try_parse_from([&["isnad"], arguments].concat()).map(|line| line.settings)
    }

    #[test]
    fn no_flags_are_the_default() {
        assert_eq!(parse(&[]).expect("defaults"), Settings::default());
        assert!(Settings::default().errors().is_empty());
    }

    #[test]
    fn sizes_and_times_have_units() {
        let set = parse(&["--max-text-bytes", "64KiB", "--deadline", "250ms", "--drain-delay", "0"]);
        let set = set.expect("settings");
        assert_eq!(set.max_text_bytes, 65_536);
        assert_eq!(set.deadline, Duration::from_millis(250));
        assert_eq!(set.drain_delay, Duration::ZERO);
        for bad in ["8GiB", "x", "-1", "99999999999"] {
            assert!(parse(&["--max-text-bytes", bad]).is_err(), "{bad}");
        }
        assert!(parse(&["--deadline", "30"]).is_err(), "a time wants its unit");
    }

    #[test]
    fn all_errors_come_at_once() {
        let settings =
            Settings { max_text_bytes: 9, max_message_bytes: 9, max_in_work: Some(0), ..Settings::default() };
        assert_eq!(settings.errors().len(), 2);
    }
}
