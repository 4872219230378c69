//! The server's settings: one typed struct and one table, defined together.
//!
//! The table has each setting's name, type, default and help text. Flags, environment variables, file keys, the output of `--print-config` and the
//! documentation page are all derived from it.

#![allow(rustdoc::bare_urls, reason = "the comments on settings are also the text of --help")]

mod browsers;
mod kinds;
mod unix;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use kinds::{Address, Auto, Count, Endpoint, File, Filter, Kind, Names, Off, Positive, Share, Size, Time};

use browsers::Origins;
use unix::{Mode, Switch};

use super::budget;

pub use kinds::{LogFormat, Place};

/// Longest id of a document in a stream, in bytes.
pub const MAX_ID_BYTES: usize = 256;

/// Memory of the process outside its budget: code, tables, threads, and memory retained by the allocator.
pub const MEMORY_AT_REST: u64 = 64 << 20;

/// The flow-control window of a connection: bytes that all its calls may send before they are read. The HTTP/2 library also bounds unread small frames by it;
/// with a smaller window, a client that sends many of them would lose its connection.
pub const CONNECTION_WINDOW: u32 = 1 << 20;

/// Memory of a connection beside its calls, including bytes received and not yet read.
pub const MEMORY_OF_A_CONNECTION: u64 = (64 << 10) + CONNECTION_WINDOW as u64;

/// The most memory that decoding a message takes, per byte of the message: the byte itself, and one-byte varints decoded to four-byte numbers in a list with
/// capacity for twice as many. Each core decodes one message at a time and checks it immediately.
pub const DECODING: u64 = 10;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its key in a file, which is also the field of [`Settings`].
    pub key: &'static str,
    /// Its help text.
    pub help: &'static str,
    /// The placeholder for its value in help.
    pub placeholder: &'static str,
    /// Its default, as written.
    pub default: &'static str,
    set: fn(&mut Settings, &str) -> Result<(), String>,
    show: fn(&Settings) -> String,
}

impl Setting {
    /// Its flag, without the dashes before it.
    #[must_use]
    pub fn flag(&self) -> String {
        self.key.replace('_', "-")
    }

    /// Its environment variable.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("ISNAD_{}", self.key.to_uppercase())
    }

    /// Parses `written` and sets it.
    ///
    /// # Errors
    /// The error message, to follow the setting's name.
    pub fn set(&self, settings: &mut Settings, written: &str) -> Result<(), String> {
        (self.set)(settings, written)
    }

    /// Its value, as written.
    #[must_use]
    pub fn show(&self, settings: &Settings) -> String {
        (self.show)(settings)
    }
}

macro_rules! settings {
    ($(#[doc = $help:literal] $key:ident: $value:ty as $kind:ty = $default:literal;)*) => {
        /// The server's settings: listening, limits, timeouts, TLS, shutdown and logging.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Settings {
            $(#[doc = $help] pub $key: $value,)*
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $($key: <$kind>::read($default).expect("a default of its kind"),)* }
            }
        }

        impl Setting {
            /// The table, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self {
                key: stringify!($key),
                help: $help.trim_ascii(),
                placeholder: <$kind>::PLACEHOLDER,
                default: $default,
                set: |settings, written| {
                    settings.$key = <$kind>::read(written)?;
                    Ok(())
                },
                show: |settings| <$kind>::show(&settings.$key),
            },)*];
        }
    };
}

