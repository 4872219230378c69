//! What an operator may set: one typed struct, and one table made with it.
//!
//! The table has the names, kinds, defaults and words of help. Flags, variables, the keys of a file, what
//! `--print-config` prints and the page of the documentation are all read from it.

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

/// Memory that the process takes beside its budget: code, tables, threads, and what the allocator keeps.
pub const MEMORY_AT_REST: u64 = 64 << 20;

/// Bytes that all calls of a connection may send before they are read. HTTP/2's library also bounds the small frames that nobody has
/// read by it: with less a client that sends many of them loses its connection.
pub const CONNECTION_WINDOW: u32 = 1 << 20;

/// Memory that a connection takes beside its calls, with what it has sent and nobody has read yet.
pub const MEMORY_OF_A_CONNECTION: u64 = (64 << 10) + CONNECTION_WINDOW as u64;

/// The most that decoding a message takes for each of its bytes: itself, and numbers of four bytes that took one each, in a list
/// with room for twice as many. Each core decodes one at a time, and checks it at once.
pub const DECODING: u64 = 10;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its key in a file, which is also the field of [`Settings`].
    pub key: &'static str,
    /// What it does.
    pub help: &'static str,
    /// What stands for its value in help.
    pub placeholder: &'static str,
    /// What holds when nobody sets it, as it is written.
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

    /// Sets it to what is written.
    ///
    /// # Errors
    /// What is wrong with it, to follow its name.
    pub fn set(&self, settings: &mut Settings, written: &str) -> Result<(), String> {
        (self.set)(settings, written)
    }

    /// Its value, as it is written.
    #[must_use]
    pub fn show(&self, settings: &Settings) -> String {
        (self.show)(settings)
    }
}

