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

/** A status code of gRPC, by its name. */
export type StatusCode = (typeof CODES)[number];

/** One thing that is wrong with a request. */
export interface Violation {
  /** The field, as the contract names it: `text`, `quotes.min_confidence`. */
  readonly field: string;
  /** What is wrong with it, for people. */
  readonly description: string;
  /** The same for programs: `REQUIRED`, `TOO_LARGE`, …; empty from a server that does not say. */
  readonly reason: string;
}

/** What a server says of an error beside its code and message: see {@link IsnadError}. */
export interface ErrorDetails {
  readonly reason?: string | undefined;
  readonly violations?: readonly Violation[];
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
}

/**
 * A call without an answer, or a document without an analysis.
 *
 * `code` says which kind it is:
 * - `INVALID_ARGUMENT`: the request is wrong, and stays so; each violation names its field.
 * - `UNAVAILABLE`: no server, or one that is full or shutting down. The client has tried again already.
 * - `RESOURCE_EXHAUSTED`: the memory that the server gives to calls is in use. The client has tried again already.
 * - `DEADLINE_EXCEEDED`: the deadline has passed.
 * - `CANCELLED`: the caller gave the call up, or closed the client.
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
  /** What happened, for programs: `OVERLOADED`, `INVALID_REQUEST`, …; undefined where nobody said it. */
  readonly reason: string | undefined;
  /** All that is wrong with the request, each thing with its field. */
  readonly violations: readonly Violation[];
  /** Milliseconds after which the server wants the call again; undefined where it did not say. */
  readonly retryAfterMs: number | undefined;
  /** The server's id of the call, to report a fault with; undefined where there was none. */
  readonly requestId: string | undefined;

  /** The client makes them; others may, for their tests. */
  constructor(code: StatusCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.reason = details.reason;
    this.violations = details.violations ?? [];
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
  }

  /** The first field that is wrong, or undefined. */
  get field(): string | undefined {
    return this.violations[0]?.field;
  }

  /** The error of a `google.rpc.Status`, which a `TraceError` holds. */
  static ofStatus(status: Status): IsnadError {
    const packed = status.details.map(({ typeUrl, value }) => ({ type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1), value }));
    return new IsnadError(CODES[status.code] ?? "UNKNOWN", status.message, details(packed));
  }
}

/** The error of whatever a call threw. What is no error of a call, such as a wrong type, stays as it is. */
export function failure(thrown: unknown): unknown {
  if (!(thrown instanceof ConnectError)) return thrown;
  if (isCut(thrown)) return new IsnadError("UNAVAILABLE", `the connection was cut: ${thrown.rawMessage}`, {}, thrown);
  const found = details(thrown.details.filter((detail) => "type" in detail));
  const requestId = found.requestId || (thrown.metadata.get("x-request-id") ?? undefined);
  return new IsnadError(CODES[thrown.code] ?? "UNKNOWN", thrown.rawMessage, { ...found, requestId }, thrown);
}

const CUT: ReadonlySet<Code> = new Set([Code.Aborted, Code.Canceled, Code.Internal, Code.Unknown]);

/** Whether a call ended without a word of the server, which always comes with headers, and not for what is in a message. */
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