settings! {
    /// Address and port to listen on, or unix:PATH; port 0 picks a free port
    listen: Place as Place = "127.0.0.1:50051";
    /// Permissions of a Unix socket in octal, such as 660; off uses the umask
    listen_mode: Option<u32> as Off<Mode> = "off";
    /// on takes a Unix socket over from a server that still listens on it and lets that server finish its calls; off refuses to start
    listen_replace: bool as Switch = "off";
    /// Host names that HTTP/1, JSON and gRPC-Web requests may use for this server; auto allows loopback names when it listens on the loopback, otherwise any; * allows any
    hosts: Option<Vec<String>> as Auto<Names> = "auto";
    /// Other origins whose web pages may call this server, such as https://news.example; * allows any
    cors_origins: Option<Vec<String>> as Off<Origins> = "off";
    /// Whether JSON answers include fields with default values, such as 0, false and empty lists: on or off
    json_defaults: bool as Switch = "on";
    /// Whether to serve a page at / for trying the service in a browser: on or off; auto is on when the server listens on the loopback
    page: Option<bool> as Auto<Switch> = "auto";
    /// Address and port for operators: /livez, /readyz, /metrics, /version over HTTP/1.1; off disables it
    admin_listen: Option<SocketAddr> as Off<Address> = "off";
    /// Longest text of a document
    max_text_bytes: u32 as Positive<Size> = "1MiB";
    /// Longest message after decompression
    max_message_bytes: u32 as Positive<Size> = "4MiB";
    /// Texts up to this length are processed where they arrive, longer ones by workers; line breaks and quotation marks count several times
    inline_bytes: u32 as Size = "8KiB";
    /// Concurrent calls with one document, counted from their headers to their answer; the next one is refused
    max_calls: u32 as Positive<Count> = "512";
    /// Documents over 64 KiB processed at once, plus as many of up to 64 KiB; auto is one per processor core
    max_in_work: Option<u32> as Auto<Positive<Count>> = "auto";
    /// Documents over 64 KiB waiting for a worker; the next one is refused
    max_waiting: u32 as Count = "64";
    /// Memory for calls: bodies in transit, work, and answers not yet read by the client; a call that does not fit is refused
    memory_budget: u32 as Positive<Size> = "320MiB";
    /// Unanswered documents of one stream
    max_stream_documents: u32 as Positive<Count> = "4";
    /// Most documents in one call to Trace
    max_trace_documents: u32 as Positive<Count> = "1000";
    /// Most bytes of text in one call to Trace, over all documents
    max_trace_bytes: u32 as Positive<Size> = "8MiB";
    /// Concurrent connections, fewer if the limit on file descriptors is too low; the next one waits to be accepted
    max_connections: u32 as Positive<Count> = "1024";
    /// Concurrent calls over one connection
    max_concurrent_streams: u32 as Positive<Count> = "256";
    /// Flow-control window of a call: bytes it may send before the server reads them
    receive_window: u32 as Positive<Size> = "128KiB";
    /// Longest header list of a call; over HTTP/1 the longest request head
    max_header_list_bytes: u32 as Positive<Size> = "16KiB";
    /// Calls that a client may reset before the server starts on them; beyond this its connection is closed
    max_pending_resets: u32 as Positive<Count> = "20";
    /// Calls that a client may cause the server to reset; beyond this its connection is closed
    max_provoked_resets: u32 as Positive<Count> = "1024";
    /// The server's own deadline for a document
    deadline: Duration as Positive<Time> = "30s";
    /// How long the body of a call, or a message of a stream, may take to arrive
    body_timeout: Duration as Positive<Time> = "10s";
    /// How long a client may take to read an answer, per started MiB
    answer_timeout: Duration as Positive<Time> = "10s";
    /// How long a new connection may take to show its protocol, TLS handshake included, and how long the head of each HTTP/1 request may take
    handshake_timeout: Duration as Positive<Time> = "10s";
    /// How long an HTTP/1 connection may be idle between requests
    idle_timeout: Duration as Positive<Time> = "1m";
    /// Send an HTTP/2 keep-alive ping after a connection has been silent for this long
    ping_interval: Duration as Positive<Time> = "1m";
    /// Close the connection if a ping is not answered within this time
    ping_timeout: Duration as Positive<Time> = "20s";
    /// Age, give or take a tenth, at which a connection is asked to close: its calls finish and its client reconnects; off is no limit
    max_connection_age: Option<Duration> as Off<Positive<Time>> = "off";
    /// Certificate chain of the server in PEM; together with tls_key it enables TLS
    tls_cert: Option<PathBuf> as Off<File> = "off";
    /// Private key of that certificate in PEM
    tls_key: Option<PathBuf> as Off<File> = "off";
    /// CA certificates in PEM for client certificates; if set, every client must present a certificate
    tls_client_ca: Option<PathBuf> as Off<File> = "off";
    /// Clients that may call, by the DNS name or URI (SPIFFE) in their certificate, separated by commas; off allows every client with a valid certificate
    tls_clients: Option<Vec<String>> as Off<Names> = "off";
    /// How often the TLS files are reread
    tls_reload: Duration as Positive<Time> = "5s";
    /// How long new calls are still accepted after SIGTERM or SIGHUP, while readiness already reports not ready
    drain_delay: Duration as Time = "5s";
    /// How long calls in flight may then continue before they are cut
    drain_timeout: Duration as Time = "20s";
    /// Collector to which traces are sent over OTLP (gRPC), such as http://localhost:4317; off sends none
    otlp_endpoint: Option<String> as Off<Endpoint> = "off";
    /// Share of calls to trace if the caller does not decide: from 0 to 1
    trace_ratio: f64 as Share = "1";
    /// Format of log lines on standard error: text or json
    log_format: LogFormat as LogFormat = "text";
    /// Log filter: error, warn, info, debug, or a list such as info,isnad=debug
    log: String as Filter = "info";
}