macro_rules! settings {
    ($(#[doc = $help:literal] $key:ident: $value:ty as $kind:ty = $default:literal;)*) => {
        /// How the server listens, what it takes and how it leaves.
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
    /// Address and port to listen on, port 0 takes a free one; or unix:PATH
    listen: Place as Place = "127.0.0.1:50051";
    /// Permissions of a Unix socket in octal, such as 660; off leaves what the umask gives
    listen_mode: Option<u32> as Off<Mode> = "off";
    /// on takes a Unix socket over from a server that still listens at it, and which ends what it has; off refuses to start
    listen_replace: bool as Switch = "off";
    /// Names that HTTP/1, JSON and gRPC-Web may call this server by; auto is those of the loopback when it listens there, and else any; * is any
    hosts: Option<Vec<String>> as Auto<Names> = "auto";
    /// Origins of web pages that may call this server beside its own, such as https://news.example; * is any
    cors_origins: Option<Vec<String>> as Off<Origins> = "off";
    /// Whether answers in JSON have fields that hold their default values, such as 0, false and empty lists: on or off
    json_defaults: bool as Switch = "on";
    /// The page at /, for trying the service in a browser: on or off; auto is on when the server listens on the loopback
    page: Option<bool> as Auto<Switch> = "auto";
    /// Address and port for operators: /livez, /readyz, /metrics, /version over HTTP/1.1; off is none
    admin_listen: Option<SocketAddr> as Off<Address> = "off";
    /// Longest text of a document
    max_text_bytes: u32 as Positive<Size> = "1MiB";
    /// Longest message, after decompression
    max_message_bytes: u32 as Positive<Size> = "4MiB";
    /// Texts up to this length are worked on where they arrive, others by the workers; lines and quotation marks count several times
    inline_bytes: u32 as Size = "8KiB";
    /// Calls with one document at once, from their head to their answer; the next one is refused
    max_calls: u32 as Positive<Count> = "512";
    /// Documents in work at once, and as many of up to 64 KiB beside them; auto is one for each processor core
    max_in_work: Option<u32> as Auto<Positive<Count>> = "auto";
    /// Documents of more than that which wait for a worker; the next one is refused
    max_waiting: u32 as Count = "64";
    /// Memory for calls: bodies on their way, work and answers that are not taken; what does not fit is refused
    memory_budget: u32 as Positive<Size> = "320MiB";
    /// Unanswered documents of one stream
    max_stream_documents: u32 as Positive<Count> = "4";
    /// Documents of one call of Trace
    max_trace_documents: u32 as Positive<Count> = "1000";
    /// Bytes of all texts of one call of Trace
    max_trace_bytes: u32 as Positive<Size> = "8MiB";
    /// Connections at once, fewer where the system gives too few file descriptors; the next one waits unaccepted
    max_connections: u32 as Positive<Count> = "1024";
    /// Calls at once over one connection
    max_concurrent_streams: u32 as Positive<Count> = "256";
    /// Bytes that one call may send before they are read
    receive_window: u32 as Positive<Size> = "128KiB";
    /// Longest list of headers of a call; over HTTP/1 the longest head
    max_header_list_bytes: u32 as Positive<Size> = "16KiB";
    /// Calls that a client reset before they were taken up, before its connection is ended
    max_pending_resets: u32 as Positive<Count> = "20";
    /// Calls that a client made the server reset, before its connection is ended
    max_provoked_resets: u32 as Positive<Count> = "1024";
    /// The server's own deadline for a document
    deadline: Duration as Positive<Time> = "30s";
    /// How long the body of a call, or a message of a stream, may take to arrive
    body_timeout: Duration as Positive<Time> = "10s";
    /// How long a client may take to take an answer, for each MiB that it begins
    answer_timeout: Duration as Positive<Time> = "10s";
    /// How long a new connection may take to say what it speaks, TLS and all, and over HTTP/1 the head of each request
    handshake_timeout: Duration as Positive<Time> = "10s";
    /// How long a connection of HTTP/1 may wait for its next request
    idle_timeout: Duration as Positive<Time> = "1m";
    /// A connection on which nothing was heard for this long is asked whether anybody is there
    ping_interval: Duration as Positive<Time> = "1m";
    /// It is closed when that is not answered for this long
    ping_timeout: Duration as Positive<Time> = "20s";
    /// Age at which a connection is asked to end, give or take a tenth: its calls end, and its client connects anew; off is none
    max_connection_age: Option<Duration> as Off<Positive<Time>> = "off";
    /// Certificate chain of the server in PEM, which with tls_key turns TLS on
    tls_cert: Option<PathBuf> as Off<File> = "off";
    /// Private key of that certificate in PEM
    tls_key: Option<PathBuf> as Off<File> = "off";
    /// Certificates in PEM of the authorities that sign clients; set, every client has to show a certificate
    tls_client_ca: Option<PathBuf> as Off<File> = "off";
    /// Clients that may call, by DNS name or URI (SPIFFE) of their certificate, with commas; off is all that are signed
    tls_clients: Option<Vec<String>> as Off<Names> = "off";
    /// How often the files of TLS are read again
    tls_reload: Duration as Positive<Time> = "5s";
    /// How long calls are still taken after SIGTERM or SIGHUP, while readiness already says no
    drain_delay: Duration as Time = "5s";
    /// How long calls in flight may go on after that, before they are cut
    drain_timeout: Duration as Time = "20s";
    /// Collector that traces are sent to over OTLP (gRPC), such as http://localhost:4317; off is none
    otlp_endpoint: Option<String> as Off<Endpoint> = "off";
    /// Share of calls that are traced where the caller does not say: from 0 to 1
    trace_ratio: f64 as Share = "1";
    /// How log lines are written, on standard error: text or json
    log_format: LogFormat as LogFormat = "text";
    /// Which log lines are written: error, warn, info, debug, or a list such as info,isnad=debug
    log: String as Filter = "info";
}

impl Settings {
    /// Processor cores that this process may use.
    #[must_use]
    pub fn cores() -> usize {
        thread::available_parallelism().map_or(1, |cores| cores.get())
    }

    /// Whether the server listens on the loopback, which only its own machine reaches.
    #[must_use]
    pub fn on_loopback(&self) -> bool {
        matches!(&self.listen, Place::Tcp(address) if address.ip().is_loopback())
    }

    /// Whether the page is at `/`: as set, else on the loopback alone.
    #[must_use]
    pub fn has_page(&self) -> bool {
        self.page.unwrap_or_else(|| self.on_loopback())
    }

    /// Documents in work at once: as set, else one for each processor core.
    #[must_use]
    pub fn in_work(&self) -> u32 {
        self.max_in_work.unwrap_or_else(|| u32::try_from(Self::cores()).unwrap_or(u32::MAX))
    }

    /// The most memory that a process with these settings takes on so many processor cores, in bytes: the limit to give it.
    /// `docs/operations.md` has the formula.
    #[must_use]
    pub fn memory_limit(&self, cores: usize) -> u64 {
        let connections = u64::from(self.max_connections) * MEMORY_OF_A_CONNECTION;
        let decoding = cores as u64 * DECODING * u64::from(self.max_message_bytes);
        u64::from(self.memory_budget) + MEMORY_AT_REST + connections + decoding
    }

    /// Everything that is wrong with the settings together; nothing when they can be served with.
    #[must_use]
    pub fn errors(&self) -> Vec<String> {
        // What a program put into the struct was not read by its kind yet.
        let mut read = Self::default();
        let wrong = |it: &Setting| {
            let error = it.set(&mut read, &it.show(self)).err()?;
            Some(format!("{} {error}", it.key))
        };
        let mut errors: Vec<String> = Setting::ALL.iter().filter_map(wrong).collect();
        if self.max_message_bytes <= self.max_text_bytes {
            errors.push("max_message_bytes must be above max_text_bytes: a message holds more".to_owned());
        }
        let least = budget::least(self.max_text_bytes as usize, self.max_message_bytes as usize);
        if (self.memory_budget as usize) < least {
            errors.push(format!("memory_budget must be at least {least}: what one document may take"));
        }
        let (cert, key) = (self.tls_cert.is_some(), self.tls_key.is_some());
        if cert != key {
            let (set, other) = if cert { ("tls_cert", "tls_key") } else { ("tls_key", "tls_cert") };
            errors.push(format!("{set} is set and {other} is not: TLS needs both"));
        }
        if self.tls_client_ca.is_some() && !cert {
            errors.push(
                "tls_client_ca is set and tls_cert is not: clients are asked over TLS alone".to_owned(),
            );
        }
        if self.tls_clients.is_some() && self.tls_client_ca.is_none() {
            errors.push(
                "tls_clients is set and tls_client_ca is not: nothing would vouch for names".to_owned(),
            );
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
