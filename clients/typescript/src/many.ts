import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { failure, IsnadError } from "./errors.js";
import type { AnalyzeResponse, AnalyzeStreamRequest, AnalyzeStreamResponse } from "./generated/isnad/v1/text_service_pb.js";
import { AnalyzeStreamRequestSchema } from "./generated/isnad/v1/text_service_pb.js";
import { OffsetEncoding } from "./generated/isnad/v1/options_pb.js";
import { ATTEMPTS, mayRetry, orAborted, pauseMs, sleep } from "./retry.js";

/** A document of many: its text, or a request with an id and options. */
export type Document = string | MessageInitShape<typeof AnalyzeStreamRequestSchema>;

/** A source of documents. It is read only as far as needed. */
export type Documents<D = Document> = Iterable<D> | AsyncIterable<D>;

/** The result for one document of many: an analysis or an error. */
export type Result = Analyzed | Failed;

/** A document with its analysis. */
export interface Analyzed {
  /** The caller's name for the document; may be empty. */
  readonly id: string;
  /** The text of the document, to which spans refer. */
  readonly text: string;
  /** Its analysis, as returned by `analyze`. */
  readonly analysis: AnalyzeResponse;
  readonly error?: undefined;
}

/** A document that failed. The others are still analyzed. */
export interface Failed {
  /** The caller's name for the document; may be empty. */
  readonly id: string;
  /** The text of the document. */
  readonly text: string;
  /** The error that `analyze` would have failed with. */
  readonly error: IsnadError;
  readonly analysis?: undefined;
}

/** Documents in flight: those taken from the source that have no result yet, up to a limit. Makes no calls. */
export class Flight<T> {
  readonly #taken: T[] = [];
  #done = 0;
  #ended = false;
  #failed: { readonly thrown: unknown } | undefined;
  #change = Promise.withResolvers<void>();

  /** Starts reading. Each document is converted to its form in flight. */
  constructor(source: Documents, most: number, make: (document: Document) => T) {
    void this.#read(source, most, make);
  }

  async #read(source: Documents, most: number, make: (document: Document) => T): Promise<void> {
    try {
      for await (const document of source) {
        if (this.#ended) return;
        this.#taken.push(make(document));
        this.#changed();
        while (this.#taken.length >= most && !this.#ended) await this.#change.promise;
        if (this.#ended) return;
      }
    } catch (thrown) {
      // Earlier documents are answered first.
      this.#failed = { thrown };
    }
    this.close();
  }

  #changed(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  /** How many documents have a result: the index of the first one without. */
  get done(): number {
    return this.#done;
  }

  /** The document with this index, once it has been taken; undefined if there are no more. */
  async at(index: number): Promise<T | undefined> {
    while (index >= this.#done + this.#taken.length && !this.#ended) await this.#change.promise;
    return this.#taken[index - this.#done];
  }

  /** Marks the first document without a result as done. */
  pass(): void {
    this.#taken.shift();
    this.#done++;
    this.#changed();
  }

  /** Takes no more documents. */
  close(): void {
    this.#ended = true;
    this.#changed();
  }

  /** Rethrows an error of the source. */
  check(): void {
    if (this.#failed) throw this.#failed.thrown;
  }
}

/** A result for each document of a flight, in order. */
async function* results<T>(flight: Flight<T>, signal: AbortSignal, result: (taken: T) => Promise<Result>): AsyncGenerator<Result> {
  try {
    // A place becomes free when the caller asks for the next result.
    for (let taken; (taken = await orAborted(flight.at(flight.done), signal)) !== undefined; flight.pass()) yield await result(taken);
    flight.check();
  } finally {
    flight.close();
  }
}

/** Analyzes documents over one stream, which is reopened if it breaks. */
export async function* overStream(
  source: Documents,
  most: number,
  signal: AbortSignal,
  open: (requests: AsyncIterable<AnalyzeStreamRequest>) => Promise<AsyncIterable<AnalyzeStreamResponse>>,
): AsyncGenerator<Result> {
  const flight = new Flight(source, most, request);
  let answers: AsyncIterator<AnalyzeStreamResponse> | undefined;

  /** The documents without a result. */
  async function* requests(): AsyncGenerator<AnalyzeStreamRequest> {
    let next = flight.done;
    // Answers come in order, so ids are not needed, and callers' ids may be longer than the limit.
    for (let taken; (taken = await flight.at(next)) !== undefined; next++) yield { ...taken, id: "" };
  }

  async function answer(): Promise<AnalyzeStreamResponse> {
    for (let attempt = 0; ; attempt++) {
      try {
        answers ??= (await open(requests()))[Symbol.asyncIterator]();
        const { done, value } = await answers.next();
        if (!done) return value;
        throw new IsnadError("UNAVAILABLE", "the stream has ended early");
      } catch (thrown) {
        signal.throwIfAborted();
        answers = undefined;
        const error = failure(thrown);
        if (attempt + 1 === ATTEMPTS || !mayGoOn(error)) throw error;
        await sleep(pauseMs(attempt, error), signal);
      }
    }
  }

  yield* results(flight, signal, async ({ id, text }) => {
    const { result } = await answer();
    if (result.case === "analysis") return { id, text, analysis: result.value };
    if (result.case === "error") return { id, text, error: IsnadError.ofStatus(result.value) };
    throw new IsnadError("INTERNAL", "an answer without a result");
  });
  // Waits for the end of the stream, which would otherwise be cancelled. All results are complete, so its
  // outcome is ignored.
  await orAborted(Promise.resolve(answers?.next()).catch(() => {}), signal);
}

/** Whether to reopen a stream. Cancellation by the caller is handled elsewhere. */
function mayGoOn(error: unknown): error is IsnadError {
  return mayRetry(error) || (error instanceof IsnadError && error.code === "CANCELLED");
}

/** Analyzes each document in a separate call, for transports that cannot stream requests. */
export async function* byCalls(
  source: Documents,
  most: number,
  signal: AbortSignal,
  analyze: (request: AnalyzeStreamRequest) => Promise<AnalyzeResponse>,
): AsyncGenerator<Result> {
  const flight = new Flight(source, most, (document) => {
    const made = request(document);
    const analysis = analyze(made);
    // The result is awaited later, in order.
    analysis.catch(() => {});
    return { made, analysis };
  });
  yield* results(flight, signal, async ({ made: { id, text }, analysis }) => {
    try {
      return { id, text, analysis: await analysis };
    } catch (error) {
      signal.throwIfAborted();
      if (isOfDocument(error)) return { id, text, error };
      throw error;
    }
  });
}

/** Whether a stream would continue after this error: the server has read the document, and a retry would give the same result. */
function isOfDocument(error: unknown): error is IsnadError {
  return error instanceof IsnadError && error.reason !== undefined && !mayRetry(error);
}

function request(document: Document): AnalyzeStreamRequest {
  const made = create(AnalyzeStreamRequestSchema, typeof document === "string" ? { text: document } : document);
  return inUnits(made);
}

/** The request with the offset unit of JavaScript strings, unless it sets one. */
export function inUnits<R extends { offsetEncoding?: OffsetEncoding }>(request: R): R {
  return request.offsetEncoding ? request : { ...request, offsetEncoding: OffsetEncoding.UTF16 };
}
