//! Generates the wire format from `proto/`: descriptors, Rust types and their JSON, without protoc.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet};
use protox::Compiler;

/// The file that defines the service. Its imports are included.
const SERVICE: &str = "isnad/v1/text_service.proto";

/// The details of errors.
const DETAILS: &str = "google/rpc/error_details.proto";

/// All files. They are listed here because tonic-prost-build does not print `rerun-if-changed` (hyperium/tonic#2511).
const FILES: [&str; 7] = [
    SERVICE,
    DETAILS,
    "isnad/v1/analysis.proto",
    "isnad/v1/options.proto",
    "isnad/v1/trace.proto",
    "isnad/v1/verify.proto",
    "google/rpc/status.proto",
];

/// The crate in which the well-known types have a JSON form.
const WELL_KNOWN: &str = "::pbjson_types";

/// The well-known type whose JSON form that crate lacks.
const FIELD_MASK: &str = ".google.protobuf.FieldMask";
const OWN_FIELD_MASK: &str = "crate::server::mask::FieldMask";

/// The message that has a list which must be bounded while it is decoded.
const BOUNDED: &str = ".isnad.v1.VerifyRequest";
const OWN_BOUNDED: &str = "crate::server::claims::VerifyRequest";

/// Messages without JSON from pbjson: streams are only available over gRPC, and some messages have their own.
const WITHOUT_JSON: [&str; 7] = [
    ".isnad.v1.AnalyzeStreamRequest",
    ".isnad.v1.AnalyzeStreamResponse",
    ".isnad.v1.TraceRequest",
    ".isnad.v1.TraceResponse",
    ".isnad.v1.TraceError",
    BOUNDED,
    FRACTIONS,
];

/// The only request message with fractions. pbjson cannot read fractions from a `serde_json` that keeps numbers of any length,
/// which document ids require. The derive macros of serde can.
const FRACTIONS: &str = ".isnad.v1.QuoteOptions";
const DERIVED: &str = "#[derive(::serde::Serialize, ::serde::Deserialize)]\n\
                       #[serde(default, deny_unknown_fields, rename_all = \"camelCase\")]";
/// Their fields of two words: proto3 JSON also accepts the names of the contract.
const FRACTION_FIELDS: [&str; 2] = ["min_confidence", "min_speaker_confidence"];

/// Writes `isnad_descriptor.bin`, `isnad.v1.rs`, `isnad.v1.serde.rs` and `server/isnad.v1.rs` into `OUT_DIR`.
pub fn generate() -> Result<(), Box<dyn Error>> {
    let root = Path::new("proto");
    for file in FILES {
        println!("cargo:rerun-if-changed={}", root.join(file).display());
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut compiler = Compiler::new([root])?;
    compiler.include_imports(true).include_source_info(true).open_file(SERVICE)?;
    let descriptors = compiler.file_descriptor_set();
    // The error details are not imported anywhere, but clients need their descriptors to read an error.
    compiler.open_file(DETAILS)?;
    // prost drops custom options when it decodes descriptors, so reflection gets the bytes from protox.
    fs::write(out.join("isnad_descriptor.bin"), compiler.encode_file_descriptor_set())?;
    json(&descriptors)?;
    fs::write(out.join("isnad_fields.rs"), fields(&descriptors))?;
    server(descriptors.clone(), &out.join("server"))?;
    messages(descriptors)
}

/// Serde for requests and answers, as proto3 JSON.
fn json(descriptors: &FileDescriptorSet) -> Result<(), Box<dyn Error>> {
    let mut builder = pbjson_build::Builder::new();
    for file in &descriptors.file {
        builder.register_file_descriptor(file.clone());
    }
    builder.extern_path(FIELD_MASK, OWN_FIELD_MASK).extern_path(".google.protobuf", WELL_KNOWN);
    builder.exclude(WITHOUT_JSON).build(&[".isnad.v1"])?;
    Ok(())
}

/// A table of the fields of each message, with their default values: messages by name, fields in order.
fn fields(descriptors: &FileDescriptorSet) -> String {
    let files = descriptors.file.iter().filter(|file| file.package() == "isnad.v1");
    let mut messages: Vec<_> = files.clone().flat_map(|file| &file.message_type).collect();
    messages.sort_by_key(|message| message.name().to_owned());
    let enums: Vec<_> = files.flat_map(|file| &file.enum_type).collect();
    let mut table =
        "/// Each message with its fields.\nstatic MESSAGES: &[(&str, &[Field])] = &[\n".to_owned();
    for message in messages {
        table += &format!("    (\"isnad.v1.{}\", &[\n", message.name());
        for field in &message.field {
            let default = unset(field, &enums);
            table += &format!("        Field {{ name: {:?}, default: {default} }},\n", field.json_name());
        }
        table += "    ]),\n";
    }
    table + "];\n"
}

/// The default value of a field, as a variant of `Unset`.
fn unset(field: &FieldDescriptorProto, enums: &[&EnumDescriptorProto]) -> String {
    if field.label() == Label::Repeated {
        return "Some(Unset::List)".to_owned();
    }
    // An optional field has a synthetic oneof.
    if field.oneof_index.is_some() || field.r#type() == Type::Message {
        return "None".to_owned();
    }
    let variant = match field.r#type() {
        Type::Bool => "False".to_owned(),
        Type::String | Type::Bytes => "Text".to_owned(),
        Type::Float | Type::Double => "Fraction".to_owned(),
        Type::Int64 | Type::Uint64 | Type::Sint64 | Type::Fixed64 | Type::Sfixed64 => {
            panic!("{}: JSON writes it as a string, and `Unset` has no such default", field.name())
        }
        Type::Enum => {
            let name = field.type_name().rsplit('.').next();
            let found = enums.iter().find(|it| Some(it.name()) == name);
            format!("Name({:?})", found.map_or("", |it| it.value[0].name()))
        }
        _ => "Whole".to_owned(),
    };
    format!("Some(Unset::{variant})")
}

