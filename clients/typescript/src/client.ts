import type { MessageInitShape } from "@bufbuild/protobuf";
import { type CallOptions as Attempt, type Client as Stub, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { Call } from "./call.js";
import { IsnadError } from "./errors.js";
import type {
  AnalyzeRequestSchema,
  AnalyzeResponse,
  CleanRequestSchema,
  CleanResponse,
  ExtractQuotesRequestSchema,
  ExtractQuotesResponse,
  GetInfoResponse,
  SegmentRequestSchema,
  SegmentResponse,
} from "./generated/isnad/v1/text_service_pb.js";
import { TextService } from "./generated/isnad/v1/text_service_pb.js";
import type { TraceRequestSchema, TraceResponse } from "./generated/isnad/v1/trace_pb.js";
import type { VerifyRequestSchema, VerifyResponse } from "./generated/isnad/v1/verify_pb.js";
import { healthCheck, SERVING } from "./health.js";
import { byCalls, type Documents, inUnits, overStream, type Result } from "./many.js";
import { Throttle, withRetries } from "./retry.js";

/** The default deadline of a call, in milliseconds. */
export const TIMEOUT_MS = 10_000;
/** How long a new client waits for a server by default, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 5_000;
/** The default number of documents of a stream that are sent and not answered. */
export const IN_FLIGHT = 64;
/** The same if each document is a separate call: browsers open no more connections to a server. */
const CALLS_IN_FLIGHT = 6;

/** Names and values sent with a call as headers. */
export type Metadata = Headers | Readonly<Record<string, string>> | [name: string, value: string][];

/** The options of a client. */
export interface ClientOptions {
  /** The deadline of each call in milliseconds, `Infinity` for none. Default: 10 000. Streams have none. */
  readonly timeoutMs?: number;
  /** How long to wait for a server that accepts calls, in milliseconds. Default: 5000. */
  readonly connectTimeoutMs?: number;
  /** Metadata sent with each call. */
  readonly headers?: Metadata;
}

/** The options of a call. */
export interface CallOptions {
  /** The deadline in milliseconds, `Infinity` for none. Default: the client's. */
  readonly timeoutMs?: number;
  /** Additional metadata, such as `traceparent`. It replaces the client's metadata of the same name. */
  readonly headers?: Metadata;
  /** Cancels the call, which then fails with `CANCELLED`. */
  readonly signal?: AbortSignal;
}

/** The options of a stream of many documents. It has no deadline; the server has one for each document. */
export interface ManyOptions extends Omit<CallOptions, "timeoutMs"> {
  /** The maximum number of documents taken from the source that have no result yet. Default: 64; in browsers 6. */
  readonly inFlight?: number;
}

/** A channel to a server, created by `connect`. */
export interface Channel {
  /** The server's name in error messages. */
  readonly target: string;
  readonly transport: Transport;
  /** Whether requests can be streamed. Browsers cannot. */
  readonly streams: boolean;
  /** The header that names the client. */
  readonly userAgent: Readonly<Record<string, string>>;
  /** Waits for a connection, retrying until the signal ends it. */
  ready(signal: AbortSignal): Promise<void>;
  /** Ends all connections. */
  close(): void;
}

/**
 * A client of one server, created by {@link connect}. Calls can be concurrent.
 *
 * Calls that the server refuses temporarily are retried, up to five attempts within their deadline, after the delay that the server
 * requests and as set in the service config. Offsets count UTF-16 code units unless a request sets another unit: see {@link slice}.
 *
 * The error of a call is an {@link IsnadError}.
 */
export class Client implements Disposable {
  readonly #channel: Channel;
  readonly #stub: Stub<typeof TextService>;
  readonly #headers: Headers;
  readonly #timeoutMs: number;
  readonly #throttle = new Throttle();
  /** The operations in progress. */
  readonly #calls = new Set<Call>();
  #closed = false;

  /** @internal */
  constructor(channel: Channel, options: ClientOptions) {
    this.#channel = channel;
    this.#stub = createClient(TextService, channel.transport);
    this.#headers = joined(channel.userAgent, options.headers);
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /**
   * Analyses a scraped page: the article without the page around it, its sentences, and its quotes.
   *
   * @example
   * ```ts
   * const answer = await client.analyze({ text }, { timeoutMs: 2000 });
   * ```
   */
  analyze(request: MessageInitShape<typeof AnalyzeRequestSchema>, options?: CallOptions): Promise<AnalyzeResponse> {
    return this.#call(options, (attempt) => this.#stub.analyze(inUnits(request), attempt));
  }

  /** Extracts the article from a scraped page. */
  clean(request: MessageInitShape<typeof CleanRequestSchema>, options?: CallOptions): Promise<CleanResponse> {
    return this.#call(options, (attempt) => this.#stub.clean(inUnits(request), attempt));
  }

  /** Splits any text into sentences. Nothing is dropped. */
  segment(request: MessageInitShape<typeof SegmentRequestSchema>, options?: CallOptions): Promise<SegmentResponse> {
    return this.#call(options, (attempt) => this.#stub.segment(inUnits(request), attempt));
  }

  /** Finds the quotes in a text that is already clean. */
  extractQuotes(
    request: MessageInitShape<typeof ExtractQuotesRequestSchema>,
    options?: CallOptions,
  ): Promise<ExtractQuotesResponse> {
    return this.#call(options, (attempt) => this.#stub.extractQuotes(inUnits(request), attempt));
  }

  /** Checks up to 64 claimed quotations against a page: whether the page has them, and who said them. */
  verify(request: MessageInitShape<typeof VerifyRequestSchema>, options?: CallOptions): Promise<VerifyResponse> {
    return this.#call(options, (attempt) => this.#stub.verify(inUnits(request), attempt));
  }

  /** Returns the server's version, the versions of its tables, and the limits in force. */
  info(options?: CallOptions): Promise<GetInfoResponse> {
    return this.#call(options, (attempt) => this.#stub.getInfo({}, attempt));
  }

  /**
   * Groups the quotes of documents that report the same utterance, and lists what changed between them. Takes as many documents as the
   * limits in {@link info} allow. A document that fails is listed in `errors` of the answer; {@link IsnadError.ofStatus} converts these
   * errors. In browsers, which cannot stream documents, it fails with `UNIMPLEMENTED`.
   *
   * @example
   * ```ts
   * const { clusters } = await client.trace([{ id: "a", outlet: "…", published: "2025-03-12", text }, …]);
   * ```
   */
  async trace(documents: Documents<MessageInitShape<typeof TraceRequestSchema>>, options?: CallOptions): Promise<TraceResponse> {
    if (!this.#channel.streams) throw new IsnadError("UNIMPLEMENTED", "documents cannot be streamed from here, as Trace needs it");
    // All of them are kept, because a retry sends them again.
    const requests = (await Array.fromAsync(documents)).map(inUnits);
    return this.#call(options, (attempt) => this.#stub.trace(streamOf(requests), attempt));
  }

  /**
   * Analyses many documents over one stream. Results come in the order of the documents; a document that fails has its error.
   *
   * At most `inFlight` documents are sent ahead of the results that the caller has taken; the source is not read further. A stream that
   * breaks is reopened with the documents that have no answer yet. After five attempts without an answer, its error is thrown. Leaving
   * the loop ends the stream.
   *
   * @example
   * ```ts
   * for await (const result of client.analyzeMany(pages, { inFlight: 16 })) {
   *   if (result.error) console.error(result.id, result.error.message);
   *   else console.log(result.id, result.analysis.quotes.length);
   * }
   * ```
   */
  async *analyzeMany(documents: Documents, options: ManyOptions = {}): AsyncGenerator<Result, void, undefined> {
    const { streams } = this.#channel;
    const most = options.inFlight ?? (streams ? IN_FLIGHT : CALLS_IN_FLIGHT);
    if (!(most >= 1)) throw new RangeError("inFlight has to be at least 1");
    const call = this.#begin(options.signal, Infinity);
    try {
      yield* streams ? this.#overStream(documents, most, call.signal, options) : this.#byCalls(documents, most, call.signal, options);
    } finally {
      // The caller may have left the loop.
      call.stop(new IsnadError("CANCELLED", "the results are no longer wanted"));
      this.#end(call);
    }
  }

  #overStream(documents: Documents, most: number, signal: AbortSignal, options: ManyOptions): AsyncGenerator<Result> {
    const attempt = { signal, headers: this.#joined(options.headers), timeoutMs: 0 };
    return overStream(documents, most, signal, async (requests) => {
      await this.#channel.ready(signal);
      return this.#stub.analyzeStream(requests, attempt);
    });
  }

  #byCalls(documents: Documents, most: number, signal: AbortSignal, options: ManyOptions): AsyncGenerator<Result> {
    return byCalls(documents, most, signal, ({ $typeName, ...request }) =>
      this.analyze(request, { ...options, signal, timeoutMs: Infinity }),
    );
  }

  /**
   * Checks whether the server accepts calls. Fails with `UNAVAILABLE` if none does in time.
   *
   * @internal
   */
  async check(timeoutMs: number): Promise<void> {
    const call = this.#begin(undefined, timeoutMs);
    try {
      await this.#channel.ready(call.signal);
      const { transport } = this.#channel;
      const { message } = await transport.unary(healthCheck, call.signal, call.leftMs, this.#headers, { value: TextService.typeName });
      if (message.value !== SERVING) throw new Error("it is starting or shutting down");
    } catch (thrown) {
      const why = thrown instanceof IsnadError ? thrown.message : ConnectError.from(thrown).rawMessage;
      throw new IsnadError("UNAVAILABLE", `no server at ${this.#channel.target} takes calls: ${why}`, {}, thrown);
    } finally {
      this.#end(call);
    }
  }

  /** Closes the connection. Calls and streams in progress fail with `CANCELLED`. Nothing keeps running afterwards. */
  close(): void {
    this.#closed = true;
    for (const call of this.#calls) call.stop(closed());
    this.#channel.close();
  }

  /** The same, for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  async #call<A>(options: CallOptions = {}, make: (attempt: Attempt) => Promise<A>): Promise<A> {
    const call = this.#begin(options.signal, options.timeoutMs ?? this.#timeoutMs);
    const { signal } = call;
    const headers = this.#joined(options.headers);
    const attempt = async () => {
      await this.#channel.ready(signal);
      return make({ signal, headers, timeoutMs: call.leftMs });
    };
    try {
      return await withRetries(attempt, this.#throttle, signal);
    } finally {
      this.#end(call);
    }
  }

  #begin(given: AbortSignal | undefined, timeoutMs: number): Call {
    if (this.#closed) throw closed();
    const call = new Call(given, timeoutMs);
    this.#calls.add(call);
    return call;
  }

  #end(call: Call): void {
    call.end();
    this.#calls.delete(call);
  }

  #joined(headers: Metadata | undefined): Headers {
    return headers === undefined ? this.#headers : joined(this.#headers, headers);
  }
}

function closed(): IsnadError {
  return new IsnadError("CANCELLED", "the client is closed");
}

function joined(base: Metadata, more: Metadata | undefined): Headers {
  const all = new Headers(base);
  new Headers(more).forEach((value, name) => all.set(name, value));
  return all;
}

async function* streamOf<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
