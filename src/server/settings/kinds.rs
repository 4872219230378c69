//! The types of setting values: how each is parsed and printed.
//!
//! A printed value parses to the same value, so a printed configuration is a valid configuration.

use std::fmt;
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use http::Uri;
use tracing_subscriber::EnvFilter;

/// How values of one type are written.
pub(super) trait Kind {
    /// The parsed value.
    type Value;

    /// The placeholder for a value in help and tables.
    const PLACEHOLDER: &'static str;

    /// Parses a value. The error message follows the name of the setting.
    fn read(written: &str) -> Result<Self::Value, String>;

    /// Prints the value.
    fn show(value: &Self::Value) -> String;
}

/// An address with its port.
pub(super) struct Address;

impl Kind for Address {
    type Value = SocketAddr;
    const PLACEHOLDER: &'static str = "ADDR";

    fn read(written: &str) -> Result<SocketAddr, String> {
        written.parse().map_err(|_| "is not an address with a port, such as 127.0.0.1:50051".to_owned())
    }

    fn show(value: &SocketAddr) -> String {
        value.to_string()
    }
}

/// Where to listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// An address with its port.
    Tcp(SocketAddr),
    /// The path of a Unix socket.
    Unix(PathBuf),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => address.fmt(f),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

impl Kind for Place {
    type Value = Self;
    const PLACEHOLDER: &'static str = "ADDR";

    fn read(written: &str) -> Result<Self, String> {
        match written.strip_prefix("unix:") {
            Some("") => Err("has no path after unix:".to_owned()),
            Some(path) => Ok(Self::Unix(path.into())),
            None => Address::read(written).map(Self::Tcp),
        }
    }

    fn show(value: &Self) -> String {
        value.to_string()
    }
}

/// A whole number from 0.
pub(super) struct Count;

impl Kind for Count {
    type Value = u32;
    const PLACEHOLDER: &'static str = "COUNT";

    fn read(written: &str) -> Result<u32, String> {
        written.parse().map_err(|_| "is not a whole number".to_owned())
    }

    fn show(value: &u32) -> String {
        value.to_string()
    }
}

/// A size in bytes: `512`, `64KiB`, `4MiB`.
pub(super) struct Size;

