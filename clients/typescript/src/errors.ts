import { type DescMessage, fromBinary, type MessageShape } from "@bufbuild/protobuf";
import type { Duration } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema, RequestInfoSchema, RetryInfoSchema } from "./generated/google/rpc/error_details_pb.js";
import type { Status } from "./generated/google/rpc/status_pb.js";

const CODES = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

/** The name of a gRPC status code. */
export type StatusCode = (typeof CODES)[number];

/** A violation in a request. */
export interface Violation {
  /** The field's name in the API: `text`, `quotes.min_confidence`. */
  readonly field: string;
  /** The description, for people. */
  readonly description: string;
  /** The reason, for programs: `REQUIRED`, `TOO_LARGE`, …; empty if not sent. */
  readonly reason: string;
}

/** The details of an error beyond code and message: see {@link IsnadError}. */
export interface ErrorDetails {
  readonly reason?: string | undefined;
  readonly violations?: readonly Violation[];
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
}

/**
 * The error of a call or of a document.
 *
 * `code` is the kind of error:
 * - `INVALID_ARGUMENT`: the request is invalid; do not retry it. Each violation names its field.
 * - `UNAVAILABLE`: no server, or one that is full or shutting down. The client has already retried.
 * - `RESOURCE_EXHAUSTED`: the server's memory budget for calls is used up. The client has already retried.
 * - `DEADLINE_EXCEEDED`: the deadline has passed.
 * - `CANCELLED`: the caller cancelled the call, or closed the client.
 * - `INTERNAL`: a fault of isnad.
 *
 * @example
 * ```ts
 * try {
 *   await client.analyze({ text });
 * } catch (error) {
 *   if (!(error instanceof IsnadError)) throw error;
 *   if (error.code === "INVALID_ARGUMENT") console.error(error.violations);
 * }
 * ```
 */
export class IsnadError extends Error implements ErrorDetails {
  override readonly name = "IsnadError";
  /** The status code. */
  readonly code: StatusCode;
  /** The reason, for programs: `OVERLOADED`, `INVALID_REQUEST`, …; undefined if not sent. */
  readonly reason: string | undefined;
  /** All violations in the request, each with its field. */
  readonly violations: readonly Violation[];
  /** The delay after which the server asks for a retry, in milliseconds; undefined if not sent. */
  readonly retryAfterMs: number | undefined;
  /** The server's id of the call, for error reports; undefined if not sent. */
  readonly requestId: string | undefined;

  /** The client creates errors; callers can create them for tests. */
  constructor(code: StatusCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.reason = details.reason;
    this.violations = details.violations ?? [];
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
  }

  /** The first invalid field, or undefined. */
  get field(): string | undefined {
    return this.violations[0]?.field;
  }

  /** The error of a `google.rpc.Status`, such as the one in a `TraceError`. */
  static ofStatus(status: Status): IsnadError {
    const packed = status.details.map(({ typeUrl, value }) => ({ type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1), value }));
    return new IsnadError(CODES[status.code] ?? "UNKNOWN", status.message, details(packed));
  }
}

/** Converts anything that a call threw. An error that does not come from the call, such as a wrong type, is returned unchanged. */
export function failure(thrown: unknown): unknown {
  if (!(thrown instanceof ConnectError)) return thrown;
  if (isCut(thrown)) return new IsnadError("UNAVAILABLE", `the connection was cut: ${thrown.rawMessage}`, {}, thrown);
  const found = details(thrown.details.filter((detail) => "type" in detail));
  const requestId = found.requestId || (thrown.metadata.get("x-request-id") ?? undefined);
  return new IsnadError(CODES[thrown.code] ?? "UNKNOWN", thrown.rawMessage, { ...found, requestId }, thrown);
}

const CUT: ReadonlySet<Code> = new Set([Code.Aborted, Code.Canceled, Code.Internal, Code.Unknown]);

/** Whether a call ended without a response from the server, which always has headers, and not because of a message's content. */
function isCut(error: ConnectError): boolean {
  return CUT.has(error.code) && [...error.metadata].length === 0 && !/^(serialize|parse) /.test(error.rawMessage);
}

interface Packed {
  readonly type: string;
  readonly value: Uint8Array;
}

function details(packed: readonly Packed[]): ErrorDetails {
  const delay = unpacked(packed, RetryInfoSchema)?.retryDelay;
  return {
    reason: unpacked(packed, ErrorInfoSchema)?.reason,
    violations: (unpacked(packed, BadRequestSchema)?.fieldViolations ?? []).map(({ field, description, reason }) => ({
      field,
      description,
      reason,
    })),
    retryAfterMs: delay && milliseconds(delay),
    requestId: unpacked(packed, RequestInfoSchema)?.requestId,
  };
}

function unpacked<D extends DescMessage>(packed: readonly Packed[], schema: D): MessageShape<D> | undefined {
  const found = packed.find(({ type }) => type === schema.typeName);
  return found && fromBinary(schema, found.value);
}

function milliseconds({ seconds, nanos }: Duration): number {
  return Number(seconds) * 1000 + nanos / 1e6;
}
