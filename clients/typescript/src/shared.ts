// Exports of both entry points of the package.
export { type CallOptions, Client, type ClientOptions, type ManyOptions, type Metadata } from "./client.js";
export { type ErrorDetails, IsnadError, type StatusCode, type Violation } from "./errors.js";
export type { Analyzed, Document, Documents, Failed, Result } from "./many.js";
export { type Range, slice } from "./offsets.js";
export { version } from "./version.js";
export * from "./generated/isnad/v1/analysis_pb.js";
export * from "./generated/isnad/v1/options_pb.js";
export * from "./generated/isnad/v1/text_service_pb.js";
export * from "./generated/isnad/v1/trace_pb.js";
export * from "./generated/isnad/v1/verify_pb.js";