const SIZES: [(&str, u64); 3] = [("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

impl Kind for Size {
    type Value = u32;
    const PLACEHOLDER: &'static str = "SIZE";

    fn read(written: &str) -> Result<u32, String> {
        let size = scaled(written, &SIZES).or_else(|| written.parse().ok());
        let size = size.ok_or("is not a size, such as 512, 64KiB or 4MiB")?;
        u32::try_from(size).map_err(|_| "is over 4 GiB".to_owned())
    }

    fn show(value: &u32) -> String {
        with_unit(u64::from(*value), &SIZES)
    }
}

/// A time: `250ms`, `30s`, `2m`; `0` is none.
pub(super) struct Time;

const TIMES: [(&str, u64); 3] = [("ms", 1), ("s", 1000), ("m", 60_000)];
const TIMES_TO_SHOW: [(&str, u64); 3] = [("m", 60_000), ("s", 1000), ("ms", 1)];

impl Kind for Time {
    type Value = Duration;
    const PLACEHOLDER: &'static str = "TIME";

    fn read(written: &str) -> Result<Duration, String> {
        let time = if written == "0" { Some(0) } else { scaled(written, &TIMES) };
        let time = time.ok_or("is not a time with its unit, such as 250ms, 30s or 2m")?;
        Ok(Duration::from_millis(time))
    }

    fn show(value: &Duration) -> String {
        with_unit(u64::try_from(value.as_millis()).unwrap_or(u64::MAX), &TIMES_TO_SHOW)
    }
}

/// A value that is not 0.
pub(super) struct Positive<K>(PhantomData<K>);

impl<K: Kind<Value: Default + PartialEq>> Kind for Positive<K> {
    type Value = K::Value;
    const PLACEHOLDER: &'static str = K::PLACEHOLDER;

    fn read(written: &str) -> Result<K::Value, String> {
        let value = K::read(written)?;
        if value == K::Value::default() { Err("must not be 0".to_owned()) } else { Ok(value) }
    }

    fn show(value: &K::Value) -> String {
        K::show(value)
    }
}

/// The path of a file.
pub(super) struct File;

impl Kind for File {
    type Value = PathBuf;
    const PLACEHOLDER: &'static str = "FILE";

    fn read(written: &str) -> Result<PathBuf, String> {
        if written.is_empty() { Err("is empty".to_owned()) } else { Ok(written.into()) }
    }

    fn show(value: &PathBuf) -> String {
        value.display().to_string()
    }
}

/// The URL of a collector. It cannot contain a user name or password, so that settings can be printed.
pub(super) struct Endpoint;

impl Kind for Endpoint {
    type Value = String;
    const PLACEHOLDER: &'static str = "URL";

    fn read(written: &str) -> Result<String, String> {
        let address: Uri = written.parse().map_err(|_| "is not a URL".to_owned())?;
        let host = address.authority().filter(|_| address.scheme_str() == Some("http"));
        match host {
            Some(host) if host.as_str().contains('@') => {
                Err("must not contain a user name or password".to_owned())
            }
            Some(_) => Ok(written.to_owned()),
            None => Err("is not of the form http://host:port".to_owned()),
        }
    }

    fn show(value: &String) -> String {
        value.clone()
    }
}

/// A share of the whole.
pub(super) struct Share;

impl Kind for Share {
    type Value = f64;
    const PLACEHOLDER: &'static str = "SHARE";

    fn read(written: &str) -> Result<f64, String> {
        let share = written.parse().ok().filter(|it| (0.0..=1.0).contains(it));
        share.ok_or_else(|| "is not a number from 0 to 1".to_owned())
    }

    fn show(value: &f64) -> String {
        value.to_string()
    }
}

/// Names separated by commas.
pub(super) struct Names;

impl Kind for Names {
    type Value = Vec<String>;
    const PLACEHOLDER: &'static str = "NAMES";

    fn read(written: &str) -> Result<Vec<String>, String> {
        let names: Vec<String> = written.split(',').map(|it| it.trim().to_owned()).collect();
        if names.iter().any(String::is_empty) { Err("has an empty name".to_owned()) } else { Ok(names) }
    }

    fn show(value: &Vec<String>) -> String {
        value.join(",")
    }
}

/// A value, or a word that means no value.
pub(super) struct Or<W, K>(PhantomData<(W, K)>);

/// A value, or `off`.
pub(super) type Off<K> = Or<TurnedOff, K>;

/// A value, or `auto` if the server chooses.
pub(super) type Auto<K> = Or<Automatic, K>;

/// The word for no value.
pub(super) trait Word {
    /// The word as written.
    const WORD: &'static str;
}

/// `off`.
pub(super) struct TurnedOff;

impl Word for TurnedOff {
    const WORD: &'static str = "off";
}

/// `auto`.
pub(super) struct Automatic;

impl Word for Automatic {
    const WORD: &'static str = "auto";
}

impl<W: Word, K: Kind> Kind for Or<W, K> {
    type Value = Option<K::Value>;
    const PLACEHOLDER: &'static str = K::PLACEHOLDER;

    fn read(written: &str) -> Result<Self::Value, String> {
        if written == W::WORD { Ok(None) } else { K::read(written).map(Some) }
    }

    fn show(value: &Self::Value) -> String {
        value.as_ref().map_or_else(|| W::WORD.to_owned(), K::show)
    }
}

/// Which log lines are written.
pub(super) struct Filter;

impl Kind for Filter {
    type Value = String;
    const PLACEHOLDER: &'static str = "FILTER";

    fn read(written: &str) -> Result<String, String> {
        let read = EnvFilter::try_new(written).map_err(|error| format!("is not a log filter: {error}"));
        read.map(|_| written.to_owned())
    }

    fn show(value: &String) -> String {
        value.clone()
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// Human-readable.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl Kind for LogFormat {
    type Value = Self;
    const PLACEHOLDER: &'static str = "FORMAT";

    fn read(written: &str) -> Result<Self, String> {
        match written {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("is neither text nor json".to_owned()),
        }
    }

    fn show(value: &Self) -> String {
        match value {
            Self::Text => "text".to_owned(),
            Self::Json => "json".to_owned(),
        }
    }
}

/// A whole number with the first of the units that it ends with.
fn scaled(written: &str, units: &[(&str, u64)]) -> Option<u64> {
    let (digits, unit) = units.iter().find_map(|(name, unit)| Some((written.strip_suffix(name)?, unit)))?;
    u64::from_str(digits.trim()).ok()?.checked_mul(*unit)
}

/// The number in the first unit that divides it.
fn with_unit(number: u64, units: &[(&str, u64)]) -> String {
    let fits = units.iter().find(|(_, unit)| number > 0 && number.is_multiple_of(*unit));
    fits.map_or_else(|| number.to_string(), |(name, unit)| format!("{}{name}", number / unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_have_units() {
        assert_eq!(Size::read("64KiB"), Ok(65_536));
        assert_eq!(Size::read("512"), Ok(512));
        assert_eq!(Time::read("250ms"), Ok(Duration::from_millis(250)));
        assert_eq!(Time::read("0"), Ok(Duration::ZERO));
        for bad in ["8GiB", "x", "-1", "99999999999", "", "KiB", "18446744073709551615MiB"] {
            assert!(Size::read(bad).is_err(), "{bad}");
        }
        for bad in ["30", "s", "-1s", "18446744073709551615m"] {
            assert!(Time::read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_shown_is_read_as_the_same() {
        for bytes in [0, 1, 512, 1536, 1 << 20, u32::MAX] {
            assert_eq!(Size::read(&Size::show(&bytes)), Ok(bytes));
        }
        for ms in [0, 1, 999, 1000, 90_000, 120_000] {
            let time = Duration::from_millis(ms);
            assert_eq!(Time::read(&Time::show(&time)), Ok(time));
        }
        assert_eq!(Auto::<Positive<Count>>::read("auto"), Ok(None));
        assert_eq!(Auto::<Positive<Count>>::show(&None), "auto");
    }

    #[test]
    fn nothing_is_not_some() {
        assert!(Positive::<Size>::read("0").is_err());
        assert!(Auto::<Positive<Count>>::read("0").is_err());
        assert!(Positive::<Time>::read("0").is_err());
    }
}
