# needs: checks
"""Generates deploy/openapi.json from the contract: the calls that the service answers as JSON over HTTP. The file is also
compiled into the service, which serves it at /openapi.json.

  scripts/openapi            write
  scripts/openapi --check    only compare

The mapping is proto3's own JSON: fields in lowerCamelCase, enums by name, durations as strings such as "30s".
"""

import json
import subprocess
import sys

from google.protobuf.descriptor_pb2 import FieldDescriptorProto as Field
from google.protobuf.descriptor_pb2 import FileDescriptorSet

from project import ROOT, binary

TARGET = ROOT / "deploy/openapi.json"
PACKAGE = "isnad.v1"
SERVICE = "isnad.v1.TextService"
PLAIN = {
    Field.TYPE_STRING: {"type": "string"},
    Field.TYPE_BOOL: {"type": "boolean"},
    Field.TYPE_BYTES: {"type": "string", "format": "byte"},
    Field.TYPE_FLOAT: {"type": "number", "format": "float"},
    Field.TYPE_DOUBLE: {"type": "number", "format": "double"},
    Field.TYPE_INT32: {"type": "integer", "format": "int32"},
    Field.TYPE_UINT32: {"type": "integer", "format": "int64", "minimum": 0},
    Field.TYPE_FIXED32: {"type": "integer", "format": "int64", "minimum": 0},
}
# Strings, because JSON numbers may lose digits.
LARGE = {Field.TYPE_INT64, Field.TYPE_UINT64, Field.TYPE_FIXED64, Field.TYPE_SFIXED64, Field.TYPE_SINT64}
KNOWN = {
    ".google.protobuf.Duration": {"type": "string", "example": "30s"},
    ".google.protobuf.Timestamp": {"type": "string", "format": "date-time"},
    ".google.protobuf.FieldMask": {"type": "string", "example": "quotes,cleanText"},
    ".google.protobuf.Any": {"type": "object", "properties": {"@type": {"type": "string"}}, "additionalProperties": True},
}
# Error codes of the Connect protocol, and their HTTP statuses.
CODES = "canceled unknown invalid_argument deadline_exceeded not_found already_exists permission_denied resource_exhausted failed_precondition "
CODES += "aborted out_of_range unimplemented internal unavailable data_loss unauthenticated"
ERROR = {
    "type": "object",
    "description": "An error. Its details are those of gRPC.",
    "required": ["code", "message"],
    "properties": {
        "code": {"type": "string", "enum": CODES.split()},
        "message": {"type": "string"},
        "details": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "value"],
                "properties": {
                    "type": {"type": "string", "description": "The name of the message, such as google.rpc.BadRequest."},
                    "value": {"type": "string", "description": "The message in base64 without padding."},
                    "debug": {"type": "object", "description": "The same for reading.", "additionalProperties": True},
                },
            },
        },
    },
}
STATUSES = {
    "400": "the request is wrong; google.rpc.BadRequest names every field that is",
    "403": "the host or the origin may not call this server",
    "404": "there is nothing at this path",
    "405": "the method is not POST",
    "415": "the content type is not application/json",
    "429": "the memory for calls is in use; come again later",
    "499": "the call was cancelled",
    "500": "a fault of the server; google.rpc.RequestInfo has an id to report",
    "501": "the body is compressed",
    "503": "the server has as many documents as it takes, or is shutting down; come again later",
    "504": "the deadline has passed",
}
RETRY = {"Retry-After": {"description": "When to come again, in seconds.", "schema": {"type": "integer"}}}
TIMEOUT = {
    "name": "Connect-Timeout-Ms",
    "in": "header",
    "description": "The caller's deadline in milliseconds.",
    "schema": {"type": "integer", "minimum": 0, "maximum": 9999999999},
}
# Fields of files, messages and enums in descriptors, used to find comments.
MESSAGES, ENUMS, SERVICES, FIELDS, NESTED_ENUMS, VALUES, METHODS = 4, 5, 6, 2, 4, 2, 2


