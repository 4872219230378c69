//! Fuzzes the wire: any bytes as the message, or as the frames, of any call. Each call must return one of the
//! stated statuses, and the server must answer the next caller as before.
#![no_main]

#[path = "../../tests/common/raw.rs"]
#[allow(dead_code)]
mod raw;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use isnad::server::{Place, Settings, Sockets, serve};
use libfuzzer_sys::fuzz_target;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use tonic::Code;

/// The calls that have a message of their own.
const PATHS: [&str; 8] = [
    "/isnad.v1.TextService/Clean",
    "/isnad.v1.TextService/Segment",
    "/isnad.v1.TextService/ExtractQuotes",
    "/isnad.v1.TextService/Analyze",
    "/isnad.v1.TextService/AnalyzeStream",
    "/isnad.v1.TextService/GetInfo",
    "/grpc.health.v1.Health/Check",
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
];

/// The time that a few kilobytes may take before the server counts as hung.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server and one connection to it. All runs share them, so they must outlive each run.
struct Bench {
    runtime: Runtime,
    address: SocketAddr,
    connection: raw::Connection,
}

static BENCH: LazyLock<Mutex<Bench>> = LazyLock::new(|| {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let listen = Place::Tcp((Ipv4Addr::LOCALHOST, 0).into());
    let settings = Settings { listen, ..Settings::default() };
    let (address, connection) = runtime.block_on(async {
        let sockets = Sockets::bind(&settings).await.expect("a free port");
        let Ok(Place::Tcp(address)) = sockets.place() else { panic!("no address") };
        tokio::spawn(serve(sockets, settings, std::future::pending()));
        (address, raw::Connection::open(address).await)
    });
    Mutex::new(Bench { runtime, address, connection })
});

/// The statuses that meaningless bytes may return. tonic returns INTERNAL for bytes that are not a message.
const STATED: [Code; 7] = [
    Code::Ok,
    Code::InvalidArgument,
    Code::Internal,
    Code::OutOfRange,
    Code::ResourceExhausted,
    Code::Unimplemented,
    Code::NotFound,
];

fuzz_target!(|bytes: &[u8]| {
    let [which, framed, body @ ..] = bytes else { return };
    let path = PATHS[usize::from(*which) % PATHS.len()];
    // Usually a message in a valid frame; otherwise the fuzzer also makes up the frames.
    let body = if framed % 4 == 0 { body.to_vec().into() } else { raw::framed(body) };
    let mut bench = BENCH.lock().expect("no panic before");
    let Bench { runtime, address, connection } = &mut *bench;
    runtime.block_on(async {
        let answer = timeout(PATIENCE, connection.call(path, &[], body)).await.expect("it hangs");
        let code = answer.code().map(Code::from_i32);
        assert!(code.is_some_and(|it| STATED.contains(&it)), "{path}: {answer:?} at {address}");
    });
});
