//! The state of one call, such as its id and its deadline.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use http::{Extensions, HeaderMap};
use tokio::time::Instant;

use super::account::Account;
use super::form::Form;
use super::trace::Trace;

/// Identifies one call in logs and in the details of an INTERNAL error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CallId(u64);

impl CallId {
    /// A new id. It is unique in this process and very likely across processes.
    pub(super) fn next() -> Self {
        static FIRST: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
        static COUNT: AtomicU64 = AtomicU64::new(0);
        Self(FIRST.wrapping_add(COUNT.fetch_add(1, Ordering::Relaxed)))
    }
}

impl fmt::Display for CallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The state of a call after its headers have arrived, passed on by the access layer.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// Its id.
    pub(super) id: CallId,
    /// The encoding of the request and its answer.
    pub(super) form: Form,
    /// Whether it came during the drain. A call that came earlier is finished, regardless of when its body
    /// arrives.
    pub(super) late: bool,
    /// The caller's deadline, if it sent one.
    caller: Option<Instant>,
    /// The deadline of the call, or of the current document of a stream.
    pub(super) due: Instant,
    /// Its place in a trace.
    pub(super) trace: Trace,
    /// Length of its texts so far, in bytes, for the access log.
    pub(super) text_bytes: Arc<AtomicUsize>,
    /// Its reserved bytes in transit between layers.
    pub(super) account: Arc<Account>,
}

impl Call {
    /// A call that begins now and may take `own`, or less if its headers say so.
    pub(super) fn begin(
        headers: &HeaderMap,
        form: Form,
        own: Duration,
        late: bool,
        trace: Trace,
        account: Arc<Account>,
    ) -> Self {
        let value = |name| headers.get(name)?.to_str().ok();
        let timeout = value("connect-timeout-ms").and_then(milliseconds);
        let timeout = timeout.or_else(|| value("grpc-timeout").and_then(self::timeout));
        let caller = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let text_bytes = Arc::default();
        Self { id: CallId::next(), form, late, caller, due: Instant::now(), trace, text_bytes, account }
            .anew(own)
    }

    /// The call that the access layer has stored; without one, a call that begins now.
    pub(super) fn of(extensions: &Extensions, own: Duration) -> Self {
        extensions.get().cloned().unwrap_or_else(|| {
            Self::begin(&HeaderMap::new(), Form::Grpc, own, false, Trace::default(), Arc::default())
        })
    }

    /// The same call, restarted with another `own`.
    pub(super) fn anew(self, own: Duration) -> Self {
        let own = Instant::now() + own;
        Self { due: self.caller.map_or(own, |it| it.min(own)), ..self }
    }

    /// Counts a text of the call, in bytes.
    pub(super) fn has_text(&self, bytes: usize) {
        self.text_bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Waits until the caller's deadline; forever if it has none.
    pub(super) async fn given_up(&self) {
        match self.caller {
            Some(at) => tokio::time::sleep_until(at).await,
            None => std::future::pending().await,
        }
    }
}

/// Reads a `connect-timeout-ms`: at most ten digits. An invalid value is ignored.
fn milliseconds(value: &str) -> Option<Duration> {
    let digits = (1..=10).contains(&value.len()) && value.bytes().all(|it| it.is_ascii_digit());
    digits.then(|| value.parse().ok()).flatten().map(Duration::from_millis)
}

/// Reads a `grpc-timeout`: at most eight digits and a unit. An invalid value is ignored.
fn timeout(value: &str) -> Option<Duration> {
    let unit = value.chars().last()?;
    let digits = value.strip_suffix(unit).filter(|it| (1..=8).contains(&it.len()))?;
    let amount: u64 = digits.bytes().all(|it| it.is_ascii_digit()).then(|| digits.parse().ok())??;
    Some(match unit {
        'H' => Duration::from_secs(amount * 3600),
        'M' => Duration::from_secs(amount * 60),
        'S' => Duration::from_secs(amount),
        'm' => Duration::from_millis(amount),
        'u' => Duration::from_micros(amount),
        'n' => Duration::from_nanos(amount),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_are_read_as_the_protocol_says() {
        let cases = [
            ("50m", Some(Duration::from_millis(50))),
            ("2S", Some(Duration::from_secs(2))),
            ("1H", Some(Duration::from_secs(3600))),
            ("99999999n", Some(Duration::from_nanos(99_999_999))),
            ("999999999n", None),
            ("m", None),
            ("", None),
            ("+1S", None),
            ("5", None),
            ("5س", None),
        ];
        for (value, expected) in cases {
            assert_eq!(timeout(value), expected, "{value}");
        }
    }

    #[test]
    fn timeouts_of_connect_are_milliseconds() {
        assert_eq!(milliseconds("50"), Some(Duration::from_millis(50)));
        assert_eq!(milliseconds("9999999999"), Some(Duration::from_millis(9_999_999_999)));
        for wrong in ["", "+1", "-1", "1.5", "50m", "10000000000"] {
            assert_eq!(milliseconds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ids_differ() {
        assert_ne!(CallId::next(), CallId::next());
    }
}