class Contract:
    def __init__(self, files):
        self.files, self.schemas, self.kinds = files, {"Error": ERROR}, {}
        for file in files:
            comments = {tuple(it.path): it.leading_comments for it in file.source_code_info.location}
            for index, enum in enumerate(file.enum_type):
                self.kinds[f".{file.package}.{enum.name}"] = (enum, (ENUMS, index), comments)
            for index, message in enumerate(file.message_type):
                name = f".{file.package}.{message.name}"
                self.kinds[name] = (message, (MESSAGES, index), comments)
                for inner, enum in enumerate(message.enum_type):
                    self.kinds[f"{name}.{enum.name}"] = (enum, (MESSAGES, index, NESTED_ENUMS, inner), comments)

    def reference(self, name):
        """The schema of a message or enum, defined when it is first named."""
        if name in KNOWN:
            return KNOWN[name]
        key = name.removeprefix(f".{PACKAGE}.").removeprefix(".")
        if key not in self.schemas:
            self.schemas[key] = {}
            kind, path, comments = self.kinds[name]
            define = self.message if hasattr(kind, "field") else self.enum
            self.schemas[key].update(said(comments, path), **define(kind, path, comments))
        return {"$ref": f"#/components/schemas/{key}"}

    def message(self, message, path, comments):
        properties, always = {}, []
        for index, field in enumerate(message.field):
            schema = self.field(field)
            about = said(comments, (*path, FIELDS, index))
            # Older readers ignore all keywords next to a reference.
            properties[field.json_name] = {"allOf": [schema], **about} if "$ref" in schema and about else {**schema, **about}
            if self.is_always_there(message, field):
                always.append(field.json_name)
        return {"type": "object", **({"required": always} if always else {}), "properties": properties}

    def is_always_there(self, message, field):
        """Returns whether a request needs a field, or an answer always has it."""
        if message.name.endswith("Request"):
            return field.name == "text"
        if message.name.endswith("Options") or field.HasField("oneof_index"):
            return False
        if message.name.endswith("Response") and message.name != "GetInfoResponse":
            return field.name in ("offset_encoding", "lexicon_version")
        return field.type != Field.TYPE_MESSAGE or field.label == Field.LABEL_REPEATED

    def enum(self, enum, path, comments):
        values = [(value.name, said(comments, (*path, VALUES, i)).get("description")) for i, value in enumerate(enum.value)]
        told = "\n".join(f"- `{name}`: {about}" for name, about in values if about)
        about = said(comments, path).get("description", "")
        return {"type": "string", "enum": [name for name, _ in values], "description": f"{about}\n\n{told}".strip()}

    def field(self, field):
        if field.type in (Field.TYPE_MESSAGE, Field.TYPE_ENUM):
            schema = self.reference(field.type_name)
        else:
            schema = {"type": "string", "format": "int64"} if field.type in LARGE else PLAIN[field.type]
        return {"type": "array", "items": schema} if field.label == Field.LABEL_REPEATED else schema

    def paths(self):
        for file in self.files:
            comments = {tuple(it.path): it.leading_comments for it in file.source_code_info.location}
            for index, service in enumerate(file.service):
                if f"{file.package}.{service.name}" != SERVICE:
                    continue
                for inner, method in enumerate(service.method):
                    if not method.client_streaming:
                        about = said(comments, (SERVICES, index, METHODS, inner))
                        yield f"/{SERVICE}/{method.name}", {"post": self.operation(method, about)}

    def operation(self, method, about):
        body = lambda name: {"content": {"application/json": {"schema": self.reference(name)}}}
        error = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
        headers = lambda status: {"headers": RETRY} if status in ("429", "503") else {}
        return {
            "operationId": method.name,
            **about,
            "parameters": [TIMEOUT],
            "requestBody": {"required": True, **body(method.input_type)},
            "responses": {
                "200": {"description": "the answer", **body(method.output_type)},
                **{status: {"description": about, **headers(status), **error} for status, about in STATUSES.items()},
            },
        }


def said(comments, path):
    text = " ".join(line.strip() for line in comments.get(tuple(path), "").splitlines()).strip()
    return {"description": text} if text else {}


def main():
    descriptors = subprocess.run([binary(), "descriptors"], check=True, stdout=subprocess.PIPE).stdout
    contract = Contract(FileDescriptorSet.FromString(descriptors).file)
    paths = dict(contract.paths())
    document = {
        "openapi": "3.0.3",
        "info": {
            "title": "isnad",
            "version": "v1",
            "description": "Arabic news text in; the article, its sentences, and who said what to whom, out. JSON over HTTP/1.1 "
            "and HTTP/2 on the port of gRPC, as the Connect protocol's unary calls have it. Answers have all fields without presence, whatever they "
            "hold, unless the server's setting json_defaults is off; of fields that readMask does not name there is none. Streams are for gRPC alone.",
        },
        "paths": paths,
        "components": {"schemas": dict(sorted(contract.schemas.items()))},
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    if "--check" not in sys.argv:
        TARGET.write_text(text)
    elif TARGET.read_text() != text:
        raise SystemExit("openapi: deploy/openapi.json is not what the contract says; scripts/openapi writes it")
    print(f"openapi: {len(paths)} calls, {len(contract.schemas)} schemas")


main()
