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

/** The deadline of a call that names none, in milliseconds. */
export const TIMEOUT_MS = 10_000;
/** How long a client waits for a server when it is made, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 5_000;
/** Documents of a stream that are sent and not answered. */
export const IN_FLIGHT = 64;
/** The same where each document is a call of its own: browsers have no more connections to a server. */
const CALLS_IN_FLIGHT = 6;

/** Names and values that go with a call, as its headers. */
export type Metadata = Headers | Readonly<Record<string, string>> | [name: string, value: string][];

/** What a client is made with. */
export interface ClientOptions {
  /** The deadline of each call in milliseconds, `Infinity` for none. Default: 10 000. Streams have none. */
  readonly timeoutMs?: number;
  /** How long to wait for a server that takes calls, in milliseconds. Default: 5000. */
  readonly connectTimeoutMs?: number;
  /** Metadata that goes with each call. */
  readonly headers?: Metadata;
}

/** What a call may have. */
export interface CallOptions {
  /** The deadline in milliseconds, `Infinity` for none. Default: that of the client. */
  readonly timeoutMs?: number;
  /** Metadata beside that of the client, such as `traceparent`. Of the same name it takes its place. */
  readonly headers?: Metadata;
  /** Gives the call up, which then fails with `CANCELLED`. */
  readonly signal?: AbortSignal;
}

/** What a stream of many documents may have. It has no deadline; the server has one for each document. */
export interface ManyOptions extends Omit<CallOptions, "timeoutMs"> {
  /** Documents that are taken from the source and have no result yet, at most. Default: 64; in browsers 6. */
  readonly inFlight?: number;
}

/** The way to a server. `connect` makes one. */
export interface Channel {
  /** The server, for people. */
  readonly target: string;
  readonly transport: Transport;
  /** Whether requests can be streamed. Browsers cannot. */
  readonly streams: boolean;
  /** The header that names the client. */
  readonly userAgent: Readonly<Record<string, string>>;
  /** Waits for a connection, however often it takes to get one; the signal ends it. */
  ready(signal: AbortSignal): Promise<void>;
  /** Ends all connections. */
  close(): void;
}

/**
 * A client of one server, which {@link connect} makes. Calls may be made at the same time.
 *
 * Calls that the server puts off are made again, up to five times within their deadline, when the server wants it and as the service's
 * configuration for clients says. Offsets count UTF-16 code units, unless a request names another unit: see {@link slice}.
 *
 * Every call fails with an {@link IsnadError}.
 */
export class Client implements Disposable {
  readonly #channel: Channel;
  readonly #stub: Stub<typeof TextService>;
  readonly #headers: Headers;
  readonly #timeoutMs: number;
  readonly #throttle = new Throttle();
  /** What goes on. */
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

  /** Takes the article out of a scraped page. */
  clean(request: MessageInitShape<typeof CleanRequestSchema>, options?: CallOptions): Promise<CleanResponse> {
    return this.#call(options, (attempt) => this.#stub.clean(inUnits(request), attempt));
  }

  /** Cuts any text into sentences. Nothing is dropped. */
  segment(request: MessageInitShape<typeof SegmentRequestSchema>, options?: CallOptions): Promise<SegmentResponse> {
    return this.#call(options, (attempt) => this.#stub.segment(inUnits(request), attempt));
  }

  /** Finds the quotes in a text that is clean already. */
  extractQuotes(
    request: MessageInitShape<typeof ExtractQuotesRequestSchema>,
    options?: CallOptions,
  ): Promise<ExtractQuotesResponse> {
    return this.#call(options, (attempt) => this.#stub.extractQuotes(inUnits(request), attempt));
  }

  /** Tells of claimed quotations whether a page holds them, and whose words they are; up to 64 claims. */
  verify(request: MessageInitShape<typeof VerifyRequestSchema>, options?: CallOptions): Promise<VerifyResponse> {
    return this.#call(options, (attempt) => this.#stub.verify(inUnits(request), attempt));
  }

  /** What the server says of itself: version, versions of its tables, limits in force. */
  info(options?: CallOptions): Promise<GetInfoResponse> {
    return this.#call(options, (attempt) => this.#stub.getInfo({}, attempt));
  }

  /**
   * Joins the quotes of documents that report one utterance, and says what changed from one to the other; as many documents as the limits
   * of {@link info} allow. A document that fails is in `errors` of the answer, which {@link IsnadError.ofStatus} reads. Browsers cannot
   * stream documents: there it fails with `UNIMPLEMENTED`.
   *
   * @example
   * ```ts
   * const { clusters } = await client.trace([{ id: "a", outlet: "…", published: "2025-03-12", text }, …]);
   * ```
   */
  async trace(documents: Documents<MessageInitShape<typeof TraceRequestSchema>>, options?: CallOptions): Promise<TraceResponse> {
    if (!this.#channel.streams) throw new IsnadError("UNIMPLEMENTED", "documents cannot be streamed from here, as Trace needs it");
    // All of them are kept: a call that is made again sends them again.
    const requests = (await Array.fromAsync(documents)).map(inUnits);
    return this.#call(options, (attempt) => this.#stub.trace(streamOf(requests), attempt));
  }

  /**
   * Analyses many documents over one stream. Results come in the order of the documents; a document that fails has its error.
   *
   * No more than `inFlight` documents are sent without a result that the caller has taken, and the source is not read further. A stream
   * that breaks is opened again with what has no answer yet; after five attempts without an answer its error is thrown. Leaving the loop
   * ends the stream.
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
   * Asks whether the server takes calls; fails with `UNAVAILABLE` if none does in time.
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

  /** Ends the connection, and what still goes on over it, which fails with `CANCELLED`. Nothing runs after it. */
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