impl Settings {
    /// The number of processor cores that this process may use.
    #[must_use]
    pub fn cores() -> usize {
        thread::available_parallelism().map_or(1, |cores| cores.get())
    }

    /// Whether the server listens on the loopback, which only its own machine can reach.
    #[must_use]
    pub fn on_loopback(&self) -> bool {
        matches!(&self.listen, Place::Tcp(address) if address.ip().is_loopback())
    }

    /// Whether there is a page at `/`: as set, otherwise only on the loopback.
    #[must_use]
    pub fn has_page(&self) -> bool {
        self.page.unwrap_or_else(|| self.on_loopback())
    }

    /// The number of documents processed at once: as set, otherwise one per processor core.
    #[must_use]
    pub fn in_work(&self) -> u32 {
        self.max_in_work.unwrap_or_else(|| u32::try_from(Self::cores()).unwrap_or(u32::MAX))
    }

    /// The most memory, in bytes, that a process with these settings takes on `cores` processor cores. Use it as the memory limit. `docs/operations.md` has the
    /// formula.
    #[must_use]
    pub fn memory_limit(&self, cores: usize) -> u64 {
        let connections = u64::from(self.max_connections) * MEMORY_OF_A_CONNECTION;
        let decoding = cores as u64 * DECODING * u64::from(self.max_message_bytes);
        u64::from(self.memory_budget) + MEMORY_AT_REST + connections + decoding
    }

    /// All contradictions and invalid values in the settings; empty if they are valid.
    #[must_use]
    pub fn errors(&self) -> Vec<String> {
        // Values set by a program have not been parsed yet.
        let mut read = Self::default();
        let wrong = |it: &Setting| {
            let error = it.set(&mut read, &it.show(self)).err()?;
            Some(format!("{} {error}", it.key))
        };
        let mut errors: Vec<String> = Setting::ALL.iter().filter_map(wrong).collect();
        if self.max_message_bytes <= self.max_text_bytes {
            errors.push(
                "max_message_bytes must be above max_text_bytes: a message contains more than its text"
                    .to_owned(),
            );
        }
        let least = budget::least(self.max_text_bytes as usize, self.max_message_bytes as usize);
        if (self.memory_budget as usize) < least {
            errors.push(format!("memory_budget must be at least {least}: one document can take that much"));
        }
        let (cert, key) = (self.tls_cert.is_some(), self.tls_key.is_some());
        if cert != key {
            let (set, other) = if cert { ("tls_cert", "tls_key") } else { ("tls_key", "tls_cert") };
            errors.push(format!("{set} is set and {other} is not: TLS needs both"));
        }
        if self.tls_client_ca.is_some() && !cert {
            errors.push("tls_client_ca is set and tls_cert is not: client certificates need TLS".to_owned());
        }
        if self.tls_clients.is_some() && self.tls_client_ca.is_none() {
            errors
                .push("tls_clients is set and tls_client_ca is not: names could not be verified".to_owned());
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_default_is_shown_as_it_is_written() {
        let defaults = Settings::default();
        assert!(defaults.errors().is_empty());
        for setting in Setting::ALL {
            assert_eq!(setting.show(&defaults), setting.default, "{}", setting.key);
        }
    }

    #[test]
    fn each_has_a_name_of_its_own_and_help() {
        let keys: HashSet<_> = Setting::ALL.iter().map(|it| it.key).collect();
        assert_eq!(keys.len(), Setting::ALL.len());
        assert!(Setting::ALL.iter().all(|it| !it.help.is_empty()));
        let size = Setting::ALL.iter().find(|it| it.key == "max_text_bytes").expect("a setting");
        assert_eq!(size.flag(), "max-text-bytes");
        assert_eq!(size.variable(), "ISNAD_MAX_TEXT_BYTES");
    }

    #[test]
    fn half_of_tls_is_an_error() {
        let file = || Some(PathBuf::from("file.pem"));
        let names = Some(vec!["client".to_owned()]);
        let settings = Settings { tls_key: file(), tls_client_ca: file(), ..Settings::default() };
        assert_eq!(settings.errors().len(), 2);
        let settings =
            Settings { tls_key: file(), tls_cert: file(), tls_clients: names, ..Settings::default() };
        assert_eq!(settings.errors().len(), 1);
    }

    #[test]
    fn all_errors_come_at_once() {
        let settings =
            Settings { max_text_bytes: 9, max_message_bytes: 9, max_in_work: Some(0), ..Settings::default() };
        assert_eq!(settings.errors().len(), 2);
    }
}
