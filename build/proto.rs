//! The wire: descriptors, Rust types and their JSON from `proto/`. No protoc anywhere.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use prost_types::field_descriptor_proto::Type;
use prost_types::{FileDescriptorProto, FileDescriptorSet};
use protox::Compiler;

/// The file that names the service; what it imports comes along.
const SERVICE: &str = "isnad/v1/text_service.proto";

/// What errors carry.
const DETAILS: &str = "google/rpc/error_details.proto";

/// Every file; tonic-prost-build prints no `rerun-if-changed` (hyperium/tonic#2511).
const FILES: [&str; 5] =
    [SERVICE, DETAILS, "isnad/v1/analysis.proto", "isnad/v1/options.proto", "google/rpc/status.proto"];

/// Messages without JSON: requests come over the wire alone, and the rest holds well-known types.
const WITHOUT_JSON: [&str; 9] = [
    ".isnad.v1.CleanRequest",
    ".isnad.v1.SegmentRequest",
    ".isnad.v1.ExtractQuotesRequest",
    ".isnad.v1.AnalyzeRequest",
    ".isnad.v1.AnalyzeStreamRequest",
    ".isnad.v1.AnalyzeStreamResponse",
    ".isnad.v1.GetInfoRequest",
    ".isnad.v1.GetInfoResponse",
    ".isnad.v1.Limits",
];

/// Writes `isnad_descriptor.bin`, `isnad.v1.rs` and `isnad.v1.serde.rs` into `OUT_DIR`.
pub fn generate() -> Result<(), Box<dyn Error>> {
    let root = Path::new("proto");
    for file in FILES {
        println!("cargo:rerun-if-changed={}", root.join(file).display());
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut compiler = Compiler::new([root])?;
    compiler.include_imports(true).include_source_info(true).open_file(SERVICE)?;
    let descriptors = compiler.file_descriptor_set();
    // Nothing imports the details of errors, and whoever reads one needs to know them.
    compiler.open_file(DETAILS)?;
    // prost drops custom options when it decodes descriptors: reflection gets protox's own bytes.
    fs::write(out.join("isnad_descriptor.bin"), compiler.encode_file_descriptor_set())?;
    json(&descriptors)?;
    messages(descriptors)
}

/// Serde for the answers, as proto3 JSON.
fn json(descriptors: &FileDescriptorSet) -> Result<(), Box<dyn Error>> {
    let mut builder = pbjson_build::Builder::new();
    for file in &descriptors.file {
        builder.register_file_descriptor(file.clone());
    }
    builder.exclude(WITHOUT_JSON).build(&[".isnad.v1"])?;
    Ok(())
}

/// Messages, server and client.
fn messages(mut descriptors: FileDescriptorSet) -> Result<(), Box<dyn Error>> {
    descriptors.file.iter_mut().for_each(texts_as_bytes);
    tonic_prost_build::configure()
        .extern_path(".google.rpc", "::tonic_types::pb")
        .bytes(".isnad.v1")
        .emit_rerun_if_changed(false)
        .compile_fds(descriptors)?;
    Ok(())
}

/// Makes the `text` of each request a `bytes` field, which has the same wire form.
///
/// prost validates a `string` with std, which was 28 % of all instructions of a 5 KB call and 76 %
/// of a 1 MiB one, and copies it. As bytes it is a slice of the message, validated with simdutf8.
fn texts_as_bytes(file: &mut FileDescriptorProto) {
    let requests = file.message_type.iter_mut().filter(|message| message.name().ends_with("Request"));
    for field in requests.flat_map(|message| &mut message.field) {
        if field.name() == "text" {
            field.set_type(Type::Bytes);
        }
    }
}