/// Generates the server. Its handlers return encoded answers, so that a network thread only copies bytes.
fn server(descriptors: FileDescriptorSet, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let methods = descriptors.file.iter().flat_map(|file| &file.service).flat_map(|it| &it.method);
    let answers: Vec<_> = methods.map(|method| method.output_type().to_owned()).collect();
    let mut builder = tonic_prost_build::configure()
        .out_dir(folder)
        .build_client(false)
        .codec_path("crate::server::encoded::Codec")
        .extern_path(".google.rpc", "::tonic_types::pb")
        .extern_path(BOUNDED, OWN_BOUNDED)
        .extern_path(".isnad.v1", "crate::server::pb")
        .emit_rerun_if_changed(false);
    for answer in answers {
        builder = builder.extern_path(answer, "crate::server::encoded::Encoded");
    }
    builder.compile_fds(descriptors)?;
    Ok(())
}

/// Generates messages, server and client.
fn messages(mut descriptors: FileDescriptorSet) -> Result<(), Box<dyn Error>> {
    descriptors.file.iter_mut().for_each(texts_as_bytes);
    let mut builder = tonic_prost_build::configure();
    for field in FRACTION_FIELDS {
        builder =
            builder.field_attribute(format!("{FRACTIONS}.{field}"), format!("#[serde(alias = \"{field}\")]"));
    }
    builder
        .extern_path(".google.rpc", "::tonic_types::pb")
        .compile_well_known_types(true)
        .extern_path(FIELD_MASK, OWN_FIELD_MASK)
        .extern_path(BOUNDED, OWN_BOUNDED)
        .extern_path(".google.protobuf", WELL_KNOWN)
        .type_attribute(FRACTIONS, DERIVED)
        .bytes(".isnad.v1")
        .emit_rerun_if_changed(false)
        .compile_fds(descriptors)?;
    Ok(())
}

/// Makes the `text` of each request a `bytes` field, which has the same wire format.
///
/// prost validates a `string` with the standard library and copies it. The validation was 28 % of all instructions of a 5 KB call and
/// 76 % of a 1 MiB call. A `bytes` field is a slice of the message, and is validated with simdutf8.
fn texts_as_bytes(file: &mut FileDescriptorProto) {
    let requests = file.message_type.iter_mut().filter(|message| message.name().ends_with("Request"));
    for field in requests.flat_map(|message| &mut message.field) {
        if field.name() == "text" {
            field.set_type(Type::Bytes);
        }
    }
}
