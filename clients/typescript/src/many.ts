import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { failure, IsnadError } from "./errors.js";
import type { AnalyzeResponse, AnalyzeStreamRequest, AnalyzeStreamResponse } from "./generated/isnad/v1/text_service_pb.js";
import { AnalyzeStreamRequestSchema } from "./generated/isnad/v1/text_service_pb.js";
import { OffsetEncoding } from "./generated/isnad/v1/options_pb.js";
import { ATTEMPTS, mayRetry, orAborted, pauseMs, sleep } from "./retry.js";

/** A document of many: its text, or a request with an id and options. */
export type Document = string | MessageInitShape<typeof AnalyzeStreamRequestSchema>;

/** Documents, from wherever they come. No more are taken than are wanted. */
export type Documents<D = Document> = Iterable<D> | AsyncIterable<D>;

/** What became of a document of many: an analysis, or the error that it has instead. */
export type Result = Analyzed | Failed;

/** A document with its analysis. */
export interface Analyzed {
  /** The caller's name for the document; empty for one that has none. */
  readonly id: string;
  /** The text of the document, which spans are cut out of. */
  readonly text: string;
  /** What `analyze` gives for it. */
  readonly analysis: AnalyzeResponse;
  readonly error?: undefined;
}

/** A document that failed. The others go on. */
export interface Failed {
  /** The caller's name for the document; empty for one that has none. */
  readonly id: string;
  /** The text of the document. */
  readonly text: string;
  /** What `analyze` would have failed with. */
  readonly error: IsnadError;
  readonly analysis?: undefined;
}

/** Documents on their way: at most so many were taken from the source and have no result yet. Calls nobody. */
export class Flight<T> {
  readonly #taken: T[] = [];
  #done = 0;
  #ended = false;
  #failed: { readonly thrown: unknown } | undefined;
  #change = Promise.withResolvers<void>();

  /** Begins to read. Each document is made into what it is on its way. */
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
      // The documents before it are answered first.
      this.#failed = { thrown };
    }
    this.close();
  }

  #changed(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  /** How many documents have their result: the index of the first that has none. */
  get done(): number {
    return this.#done;
  }

  /** The document with this index, as soon as it was taken; undefined where there are no more. */
  async at(index: number): Promise<T | undefined> {
    while (index >= this.#done + this.#taken.length && !this.#ended) await this.#change.promise;
    return this.#taken[index - this.#done];
  }

  /** The first document without a result has it now. */
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

  /** Throws what the source threw. */
  check(): void {
    if (this.#failed) throw this.#failed.thrown;
  }
}

/** A result for each document of a flight, in their order. */
async function* results<T>(flight: Flight<T>, signal: AbortSignal, result: (taken: T) => Promise<Result>): AsyncGenerator<Result> {
  try {
    // A place is free again when the caller comes for the next result.
    for (let taken; (taken = await orAborted(flight.at(flight.done), signal)) !== undefined; flight.pass()) yield await result(taken);
    flight.check();
  } finally {
    flight.close();
  }
}

/** Analyses documents over one stream, which is opened again when it breaks. */
export async function* overStream(
  source: Documents,
  most: number,
  signal: AbortSignal,
  open: (requests: AsyncIterable<AnalyzeStreamRequest>) => Promise<AsyncIterable<AnalyzeStreamResponse>>,
): AsyncGenerator<Result> {
  const flight = new Flight(source, most, request);
  let answers: AsyncIterator<AnalyzeStreamResponse> | undefined;

  /** All that has no result yet. */
  async function* requests(): AsyncGenerator<AnalyzeStreamRequest> {
    let next = flight.done;
    // Answers come in order: ids are not needed, and those of callers may be longer than a stream takes.
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
  // The end of the stream, without which it would be cancelled. All results are there, whatever it is.
  await orAborted(Promise.resolve(answers?.next()).catch(() => {}), signal);
}

/** Whether a stream is opened again. What its own caller gave up does not come here. */
function mayGoOn(error: unknown): error is IsnadError {
  return mayRetry(error) || (error instanceof IsnadError && error.code === "CANCELLED");
}

/** Analyses documents by calls of their own, for transports that cannot stream requests. */
export async function* byCalls(
  source: Documents,
  most: number,
  signal: AbortSignal,
  analyze: (request: AnalyzeStreamRequest) => Promise<AnalyzeResponse>,
): AsyncGenerator<Result> {
  const flight = new Flight(source, most, (document) => {
    const made = request(document);
    const analysis = analyze(made);
    // It is looked at when its turn comes.
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

/** Whether a stream would go on after it: the server has read the document, and another time comes to the same. */
function isOfDocument(error: unknown): error is IsnadError {
  return error instanceof IsnadError && error.reason !== undefined && !mayRetry(error);
}

function request(document: Document): AnalyzeStreamRequest {
  const made = create(AnalyzeStreamRequestSchema, typeof document === "string" ? { text: document } : document);
  return inUnits(made);
}

/** The request with the unit of JavaScript's strings, where it names none. */
export function inUnits<R extends { offsetEncoding?: OffsetEncoding }>(request: R): R {
  return request.offsetEncoding ? request : { ...request, offsetEncoding: OffsetEncoding.UTF16 };
}
